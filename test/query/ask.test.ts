import { describe, expect, test } from 'vitest';
import { smallArchive } from './small-archive.ts';
import { townArticles } from './town-articles.ts';

const { ask } = smallArchive(townArticles);

interface Row {
  readonly it: string;
  readonly question: string;
  readonly kind: string;
  readonly speaker?: string;
  readonly first?: string;
  readonly items?: number;
}

const rows: readonly Row[] = [
  { it: 'a full name', question: 'What did Anna Moss say about the bridge?', kind: 'statements', speaker: 'Anna Moss' },
  {
    it: 'small letters, no mark',
    question: 'what has anna moss said about ferry fares',
    kind: 'statements',
    speaker: 'Anna Moss',
    first: 'Ferry fares are not',
  },
  { it: 'a slip in the name', question: 'what did ferrer say', kind: 'statements', speaker: 'Lucía Ferrer' },
  {
    it: 'a name without its accent',
    question: 'Lucia Ferrer on diesel',
    kind: 'statements',
    speaker: 'Lucía Ferrer',
    first: 'no choice',
  },
  {
    it: 'a misspelt name',
    question: 'waht did ferer sya abuot diesel',
    kind: 'statements',
    speaker: 'Lucía Ferrer',
    first: 'no choice',
  },
  { it: 'a role', question: 'what did the mayor say about fares', kind: 'statements', speaker: 'Anna Moss' },
  { it: 'a slip of "the"', question: 'what did teh mayor say about fares', kind: 'statements', speaker: 'Anna Moss' },
  {
    it: 'a role with its body',
    question: 'what did the spokesman of the ministry of ports say',
    kind: 'statements',
    speaker: 'Jonas Reed',
  },
  {
    it: 'an institution',
    question: 'what did the Ministry of Ports say about the plan',
    kind: 'statements',
    speaker: 'Ministry of Ports',
    first: 'premature',
  },
  {
    it: 'an acronym',
    question: 'what did the IHSB say',
    kind: 'statements',
    speaker: 'International Harbour Safety Board',
  },
  {
    it: 'a name and a topic alone',
    question: 'ferrer diesel',
    kind: 'statements',
    speaker: 'Lucía Ferrer',
    first: 'no choice',
  },
  {
    it: "somebody's view",
    question: "what is Jonas Reed's position on the bridge?",
    kind: 'statements',
    speaker: 'Jonas Reed',
  },
  { it: 'in their words', question: "in Ferrer's words", kind: 'statements', speaker: 'Lucía Ferrer' },
  {
    it: 'politeness',
    question: 'Hey, could you please tell me what Ferrer said about the cost? Thanks!',
    kind: 'statements',
    speaker: 'Lucía Ferrer',
    first: 'carried the cost',
  },
  {
    it: 'anything about',
    question: 'did Jonas Reed say anything about repairs',
    kind: 'statements',
    speaker: 'Jonas Reed',
    first: '4.2 million',
  },
  {
    it: 'whoever talks about it',
    question: 'who talked about a gift to the ferry company',
    kind: 'statements',
    first: 'gift to the ferry company',
  },
  {
    it: 'an outlet in words',
    question: 'what did Anna Moss say about the bridge in the Northern Post',
    kind: 'statements',
    speaker: 'Anna Moss',
  },
  {
    it: 'quoted words',
    question: 'who said "so are the people who live under it"',
    kind: 'statements',
    speaker: 'Anna Moss',
    items: 1,
  },
  {
    it: 'words without marks',
    question: 'who said nobody has asked the shopkeepers about the bridge',
    kind: 'statements',
    speaker: 'Peter Moss',
  },
  { it: 'who somebody is', question: 'who is Lucia Ferrer', kind: 'description' },
  { it: 'who holds a role', question: 'who is the mayor', kind: 'description' },
  {
    it: 'a fact',
    question: 'when does the council vote on the bridge',
    kind: 'passages',
    first: 'will vote on the bridge on 4 June',
  },
  {
    it: 'how much',
    question: 'how much did the ministry spend on repairs',
    kind: 'passages',
    first: '4.2 million crowns',
  },
  { it: 'plain words', question: 'customs house', kind: 'passages', first: 'old customs house' },
  { it: 'exact words', question: '"old customs house"', kind: 'passages', first: 'old customs house' },
  { it: 'mentions', question: 'mentions of shopkeepers', kind: 'passages', first: 'shopkeepers' },
];

