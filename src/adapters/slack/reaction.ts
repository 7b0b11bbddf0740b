import { judgeFault, remedyFor } from './faults.ts';
import type { Log } from './log.ts';
import { pause } from './pause.ts';
import type { Workspace } from './workspaces.ts';

interface Seen {
  readonly workspace: Workspace;
  readonly channel: string;
  readonly message: string;
  readonly log: Log;
  /** How long an answer may take before it is shown that the question was seen. */
  readonly afterMs: number;
  /** Waits before the removal is tried again. */
  readonly waitsMs: readonly number[];
}

const mostAttempts = 3;

/** Runs `work`, with 👀 on the message while that takes long. A reaction that fails is only logged. */
export async function withReaction<T>(seen: Seen, work: () => Promise<T>): Promise<T> {
  const { reactions } = seen.workspace.client;
  const reaction = { channel: seen.channel, timestamp: seen.message, name: 'eyes' };
  let added: Promise<Attempt> | null = null;
  const timer = setTimeout(() => {
    added = attempt(() => reactions.add(reaction), seen.log);
  }, seen.afterMs);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    // One that may have been set must go as well.
    if (added !== null && (await added) !== 'refused') await persist(() => reactions.remove(reaction), seen);
  }
}

type Attempt = 'done' | 'refused' | 'failed';

async function persist(request: () => Promise<unknown>, { log, waitsMs }: Seen): Promise<void> {
  for (let turn = 0; turn < mostAttempts; turn += 1) {
    if ((await attempt(request, log)) !== 'failed') return;
    await pause(waitsMs[turn] ?? 0);
  }
}

async function attempt(request: () => Promise<unknown>, log: Log): Promise<Attempt> {
  try {
    await request();
    return 'done';
  } catch (error) {
    const { kind, why } = judgeFault(error);
    log.warn({ platform: 'slack', method: 'reactions', why, remedy: remedyFor(why) }, 'Slack did not take a reaction');
    return kind === 'refused' ? 'refused' : 'failed';
  }
}
