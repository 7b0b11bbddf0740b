import { describe, expect, test } from 'vitest';
import { smallArchive } from './small-archive.ts';

const { ask } = smallArchive([
  {
    outlet: 'Harbour Post',
    published: '2025-05-02',
    text: `Robert Klein, who runs the seed bank, said the drought had spared the orchards. "We kept every seed," Klein said.
KLI, a maker of pumps, said its profit had doubled.`,
  },
  {
    outlet: 'Coast Radio',
    published: '2025-05-03',
    text: 'Maud Brand said the lighthouse would be painted in June.',
  },
  {
    outlet: 'Coast Radio',
    published: '2025-05-04',
    text: 'Oskar Brandt said the tariffs on timber would stay.',
  },
  {
    outlet: 'Valley Mail',
    published: '2025-05-04',
    text: `Ida Hale said the reservoir was full. Piet Hals said the granary was empty.`,
  },
  {
    outlet: 'Northern Wire',
    published: '2025-05-05',
    text: `The Harbour Safety Board (HSB) inspects cranes. The HSB said that two cranes had rusted through.
The River Department said the dredging would end in autumn. The department declined to name a day.`,
  },
  {
    outlet: 'City Gazette',
    published: '2025-05-06',
    text: `Ines Calder said the bridge would open. Tomas Calder, a painter, said the light was good.`,
  },
  {
    outlet: 'Harbour Post',
    published: '2025-05-06',
    text: `Jan Roth, the minister, said the roof leaked. The minister said the rain would pass. Roth, the minister, said it rained.
The transport minister of Norvik, Pia Storm, said timber would go by rail.`,
  },
  { outlet: 'Evening Star', published: '2025-05-07', text: `Ms. Calder said the toll would be halved by winter.` },
]);

describe('ask() lets the topic tell whom a slip was meant for', () => {
  test.each([
    { it: 'rather than take it for a nearer name', typed: 'what did klei say about the drought', speaker: 'Klein' },
    { it: 'of two like names the one', typed: 'what did hael say about the reservoir', speaker: 'Hale' },
    { it: 'of two like names the other', typed: 'what did hlas say about the granary', speaker: 'Hals' },
  ])('$it: $typed', async ({ typed, speaker }) => {
    const found = await ask(typed);
    expect(found.kind).toBe('statements');
    expect(found.items[0]?.speaker?.name).toContain(speaker);
  });

  test('and calls the one of two namesakes by name who speaks of it', async () => {
    const found = await ask('what did calder say about the light');
    expect(found.lead).toMatch(/^Tomas Calder on the light: 1 statement/);
  });

  test('and writes a name as the archive does where several bear it', async () => {
    expect((await ask('what did calder say')).lead).toMatch(/^Whom do you mean by “Calder”/);
  });

  test('and never calls that certain, and says how the name was read', async () => {
    const found = await ask('what did klei say about the drought');
    expect(found.unsure).toBe(true);
    expect(found.understood).toMatchObject({
      speaker: 'Robert Klein',
      corrections: [{ from: 'klei', to: 'Klein' }],
    });
  });

  test.each([
    { it: 'somebody who speaks of other things', typed: 'what did Brand say about tariffs' },
    { it: 'a name in full', typed: 'what did Maud Brandt say about tariffs' },
    { it: 'a topic that nobody of a like name speaks about', typed: 'what did klei say about the lighthouse' },
  ])('and takes for no slip $it: $typed', async ({ typed }) => {
    const found = await ask(typed);
    expect(found.items.map(({ speaker }) => speaker?.name ?? null)).not.toContain('Oskar Brandt');
    expect(found.items.map(({ speaker }) => speaker?.name ?? null)).not.toContain('Robert Klein');
  });
});

test('ask() offers a like name that speaks of the topic, where the one who was asked for does not', async () => {
  const found = await ask('what did Brand say about tariffs');
  expect(found.kind).toBe('nothing');
  expect(found.offers[0]?.question).toBe('what did Oskar Brandt say about tariffs');
});

