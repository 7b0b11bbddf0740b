import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { randomFrom } from '../archive/made-articles.ts';
import { pollKillRounds } from '../polling/kill-rounds.ts';

// Kills a poller at random moments: node test/faults/poll-kill.ts [--rounds 100] [--seed 1]
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } },
});
const folder = mkdtempSync(join(tmpdir(), 'verbatim-poll-kill-'));
try {
  const wrong = await pollKillRounds({
    file: join(folder, 'archive.db'),
    rounds: Number(values.rounds),
    stories: 4,
    random: randomFrom(Number(values.seed)),
    onRound: (round, articles) => process.stdout.write(`${round}: ${articles} articles\n`),
  });
  process.stdout.write(wrong.length === 0 ? 'Nothing was lost or doubled\n' : `${wrong.join('\n')}\n`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}
