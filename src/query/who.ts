import { contentWords } from '../archive/name-words.ts';
import { knownName } from '../text/people/known-names.ts';
import { type Directory, type Entry, nameWords } from './directory.ts';
import { fits } from './name-fits.ts';
import { anybody, generations, openedTitles, withoutHonorifics, withoutSlipOfThe } from './name-frame.ts';
import { oneWording } from './office-wordings.ts';
import { type Fit, personsOf, type Role, statedIn, type Who } from './persons.ts';
import { fitsByDescription, fitsByInitials, fitsByKnown, fitsByName } from './who-fits.ts';
import { fitsBySpelling, fullNamesLike } from './who-misspelt.ts';

export type WhoFound =
  | { readonly kind: 'one'; readonly who: Who; readonly others: readonly Who[] }
  | { readonly kind: 'several'; readonly whos: readonly Who[] }
  | { readonly kind: 'unknown'; readonly nearest: readonly Who[] };

/** What it takes to know whom words mean. */
export interface Acquaintance {
  readonly directory: Directory;
  readonly known: (word: string) => boolean;
  /** Tells whether the archive writes a word in small letters, so that it is nobody's name; nobody asks when absent. */
  readonly isCommon?: (word: string) => boolean;
  /**
   * End of the period asked about, in milliseconds since 1970: "the secretary of state" is who held the office then, as
   * far as the archive tells. The newest holder when it is left out.
   */
  readonly asOf?: number;
  /** Whom words were found to mean since the archive last moved, as long as all else here is the same. */
  readonly met?: Map<string, WhoFound>;
}

const mostMet = 2_000;
const longestMet = 120;

/** Finds whom the words of a question mean. `typed` as it stands in the question. */
export function findWho(typed: string, acquaintance: Acquaintance): WhoFound {
  const { met, asOf = Number.POSITIVE_INFINITY } = acquaintance;
  if (met === undefined || typed.length > longestMet) return lookUp(typed, acquaintance);
  // The same few people are asked about all day.
  const key = `${asOf} ${typed}`;
  const before = met.get(key);
  if (before !== undefined) return before;
  const found = lookUp(typed, acquaintance);
  if (met.size >= mostMet) met.clear();
  met.set(key, found);
  return found;
}

function lookUp(typed: string, acquaintance: Acquaintance): WhoFound {
  const found = readWho(typed, acquaintance);
  const other = inOtherLetters(typed);
  // Nothing fits better than a full name.
  if (other === null || fitOf(found) >= fits.fullName) return found;
  const otherwise = readWho(other, acquaintance);
  // Letters are not spelt in another way: the IAEA is not who begins with "IAA".
  const isByLetters = fitOf(otherwise) === fits.initials;
  return fitOf(otherwise) > fitOf(found) && isAsTyped(otherwise) && !isByLetters ? otherwise : found;
}

/** "Schröder" as papers write it that have no such letters, and the other way round; `null` where there is no other way. */
function inOtherLetters(typed: string): string | null {
  const apart = typed
    .normalize('NFC')
    .replace(/ä/giu, 'ae')
    .replace(/[öø]/giu, 'oe')
    .replace(/ü/giu, 'ue')
    .replace(/å/giu, 'aa');
  if (apart !== typed.normalize('NFC')) return apart;
  const together = typed.replace(/(?<=\p{L})(?:(a)e|(o)e|(u)e|(a)a)(?=\p{L})/giu, '$1$2$3$4');
  return together === typed ? null : together;
}

function isAsTyped(found: WhoFound): boolean {
  const whos = found.kind === 'one' ? [found.who] : found.kind === 'several' ? found.whos : [];
  return whos.every(({ corrections }) => corrections.length === 0);
}

function fitOf(found: WhoFound): number {
  return found.kind === 'one' ? found.who.fit : (found.kind === 'several' && found.whos[0]?.fit) || 0;
}

