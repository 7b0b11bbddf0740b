import { contentWords, possibleInitials } from '../archive/name-words.ts';
import { sameForename } from '../text/people/name-match.ts';
import type { Directory, Entry } from './directory.ts';
import { headsOf } from './head-words.ts';
import { fits } from './name-fits.ts';
import { generations, slipsOfThe, titles } from './name-frame.ts';
import { otherWordings } from './office-wordings.ts';
import { type Fit, sameWords, statedIn } from './persons.ts';
import { isStopword } from './topic.ts';

/** By a name or an alias, whole or in part. */
export function fitsByName(asked: readonly string[], directory: Directory): Fit[] {
  const found = new Map<Entry, number>();
  const last = asked.at(-1);
  // All of the words stand in a name, or what does not are titles before the end of one: see nameFit().
  const candidates = new Set([
    ...directory.namedAll(asked),
    ...(asked.length > 1 ? asked.flatMap((word) => directory.surnamed(word, last)) : []),
  ]);
  for (const entry of candidates) {
    const fit = Math.max(
      nameFit(asked, entry.words, entry),
      ...entry.aliases.map((alias) => aliasFit(asked, alias, entry)),
    );
    if (fit > 0) found.set(entry, fit);
  }
  // "Reed" is short for the Reed campaign in one article, and Ann Reed's name in all.
  const isSurname = [...found].some(([{ speaker }, fit]) => speaker.kind === 'person' && fit >= fits.surname);
  const meant = [...found].filter(
    ([{ speaker, words }]) => !isSurname || speaker.kind === 'person' || sameWords(asked, words),
  );
  return meant.map(([entry, fit]) => ({ entry, fit, likeness: fit, role: null, corrections: [] }));
}

function aliasFit(asked: readonly string[], alias: readonly string[], entry: Entry): number {
  return Math.min(nameFit(asked, alias, entry), fits.alias);
}

function nameFit(asked: readonly string[], name: readonly string[], entry: Entry): number {
  // A surname alone is what some articles know of somebody whom others name in full.
  if (sameWords(asked, name))
    return name.length === 1 && entry.speaker.kind === 'person' ? fits.surname : fits.fullName;
  const isPart = asked.every((word) => name.includes(word));
  if (isPart) {
    const last = asked.at(-1);
    const isSurname = last === name.at(-1);
    return isSurname && entry.speaker.kind === 'person' ? fits.surname : fits.part;
  }
  // "secretary of state Rubio": what is no name must be a title, or be stated of that person.
  const rest = contentWords(asked.filter((word) => !name.includes(word)));
  if (rest.length === asked.length) return 0;
  const surname = name.at(-1);
  if (surname === undefined || !asked.includes(surname)) return 0;
  const stated = new Set(entry.descriptions.flatMap(({ words }) => words));
  if (entry.speaker.kind !== 'person') return 0;
  const isSurnameOnly = name.length === 1 && !generations.has(surname);
  if (standsBehindTitle(asked, name) && rest.every((word) => stated.has(word) || titles.has(word))) return fits.titled;
  // "Marco Rubio" asked, and an article that only says "Rubio".
  if (isSurnameOnly && asked.at(-1) === surname && rest.length <= 2 && !asked.some(isStopword)) {
    return mayBear(asked, entry) ? fits.part : 0;
  }
  return 0;
}

/** "Joe Biden" may be "Joseph R. Biden"; "Hunter Biden" is another Biden. */
function mayBear(asked: readonly string[], { words }: Entry): boolean {
  return words.length === 1 || sameForename(asked[0] ?? '', words[0] ?? '');
}

const joints = new Set(['of', 'for', 'at', 'to', 'in', 'from', 'with', 'by', 'on']);

/** "Mayor Ann Reed" is Ann Reed; "the agent of Ann Reed" is not. */
function standsBehindTitle(asked: readonly string[], name: readonly string[]): boolean {
  const first = asked.findIndex((word) => name.includes(word));
  return first > 0 && !joints.has(asked[first - 1] ?? '') && asked.slice(first).every((word) => name.includes(word));
}

/**
 * By an office or a description, whole or in part, in these words or others for the same; `asOf` in milliseconds since
 * 1970.
 */
export function fitsByDescription(asked: readonly string[], directory: Directory, asOf: number): Fit[] {
  const best = new Map<Entry, Fit>();
  for (const words of [asked, ...otherWordings(asked)])
    for (const found of fitsInWords(words, directory, asOf)) {
      const before = best.get(found.entry);
      if (before === undefined || isBetter(found, before)) best.set(found.entry, found);
    }
  return [...best.values()];
}

