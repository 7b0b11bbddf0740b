import { describe, expect, test } from 'vitest';
import { smallArchive } from './small-archive.ts';

/** One office, three holders, and the archive got to know the first one last. */
const terms = [
  { holder: 'Petra Lind', published: '2021-03-01', plan: 'the ferry will run at night' },
  { holder: 'Jonas Falk', published: '2024-09-01', plan: 'the ferry will be sold' },
  { holder: 'Ove Brandt', published: '2015-06-01', plan: 'the ferry will get a new engine' },
];

const { archive, ask } = smallArchive(
  terms.map(({ holder, published, plan }) => ({
    id: holder,
    title: 'On the ferry',
    text: `Harbour Minister ${holder} spoke on the quay.\n\n“I can tell you that ${plan},” said the harbour minister.`,
    outlet: 'Courier',
    published: `${published}T12:00:00Z`,
  })),
);

describe('an office is held by whoever held it', () => {
  test.each([
    { it: 'last, whatever was stored last', asked: 'what did the harbour minister say?', holder: 'Jonas Falk' },
    { it: 'in the period', asked: 'what did the harbour minister say in 2021?', holder: 'Petra Lind' },
    { it: 'in the first period', asked: 'what did the harbour minister say in June 2015?', holder: 'Ove Brandt' },
    { it: 'at the end of a period', asked: 'what did the harbour minister say before 2022?', holder: 'Petra Lind' },
    {
      it: 'before the end of a period with none',
      asked: 'what did the harbour minister say in 2018?',
      holder: 'Ove Brandt',
    },
  ])('$it', async ({ asked, holder }) => {
    expect((await ask(asked)).understood.speaker).toBe(holder);
  });

  test('speakers() tells from when to when each description was stated', () => {
    const falk = archive.speakers({ sources: 'all' }).find(({ name }) => name === 'Jonas Falk');
    const moment = Date.parse('2024-09-01T12:00:00Z');
    expect(falk?.descriptions).toMatchObject([{ text: 'Harbour Minister', from: moment, to: moment }]);
  });
});

describe('an office that changed hands', () => {
  const { ask: askOrbis } = smallArchive(
    [
      ['new', '2025-05-14', 'Orbis CEO Lena Roth said the firm was sound. Former Orbis chief executive Tim Vale left.'],
      ['old', '2024-05-14', 'Orbis chief executive Tim Vale said that sales were up.'],
      ['pact', '2025-07-02', 'Hungarian Prime Minister Marta Kiss said the pact was over.'],
      ['norland', '2025-03-10', 'Norland’s finance minister, Nils Borg, said taxes would rise.'],
      ['appointed', '2025-02-10', 'Nils Borg was appointed finance minister of Norland on Monday.'],
      ['before', '2025-01-05', 'Norland’s finance minister, Eva Strand, said taxes would fall.'],
    ].map(([id = '', day = '', text = '']) => ({
      id,
      title: 'Of offices',
      text,
      outlet: 'Courier',
      published: `${day}T12:00:00Z`,
    })),
  );

  test.each([
    { it: 'under another word for it', asked: 'who is the chief executive of Orbis?', holder: 'Lena Roth' },
    { it: 'in short', asked: 'who is the CEO of Orbis?', holder: 'Lena Roth' },
    { it: 'before that', asked: 'who was the chief executive of Orbis in 2024?', holder: 'Tim Vale' },
    { it: 'of a country by its name', asked: 'who is the prime minister of Hungary?', holder: 'Marta Kiss' },
    { it: 'by appointment', asked: 'who is the finance minister of Norland?', holder: 'Nils Borg' },
    { it: 'by appointment, before it', asked: 'who was Norland’s finance minister in January?', holder: 'Eva Strand' },
  ])('is held $it', async ({ asked, holder }) => {
    expect((await askOrbis(asked)).understood.speaker).toBe(holder);
  });

  test('is told newest first, whatever was stored last', async () => {
    const { items } = await askOrbis('who is Tim Vale?');
    expect(items.map(({ article }) => article?.id)).toEqual(['new', 'old']);
  });
});
