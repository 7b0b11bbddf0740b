import type { Api } from './api.ts';
import { judgeFault, remedyFor } from './faults.ts';
import type { Log } from './log.ts';

interface Seen {
  readonly api: Api;
  readonly log: Log;
  readonly channel: string;
  readonly message: string;
  /** How long an answer may take before it is shown that the question was seen. */
  readonly afterMs: number;
}

const eyes = '👀';

/** Runs `work`, with 👀 on the message while that takes long. A reaction that fails is only logged. */
export async function withReaction<T>(
  { api, log, channel, message, afterMs }: Seen,
  work: () => Promise<T>,
): Promise<T> {
  let added: Promise<boolean> | null = null;
  const timer = setTimeout(() => {
    added = attempt(() => api.react(channel, message, eyes), log);
  }, afterMs);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    if (added !== null && (await added)) await attempt(() => api.unreact(channel, message, eyes), log);
  }
}

async function attempt(request: () => Promise<void>, log: Log): Promise<boolean> {
  try {
    await request();
    return true;
  } catch (error) {
    const { why } = judgeFault(error);
    log.debug({ platform: 'discord', why, remedy: remedyFor(why) }, 'A reaction was not set or removed');
    return false;
  }
}
