import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { IncomingArticle } from '../../src/model/article.ts';
import { splitParagraphs } from '../../src/text/paragraphs.ts';
import { splitSentences } from '../../src/text/sentences.ts';
import { makeArticle, randomFrom } from '../archive/made-articles.ts';
import { readEvalData } from '../eval/question-data.ts';

interface Paragraph {
  readonly text: string;
  readonly sentences: number;
}

export interface ArticlesToImport {
  readonly told: string;
  /** Each number gives the same article on every machine that has the same data, and no two the same text. */
  article(number: number): IncomingArticle;
}

const sentencesEach = 30;
/** Stretches of real articles in each: one alone would come out the same for two numbers. */
const stretches = 2;
const outlets = 40;
const firstDay = Date.UTC(2024, 0, 1);

/**
 * Articles of thirty sentences: stretches of paragraphs of real ones, so that quotations keep their speakers, and where
 * there are none made-up ones.
 *
 * @param folder with `articles.jsonl.gz`
 */
export function articlesToImport(folder: string): ArticlesToImport {
  if (!existsSync(join(folder, 'articles.jsonl.gz'))) {
    return { told: 'made up', article: (number) => makeArticle(number).article };
  }
  const paragraphs = readEvalData(folder).articles.flatMap(({ text }) => paragraphsOf(text));
  return {
    told: `put together from ${paragraphs.length.toLocaleString('en')} real paragraphs`,
    article: (number) => putTogether(number, paragraphs),
  };
}

function paragraphsOf(text: string): Paragraph[] {
  const spans = splitParagraphs(text);
  const counts = new Map<number, number>();
  for (const { paragraph } of splitSentences(text, spans)) counts.set(paragraph, (counts.get(paragraph) ?? 0) + 1);
  return spans.flatMap(({ start, end }, place) => {
    const sentences = counts.get(place) ?? 0;
    return sentences === 0 ? [] : [{ text: text.slice(start, end), sentences }];
  });
}

function putTogether(number: number, paragraphs: readonly Paragraph[]): IncomingArticle {
  const random = randomFrom(number + 1);
  const taken: string[] = [];
  let sentences = 0;
  for (let stretch = 1; stretch <= stretches; stretch++) {
    let place = Math.floor(random() * paragraphs.length);
    while (sentences < (sentencesEach * stretch) / stretches) {
      const paragraph = paragraphs[place++ % paragraphs.length];
      if (paragraph === undefined) break;
      taken.push(paragraph.text);
      sentences += paragraph.sentences;
    }
  }
  const outlet = number % outlets;
  return {
    id: null,
    title: `${taken[0]?.split(' ').slice(0, 8).join(' ') ?? ''} (${number})`,
    text: taken.join('\n\n'),
    outlet: `Outlet ${outlet}`,
    url: `https://outlet-${outlet}.example/${number}`,
    published: new Date(firstDay + number * 600_000).toISOString(),
    author: null,
  };
}
