import type { QueryWord } from '../model/search.ts';
import type { Word } from './analyse.ts';
import { analyse, SHAPE } from './analyse.ts';
import { isFunctionTerm, isFunctionWord } from './function-words.ts';
import { splitRun } from './missing-blanks.ts';
import type { Neighbour, Spelling } from './spelling.ts';
import { stemWord } from './stem.ts';
import type { Vocabulary } from './vocabulary.ts';
import { noTerm } from './vocabulary.ts';

/** Whatever is asked, no more than this is read, kept and guessed at. */
const mostText = 50_000;
const mostWords = 64;
const mostGuesses = 12;
const termsPerGuess = 8;

/** A known word gives way only to one that is this many times as common. */
const ratioToRare = 20;
/** The same where the archive knows the stem, but never saw the word: "saders", of "sader", for "Sanders". */
const ratioToUnseen = 4;
const mostOfUnseen = 1000;
/** What a guess at a known word counts beside the word itself. */
const besideKnown = 0.9;
const weightAt: readonly number[] = [1, 0.9, 0.7];
const otherStart = 0.8;

/** What a reading of a query is made from. */
export interface Lexicon {
  readonly vocabulary: Vocabulary;
  readonly spelling: Spelling;
  readonly sentences: number;
  /** Which terms there are, where only a part of them may be known; all when absent. */
  readonly occurs?: (term: string) => boolean;
}

interface Candidate {
  readonly word: QueryWord;
  readonly frequency: number;
  readonly start: number;
}

/** Words, expanded where the archive does not know them; the rarest 64, in reading order. */
export function readQuery(text: string, lexicon: Lexicon): QueryWord[] {
  const words = distinct(analyse(text.slice(0, mostText)));
  const candidates: Candidate[] = [];
  let guesses = 0;
  for (let place = 0; place < words.length; place++) {
    const word = words[place];
    if (word === undefined) continue;
    const frequency = frequencyOf(word.folded, lexicon);
    const isTold = (word.shape & (SHAPE.joined | SHAPE.piece)) !== 0;
    if (isTold && frequency === 0) continue;
    const ratio = isTold || guesses >= mostGuesses ? null : ratioToGuess(word.folded, frequency, lexicon);
    if (ratio !== null) guesses++;
    const read = ratio === null ? [asTyped(word, lexicon)] : guess(word, frequency, ratio, lexicon);
    for (const each of read)
      candidates.push({ word: each, frequency: frequencyOfTerms(each, lexicon), start: word.start });
    const joined = joinWithNext(word, words[place + 1], text, lexicon);
    if (joined !== null) {
      candidates.push({ word: joined, frequency: frequencyOfTerms(joined, lexicon), start: word.start });
    }
  }
  const kept = candidates.length <= mostWords ? candidates : rarest(candidates);
  return kept.map(({ word }) => word);
}

/** The first of each word; a question gains nothing by saying one twice. */
function distinct(words: readonly Word[]): Word[] {
  const seen = new Set<string>();
  return words.filter(({ folded }) => {
    if (seen.has(folded)) return false;
    seen.add(folded);
    return true;
  });
}

function rarest(candidates: readonly Candidate[]): Candidate[] {
  return candidates
    .toSorted((one, other) => rank(one) - rank(other) || one.start - other.start)
    .slice(0, mostWords)
    .sort((one, other) => one.start - other.start);
}

/** A word that nothing is known of finds nothing and comes last. */
function rank({ frequency }: Candidate): number {
  return frequency === 0 ? Number.POSITIVE_INFINITY : frequency;
}

/** A word this rare may well be a slip that somebody else made too. */
function rareLimit(sentences: number): number {
  return Math.max(5, Math.floor(sentences / 400_000));
}

function frequencyOf(folded: string, lexicon: Lexicon): number {
  return frequencyOfTerm(stemWord(folded), lexicon);
}

function frequencyOfTerm(term: string, { vocabulary, occurs }: Lexicon): number {
  const number = vocabulary.findText(term);
  const frequency = number < 0 ? 0 : (vocabulary.frequencies[number] ?? 0);
  return frequency === 0 || occurs === undefined || occurs(term) ? frequency : 0;
}

function frequencyOfTerms(word: QueryWord, lexicon: Lexicon): number {
  return Math.max(0, ...word.terms.map(({ term }) => frequencyOfTerm(term, lexicon)));
}

/** An acronym in capitals means the one in capitals first: "US" is not "us". */
function asTyped(word: Word, lexicon: Lexicon): QueryWord {
  const term = stemWord(word.folded);
  if ((word.shape & SHAPE.upper) !== 0) {
    const upper = word.folded.toUpperCase();
    if (frequencyOfTerm(upper, lexicon) > 0) {
      return {
        typed: word.folded,
        terms: [
          { term: upper, weight: 1 },
          { term, weight: 0.4 },
        ],
      };
    }
  }
  return { typed: word.folded, terms: [{ term, weight: 1 }] };
}

