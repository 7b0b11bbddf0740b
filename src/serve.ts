import { setTimeout as wait } from 'node:timers/promises';
import { type Logger, pino } from 'pino';
import { type SlackMode, slackAdapter } from './adapters/slack/slack.ts';
import { portsOver, rereadOutdated } from './app.ts';
import { type Archive, openArchive } from './archive/open-archive.ts';
import { openStores } from './archive/stores/open-stores.ts';
import type { Command, Ports } from './command.ts';
import { startCoreThread } from './core-thread.ts';
import { createDispatcher } from './dispatch.ts';
import type { Adapter, Handlers, Platform, Target } from './model/chat.ts';
import type { Core } from './model/core.ts';
import type { Findings } from './model/findings.ts';
import type { Scope } from './model/scope.ts';
import type { Stores } from './model/stores.ts';
import { serveHealth } from './operator/health.ts';
import { createHttpServer, type HttpServer } from './operator/http-server.ts';
import { createMetrics, type Metrics } from './operator/metrics.ts';
import { createDeliverer } from './outbox.ts';
import { createRateLimit } from './rate-limit.ts';
import { type DiscordSettings, type Settings, SettingsError, type SlackSettings } from './settings.ts';
import { createScopes } from './spaces.ts';

/** What the operator sees in the metrics. */
const everything: Scope = { sources: 'all' };

const sweepEveryMs = 5_000;
const forgetEveryMs = 3_600_000;

/** A question that a crash left unanswered is still worth an answer for so long. */
const resumeWithinMs = 15 * 60_000;

interface ServeOptions {
  readonly settings: Settings;
  readonly archive: string;
  readonly commands: readonly Command[];
  readonly signal: AbortSignal;
}

/** What the parts of a running bot share. */
interface Running {
  readonly archive: Archive;
  readonly adapters: Map<Platform, Adapter>;
  readonly scopeOf: (at: Target, user: string) => Promise<Scope>;
  readonly settings: Settings;
  readonly commands: readonly Command[];
  readonly core: Core;
  readonly ports: Ports;
  readonly stores: Stores;
  readonly server: HttpServer;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly now: () => Date;
  /** Why a platform is not served as it should be, in words. */
  readonly faults: Map<Platform | 'slack token', string>;
}

/** Serves every platform that is set, in one process, until `signal` aborts; then finishes what runs. */
export async function serve({ settings, archive, commands, signal }: ServeOptions): Promise<void> {
  const log = pino({ level: settings.logLevel, base: null, redact: ['*.token', '*.headers'] });
  const now = () => new Date();
  const thread = await startCoreThread({ archive });
  const stores = openStores(archive, { now });
  const own = openArchive(archive, { now });
  const adapters = new Map<Platform, Adapter>();
  const metrics = createMetrics();
  const running: Running = {
    archive: own,
    adapters,
    scopeOf: createScopes({ sources: own.sources, adapters }),
    settings,
    commands,
    core: countDropped(thread.core, metrics),
    ports: portsOver(archive),
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
    await run(running, adapters, stores.forgetOld, signal);
    await rereading;
  } finally {
    await running.server.close();
    stores.close();
    own.close();
    await thread.close();
    log.info('Stopped');
  }
}

