import { contentWords } from '../archive/name-words.ts';
import { sameForename } from '../text/people/name-match.ts';
import type { Directory, Entry } from './directory.ts';
import { spokenTogether } from './joint-speakers.ts';
import { generations } from './name-frame.ts';

/** A person, group or institution that a question means: one, though articles may name it in several ways. */
export interface Who {
  /** The fullest name that the archive has, or the description of an unnamed speaker. */
  readonly name: string;
  readonly named: boolean;
  readonly kind: 'person' | 'group';
  /** Names under which statements are stored. */
  readonly names: readonly string[];
  /** Folded words that a sentence must hold to mention them: each inner list is one way. */
  readonly mentions: readonly (readonly string[])[];
  readonly statements: number;
  /** How well the asked words fit, 0 to 1. */
  readonly fit: number;
  /** The same of the words as corrected: a slip tells nothing against the one who is meant. */
  readonly likeness: number;
  readonly corrections: readonly { readonly from: string; readonly to: string }[];
}

export interface Role {
  readonly words: readonly string[];
  /** Milliseconds since 1970, up to the moment asked about; negative where it was stated only later. */
  readonly stated: number;
}

export interface Fit {
  readonly entry: Entry;
  readonly fit: number;
  /** As `fit`, of the words as corrected. */
  readonly likeness: number;
  /** The description that fitted, and when it was last stated; `null` when the name did. */
  readonly role: Role | null;
  readonly corrections: readonly { readonly from: string; readonly to: string }[];
}

export function statedIn(role: Role | null): number {
  return role?.stated ?? Number.NEGATIVE_INFINITY;
}

export function sameWords(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((word, place) => word === b[place]);
}

/** Joins fitting entries that are one person, best fitting first. */
export function personsOf(found: readonly Fit[], directory: Directory): Who[] {
  const groups: Fit[][] = [];
  const ordered = [...found].sort(
    (a, b) =>
      Number(b.entry.speaker.named) - Number(a.entry.speaker.named) ||
      b.entry.words.length - a.entry.words.length ||
      b.entry.speaker.statements - a.entry.speaker.statements,
  );
  for (const fit of ordered) {
    const same = groups.filter((group) => group.some((member) => isSamePerson(member.entry, fit.entry)));
    // "Clinton" alone belongs to a Clinton only when there is one.
    if (same.length === 1) same[0]?.push(fit);
    else if (same.length === 0) groups.push([fit]);
  }
  directory.foresee(surnamesIn(groups));
  return groups
    .map((group) => whoOf(group, directory))
    .map((who) => ({ who, stated: lastStated(who, groups) }))
    .sort((a, b) => b.who.fit - a.who.fit || compare(b.stated, a.stated) || b.who.statements - a.who.statements)
    .map(({ who }) => who);
}

/** Of a hundred chairmen each has a family, and to look for one after another takes as long as all else. */
function surnamesIn(groups: readonly Fit[][]): string[] {
  const people = groups.flat().filter(({ entry: { speaker } }) => speaker.named && speaker.kind === 'person');
  const surnames = people.flatMap(({ entry: { words } }) => [surnameOf(words), words.at(-1)]);
  return [...new Set(surnames.filter((surname) => surname !== undefined))];
}

/** Both may be -Infinity, whose difference is no number. */
function compare(mine: number, theirs: number): number {
  return mine === theirs ? 0 : mine - theirs;
}

function lastStated(who: Who, groups: readonly Fit[][]): number {
  const group = groups.find((fitsOfOne) => fitsOfOne.some(({ entry }) => who.names.includes(entry.speaker.name))) ?? [];
  return Math.max(...group.map(({ role }) => statedIn(role)));
}

/** Same name, or one name is the other's end: "Rubio" and "Marco Rubio". */
function isSamePerson(a: Entry, b: Entry): boolean {
  if (a.number === b.number) return true;
  if (a.speaker.named !== b.speaker.named) return isDescribedByName(a, b);
  const [short, long] = a.words.length <= b.words.length ? [a, b] : [b, a];
  if (sameWords(short.words, long.words)) return true;
  if (!short.speaker.named || short.speaker.kind !== long.speaker.kind) return false;
  if (short.speaker.kind === 'group') {
    return short.words.length === 1 && initialsOfEntry(long).includes(short.words[0] ?? '');
  }
  if (surnameOf(short.words) !== surnameOf(long.words)) return false;
  if (short.words.length === 1) return true;
  const [first] = short.words;
  const [other] = long.words;
  return first !== undefined && other !== undefined && sameForename(first, other);
}

