import { setTimeout as wait } from 'node:timers/promises';
import { type Logger, pino } from 'pino';
import { buttonCommands } from './app.ts';
import { openArchive } from './archive/open-archive.ts';
import { type OpenStores, openStores } from './archive/stores/open-stores.ts';
import type { Command } from './command.ts';
import { startCoreThread } from './core-thread.ts';
import { createDispatcher } from './dispatch.ts';
import type { Adapter, Handlers, Platform } from './model/chat.ts';
import type { Core } from './model/core.ts';
import type { Findings } from './model/findings.ts';
import type { Scope } from './model/scope.ts';
import type { Digest } from './model/subscriptions.ts';
import { serveHealth } from './operator/health.ts';
import { holdLease } from './operator/hold-lease.ts';
import { createHttpServer } from './operator/http-server.ts';
import { createMetrics, type Metrics } from './operator/metrics.ts';
import { connectPlatforms, type Running, requestTimeoutMs } from './operator/platforms.ts';
import { openSourceWorks } from './operator/sources.ts';
import { createDeliverer } from './outbox.ts';
import { tellGivenUp } from './polling/given-up.ts';
import { portsOver } from './ports.ts';
import { createRateLimit } from './rate-limit.ts';
import { rereadOutdated } from './reread.ts';
import type { Settings } from './settings.ts';
import { createScopes } from './spaces.ts';
import { createSubscriptions } from './subscriptions/subscriptions.ts';
import { withTrueQuotations } from './subscriptions/true-quotations.ts';

/** What the operator sees in the metrics. */
const everything: Scope = { sources: 'all' };

const sweepEveryMs = 5_000;
/** Of articles that were changed, for a digest to choose from. */
const mostChanges = 200;

const forgetEveryMs = 3_600_000;

/** A question that a crash left unanswered is still worth an answer for so long. */
const resumeWithinMs = 15 * 60_000;

interface ServeOptions {
  readonly settings: Settings;
  readonly archive: string;
  readonly commands: readonly Command[];
  readonly signal: AbortSignal;
}

/**
 * Serves every platform that is set until `signal` aborts; then finishes what runs. Of several processes over one
 * archive one serves: the others open no socket, ask no source, and take over when it is gone.
 */
export async function serve(options: ServeOptions): Promise<void> {
  const { settings, archive, signal } = options;
  const log = pino({ level: settings.logLevel, base: null, redact: ['*.token', '*.headers'] });
  const now = () => new Date();
  const stores = openStores(archive, { now, claimsWithMs: requestTimeoutMs + 500 });
  try {
    while (!signal.aborted) {
      await holdLease({ lease: stores.lease, now, signal, log }, (held) =>
        serveAlone(options, { stores, log, now, signal: held }),
      );
    }
  } finally {
    stores.close();
    log.info('Stopped');
  }
}

interface Alone {
  readonly stores: OpenStores;
  readonly log: Logger;
  readonly now: () => Date;
  /** Aborts also when the lease is lost. */
  readonly signal: AbortSignal;
}

async function serveAlone(
  { settings, archive, commands }: ServeOptions,
  { stores, log, now, signal }: Alone,
): Promise<void> {
  const thread = await startCoreThread({
    archive,
    threads: settings.threads,
    onError: (error) => log.error({ err: error }, 'A thread that answers ended, and is started again'),
  });
  const own = openArchive(archive, { now });
  const adapters = new Map<Platform, Adapter>();
  const metrics = createMetrics();
  const works = openSourceWorks({
    archive: own,
    settings,
    now,
    added: 'by the poller',
    signal,
    onError: (error) => log.error({ err: error }, 'A visit to a source failed on something of ours'),
    onGivenUp: (source) => tellGivenUp(source, stores.outbox, now()),
    onVisit({ source, error, added, changed }) {
      metrics.visit(error === null ? 'success' : 'failure');
      log[error === null ? 'debug' : 'info']({ source: source.id, added, changed, why: error }, 'Visited a source');
    },
  });
  const core = countDropped(thread.core, metrics);
  const scopeOf = createScopes({ sources: own.sources, adapters });
  const subscriptions = createSubscriptions({
    stores,
    archive: own,
    core,
    scopeOf,
    delivers: (at) => adapters.has(at.platform),
    changes: (scope) => own.changes(scope, mostChanges),
  });
  const running: Running = {
    archive: own,
    adapters,
    scopeOf,
    settings,
    commands,
    core,
    ports: portsOver(
      archive,
      async () => works.desk,
      () => subscriptions,
    ),
    subscriptions,
    stores,
    server: createHttpServer(),
    metrics,
    log,
    now,
    faults: new Map(),
  };
  try {
    await connectPlatforms(running);
    await openPort(running);
    const rereading = rereadOutdated(archive, signal).catch((error: unknown) =>
      log.error({ err: error }, 'Articles were not read again'),
    );
    const polling = works.poller.run(signal);
    await run(running, adapters, stores.forgetOld, signal);
    await polling;
    await rereading;
  } finally {
    await running.server.close();
    await works.close();
    own.close();
    await thread.close();
  }
}

