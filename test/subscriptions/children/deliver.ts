import { type RoundOptions, runRound } from '../delivery-round.ts';

/** Runs one round and dies at the step that is named; writes `steps N` when it lives to the end. */
const [given = '{}', killAt = '0'] = process.argv.slice(2);
let steps = 0;
await runRound(JSON.parse(given) as RoundOptions, () => {
  steps += 1;
  if (steps === Number(killAt)) process.kill(process.pid, 'SIGKILL');
});
process.stdout.write(`steps ${steps}\n`);
