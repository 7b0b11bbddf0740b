import { describe, expect, test } from 'vitest';
import { extractQuotes } from '../../src/text/extract.ts';
import { readArticle } from '../../src/text/read-article.ts';
import { type AnnotatedQuote, readAnnotated } from '../eval/annotated-news.ts';

/** Content, words of the speaker and name, the last only where it is annotated: so that rows can be compared. */
type Found = readonly [said: string, by: string | null, name: string | null];

const withoutTail = (words: string | null): string | null =>
  // An annotator takes what is set off behind a name for part of it; "who" is written with what it stands for.
  words === null ? null : words.replace(/(?:, | who(?: |$)).*$/u, '');

function expectedOf(quotes: readonly AnnotatedQuote[]): Found[] {
  return quotes.map(({ quote_text, speaker_text, speaker_entity }) => [
    quote_text,
    withoutTail(speaker_text),
    speaker_entity ?? null,
  ]);
}

function foundIn(id: string, text: string, gold: readonly AnnotatedQuote[]): Found[] {
  const reading = readArticle({ text, title: null, published: null });
  return extractQuotes(id, text, reading).quotes.map(({ quote_text, speaker_text, speaker_entity }, place) => [
    quote_text,
    withoutTail(speaker_text),
    typeof gold[place]?.speaker_entity === 'string' ? speaker_entity : null,
  ]);
}

/** A surname stands for the full name: some traps give no more of it. */
const lastWord = (name: string | null): string | null => name?.split(' ').at(-1)?.toLowerCase() ?? null;
const comparable = (found: readonly Found[]): Found[] => found.map(([said, by, name]) => [said, by, lastWord(name)]);

describe('readArticle() does not fall into the trap of', () => {
  test.each(readAnnotated('test/fixtures', 'traps.jsonl').map(({ id, text, quotes }) => ({ id, text, quotes })))(
    '$id',
    ({ id, text, quotes }) => {
      expect(comparable(foundIn(id, text, quotes))).toEqual(comparable(expectedOf(quotes)));
    },
  );
});