function readWho(typed: string, acquaintance: Acquaintance): WhoFound {
  const { directory, known, isCommon = () => false, asOf = Number.POSITIVE_INFINITY } = acquaintance;
  const asked = withoutHonorifics(nameWords(typed));
  if (asked.length === 0 || asked.length > 14) return { kind: 'unknown', nearest: [] };
  const [only = ''] = asked;
  if (asked.length === 1 && anybody.has(only)) return { kind: 'unknown', nearest: [] };
  // "PM" is the prime minister before it is anybody's initials.
  const office = asked.length === 1 ? openedTitles(asked) : null;
  const holder = office === null ? null : readWho(office, acquaintance);
  if (holder !== null && holder.kind !== 'unknown') return holder;
  const named = fitsByName(asked, directory).filter((fit) => !isAnothers(asked, fit, { directory, isCommon }));
  const wellKnownAs = fitsByKnown(asked, directory);
  const initialled = fitsByInitials(typed, asked, { directory, isCommon });
  const outright = [...named, ...wellKnownAs, ...initialled];
  // Hundreds are described by the name of who is in the news: they are read only where one of them may be among the best.
  const described = mayBeBest(fits.description, outright) ? fitsByDescription(asked, directory, asOf) : [];
  const exact = bestOf([...named, ...described, ...wellKnownAs, ...initialled]);
  const spelt = {
    directory,
    known,
    isCommon,
    fitsOf: (words: readonly string[]) => [
      ...fitsByName(words, directory),
      ...fitsByDescription(words, directory, asOf),
    ],
  };
  if (exact.length > 0) {
    const full = exact.every(isBySurnameOnly) ? bestOf(fullNamesLike(typed, asked, spelt)) : [];
    if (full.length > 0) return settle(full, directory);
    const both = withLetters(exact, outright, directory);
    const found = settle(both, directory);
    return found.kind === 'one' ? found : settle(exact, directory);
  }
  const bare = withoutSlipOfThe(asked);
  if (bare !== null) return findWho(bare, acquaintance);
  const opened = openedTitles(asked);
  if (opened !== null) return findWho(opened, acquaintance);
  // "iaea" is the agency, of which this archive has no word, and no slip of another's letters.
  if (knownName(asked.join(' '))?.kind === 'institution') return { kind: 'unknown', nearest: [] };
  const misspelt = bestOf(fitsBySpelling(typed, asked, spelt));
  if (misspelt.length > 0) return settle(misspelt, directory);
  const full = bestOf(fullNamesLike(typed, asked, spelt));
  if (full.length > 0) return settle(full, directory);
  const namesakes = namesakesOf(asked, directory);
  // A name that articles mention is no slip of another one: its bearer just says nothing.
  const isMentioned = namesakes.length > 0 || asked.some(known);
  const nearest = isMentioned ? namesakes : nearestNames(asked, directory);
  return { kind: 'unknown', nearest: nearest.length > 0 ? nearest : likeBearers(asked, directory) };
}

/** Articles that know no forename tell nothing of the one that was typed. */
function isBySurnameOnly({ entry, fit }: Fit): boolean {
  return fit === fits.part && entry.words.length === 1;
}

/** "Eric Moss" is nobody whom articles call "Moss" that know another Moss in full. */
function isAnothers(
  [forename = '', ...others]: readonly string[],
  fit: Fit,
  { directory, isCommon }: Pick<Required<Acquaintance>, 'directory' | 'isCommon'>,
): boolean {
  const [surname = ''] = fit.entry.words;
  if (others.length === 0 || !isBySurnameOnly(fit) || isCommon(forename)) return false;
  return directory
    .surnamed(surname)
    .some(
      ({ speaker: { kind, statements }, words }) =>
        kind === 'person' && statements > 0 && words.length > 1 && words.at(-1) === surname && words[0] !== forename,
    );
}

/** Fits nearer than this are equally good. */
const nearlyAsGood = 0.021;

function bestOf(found: readonly Fit[]): Fit[] {
  const best = bestFit(found);
  return found.filter(({ fit }) => fit >= best - nearlyAsGood);
}

/** Whether something that fits so well at most would be kept beside these. */
function mayBeBest(most: number, found: readonly Fit[]): boolean {
  return most >= bestFit(found) - nearlyAsGood;
}

function bestFit(found: readonly Fit[]): number {
  return found.reduce((best, { fit }) => Math.max(best, fit), 0);
}

/**
 * Some articles know the IMF by its letters alone, others by its name: who asks for the one means the other as well,
 * where one institution alone has them.
 */
function withLetters(exact: readonly Fit[], all: readonly Fit[], directory: Directory): readonly Fit[] {
  const [asked] = exact;
  if (asked === undefined || exact.length > 1 || asked.entry.speaker.kind !== 'group') return exact;
  const others = asked.entry.words.length === 1 ? namesFor(all) : lettersOf(asked.entry, directory);
  const [other] = others;
  if (other === undefined || others.some((entry) => entry !== other)) return exact;
  return [asked, { ...asked, entry: other }];
}

/** Institutions that are known by letters, best fitting: what articles put beside them goes before what begins with them. */
function namesFor(all: readonly Fit[]): readonly Entry[] {
  const longer = all.filter(
    ({ entry: { words, speaker }, fit }) =>
      words.length > 1 && speaker.named && speaker.kind === 'group' && fit >= fits.initials,
  );
  return bestOf(longer).map(({ entry }) => entry);
}

/** Who is stored under the letters that articles put beside a name. */
function lettersOf({ aliases }: Entry, directory: Directory): readonly Entry[] {
  const letters = aliases.flatMap((words) => (words.length === 1 ? words : []));
  return letters.flatMap((word) =>
    directory.named(word).filter(({ words, speaker }) => words.length === 1 && speaker.kind === 'group'),
  );
}

