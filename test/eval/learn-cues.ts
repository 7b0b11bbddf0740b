/**
 * Learns how often a word reports, from annotated news, and writes the figures to `data/words/cue-statistics.json`.
 * Usage: node test/eval/learn-cues.ts [--data DIR]
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { splitWords } from '../../src/text/words.ts';
import { readAnnotated } from './annotated-news.ts';

const { values } = parseArgs({ options: { data: { type: 'string', default: '../shared/eval/quotations' } } });
const seen = new Map<string, { cue: number; all: number }>();
const source = readAnnotated(values.data, 'polnear-train.jsonl.gz').filter(({ primary }) => primary);

for (const { text, quotes } of source) {
  const cues = quotes.flatMap(({ cue, cue_start: start }) =>
    cue === null || typeof start !== 'number' ? [] : [{ start, end: start + cue.length }],
  );
  const within = quotes
    .filter(({ type }) => type === 'direct')
    .map((quote) => ({ start: quote.quote_start, end: quote.quote_end }));
  const cueStarts = markPlaces(text.length, cues);
  const quoted = markPlaces(text.length, within);
  for (const word of splitWords(text, { start: 0, end: text.length })) {
    if (word.kind !== 'word' || quoted[word.start] === 1) continue;
    const counts = seen.get(word.lower) ?? { cue: 0, all: 0 };
    counts.all += 1;
    counts.cue += cueStarts[word.start] ?? 0;
    seen.set(word.lower, counts);
  }
}

/** One byte for every unit of the text: 1 where a span covers it. */
function markPlaces(length: number, spans: readonly { start: number; end: number }[]): Uint8Array {
  const places = new Uint8Array(length);
  for (const { start, end } of spans) places.fill(1, start, end);
  return places;
}

const forms = [...seen]
  .filter(([word, { cue }]) => cue >= 5 && /^\p{L}{3,}$/u.test(word))
  .map(([word, { cue, all }]): [string, number] => [word, Math.round((cue / all) * 100) / 100])
  .filter(([, probability]) => probability >= 0.05)
  .sort(([a], [b]) => (a < b ? -1 : 1));

writeFileSync(
  'data/words/cue-statistics.json',
  `${JSON.stringify(
    {
      source:
        'Share of the occurrences outside quotations in which a word stood in a cue, in the training part of PolNeAR 1.0 (US campaign news of 2016); words of five cues or more. Made by test/eval/learn-cues.ts; holds statistics only.',
      forms: Object.fromEntries(forms),
    },
    null,
    1,
  )}\n`,
);
console.log(`${forms.length} words from ${source.length} articles`);