async function run(
  running: Running,
  adapters: ReadonlyMap<Platform, Adapter>,
  forgetOld: (now: Date) => void,
  signal: AbortSignal,
): Promise<void> {
  const { stores, log, now, settings, core, metrics, commands } = running;
  const deliverer = createDeliverer({
    outbox: stores.outbox,
    adapters,
    now,
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
  const sweeping = every(sweepEveryMs, () => deliverer.sweep(), running, signal);
  const forgetting = every(forgetEveryMs, async () => forgetOld(now()), running, signal);
  await Promise.all([...listening, resumed, sweeping, forgetting]);
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

/** Repeats some work until `signal` aborts. What it throws is said, and it is tried again next time. */
async function every(ms: number, work: () => Promise<void>, { log }: Running, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await work().catch((error: unknown) => log.error({ err: error }, 'Work that is repeated failed'));
    await wait(ms, undefined, { signal }).catch(() => {});
  }
}

async function connectPlatforms(running: Running): Promise<void> {
  const { adapters } = running;
  const { slack, discord } = running.settings;
  if (slack !== null) adapters.set('slack', openSlack(slack, running));
  if (discord !== null) adapters.set('discord', await openDiscord(discord, running));
}

function openSlack(settings: SlackSettings, running: Running): Adapter {
  const { commands, stores, core, log, now, faults, metrics, scopeOf } = running;
  return slackAdapter({
    mode: slackMode(settings, running),
    commands,
    log,
    now,
    takesPart: (at, user) => stores.conversations.last(at, user, now()) !== null,
    // Nobody's choice counts here: a workspace is always told.
    examples: async (at) => (await core.holdings(await scopeOf(at, ''))).examples,
    onSpaceGone: (space) => stores.conversations.forgetSpace(space),
    onState(state) {
      metrics.connected('slack', state.kind === 'connected');
      if (state.kind === 'connected') faults.delete('slack');
      else faults.set('slack', `slack: ${state.why}`);
    },
    onToken(fault) {
      if (fault === null) faults.delete('slack token');
      else faults.set('slack token', `slack: ${fault.why} (SLACK_BOT_TOKEN)`);
    },
    ...(settings.apiUrl !== null && { slackApiUrl: settings.apiUrl }),
  });
}

function slackMode(settings: SlackSettings, { server, stores }: Running): SlackMode {
  if (settings.kind === 'socket') return { kind: 'socket', botToken: settings.botToken, appToken: settings.appToken };
  const { signingSecret } = settings;
  if (settings.kind === 'http')
    return { kind: 'http', signingSecret, mount: server.mount, botToken: settings.botToken };
  const { clientId, clientSecret, publicUrl, secrets } = settings;
  const oauth = { clientId, clientSecret, publicUrl, secrets, installations: stores.installations };
  return { kind: 'oauth', signingSecret, mount: server.mount, oauth };
}

async function openDiscord({ token, messageContent, apiUrl }: DiscordSettings, running: Running): Promise<Adapter> {
  // discord.js takes half a second to load; whoever serves Slack alone need not wait for it.
  const { discordAdapter } = await import('./adapters/discord/discord.ts');
  const { commands, stores, log, now, faults, metrics } = running;
  return discordAdapter({
    token,
    messageContent,
    commands,
    log,
    now,
    takesPart: (at, user) => stores.conversations.last(at, user, now()) !== null,
    onSpaceGone: (space) => stores.conversations.forgetSpace(space),
    onState(state, why) {
      metrics.connected('discord', state === 'connected');
      if (state === 'connected') faults.delete('discord');
      else faults.set('discord', `discord: ${why ?? state}`);
    },
    ...(apiUrl !== null && { api: apiUrl }),
  });
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

/**
 * Registers slash commands with Discord, and says what came of it.
 *
 * @throws {SettingsError} when there is no token
 */
export async function registerOnDiscord(
  { discord }: Settings,
  commands: readonly Command[],
  guild: string | null,
): Promise<string> {
  if (discord === null) throw new SettingsError(['DISCORD_TOKEN: missing, and commands are registered with it']);
  const { registerCommands } = await import('./adapters/discord/register.ts');
  const api = discord.apiUrl === null ? {} : { api: discord.apiUrl };
  const registered = await registerCommands({ token: discord.token, commands, guild, ...api });
  const where = guild === null ? 'for all servers and direct messages' : `for the server ${guild}`;
  if (registered.kind === 'unchanged') return `Nothing to do: Discord has these commands ${where}`;
  return registered.commands === 0
    ? `Took all commands away ${where}`
    : `Registered ${registered.commands} entries ${where}`;
}
