import { describe, expect, test } from 'vitest';
import { answer } from '../../src/answer/answer.ts';
import { itemLabel } from '../../src/answer/item-label.ts';
import type { Answer, AnswerItem } from '../../src/model/answer.ts';
import { eventArticles } from './event-articles.ts';
import { smallArchive } from './small-archive.ts';
import { townArticles } from './town-articles.ts';

const news = smallArchive([...eventArticles, ...townArticles]);
const asking = {
  scope: { sources: 'all' as const },
  now: new Date('2025-05-20T12:00:00Z'),
  zone: 'Europe/London',
  limit: 30,
  offset: 0,
};

async function compare(request: { topic: string } | { item: string }): Promise<Answer> {
  return answer(await news.core.compare({ ...asking, ...request }), asking);
}

const itemWith = ({ items }: Answer, words: string): AnswerItem => {
  const found = items.find(({ text }) => text.includes(words));
  if (found === undefined) throw new Error(`No item holds "${words}": ${items.map(({ text }) => text).join(' | ')}`);
  return found;
};

describe('compare()', () => {
  test('tells which outlets carry a statement whole and which cut it, each in its own words', async () => {
    const told = await compare({ topic: 'Karst tunnel' });
    expect(told.kind).toBe('comparison');
    const whole = itemWith(told, 'Nobody was hurt');
    expect(whole.carriage).toMatchObject({
      how: 'whole',
      of: whole.id,
      whole: ['Northern Wire', 'Vale Gazette'],
      cut: ['Harbour Herald'],
      absent: [],
    });
    const cut = told.items.find(({ id, carriage }) => carriage?.of === whole.id && id !== whole.id);
    expect(cut).toMatchObject({ article: { outlet: 'Harbour Herald' }, carriage: { how: 'cut' } });
    expect(cut?.text).toBe('“The pumps cannot keep up with the inflow,” said Olga Brandt, who manages the site.');
  });

  test('knows a statement again that an outlet tells in words of its own', async () => {
    const told = await compare({ topic: 'dockers strike' });
    const whole = itemWith(told, 'We will not load a single container');
    expect(whole.carriage).toMatchObject({ whole: ['Northern Wire'], reported: ['Harbour Herald'] });
    const reported = itemWith(told, 'no container would be loaded');
    expect(reported.carriage).toMatchObject({ how: 'reported', of: whole.id });
  });

  test('tells what one outlet has and the others leave out', async () => {
    const told = await compare({ topic: 'Karst tunnel' });
    const alone = itemWith(told, 'new plan by Friday');
    expect(alone.carriage).toMatchObject({ whole: ['Harbour Herald'], absent: ['Northern Wire', 'Vale Gazette'] });
    expect(itemLabel(alone, { locale: 'en-GB' })).toBe('Only in Harbour Herald, not in Northern Wire and Vale Gazette');
  });

  test('tells who was first, whose text is a copy, and who quotes whom', async () => {
    const { comparison, notes } = await compare({ topic: 'Karst tunnel' });
    expect(comparison?.outlets.map(({ name, copies }) => [name, copies])).toEqual([
      ['Northern Wire', null],
      ['Vale Gazette', 'Northern Wire'],
      ['Harbour Herald', null],
    ]);
    expect(comparison?.speakers).toEqual(
      expect.arrayContaining([
        { name: 'Olga Brandt', outlets: expect.arrayContaining(['Northern Wire', 'Vale Gazette', 'Harbour Herald']) },
      ]),
    );
    expect(notes).toEqual(
      expect.arrayContaining([
        'First: Northern Wire (5 May 2025, 07:00), then Vale Gazette (5 May 2025, 09:30).',
        'Copies: Vale Gazette with the text of Northern Wire.',
      ]),
    );
  });

  test('takes the story of an item that was shown', async () => {
    const shown = await news.ask('what did Ines Aubry say');
    const told = await compare({ item: shown.items[0]?.id ?? '' });
    expect(told.comparison?.outlets.map(({ name }) => name)).toEqual(['Vale Gazette', 'Harbour Herald']);
    expect(told.lead).toBe(
      'Lost Verhoeven found in a school cellar: 5 statements in 2 articles of 2 outlets, 7 May 2025.',
    );
  });

  test.each([
    { question: 'compare outlets on the Karst tunnel' },
    { question: 'how do the papers cover the Karst tunnel?' },
    { question: 'How is the Karst tunnel covered by the media?' },
    { question: 'compare the coverage of the Karst tunnel' },
    { question: 'compare the Karst tunnel across outlets' },
    { question: 'what do different outlets say about the Karst tunnel' },
  ])('is what "$question" asks for', async ({ question }) => {
    const told = await news.ask(question);
    expect(told).toMatchObject({ kind: 'comparison', understood: { intent: 'comparison' } });
    expect(told.comparison?.outlets).toHaveLength(3);
  });

  test('is what "compare this story" asks for when something was shown', async () => {
    const shown = await news.ask('what did Kolb say');
    const found = await news.core.ask({ ...asking, text: 'compare this story', shown: shown.items[0]?.id ?? '' });
    expect(found.comparison?.outlets.map(({ name }) => name)).toEqual(['Northern Wire', 'Harbour Herald']);
  });

  test.each(['what did Moss say about the bridge', 'how many ships are waiting', 'compare'])(
    'is not what "%s" asks for',
    async (question) => {
      expect((await news.ask(question)).kind).not.toBe('comparison');
    },
  );

  test('says so when only one outlet has it', async () => {
    const { notes, items } = await compare({ topic: 'cherries' });
    expect(notes).toContain('Only Vale Gazette has it: there is nothing to compare it with.');
    expect(items.map((item) => itemLabel(item, { locale: 'en-GB' }))).toEqual([null]);
  });

  test('finds nothing about what nobody tells', async () => {
    expect(await compare({ topic: 'volcano' })).toMatchObject({ kind: 'nothing', items: [] });
  });

  test('shows exact slices only, page by page', async () => {
    const whole = await compare({ topic: 'Karst tunnel' });
    for (const { article, start, end, text } of whole.items) {
      expect(news.archive.article(article.id, { sources: 'all' })?.text.slice(start, end)).toBe(text);
    }
    const second = await news.core.compare({ ...asking, topic: 'Karst tunnel', limit: 2, offset: 2 });
    expect(second.items.map(({ id }) => id)).toEqual(whole.items.slice(2, 4).map(({ id }) => id));
  });

  test('compares nothing that the asker may not see', async () => {
    const found = await news.core.compare({ ...asking, scope: { sources: [] }, topic: 'Karst tunnel' });
    expect(found).toMatchObject({ kind: 'nothing', items: [] });
  });
});
