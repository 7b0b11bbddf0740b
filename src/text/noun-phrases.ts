import { reportsSpeech } from './cues.ts';
import {
  auxiliaries,
  clauseOpeners,
  determiners,
  isAdverb,
  looksLikeVerb,
  objectPronouns,
  prepositions,
  subjectPronouns,
  timeWords,
} from './grammar.ts';
import type { Token } from './tokens.ts';

/** A range of tokens, `[from, to)`. */
export interface Phrase {
  readonly from: number;
  readonly to: number;
}

/** A subject, and where its clause leaves off to the left: appositions and adverbs are passed over. */
export interface Subject extends Phrase {
  /** First token of everything that belongs to it. */
  readonly reach: number;
}

const isCapital = (token: Token): boolean => token.capital;

/** "he", "us"; but "US" is a country. */
function isPronoun({ lower, text }: Token): boolean {
  return subjectPronouns.has(lower) || (objectPronouns.has(lower) && text !== 'US');
}

/** Longest apposition or relative clause between a subject and its verb. */
const longestAside = 30;

/** Finds the subject of the verb at `verb`, left of it: "Vince Cable, who replaced Tim Farron, also [said]". */
export function subjectBefore(tokens: readonly Token[], verb: number): Subject | null {
  const last = skipLeft(tokens, verb - 1);
  const token = tokens[last];
  if (token === undefined) return null;
  const end = token.text === ',' || token.text === ')' || token.text === '—' ? beforeAside(tokens, last) : last;
  if (end === null) return null;
  const phrase = relativeSubject(tokens, phraseEndingAt(tokens, end));
  return phrase === null ? null : { ...phrase, reach: phrase.from };
}

/** "Trump, who during his campaign [claimed]": the words that "who" stands for. */
function relativeSubject(tokens: readonly Token[], phrase: Phrase | null): Phrase | null {
  if (phrase === null) return null;
  let at = phrase.from;
  if (prepositions.has(tokens[at - 1]?.lower ?? '') && tokens[at - 2]?.lower === 'who') at -= 2;
  return tokens[at]?.lower === 'who' ? antecedentOf(tokens, at) : phrase;
}

/** The words that a relative pronoun stands for: "the senator, who"; the pronoun itself where none can be made out. */
export function antecedentOf(tokens: readonly Token[], pronoun: number): Phrase {
  const before = tokens[pronoun - 1]?.text === ',' ? pronoun - 2 : pronoun - 1;
  return phraseEndingAt(tokens, before) ?? { from: pronoun, to: pronoun + 1 };
}

/** Passes over adverbs, auxiliaries and a day: "on Tuesday has repeatedly [said]". */
function skipLeft(tokens: readonly Token[], from: number): number {
  const at = skipVerbGroup(tokens, from);
  const day = tokens[at];
  if (day === undefined || !timeWords.has(day.lower) || at === 0) return at;
  const before = tokens[at - 1];
  const bare = /day$/.test(day.lower) && before?.kind === 'word' && !prepositions.has(before.lower);
  if (before?.lower === 'on' || before?.lower === 'in') return skipVerbGroup(tokens, at - 2);
  return bare ? skipVerbGroup(tokens, at - 1) : at;
}

function skipVerbGroup(tokens: readonly Token[], from: number): number {
  let at = from;
  for (; at >= 0; at -= 1) {
    const token = tokens[at];
    if (token === undefined || token.kind !== 'word') break;
    if (token.lower === 'her' || (!isAdverb(token.lower) && !auxiliaries.has(token.lower))) break;
  }
  return at;
}

