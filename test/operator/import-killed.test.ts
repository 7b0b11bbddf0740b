import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkArchive } from '../../src/archive/check.ts';
import { openArchive } from '../../src/archive/open-archive.ts';

const root = resolve(import.meta.dirname, '..', '..');
const scope = { sources: 'all' } as const;
const count = 400;
/** More of them: test/faults/archive-kill.ts. */
const kills = 2;

let folder: string;
let archiveFile: string;
let articles: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verbatim-killed-'));
  archiveFile = join(folder, 'archive.db');
  articles = join(folder, 'articles.jsonl');
  const lines = Array.from({ length: count }, (_, index) => {
    const text = `Road ${index} leads north.\n${'“It is shut,” Ida Moss said. '.repeat(6)}\nNobody asked why.`;
    return JSON.stringify({ id: `n${index}`, title: `Road ${index}`, text, outlet: 'Gazette' });
  });
  await writeFile(articles, lines.join('\n'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function startImport(): ChildProcess & { stdout: NonNullable<ChildProcess['stdout']> } {
  const flags = ['--disable-warning=ExperimentalWarning', join(root, 'src', 'start.js')];
  const child = spawn(process.execPath, [...flags, '--archive', archiveFile, 'import', '--json', articles], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return Object.assign(child, { stdout: child.stdout });
}

/** Starts an import and kills it a moment after it has reported so many articles. */
async function killImport(reported: Set<string>, { afterReports, thenMs }: { afterReports: number; thenMs: number }) {
  const child = startImport();
  const exited = once(child, 'exit');
  let reports = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const { id } = JSON.parse(line);
    reported.add(id);
    reports += 1;
    if (reports === afterReports) void setTimeout(thenMs).then(() => child.kill('SIGKILL'));
  }
  await exited;
  return child.signalCode;
}

test('an import that is killed keeps every article that it reported, and a second one completes it', async () => {
  const reported = new Set<string>();
  let killed = 0;
  for (let turn = 0; turn < kills; turn += 1) {
    const moment = { afterReports: 1 + Math.floor(Math.random() * 250), thenMs: Math.random() * 40 };
    if ((await killImport(reported, moment)) === 'SIGKILL') killed += 1;
    using archive = openArchive(archiveFile);
    for (const id of reported)
      expect(archive.article(id, scope), `${id}, killed after ${JSON.stringify(moment)}`).not.toBeNull();
    expect(checkArchive(archiveFile)).toMatchObject({ sound: true, faults: [] });
  }
  expect(killed).toBeGreaterThan(0);

  const outcomes: string[] = [];
  const child = startImport();
  const exited = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) outcomes.push(JSON.parse(line).outcome);
  expect(await exited).toEqual([0, null]);
  expect(outcomes).toHaveLength(count);
  expect(new Set(outcomes).has('changed')).toBe(false);
  expect(outcomes.filter((outcome) => outcome === 'unchanged').length).toBeGreaterThanOrEqual(reported.size);
  using archive = openArchive(archiveFile);
  expect(archive.extent({ scope })).toMatchObject({ articles: count, outlets: 1 });
  expect(checkArchive(archiveFile)).toMatchObject({ sound: true, articles: count, versions: count });
}, 120_000);
