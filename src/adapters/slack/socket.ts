import type { App, Receiver } from '@slack/bolt';
import { SocketModeClient, type SocketModeOptions } from '@slack/socket-mode';
import { z } from 'zod';
import { faultWord, isTokenDead, remedyFor } from './faults.ts';
import { type Log, loggerFor } from './log.ts';
import { pause } from './pause.ts';

interface SocketOptions {
  readonly appToken: string;
  readonly clientOptions: NonNullable<SocketModeOptions['clientOptions']>;
  readonly log: Log;
  /** Connections side by side: while one is renewed, the other hears. */
  readonly connections: number;
  readonly timeoutMs: number;
  /** Waits before a connection is opened again, the last one repeated. */
  readonly waitsMs: readonly number[];
  readonly onState: (state: SlackState) => void;
}

/** How it stands with the connection to Slack. */
export type SlackState =
  | { readonly kind: 'connected' }
  | { readonly kind: 'disconnected'; readonly why: string }
  /** Nothing more will come until somebody does what `remedy` says. */
  | { readonly kind: 'refused'; readonly why: string; readonly remedy: string | null };

const envelope = z.object({
  ack: z.custom<(response?: unknown) => Promise<void>>((value) => typeof value === 'function'),
  body: z.record(z.string(), z.unknown()),
  retry_num: z.number().optional().catch(undefined),
  retry_reason: z.string().optional().catch(undefined),
});

/** A refused token does not heal by itself, but may be allowed again. */
const afterRefusalMs = 5 * 60_000;
/** A connection that ends sooner is not renewed at once: Slack may be closing each that we open. */
const shortestMs = 5_000;
const giveScope =
  'give the app-level token the scope connections:write: api.slack.com/apps > your app > Basic Information > App-Level Tokens';

/**
 * Receives over Socket Mode. Each connection is opened by us and never reconnects by itself: the client's own
 * reconnecting is deaf for a while after each of Slack's hourly `disconnect`s, and ends the process with an unhandled
 * rejection when it is refused for good.
 */
export function socketReceiver(options: SocketOptions): Receiver {
  const { log, onState } = options;
  const stopping = new AbortController();
  const open = new Set<SocketModeClient>();
  let app: App | null = null;
  let lines: Promise<unknown> = Promise.resolve();

  async function keepOpen(): Promise<void> {
    for (let failures = 0; !stopping.signal.aborted; ) {
      try {
        const lastedMs = await stayOpen();
        failures = lastedMs < shortestMs ? failures + 1 : 0;
        if (failures > 0) await pause(waitAt(failures - 1), stopping.signal);
      } catch (error) {
        failures += 1;
        tellFailure(error);
        await pause(isRefused(faultWord(error)) ? afterRefusalMs : waitAt(failures - 1), stopping.signal);
      }
    }
  }

  /** Opens a connection and resolves when it ends, with how long it lasted; rejects when it cannot be opened. */
  async function stayOpen(): Promise<number> {
    const client = newClient(options);
    client.on('slack_event', (event: unknown) => void receive(event));
    const ended = new Promise<void>((resolve) => client.once('disconnected', () => resolve()));
    await openWithin(client, options.timeoutMs, stopping.signal);
    const since = performance.now();
    open.add(client);
    onState({ kind: 'connected' });
    log.info({ platform: 'slack', connections: open.size }, 'Connected to Slack');
    await ended;
    open.delete(client);
    log.info({ platform: 'slack', connections: open.size }, 'A connection to Slack has ended');
    if (open.size === 0) onState({ kind: 'disconnected', why: 'closed' });
    return performance.now() - since;
  }

  function tellFailure(error: unknown): void {
    if (stopping.signal.aborted) return;
    const why = faultWord(error);
    const remedy = why === 'missing_scope' ? giveScope : remedyFor(why);
    if (isRefused(why)) {
      log.error({ platform: 'slack', why, remedy }, 'Slack refuses the connection');
      onState({ kind: 'refused', why, remedy });
    } else {
      log.warn({ platform: 'slack', why }, 'Cannot connect to Slack, and try again');
      if (open.size === 0) onState({ kind: 'disconnected', why });
    }
  }

  function waitAt(turn: number): number {
    return options.waitsMs[Math.min(turn, options.waitsMs.length - 1)] ?? 1000;
  }

  /**
   * Acknowledges before anything else, since looking up who asks may already take longer than Slack waits. An ack that
   * comes too late for its connection only means that the event comes again, and is then known by its id.
   */
  async function receive(event: unknown): Promise<void> {
    const parsed = envelope.safeParse(event);
    if (!parsed.success || app === null) return;
    const { ack, body, retry_num, retry_reason } = parsed.data;
    try {
      await ack();
    } catch (error) {
      log.warn({ platform: 'slack', why: faultWord(error) }, 'An event could not be acknowledged');
    }
    try {
      await app.processEvent({
        body,
        ack: async () => {},
        ...(retry_num !== undefined && { retryNum: retry_num }),
        ...(retry_reason !== undefined && { retryReason: retry_reason }),
      });
    } catch (error) {
      log.error({ platform: 'slack', why: faultWord(error) }, 'An event could not be handled');
    }
  }

  return {
    init(theApp) {
      app = theApp;
    },
    async start() {
      lines = Promise.all(Array.from({ length: options.connections }, keepOpen));
    },
    async stop() {
      stopping.abort();
      await Promise.all([...open].map((client) => client.disconnect()));
      await lines;
    },
  };
}

function newClient({ appToken, clientOptions, log }: SocketOptions): SocketModeClient {
  return new SocketModeClient({
    appToken,
    autoReconnectEnabled: false,
    clientOptions,
    logger: loggerFor(log),
  });
}

/** The client waits for Slack's `hello` without end, and cannot be told to give up while it asks for an address. */
async function openWithin(client: SocketModeClient, timeoutMs: number, signal: AbortSignal): Promise<void> {
  const opened = client.start();
  const waited = new AbortController();
  const gaveUp = pause(timeoutMs, AbortSignal.any([signal, waited.signal])).then(() => 'gave up' as const);
  const outcome = await Promise.race([opened, gaveUp]).finally(() => waited.abort());
  if (outcome !== 'gave up') return;
  void opened.then(() => client.disconnect()).catch(() => undefined);
  await client.disconnect();
  throw new Error(signal.aborted ? 'Stopped before Slack said hello' : `No hello from Slack in ${timeoutMs} ms`);
}

function isRefused(word: string): boolean {
  return isTokenDead(word) || ['not_allowed_token_type', 'missing_scope', 'apps_connection_open_failed'].includes(word);
}
