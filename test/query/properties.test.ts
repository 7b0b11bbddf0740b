import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../src/model/answer.ts';
import { smallArchive } from './small-archive.ts';
import { townArticles } from './town-articles.ts';

const { ask, archive } = smallArchive(townArticles);
const scope = { sources: 'all' } as const;

function expectExact({ items }: Answer): void {
  for (const { text, start, end, article, said, highlight } of items) {
    expect(archive.article(article.id, scope)?.text.slice(start, end)).toBe(text);
    for (const [from, to] of [...said, ...highlight]) {
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeGreaterThan(from);
      expect(to).toBeLessThanOrEqual(text.length);
    }
  }
}

const words = [
  'what',
  'did',
  'who',
  'Moss',
  'Anna',
  'say',
  'said',
  'about',
  'bridge',
  '"',
  '“',
  'ferry',
  '-',
  'outlet:',
  'since',
  'May',
  '4',
  'not',
  '?',
];

describe('ask()', () => {
  test('takes any string, and shows nothing but slices of articles', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 80 }), async (question) =>
        expectExact(await ask(question)),
      ),
      { numRuns: 150 },
    );
  });

  test('takes any order of the words that questions are made of', async () => {
    const question = fc.array(fc.constantFrom(...words), { maxLength: 14 }).map((parts) => parts.join(' '));
    await fc.assert(
      fc.asyncProperty(question, async (text) => expectExact(await ask(text))),
      { numRuns: 250 },
    );
  });

  test.each([
    { it: '10,000 words', question: 'what did Moss say about the bridge '.repeat(1429) },
    { it: '10,000 quoted words', question: `did Moss say "${'the bridge is tired and '.repeat(2000)}"` },
    { it: '100,000 marks', question: '"'.repeat(100_000) },
    { it: 'one letter', question: 'a' },
    { it: 'nothing', question: '' },
    { it: 'blanks', question: ' \n\t ' },
    { it: 'emoji', question: '👀🧨 bridge 👩‍👩‍👧' },
    { it: 'signs of regular expressions', question: 'what did (.*)+$[^ say about \\b{2}?' },
    { it: 'half a surrogate pair', question: 'what did \ud800 Moss say' },
    { it: 'another script', question: 'что сказал Мосс о мосте' },
  ])('takes $it', async ({ question }) => {
    expectExact(await ask(question));
  });

  const questions = [
    'what did Anna Moss say about the bridge',
    'what did Lucia Ferrer say',
    'when does the council vote on the bridge',
    'did Anna Moss say "We will not wait for another winter"',
    'who said "We cannot carry it any longer"',
  ];

  test.each([
    { it: 'case', change: (text: string) => text.toUpperCase() },
    { it: 'a question mark', change: (text: string) => `${text}?` },
    { it: 'blanks', change: (text: string) => `  ${text.replaceAll(' ', '  ')} ` },
    { it: 'curly marks', change: (text: string) => text.replace(/"([^"]*)"/, '“$1”') },
    { it: 'angle marks', change: (text: string) => text.replace(/"([^"]*)"/, '«$1»') },
    { it: 'double primes', change: (text: string) => text.replace(/"([^"]*)"/, '″$1″') },
  ])('answers the same whatever the $it', async ({ change }) => {
    for (const question of questions) {
      const [plain, changed] = [await ask(question), await ask(change(question))];
      expect(changed.kind).toBe(plain.kind);
      expect(changed.verdict?.kind).toBe(plain.verdict?.kind);
      expect(changed.items.map(({ id }) => id)).toEqual(plain.items.map(({ id }) => id));
    }
  });
});
