/**
 * How fast the sentence index is, beside other ways to search, on the same sentences and questions in the same run.
 *
 *     npm run bench -- [--data FOLDER] [--sizes 10000,100000,1000000] [--10m] [--engines verbatim,MiniSearch] [--seconds 20]
 *         [--build-seconds 200] [--answer-seconds 60] [--processor]
 *
 * An engine that runs out of memory or of time is told with how far it came: ten million sentences take a quarter of an
 * hour for all engines together.
 */
import { spawn } from 'node:child_process';
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { isStopword } from '../../src/query/topic.ts';
import { usualFolder } from '../eval/search-data.ts';
import type { Engine } from './search-engines.ts';
import { engines } from './search-engines.ts';
import { loadFor } from './search-load.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: usualFolder },
    sizes: { type: 'string', default: '10000,100000,1000000' },
    '10m': { type: 'boolean', default: false },
    engines: { type: 'string', default: Object.keys(engines).join(',') },
    /** Spent on the questions of each kind, at most. */
    seconds: { type: 'string', default: '20' },
    /** Processor time in which the sentences have to be taken in. */
    'build-seconds': { type: 'string', default: '200' },
    /** In which the next answer has to come. */
    'answer-seconds': { type: 'string', default: '60' },
    /** Measures each question by the processor time that it took: where others use the machine the clock tells of them. */
    processor: { type: 'boolean', default: false },
    /** What a child of this program is to measure. */
    only: { type: 'string' },
  },
});

interface Times {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Processor time of one question on average: what is left of a figure when others use the machine. */
  readonly processor: number;
  readonly questions: number;
}

interface Measured {
  readonly perSecond: number;
  readonly megabytes: number;
  readonly clean: Times;
  readonly typo: Times;
  readonly note: string;
}

/** What a child of this program tells, a line each. */
type Told =
  | { readonly kind: 'built'; readonly sentences: number }
  | { readonly kind: 'asked' }
  | { readonly kind: 'measured'; readonly measured: Measured }
  | { readonly kind: 'stopped'; readonly why: string };

const batch = 3_000;
const warmUp = 100;
const mostMegabytes = 8_192;
/** An answer that takes longer is told of at once: the parent waits for it. */
const slowMs = 100;

function tellParent(told: Told): void {
  writeSync(1, `${JSON.stringify(told)}\n`);
}

/** What JavaScript holds, arrays included. What a process takes from the system says less: it is given back late. */
async function megabytesHeld(): Promise<number> {
  // Another thread gives the arrays back, after it was told to.
  for (let round = 0; round < 3; round++) {
    globalThis.gc?.();
    await sleep(300);
  }
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}

