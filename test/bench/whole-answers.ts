/**
 * Whole answers over a large archive: how fast they are, how soon after the start, and how they bear an import.
 *
 *     npm run bench:answers -- [--archive FILE] [--sentences 1000000] [--data FOLDER] [--questions 1000] [--seconds 20]
 *         [--threads 2] [--processor]
 *
 * The archive is made from the articles of the folder when the file does not hold that many sentences yet, and kept for
 * the next run: every article is read once by the text stage and stored under many dates, which takes a quarter of an hour
 * for a million sentences and an hour for ten. Without `--archive` it lies in the folder for temporary files.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Archive } from '../../src/archive/open-archive.ts';
import { type CoreThread, loadCoreThread, startCoreThread } from '../../src/core-thread.ts';
import { readArticle } from '../../src/text/read-article.ts';
import { readEvalData } from '../eval/question-data.ts';
import { usualFolder } from '../eval/search-data.ts';
import { loadArchive } from './load-archive.ts';

const { values } = parseArgs({
  options: {
    archive: { type: 'string' },
    sentences: { type: 'string', default: '1000000' },
    data: { type: 'string', default: usualFolder },
    questions: { type: 'string', default: '1000' },
    /** Of questions while articles come in. */
    seconds: { type: 'string', default: '20' },
    rate: { type: 'string', default: '100' },
    /** That answer, where many ask at a time. */
    threads: { type: 'string', default: '2' },
    /** Measures by processor time where it can: where others use the machine the clock tells of them. */
    processor: { type: 'boolean', default: false },
  },
});

const file = values.archive ?? join(tmpdir(), `verbatim-answers-${values.sentences}.db`);
const say = (what: string, figure: string): void => {
  process.stdout.write(`${what.padEnd(58)} ${figure}\n`);
};

function spread(times: readonly number[]): string {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
  return `p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)} ms`;
}

function ask({ core }: CoreThread, text: string) {
  const now = new Date('2025-03-20T12:00:00Z');
  return core.ask({ text, scope: { sources: 'all' }, now, zone: 'UTC', limit: 3, offset: 0 });
}

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const clock = values.processor ? processorMs : () => performance.now();

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = clock();
  await work();
  return clock() - started;
}

const firstQuestion = 'What did Clinton say about emails?';

/** A start of the thread, as every start of the process does it, and one question. */
async function firstAnswer(what: string): Promise<void> {
  let thread: CoreThread | null = null;
  const took = await timed(async () => {
    loadCoreThread().open(file);
    thread = await startCoreThread({ archive: file });
    await ask(thread, firstQuestion);
  });
  say(what, `${(took / 1000).toFixed(2)} s`);
  await (thread as CoreThread | null)?.close();
}

const startScript = join(import.meta.dirname, '..', '..', 'src', 'start.js');
const wholeStarts = 9;

/** The process from its start to its end, with the flags that this script was given. */
function measureWholeAsk(): void {
  const times: number[] = [];
  for (let round = 0; round < wholeStarts; round += 1) {
    const started = performance.now();
    spawnSync(process.execPath, [...process.execArgv, startScript, 'ask', firstQuestion, '--archive', file]);
    times.push(performance.now() - started);
  }
  say(`a whole "verbatim ask", ${wholeStarts} times`, spread(times));
}

async function measureQuestions(thread: CoreThread, what: string, questions: readonly string[]): Promise<void> {
  for (const question of questions.slice(0, 60)) await ask(thread, question);
  const times: number[] = [];
  const processor = process.cpuUsage();
  const started = performance.now();
  for (const question of questions) times.push(await timed(() => ask(thread, question)));
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(processor);
  const spent = (user + system) / 1000 / questions.length;
  say(
    what,
    `${spread(times)}; processor ${spent.toFixed(1)} ms each; ${(questions.length / seconds).toFixed(0)} a second`,
  );
}

/** Asks all questions, so many at a time. */
async function askAll(thread: CoreThread, atOnce: number, questions: readonly string[]): Promise<void> {
  const left = [...questions];
  const asker = async (): Promise<void> => {
    for (let question = left.pop(); question !== undefined; question = left.pop()) await ask(thread, question);
  };
  await Promise.all(Array.from({ length: atOnce }, asker));
}

const askedAtOnce = 8;

/** How many answers a second there are when there is always somebody who waits. */
async function measureThroughput(thread: CoreThread, threads: number, questions: readonly string[]): Promise<void> {
  const started = performance.now();
  const processor = processorMs();
  await askAll(thread, askedAtOnce, questions);
  const ms = performance.now() - started;
  const cores = ((processorMs() - processor) / ms).toFixed(2);
  say(
    `whole answers, ${askedAtOnce} asked at a time, threads: ${threads}`,
    `${((questions.length / ms) * 1000).toFixed(0)} a second on ${cores} cores`,
  );
}

