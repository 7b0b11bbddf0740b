/**
 * Whether answers are the same as before: records all that is found for some thousands of questions, or compares with what
 * was recorded. For whoever makes answers faster and means to change none.
 *
 *     node test/eval/same-answers.ts --archive FILE --record FILE [--data FOLDER] [--every 1]
 *     node test/eval/same-answers.ts --archive FILE --compare FILE [--data FOLDER] [--every 1]
 *
 * Several archives at a time may be given, as `--archive ONE --archive OTHER`. They are opened as they are, and brought up to
 * the schema where they are older.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { openArchive } from '../../src/archive/open-archive.ts';
import type { Core } from '../../src/model/core.ts';
import type { Findings } from '../../src/model/findings.ts';
import { createCore } from '../../src/query/core.ts';
import { openSearch } from '../../src/search/open-search.ts';
import { type EvalData, readEvalData } from './question-data.ts';

const { values } = parseArgs({
  options: {
    archive: { type: 'string', multiple: true, default: [] },
    record: { type: 'string' },
    compare: { type: 'string' },
    data: { type: 'string', default: resolve(import.meta.dirname, '../../../shared/eval/questions') },
    /** Every n-th question only. */
    every: { type: 'string', default: '1' },
  },
});

const mostTold = 20;
const now = new Date('2025-03-20T12:00:00Z');

/** As the evaluation asks them, misspelt, and in forms that take other ways through the query core. */
function questionsOf({ questions, said }: EvalData, every: number): string[] {
  const picked = questions.filter((_, place) => place % every === 0);
  const quoting = said.filter((_, place) => place % every === 0);
  const speakers = [...new Set(quoting.flatMap(({ speaker }) => speaker ?? []))];
  const few = <T>(list: readonly T[], nth: number): T[] => list.filter((_, place) => place % nth === 0);
  return [
    ...picked.map(({ question }) => question),
    ...few(picked, 3).map(({ misspelt }) => misspelt),
    ...quoting.flatMap(({ question, misspelt }) => [question, misspelt]),
    ...few(quoting, 4).map(({ question }) => `${question.replace(/\?$/, '')} since July 2024?`),
    ...few(quoting, 5).map(({ question }) => question.replace(/ said? about /, ' not say about ')),
    ...few(speakers, 2).map((speaker) => `who is ${speaker}`),
    ...few(speakers, 3).map((speaker) => `${speaker} on the economy`),
    ...few(speakers, 4).map((speaker) => `what did ${speaker} say about volleyball`),
    ...few(speakers, 4).map((speaker) => `what did ${speaker} say`),
    ...few(speakers, 5).map((speaker) => `did ${speaker} say "we will never give up on this country"`),
    ...few(speakers, 9).map((speaker) => `${speaker} over time`),
    ...few(picked, 11).map(({ question }) => `mentions of ${question.split(' ').slice(-3).join(' ')}`),
    ...few(picked, 13).map(({ question }) => `"${question.split(' ').slice(2, 5).join(' ')}"`),
  ];
}

function ask(core: Core, text: string): Promise<Findings> {
  return core.ask({ text, scope: { sources: 'all' }, now, zone: 'UTC', limit: 5, offset: 0 });
}

async function* answers(file: string, texts: readonly string[]): AsyncGenerator<string> {
  using archive = openArchive(file);
  const sealed = { folder: `${file}.index`, identity: archive.identity() };
  const core = createCore({ archive, search: openSearch({ archive, sealed }), samples: false });
  for (const text of texts) yield JSON.stringify(await ask(core, text));
}

/** Where two findings part, with a little of what stands before it. */
function difference(before: string, after: string): string {
  let place = 0;
  while (before[place] === after[place]) place += 1;
  const from = Math.max(0, place - 60);
  return `  was ${before.slice(from, place + 100)}\n  is  ${after.slice(from, place + 100)}`;
}

const texts = questionsOf(readEvalData(values.data), Number(values.every));
const before = values.compare === undefined ? null : gunzipSync(readFileSync(values.compare)).toString().split('\n');
const found: string[] = [];
let differing = 0;
for (const file of values.archive) {
  const started = process.cpuUsage();
  let place = 0;
  for await (const answer of answers(file, texts)) {
    const known = before?.[found.length];
    if (known !== undefined && known !== answer) {
      differing += 1;
      if (differing <= mostTold) console.log(`${texts[place]}\n${difference(known, answer)}`);
    }
    found.push(answer);
    place += 1;
  }
  const { user, system } = process.cpuUsage(started);
  console.log(
    `${file}: ${texts.length} questions, ${((user + system) / 1000 / texts.length).toFixed(1)} ms of processor each`,
  );
}
if (values.record !== undefined) writeFileSync(values.record, gzipSync(found.join('\n')));
if (before !== null) {
  if (before.length !== found.length) throw new Error(`${before.length} answers were recorded, not ${found.length}`);
  console.log(`${differing} of ${found.length} answers differ`);
  process.exitCode = differing === 0 ? 0 : 1;
}