/** "Reed", and "Reed Jr", who may be the son of one. */
function surnameOf(words: readonly string[]): string | undefined {
  const last = words.at(-1);
  return last !== undefined && generations.has(last) ? words.slice(-2).join(' ') : last;
}

const besides = new Set(['for', 'to', 'by', 'with', 'from', 'against', 'like', 'and', 'or', 'as', 'than']);

/** "Secretary of State Ann Reed" was taken for a description somewhere: it ends with her name. */
function isDescribedByName(a: Entry, b: Entry): boolean {
  const [named, described] = a.speaker.named ? [a, b] : [b, a];
  const { length } = named.words;
  const before = described.words.slice(0, described.words.length - length);
  const isHers =
    named.speaker.kind === 'person' && length > 0 && sameWords(named.words, described.words.slice(-length));
  // "a spokesman for Ann Reed", "Tom Bell and Ann Reed" end with her name and are somebody else.
  return isHers && !before.some((word) => besides.has(word)) && before.at(-1) !== 'of';
}

function initialsOfEntry(entry: Entry): string[] {
  return [
    contentWords(entry.words)
      .map((word) => word.charAt(0))
      .join(''),
  ];
}

function whoOf(group: readonly Fit[], directory: Directory): Who {
  const entries = withShorterNames(
    group.map(({ entry }) => entry),
    directory,
  );
  const together = spokenTogether(entries, directory);
  const best = group.reduce((a, b) => (b.fit > a.fit ? b : a));
  const fullest = group.reduce((a, b) => (isBetterName(b.entry, a.entry) ? b : a)).entry.speaker;
  return {
    name: fullest.name,
    named: fullest.named,
    kind: fullest.kind,
    names: [...new Set([...entries, ...together].map(({ speaker }) => speaker.name))],
    mentions: fullest.named ? mentionsOf(entries) : [],
    statements: entries.reduce((sum, { speaker }) => sum + speaker.statements, 0),
    fit: best.fit,
    likeness: best.likeness,
    corrections: best.corrections,
  };
}

/** The name that most statements bear among the full ones: "Marco Rubio" before "Marco Antonio Rubio". */
function isBetterName(candidate: Entry, current: Entry): boolean {
  const isFull = candidate.words.length > 1;
  const currentIsFull = current.words.length > 1;
  if (isFull !== currentIsFull) return isFull;
  return candidate.speaker.statements > current.speaker.statements;
}

/** Who speaks this many times as much as all others of the name is meant by the surname alone. */
const timesBetterKnown = 10;
const manyStatements = 20;

function isBestKnown(ours: readonly Entry[], family: readonly Entry[]): boolean {
  const full = family.filter(({ words }) => words.length > 1);
  const spoken = (entries: readonly Entry[]) => entries.reduce((sum, { speaker }) => sum + speaker.statements, 0);
  const own = spoken(full.filter((entry) => ours.includes(entry)));
  return own >= manyStatements && own >= timesBetterKnown * (spoken(full) - own);
}

/** Entries of the same person under a surname alone, where no one else in the archive bears it, or hardly anybody. */
function withShorterNames(entries: readonly Entry[], directory: Directory): Entry[] {
  // By number: between two looks at the directory somebody may have been read anew.
  const found = new Map(entries.map((entry) => [entry.number, entry]));
  for (const entry of entries) {
    const surname = surnameOf(entry.words);
    if (surname === undefined || entry.speaker.kind !== 'person' || !entry.speaker.named) continue;
    const family = directory
      .surnamed(surname)
      .filter(({ speaker, words }) => speaker.kind === 'person' && words.at(-1) === surname);
    const ours = family.filter((other) => entries.some((own) => isSamePerson(own, other)));
    for (const other of ours) {
      const isMeant = other.words.length > 1 || ours.length === family.length || isBestKnown(ours, family);
      if (isMeant && !found.has(other.number)) found.set(other.number, other);
    }
  }
  return [...found.values()];
}

function mentionsOf(entries: readonly Entry[]): string[][] {
  const ways = new Map<string, string[]>();
  for (const { speaker, words, aliases } of entries) {
    const surname = words.findLast((word) => !generations.has(word));
    const short = speaker.kind === 'person' && surname !== undefined ? [surname] : [...words];
    for (const way of [short, ...aliases.map((alias) => [...alias])]) {
      if (way.length > 0) ways.set(way.join(' '), way);
    }
  }
  return [...ways.values()];
}
