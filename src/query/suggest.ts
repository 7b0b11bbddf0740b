import { foldName } from '../archive/fold-name.ts';
import type { ArchiveReader } from '../model/archive.ts';
import type { Suggestion, SuggestRequest } from '../model/core.ts';
import type { Directory } from './directory.ts';
import { editDistance } from './edit-distance.ts';
import type { Shelf } from './shelf.ts';
import { topicsIn } from './topics.ts';

interface Known {
  readonly archive: ArchiveReader;
  readonly directory: Directory;
  readonly outlets: readonly { readonly name: string; readonly articles: number }[];
  readonly shelf: Shelf;
}

/** Names that begin like what was typed, then those with a word that does, then those that nearly do; most frequent first. */
export function suggest({ kind, typed, scope, limit }: SuggestRequest, known: Known): Suggestion[] {
  const wanted = foldName(typed);
  return namesOf(kind, scope, known)
    .flatMap(({ name, count }) => {
      const rank = rankOf(wanted, foldName(name));
      return rank === null ? [] : [{ name, count, rank }];
    })
    .sort((a, b) => a.rank - b.rank || b.count - a.count || a.name.localeCompare(b.name))
    .slice(0, limit)
    .map(({ name, count }) => ({ name, count }));
}

function namesOf(kind: SuggestRequest['kind'], scope: SuggestRequest['scope'], known: Known): Suggestion[] {
  if (kind === 'outlet') return known.outlets.map(({ name, articles }) => ({ name, count: articles }));
  if (kind === 'topic') return [...topicsIn(known, scope)];
  return known.directory.entries
    .filter(({ speaker }) => speaker.named && speaker.statements > 0)
    .map(({ speaker }) => ({ name: speaker.name, count: speaker.statements }));
}

function rankOf(wanted: string, name: string): number | null {
  if (wanted === '' || name.startsWith(wanted)) return 0;
  if (name.includes(` ${wanted}`)) return 1;
  if (wanted.length < 4) return null;
  const isNear = [name, ...name.split(' ')].some(
    (part) =>
      editDistance(wanted, part.slice(0, wanted.length), 1) <= 1 ||
      editDistance(wanted, part.slice(0, wanted.length + 1), 1) <= 1,
  );
  return isNear ? 2 : null;
}
