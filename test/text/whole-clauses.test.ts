import { expect, test } from 'vitest';
import { readArticle } from '../../src/text/read-article.ts';

test.each([
  {
    it: 'what follows its verb',
    text: 'But wages will grow less than last year, with two to three per cent likely in most towns, Ada Holt told a meeting.',
    said: 'wages will grow less than last year, with two to three per cent likely in most towns',
    mention: 'Ada Holt',
  },
  {
    it: 'what an example follows',
    text: 'Many towns in dry lands, such as Alder and Leith, are not well suited to wheat, the harbour office said.',
    said: 'Many towns in dry lands, such as Alder and Leith, are not well suited to wheat',
    mention: 'the harbour office',
  },
  {
    it: 'what comes before where it was said',
    text: 'Women on the quay are quicker than men, Leith researchers say in the journal Harbour.',
    said: 'Women on the quay are quicker than men',
    mention: 'Leith researchers',
  },
  {
    it: 'what comes before how it was said',
    text: 'The bridge will be shut for a week, Ada Holt said without giving a reason.',
    said: 'The bridge will be shut for a week',
    mention: 'Ada Holt',
  },
  {
    it: 'words in marks within marks',
    text: `"'Dry dock fever' may be wrongly named," say the authors.`,
    said: `"'Dry dock fever' may be wrongly named,"`,
    mention: 'the authors',
  },
  {
    it: 'without a role beside the speaker',
    text: 'According to Ada Holt, head of the Leith yard, boats will cost more next year.',
    said: 'boats will cost more next year',
    mention: 'Ada Holt',
  },
  {
    it: 'without what tells of a source',
    text: 'According to a study, quoted by the Leith Courier, boats will cost more next year.',
    said: 'boats will cost more next year',
    mention: 'a study',
  },
  {
    it: 'on both sides of who says it',
    text: 'One of the next steps, says Ada Holt, will be to look for more boats.',
    said: 'One of the next steps | will be to look for more boats',
    mention: 'Ada Holt',
  },
  {
    it: 'from the verb on',
    text: 'The yard said net income was hurt by poor sales in December and January, a high level of spending in the fourth quarter, higher than expected rents and new rules.',
    said: 'net income was hurt by poor sales in December and January, a high level of spending in the fourth quarter, higher than expected rents and new rules',
    mention: 'The yard',
  },
])('readArticle() takes the whole clause beside its report, and no more: $it', ({ text, said, mention }) => {
  expect(foundIn(text)).toEqual([{ said, mention }]);
});

test.fails.each([
  {
    it: 'a list',
    text: 'Ada Holt is expected to show the toughness of a boxer, the warmth of an aunt, her critics say.',
    said: 'Ada Holt is expected to show the toughness of a boxer, the warmth of an aunt',
    mention: 'her critics',
  },
])('readArticle() would take the whole clause: $it', ({ text, said, mention }) => {
  expect(foundIn(text)).toEqual([{ said, mention }]);
});

function foundIn(text: string): { said: string; mention: string | null }[] {
  const { statements } = readArticle({ text, title: null, published: null });
  return statements.map(({ content, speaker }) => ({
    said: content.map(({ start, end }) => text.slice(start, end)).join(' | '),
    mention: speaker?.mention ? text.slice(speaker.mention.start, speaker.mention.end) : null,
  }));
}
