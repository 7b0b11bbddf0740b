import { setTimeout as sleep } from 'node:timers/promises';
import { checkArchive } from '../../src/archive/check.ts';
import { openArchive } from '../../src/archive/open-archive.ts';
import { runChild } from './run-child.ts';

export interface KillRounds {
  readonly file: string;
  readonly rounds: number;
  readonly articles: number;
  readonly random: () => number;
  /** Told after each round how many articles had been reported stored by then. */
  readonly onRound?: (round: number, reported: number) => void;
}

/** Ids that a child reported stored; its last line may have been cut off by the kill. */
function reportedBy(lines: readonly string[]): string[] {
  return lines.flatMap((line) => /^(?:added|unchanged) (.+)\.$/.exec(line)?.[1] ?? []);
}

/**
 * Imports the same articles again and again, each time killed at a random moment, and looks after each kill whether the
 * archive is sound and holds every article that was reported stored. At last one import runs to its end.
 *
 * @returns everything that was wrong; empty when nothing was
 */
export async function killRounds({ file, rounds, articles, random, onRound }: KillRounds): Promise<string[]> {
  const reported = new Set<string>();
  const wrong: string[] = [];
  for (let round = 1; round <= rounds; round++) {
    // Every import goes a little further, so that some kills hit known articles and some hit new ones.
    const count = Math.ceil((articles * round) / rounds);
    const batch = 1 + Math.floor(random() * 20);
    const child = runChild('store.ts', file, '0', String(count), String(batch));
    if (random() < 0.8) await Promise.race([child.line('added').catch(() => null), sleep(2000)]);
    await sleep(random() * 150);
    child.process.kill('SIGKILL');
    await child.ended;
    for (const id of reportedBy(child.lines)) reported.add(id);
    wrong.push(...lookAt(file, reported).map((fault) => `round ${round}: ${fault}`));
    onRound?.(round, reported.size);
  }
  const last = runChild('store.ts', file, '0', String(articles), '50');
  if ((await last.ended) !== 0) wrong.push('the last import failed');
  const added = last.lines.filter((line) => line.startsWith('added')).map((line) => line.slice('added '.length, -1));
  wrong.push(
    ...added.filter((id) => reported.has(id)).map((id) => `"${id}" was reported stored and had to be stored again`),
  );
  const { articles: held } = checkArchive(file);
  if (held !== articles) wrong.push(`expected ${articles} articles, got ${held}`);
  return wrong;
}

function lookAt(file: string, reported: ReadonlySet<string>): readonly string[] {
  using archive = openArchive(file);
  const scope = { sources: 'all' } as const;
  const missing = [...reported].filter((id) => archive.article(id, scope) === null);
  return [...missing.map((id) => `"${id}" was reported stored and is not there`), ...checkArchive(file).faults];
}
