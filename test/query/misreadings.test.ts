import { describe, expect, test } from 'vitest';
import { smallArchive } from './small-archive.ts';

const { ask } = smallArchive([
  {
    outlet: 'Harbour Post',
    published: '2025-05-02',
    title: 'Talks on the quota',
    text: `Citadel leader Pavel Orlov said the quota on herring would stay. "The quota protects the herring," Orlov said.
Harbour minister Ines Calder said the timber trade was growing. Economy minister Oskar Brandt said the budget was safe.
The Citadel sent two ships. Lena Ward, who owns a mill, denied the rumours about the mill.`,
  },
  {
    outlet: 'Coast Radio',
    published: '2025-05-04',
    text: `The TQA is a timber club. Ines Calder said the TQA spoke for nobody. Calder said the top of the tower was loose.
The Rural Bakers Society (RBS) said flour would be dearer. Robert Vale Jr. said the tower leaned. Oskar Hale Jr. said the tide was late.
Vale said he would climb it.`,
  },
  {
    outlet: 'Valley Mail',
    published: '2025-05-06',
    text: `Storm-Weather Inc said rain was near. Gunda Orr, a baker, said the settles in the hall were oak.
Ivo Orr said the timber trade was dying. Guild and Elders of the coast said the fair would be held.
Tomas Poy said the regatta was a race for the young. The regatta in Norvik was won by Ida Ferrer. The regatta in Halden was won by Piet Roth.`,
  },
]);

describe('ask() does not take somebody for another', () => {
  test.each([
    { it: 'an institution for its leader', typed: 'what did the citadel say about the quota', not: 'Pavel Orlov' },
    { it: 'a topic for the minister of it', typed: 'what did the economy say about the budget', not: 'Oskar Brandt' },
    { it: 'letters for others', typed: 'what did the R.B.T. say about flour', not: 'Rural Bakers Society' },
    { it: 'two small letters for a name of two words', typed: 'what did ge say about the fair', not: 'Guild' },
    { it: 'a word for a name in other letters with a slip', typed: 'poem about the regatta', not: 'Tomas Poy' },
    { it: 'one junior for another', typed: 'what did Oskar Hale Jr say', not: 'Robert Vale' },
    { it: 'a common word for a firm', typed: 'the weather', not: 'Storm-Weather' },
  ])('$it: $typed', async ({ typed, not }) => {
    const found = await ask(typed);
    expect(found.understood.speaker ?? '').not.toContain(not);
    const shown = found.kind === 'statements' && !found.unsure ? found.items : [];
    expect(shown.map(({ speaker }) => speaker?.name)).not.toContain(not);
  });

  test('and still knows an office by what it is', async () => {
    expect((await ask('what did the citadel leader say about the quota')).understood.speaker).toBe('Pavel Orlov');
    expect((await ask('what did the minister of the economy say about the budget')).understood.speaker).toBe(
      'Oskar Brandt',
    );
  });

  test('and finds nobody by a name that nobody bears, whoever bears a part of it', async () => {
    const found = await ask('quotes by ward bailey');
    expect(found).toMatchObject({ kind: 'nothing', understood: { speaker: 'ward bailey' } });
  });

  test('and asks for a son by his own name, and offers the others', async () => {
    const found = await ask('Ivo Ward Jr on timber');
    expect(found.kind).toBe('nothing');
    expect(found.understood.about).toBe('timber');
  });
});

describe('ask() keeps to what was typed', () => {
  test('a negation within a claim', async () => {
    expect((await ask("did Calder say you didn't build the tower")).understood.quote).toBe(
      "you didn't build the tower",
    );
  });

  test('letters that stand for something, though a common word is near', async () => {
    const found = await ask('what did calder say about tqa');
    expect(found.items[0]?.text).toContain('spoke for nobody');
    expect(found.items.map(({ text }) => text).join(' ')).not.toContain('top of the tower');
  });

  test('a word that is two slips from another, of which nothing is certain then', async () => {
    const found = await ask('what did gunda orr say about skittles');
    expect(found.kind === 'nothing' || found.unsure).toBe(true);
  });

  test('"who denied it" as a question of who did', async () => {
    expect((await ask('who denied the rumours')).understood.intent).toBe('fact');
  });

  test('titles in small letters, unless a name follows', async () => {
    expect((await ask('who is the minister of norvik')).understood.about).toBe('who is the minister of Norvik');
  });

  test.each(['did say', 'what did say about', 'a'])(
    'and finds nothing certain without a word that tells: %s',
    async (typed) => {
      const found = await ask(typed);
      expect(found.kind === 'nothing' || found.unsure).toBe(true);
    },
  );

  test.each(['wat did calder says bout the trade', 'what did calder say abut the trade'])(
    'and mends the words that make a question: %s',
    async (typed) => {
      expect((await ask(typed)).understood).toMatchObject({ speaker: 'Ines Calder', about: 'the trade' });
    },
  );
});