/** What the query core asks an index for; without this every engine would spend its time on "the" and "of". */
function contentWords(question: string): string {
  return (question.match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu) ?? [])
    .filter((word) => !isStopword(word.toLowerCase()))
    .join(' ');
}

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function measureQuestions(engine: Engine, questions: readonly string[], kind: 'clean' | 'typo'): Times {
  const mostMs = Number(values.seconds) * 1000;
  const warmingUp = performance.now();
  for (const question of questions.slice(0, warmUp)) {
    engine.search(question, kind);
    tellParent({ kind: 'asked' });
    if (performance.now() - warmingUp > mostMs / 4) break;
  }
  const times: number[] = [];
  const started = performance.now();
  const processor = processorMs();
  for (const question of questions) {
    const before = values.processor ? processorMs() : performance.now();
    engine.search(question, kind);
    const took = (values.processor ? processorMs() : performance.now()) - before;
    times.push(took);
    if (took > slowMs) tellParent({ kind: 'asked' });
    const spentMs = performance.now() - started;
    if (spentMs > mostMs && (times.length >= 5 || spentMs > mostMs * 3)) break;
  }
  const spent = processorMs() - processor;
  const asked = times.length;
  times.sort((one, other) => one - other);
  const at = (share: number): number => times[Math.min(asked - 1, Math.floor(asked * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), processor: spent / asked, questions: asked };
}

async function measure(name: string, size: number): Promise<Measured | null> {
  const make = engines[name];
  if (make === undefined) throw new Error(`No engine "${name}": ${Object.keys(engines).join(', ')}`);
  const load = loadFor(values.data);
  const before = await megabytesHeld();
  const engine = make();
  let building = 0;
  for (let first = 0; first < size; first += batch) {
    const sentences = Array.from({ length: Math.min(batch, size - first) }, (_, place) => load.sentence(first + place));
    const started = processorMs();
    engine.add(first, sentences);
    building += processorMs() - started;
    tellParent({ kind: 'built', sentences: first + sentences.length });
    if (building > Number(values['build-seconds']) * 1000) {
      const reached = (first + sentences.length).toLocaleString('en');
      tellParent({ kind: 'stopped', why: `${reached} sentences taken in within ${values['build-seconds']} s` });
      return null;
    }
  }
  const started = processorMs();
  engine.finish();
  building += processorMs() - started;
  const megabytes = (await megabytesHeld()) - before + (engine.shared?.() ?? 0) / 1e6;
  tellParent({ kind: 'asked' });
  const questions = load.questions.slice(0, 2_000);
  const asked = (kind: 'clean' | 'typo'): string[] => questions.map((each) => contentWords(each[kind]));
  const clean = measureQuestions(engine, asked('clean'), 'clean');
  const typo = measureQuestions(engine, asked('typo'), 'typo');
  const note = (await engine.note?.()) ?? '';
  engine.close?.();
  return { perSecond: (size / building) * 1000, megabytes, clean, typo, note };
}

function milliseconds(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

function tell({ p50, p95, p99, processor }: Times): string {
  return `${milliseconds(p50)} / ${milliseconds(p95)} / ${milliseconds(p99)} (${milliseconds(processor)})`;
}

/**
 * Each in a process of its own, so that none is measured with what another left in memory.
 *
 * @returns what it came to, or in words how far it came
 */
async function measureApart(name: string, size: number): Promise<Measured | string> {
  const child = spawn(
    process.execPath,
    [
      '--expose-gc',
      `--max-old-space-size=${mostMegabytes}`,
      '--disable-warning=ExperimentalWarning',
      import.meta.filename,
      ...['--only', `${name}:${size}`, '--data', values.data, '--seconds', values.seconds],
      ...['--build-seconds', values['build-seconds']],
      ...(values.processor ? ['--processor'] : []),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let built = 0;
  let result: Measured | string | null = null;
  let patience: NodeJS.Timeout | undefined;
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += String(chunk);
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const told = JSON.parse(line) as Told;
    clearTimeout(patience);
    if (told.kind === 'built') built = told.sentences;
    else if (told.kind === 'measured') result = told.measured;
    else if (told.kind === 'stopped') result = told.why;
    else {
      patience = setTimeout(() => {
        result = `no answer within ${values['answer-seconds']} s`;
        child.kill('SIGKILL');
      }, Number(values['answer-seconds']) * 1000);
    }
  }
  clearTimeout(patience);
  if (result !== null) return result;
  if (/heap out of memory|Allocation failed/.test(errors)) {
    return `out of ${mostMegabytes / 1024} GB of memory at ${built.toLocaleString('en')} sentences`;
  }
  process.stderr.write(errors);
  return `failed at ${built.toLocaleString('en')} sentences`;
}

function row(name: string, size: number, measured: Measured | string): string {
  if (typeof measured === 'string') return `| ${name} | ${size.toLocaleString('en')} | | | | | ${measured} |`;
  const { perSecond, megabytes, clean, typo, note } = measured;
  const rate = (Math.round(perSecond / 100) * 100).toLocaleString('en');
  return `| ${name} | ${size.toLocaleString('en')} | ${rate} | ${megabytes < 1 ? '' : megabytes.toFixed(0)} | ${tell(clean)} | ${tell(typo)} | ${note} |`;
}

if (values.only !== undefined) {
  const [name = '', size = '0'] = values.only.split(':');
  const measured = await measure(name, Number(size));
  if (measured !== null) tellParent({ kind: 'measured', measured });
  else process.exit();
} else {
  const sizes = [...values.sizes.split(',').map(Number), ...(values['10m'] ? [10_000_000] : [])];
  process.stdout.write(
    `Best ten for the content words of questions, of ${loadFor(values.data).told}. Node ${process.version}, one thread.\n`,
  );
  process.stdout.write(
    `${values.processor ? 'Processor time in milliseconds' : 'Milliseconds'} p50 / p95 / p99 (processor time on average); memory above that of the sentences.\n\n`,
  );
  process.stdout.write(
    '| engine | sentences | built per s | MB | clean | one typo | |\n|---|---|---|---|---|---|---|\n',
  );
  for (const size of sizes) {
    for (const name of values.engines.split(',')) {
      process.stdout.write(`${row(name, size, await measureApart(name, size))}\n`);
    }
  }
}
