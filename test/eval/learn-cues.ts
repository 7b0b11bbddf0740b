/**
 * Learns how often a word reports, from annotated news, and writes the figures to `data/words/cue-statistics.json`.
 * Usage: node test/eval/learn-cues.ts [--data DIR]
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { splitWords } from '../../src/text/words.ts';
import { readAnnotated } from './annotated-news.ts';

const { values } = parseArgs({ options: { data: { type: 'string', default: '../shared/eval/quotations' } } });
const articles = readAnnotated(values.data, 'polnear-train.jsonl.gz').filter(({ primary }) => primary);

interface Count {
  head: number;
  all: number;
}
const counts = new Map<string, Count>();
/** The words of each annotated cue. */
const cues: string[][] = [];

for (const { text, quotes } of articles) {
  const inMarks = quotes.filter(({ type }) => type === 'direct');
  const quoted = new Uint8Array(text.length);
  for (const { quote_start, quote_end } of inMarks) quoted.fill(1, quote_start, quote_end);
  for (const word of splitWords(text, { start: 0, end: text.length })) {
    if (word.kind !== 'word' || quoted[word.start] === 1) continue;
    const count = counts.get(word.lower) ?? { head: 0, all: 0 };
    count.all += 1;
    counts.set(word.lower, count);
  }
  const groups = new Map(quotes.map((quote) => [quote.group, quote]));
  for (const { cue, cue_start: start } of groups.values()) {
    if (cue === null || typeof start !== 'number') continue;
    const words = splitWords(text, { start, end: start + cue.length }).filter(({ kind }) => kind === 'word');
    cues.push(words.map(({ lower }) => lower));
  }
}

const share = (word: string): number => {
  const count = counts.get(word);
  return count === undefined ? 0 : count.head / count.all;
};

// The head of "said in a statement" is the word that reports most often elsewhere: at first cues of one word alone count.
for (const cue of cues) if (cue.length === 1) addHead(cue[0]);
for (let round = 0; round < 3; round += 1) {
  const heads = cues.map((cue) => cue.reduce((best, word) => (share(word) > share(best) ? word : best), cue[0] ?? ''));
  for (const count of counts.values()) count.head = 0;
  for (const head of heads) addHead(head);
}

function addHead(word: string | undefined): void {
  const count = word === undefined ? undefined : counts.get(word);
  if (count !== undefined) count.head += 1;
}

const forms = [...counts]
  .filter(([word, { head }]) => head >= 2 && /^\p{L}{2,}$/u.test(word))
  .map(([word, { head, all }]): [string, number] => [word, Math.round((head / all) * 100) / 100])
  .filter(([, probability]) => probability >= 0.02)
  .sort(([a], [b]) => (a < b ? -1 : 1));

writeFileSync(
  'data/words/cue-statistics.json',
  `${JSON.stringify(
    {
      source:
        'Share of the occurrences outside quotations in which a word was the head of a cue, in the training part of PolNeAR 1.0 (US campaign news of 2016); words of two cues or more. Made by test/eval/learn-cues.ts; holds statistics only.',
      forms: Object.fromEntries(forms),
    },
    null,
    1,
  )}\n`,
);
console.log(`${forms.length} words from ${articles.length} articles`);