function isBetter(one: Fit, other: Fit): boolean {
  return one.fit > other.fit || (one.fit === other.fit && statedIn(one.role) > statedIn(other.role));
}

function fitsInWords(asked: readonly string[], directory: Directory, asOf: number): Fit[] {
  const content = contentWords(asked);
  const found: Fit[] = [];
  for (const entry of directory.describedAll(content)) {
    const forms = entry.speaker.named
      ? entry.descriptions
      : [...[entry.words, ...entry.aliases].map((words) => ({ words, from: null, to: null })), ...entry.descriptions];
    const left = asked.includes('former') ? null : leftAsOf(entry, content, asOf);
    let best: Fit | null = null;
    for (const { words, from, to } of forms) {
      if (!content.every((word) => words.includes(word))) continue;
      const isWhole = contentWords(words).length === content.length;
      if (!isWhole && isPerson(entry) && !headsOf(words).some((head) => content.includes(head))) continue;
      if (!isWhole && !entry.speaker.named && words.length > longestDescription) continue;
      const isLeft = left !== null && from !== null && Math.min(to, asOf) < left;
      const isFormer = isLeft || (isOver(words) && !asked.includes('former'));
      const fit = (isWhole ? fits.description : fits.describedPart) - (isFormer ? 0.1 : 0);
      const role = from === null ? null : { words, stated: statedAsOf({ from, to }, asOf) };
      const here: Fit = { entry, fit, likeness: fit, role, corrections: [] };
      if (best === null || isBetter(here, best)) best = here;
    }
    if (best) found.push(best);
  }
  return found;
}

/** Moment up to which somebody was last said to have held the office once; `null` where nobody says so. */
function leftAsOf({ descriptions }: Entry, content: readonly string[], asOf: number): number | null {
  let left: number | null = null;
  for (const { words, from, to } of descriptions)
    if (from <= asOf && isOver(words) && content.every((word) => words.includes(word)))
      left = Math.max(left ?? from, Math.min(to, asOf));
  return left;
}

/** In words: longer ones are no descriptions but misread clauses, in which any institution may stand. */
const longestDescription = 9;

function isPerson({ speaker }: Entry): boolean {
  return speaker.named && speaker.kind === 'person';
}

const pastWords = new Set(
  'former ex then until late onetime resigned resigns retired quit stepped sacked fired dismissed ousted removed'.split(
    ' ',
  ),
);

/** "former mayor", "mayor until 2013", "mayor from 2009 to 2013": an office that is no longer held. */
function isOver(words: readonly string[]): boolean {
  return words.some((word) => pastWords.has(word)) || /\b(?:19|20)\d\d to (?:19|20)\d\d\b/.test(words.join(' '));
}

/** When a description was last stated up to a moment; what is stated only after it comes behind all others, nearest first. */
function statedAsOf({ from, to }: { readonly from: number; readonly to: number }, asOf: number): number {
  return from <= asOf ? Math.min(to, asOf) : asOf - from;
}

/** By another name of the same country or institution. */
export function fitsByKnown(asked: readonly string[], directory: Directory): Fit[] {
  return directory
    .knownAs(asked)
    .map((entry) => ({ entry, fit: fits.alias, likeness: fits.alias, role: null, corrections: [] }));
}

/**
 * "IMF" and "ice" are institutions, and "AOC" is a person. Of two letters, and of what somebody is called, that can only be
 * told when they are typed as initials: "red" is no real estate developer, and "th" is nobody's.
 */
export function fitsByInitials(
  typed: string,
  asked: readonly string[],
  { directory, isCommon }: { readonly directory: Directory; readonly isCommon: (word: string) => boolean },
): Fit[] {
  const [letters] = asked;
  if (asked.length !== 1 || letters === undefined || letters.length < 2 || letters.length > 6) return [];
  const isInitials = /^[\p{Lu}.]+$/u.test(typed.trim());
  if (!isInitials && slipsOfThe.has(letters)) return [];
  const mayBeName = isInitials || (letters.length > 2 && !isCommon(letters));
  return (
    directory
      .initialled(letters)
      .filter((entry) => isInitials || isInstitution(entry) || (mayBeName && hasInitials(entry, letters)))
      // Nobody writes the initials of two together: "GE" for "Guild and Elders".
      .filter(({ words }) => letters.length > 2 || !words.includes('and'))
      .map((entry) => ({ entry, fit: fits.initials, likeness: fits.initials, role: null, corrections: [] }))
  );
}

function isInstitution({ speaker }: Entry): boolean {
  return speaker.named && speaker.kind === 'group';
}

function hasInitials({ speaker, words, aliases }: Entry, letters: string): boolean {
  return speaker.named && [words, ...aliases].some((name) => possibleInitials(name).includes(letters));
}
