import { cueShare, findCue } from '../cues.ts';
import { auxiliaries, looksLikeVerb } from '../grammar.ts';
import type { Token } from '../tokens.ts';
import { classOf } from '../word-classes.ts';

/** What features ask of a token wherever it stands. */
export interface TokenFacts {
  readonly word: number;
  readonly class: number;
  /** 0 word, 1 capital, 2 number, 3 sign, 4 quotation. */
  readonly kind: number;
  /** The last three letters as a number; 0 for what is no word. */
  readonly suffix: number;
  /** How often the word reports, in tenths; 0 for other words. */
  readonly likely: number;
  readonly isVerb: boolean;
  /** Reports more often than not. */
  readonly isCue: boolean;
  /** An adverb or auxiliary, as far as its form shows. */
  readonly isPassedOver: boolean;
  /** Parts two segments. */
  readonly parts: boolean;
  /** Belongs to the path between a token and a cue. */
  readonly onPath: boolean;
}

const quoteWord = 250;
const quotation: TokenFacts = {
  word: quoteWord,
  class: quoteWord,
  kind: 4,
  suffix: 0,
  likely: 0,
  isVerb: false,
  isCue: false,
  isPassedOver: false,
  parts: true,
  onPath: true,
};

const passedOver = /ly$|^(?:has|have|had|also|later|then|is|was|are|were|be|been|to|not|will|would|could|did|does|do)$/;

const parting = new Set(',;:()[]—–');
const onPath = new Set(',;:()—–.');

/** @param place of the token in its unit */
export function factsOf(token: Token, place: number): TokenFacts {
  const { form } = token;
  if (form === null) return quotation;
  // Looking all of it up for each place where a word stands would cost ten times as much.
  if (place === 0) {
    form.openingFacts ??= readFacts(token, place);
    return form.openingFacts;
  }
  form.facts ??= readFacts(token, place);
  return form.facts;
}

function readFacts({ text, lower, kind, capital }: Token, place: number): TokenFacts {
  if (kind === 'quote') return quotation;
  const found = classOf({ text, lower, kind }, place);
  const sign = kind === 'sign';
  const facts = {
    word: found.word,
    class: found.class,
    parts: sign && parting.has(text),
    onPath: sign && onPath.has(text),
  };
  if (kind !== 'word') {
    return {
      ...facts,
      kind: kind === 'number' ? 2 : 3,
      suffix: 0,
      likely: 0,
      isVerb: false,
      isCue: false,
      isPassedOver: false,
    };
  }
  const cue = findCue(lower);
  const probability = cueShare(lower);
  return {
    ...facts,
    kind: capital ? 1 : 0,
    suffix: suffixNumber(lower),
    likely: Math.ceil(probability * 10),
    isVerb:
      auxiliaries.has(lower) ||
      looksLikeVerb(lower) ||
      (cue !== undefined && cue.form !== 'gerund' && probability > 0.3),
    isCue: probability > 0.5,
    isPassedOver: passedOver.test(lower),
  };
}

function suffixNumber(word: string): number {
  let number = 0;
  for (let at = Math.max(0, word.length - 3); at < word.length; at += 1) number = number * 61 + word.charCodeAt(at);
  return number;
}
