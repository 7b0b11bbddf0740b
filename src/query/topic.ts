import type { QueryWord, SentenceIndex } from '../model/search.ts';
import type { Span } from '../model/span.ts';
import { foldWord } from '../search/analyse.ts';
import { wordDistance } from '../search/edit-distance.ts';
import { isFunctionWord } from '../search/function-words.ts';
import { demonymsOf } from '../text/people/known-names.ts';
import { withInstitutions } from './institution-words.ts';
import { type Shelved, stemOf, tokensOf } from './shelf.ts';
import { familyOf } from './word-family.ts';

/** A word of the question that counts, with the terms that stand for it. */
interface TopicWord {
  readonly typed: string;
  readonly folded: string;
  /** Terms of the index that stand for it, with their weights; its own first. */
  readonly terms: ReadonlyMap<string, number>;
  /** How much it tells: high for rare words. */
  readonly idf: number;
  /** True when the archive writes it with a capital. */
  readonly isName: boolean;
  /** True when the word itself occurs nowhere and others stand for it. */
  readonly expanded: boolean;
}

/** What a question is about, as the index understands it. */
export interface Topic {
  readonly words: readonly TopicWord[];
  readonly query: readonly QueryWord[];
  /** Word places by term, for looking a sentence's terms up. */
  readonly byTerm: ReadonlyMap<string, readonly { readonly place: number; readonly weight: number }[]>;
  readonly totalIdf: number;
  /** Words that the archive does not have, and how they were read. */
  readonly corrections: readonly { readonly from: string; readonly to: string }[];
}

/** Words that tell nothing about a topic; they still count a little in an order of words. */
const stopwords = new Set(
  `a about above after again all also am an and any are as at be because been before being between both but by can could
  did do does doing down during each else ever few for from further had has have having he her here hers him his how i if
  in into is it its just let may me might more most much must my no nor not of off on once one only or other our out over
  own said same say says saying shall she should so some such tell tells than that the their them then there these they
  thing this those through to told too under until up upon us very was we were what when where which while who whom whose
  why will with would you your think thinks thought talk talked mention mentioned comment commented many often
  ever since around yet still whether anything something nothing does like get got going go`.split(/\s+/),
);

export function isStopword(folded: string): boolean {
  return stopwords.has(folded);
}

/** Reads the words of a topic. Falls back to stopwords when there is nothing else ("what did he say about that"). */
export function readTopic(text: string, index: SentenceIndex): Topic {
  const read = index.readQuery(text).map((word) => withFamily(withDemonyms(word, index), index));
  const query = withInstitutions(text, read, index);
  const used = countingWords(query);
  const words = used.map((word) => topicWord(word, index));
  const byTerm = new Map<string, { place: number; weight: number }[]>();
  for (const [place, { terms }] of words.entries()) {
    for (const [term, weight] of terms) {
      const list = byTerm.get(term);
      if (list) list.push({ place, weight });
      else byTerm.set(term, [{ place, weight }]);
    }
  }
  return {
    words,
    query: used,
    byTerm,
    totalIdf: words.reduce((sum, { idf }) => sum + idf, 0),
    corrections: correctionsIn(text, used),
  };
}

/** Words that tell something; of "what did he say about that" the best there is. */
function countingWords(query: readonly QueryWord[]): readonly QueryWord[] {
  const counting = query.filter(({ typed }) => !isStopword(foldedOf(typed)));
  if (counting.length > 0) return counting;
  const rest = query.filter(({ typed }) => !isFunctionWord(foldedOf(typed)));
  return rest.length > 0 ? rest : query;
}

/** "Diplomatic" is about diplomacy, though a little less. */
const familyWeight = 0.5;

function withFamily(word: QueryWord, index: SentenceIndex): QueryWord {
  const family = familyOf(foldedOf(word.typed))
    .map(stemOf)
    .filter((term, place, all) => all.indexOf(term) === place && index.frequency(term) > 0);
  if (family.length === 0) return word;
  // A word that the archive lacks is no slip when it has another of its family.
  if (word.readAs !== undefined) return { typed: word.typed, terms: family.map((term) => ({ term, weight: 1 })) };
  const known = new Set(word.terms.map(({ term }) => term));
  const others = family.filter((term) => !known.has(term));
  return { ...word, terms: [...word.terms, ...others.map((term) => ({ term, weight: familyWeight }))] };
}

/** What is European is about Europe, though a little less; a capital stands for its own. */
const demonymWeight = 0.7;