describe('ask()', () => {
  test.each(rows)('understands $it: $question', async ({ question, kind, speaker, first, items }) => {
    const found = await ask(question);
    expect(found.kind).toBe(kind);
    if (speaker !== undefined) expect(found.items[0]?.speaker?.name).toBe(speaker);
    if (first !== undefined) expect(found.items[0]?.text).toContain(first);
    if (items !== undefined) expect(found.items).toHaveLength(items);
  });

  test('asks whom is meant when two of one name speak', async () => {
    const found = await ask('what did Moss say');
    expect(found.kind).toBe('choice');
    expect(found.offers.map(({ label }) => label.replace(/ \(\d+\)/, '')).sort()).toEqual(['Anna Moss', 'Peter Moss']);
    for (const { question } of found.offers) expect((await ask(question)).kind).toBe('statements');
  });

  test('lets the topic tell which of two is meant', async () => {
    const found = await ask('what did Moss say about shopkeepers');
    expect(found.kind).toBe('statements');
    expect(found.items[0]?.speaker?.name).toBe('Peter Moss');
  });

  test('shows the same statement of two outlets once, and says where else it stands', async () => {
    const found = await ask('what did Anna Moss say about people');
    expect(found.items).toHaveLength(1);
    // The Herald carries more of it, and stands for both.
    expect(found.items[0]?.article.outlet).toBe('Harbour Herald');
    expect(found.items[0]?.alsoIn.map(({ article }) => article.outlet)).toEqual(['Northern Post']);
  });

  test('puts the newest first among equals', async () => {
    const found = await ask('what did Anna Moss say');
    const days = found.items.map(({ article }) => article.published ?? '');
    expect(days).toEqual([...days].sort().reverse());
  });

  test('says which words it read differently', async () => {
    const found = await ask('what did Ferer say about deisel');
    expect(found.understood.corrections).toEqual([
      { from: 'Ferer', to: 'Ferrer' },
      { from: 'deisel', to: 'diesel' },
    ]);
    expect(found.notes.slice(0, 2)).toEqual(['Read “Ferer” as Ferrer.', 'Read “deisel” as diesel.']);
  });

  test('leaves out what is told to leave out', async () => {
    const found = await ask('what did Anna Moss say -bridge');
    expect(found.items.length).toBeGreaterThan(0);
    expect(found.items.every(({ text }) => !text.includes('bridge'))).toBe(true);
  });

  test('keeps to one outlet, misspelt too', async () => {
    const found = await ask('what did Anna Moss say outlet:"Harbor Herald"');
    expect(found.understood.outlet).toBe('Harbour Herald');
    expect(found.items.every(({ article }) => article.outlet === 'Harbour Herald')).toBe(true);
    expect(found.searched.articles).toBe(2);
  });

  test('asks several people at once', async () => {
    const found = await ask('what did Ferrer and Jonas Reed say');
    expect(new Set(found.items.map(({ speaker }) => speaker?.name))).toEqual(new Set(['Lucía Ferrer', 'Jonas Reed']));
    expect(found.understood.speaker).toBe('Lucía Ferrer and Jonas Reed');
  });

  test('never takes a statement with nothing of the topic near it', async () => {
    const found = await ask('what did Lucia Ferrer say about Greenland');
    expect(found).toMatchObject({ kind: 'nothing', items: [] });
    expect(found.lead).toBe(
      'I found nothing by Lucía Ferrer about Greenland (4 articles, 2 outlets, newest 1 day ago).',
    );
    expect(found.notes).toContain('This archive does not hold it; that does not mean it was not said.');
  });

  test('offers who did speak about it', async () => {
    const found = await ask('what did Lucia Ferrer say about shopkeepers');
    expect(found.kind).toBe('nothing');
    expect(found.offers.map(({ question }) => question)).toContain('what did Peter Moss say about shopkeepers');
  });

  test('offers near names for one that it does not know', async () => {
    const found = await ask('what did Anna Mossberg say');
    expect(found.kind).toBe('nothing');
  });

  test('leads with who, on what, how many, in how many outlets, when', async () => {
    const found = await ask('what did Anna Moss say about the bridge');
    expect(found.lead).toMatch(/^Anna Moss on the bridge: \d statements, 2 outlets, 2 to 3 May 2025\.$/);
    const styled = found.leadStyle.map(({ start, end, style }) => [found.lead.slice(start, end), style]);
    expect(styled).toEqual([
      ['Anna Moss', 'strong'],
      ['the bridge', 'emphasis'],
    ]);
  });
});