const mostCompared = 120;

/** Of a thousand who were called "the president" those who were called so last, or speak most: each costs a look at their names. */
function likeliest(found: readonly Fit[]): readonly Fit[] {
  if (found.length <= mostCompared) return found;
  const stated = ({ role }: Fit) => Math.max(statedIn(role), -Number.MAX_VALUE);
  return [...found]
    .sort((a, b) => b.fit - a.fit || stated(b) - stated(a) || b.entry.speaker.statements - a.entry.speaker.statements)
    .slice(0, mostCompared);
}

/** Joins fitting entries that are one person, and tells whether one is meant. */
function settle(found: readonly Fit[], directory: Directory): WhoFound {
  const whos = personsOf(likeliest(found), directory);
  const [first, ...others] = whos;
  if (first === undefined) return { kind: 'unknown', nearest: [] };
  // A slip draws all fits together; what the words as corrected fit tells them apart.
  const near = whos.filter(({ fit, likeness }) => fit > first.fit - 0.03 && likeness > first.likeness - 0.03);
  if (near.length === 1) return { kind: 'one', who: first, others };
  const known = farBetterKnown(near);
  if (known !== null) return { kind: 'one', who: known, others: whos.filter((who) => who !== known) };
  const roles = found.flatMap(({ role }) => role ?? []);
  if (roles.length === found.length && haveOneForm(roles)) return { kind: 'one', who: first, others };
  return { kind: 'several', whos: wellKnown(near).slice(0, 5) };
}

/** Nobody asks for him who is quoted once where the other is quoted every day, or for a name that was misread once. */
function wellKnown(whos: readonly Who[]): readonly Who[] {
  const most = Math.max(...whos.map(({ statements }) => statements));
  return whos.filter(({ statements }) => most < manyStatements || statements * 20 > most);
}

const manyStatements = 20;

/** "Clinton" is the one who speaks in a thousand articles, unless another speaks in more than a few of them. */
function farBetterKnown(whos: readonly Who[]): Who | null {
  const [most, next] = [...whos].sort((a, b) => b.statements - a.statements);
  if (most === undefined || next === undefined) return null;
  return most.statements >= manyStatements && next.statements * 10 <= most.statements ? most : null;
}

/** One office with a new holder: the same words describe them, so that the one of that time is meant. */
function haveOneForm(roles: readonly Role[]): boolean {
  const forms = roles.map(({ words }) =>
    oneWording(contentWords(words))
      .filter((word) => word !== 'us' && word !== 'former')
      .sort()
      .join(' '),
  );
  return new Set(forms).size === 1;
}

/** Those who are quoted under the same surname with another forename. */
function namesakesOf(asked: readonly string[], directory: Directory): Who[] {
  const surname = asked.findLast((word) => !generations.has(word)) ?? '';
  if (asked.length < 2 || asked.length > 3) return [];
  const entries = directory
    .surnamed(surname)
    .filter(({ speaker, words }) => speaker.kind === 'person' && speaker.statements > 0 && words.at(-1) === surname);
  return whosAmong(entries, directory).slice(0, mostNearest);
}

function whosAmong(entries: readonly Entry[], directory: Directory): Who[] {
  return personsOf(
    entries.map((entry) => ({ entry, fit: 0.5, likeness: 0.5, role: null, corrections: [] })),
    directory,
  );
}

const mostNearest = 3;

/** "Tony Blare": those with the same forename and a surname that looks like the other. */
function likeBearers([forename = '', ...rest]: readonly string[], directory: Directory): Who[] {
  const surname = rest.at(-1) ?? '';
  if (surname.length < 4) return [];
  const isLike = (word: string): boolean => word[0] === surname[0];
  const near = directory.spelledLike(surname, { kind: 'name', most: 2, isLike });
  const bearers = near.flatMap(({ word }) =>
    directory
      .surnamed(word, forename)
      .filter(
        ({ speaker, words }) =>
          speaker.kind === 'person' && speaker.statements > 0 && words.at(-1) === word && words[0] === forename,
      ),
  );
  return whosAmong(bearers, directory).slice(0, mostNearest);
}

/** What may have been meant by a name that nobody bears: up to three names that look like it. */
function nearestNames(asked: readonly string[], directory: Directory): Who[] {
  const last = asked.at(-1) ?? '';
  if (last.length < 4) return [];
  const isLike = (word: string): boolean => word.length >= 4 && word[0] === last[0];
  const near = directory.spelledLike(last, { kind: 'name', most: last.length < 6 ? 1 : 2, isLike });
  const whos = near.flatMap(({ word }) => {
    const entries = directory.named(word).filter(({ speaker }) => speaker.statements > 0);
    return whosAmong(entries, directory);
  });
  return whos.filter((who, place) => whos.findIndex(({ name }) => name === who.name) === place).slice(0, mostNearest);
}
