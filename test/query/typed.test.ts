import { describe, expect, test } from 'vitest';
import { smallArchive } from './small-archive.ts';

const articles = [
  {
    outlet: 'Harbour Post',
    published: '2025-05-12',
    title: 'Tariffs and ferries',
    text: `Foreign Minister Ines Calder said the new tariffs on timber would be dropped. "Norvik needs the night ferry," Calder told reporters. Calder's chief of staff thanked Oskar Brandt for the loan.`,
  },
  {
    outlet: 'Coast Radio',
    published: '2025-05-18',
    text: 'The head of the Northern Fisheries Office said the quota was too low. The Kremlin said nothing about the quota.',
  },
  {
    outlet: 'Valley Mail',
    published: '2025-05-19',
    title: 'Calder on the labour market',
    text: `Ines Calder said the labour market was recovering. Oskar Brandt, the finance minister, said the tariffs would stay. Brandt organised a meeting in Norvik.`,
  },
];
const { ask } = smallArchive(articles);

describe('ask() reads what people type', () => {
  test.each([
    {
      it: 'a slip in a name',
      typed: 'what did clader say about the tariffs',
      about: 'the tariffs',
      text: 'be dropped',
    },
    {
      it: 'a slip in a topic',
      typed: 'what did calder say about the tarifs',
      about: 'the tariffs',
      text: 'be dropped',
    },
    {
      it: 'a slip that looks like a small word',
      typed: 'what did calder say about norvk',
      about: 'Norvik',
      text: 'night ferry',
    },
    { it: 'no blanks', typed: 'whatdidcaldersayaboutnorvik', about: 'Norvik', text: 'night ferry' },
    { it: 'one blank missing', typed: 'what did calder say aboutnorvik', about: 'Norvik', text: 'night ferry' },
    {
      it: 'capitals all over',
      typed: 'WHAT DID CALDER SAY ABOUT THE TARIFFS?',
      about: 'the tariffs',
      text: 'be dropped',
    },
    {
      it: 'a title cut short',
      typed: 'what did the foreign min say about tariffs',
      about: 'tariffs',
      text: 'be dropped',
    },
    {
      it: 'American spelling',
      typed: 'what did calder say about the labor market',
      about: 'the labor market',
      text: 'recovering',
    },
    {
      it: 'another form of the word',
      typed: 'what did calder say about recovery',
      about: 'recovery',
      text: 'recovering',
    },
    {
      it: 'a form that no verb has',
      typed: 'what has calder sayed about the tariffs',
      about: 'the tariffs',
      text: 'be dropped',
    },
    { it: 'in her words', typed: "the tariffs in Calder's words", about: 'the tariffs', text: 'be dropped' },
    {
      it: 'her own words first',
      typed: "in calder's own words about the tariffs",
      about: 'the tariffs',
      text: 'be dropped',
    },
    {
      it: 'what belongs to somebody',
      typed: "what did calder say about norvik's ferry",
      about: "Norvik's ferry",
      text: 'night ferry',
    },
    { it: 'days in words', typed: 'what did calder say last week about tariffs', about: 'tariffs', text: 'be dropped' },
    { it: 'a day', typed: 'what did calder say before 2025-05-13', about: undefined, text: 'night ferry' },
    { it: 'an outlet', typed: 'what did calder say outlet:valley', about: undefined, text: 'labour market' },
  ])('$it: $typed', async ({ typed, about, text }) => {
    const found = await ask(typed);
    expect(found.kind).toBe('statements');
    expect(found.understood).toMatchObject({ speaker: 'Ines Calder', ...(about === undefined ? {} : { about }) });
    expect(found.items[0]?.text).toContain(text);
    expect(found.unsure).toBe(false);
  });

  test('leaves out what holds an excluded word', async () => {
    const found = await ask('what did calder say -tariffs');
    expect(found.items.some(({ text }) => text.includes('tariffs'))).toBe(false);
    expect(found.items.length).toBeGreaterThan(0);
  });

  test('asks several at once', async () => {
    const found = await ask('what did brandt and calder say about tariffs');
    expect(
      found.items
        .map(({ speaker }) => speaker?.name)
        .slice(0, 2)
        .sort(),
    ).toEqual(['Ines Calder', 'Oskar Brandt']);
  });

  test('lets nobody choose between descriptions of one without a name', async () => {
    const found = await ask('what did the northern fisheries office say');
    expect(found.items[0]?.text).toContain('quota was too low');
  });

  test('takes all words for an office where they are one', async () => {
    const found = await ask('the head of the northern fisheries office');
    expect(found.kind).toBe('statements');
    expect(found.items[0]?.text).toContain('quota was too low');
  });

  test('takes nobody for a namesake with another forename, and offers them', async () => {
    const found = await ask('what did Janet Calder say about tariffs');
    expect(found.kind).toBe('nothing');
    expect(found.understood.speaker).toBe('Janet Calder');
    expect(found.offers[0]?.question).toContain('Ines Calder');
  });

  test.each(['what did the nho say about the quota', 'what did the norvik harbour office say about the quota'])(
    'finds what an institution says under its letters and under its name: %s',
    async (typed) => {
      const letters = smallArchive([
        { text: 'The Norvik Harbour Office (NHO) said the quota was too high. Nobody else spoke about it.' },
        { text: 'The NHO said the quota would be halved. Fishermen waited at the pier.' },
        {
          text: 'The Northern Herring Order danced all night. “The quota is a song,” the Northern Herring Order said.',
        },
      ]);
      const found = await letters.ask(typed);
      expect(found.items.map(({ text }) => text).sort()).toEqual([
        'The NHO said the quota would be halved.',
        'The Norvik Harbour Office (NHO) said the quota was too high.',
      ]);
    },
  );

  test.each([
    ['what did gröning say', 'Karl Groening'],
    ['what did groening say', 'Karl Groening'],
    ['what did møller say', 'Ida Möller'],
    ['what did moeller say', 'Ida Möller'],
  ])('reads letters that not everybody has as papers write them: %s', async (typed, name) => {
    const spelt = smallArchive([
      { text: 'Karl Groening, the harbour master, said the pier was closed. J. Groning & Co. sold nets.' },
      { text: 'Ida Möller, who runs the ferry, said it would sail.' },
    ]);
    expect((await spelt.ask(typed)).items.map(({ speaker }) => speaker?.name)).toEqual([name]);
  });

  test('offers who has the same forename and a surname like the one that was typed', async () => {
    const found = await ask('what did ines coldar say about trams');
    expect(found.offers.map(({ question }) => question)).toContain('what did Ines Calder say about trams');
  });

  test.each([
    ['what did the man say', []],
    ['what did the pm say about the pier', ['Ada Lund']],
  ])('takes no word that fits anybody for somebody, and letters for the office first: %s', async (typed, names) => {
    const harbour = smallArchive([
      { text: 'Karl Bruhn, the man behind the pier, said it was sound. “The pier stands,” the Pier Ministry said.' },
      { text: 'Prime Minister Ada Lund said the pier would be sold. It rained.' },
    ]);
    expect((await harbour.ask(typed)).items.map(({ speaker }) => speaker?.name)).toEqual(names);
  });

  test('shows no sentences that lack the surname, or a part of the name of a house', async () => {
    const rooms = smallArchive([
      { text: 'Kelly Ann Holm won a poll on ferries. Whites were washed for the ferry, officials said.' },
      { text: 'The White House said nothing. It rained.' },
    ]);
    expect((await rooms.ask('what did kelly ann conway say about the poll')).items).toEqual([]);
    expect((await rooms.ask('what did the white house say about the ferry')).items).toEqual([]);
  });

  test('puts words that stand together before words that stand apart, newer or not', async () => {
    const prices = smallArchive([
      { published: '2025-05-01', text: 'The bank said house prices would fall. It rained.' },
      {
        published: '2025-05-09',
        text: 'A trader at a great trade house said nobody knew which price cocoa would fetch.',
      },
    ]);
    const { items } = await prices.ask('what was said about house prices');
    expect(items.map(({ text }) => text.slice(0, 8))).toEqual(['The bank', 'A trader']);
  });

  test('says that nobody said it where only like words are found', async () => {
    const found = await ask('who said tariffs ruined the labour party');
    expect(found.lead).toMatch(/^(?:Nobody is found to say|No sentence answers)/);
    expect(found.unsure).toBe(true);
  });

  test.each(['jane calder on tariffs', 'what did Ines Calder Jr say about tariffs'])(
    'offers a namesake: %s',
    async (typed) => {
      const found = await ask(typed);
      expect(found.kind).not.toBe('statements');
      expect(found.offers.map(({ question }) => question)).toContain('what did Ines Calder say about tariffs');
    },
  );

  test('tells which words no article holds, and reads no runs of letters as words', async () => {
    const found = await ask('zorblax norvikil');
    expect(found.notes).toContain('No article holds “zorblax”.');
    expect(found.understood.corrections.map(({ to }) => to)).not.toContain('norvik il');
  });

  test('keeps to officials where it is asked what officials said', async () => {
    const found = await ask('what did officials say about the tariffs');
    expect(found.understood.speaker).toBe('officials');
    expect(found.kind).toBe('nothing');
  });

  test('keeps a capital and its government apart', async () => {
    expect((await ask('what did moscow say about the quota')).kind).toBe('nothing');
  });

  test('finds no slip where a word of the family occurs', async () => {
    const found = await ask('what did calder say about recoveries');
    expect(found.understood.corrections).toEqual([]);
  });

  test('is not sure where the place that is asked about is named nowhere', async () => {
    expect((await ask('who organised a meeting in Norvik')).unsure).toBe(false);
    const found = await ask('who organised a meeting in Mozambique');
    expect(found.unsure).toBe(true);
    expect(found.lead).toBe('No sentence answers this for certain; these come nearest.');
  });

  test('highlights an owner with what is owned', async () => {
    const [item] = (await ask('who thanked brandt')).items;
    expect(item?.highlight.map(([start, end]) => item.text.slice(start, end))).toEqual(["Calder's chief of staff"]);
  });
});

