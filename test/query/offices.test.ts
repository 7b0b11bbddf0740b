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
