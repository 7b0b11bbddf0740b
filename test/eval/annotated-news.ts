import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';

const quoteSchema = z.object({
  quote_start: z.number(),
  quote_end: z.number(),
  quote_text: z.string(),
  cue: z.string().nullable(),
  cue_start: z.number().nullish(),
  speaker_text: z.string().nullable(),
  speaker_start: z.number().nullable(),
  speaker_entity: z.string().nullish(),
  type: z.enum(['direct', 'mixed', 'indirect']),
  group: z.string(),
  speech_cue: z.boolean().nullish(),
});
const articleSchema = z.object({
  id: z.string(),
  text: z.string(),
  primary: z.boolean().default(true),
  title: z.string().nullish(),
  date: z.string().nullish(),
  quotes: z.array(quoteSchema),
});

export type AnnotatedQuote = z.infer<typeof quoteSchema>;
export type AnnotatedArticle = z.infer<typeof articleSchema>;

/** Reads annotated articles from a JSON Lines file, gzipped or not; offsets are turned from code points into UTF-16 units. */
export function readAnnotated(folder: string, file: string): AnnotatedArticle[] {
  const bytes = readFileSync(join(folder, file));
  const lines = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => inUtf16(articleSchema.parse(JSON.parse(line))));
}

function inUtf16(article: AnnotatedArticle): AnnotatedArticle {
  if (!/[\u{10000}-\u{10ffff}]/u.test(article.text)) return article;
  const units: number[] = [];
  let unit = 0;
  for (const sign of article.text) {
    units.push(unit);
    unit += sign.length;
  }
  units.push(unit);
  const at = (place: number): number => units[place] ?? unit;
  const maybe = <Place extends number | null | undefined>(place: Place) =>
    typeof place === 'number' ? at(place) : place;
  const quotes = article.quotes.map((quote) => ({
    ...quote,
    quote_start: at(quote.quote_start),
    quote_end: at(quote.quote_end),
    cue_start: maybe(quote.cue_start),
    speaker_start: maybe(quote.speaker_start) ?? null,
  }));
  return { ...article, quotes };
}
