import { knownAt, knownBetween } from './known-runs.ts';
import { honorificGender, isGivenName, nameParticles, roleOfTitle } from './lexicon.ts';
import { isTitle, type Run } from './name-runs.ts';
import type { Word } from './words.ts';

/** First word after the titles of a run; past its end when it is titles only; `first` when there are none. */
export function endOfTitles(words: readonly Word[], first: number, last: number): number {
  if (endsAsGroup(words, first, last) && !isParkBehindTitle(words, first, last)) return first;
  let end = first;
  for (let at = first; at <= last; at += 1) {
    if (!isTitle(words, at)) continue;
    const before = words[at - 1]?.key ?? '';
    // "Mr Barber", "Ada Baker": a surname that is a trade as well.
    const isNamed = honorificGender(before) !== undefined || (isGivenName(before) && !isTitle(words, at - 1));
    // "Stephen King", unlike "Mr Lord".
    const isHonorific = honorificGender(words[at]?.key ?? '') !== undefined && !words[at - 1]?.form.isGivenName;
    const isSurname = at > first && at === last && isNamed && !isHonorific;
    if (isSurname || (at > first && isNameBehindHonorific(words, at, last))) break;
    if (at === first && at < last && isForenameBefore(words, at, last)) break;
    end = afterComplement(words, at, last);
  }
  return end;
}

/** "Minister Jane Park", unlike "Prince George County". */
function isParkBehindTitle(words: readonly Word[], first: number, last: number): boolean {
  const title = words[last - 2];
  const isOffice = title?.form.role?.kind === 'office' || title?.form.role?.kind === 'voice';
  return (
    last - 2 >= first &&
    isOffice &&
    honorificGender(title.key) === undefined &&
    words[last - 1]?.form.isGivenName === true &&
    !alwaysGroup.has(words[last]?.key ?? '') &&
    headBeforeOf(words, first, last) < 0
  );
}

/** "Fan" behind "Dr Fan Peilei", "Dean" behind "Al Dean"; "the Dean" is one still. */
export function isRoleAsName(words: readonly Word[], { first, last }: Run, surnames: ReadonlySet<string>): boolean {
  const word = words[last];
  const before = words[first - 1];
  const isDetermined = word?.gap === 'space' && before !== undefined && (before.key === 'the' || before.possessive);
  return first === last && word !== undefined && surnames.has(word.key) && !isDetermined;
}

/** "Dr Fan Peilei": behind an honorific only an office is a title still, as in "Mr Justice Holt". */
export function isNameBehindHonorific(words: readonly Word[], at: number, last: number): boolean {
  const word = words[at];
  const isHonorific = honorificGender(words[at - 1]?.key ?? '') !== undefined;
  return isHonorific && at < last && word?.form.role !== undefined && word.form.role.kind === 'person';
}

/** "Dean Smith", "Earl Jones": a title that is a given name, with one word to follow. */
function isForenameBefore(words: readonly Word[], at: number, last: number): boolean {
  const word = words[at];
  if (word === undefined || !word.form.isGivenName || last !== at + 1 || roleOfTitle(word.key) !== undefined)
    return false;
  return word.form.role?.kind !== 'office' && honorificGender(word.key) === undefined;
}

/** Where a title ends that goes on with "of": "Secretary of State", "Mayor of London". */
function afterComplement(words: readonly Word[], at: number, last: number): number {
  if (words[at + 1]?.key !== 'of' || at + 2 > last) return at + 1;
  const start = words[at + 2]?.key === 'the' ? at + 3 : at + 2;
  const known = knownAt(words, start, last);
  if (known >= start) return known + 1;
  for (let next = start + 1; next <= last; next += 1) if (words[next]?.form.isGivenName ?? false) return next;
  return words[at + 2]?.key === 'state' ? at + 3 : last + 1;
}

/** Place of "Alder" in "President of the Alder Bankers Association": an office, and the name of what it is of; or -1. */
export function bodyOfOffice(words: readonly Word[], first: number, last: number): number {
  const role = words[first]?.form.role;
  if (role?.kind !== 'office' || role.plural || words[first + 1]?.key !== 'of') return -1;
  const body = words[first + 2]?.key === 'the' ? first + 3 : first + 2;
  return body < last && kindsOfName(words[last]) !== undefined ? body : -1;
}

/** Place of "Chairman" in "Organisation of Radio Amateurs Chairman Ada Holt"; -1 where nobody stands behind the body. */
export function bearerBehindHouse(words: readonly Word[], first: number, last: number): number {
  if (last - first < 4) return -1;
  const head = headBeforeOf(words, first, last);
  for (let at = head + 3; head >= 0 && at < last; at += 1) {
    if (words[at]?.form.role?.kind === 'office' && words[at + 1]?.form.isGivenName) return at;
    // "University of Oregon Ada Holt"
    const isForename =
      words[at]?.form.isGivenName === true && at === last - 1 && kindsOfName(words[last]) === undefined;
    if (isForename && knownBetween(words, head + 2, at - 1) !== undefined) return at;
  }
  return -1;
}

/** "Department of Justice", "Fox News", "Apple Inc.": named as an institution or a thing, unlike "Frank Field". */
export function endsAsGroup(words: readonly Word[], first: number, last: number): boolean {
  const lastKey = words[last]?.key ?? '';
  if (headBeforeOf(words, first, last) >= 0) return true;
  if (first === last || kindsOfName(words[last]) === undefined) return false;
  return !(last === first + 1 && (words[first]?.form.isGivenName ?? false) && !alwaysGroup.has(lastKey));
}

/** Place of the head in "Bank of England", "Banco del Sur", "National Institute for Communicable Diseases"; or -1. */
export function headBeforeOf(words: readonly Word[], first: number, last: number): number {
  for (let at = first; at < last; at += 1) {
    const link = words[at + 1]?.key ?? '';
    const links = link === 'of' || link === 'for' || (at === first && nameParticles.has(link));
    if (links && kindsOfName(words[at]) !== undefined) return at;
  }
  return -1;
}

/** "SA" is a company, "Sá" a surname; "Co" is written as it comes. */
export function kindsOfName(word: Word | undefined): readonly string[] | undefined {
  if (word === undefined) return undefined;
  const isSurname = word.key.length === 2 && word.key !== 'co' && word.shape !== 'caps';
  return isSurname ? undefined : word.form.kinds;
}

/** Ends the name of a body even behind a forename. */
export const alwaysGroup: ReadonlySet<string> = new Set(
  (
    'inc corp corporation holdings limited ltd llc plc federation authority department ministry agency university foundation association committee commission party bank news ' +
    'institute council college hospital company group organization organisation airlines act treaty library museum'
  ).split(' '),
);