describe('ask() takes a speaker for whom the article calls so', () => {
  test.each([
    { it: 'an acronym', typed: 'what did HSB say about cranes', text: 'rusted through' },
    { it: 'a part of an office', typed: 'what did the department say about dredging', text: 'end in autumn' },
    { it: 'a surname that two bear', typed: 'what did Calder say about the toll', text: 'halved by winter' },
  ])('$it: $typed', async ({ typed, text }) => {
    const found = await ask(typed);
    expect(found.kind).toBe('statements');
    expect(found.items[0]?.text).toContain(text);
  });

  test('and tells an office as it was typed where another holds it than is known best', async () => {
    const found = await ask('what did the minister say about timber');
    expect(found.items[0]?.speaker?.name).toBe('Pia Storm');
    expect(found.understood.speaker).not.toBe('Jan Roth');
  });

  test('but not for another of the same surname who is asked for by name', async () => {
    const found = await ask('what did Tomas Calder say about the toll');
    expect(found.items.map(({ text }) => text)).not.toContain('Ms. Calder said the toll would be halved by winter.');
  });
});

describe('ask() tells a slip from initials and from other words', () => {
  const { ask: askOf } = smallArchive([
    {
      outlet: 'Harbour Post',
      published: '2025-05-02',
      text: `Karl Vogt, a real estate developer, said the quay would be sold. Lena Orr-Ekdal said the ferry was safe. "The ferry passed every test," Orr-Ekdal said.`,
    },
    {
      outlet: 'Coast Radio',
      published: '2025-05-03',
      text: `Nils Reed said the quay belonged to the city. The Red Door is an inn; its red sign can be seen from the quay.`,
    },
    { outlet: 'Valley Mail', published: '2025-05-04', text: `The Inland Dairy Board said milk would be dearer.` },
    {
      outlet: 'Valley Mail',
      published: '2025-05-05',
      text: `The International Association of Anglers said tests would follow. The Inland Energy Agency (IEA) said tests were done.`,
    },
  ]);

  test.each([
    { it: 'a word is nobody by what he is called', typed: 'what did red say about the quay', speaker: 'Nils Reed' },
    { it: 'a name of several words', typed: 'what did orr-ekdl say about the ferry', speaker: 'Lena Orr-Ekdal' },
    {
      it: 'and initials still are an institution',
      typed: 'what did idb say about milk',
      speaker: 'Inland Dairy Board',
    },
  ])('$it: $typed', async ({ typed, speaker }) => {
    const found = await askOf(typed);
    expect(found.items[0]?.speaker?.name).toBe(speaker);
  });

  test.each(['what did the IAEA say about tests', 'what did the iaea say about tests'])(
    'and letters that are known are no others: %s',
    async (typed) => {
      const found = await askOf(typed);
      expect(found).toMatchObject({
        unsure: true,
        understood: { speaker: expect.stringMatching(/^the iaea$/i), corrections: [] },
      });
    },
  );

  test('and says how each word was read', async () => {
    const found = await askOf('what did lena orr-ekdl say about the ferry');
    expect(found.understood.corrections).toEqual([{ from: 'orr-ekdl', to: 'Orr-Ekdal' }]);
  });
});

describe('ask() reads a name in full', () => {
  const { ask: askOf } = smallArchive([
    {
      outlet: 'Harbour Post',
      published: '2025-05-02',
      text: `Donald Moss said the harbour was deep. Moss said the harbour would be dredged. Ivana Moss said the nets were old.
Donal Kirk said the sea was calm.`,
    },
    { outlet: 'Coast Radio', published: '2025-05-03', text: 'Moss said the harbour was full of mud.' },
  ]);

  test('with a slip in a forename that others bear', async () => {
    const found = await askOf('what did donal moss say about the harbour');
    expect(found.items.map(({ speaker }) => speaker?.name)).toContain('Donald Moss');
    expect(found.understood).toMatchObject({
      speaker: 'Donald Moss',
      corrections: [{ from: 'donal', to: 'Donald' }],
    });
  });

  test('and answers with no namesake of another forename, but offers them', async () => {
    const found = await askOf('what did Eric Moss say about the harbour');
    expect(found).toMatchObject({ kind: 'nothing', items: [] });
    expect(found.offers.map(({ question }) => question)).toContain('what did Donald Moss say about the harbour');
  });
});
