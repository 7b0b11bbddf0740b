import type { StoredArticle } from '../model/archive.ts';
import { SHAPE } from '../search/analyse.ts';
import { isOrdinaryWord } from '../text/people/lexicon.ts';
import { type Token, tokensOf } from './shelf.ts';
import { isStopword } from './topic.ts';

/**
 * What an article is about, in little room: what two articles of one event share. Terms are hashes of stems, since a
 * week of news has too many words to keep; both lists are parallel.
 */
export interface Signature {
  readonly terms: Uint32Array;
  /** How much the article makes of each term, 1 for a single mention in the text. */
  readonly counts: Float32Array;
  /** 0 a name, which has a capital inside sentences; 1 any other word that is not everyday; 2 an everyday one. */
  readonly classes: Uint8Array;
  /** Hashes of its sentences without case, blanks and signs: what a copy shares. Ascending. */
  readonly sentences: Uint32Array;
}

/** News tells at its beginning what it is about; the rest is background that other events share. */
const longestLead = 2200;
const mostTerms = 64;
/** Shorter sentences ("He declined to comment.") stand in articles that are no copies. */
const fewestLetters = 30;

interface Term {
  count: number;
  ordinary: boolean;
  capital: boolean;
  small: boolean;
  inTitle: boolean;
}

/** Reads the beginning of an article for its terms, and all of it for its sentences. */
export function signatureOf({
  title,
  text,
  sentences,
}: Pick<StoredArticle, 'title' | 'text' | 'sentences'>): Signature {
  const found = new Map<string, Term>();
  for (const { stem, folded, shape } of tokensOf(title ?? '', 0)) {
    if (isTerm(stem, folded))
      mark(found, stem, { folded, capital: false, inTitle: true, first: (shape & SHAPE.first) !== 0 });
  }
  for (const sentence of sentences) {
    if (sentence.start >= longestLead && found.size > 0) break;
    readSentence(tokensOf(text.slice(sentence.start, sentence.end), sentence.start), found);
  }
  return { ...keep(found), sentences: sentenceHashes(text, sentences) };
}

function isTerm(stem: string, folded: string): boolean {
  return stem.length > 1 && !isStopword(folded);
}

function readSentence(tokens: readonly Token[], found: Map<string, Term>): void {
  let previous: Token | null = null;
  for (const token of tokens) {
    const capital = (token.shape & SHAPE.capital) !== 0;
    if (!isTerm(token.stem, token.folded)) {
      previous = null;
      continue;
    }
    mark(found, token.stem, {
      folded: token.folded,
      capital,
      inTitle: false,
      first: (token.shape & SHAPE.first) !== 0,
    });
    // A full name tells more than its two words: there are many called Anna, and many called Moss.
    if (capital && previous !== null && token.start - previous.end === 1) {
      const name = `${previous.stem} ${token.stem}`;
      mark(found, name, { folded: name, capital: true, inTitle: false, first: false });
    }
    previous = capital ? token : null;
  }
}

function mark(
  found: Map<string, Term>,
  stem: string,
  { folded, capital, inTitle, first }: { folded: string; capital: boolean; inTitle: boolean; first: boolean },
): void {
  const term = found.get(stem) ?? {
    count: 0,
    ordinary: isOrdinaryWord(folded),
    capital: false,
    small: false,
    inTitle: false,
  };
  term.count += 1;
  term.inTitle ||= inTitle;
  // The first word of a sentence has its capital from there.
  if (!first && !inTitle) {
    term.capital ||= capital;
    term.small ||= !capital;
  }
  found.set(stem, term);
}

function keep(found: ReadonlyMap<string, Term>): Pick<Signature, 'terms' | 'counts' | 'classes'> {
  const weighed = [...found].map(([stem, { count, ordinary, capital, small, inTitle }]) => {
    const kind = capital && !small ? 0 : ordinary ? 2 : 1;
    return { hash: termOf(stem), kind, count: (1 + Math.log(count)) * (inTitle ? 1.5 : 1) };
  });
  const kept = weighed
    .sort((a, b) => b.count / (b.kind === 2 ? 3 : 1) - a.count / (a.kind === 2 ? 3 : 1) || a.hash - b.hash)
    .slice(0, mostTerms)
    .sort((a, b) => a.hash - b.hash)
    .filter(({ hash }, place, all) => all[place - 1]?.hash !== hash);
  return {
    terms: Uint32Array.from(kept, ({ hash }) => hash),
    counts: Float32Array.from(kept, ({ count }) => count),
    classes: Uint8Array.from(kept, ({ kind }) => kind),
  };
}

const offsetBasis = 0x811c9dc5;
const prime = 0x01000193;

/** Names a stem in a signature: FNV-1a. Two terms of one hash are taken for one another: one pair in a hundred thousand of a week's words. */
export function termOf(word: string): number {
  let hash = offsetBasis;
  for (let place = 0; place < word.length; place += 1) hash = Math.imul(hash ^ word.charCodeAt(place), prime);
  return hash >>> 0;
}

function sentenceHashes(
  text: string,
  sentences: readonly { readonly start: number; readonly end: number }[],
): Uint32Array {
  const hashes: number[] = [];
  for (const { start, end } of sentences) {
    let hash = offsetBasis;
    let letters = 0;
    for (let place = start; place < end; place += 1) {
      const unit = text.charCodeAt(place);
      const small = unit >= 65 && unit <= 90 ? unit + 32 : unit;
      const counts =
        (small >= 97 && small <= 122) ||
        (small >= 48 && small <= 57) ||
        (unit > 0xbf && unit < 0x2000) ||
        unit > 0x2fff;
      if (!counts) continue;
      hash = Math.imul(hash ^ small, prime);
      letters += 1;
    }
    if (letters >= fewestLetters) hashes.push(hash >>> 0);
  }
  return Uint32Array.from(new Set(hashes)).sort();
}

/** Sentences that both have, of those of the shorter one: 1 when one holds all of the other. */
export function sharedSentences(a: Signature, b: Signature): number {
  const [short, long] =
    a.sentences.length <= b.sentences.length ? [a.sentences, b.sentences] : [b.sentences, a.sentences];
  if (short.length === 0) return 0;
  let shared = 0;
  for (let place = 0, other = 0; place < short.length && other < long.length; ) {
    const one = short[place] ?? 0;
    const two = long[other] ?? 0;
    if (one === two) shared += 1;
    if (one <= two) place += 1;
    if (two <= one) other += 1;
  }
  return shared / short.length;
}
