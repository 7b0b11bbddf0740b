import { describe, expect, test } from 'vitest';
import { answer } from '../../src/answer/answer.ts';
import { itemLabel } from '../../src/answer/item-label.ts';
import type { Answer } from '../../src/model/answer.ts';
import { changingWords, eventArticles } from './event-articles.ts';
import { smallArchive } from './small-archive.ts';
import { townArticles } from './town-articles.ts';

const news = smallArchive([...changingWords, ...eventArticles, ...townArticles]);
const asking = {
  scope: { sources: 'all' as const },
  now: new Date('2025-05-20T12:00:00Z'),
  zone: 'Europe/London',
  limit: 20,
  offset: 0,
};

async function timeline(speaker: string, about?: string): Promise<Answer> {
  return answer(await news.core.timeline({ ...asking, speaker, ...(about === undefined ? {} : { about }) }), asking);
}

const marked = ({ items }: Answer) =>
  items.map(({ text, highlight }) => highlight.map(([start, end]) => text.slice(start, end)));

describe('timeline()', () => {
  test('puts the first and the latest on top, the others below in their order', async () => {
    const told = await timeline('Clara Lund', 'levy on harbour traffic');
    expect(told.items.map(({ article, moment }) => [article.id, moment?.place])).toEqual([
      ['levy-1', 'first'],
      ['levy-4', 'latest'],
      ['levy-3', 'between'],
    ]);
    expect(told.lead).toBe(
      'Clara Lund on levy on harbour traffic over time: 3 statements, 3 outlets, 7 April to 5 May 2025.',
    );
  });

  test('shows the same words of another day once, and where else they stand', async () => {
    const [first] = (await timeline('Lund', 'levy')).items;
    expect(first?.alsoIn.map(({ article }) => article.id)).toEqual(['levy-2']);
  });

  test('marks word by word what changed, and judges nothing', async () => {
    const told = await timeline('Lund', 'levy on harbour traffic');
    expect(marked(told)).toEqual([
      ['will', 'no'],
      ['may', 'a'],
      ['new', 'year'],
    ]);
    expect(told.items.map((item) => itemLabel(item, { locale: 'en-GB' }))).toEqual([
      'First · 2 differences from 5 May 2025 (Northern Wire), in bold',
      'Latest · 2 differences from 7 April 2025 (Harbour Herald), in bold',
      '2 differences from 7 April 2025 (Harbour Herald), in bold',
    ]);
  });

  test('marks nothing between statements about different things, nor between words and a report of them', async () => {
    const told = await timeline('Marta Kolb');
    expect(told.items.length).toBeGreaterThan(1);
    expect(told.items.every(({ moment }) => moment?.beside === null)).toBe(true);
    expect(marked(told).flat()).toEqual([]);
  });

  test('counts mentions and statements by day and outlet', async () => {
    const { series } = await timeline('Clara Lund');
    expect(series?.unit).toBe('day');
    expect(series?.points.map(({ day, outlet }) => `${day} ${outlet}`)).toEqual([
      '2025-04-07 Harbour Herald',
      '2025-04-14 Vale Gazette',
      '2025-04-28 Harbour Herald',
      '2025-05-05 Northern Wire',
    ]);
    expect(series?.points[0]).toMatchObject({ mentions: 2, statements: 1 });
  });

  test('counts by the day of the reader', async () => {
    const found = await news.core.timeline({ ...asking, speaker: 'Clara Lund', zone: 'Pacific/Apia' });
    expect(found.series?.points[0]?.day).toBe('2025-04-07');
    const west = await news.core.timeline({ ...asking, speaker: 'Paula Stein', zone: 'America/Los_Angeles' });
    expect(west.series?.points[0]?.day).toBe('2025-05-07');
  });

  test.each([
    { question: 'Lund on the levy over time' },
    { question: "how has Clara Lund's view on the levy changed?" },
    { question: 'has Clara Lund changed her mind on the levy?' },
    { question: 'what has Lund said about the levy over time' },
    { question: 'timeline of Clara Lund on the levy' },
  ])('is what "$question" asks for', async ({ question }) => {
    expect(await news.ask(question)).toMatchObject({
      kind: 'timeline',
      understood: { intent: 'timeline', speaker: 'Clara Lund', about: expect.stringContaining('levy') },
    });
  });

  test.each(['what did Lund say about the levy', 'who is Clara Lund', 'has the levy changed since April'])(
    'is not what "%s" asks for',
    async (question) => {
      expect((await news.ask(question)).kind).not.toBe('timeline');
    },
  );

  test('is kept by what follows: another topic, a page', async () => {
    const first = await news.ask('Lund over time', { limit: 1 });
    const second = await news.ask('more', { previous: first.understood, limit: 1 });
    expect(second.items[0]?.moment?.place).toBe('latest');
  });

  test('asks which of two people is meant, and finds nothing by a stranger', async () => {
    expect((await timeline('Moss')).kind).toBe('choice');
    expect((await timeline('Zacharias Unheard')).kind).toBe('nothing');
  });

  test('shows exact slices only, and nothing that the asker may not see', async () => {
    for (const { article, start, end, text } of (await timeline('Lund')).items) {
      expect(news.archive.article(article.id, asking.scope)?.text.slice(start, end)).toBe(text);
    }
    const found = await news.core.timeline({ ...asking, scope: { sources: [] }, speaker: 'Lund' });
    expect(found.items).toEqual([]);
    expect(JSON.stringify(found.series ?? null)).not.toContain('Herald');
  });
});

test('timeline() gives no place in time to what has no date', async () => {
  const undated = smallArchive(changingWords.map(({ published: _published, ...article }) => article));
  const { items, series } = await undated.core.timeline({ ...asking, speaker: 'Lund' });
  expect(items.length).toBeGreaterThan(1);
  expect(items.every(({ moment }) => moment?.place === 'undated')).toBe(true);
  expect(series?.points).toEqual([]);
});

test('timeline() lays out the oldest and the newest of very many, and says so', async () => {
  const many = smallArchive(
    Array.from({ length: 420 }, (_, place) => ({
      id: `day-${place}`,
      outlet: 'Daily',
      published: new Date(Date.UTC(2024, 0, 1 + place, 9)).toISOString(),
      text: `“Report number ${place} of the pier is ${place % 2 === 0 ? 'late' : 'early'} again today,” harbour master Ida Falk said.`,
    })),
  );
  const found = await many.core.timeline({ ...asking, speaker: 'Ida Falk', limit: 2 });
  expect(found.items.map(({ article }) => article.id)).toEqual(['day-0', 'day-419']);
  expect(found.series?.points.reduce((sum, { statements }) => sum + statements, 0)).toBe(420);
  expect(found.series?.unit).toBe('week');
  expect(answer(found, asking).notes).toContain(
    'There are more than can be laid out here: these are the oldest and the newest.',
  );
});