function withDemonyms(word: QueryWord, index: SentenceIndex): QueryWord {
  const known = new Set(word.terms.map(({ term }) => term));
  const demonyms = demonymsOf(foldedOf(word.typed))
    .map(stemOf)
    .filter((term) => !known.has(term) && index.frequency(term) > 0);
  if (demonyms.length === 0) return word;
  return { ...word, terms: [...word.terms, ...demonyms.map((term) => ({ term, weight: demonymWeight }))] };
}

function correctionsIn(text: string, query: readonly QueryWord[]): { from: string; to: string }[] {
  const typedForms = new Map(tokensOf(text, 0).map(({ folded, start, end }) => [folded, text.slice(start, end)]));
  const joined = new Map<string, { from: string; to: string }>();
  for (const { typed, readAs } of query) {
    if (readAs === undefined) continue;
    const from = typedForms.get(typed) ?? typed;
    // A run without blanks comes back as several words.
    const before = joined.get(typed);
    joined.set(typed, { from, to: before === undefined ? readAs : `${before.to} ${readAs}` });
  }
  return [...joined.values()];
}

function foldedOf(typed: string): string {
  return tokensOf(typed, 0)[0]?.folded ?? typed.toLowerCase();
}

function topicWord(word: QueryWord, index: SentenceIndex): TopicWord {
  const folded = foldedOf(word.typed);
  const terms = new Map(word.terms.map(({ term, weight }) => [term, weight]));
  const own = stemOf(folded);
  const frequency = Math.max(1, index.frequency(word.typed), ...word.terms.map(({ term }) => index.frequency(term)));
  return {
    typed: word.typed,
    folded,
    terms,
    idf: Math.log(1 + (index.size - Math.min(frequency, index.size) + 0.5) / (frequency + 0.5)),
    isName: /^\p{Lu}/u.test(index.display(word.readAs ?? word.typed) ?? ''),
    expanded: !terms.has(own) && index.frequency(word.typed) === 0,
  };
}

/** Weight with which each word of a topic occurs among some terms; 0 where it does not. */
export function coverage(topic: Topic, stems: Iterable<string>): number[] {
  const found = new Array<number>(topic.words.length).fill(0);
  for (const stem of stems) {
    for (const { place, weight } of topic.byTerm.get(stem) ?? []) found[place] = Math.max(found[place] ?? 0, weight);
  }
  return found;
}

/** Share of a topic's weight that a coverage holds, 0 to 1. */
export function shareOf(topic: Topic, found: readonly number[]): number {
  if (topic.totalIdf === 0) return 0;
  const { words } = topic;
  let sum = 0;
  for (let place = 0; place < words.length; place += 1) sum += (words[place]?.idf ?? 0) * (found[place] ?? 0);
  return sum / topic.totalIdf;
}

const guessFrom = 2;
/** A word that stands in one of 5,000 sentences: what is one slip from it may well be another word that the archive lacks. */
const rareIdf = Math.log(5000);

/** Tells whether most of a topic was read as words that are two slips from the typed ones, or rare: "skittles" as "settles". */
export function isMostlyGuessed({ words, query, totalIdf }: Topic): boolean {
  let guessed = 0;
  for (const [place, { folded, idf }] of words.entries()) {
    const readAs = query[place]?.readAs;
    if (readAs === undefined) continue;
    // What was typed without blanks is further from each of its words.
    const slips = wordDistance(folded, foldWord(readAs), guessFrom);
    if (slips === guessFrom || (slips < guessFrom && idf > rareIdf)) guessed += idf;
  }
  return guessed > totalIdf / 2;
}

/** Tells whether most of a topic stands among some terms. */
export function tokensCover(topic: Topic, stems: ReadonlySet<string>): boolean {
  return isMostOf(topic, coverage(topic, stems));
}

/** Tells whether a coverage holds most of a topic. */
export function isMostOf(topic: Topic, found: readonly number[]): boolean {
  return shareOf(topic, found) >= 0.5;
}

/** Words of a topic in some sentences, to be shown. */
export function topicWords(
  { byTerm }: Topic,
  shelved: Shelved,
  { first, last }: { readonly first: number; readonly last: number },
): Span[] {
  const words: Span[] = [];
  for (let place = first; place <= last; place += 1) {
    for (const { stem, start, end } of shelved.tokens(place)) if (byTerm.has(stem)) words.push({ start, end });
  }
  return words;
}
