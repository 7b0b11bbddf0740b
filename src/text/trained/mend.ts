import { auxiliaries, looksLikeVerb } from '../grammar.ts';
import type { Phrase } from '../noun-phrases.ts';
import type { Token } from '../tokens.ts';
import type { Report } from './reports.ts';

/** Puts right what the labels of a report get wrong in a way that its words show; gives it back as it is where they do not. */
export type Mend = (tokens: readonly Token[], report: Report) => Report;

/** A word in small letters that looks like a verb. */
export function hasVerb(tokens: readonly Token[], { from, to }: Phrase): boolean {
  return tokens.slice(from, to).some(({ lower, capital }) => !capital && isVerb(lower));
}

export function isVerb(word: string): boolean {
  return auxiliaries.has(word) || looksLikeVerb(word) || /(?:'s|'re|'ll|n't)$/.test(word);
}

/** The end without the signs before it. */
export function trimEnd(tokens: readonly Token[], from: number, end: number): number {
  let to = end;
  while (to > from && tokens[to - 1]?.kind === 'sign' && /^[.,;:—–-]$/.test(tokens[to - 1]?.text ?? '')) to -= 1;
  return to;
}

export function holdsMarks(tokens: readonly Token[], { from, to }: Phrase): boolean {
  return tokens.slice(from, to).some(({ kind }) => kind === 'quote');
}

/** A preposition with which an adjunct opens a sentence. */
export const opensAdjunct =
  /^(?:in|on|at|during|after|before|for|from|with|as|by|through|throughout|over|despite|since)$/;
