import { expect, test } from 'vitest';
import { readArticle } from '../../src/text/read-article.ts';

/** What is said, piece by piece, of each statement. */
function contentOf(text: string): string[][] {
  const { statements } = readArticle({ text, title: null, published: null });
  return statements.map(({ content }) => content.map(({ start, end }) => text.slice(start, end)));
}

test.each([
  { it: 'lands', text: 'The county has five states, plus two islands in the bay.' },
  { it: 'rules', text: 'The new club rules set a fee of 40 crowns for each boat.' },
  { it: 'helpers', text: 'More than forty volunteers have been fighting the fire near Alder.' },
  { it: 'particulars', text: 'Little is known, but details only emerged on Friday.' },
])('readArticle() takes no noun that looks like a verb for a report: $it', ({ text }) => {
  expect(contentOf(text)).toEqual([]);
});

test.each([
  { it: 'what is shared', text: 'The two towns shared the prize.' },
  { it: 'who is appointed', text: 'The board appointed a new head of its school.' },
  { it: 'what is recovered', text: 'Divers recovered the anchor near the pier.' },
  { it: 'what divers find', text: 'Divers found two anchors on the sea floor.' },
  { it: 'what is snapped up', text: 'Ian Moss will get the film rights snapped up by the studio.' },
])('readArticle() takes nothing that is done to a thing for a report: $it', ({ text }) => {
  expect(contentOf(text)).toEqual([]);
});

test.each([
  { it: 'where', text: 'Ada Holt reported from Leith.' },
  { it: 'how much less', text: 'Wool exports declined 2 per cent in the last year.' },
  { it: 'that there is work', text: 'Ada Holt presented her work.' },
  { it: 'which of several', text: 'The firm ended an earlier announced deal with the yard.' },
  { it: 'that there are findings', text: 'They published their results in a recent issue of Harbour.' },
  { it: 'what a season sees', text: 'Dry weather saw a fall in the number of ferries.' },
  { it: 'what is paid for', text: 'The mill backed a new bridge.' },
  { it: 'things', text: 'Heavy objects bend the rails of the old line near Leith.' },
])('readArticle() takes other senses of words that report for none: $it', ({ text }) => {
  expect(contentOf(text)).toEqual([]);
});

test.fails.each([
  { it: 'found', text: 'The team found the wreck of a ferry.' },
  { it: 'challenged', text: 'Ada Holt challenged the champion.' },
])('readArticle() still takes for a report: $it', ({ text }) => {
  expect(contentOf(text)).toEqual([]);
});
