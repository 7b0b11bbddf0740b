import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';

const article = z.object({ id: z.string(), source: z.string(), title: z.string().nullable(), text: z.string() });
const span = z.tuple([z.number(), z.number()]);
const question = z.object({
  question: z.string(),
  misspelt: z.string(),
  article: z.string(),
  spans: z.array(span),
  speaker: z.string().optional(),
});

export type EvalArticle = z.infer<typeof article>;
/** A question with the places of its answer, in UTF-16 units of the article's text. */
export type EvalQuestion = z.infer<typeof question>;

export interface EvalData {
  readonly articles: readonly EvalArticle[];
  readonly questions: readonly EvalQuestion[];
  /** "What did X say about A and B?" */
  readonly said: readonly EvalQuestion[];
}

/** Reads `articles` alone, as `.jsonl` or `.jsonl.gz`. */
export function readArticles(folder: string): EvalArticle[] {
  return readLines(folder, 'articles').map((line) => article.parse(line));
}

/** Reads `articles`, `questions` and `said` as `.jsonl` or `.jsonl.gz` from a folder. */
export function readEvalData(folder: string): EvalData {
  return {
    articles: readArticles(folder),
    questions: readLines(folder, 'questions').map((line) => question.parse(line)),
    said: readLines(folder, 'said').map((line) => question.parse(line)),
  };
}

function readLines(folder: string, name: string): unknown[] {
  const packed = join(folder, `${name}.jsonl.gz`);
  const text = existsSync(packed)
    ? gunzipSync(readFileSync(packed)).toString('utf8')
    : readFileSync(join(folder, `${name}.jsonl`), 'utf8');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line));
}
