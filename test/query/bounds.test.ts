import { describe, expect, test } from 'vitest';
import { smallArchive } from './small-archive.ts';

const dated = {
  outlet: 'Harbour Post',
  published: '2025-03-02',
  text: 'Ines Calder said the Norvik ferry would sail again. Calder, the mayor, was speaking to the council.',
};
const undated = {
  outlet: 'Valley Mail',
  text: '"The tunnel will be dug," said Tomas Vrana, the engineer of Norvik. Tomas Vrana and Ines Calder said the tunnel would cost nothing.',
};

describe('ask() within a period', () => {
  test('says that articles without a date were left out, and offers the question without the period', async () => {
    const { ask } = smallArchive([dated, undated]);
    const found = await ask('what did Vrana say about the tunnel since May?');
    expect(found.kind).toBe('nothing');
    expect(found.notes).toContain('1 article has no date and could not be looked at for a period.');
    const [offer] = found.offers;
    expect(offer?.label).toBe('Whatever the date (2)');
    const again = await ask(offer?.question ?? '');
    expect(again.items[0]?.text).toContain('The tunnel will be dug');
  });

  test('offers a topic of nobody without the period', async () => {
    const { ask } = smallArchive([dated]);
    const found = await ask('who talked about the ferry since 1 May 2025?');
    expect(found.offers.map(({ question }) => question)).toContain('who talked about the ferry');
  });

  test('leaves undated articles unmentioned when the period has more than they are', async () => {
    const { ask } = smallArchive([
      dated,
      { ...dated, text: `${dated.text} It rained.`, published: '2025-03-03' },
      undated,
    ]);
    const found = await ask('what did Calder say in March 2025?');
    expect(found.items).not.toEqual([]);
    expect(found.notes.filter((note) => note.includes('no date'))).toEqual([]);
  });
});

describe('ask() about what several said together', () => {
  const { ask } = smallArchive([dated, undated]);

  test.each(['Vrana', 'Ines Calder', 'Tomas Vrana'])('finds it by one name: %s', async (name) => {
    const found = await ask(`what did ${name} say about the tunnel's cost?`);
    expect(found.items[0]?.text).toContain('would cost nothing');
  });

  test('asks each of two who spoke together and alone', async () => {
    const found = await ask('what did Tomas Vrana and Ines Calder say?');
    expect(found.items.map(({ speaker }) => speaker?.name).sort()).toEqual([
      'Ines Calder',
      'Tomas Vrana',
      'Tomas Vrana and Ines Calder',
    ]);
  });
});

describe('ask() puts into the lead', () => {
  const { ask } = smallArchive([dated, undated]);

  test.each([
    { question: 'what did calder say about norvik', about: 'Norvik' },
    { question: 'what did calder say about ferry', about: 'ferry' },
    { question: 'is there anything about norvik?', about: 'Norvik' },
    { question: 'anything on the tunnel', about: 'the tunnel' },
    { question: 'any news about the norvik tunnel', about: 'the Norvik tunnel' },
    { question: 'what is new on the ferry?', about: 'the ferry' },
    { question: 'articles about norvik', about: 'Norvik' },
  ])('the topic of "$question" as the archive writes it: $about', async ({ question, about }) => {
    const found = await ask(question);
    expect(found.understood.about).toBe(about);
    expect(found.items).not.toEqual([]);
  });
});

describe('ask() reads forms of a word', () => {
  const { ask } = smallArchive([
    {
      text: 'Ines Calder said diplomatic efforts had failed. Calder said she would meet the miners. Calder said a child had won.',
    },
  ]);

  test.each([
    { about: 'diplomacy', text: 'diplomatic efforts' },
    { about: 'the failure', text: 'diplomatic efforts' },
    { about: 'whom she met', text: 'meet the miners' },
    { about: 'children', text: 'a child' },
    { about: 'winning', text: 'had won' },
  ])('"$about" finds "$text" and reports no correction', async ({ about, text }) => {
    const found = await ask(`what did Calder say about ${about}?`);
    expect(found.items[0]?.text).toContain(text);
    expect(found.understood.corrections).toEqual([]);
  });
});