/** Steps over ", who replaced Y," or "(R-Ohio)" to the last token of the phrase before; `null` when none can be. */
function beforeAside(tokens: readonly Token[], last: number): number | null {
  const closing = tokens[last]?.text;
  const opening = closing === ')' ? '(' : closing;
  for (let at = last - 1; at > 0 && at > last - longestAside; at -= 1) {
    const token = tokens[at];
    if (token === undefined || token.text === ';' || token.text === ':') return null;
    if (token.text !== opening) continue;
    const before = tokens[at - 1];
    if (before === undefined || before.kind === 'quote') return null;
    if (isAside(tokens, { from: at + 1, to: last }, before)) return at - 1;
    if (closing !== ',') return null;
  }
  return null;
}

function isAside(tokens: readonly Token[], aside: Phrase, before: Token): boolean {
  const first = tokens[aside.from];
  if (first === undefined || before.kind === 'sign') return false;
  if (tokens[aside.from - 1]?.text !== ',') return true;
  if (['who', 'whose', 'which', 'speaking', 'now', 'once', 'then', 'himself', 'herself'].includes(first.lower))
    return true;
  if (first.kind === 'number' || subjectPronouns.has(first.lower)) return first.kind === 'number';
  if (clauseOpeners.has(first.lower) && first.lower !== 'as') return false;
  return isCapital(before) || !looksLikeVerb(before.lower);
}

/** The noun phrase whose last token stands at `last`. */
function phraseEndingAt(tokens: readonly Token[], last: number): Phrase | null {
  const end = tokens[last];
  if (end === undefined || (end.kind !== 'word' && end.kind !== 'number') || clauseOpeners.has(end.lower)) return null;
  if (subjectPronouns.has(end.lower)) return { from: last, to: last + 1 };
  if (prepositions.has(end.lower) || (objectPronouns.has(end.lower) && end.text !== 'US') || looksLikeVerb(end.lower))
    return null;
  let from = last;
  for (let at = last - 1; at >= 0; at -= 1) {
    if (!continuesPhrase(tokens, at)) break;
    from = at;
  }
  from = dropOpeningAdjunct(tokens, from, last);
  return from > last ? null : { from, to: last + 1 };
}

