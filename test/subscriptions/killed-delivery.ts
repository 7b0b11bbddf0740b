import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { openStores } from '../../src/archive/stores/open-stores.ts';
import type { Target } from '../../src/model/chat.ts';
import { startDiscord } from '../adapters/discord/server/discord-server.ts';
import { type Fault, startSlackServer } from '../adapters/slack/server/slack-server.ts';
import { prepareDigest, type RoundOptions, runRound } from './delivery-round.ts';

/** A platform on loopback, as the test of deliveries needs it. */
export interface FarEnd {
  readonly options: Pick<RoundOptions, 'platform' | 'api' | 'token'>;
  readonly target: Target;
  /** The moment at which the digest is due. */
  readonly due: Date;
  /** Messages that stand in the channel. */
  posts(): number;
  close(): Promise<void>;
}

export type Trouble = 'none' | 'no history' | 'no answer, taken' | 'no answer, not taken';

export async function openFarEnd(platform: 'slack' | 'discord', trouble: Trouble): Promise<FarEnd> {
  return platform === 'slack' ? openSlackEnd(trouble) : openDiscordEnd(trouble);
}

async function openSlackEnd(trouble: Trouble): Promise<FarEnd> {
  const granted = trouble === 'no history' ? ['chat:write', 'users:read'] : undefined;
  const server = await startSlackServer(granted === undefined ? {} : { granted });
  const fault: Fault = { kind: 'hang', taken: trouble === 'no answer, taken' };
  if (trouble.startsWith('no answer')) server.fail('chat.postMessage', fault);
  return {
    options: { platform: 'slack', api: server.apiUrl, token: '' },
    target: { platform: 'slack', space: null, channel: 'C0NEWS', thread: null },
    due: new Date('2025-05-14T12:00:00Z'),
    posts: () => server.workspace.messages.filter(({ author }) => author === 'bot').length,
    close: () => server.close(),
  };
}

async function openDiscordEnd(trouble: Trouble): Promise<FarEnd> {
  const server = await startDiscord();
  if (trouble === 'no history') server.world.granted.delete('READ_MESSAGE_HISTORY');
  if (trouble.startsWith('no answer')) {
    const meets = trouble === 'no answer, taken' ? 'taken, then reset' : 'hang';
    server.fail({ method: 'POST', path: /\/messages$/, meets, times: 1 });
  }
  // Something stands there: of an empty channel nobody can tell whether it may be read.
  server.say({ text: 'good morning', user: 'anna' });
  return {
    options: { platform: 'discord', api: server.api, token: server.token },
    target: { platform: 'discord', space: server.world.guild, channel: server.world.channel, thread: null },
    due: new Date(Math.floor(Date.now() / 60_000) * 60_000),
    posts: () => server.world.messages.filter(({ author }) => author.id === server.world.bot.id).length,
    close: () => server.close(),
  };
}

export interface Outcome {
  readonly posts: number;
  readonly history: string | undefined;
  /** True when the round was over before the step came. */
  readonly isOver: boolean;
}

/**
 * Dies at a step of the first round; then starts again after a minute, and after each further one: an attempt whose answer
 * is lost late is only found again by the look after it.
 */
export async function deliverKilled(
  far: FarEnd,
  file: string,
  step: number,
  way: 'killed' | 'thrown',
): Promise<Outcome> {
  const digest = prepareDigest(file, far.target, far.due);
  const options = (afterMs: number): RoundOptions => ({
    ...far.options,
    file,
    now: new Date(far.due.getTime() + afterMs).toISOString(),
  });
  const isOver = await (way === 'killed' ? dieInProcess : dieHere)(options(3_000), step);
  for (const afterMs of [70_000, 80_000, 150_000, 220_000]) await runRound(options(afterMs), () => {});
  const stores = openStores(file, { now: () => far.due });
  try {
    return { posts: far.posts(), history: stores.digests.history(digest, 5)[0]?.outcome, isOver };
  } finally {
    stores.close();
  }
}

/** @returns true when it lived to the end */
async function dieInProcess(options: RoundOptions, step: number): Promise<boolean> {
  const program = join(import.meta.dirname, 'children/deliver.ts');
  const child = spawn(process.execPath, ['--no-warnings', program, JSON.stringify(options), String(step)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const signal = await new Promise<string | null>((resolve) =>
    child.on('close', (_code, killedBy) => resolve(killedBy)),
  );
  return signal === null;
}

class Dead extends Error {}

/** As if killed: nothing that comes after the step does anything. */
async function dieHere(options: RoundOptions, step: number): Promise<boolean> {
  let steps = 0;
  const round = runRound(options, () => {
    steps += 1;
    if (steps >= step) throw new Dead(`died at step ${step}`);
  });
  await round.catch((error: unknown) => {
    if (!(error instanceof Dead)) throw error;
  });
  return steps < step;
}

/** What was promised: never two; none only where the history says that it is unknown. */
export function isKept({ posts, history }: Outcome): boolean {
  return posts === 1 ? history === 'delivered' || history === 'unknown' : posts === 0 && history === 'unknown';
}