describe('ask() knows an institution in a topic', () => {
  const { ask: askOf } = smallArchive([
    {
      outlet: 'Coast Radio',
      published: '2025-05-04',
      text: `Ines Calder said the IMF had asked for cuts. Calder said the sluice was shut. Oskar Brandt said the International Atomic Energy Agency was welcome. Brandt said the pier was safe.`,
    },
  ]);

  test.each([
    { by: 'its letters', typed: 'what did calder say about the international monetary fund', text: 'asked for cuts' },
    { by: 'its name', typed: 'what did brandt say about the iaea', text: 'was welcome' },
  ])('by $by where the article has the other', async ({ typed, text }) => {
    const found = await askOf(typed);
    expect(found.kind).toBe('statements');
    expect(found.items[0]?.text).toContain(text);
    expect(found.items).toHaveLength(1);
  });
});

describe('ask() knows who bears a surname', () => {
  const things = 'rope sail oar mast keel hull deck buoy crane lock weir dyke pier quay net hook line barge tug raft';
  const { ask: askOf } = smallArchive([
    {
      outlet: 'Coast Radio',
      published: '2025-05-04',
      text: things.split(' ').reduce((text, thing) => `${text} Jonas Orr said the ${thing} was new.`, ''),
    },
    { outlet: 'Harbour Post', published: '2025-05-05', text: 'Orr said the lighthouse was old.' },
    { outlet: 'Harbour Post', published: '2025-05-06', text: 'Lotte Orr said the chapel was cold.' },
    {
      outlet: 'Harbour Post',
      published: '2025-05-07',
      text: 'Joseph A. Roth Jr. said the mill was idle.',
    },
    {
      outlet: 'Harbour Post',
      published: '2025-05-08',
      text: 'Jonas Orr said the ferry was late. Joe Roth said the ferry was early.',
    },
  ]);

  test('alone as the one who speaks all day, though another bears it', async () => {
    const found = await askOf('what did Jonas Orr say about the lighthouse');
    expect(found.items[0]?.text).toContain('lighthouse was old');
    expect((await askOf('what did Lotte Orr say about the lighthouse')).kind).toBe('nothing');
  });

  test('and offers whom it may be under a longer name', async () => {
    const found = await askOf('what did Joe Roth say about the mill');
    expect(found.offers.map(({ question }) => question)).toContain('what did Joseph A. Roth Jr. say about the mill');
  });

  test('on both sides of "vs"', async () => {
    const found = await askOf('orr vs roth on the ferry');
    expect(found.understood.about).toBe('the ferry');
    expect(found.items).toHaveLength(2);
  });
});

test('ask() tells what an institution says itself before what its people say', async () => {
  const { ask: askOf } = smallArchive([
    {
      outlet: 'Coast Radio',
      published: '2025-05-04',
      text: 'Chamber chairwoman Anna Moss said the toll should fall. Chamber chairwoman Moss said the toll was a burden.',
    },
    { outlet: 'Harbour Post', published: '2025-05-02', text: 'The Chamber of Trade said the toll had to go.' },
  ]);
  const found = await askOf('what did the chamber of trade say about the toll');
  expect(found.items[0]?.text).toContain('had to go');
});

test('ask() takes a spokesman for whom he speaks', async () => {
  const { ask: askOf } = smallArchive([
    {
      outlet: 'Coast Radio',
      text: 'Citadel spokesman Pavel Orlov said the gate would open. Citadel gardener Ivo Roth said the roses froze.',
    },
  ]);
  expect(await askOf('what did the citadel say about the gate')).toMatchObject({ kind: 'statements', unsure: false });
  expect((await askOf('what did the citadel say about the roses')).unsure).toBe(true);
});

test('ask() reads "latest from" as asking for words', async () => {
  expect((await ask('latest from calder')).understood).toMatchObject({ intent: 'statements', speaker: 'Ines Calder' });
});

describe('ask() goes on from what was asked before', () => {
  test('"who else" leaves out the one who was asked for', async () => {
    const { understood } = await ask('what did ines calder say about the timber trade');
    const found = await ask('who else?', { previous: understood });
    expect(found.items[0]?.speaker?.name).toBe('Ivo Orr');
    expect(found.items.map(({ speaker }) => speaker?.name)).not.toContain('Ines Calder');
  });

  test('"and in Halden?" asks for the same elsewhere', async () => {
    const { understood } = await ask('who won the regatta in norvik');
    const found = await ask('and in halden?', { previous: understood });
    expect(found.items[0]?.text).toContain('Piet Roth');
  });

  test('"in his own words" means the one who was asked for', async () => {
    const { understood } = await ask('what did orlov say about the quota');
    expect((await ask('in his own words', { previous: understood })).understood.speaker).toBe('Pavel Orlov');
  });
});

describe('ask() offers only what is so', () => {
  test('sentences with all words of a name that nobody bears', async () => {
    const found = await ask('what did gunda calder say');
    expect(found.offers.map(({ label }) => label).join(' ')).not.toContain('mention');
  });

  test('nobody as speaking about himself', async () => {
    const found = await ask('what did calder say about orlov');
    expect(found.offers.map(({ question }) => question)).not.toContain('what did Pavel Orlov say about orlov');
  });
});
