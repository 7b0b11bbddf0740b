import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { checkArchive } from '../../src/archive/check.ts';
import { openArchive } from '../../src/archive/open-archive.ts';
import { randomFrom } from '../archive/made-articles.ts';
import { runChild } from '../archive/run-child.ts';

/**
 * Kills a process that brings an archive of an earlier version up to date, at moments spread over all that it does, and
 * looks whether the next one comes to what an undisturbed one comes to:
 * `node test/faults/migrate-kill.ts --archive OLD.db [--rounds 10] [--seed 1]`. The archive itself is only copied.
 */
const { values } = parseArgs({
  options: {
    archive: { type: 'string' },
    rounds: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
  },
});
if (values.archive === undefined) throw new TypeError('Say which archive: --archive OLD.db');
const old = values.archive;
const rounds = Number(values.rounds);
const random = randomFrom(Number(values.seed));
const folder = mkdtempSync(join(tmpdir(), 'verbatim-migrate-'));
const file = join(folder, 'archive.db');
const scope = { sources: 'all' } as const;

function copyOld(): void {
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  copyFileSync(old, file);
}

/** Opens the archive in a process of its own, which is killed after so long; how long it took to the end, or `null`. */
async function openFor(ms: number): Promise<number | null> {
  const started = performance.now();
  const child = runChild('hold.ts', file);
  const opened = child.line('open').then(
    () => performance.now() - started,
    () => null,
  );
  const took = await Promise.race([opened, sleep(ms, null, { ref: false })]);
  child.process.kill('SIGKILL');
  await child.ended;
  return took;
}

function holdings(): unknown {
  using archive = openArchive(file);
  return [archive.extent({ scope }), archive.outlets(scope), archive.speakers(scope)];
}

function filesBeside(): readonly string[] {
  return readdirSync(folder).filter((name) => name !== basename(file));
}

copyOld();
const took = await openFor(3_600_000);
if (took === null) throw new Error(`Cannot bring a copy of ${old} up to date`);
const expected = holdings();
process.stdout.write(`undisturbed: ${(took / 1000).toFixed(1)} s\n`);
let wrong = 0;
for (let round = 0; round < rounds; round += 1) {
  copyOld();
  const moment = ((round + random()) / rounds) * took;
  const end = (await openFor(moment)) === null ? 'killed' : 'ended before';
  const left = filesBeside();
  // A second one is killed too, in every other round: what the first has done stays done.
  if (round % 2 === 1) await openFor(moment / 2);
  const isSame = isDeepStrictEqual(holdings(), expected);
  const { faults } = checkArchive(file);
  process.stdout.write(`${end} after ${(moment / 1000).toFixed(1)} s beside ${left.join(', ') || 'nothing'}\n`);
  const met = [...(isSame ? [] : ['other holdings than undisturbed']), ...faults];
  process.stdout.write(met.map((fault) => `  ${fault}\n`).join(''));
  wrong += met.length;
}
process.stdout.write(wrong === 0 ? 'nothing lost\n' : `${wrong} faults, the last archive kept in ${folder}\n`);
if (wrong === 0) rmSync(folder, { recursive: true });
process.exitCode = wrong === 0 ? 0 : 1;