describe('ask() within a period', () => {
  test.each([
    { question: 'what did Anna Moss say since 12 May', from: '2025-05-12', days: ['2025-05-18', '2025-05-12'] },
    { question: 'what did Anna Moss say before 2025-05-10', from: undefined, days: ['2025-05-03', '2025-05-02'] },
    { question: 'what did Anna Moss say on 12 May', from: '2025-05-12', days: ['2025-05-12'] },
    { question: 'what did Anna Moss say between 1 and 5 May', from: '2025-05-01', days: ['2025-05-03', '2025-05-02'] },
    { question: 'what did Anna Moss say this week', from: '2025-05-19', days: [] },
    { question: 'what did Anna Moss say last week', from: '2025-05-12', days: ['2025-05-18', '2025-05-12'] },
    {
      question: 'what did Anna Moss say in May',
      from: '2025-05-01',
      days: ['2025-05-18', '2025-05-12', '2025-05-03', '2025-05-02'],
    },
    {
      question: 'what did Anna Moss say since May this year',
      from: '2025-05-01',
      days: ['2025-05-18', '2025-05-12', '2025-05-03', '2025-05-02'],
    },
    { question: 'what did Anna Moss say in June last year', from: '2024-06-01', days: [] },
    { question: 'Anna Moss two days ago', from: '2025-05-18', days: ['2025-05-18'] },
  ])('$question', async ({ question, from, days }) => {
    const found = await ask(question);
    expect(found.understood.from).toBe(from);
    const published = [
      ...new Set(
        found.items.flatMap(({ article, alsoIn }) =>
          [article, ...alsoIn.map((copy) => copy.article)].map((each) => each.published?.slice(0, 10)),
        ),
      ),
    ];
    expect(published.sort()).toEqual([...days].sort());
  });

  test('offers the period that has something', async () => {
    const found = await ask('what did Lucia Ferrer say about diesel before 2025-05-05');
    expect(found.kind).toBe('nothing');
    const [offer] = found.offers;
    expect(offer?.label).toBe('12 May 2025');
    expect((await ask(offer?.question ?? '')).items[0]?.text).toContain('diesel');
  });
});

describe('ask() after another question', () => {
  test.each([
    {
      it: 'another speaker',
      first: 'what did Anna Moss say about the bridge',
      next: 'and Peter Moss?',
      speaker: 'Peter Moss',
      about: 'the bridge',
    },
    {
      it: 'another topic',
      first: 'what did Anna Moss say about the bridge',
      next: 'what about ferry fares?',
      speaker: 'Anna Moss',
      about: 'ferry fares',
    },
    { it: 'a period', first: 'what did Anna Moss say', next: 'since 10 May?', speaker: 'Anna Moss', about: undefined },
    {
      it: 'a pronoun',
      first: 'what did Anna Moss say about the bridge',
      next: 'what did she say about fares',
      speaker: 'Anna Moss',
      about: 'fares',
    },
    {
      it: 'in whose words',
      first: 'what did Anna Moss say about the bridge',
      next: "in Peter Moss's words",
      speaker: 'Peter Moss',
      about: 'the bridge',
    },
    {
      it: 'an outlet',
      first: 'what did Anna Moss say about the bridge',
      next: 'only in the Harbour Herald',
      speaker: 'Anna Moss',
      about: 'the bridge',
    },
  ])('keeps the rest when it hears $it', async ({ first, next, speaker, about }) => {
    const { understood } = await ask(first);
    const found = await ask(next, { previous: understood });
    expect(found.kind).toBe('statements');
    expect(found.understood.speaker).toBe(speaker);
    expect(found.understood.about).toBe(about);
  });

  test('shows the next page for "more"', async () => {
    const first = await ask('what did Anna Moss say', { limit: 2 });
    const next = await ask('more', { previous: first.understood, limit: 2 });
    expect(first.more).toBeGreaterThan(0);
    expect(next.items[0]?.id).not.toBe(first.items[0]?.id);
    expect(next.offset).toBe(2);
  });

  test('asks which of two is meant in the form of the question, and nobody of a time when neither speaks', async () => {
    const choice = await ask('moss over time');
    expect(choice.kind).toBe('choice');
    expect(choice.offers.map(({ question }) => question).sort()).toEqual([
      'Anna Moss over time',
      'Peter Moss over time',
    ]);
    const before = await ask('what did moss say in 2019');
    expect(before.kind).toBe('nothing');
    expect(before.offers.every(({ question }) => !question.includes(' and '))).toBe(true);
  });

  test('takes a new question for one', async () => {
    const { understood } = await ask('what did Anna Moss say about the bridge');
    const found = await ask('what did Ferrer say', { previous: understood });
    expect(found.understood).toMatchObject({ speaker: 'Lucía Ferrer' });
    expect(found.understood.about).toBeUndefined();
  });
});
