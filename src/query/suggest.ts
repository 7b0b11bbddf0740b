import type { Suggestion, SuggestRequest } from '../model/core.ts';
import { createNameList, type NameList } from '../search/names.ts';
import type { Directory } from './directory.ts';

/** What there is to suggest from, within one scope. */
export interface Suggestible {
  readonly directory: Directory;
  readonly outlets: readonly { readonly name: string; readonly articles: number }[];
  readonly topics: () => readonly Suggestion[];
}

/** Names to type at, each list made when it is first asked for. */
export interface NameLists {
  find(request: Pick<SuggestRequest, 'kind' | 'typed' | 'limit'>): Suggestion[];
}

export function createNameLists({ directory, outlets, topics }: Suggestible): NameLists {
  const fixed = new Map<SuggestRequest['kind'], NameList>();
  let topicsListed: readonly Suggestion[] = [];

  function listOf(kind: SuggestRequest['kind']): NameList {
    const known = fixed.get(kind);
    const now = kind === 'topic' ? topics() : topicsListed;
    // Topics are counted a part at a time: the list is made anew as long as it grows.
    if (known !== undefined && (kind !== 'topic' || now === topicsListed)) return known;
    if (kind === 'topic') topicsListed = now;
    const list = kind === 'topic' ? topicList(now) : kind === 'outlet' ? outletList(outlets) : speakerList(directory);
    fixed.set(kind, list);
    return list;
  }

  return {
    find: ({ kind, typed, limit }) =>
      listOf(kind)
        .find(typed, limit)
        .map(({ name, count }) => ({ name, count })),
  };
}

function topicList(topics: readonly Suggestion[]): NameList {
  return createNameList(topics.map(({ name, count }) => ({ name, aliases: [], count: count ?? 0 })));
}

function outletList(outlets: Suggestible['outlets']): NameList {
  return createNameList(outlets.map(({ name, articles }) => ({ name, aliases: [], count: articles })));
}

function speakerList({ entries }: Directory): NameList {
  return createNameList(
    entries
      .filter(({ speaker }) => speaker.named && speaker.statements > 0)
      .map(({ speaker: { name, aliases, statements } }) => ({ name, aliases, count: statements })),
  );
}
