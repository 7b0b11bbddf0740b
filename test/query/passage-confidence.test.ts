import { expect, test } from 'vitest';
import type { VersionRow } from '../../src/model/archive.ts';
import {
  passageConfidenceFeatures,
  passageConfidenceNames,
  passageConfidenceOf,
} from '../../src/query/passage-confidence.ts';
import weights from '../../src/query/passage-weights.json' with { type: 'json' };

function listOf(scores: readonly number[], { coverage = 0.8 } = {}) {
  return { scores, rows: scores.map((_score, place) => place as VersionRow), coverage, words: 5, expanded: 0 };
}

function confidence(scores: readonly number[], options?: { coverage: number }): number {
  return passageConfidenceOf(weights.confidence, passageConfidenceFeatures(listOf(scores, options)));
}

const farBehind = Array.from({ length: 40 }, (_, place) => -10 - place);

test('passageConfidenceOf() has a weight for each feature', () => {
  expect(Object.keys(weights.confidence)).toEqual([...passageConfidenceNames]);
});

test('passageConfidenceOf() is surer of the first the further behind the others are', () => {
  const [close, further, far] = [0.2, 2, 6].map((gap) => confidence([0, -gap, ...farBehind]));
  expect(close).toBeLessThan(further ?? 0);
  expect(further).toBeLessThan(far ?? 0);
});

test('passageConfidenceOf() is surer where more of the question is found', () => {
  const scores = [0, -2, ...farBehind];
  expect(confidence(scores, { coverage: 0.3 })).toBeLessThan(confidence(scores, { coverage: 1 }));
});

test('passageConfidenceFeatures() takes a lone candidate for no sure answer', () => {
  expect(confidence([0])).toBeLessThan(confidence([0, ...farBehind]));
});

test('passageConfidenceFeatures() looks at the first two dozen only', () => {
  const scores = Array.from({ length: 24 }, (_, place) => -place / 4);
  expect(passageConfidenceFeatures(listOf([...scores, -6, -7, -8]))).toEqual(passageConfidenceFeatures(listOf(scores)));
});