/** Until all threads are there and have answered as many questions as one had when it was measured alone. */
async function warmUp(thread: CoreThread, threads: number, questions: readonly string[]): Promise<void> {
  await ask(thread, questions[0] ?? '');
  // The others begin once the first has answered, and take a second.
  await sleep(5_000);
  await askAll(thread, threads, questions);
}

/** Beside what this script itself holds, most of it the articles that the questions come from. */
function tellMemory(threads: number): void {
  say(`memory, threads: ${threads}`, `${((process.memoryUsage().rss - ownMemory) / 1e6).toFixed(0)} MB`);
}

/** Asks at a steady rate; with `importing`, stores an article every half second and looks for it until it is found. */
async function underLoad(thread: CoreThread, questions: readonly string[], importing: Archive | null): Promise<void> {
  const times: number[] = [];
  const found: number[] = [];
  const interval = 1000 / Number(values.rate);
  const started = performance.now();
  const until = started + Number(values.seconds) * 1000;
  const waiting = new Set<Promise<void>>();
  let nextImport = started;
  for (let place = 0; performance.now() < until; place += 1) {
    const due = started + place * interval;
    const wait = due - performance.now();
    if (wait > 0) await sleep(wait);
    const asked = ask(thread, questions[place % questions.length] ?? '').then(() => {
      // From when it was due: an answer that had to queue was slow for its asker.
      times.push(performance.now() - due);
    });
    waiting.add(asked);
    void asked.finally(() => waiting.delete(asked));
    if (importing !== null && performance.now() >= nextImport) {
      nextImport += 500;
      const looked = lookFor(thread, importing, found);
      waiting.add(looked);
      void looked.finally(() => waiting.delete(looked));
    }
  }
  await Promise.all(waiting);
  const label = importing === null ? 'without imports' : 'while two articles a second come in';
  say(`${values.rate} questions a second, ${label}`, spread(times));
  if (importing !== null) say('  new article found, from the end of its import', spread(found));
}

let made = 0;

async function lookFor(thread: CoreThread, archive: Archive, found: number[]): Promise<void> {
  made += 1;
  const word = `zanzorium${Date.now().toString(36)}x${made}`;
  const text = `The minister opened the ${word} on Monday. It rained all day on the visitors.`;
  const source = archive.source('import', 'load');
  const article = {
    id: null,
    title: null,
    text,
    outlet: 'Late Edition',
    url: null,
    published: '2025-03-19',
    author: null,
  };
  archive.store([{ article, reading: readArticle({ text, title: null, published: article.published }) }], source);
  const stored = performance.now();
  for (;;) {
    const answer = await ask(thread, `mentions of ${word}`);
    if (answer.items[0]?.text.includes(word)) break;
    await sleep(2);
  }
  found.push(performance.now() - stored);
}

const isNew = !existsSync(file);
if (isNew) process.stderr.write(`Making ${file}, which takes long and is kept: see the head of this script\n`);
const archive = loadArchive(file, {
  folder: values.data,
  sentences: Number(values.sentences),
  tell: (line) => process.stderr.write(`${line}\n`),
});
const { articles, sentences, statements } = archive.extent({ scope: { sources: 'all' } });
say(`${file}${isNew ? ' (made)' : ''}`, `${articles} articles, ${sentences} sentences, ${statements} statements`);
const data = readEvalData(values.data);
const count = Number(values.questions);
const pick = (list: readonly { readonly question: string }[]): string[] =>
  list.filter((_, place) => place % Math.max(1, Math.floor(list.length / count)) === 0).map(({ question }) => question);

// Before anything of the index is in memory, which starts leave there for the collector.
const ownMemory = process.memoryUsage().rss;
await firstAnswer(`start to first answer, base ${existsSync(`${file}.index/sentences.index`) ? 'sealed' : 'missing'}`);
await firstAnswer('start to first answer, base sealed');
measureWholeAsk();
const questions = pick(data.questions);
const said = pick(data.said);
const alone = await startCoreThread({ archive: file });
await measureQuestions(alone, 'whole answers, questions', questions);
await measureQuestions(alone, 'whole answers, what somebody said', said);
await measureThroughput(alone, 1, questions);
tellMemory(1);
await alone.close();
const threads = Number(values.threads);
const thread = await startCoreThread({ archive: file, threads });
await warmUp(thread, threads, [...questions, ...said]);
await measureThroughput(thread, threads, questions);
await measureThroughput(thread, threads, said);
await underLoad(thread, questions, null);
await underLoad(thread, questions, archive);
tellMemory(threads);
await thread.close();
archive.close();
