import { describe, expect, test } from 'vitest';
import { smallArchive } from './small-archive.ts';
import { townArticles } from './town-articles.ts';

const { ask, core } = smallArchive(townArticles);

describe('ask() whether words were said', () => {
  test.each([
    { it: 'the same words', claim: 'did Anna Moss say "We will not wait for another winter."', verdict: 'exact' },
    {
      it: 'other case and marks',
      claim: 'Did ANNA MOSS say «we will not wait, for another winter»?',
      verdict: 'exact',
    },
    { it: 'a part', claim: 'did Anna Moss really say "so are the people who live under it"', verdict: 'exact' },
    {
      it: 'over the sentence end',
      claim: 'did Lucia Ferrer say "for three years. We cannot carry it any longer"',
      verdict: 'exact',
    },
    { it: 'a word changed', claim: 'did Anna Moss say "We will not wait for another summer"', verdict: 'close' },
    { it: 'a word missing', claim: 'did Ferrer say "We cannot carry it longer"', verdict: 'close' },
    { it: 'a negation taken out', claim: 'did Anna Moss say "We will wait for another winter"', verdict: 'close' },
    {
      it: 'a negation put in',
      claim: 'did Anna Moss say "The bridge is not tired, and so are the people who live under it"',
      verdict: 'close',
    },
    {
      it: 'a negation in a contraction',
      claim: 'did Anna Moss say "We won\'t wait for another winter"',
      verdict: 'close',
    },
    { it: 'an opposite', claim: 'did Anna Moss say "I do not believe that six percent is unfair"', verdict: 'close' },
    {
      it: "the outlet's words",
      claim: 'did Anna Moss say "the harbour bridge must be closed to lorries before the autumn"',
      verdict: 'reported',
    },
    {
      it: "the outlet's words, not all the same",
      claim: 'did Lucia Ferrer say "the company had no choice because diesel has become dearer"',
      verdict: 'reported',
    },
    {
      it: 'somebody else',
      claim: 'did Peter Moss say "We will not wait for another winter"',
      verdict: 'said by someone else',
    },
    {
      it: 'somebody else, of whom nothing is known',
      claim: 'did Obama say "We will not wait for another winter"',
      verdict: 'said by someone else',
    },
    {
      it: 'the opposite of what somebody else said',
      claim: 'did Lucía Ferrer say "The bridge is not tired"',
      verdict: 'not in this archive',
    },
    {
      it: 'two statements joined',
      claim: 'did Anna Moss say "We will not wait for another winter. Ferry fares are not our business tonight"',
      verdict: 'stitched',
    },
    {
      it: 'nothing of it',
      claim: 'did Anna Moss say "The zoo shall open at noon with free balloons"',
      verdict: 'not in this archive',
    },
    { it: 'without a speaker', claim: 'check "We cannot carry it any longer"', verdict: 'exact' },
    { it: 'the speaker behind', claim: '"We cannot carry it any longer" - Lucia Ferrer', verdict: 'exact' },
    { it: 'the speaker before', claim: 'Lucia Ferrer: “We cannot carry it any longer”', verdict: 'exact' },
    { it: 'true or not', claim: 'is it true that Ferrer said "We cannot carry it any longer"?', verdict: 'exact' },
    {
      it: 'without marks',
      claim: 'did Anna Moss say that the harbour bridge must be closed to lorries',
      verdict: 'reported',
    },
  ])('judges $it: $verdict', async ({ claim, verdict }) => {
    const found = await ask(claim);
    expect(found.kind).toBe('verdict');
    expect(found.verdict?.kind).toBe(verdict);
  });

  test('finds the pieces of a long claim among many sentences that share its words', async () => {
    const first = 'The council of the old harbour will build a stone wall before the winter storms return to the town';
    const second = 'No family on the eastern shore shall pay for the work that the rich have left undone for years';
    const shared = [...first.split(' '), ...second.split(' ')];
    // Each of them holds more of the claim's words than either piece does.
    const others = Array.from({ length: 150 }, (_, place) => {
      const words = shared.map((_word, at) => shared[(at * 7 + place) % shared.length]);
      return { id: `other-${place}`, text: `"${words.join(' ')}," said Tom Lark. It rained on day ${place}.` };
    });
    const { ask: askMany } = smallArchive([
      ...others,
      { id: 'one', text: `"${first}," said Dora Lenk.` },
      { id: 'two', text: `"${second}," said Dora Lenk.` },
    ]);
    const found = await askMany(`did Dora Lenk say "${first} ${second}"?`);
    expect(found.verdict?.kind).toBe('stitched');
    expect(found.items.map(({ article }) => article.id).sort()).toEqual(['one', 'two']);
  });

  const contractions = smallArchive([
    {
      text: "\"We're ready to sell the mill and it's over for the old guard,\" said Dora Lenk on Monday. \"I don't fear the council's anger and we'll win,\" Lenk added.",
    },
  ]);

  test.each([
    { claim: "We're ready to sell the mill", verdict: 'exact' },
    { claim: 'We’re ready to sell the mill', verdict: 'exact' },
    { claim: 'We were ready to sell the mill', verdict: 'close' },
    { claim: 'were ready to sell the mill', verdict: 'close' },
    { claim: 'it over for the old guard', verdict: 'close' },
    { claim: 'its over for the old guard', verdict: 'close' },
    { claim: 'I dont fear the council’s anger', verdict: 'exact' },
    { claim: 'I do fear the council’s anger', verdict: 'close' },
    { claim: "I don't fear the council anger", verdict: 'close' },
    { claim: "I don't fear the councils anger", verdict: 'close' },
    { claim: 'anger and well win', verdict: 'close' },
  ])('tells an apostrophe that makes another word: "$claim" is $verdict', async ({ claim, verdict }) => {
    const found = await contractions.ask(`did Dora Lenk say "${claim}"?`);
    expect(found.verdict?.kind).toBe(verdict);
  });

  test('names a changed negation first', async () => {
    const found = await ask('did Anna Moss say "We will wait for another summer"');
    expect(found.verdict?.changed).toEqual([
      { claimed: '', stored: 'not' },
      { claimed: 'summer', stored: 'winter' },
    ]);
    expect(found.lead).toContain('“not” is left out');
  });

  test('shows exact words within the whole statement', async () => {
    const found = await ask('did Lucia Ferrer say "carried the cost for three years"');
    const [item] = found.items;
    expect(item?.text).toBe('“We have carried the cost for three years. We cannot carry it any longer,” Ferrer said.');
    expect(item?.highlight.map(([start, end]) => item.text.slice(start, end))).toEqual([
      'carried the cost for three years',
    ]);
  });

  test('shows every piece of stitched words', async () => {
    const found = await ask(
      'did Anna Moss say "We will not wait for another winter. Ferry fares are not our business tonight"',
    );
    expect(found.items.map(({ article }) => article.id)).toEqual(['herald-1', 'post-2']);
  });

  test('shows the nearest statement for words that are not there', async () => {
    const found = await ask('did Anna Moss say "We will never wait for the zoo"');
    expect(found.verdict?.kind).toBe('not in this archive');
    expect(found.items[0]?.speaker?.name).toBe('Anna Moss');
  });

  test('is asked by check() as well', async () => {
    const found = await core.check({
      quote: '“We cannot carry it any longer,”',
      speaker: 'ferrer',
      scope: { sources: 'all' },
      now: new Date('2025-05-20T12:00:00Z'),
      zone: 'UTC',
      limit: 3,
      offset: 0,
    });
    expect(found.verdict?.kind).toBe('exact');
  });
});

describe('ask() whose words stand in what another reports', () => {
  const { ask: askNested } = smallArchive([
    {
      outlet: 'Harbour Post',
      published: '2025-05-02',
      text: 'Ada Holt told the council that Ian Moss had said: “The ferry is mine and stays mine.”',
    },
  ]);

  test.each(['did Holt say', 'did Moss say', 'who said'])('%s: their own speaker', async (asks) => {
    const found = await askNested(`${asks} "The ferry is mine and stays mine"`);
    expect(found.items).toHaveLength(1);
    expect(found.items[0]?.speaker).toMatchObject({ name: 'Ian Moss', via: 'Ada Holt' });
  });
});
