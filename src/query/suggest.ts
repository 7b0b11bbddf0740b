import { wordsOfName } from '../archive/name-words.ts';
import type { Suggestion, SuggestRequest } from '../model/core.ts';
import { createNameList, type NameList } from '../search/names.ts';
import { oneSpelling } from '../text/people/name-match.ts';
import type { Directory, Entry } from './directory.ts';

/** What there is to suggest from, within one scope. */
export interface Suggestible {
  readonly directory: Directory;
  readonly outlets: () => readonly { readonly name: string; readonly articles: number }[];
  readonly topics: () => readonly Suggestion[];
}

/** Names to type at. */
export interface NameLists {
  find(request: Pick<SuggestRequest, 'kind' | 'typed' | 'limit'>): Suggestion[];
}

/** Speakers are found in the archive; outlets and topics in lists of a few hundred, made when they are first asked for. */
export function createNameLists({ directory, outlets, topics }: Suggestible): NameLists {
  const made = new Map<SuggestRequest['kind'], { readonly of: readonly unknown[]; readonly list: NameList }>();

  function listOf<T>(
    kind: SuggestRequest['kind'],
    items: readonly T[],
    make: (items: readonly T[]) => NameList,
  ): NameList {
    const known = made.get(kind);
    // The same list as long as nothing was counted anew.
    if (known?.of === items) return known.list;
    const list = make(items);
    made.set(kind, { of: items, list });
    return list;
  }

  return {
    find({ kind, typed, limit }) {
      if (kind === 'speaker') return suggestSpeakers(typed, limit, directory);
      const list = kind === 'topic' ? listOf(kind, topics(), topicList) : listOf(kind, outlets(), outletList);
      return list.find(typed, limit).map(({ name, count }) => ({ name, count }));
    },
  };
}

function topicList(topics: readonly Suggestion[]): NameList {
  return createNameList(topics.map(({ name, count }) => ({ name, aliases: [], count: count ?? 0 })));
}

function outletList(outlets: ReturnType<Suggestible['outlets']>): NameList {
  return createNameList(outlets.map(({ name, articles }) => ({ name, aliases: [], count: articles })));
}

/** No name is longer; a keystroke costs the same whatever was pasted. */
const longestTyped = 64;
const mostTypedWords = 6;

function suggestSpeakers(typed: string, limit: number, directory: Directory): Suggestion[] {
  const words = wordsOfName(typed.slice(0, longestTyped)).slice(0, mostTypedWords);
  const found = new Map<Entry, number>();
  if (words.length > 0) {
    for (const entry of begunSoWith(words, limit, directory)) {
      const rank = rankOf(words, entry);
      if (rank < ranks.none && speaks(entry)) found.set(entry, rank);
    }
    if (found.size < limit)
      for (const [entry, rank] of nearlySo(words, directory))
        if (!found.has(entry) && speaks(entry)) found.set(entry, rank);
  } else if (typed.trim() === '') {
    for (const entry of directory.most(limit)) found.set(entry, ranks.beginning);
  }
  return [...found]
    .sort(([a, one], [b, other]) => one - other || compareCounts(a, b))
    .slice(0, limit)
    .map(([{ speaker }]) => ({ name: speaker.name, count: speaker.statements }));
}

function speaks({ speaker }: Entry): boolean {
  return speaker.named && speaker.statements > 0;
}

/** A name or alias just as it is typed, one that begins so, one with a later word that does; the rest by its slips. */
const ranks = { exact: 0, beginning: 1, word: 2, near: 3, none: 10 } as const;

function compareCounts({ speaker: a }: Entry, { speaker: b }: Entry): number {
  return b.statements - a.statements || (a.name < b.name ? -1 : Number(a.name > b.name));
}

/** Those who are called so, first those whom the archive quotes most: a letter begins the names of thousands. */
function begunSoWith(words: readonly string[], limit: number, directory: Directory): readonly Entry[] {
  const [only = ''] = words;
  if (words.length > 1) return directory.namedAll(words.slice(0, -1).map(oneSpelling));
  return [
    ...directory.named(oneSpelling(only)),
    ...directory.beginning(only, 'first', limit),
    ...directory.beginning(only, 'name', limit),
  ];
}

function rankOf(words: readonly string[], entry: Entry): number {
  const typed = words.join(' ');
  let best: number = ranks.none;
  for (const form of writtenForms(entry)) {
    const whole = form.join(' ');
    if (whole === typed) return ranks.exact;
    if (whole.startsWith(typed)) best = Math.min(best, ranks.beginning);
    else if (form.some((_, place) => form.slice(place).join(' ').startsWith(typed))) best = Math.min(best, ranks.word);
  }
  return best;
}

/** As the archive spells them: "hilary" is typed for "Hillary" by a slip. */
function writtenForms({ speaker }: Entry): string[][] {
  return [speaker.name, ...speaker.aliases].map(wordsOfName);
}

/** Slips that a word may have: two where it is long enough to be told all the same. */
const mostSlips = (word: string): number => (word.length < 3 ? 0 : word.length < 5 ? 1 : 2);

/** Those who are called nearly so, each with its rank: the fewer slips the better. */
function nearlySo(words: readonly string[], directory: Directory): Map<Entry, number> {
  const found = new Map<Entry, number>();
  const options = words.map(oneSpelling).map((word, place) => spelledLike(word, place === words.length - 1, directory));
  for (const [word, slips] of options[0] ?? []) {
    for (const entry of directory.named(word)) {
      const rest = options.slice(1).map((option) => fewestSlips(option, entry));
      const all = [slips, ...rest].reduce((sum, each) => sum + each, 0);
      const rank = ranks.near + all;
      if (Number.isFinite(all)) found.set(entry, Math.min(rank, found.get(entry) ?? rank));
    }
  }
  return found;
}

function fewestSlips(option: ReadonlyMap<string, number>, { words, aliases }: Entry): number {
  const slips = [words, ...aliases].flat().map((word) => option.get(word) ?? Number.POSITIVE_INFINITY);
  return Math.min(...slips);
}

/** Words that one may stand for, each with the slips that this takes: itself, its like, what the last one may begin. */
function spelledLike(word: string, isLast: boolean, directory: Directory): Map<string, number> {
  const found = new Map<string, number>([[word, 0]]);
  const most = mostSlips(word);
  if (most === 0) return found;
  const near = directory.spelledLike(word, { kind: 'name', most, isLike: (candidate) => mayBe(word, candidate) });
  for (const { word: other, distance } of near) found.set(other, Math.min(distance, found.get(other) ?? distance));
  if (isLast && word.length > 3)
    for (const other of directory.begunLike(word)) if (!found.has(other)) found.set(other, 1.5);
  return found;
}

/** The first letter may be the one that is wrong, or the first two may have changed places. */
function mayBe(word: string, candidate: string): boolean {
  return word.length >= 5 || candidate[0] === word[0] || candidate[0] === word[1];
}
