import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import type { VersionRow } from '../../src/model/archive.ts';
import type { IndexedArticle } from '../../src/model/search.ts';
import type { Span } from '../../src/model/span.ts';
import { splitParagraphs } from '../../src/text/paragraphs.ts';
import { splitSentences } from '../../src/text/sentences.ts';

/** Where the articles and questions lie when nothing else is said: beside the project, since they may not be copied. */
export const usualFolder = '../shared/eval/questions';

const article = z.object({ id: z.string(), source: z.string(), title: z.string().nullable(), text: z.string() });
const question = z.object({
  question: z.string(),
  misspelt: z.string(),
  article: z.string(),
  spans: z.array(z.tuple([z.number(), z.number()])),
});

export type Question = z.infer<typeof question>;

/** An article with the place of each of its sentences in the text. */
export interface SplitArticle {
  readonly id: string;
  readonly source: string;
  readonly spans: readonly Span[];
  readonly indexed: IndexedArticle;
}

function readLines<T>(path: string, shape: z.ZodType<T>): T[] {
  const lines = gunzipSync(readFileSync(path)).toString('utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => shape.parse(JSON.parse(line)));
}

/** Articles with ascending rows, as the archive would number them. */
export function readArticles(folder: string): SplitArticle[] {
  return readLines(join(folder, 'articles.jsonl.gz'), article).map(({ id, source, title, text }, place) => {
    const spans = splitSentences(text, splitParagraphs(text));
    const sentences = spans.map(({ start, end, paragraph }) => ({ text: text.slice(start, end), paragraph }));
    return { id, source, spans, indexed: { row: (place + 1) as VersionRow, title, sentences } };
  });
}

export function readQuestions(folder: string, file: 'questions' | 'said'): Question[] {
  return readLines(join(folder, `${file}.jsonl.gz`), question);
}
