import type { VersionRow } from '../model/archive.ts';
import { logistic, softmax } from './ranking-model.ts';

/** What tells how likely the first passage answers, in the order of the weights. */
export const passageConfidenceNames = [
  'bias',
  'odds',
  'softOdds',
  'gap',
  'gapToThird',
  'gapToFifth',
  'score',
  'spread',
  'article',
  'second',
  'coverage',
  'words',
  'expanded',
] as const;

/** The candidates of a question as they were ranked. */
export interface RankedList {
  /** Falling. */
  readonly scores: readonly number[];
  /** Article of each. */
  readonly rows: readonly VersionRow[];
  /** Share of the topic that the first holds. */
  readonly coverage: number;
  /** Words of the topic, and how many of them the archive does not know as they were typed. */
  readonly words: number;
  readonly expanded: number;
}

/** At twice the temperature the shares tell how many come near the first, not only whether one does. */
const soft = 2;
const widestGap = 10;

/** @param list not empty */
export function passageConfidenceFeatures(list: RankedList): Float64Array {
  const { rows, coverage, words, expanded } = list;
  const ranked = filledUp(list);
  const scores = ranked.map(({ score }) => score);
  const first = scores[0] ?? 0;
  const shares = softmax(scores);
  const softShares = softmax(scores.map((score) => score / soft));
  const gapTo = (place: number): number => Math.min(widestGap, first - (scores[place] ?? first - widestGap));
  const ofArticle = shares.reduce((sum, share, place) => sum + (ranked[place]?.row === rows[0] ? share : 0), 0);
  const spread = shares.reduce((sum, share) => sum - (share > 1e-9 ? share * Math.log(share) : 0), 0);
  return Float64Array.of(
    1,
    oddsOf(shares[0] ?? 0),
    oddsOf(softShares[0] ?? 0),
    gapTo(1),
    gapTo(2),
    gapTo(4),
    first / 10,
    spread,
    ofArticle,
    shares[1] ?? 0,
    coverage,
    Math.min(words, 12) / 6,
    words === 0 ? 0 : expanded / words,
  );
}

/** Where more were read, as for mentions, the others must not make the first less certain. */
const mostCompared = 24;
/**
 * How far behind the first those are thought to be that a small archive lacks: of two candidates the better one is no
 * sure answer yet, only because nothing else was there to be compared with.
 */
const lackingBehind = 4;

function filledUp({ scores, rows }: RankedList): { readonly score: number; readonly row: VersionRow | null }[] {
  const score = (scores[0] ?? 0) - lackingBehind;
  const compared = scores.slice(0, mostCompared).map((own, place) => ({ score: own, row: rows[place] ?? null }));
  const lacking = Array.from({ length: mostCompared - compared.length }, () => ({ score, row: null }));
  return [...compared, ...lacking].sort((a, b) => b.score - a.score);
}

function oddsOf(share: number): number {
  const bounded = Math.min(0.999, Math.max(0.001, share));
  return Math.log(bounded / (1 - bounded));
}

/** Probability that the first of them answers, 0 to 1. */
export function passageConfidenceOf(weights: Readonly<Record<string, number>>, features: Float64Array): number {
  let sum = 0;
  for (const [place, name] of passageConfidenceNames.entries()) sum += (weights[name] ?? 0) * (features[place] ?? 0);
  return logistic(sum);
}
