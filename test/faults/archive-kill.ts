import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { killRounds } from '../archive/kill-rounds.ts';
import { randomFrom } from '../archive/made-articles.ts';

// Kills an import at random moments, many times: node test/faults/archive-kill.ts [--rounds 300] [--seed 1]
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '300' }, seed: { type: 'string', default: String(Date.now()) } },
});
const folder = mkdtempSync(join(tmpdir(), 'verbatim-kill-'));
const [rounds, seed] = [Number(values.rounds), Number(values.seed)];
process.stdout.write(`${rounds} rounds, seed ${seed}\n`);
const wrong = await killRounds({
  file: join(folder, 'archive.db'),
  rounds,
  articles: 20 * rounds,
  random: randomFrom(seed),
  onRound: (round, reported) => {
    if (round % 10 === 0) process.stdout.write(`round ${round}: ${reported} articles reported stored\n`);
  },
});
process.stdout.write(wrong.length === 0 ? 'nothing lost, nothing doubled\n' : `${wrong.join('\n')}\n`);
if (wrong.length === 0) rmSync(folder, { recursive: true });
else process.stdout.write(`kept in ${folder}\n`);
process.exitCode = wrong.length === 0 ? 0 : 1;