async function run(
  running: Running,
  adapters: ReadonlyMap<Platform, Adapter>,
  forgetOld: (now: Date) => void,
  signal: AbortSignal,
): Promise<void> {
  const { stores, log, now, settings, core, metrics, commands, subscriptions } = running;
  const notComposed = (error: unknown, { id }: Digest) =>
    log.error({ digest: id, err: error }, 'A digest could not be composed; it is tried again');
  const deliverer = createDeliverer({
    outbox: stores.outbox,
    adapters,
    now,
    recheck(reply) {
      const checked = withTrueQuotations(reply, running.archive);
      metrics.droppedQuotations(checked.dropped);
      return checked.reply;
    },
    onSettled: ({ id, target, attempts }, outcome) => {
      metrics.delivery(target.platform, outcome.kind);
      const why = 'why' in outcome ? outcome.why : undefined;
      log[outcome.kind === 'sent' ? 'debug' : 'warn'](
        { delivery: id, platform: target.platform, attempts, why },
        outcome.kind,
      );
    },
  });
  const dispatcher = createDispatcher({
    commands,
    buttonCommands,
    core,
    ports: running.ports,
    stores,
    adapters,
    deliverer,
    rateLimit: createRateLimit(settings.questionsPerMinute),
    now,
    zone: settings.zone,
    scopeOf: running.scopeOf,
    administrators: settings.administrators,
    onAnswered: (event, outcome, tookMs) => metrics.answered(event.at.platform, outcome, tookMs / 1000),
    onError: (error, event) =>
      log.error({ platform: event.at.platform, kind: event.kind, err: error }, 'An event failed'),
  });
  const listening = [...adapters.values()].map((adapter) => listen(adapter, dispatcher, running, signal));
  // What an earlier run took and did not answer, and what it left in the outbox.
  const resumed = dispatcher.resume(new Date(now().getTime() - resumeWithinMs));
  const sweeping = every(sweepEveryMs, () => deliverer.sweep(signal), running, signal);
  const telling = every(sweepEveryMs, () => subscriptions.work(now(), notComposed), running, signal);
  const forgetting = every(forgetEveryMs, () => forget(running, forgetOld, signal), running, signal);
  await Promise.all([...listening, resumed, sweeping, telling, forgetting]);
}

/** One platform that fails must not take the others with it. */
async function listen(
  adapter: Adapter,
  handlers: Handlers,
  { log, faults }: Running,
  signal: AbortSignal,
): Promise<void> {
  try {
    await adapter.listen(handlers, signal);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    faults.set(adapter.name, `${adapter.name}: ${why}`);
    log.error({ platform: adapter.name, why }, 'The platform is no longer served');
  }
}

/** A few at a time: others may write in between. */
const retainedAtOnce = 50;

async function forget(
  { archive, settings, log, now }: Running,
  forgetOld: (now: Date) => void,
  signal: AbortSignal,
): Promise<void> {
  forgetOld(now());
  while (!signal.aborted) {
    const { deleted, reduced } = archive.retain(settings.retention, retainedAtOnce);
    if (deleted + reduced === 0) return;
    log.info({ deleted, reduced }, 'Articles were kept for long enough');
    await wait(100);
  }
}

/** Repeats some work until `signal` aborts. What it throws is said, and it is tried again next time. */
async function every(ms: number, work: () => Promise<void>, { log }: Running, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await work().catch((error: unknown) => log.error({ err: error }, 'Work that is repeated failed'));
    await wait(ms, undefined, { signal }).catch(() => {});
  }
}

async function openPort({ settings, server, metrics, core, faults, log }: Running): Promise<void> {
  if (settings.http === null) return;
  serveHealth({
    server,
    metrics,
    async faults() {
      // Asked of the thread itself: a core that hangs is not ready.
      metrics.archive(await core.holdings(everything));
      return [...faults.values()];
    },
  });
  const port = await server.listen(settings.http.port, settings.http.host);
  log.info({ port, host: settings.http.host }, 'Listening over HTTP');
}

/** The core as it is; quotations that it left out since they no longer match their article are counted. */
function countDropped(core: Core, metrics: Metrics): Core {
  const counted = <F extends Findings | null>(findings: F): F => {
    metrics.droppedQuotations(findings?.dropped ?? 0);
    return findings;
  };
  return {
    ...core,
    ask: async (question) => counted(await core.ask(question)),
    quotes: async (request) => counted(await core.quotes(request)),
    check: async (request) => counted(await core.check(request)),
    context: async (request) => counted(await core.context(request)),
  };
}