/** Tells whether the token at `at` belongs to the phrase that begins right behind it. */
function continuesPhrase(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  const next = tokens[at + 1];
  const before = tokens[at - 1];
  if (token === undefined || next === undefined || token.kind === 'quote') return false;
  if (token.kind === 'sign')
    return (
      /^['’&/.-]$/.test(token.text) ||
      (/^["″]$/.test(token.text) && before?.kind === 'number') ||
      (token.text === ',' && isTitleComma(tokens, at))
    );
  if (token.lower === 'and' || token.lower === '&')
    return (
      before !== undefined && before.kind === 'word' && isCapital(next) && isCapital(before) && !isAdverb(before.lower)
    );
  if (prepositions.has(token.lower)) {
    if (before === undefined || before.kind !== 'word') return false;
    if (token.lower === 'of') return !looksLikeVerb(before.lower);
    return (
      ['for', 'at', 'in', 'from', 'with', 'on'].includes(token.lower) &&
      !isAdverb(before.lower) &&
      !looksLikeVerb(before.lower) &&
      !clauseOpeners.has(before.lower) &&
      !timeWords.has(before.lower) &&
      !subjectPronouns.has(before.lower)
    );
  }
  if (clauseOpeners.has(token.lower) && !determiners.has(token.lower)) return false;
  if (subjectPronouns.has(token.lower) || isAdverb(token.lower)) return false;
  if (token.kind === 'word' && !isCapital(token) && reportsSpeech(token.lower)) return false;
  if (looksLikeVerb(token.lower) && !isCapital(token))
    return /ed$/.test(token.lower) && determiners.has(before?.lower ?? '');
  if (determiners.has(next.lower)) return false;
  return true;
}

/** "the former senator, Bob Smith" is one phrase when a capital follows and a small word with an article comes before. */
function isTitleComma(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1];
  const before = tokens[at - 1];
  if (next === undefined || before === undefined) return false;
  return /^(?:Jr|Sr)\.?$|^I{2,3}$/.test(next.text);
}

/** "In Paris Rubio", "On Monday the minister": the adjunct that opens the clause is not the speaker. */
function dropOpeningAdjunct(tokens: readonly Token[], from: number, last: number): number {
  let at = from;
  while (at < last && timeWords.has(tokens[at]?.lower ?? '') && !isTitleLike(tokens, at)) at += 1;
  const before = tokens[from - 1];
  if (before === undefined || !prepositions.has(before.lower)) return at;
  if (at > from) return at;
  // The object of the preposition is one word at least; a determiner or a second name begins the subject.
  for (let next = from + 1; next <= last; next += 1) {
    if (determiners.has(tokens[next]?.lower ?? '')) return next;
  }
  return from === last ? last + 1 : from;
}

function isTitleLike(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1];
  return next !== undefined && isCapital(next) && /^(?:May|April|June|August)$/.test(tokens[at]?.text ?? '');
}

/** The noun phrase that begins at `from`: "[said] former Secretary of State Antony Blinken". */
export function phraseAt(tokens: readonly Token[], from: number): Phrase | null {
  const first = tokens[from];
  if (first === undefined || first.kind === 'quote' || first.kind === 'sign') return null;
  if (isPronoun(first)) {
    if (first.lower !== 'her' || tokens[from + 1]?.kind !== 'word') return { from, to: from + 1 };
  }
  if (!startsPhrase(first)) return null;
  let at = from + 1;
  for (; at < tokens.length; at += 1) {
    const token = tokens[at];
    const before = tokens[at - 1];
    if (token === undefined || before === undefined || !extendsPhrase(tokens, at, token, before)) break;
  }
  while (at > from + 1 && /^[.,]$/.test(tokens[at - 1]?.text ?? '')) at -= 1;
  return { from, to: at };
}

function startsPhrase(first: Token): boolean {
  if (determiners.has(first.lower) || first.kind === 'number') return first.lower !== 'that' && first.lower !== 'this';
  if (clauseOpeners.has(first.lower) || prepositions.has(first.lower) || timeWords.has(first.lower)) return false;
  return isCapital(first) || (!isAdverb(first.lower) && !looksLikeVerb(first.lower) && !auxiliaries.has(first.lower));
}

function extendsPhrase(tokens: readonly Token[], at: number, token: Token, before: Token): boolean {
  const next = tokens[at + 1];
  if (token.kind === 'quote') return false;
  if (token.kind === 'sign') return /^[’'&/-]$/.test(token.text) && next?.kind === 'word';
  if (token.lower === "'s") return true;
  if (token.lower === 'and') return next !== undefined && isCapital(next) && isCapital(before);
  if (timeWords.has(token.lower) && !(isCapital(before) && token.text === 'May')) return false;
  if (prepositions.has(token.lower)) {
    if (token.lower === 'of') return true;
    if (!['for', 'at', 'in', 'from', 'with', 'to', 'on'].includes(token.lower)) return false;
    return !isCapital(before) && next !== undefined && !timeWords.has(next.lower) && !isOccasion(next, tokens[at + 2]);
  }
  if (clauseOpeners.has(token.lower) || subjectPronouns.has(token.lower)) return false;
  if (isAdverb(token.lower) || auxiliaries.has(token.lower)) return false;
  return !(looksLikeVerb(token.lower) && !isCapital(token));
}

/** "in a statement", "at a news conference": where it was said, no part of who said it. */
export function isOccasion(first: Token, second: Token | undefined): boolean {
  const words =
    /^(?:statement|interview|speech|tweet|post|email|e-mail|letter|report|call|briefing|news|press|conference|message|article|video|televised|written|joint|separate|telephone|phone|recent|filing|memo|blog|column|court|documents|testimony|hearing|debate|rally|event|note|release|broadcast|podcast|editorial|op-ed|remarks|address|appearance|exchange|text)$/;
  return words.test(first.lower) || (determiners.has(first.lower) && second !== undefined && words.test(second.lower));
}
