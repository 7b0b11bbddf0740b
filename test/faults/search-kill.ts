import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { randomFrom } from '../archive/made-articles.ts';
import { sealRounds } from '../search/seal-rounds.ts';

// Kills a process that seals its index at random moments: node test/faults/search-kill.ts [--rounds 200] [--seed 1]
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '200' }, seed: { type: 'string', default: String(Date.now()) } },
});
const folder = mkdtempSync(join(tmpdir(), 'verbatim-seal-'));
const [rounds, seed] = [Number(values.rounds), Number(values.seed)];
process.stdout.write(`${rounds} rounds, seed ${seed}\n`);
const { wrong, halfWritten, used } = await sealRounds({ folder, rounds, random: randomFrom(seed) });
process.stdout.write(`${halfWritten} kills met a base half written, ${used} bases were used afterwards\n`);
process.stdout.write(wrong.length === 0 ? 'every answer right\n' : `${wrong.join('\n')}\n`);
if (wrong.length === 0) rmSync(folder, { recursive: true });
else process.stdout.write(`kept in ${folder}\n`);
process.exitCode = wrong.length === 0 ? 0 : 1;
