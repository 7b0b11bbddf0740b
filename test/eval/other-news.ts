import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Span } from '../../src/model/span.ts';
import { splitParagraphs } from '../../src/text/paragraphs.ts';
import { findQuotedRuns } from '../../src/text/quote-marks.ts';
import { endUnclosedRuns } from '../../src/text/unclosed.ts';
import type { AnnotatedArticle, AnnotatedQuote } from './annotated-news.ts';
import { readArticles } from './question-data.ts';

const range = z.tuple([z.number(), z.number()]);
const quotationSchema = z.object({
  /** Pieces of the content. */
  content: z.array(range).nonempty(),
  cue: range.nullable(),
  source: range.nullable(),
  /** Who that is over the whole article; `null` where nobody is named. */
  name: z.string().nullable(),
  /** *speech* was uttered or written; *other* is a belief, an intention or a decision. */
  kind: z.enum(['speech', 'other']),
  /** It stands within another's words, where `extract` writes none. */
  nested: z.boolean(),
});
const articleSchema = z.object({
  id: z.string(),
  /** *fit*: learnt from, and looked at while rules were written; *held out*: for measuring alone. */
  part: z.enum(['fit', 'held out']),
  quotations: z.array(quotationSchema),
});

export type Part = 'fit' | 'held out';

/**
 * Reads the annotations of news other than PolNeAR: 360 articles drawn at random, 172 of ABC (Australia), 156 of the BBC
 * and 32 of Reuters, annotated for this project in the manner of PolNeAR, each read once by a large language model and
 * checked by nobody else. The file beside this one holds an article a line: names, and places in UTF-16 units; the texts
 * are those of `articles.jsonl.gz` in `folder`.
 */
export function readOtherNews(folder: string, wantedPart: Part): AnnotatedArticle[] {
  const lines = readFileSync(join(import.meta.dirname, 'other-news.jsonl'), 'utf8')
    .trimEnd()
    .split('\n');
  const all = lines.map((line) => articleSchema.parse(JSON.parse(line)));
  const articles = all.filter(({ part }) => part === wantedPart);
  const wanted = new Set(articles.map(({ id }) => id));
  const texts = new Map(
    readArticles(folder).flatMap((article) => (wanted.has(article.id) ? [[article.id, article]] : [])),
  );
  return articles.map(({ id, quotations }) => {
    const found = texts.get(id);
    if (found === undefined) throw new Error(`${folder}/articles.jsonl.gz has no article "${id}", which is annotated`);
    const runs = marksOf(found.text);
    const quotes = quotations.flatMap((quotation, group) =>
      quotation.nested ? [] : quotesOf(found.text, runs, quotation, `${id}/${group}`),
    );
    return { id, text: found.text, title: found.title, primary: true, quotes };
  });
}

function quotesOf(
  text: string,
  runs: readonly Span[],
  { content, cue, source, name, kind }: z.infer<typeof quotationSchema>,
  group: string,
): AnnotatedQuote[] {
  return content.map(([start, end]) => ({
    quote_start: start,
    quote_end: end,
    quote_text: text.slice(start, end),
    cue: cue === null ? null : text.slice(...cue),
    cue_start: cue?.[0] ?? null,
    speaker_text: source === null ? null : text.slice(...source),
    speaker_start: source?.[0] ?? null,
    speaker_entity: name,
    type: typeOf(text, runs, content),
    group,
    speech_cue: kind === 'speech',
  }));
}

function marksOf(text: string): Span[] {
  return endUnclosedRuns(text, findQuotedRuns(text, splitParagraphs(text))).filter(({ nested }) => !nested);
}

/** *direct* where no word stands outside the marks, *indirect* where none stands within, *mixed* else. */
function typeOf(
  text: string,
  runs: readonly Span[],
  pieces: readonly (readonly [number, number])[],
): AnnotatedQuote['type'] {
  let within = 0;
  let outside = '';
  for (const [start, end] of pieces) {
    let from = start;
    for (const run of runs.filter((each) => each.start >= start && each.end <= end)) {
      within += 1;
      outside += text.slice(from, run.start);
      from = run.end;
    }
    outside += text.slice(from, end);
  }
  if (within === 0) return 'indirect';
  return /[\p{L}\p{N}]/u.test(outside) ? 'mixed' : 'direct';
}
