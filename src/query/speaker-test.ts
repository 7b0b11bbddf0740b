import { foldName } from '../archive/fold-name.ts';
import { contentWords } from '../archive/name-words.ts';
import type { StoredStatement } from '../model/archive.ts';
import { sameName } from '../text/people/name-match.ts';
import { nameWords } from './directory.ts';
import type { Who } from './persons.ts';
import type { Shelved } from './shelf.ts';
import type { AskedSpeaker } from './understand.ts';

/** Everyone that a question may mean. */
export function whosOf(speakers: readonly AskedSpeaker[]): Who[] {
  return speakers.flatMap(({ found }) =>
    found.kind === 'one' ? [found.who] : found.kind === 'several' ? [...found.whos] : [],
  );
}

/** *theirs*: attributed to one of them; *open*: to nobody, and one of them is named beside it; else *another's*. */
export type Belonging = 'theirs' | 'open' | "another's";

/** Tells whose a statement is. Whoever it was reported through has said it as well. */
export function belongingOf(
  statement: StoredStatement,
  shelved: Shelved,
  speakers: readonly AskedSpeaker[],
): Belonging {
  const { speaker } = statement;
  const stated = speaker?.name ?? speaker?.description ?? null;
  if (speaker !== null && stated !== null) {
    const isTheirs = [stated, speaker.via].some((name) => name !== null && isOneOf(name, speakers));
    return isTheirs ? 'theirs' : "another's";
  }
  const first = shelved.sentenceAt(statement.extent.start);
  const last = shelved.sentenceAt(Math.max(statement.extent.start, statement.extent.end - 1));
  return isNamedNear(speakers, { first: first - 1, last: last + 1 }, shelved) ? 'open' : "another's";
}

/** Whose sentences are that report nobody: open only when they name one of them themselves. */
export function belongingOfSentences(
  sentences: { readonly first: number; readonly last: number },
  shelved: Shelved,
  speakers: readonly AskedSpeaker[],
): Belonging {
  return isNamedNear(speakers, sentences, shelved) ? 'open' : "another's";
}

function isOneOf(stored: string, speakers: readonly AskedSpeaker[]): boolean {
  const folded = foldName(stored);
  if (whosOf(speakers).some(({ names }) => names.some((name) => foldName(name) === folded))) return true;
  // "Mr. Reed" asked and stored; "Reed" asked, and another Reed who says it than the one who is best known.
  return speakers.some(({ typed }) => partsOf(stored).some((part) => sameName(typed, part) || isPartOf(typed, part)));
}

/** "Charles Reed and Ann Moss" is each of them. */
function partsOf(stored: string): string[] {
  return [stored, ...stored.split(/\s+and\s+|,\s*/u)];
}

/** "Tax Centre" within "Harbour Tax Centre": two words or more, so that one surname does not take in a campaign. */
function isPartOf(typed: string, stored: string): boolean {
  const asked = contentWords(nameWords(typed));
  const words = nameWords(stored);
  return asked.length > 1 && asked.every((word) => words.includes(word)) && words.at(-1) === asked.at(-1);
}

function isNamedNear(
  speakers: readonly AskedSpeaker[],
  { first, last }: { readonly first: number; readonly last: number },
  shelved: Shelved,
): boolean {
  const ways = [
    ...whosOf(speakers).flatMap(({ mentions }) => mentions),
    ...speakers.map(({ typed }) => nameWords(typed).slice(-1)),
  ];
  return holdsOneOf(ways, { first, last }, shelved);
}

function holdsOneOf(
  ways: readonly (readonly string[])[],
  { first, last }: { readonly first: number; readonly last: number },
  shelved: Shelved,
): boolean {
  const words = new Set<string>();
  for (let place = Math.max(0, first); place <= Math.min(last, shelved.article.sentences.length - 1); place += 1) {
    for (const { folded } of shelved.tokens(place)) words.add(folded);
  }
  return ways.some((way) => way.length > 0 && way.every((word) => words.has(word)));
}
