import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyse, SHAPE } from '../../src/search/analyse.ts';
import { stemWord } from '../../src/search/stem.ts';

test.each([
  { it: 'folds case and accents', text: 'Noël ŁÓDŹ Müller', words: ['noel', 'lodz', 'muller'] },
  { it: 'folds ligatures and letters that stand alone', text: 'ﬁne Straße Ærø', words: ['fine', 'strasse', 'aero'] },
  { it: 'folds letters with marks behind them', text: 'Noe\u0308l', words: ['noel'] },
  { it: 'drops the possessive', text: "Putin's Müller’s the states'", words: ['putin', 'muller', 'the', 'states'] },
  { it: 'reads over apostrophes', text: 'don’t rock‘n’roll', words: ['dont', 'rocknroll'] },
  {
    it: 'tells the piece behind a particle',
    text: "O'Brien d'Estaing",
    words: ['obrien', 'brien', 'destaing', 'estaing'],
  },
  { it: 'tells hyphened words in parts and joined', text: 'cease-fire', words: ['cease', 'fire', 'ceasefire'] },
  { it: 'does not join long chains or ranges', text: 'a-b-c-d 2019-2020', words: ['a', 'b', 'c', 'd', '2019', '2020'] },
  { it: 'reads dotted acronyms as one word', text: 'U.S. U.N.’s J.K. a.m.', words: ['us', 'un', 'jk', 'am'] },
  { it: 'keeps initials apart from names', text: 'John F. Kennedy', words: ['john', 'f', 'kennedy'] },
  { it: 'parts addresses', text: 'news.example.org', words: ['news', 'example', 'org'] },
  {
    it: 'reads numbers',
    text: '1,000,000 3.5% $12 1,00 12,3456',
    words: ['1000000', '3.5', '12', '1', '00', '12', '3456'],
  },
  { it: 'pairs the characters of scripts without blanks', text: '東京都 は', words: ['東京', '京都', 'は'] },
  { it: 'keeps Hangul, Cyrillic and Arabic words', text: '서울 Москва القاهرة', words: ['서울', 'москва', 'القاهرة'] },
  { it: 'passes over emoji and marks', text: '😀 — “…” ’', words: [] },
])('analyse() $it', ({ text, words }) => {
  expect(analyse(text).map(({ folded }) => folded)).toEqual(words);
});

test.each([
  { word: 'U.S.', text: 'The U.S. said', shape: SHAPE.upper },
  { word: 'NATO', text: "He left NATO's ranks", shape: SHAPE.upper },
  { word: 'McDonald', text: 'and McDonald', shape: SHAPE.special },
  { word: 'Rubio', text: 'and Rubio', shape: SHAPE.capital },
])('analyse() sees the look of $word', ({ word, text, shape }) => {
  const found = analyse(text).find(({ start, end }) => text.slice(start, end) === word);
  expect((found?.shape ?? 0) & shape).toBe(shape);
});

/** The look of a word of English letters, by its definition. */
function shapeByDefinition(word: string): number {
  const capitals = word.replace(/[a-z]/g, '').length;
  if (word.length > 1 && capitals === word.length) return SHAPE.capital | SHAPE.upper;
  const startsUpper = /^[A-Z]/.test(word);
  return (startsUpper ? SHAPE.capital : 0) | (capitals > (startsUpper ? 1 : 0) ? SHAPE.special : 0);
}

test('analyse() takes words of English letters as they stand, up to what ends them', () => {
  const unit = fc.constantFrom(...'abzABZ  ,;:!?()“”—');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
      const expected = [...text.matchAll(/[A-Za-z]+/g)].map(({ 0: word, index }, place) => ({
        folded: word.toLowerCase(),
        start: index,
        end: index + word.length,
        shape: shapeByDefinition(word) | (place === 0 ? SHAPE.first : 0),
      }));
      expect(analyse(text)).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

test('analyse() gives words in order, with places that hold them, for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
      let before = 0;
      for (const { folded, start, end, shape } of analyse(text)) {
        expect(folded).not.toBe('');
        expect(folded.length).toBeLessThanOrEqual(64);
        expect(start).toBeLessThan(end);
        expect(end).toBeLessThanOrEqual(text.length);
        if ((shape & (SHAPE.joined | SHAPE.piece)) === 0) {
          expect(start).toBeGreaterThanOrEqual(before);
          before = start;
        }
      }
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['organisation', 'organized'],
  ['travelled', 'traveling'],
  ['centre', 'centers'],
  ['defence', 'defenses'],
  ['programmes', 'program'],
  ['neighbourhood', 'neighborhoods'],
  ['analysed', 'analyzing'],
  ['controlled', 'control'],
  ['spelling', 'spell'],
  ['1980s', '1980'],
])('stemWord() gives %s and %s one term', (one, other) => {
  expect(stemWord(one)).toBe(stemWord(other));
});

test.each([
  ['four', 'for'],
  ['hour', 'hor'],
  ['wise', 'wize'],
  ['hall', 'hal'],
  ['universe', 'unit'],
])('stemWord() keeps %s and %s apart', (one, other) => {
  expect(stemWord(one)).not.toBe(stemWord(other));
});
