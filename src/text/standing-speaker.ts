import type { Span } from '../model/span.ts';
import type { Draft } from './attributions.ts';
import { findCue } from './cues.ts';
import { auxiliaries, isAdverb, looksLikeVerb, prepositions } from './grammar.ts';
import { type Phrase, phraseAt } from './noun-phrases.ts';
import { roleNoun } from './people/lexicon.ts';
import { spanOf, type Token, type Unit } from './tokens.ts';

/** What stands around a quotation that is a paragraph and names nobody. */
export interface Standing {
  /** The report that stands last before it, and its paragraph. */
  readonly last: { readonly draft: Draft; readonly paragraph: number } | null;
  /** True when that report stands in the unit before. */
  readonly follows: boolean;
  readonly paragraph: number;
  readonly before: Unit | undefined;
}

type Voice = { continues: Draft; mention: null; rule: string } | { continues: null; mention: Span; rule: string };

/**
 * Finds whose words a quotation is that stands as a paragraph: of whoever the paragraph before reports at its end,
 * or of the subject of the sentence before, where he spoke last.
 *
 * @returns `null` where the article does not show it
 */
export function standingSpeaker(text: string, { last, follows, paragraph, before }: Standing): Voice | null {
  if (last === null || !hasSpeaker(last.draft)) return null;
  const { draft } = last;
  if (follows && last.paragraph === paragraph - 1)
    return speaks(text, draft) ? { continues: draft, mention: null, rule: 'next-paragraph' } : null;
  const subject = before === undefined ? null : subjectOf(before);
  if (before === undefined || subject === null || paragraph - before.paragraph > 1) return null;
  const isSame = before.tokens[subject.to - 1]?.text === lastName(text, draft);
  return isSame || isPersonal(before.tokens[subject.from])
    ? { continues: null, mention: spanOf(before.tokens, subject), rule: 'subject-before' }
    : null;
}

/** Tells whether a report has a verb of saying or thinking, and somebody for its subject: not "the study compared ...". */
function speaks(text: string, { cue, mention }: Draft): boolean {
  if (mention === null) return true;
  const verb = cue === null ? null : text.slice(cue.start, cue.end).toLowerCase();
  return (verb === null || /^according\s/.test(verb) || findCue(verb) !== undefined) && isSomebody(text, mention);
}

function isSomebody(text: string, { start, end }: Span): boolean {
  const words = text.slice(start, end).split(/\s+/u);
  const behind = words.findIndex((word, at) => at > 0 && prepositions.has(word));
  const head = words[(behind < 0 ? words.length : behind) - 1] ?? '';
  return /^\p{Lu}/u.test(head) || /^(?:he|she|they|it|who)$/.test(head) || roleNoun(head) !== undefined;
}

function hasSpeaker(draft: Draft): boolean {
  return draft.mention !== null || draft.continues !== null;
}

/** The last word of the words for a speaker where it is a name, or those of whom it goes on from. */
function lastName(text: string, draft: Draft): string | null {
  let from: Draft | null = draft;
  while (from !== null && from.mention === null) from = from.continues;
  if (from?.mention === null || from?.mention === undefined) return null;
  const word = /\p{L}[\p{L}\p{M}'’-]*$/u.exec(text.slice(from.mention.start, from.mention.end))?.[0];
  return word !== undefined && /^\p{Lu}\p{Ll}/u.test(word) ? word : null;
}

/** The subject of a plain sentence: "But [Holt] has other plans." */
function subjectOf({ tokens, quotes }: Unit): Phrase | null {
  if (quotes.length > 0) return null;
  const first = /^(?:but|and|so|now|yet)$/.test(tokens[0]?.lower ?? '') ? 1 : 0;
  const phrase = phraseAt(tokens, first);
  if (phrase === null) return null;
  let verb = phrase.to;
  while (isAdverb(tokens[verb]?.lower ?? '')) verb += 1;
  return isVerb(tokens[verb]) ? phrase : null;
}

function isVerb(token: Token | undefined): boolean {
  return token?.kind === 'word' && !token.capital && (auxiliaries.has(token.lower) || looksLikeVerb(token.lower));
}

function isPersonal(token: Token | undefined): boolean {
  return /^s?he$/.test(token?.lower ?? '');
}
