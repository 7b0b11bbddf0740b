import type { Logger } from 'pino';
import { type SlackMode, slackAdapter } from '../adapters/slack/slack.ts';
import type { Archive } from '../archive/open-archive.ts';
import type { Command, Ports } from '../command.ts';
import type { Adapter, Platform, Target } from '../model/chat.ts';
import type { Core } from '../model/core.ts';
import type { Scope } from '../model/scope.ts';
import type { Stores } from '../model/stores.ts';
import { type DiscordSettings, type Settings, SettingsError, type SlackSettings } from '../settings.ts';
import type { RunningSubscriptions } from '../subscriptions/subscriptions.ts';
import type { HttpServer } from './http-server.ts';
import type { Metrics } from './metrics.ts';

/** One request takes no longer, so that a process that loses the lease has none on its way. */
export const requestTimeoutMs = 10_000;

/** What the parts of a running bot share. */
export interface Running {
  readonly archive: Archive;
  readonly adapters: Map<Platform, Adapter>;
  readonly scopeOf: (at: Target, user: string) => Promise<Scope>;
  readonly settings: Settings;
  readonly commands: readonly Command[];
  readonly core: Core;
  readonly ports: Ports;
  readonly subscriptions: RunningSubscriptions;
  readonly stores: Stores;
  readonly server: HttpServer;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly now: () => Date;
  /** Why a platform is not served as it should be, in words. */
  readonly faults: Map<Platform | 'slack token', string>;
}

/** Opens the adapters of the platforms that are set. */
export async function connectPlatforms(running: Running): Promise<void> {
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
    onSpaceGone: (space) => stores.forgetSpace('slack', space),
    onState(state) {
      metrics.connected('slack', state.kind === 'connected');
      if (state.kind === 'connected') faults.delete('slack');
      else faults.set('slack', `slack: ${state.why}`);
    },
    onToken(fault) {
      if (fault === null) faults.delete('slack token');
      else faults.set('slack token', `slack: ${fault.why} (SLACK_BOT_TOKEN)`);
    },
    timeoutMs: requestTimeoutMs,
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
  const { discordAdapter } = await import('../adapters/discord/discord.ts');
  const { commands, stores, log, now, faults, metrics } = running;
  return discordAdapter({
    token,
    messageContent,
    commands,
    log,
    now,
    takesPart: (at, user) => stores.conversations.last(at, user, now()) !== null,
    onSpaceGone: (space) => stores.forgetSpace('discord', space),
    onState(state, why) {
      metrics.connected('discord', state === 'connected');
      if (state === 'connected') faults.delete('discord');
      else faults.set('discord', `discord: ${why ?? state}`);
    },
    times: { requestMs: requestTimeoutMs },
    ...(apiUrl !== null && { api: apiUrl }),
  });
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
  const { registerCommands } = await import('../adapters/discord/register.ts');
  const api = discord.apiUrl === null ? {} : { api: discord.apiUrl };
  const registered = await registerCommands({ token: discord.token, commands, guild, ...api });
  const where = guild === null ? 'for all servers and direct messages' : `for the server ${guild}`;
  if (registered.kind === 'unchanged') return `Nothing to do: Discord has these commands ${where}`;
  return registered.commands === 0
    ? `Took all commands away ${where}`
    : `Registered ${registered.commands} entries ${where}`;
}
