import { describe, expect, test } from 'vitest';
import { readArticle } from '../../src/text/read-article.ts';
import { readAnnotated } from '../eval/annotated-articles.ts';

/** Articles of our own that have marks and names enough to go wrong. */
const articles = readAnnotated('speakers-articles.txt').slice(0, 24);

/** Who said what by which rule, in words, so that two texts can be compared. */
function linksOf(text: string): string[] {
  const { statements } = readArticle({ text, title: null, published: null });
  return statements.map(({ content, type, speaker }) => {
    const said = content.map(({ start, end }) => text.slice(start, end)).join(' | ');
    const plain = said.replaceAll(/[“”"″«»„]/g, '"');
    return [type, plain, speaker?.name ?? '(no name)', speaker?.description ?? '', speaker?.rule ?? ''].join(' / ');
  });
}

const asWritten = articles.map(({ text }) => ({ text, links: linksOf(text) }));

/** Surnames that are words of nothing else; each stands for itself in any article that lacks it. */
const surnames = ['Holt', 'Ilves', 'Brekke', 'Okafor', 'Halvorsen', 'Pryce', 'Vega', 'Adeyemi'];

describe('what readArticle() links in articles of every kind does not hang on', () => {
  test.each([
    { it: 'straight marks', change: (text: string) => text.replaceAll(/[“”]/g, '"') },
    { it: 'double primes', change: (text: string) => text.replaceAll(/[“”]/g, '″') },
    { it: 'guillemets', change: (text: string) => text.replaceAll('“', '«').replaceAll('”', '»') },
    { it: 'low and high marks', change: (text: string) => text.replaceAll('“', '„') },
    {
      it: 'low marks closed by those that open elsewhere',
      change: (text: string) => text.replaceAll('“', '„').replaceAll('”', '“'),
    },
    { it: 'guillemets that point inwards', change: (text: string) => text.replaceAll('“', '»').replaceAll('”', '«') },
    { it: 'a line end of two signs', change: (text: string) => text.replaceAll('\n', '\r\n') },
    { it: 'a byline', change: (text: string) => `By Wendy Quistgaard\n\n${text}` },
    { it: 'a byline in capitals', change: (text: string) => `BY JOHN QUISTGAARD\n\n${text}` },
    { it: 'where it was written, and for whom', change: (text: string) => `OAKTON (Reuters) - ${text}` },
    { it: 'a paragraph before', change: (text: string) => `The river was high.\n\n${text}` },
    { it: 'a paragraph behind', change: (text: string) => `${text}\n\nThe river was high.` },
  ])('$it', ({ change }) => {
    for (const { text, links } of asWritten) expect(linksOf(change(text))).toEqual(links);
  });

  test('the name of a speaker', () => {
    for (const { text, links } of asWritten) {
      const own = surnames.filter((name) => new RegExp(`\\b${name}\\b`).test(text));
      const other = surnames.find((name) => !text.includes(name));
      for (const name of own) {
        if (other === undefined) continue;
        const rename = (words: string): string => words.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), other);
        expect(linksOf(rename(text))).toEqual(links.map(rename));
      }
    }
  });
});
