import type { QueryWord } from '../model/search.ts';
import type { Word } from './analyse.ts';
import { analyse, SHAPE } from './analyse.ts';
import { splitRun } from './missing-blanks.ts';
import type { Neighbour, Spelling } from './spelling.ts';
import { stemWord } from './stem.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Whatever is asked, no more than this is read, kept and guessed at. */
const mostText = 50_000;
const mostWords = 64;
const mostGuesses = 12;
const termsPerGuess = 6;

/** What a reading of a query is made from. */
export interface Lexicon {
  readonly vocabulary: Vocabulary;
  readonly spelling: Spelling;
  readonly sentences: number;
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
    const isRare = frequency <= rareLimit(lexicon.sentences);
    const mayGuess = isRare && !isTold && guesses < mostGuesses;
    if (mayGuess) guesses++;
    const read = mayGuess ? guess(word, frequency, lexicon) : [asTyped(word, lexicon)];
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
  return Math.floor(sentences / 400_000);
}

function termOf(folded: string, { vocabulary }: Lexicon): number {
  return vocabulary.findText(stemWord(folded));
}

function frequencyOf(folded: string, lexicon: Lexicon): number {
  const term = termOf(folded, lexicon);
  return term < 0 ? 0 : (lexicon.vocabulary.frequencies[term] ?? 0);
}

function frequencyOfTerms(word: QueryWord, { vocabulary }: Lexicon): number {
  let most = 0;
  for (const { term } of word.terms) {
    const number = vocabulary.findText(term);
    if (number >= 0) most = Math.max(most, vocabulary.frequencies[number] ?? 0);
  }
  return most;
}

/** An acronym in capitals means the one in capitals first: "US" is not "us". */
function asTyped(word: Word, lexicon: Lexicon): QueryWord {
  const term = stemWord(word.folded);
  if ((word.shape & SHAPE.upper) !== 0) {
    const upper = word.folded.toUpperCase();
    const number = lexicon.vocabulary.findText(upper);
    if (number >= 0 && (lexicon.vocabulary.frequencies[number] ?? 0) > 0) {
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

/** What an unknown or very rare word may stand for. */
function guess(word: Word, frequency: number, lexicon: Lexicon): QueryWord[] {
  const own = asTyped(word, lexicon);
  const most = mostEdits(word.folded);
  const near = most === 0 ? [] : lexicon.spelling.nearest(word.folded, frequency > 0 ? 1 : most);
  const terms = bestTerms(word.folded, near, frequency, lexicon);
  if (terms.length === 0 && frequency === 0) {
    const parts = splitRun(word.folded, (part) => frequencyOf(part, lexicon), lexicon.sentences);
    if (parts !== null) {
      return parts.map((part) => ({ typed: word.folded, terms: [{ term: stemWord(part), weight: 1 }], readAs: part }));
    }
  }
  const [best] = terms;
  if (best === undefined) return [own];
  const guessed = terms.map(({ term, weight }) => ({ term, weight }));
  if (frequency > 0) return [{ typed: own.typed, terms: [...own.terms, ...guessed] }];
  return [{ typed: own.typed, terms: guessed, readAs: best.shown }];
}

/** Short words have too many neighbours. */
function mostEdits(folded: string): number {
  if (folded.length < 3 || /^\d/.test(folded)) return 0;
  return folded.length < 5 ? 1 : 2;
}

function bestTerms(
  typed: string,
  near: readonly Neighbour[],
  frequency: number,
  { vocabulary }: Lexicon,
): { term: string; weight: number; shown: string }[] {
  const byTerm = new Map<number, { neighbour: Neighbour; weight: number }>();
  for (const neighbour of near) {
    // A known word only gives way to one that is far more common.
    if (frequency > 0 && neighbour.frequency < frequency * 50) continue;
    const sameStart = vocabulary.text(neighbour.word).charCodeAt(0) === typed.charCodeAt(0);
    const weight = (neighbour.distance === 1 ? 0.9 : 0.7) * (sameStart ? 1 : 0.8);
    const known = byTerm.get(neighbour.term);
    if (known === undefined || known.weight < weight) byTerm.set(neighbour.term, { neighbour, weight });
  }
  return [...byTerm.values()]
    .sort(
      (one, other) =>
        other.weight - one.weight ||
        other.neighbour.frequency - one.neighbour.frequency ||
        (vocabulary.text(one.neighbour.word) < vocabulary.text(other.neighbour.word) ? -1 : 1),
    )
    .slice(0, termsPerGuess)
    .map(({ neighbour, weight }) => ({
      term: vocabulary.text(neighbour.term),
      weight,
      shown: vocabulary.display(neighbour.word),
    }));
}

/** Two words with a blank between that the archive writes as one: "cease fire". */
function joinWithNext(word: Word, next: Word | undefined, text: string, lexicon: Lexicon): QueryWord | null {
  if (next === undefined || !/^\s+$/.test(text.slice(word.end, next.start))) return null;
  const joined = word.folded + next.folded;
  if (word.folded.length < 2 || next.folded.length < 2 || joined.length < 6) return null;
  if (frequencyOf(joined, lexicon) === 0) return null;
  return { typed: joined, terms: [{ term: stemWord(joined), weight: 1 }] };
}
