import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { deliverKilled, isKept, openFarEnd, type Trouble } from '../subscriptions/killed-delivery.ts';

/**
 * Kills the process that delivers a digest at every step of it, against Slack and Discord on loopback:
 * `node test/faults/delivery-kill.ts [--platform slack] [--trouble none] [--rounds 1]`.
 */
const { values } = parseArgs({
  options: { platform: { type: 'string' }, trouble: { type: 'string' }, rounds: { type: 'string', default: '1' } },
});
const platforms = (['slack', 'discord'] as const).filter((name) => (values.platform ?? name) === name);
const every: readonly Trouble[] = ['none', 'no history', 'no answer, taken', 'no answer, not taken'];
const troubles = every.filter((name) => (values.trouble ?? name) === name);
const folder = mkdtempSync(join(tmpdir(), 'verbatim-kill-'));
const counts = { kills: 0, once: 0, unknown: 0, wrong: 0 };

for (let round = 1; round <= Number(values.rounds); round += 1) {
  for (const platform of platforms) {
    for (const trouble of troubles) {
      let isOver = false;
      for (let step = 1; !isOver; step += 1) {
        const far = await openFarEnd(platform, trouble);
        const file = join(folder, `${platform}-${troubles.indexOf(trouble)}-${round}-${step}.db`);
        const outcome = await deliverKilled(far, file, step, 'killed');
        await far.close();
        isOver = outcome.isOver;
        counts.kills += isOver ? 0 : 1;
        if (outcome.history === 'unknown') counts.unknown += 1;
        else if (outcome.posts === 1) counts.once += 1;
        const mustBeThere = trouble !== 'no history' && outcome.history !== 'delivered';
        if (isKept(outcome) && !mustBeThere) continue;
        counts.wrong += 1;
        process.stdout.write(`${platform}, ${trouble}, step ${step}: ${JSON.stringify(outcome)}\n`);
      }
      process.stdout.write(`${platform}, ${trouble}: ${JSON.stringify(counts)}\n`);
    }
  }
}
if (counts.wrong === 0) rmSync(folder, { recursive: true });
else process.stdout.write(`kept in ${folder}\n`);
process.exitCode = counts.wrong === 0 ? 0 : 1;
