import { foldName } from '../archive/fold-name.ts';
import type { StoredStatement } from '../model/archive.ts';
import { nameWords as bareNameWords } from '../text/people/name-match.ts';
import { type Directory, nameWords } from './directory.ts';
import { sameWords, type Who } from './persons.ts';

/** How well the speaker of a statement fits whom a question asks about, 0 to 1. `text` is the article's. */
export type SpeakerFit = (statement: StoredStatement, text: string) => number;

/** Words of a name as it may be read: one list for each reading. */
export type Readings = readonly (readonly string[])[];

const fits = {
  /** The article calls the speaker just so, whatever name it knows: "The IMF" of the International Monetary Fund. */
  called: 0.9,
  /** "Department" of "the State Department": an office or an institution by a part of its name. */
  partOfOffice: 0.6,
  partOfName: 0.5,
  partOfOther: 0.3,
} as const;

/** Tells whether a fit is that of a part of an office or institution. */
export function isByOffice(fit: number): boolean {
  return fit === fits.partOfOffice;
}

/** Tells whether a fit is that of who is called so in an article, under whatever name. */
export function isCalledSo(fit: number): boolean {
  return fit === fits.called;
}

/** Tells whether all asked words belong to the speaker's name or description, whoever that is. */
export function sharesWholeName(fit: number): boolean {
  return fit >= fits.partOfOther;
}

/** Tells by whose names the archive knows, and by what the articles call who speaks in them. */
export function speakerFit(whos: readonly Who[], readings: Readings, directory: Directory): SpeakerFit {
  const known = fitsByName(whos);
  const isPerson = asksForPerson(whos, readings);
  const told = new Map<string, number>();

  function fitOf(name: string | null, description: string | null, mention: string): number {
    const own = known.get(foldedOf(name ?? description ?? '')) ?? 0;
    if (own > 0) return own;
    const called = [bareNameWords(mention), bareNameWords(name ?? '')];
    // "Trump" stands for Eric Trump, too, in his articles: he is known by more than the word.
    const isAnother = isPerson && name !== null && bareNameWords(name).length > 1;
    if (!isAnother && readings.some((words) => called.some((other) => sameWords(words, other)))) return fits.called;
    const words = new Set([mention, name ?? '', description ?? ''].flatMap(nameWords));
    const inMention = new Set(nameWords(mention));
    if (!isPerson && readings.some((reading) => reading.every((word) => inMention.has(word)))) return fits.partOfOffice;
    const inName = name === null ? [] : nameWords(name);
    // "Clinton campaign" has her name and is not her; who else is looked up only where the name does not end with it.
    const isOfKind = (reading: readonly string[]) =>
      name !== null && (!isPerson || inName.at(-1) === reading.at(-1) || isNamedPerson(name, directory));
    const shares = readings.map((reading) => {
      const shared = reading.filter((word) => words.has(word)).length / Math.max(1, reading.length);
      if (shared === 0) return 0;
      const isInName = reading.some((word) => inName.includes(word)) && isOfKind(reading);
      return shared * (isInName ? fits.partOfName : fits.partOfOther);
    });
    return Math.max(0, ...shares);
  }

  return ({ speaker }, text) => {
    if (speaker === null) return 0;
    const mention = speaker.mention === null ? '' : text.slice(speaker.mention.start, speaker.mention.end);
    const key = `${speaker.name ?? ''}|${speaker.description ?? ''}|${mention}`;
    let fit = told.get(key);
    if (fit === undefined) {
      fit = fitOf(speaker.name, speaker.description, mention);
      told.set(key, fit);
    }
    return fit;
  };
}

function fitsByName(whos: readonly Who[]): ReadonlyMap<string, number> {
  const known = new Map<string, number>();
  for (const { names, likeness } of whos) {
    for (const name of names) known.set(foldName(name), Math.max(likeness, known.get(foldName(name)) ?? 0));
  }
  return known;
}

/** Tells whether the words are the name of a person, and neither an office nor an institution. */
function asksForPerson(whos: readonly Who[], readings: Readings): boolean {
  const surnames = new Set(readings.flatMap((words) => words.at(-1) ?? []));
  return whos.some(
    ({ named, kind, name }) => named && kind === 'person' && nameWords(name).some((word) => surnames.has(word)),
  );
}

const mostNames = 100_000;
const folded = new Map<string, string>();

/** Folding a name costs more than all else that is done with a statement. */
function foldedOf(name: string): string {
  let known = folded.get(name);
  if (known === undefined) {
    if (folded.size >= mostNames) folded.clear();
    known = foldName(name);
    folded.set(name, known);
  }
  return known;
}

function isNamedPerson(name: string, directory: Directory): boolean {
  return directory.called([name]).some(({ speaker }) => speaker.named && speaker.kind === 'person');
}
