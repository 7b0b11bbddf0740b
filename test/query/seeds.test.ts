import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../src/model/answer.ts';
import { smallArchive } from './small-archive.ts';

const folder = resolve(import.meta.dirname, '../../../shared/seeds');
const isHere = existsSync(folder);

/** The two articles as they were published; outside the project. */
function seeds() {
  const files = isHere ? readdirSync(folder).filter((name) => name.endsWith('.txt')) : [];
  return files.map((name) => ({ id: name.slice(0, 3), text: readFileSync(join(folder, name), 'utf8') }));
}

const { ask } = smallArchive(seeds());

function texts({ items }: Answer): string[] {
  return items.map(({ text }) => text);
}

function highlighted({ items }: Answer, place = 0): string[] {
  const item = items[place];
  return item === undefined ? [] : item.highlight.map(([start, end]) => item.text.slice(start, end));
}

describe.skipIf(!isHere)('ask() over the two seed articles', () => {
  test('finds what Rubio said in both, the four sentences in one, double primes and all', async () => {
    const found = await ask('what did Rubio say');
    expect(found.kind).toBe('statements');
    expect(found.items.every(({ speaker }) => speaker?.name === 'Marco Rubio')).toBe(true);
    expect(new Set(found.items.map(({ article }) => article.id))).toEqual(new Set(['000', '002']));
    expect(texts(found).some((text) => /going to pursue this.*focus on other priorities/.test(text))).toBe(true);
    expect(texts(found).some((text) => text.startsWith('″We are now reaching a point'))).toBe(true);
  });

  test('reads a misspelt name and topic, and says so', async () => {
    const found = await ask('what did rubbio say abuot iran');
    expect(found.items[0]?.text).toContain('talks between Iran and the United States');
    expect(found.understood.speaker).toBe('Marco Rubio');
    expect(found.understood.corrections).toEqual([{ from: 'rubbio', to: 'Rubio' }]);
    expect(found.notes).toContain('Read “rubbio” as Rubio.');
  });

  test('tells who said these words', async () => {
    const found = await ask('who said "a just and sustainable peace can only happen with Europe at the table"');
    expect(found.items[0]?.speaker).toMatchObject({ name: 'Jean-Noel Barrot', description: 'French Foreign Minister' });
    expect(found.lead).toContain('Jean-Noel Barrot, French Foreign Minister');
  });

  test('takes an institution for a speaker', async () => {
    const found = await ask('what did the Kremlin say about Paris');
    expect(found.items[0]).toMatchObject({ type: 'indirect', speaker: { name: 'Kremlin' } });
    expect(found.items[0]?.text).toContain('dismissed the Paris discussions');
  });

  test('keeps a described speaker apart from the one who owns the description', async () => {
    const found = await ask("what did Zelensky's chief of staff say");
    expect(found.items).toHaveLength(1);
    expect(found.items[0]?.text).toContain('publicly thanked Macron');
    expect(found.items[0]?.speaker?.name).toBeNull();
    expect(found.items[0]?.speaker?.description).toBe('His chief of staff');
  });

  test('highlights how many', async () => {
    const found = await ask('how many times has Witkoff met Putin');
    expect(found.items[0]?.text).toContain('Witkoff has met');
    expect(highlighted(found)).toEqual(['three times']);
  });

  test('reads an acronym', async () => {
    const found = await ask('what did the IAEA say');
    expect(found.items[0]?.text).toContain('International Atomic Energy Agency');
  });

  test('finds when, in both', async () => {
    const found = await ask('when is the next meeting in London');
    expect(new Set(found.items.slice(0, 2).map(({ article }) => article.id))).toEqual(new Set(['000', '002']));
    expect(found.items.slice(0, 2).every(({ text }) => text.includes('London'))).toBe(true);
    expect(highlighted(found, 0)).toEqual(['next week']);
  });

  test.each([
    { quote: 'did Rubio say "durable and lasting peace"', verdict: 'exact' },
    {
      quote: 'did Lavrov say "A just and sustainable peace can only happen with Europe at the table"',
      verdict: 'said by someone else',
    },
    { quote: 'did Rubio say "We will walk out tomorrow"', verdict: 'not in this archive' },
  ])('judges $quote: $verdict', async ({ quote, verdict }) => {
    const found = await ask(quote);
    expect(found.kind).toBe('verdict');
    expect(found.verdict?.kind).toBe(verdict);
    expect(found.items.length).toBeGreaterThan(0);
  });

  test('says through whom it is known', async () => {
    const found = await ask('did Rubio say "durable and lasting peace"');
    expect(found.items[0]?.speaker).toMatchObject({ name: 'Marco Rubio', via: 'US State Department' });
  });

  test('finds nothing by somebody who is not there, and says who did speak about it', async () => {
    const found = await ask('what did Obama say about Iran');
    expect(found).toMatchObject({ kind: 'nothing', items: [], searched: { articles: 2 } });
    expect(found.offers.map(({ question }) => question)).toContain('what did Marco Rubio say about Iran');
    expect((await ask(found.offers[0]?.question ?? '')).kind).toBe('statements');
  });
});
