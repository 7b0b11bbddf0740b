import { App } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import type { Handlers } from '../../model/chat.ts';
import { faultWord } from './faults.ts';
import { createHome } from './home.ts';
import { createResponder } from './interaction.ts';
import { registerListeners } from './listeners.ts';
import { loggerFor, withoutSecrets } from './log.ts';
import { createPeople } from './people.ts';
import { createPoster, type Poster } from './posting.ts';
import type { SlackOptions } from './slack.ts';
import { createTransport } from './transport.ts';

/** What `slackAdapter` loads when it is first used. */
export interface Connection {
  readonly poster: Poster;
  /** Until the signal aborts, and what runs is done. */
  listen(handlers: Handlers, signal: AbortSignal): Promise<void>;
}

const defaults = { timeoutMs: 10_000, reactionAfterMs: 700, waitsMs: [1_000, 3_000, 10_000, 30_000, 60_000] } as const;

export function createConnection(options: SlackOptions): Connection {
  const { log, now } = options;
  const { timeoutMs, reactionAfterMs, waitsMs } = { ...defaults, ...options };
  const clientOptions: WebClientOptions = {
    ...(options.slackApiUrl !== undefined && { slackApiUrl: options.slackApiUrl }),
    timeout: timeoutMs,
    // A POST whose answer was lost may have been taken, and a 429 would hold back everybody's answers: whoever asked
    // for a request decides whether it is made again.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    // Bolt answers interactions without the client, and would wait for ever.
    fetch: (url, init) => fetch(url, { ...init, signal: init?.signal ?? AbortSignal.timeout(timeoutMs) }),
  };
  const { receiver, workspaces, authorize } = createTransport({ ...options, clientOptions, timeoutMs, waitsMs });
  const poster = createPoster({ workspaces, log, now, waitsMs });

  return {
    poster,

    async listen(handlers, signal) {
      const running = new Set<Promise<void>>();
      const app = new App({ receiver, authorize, clientOptions, logger: loggerFor(log), convoStore: false });
      const people = createPeople({ log });
      registerListeners(app, {
        ...options,
        handlers,
        workspaces,
        people,
        responder: createResponder({ log, now, waitsMs, signal, poster }),
        home: createHome({ handlers, people, log, now, examples: options.examples ?? (async () => []) }),
        reaction: { afterMs: reactionAfterMs, waitsMs },
        run(what, work) {
          const done: Promise<void> = work()
            .catch((error: unknown) => {
              const stack = error instanceof Error ? withoutSecrets(error.stack ?? error.message) : null;
              log.error({ platform: 'slack', what, why: faultWord(error), stack }, 'A Slack event failed');
            })
            .finally(() => running.delete(done));
          running.add(done);
          return done;
        },
      });
      await receiver.start();
      // A token that is wrong is told at once, not when the first question comes.
      void workspaces.in(null);
      await aborted(signal);
      await receiver.stop();
      while (running.size > 0) await Promise.all(running);
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