describe('ask() takes any text', () => {
  const many = 10_000;
  test.each([
    { it: 'one letter', text: 'a' },
    { it: 'a question mark', text: '?' },
    { it: 'emoji', text: '😀'.repeat(2_000) },
    { it: 'signs of regular expressions', text: '(.*)+[a-z]{2,}\\b^$|?'.repeat(500) },
    { it: 'brackets', text: '('.repeat(many) },
    { it: 'one long word', text: 'x'.repeat(100_000) },
    { it: 'ten thousand words', text: Array.from({ length: many }, (_, place) => `w${place}`).join(' ') },
    { it: 'one word over and over', text: `what did calder say about ${'tariffs '.repeat(many)}` },
    { it: 'words of questions', text: 'what did who say '.repeat(many / 4) },
    { it: 'dates', text: 'between 1 and 2 May '.repeat(2_000) },
    { it: 'commas and names', text: `${'Calder, '.repeat(many)}say` },
    { it: 'a long claim', text: `did calder say "${'we need the night ferry '.repeat(2_000)}"` },
    { it: 'quotation marks', text: '"'.repeat(many) },
    { it: 'hyphens', text: ' -a'.repeat(many) },
  ])('$it', async ({ text }) => {
    const found = await ask(text);
    expect(found.lead.length).toBeLessThan(1_000);
    expect(found.items.length).toBeLessThanOrEqual(10);
  });
});