/** How many times as common another word has to be to be guessed at; `null` when the word is no doubt right. */
function ratioToGuess(folded: string, frequency: number, lexicon: Lexicon): number | null {
  const { vocabulary, sentences } = lexicon;
  // Whoever types letters that stand for something means that: "TPP" is no slip of "top".
  if (frequency > 0 && frequencyOfTerm(folded.toUpperCase(), lexicon) > 0) return null;
  if (frequency <= rareLimit(sentences)) return ratioToRare;
  const word = vocabulary.findText(folded);
  const isUnseen = word < 0 || vocabulary.termOf(word) === noTerm;
  return isUnseen && frequency <= mostOfUnseen ? ratioToUnseen : null;
}

/** What an unknown or very rare word may stand for. */
function guess(word: Word, frequency: number, ratio: number, lexicon: Lexicon): QueryWord[] {
  const own = asTyped(word, lexicon);
  const most = mostEdits(word.folded);
  const near = most === 0 ? [] : lexicon.spelling.nearest(word.folded, frequency > 0 ? 1 : most);
  const isHere = ({ term }: Neighbour) => lexicon.occurs?.(lexicon.vocabulary.text(term)) ?? true;
  const likely = near.filter((each) => each.frequency >= frequency * ratio && isHere(each));
  const [best, ...others] = bestTerms(word.folded, likely, lexicon);
  if (best !== undefined) {
    if (frequency === 0) return [{ typed: own.typed, terms: [best, ...others].map(tell), readAs: best.shown }];
    const beside = [best, ...others].map(({ term, weight }) => ({ term, weight: weight * besideKnown }));
    return [{ typed: own.typed, terms: [...own.terms, ...beside] }];
  }
  const parts = frequency > 0 ? null : splitRun(word.folded, (part) => frequencyOf(part, lexicon), lexicon.sentences);
  if (parts === null) return [own];
  return parts.map((part) => ({ typed: word.folded, terms: [{ term: stemWord(part), weight: 1 }], readAs: part }));
}

interface Guess {
  readonly term: string;
  readonly weight: number;
  /** The word as the archive writes it. */
  readonly shown: string;
}

function tell({ term, weight }: Guess): { term: string; weight: number } {
  return { term, weight };
}

/** Short words have too many neighbours. */
function mostEdits(folded: string): number {
  if (folded.length < 3 || /^\d/.test(folded)) return 0;
  return folded.length < 6 ? 1 : 2;
}

/** Terms of the neighbours, likeliest first; the first weighs 1. */
function bestTerms(typed: string, near: readonly Neighbour[], { vocabulary }: Lexicon): Guess[] {
  const byTerm = new Map<number, { readonly neighbour: Neighbour; readonly weight: number }>();
  for (const neighbour of near) {
    if (isFunctionWord(vocabulary.text(neighbour.word)) || isFunctionTerm(vocabulary.text(neighbour.term))) continue;
    const isSameStart = vocabulary.text(neighbour.word).charCodeAt(0) === typed.charCodeAt(0);
    const weight = (weightAt[neighbour.distance] ?? 0) * (isSameStart ? 1 : otherStart);
    const known = byTerm.get(neighbour.term);
    if (known === undefined || isLikelier({ neighbour, weight }, known))
      byTerm.set(neighbour.term, { neighbour, weight });
  }
  const ranked = [...byTerm.values()].sort((one, other) => (isLikelier(one, other) ? -1 : 1)).slice(0, termsPerGuess);
  const most = ranked[0]?.weight ?? 1;
  return ranked.map(({ neighbour, weight }) => ({
    term: vocabulary.text(neighbour.term),
    weight: weight / most,
    shown: vocabulary.display(neighbour.word),
  }));

  function isLikelier(one: { neighbour: Neighbour; weight: number }, other: { neighbour: Neighbour; weight: number }) {
    if (one.weight !== other.weight) return one.weight > other.weight;
    const [more, less] = [one.neighbour.frequency, other.neighbour.frequency];
    if (more !== less) return more > less;
    // The order of the vocabulary depends on what was read first; the alphabet does not.
    return vocabulary.text(one.neighbour.word) < vocabulary.text(other.neighbour.word);
  }
}

/** Two words with a blank between that the archive writes as one: "cease fire". */
function joinWithNext(word: Word, next: Word | undefined, text: string, lexicon: Lexicon): QueryWord | null {
  if (next === undefined || !/^\s+$/.test(text.slice(word.end, next.start))) return null;
  const joined = word.folded + next.folded;
  if (word.folded.length < 2 || next.folded.length < 2 || joined.length < 6) return null;
  if (frequencyOf(joined, lexicon) === 0) return null;
  return { typed: joined, terms: [{ term: stemWord(joined), weight: 1 }] };
}
