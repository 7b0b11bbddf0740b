import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DiscordProbe } from '../adapters/discord/probe.ts';
import type { SlackProbe } from '../adapters/slack/probe.ts';
import { ArchiveError, type ArchiveFault } from '../archive/archive-error.ts';
import { openArchive } from '../archive/open-archive.ts';
import type { Settings } from '../settings.ts';
import type { Output } from './output.ts';

interface DoctorOptions {
  readonly settings: Settings;
  readonly archive: string;
  /** Channels to look at, by their ids: "slack:C0123", "discord:456". */
  readonly channels: readonly string[];
  readonly now: () => Date;
  readonly output: Output;
}

/** For a fault that is not the platform's own: then it did not answer at all. */
const unreachable = 'if this is no word of the platform, it could not be reached: look at network, proxy and firewall';

/** One thing that was looked at. `remedy` says what to do where it is not as it should be. */
interface Finding {
  readonly what: string;
  readonly found: string;
  readonly sound: boolean;
  readonly remedy: string | null;
}

/** Over HTTP Slack refuses requests whose time differs by more than 5 minutes; a minute is a clock that drifts. */
const clockToleranceMs = 60_000;

/**
 * Looks at everything that the bot needs, changes nothing, and says what to do about each fault by its literal error.
 *
 * @returns 1 when something is not as it should be
 */
export async function examine({ settings, archive, channels, now, output }: DoctorOptions): Promise<0 | 1> {
  const findings = [
    ...examineArchive(archive),
    ...(await examineSlack(settings, channelsOf('slack', channels), now)),
    ...(await examineDiscord(settings, channelsOf('discord', channels))),
    ...channels.filter((channel) => !/^(?:slack|discord):./.test(channel)).map(noChannel),
  ];
  for (const { what, found, sound, remedy } of findings) {
    await output.out(`${sound ? 'ok     ' : 'FAULT  '} ${what}: ${found}`);
    if (remedy !== null) await output.out(`         ${remedy}`);
  }
  return findings.every(({ sound }) => sound) ? 0 : 1;
}

function channelsOf(platform: string, channels: readonly string[]): string[] {
  const prefix = `${platform}:`;
  return channels.filter((channel) => channel.startsWith(prefix)).map((channel) => channel.slice(prefix.length));
}

function noChannel(channel: string): Finding {
  const remedy =
    'name it by platform and id: slack:C0123 (About, at the end of its details) or discord:456 (Copy Channel ID)';
  return { what: `channel ${channel}`, found: 'is no channel that can be looked at', sound: false, remedy };
}

/** What to do where the error itself does not say it. */
const archiveRemedies: Partial<Record<ArchiveFault, string>> = {
  'not an archive': 'name another file with VERBATIM_ARCHIVE or --archive',
  missing: 'make the folder, or name another place with VERBATIM_ARCHIVE or --archive',
  'read-only': 'let the user that runs the bot write the file and its folder',
  unreadable: 'let the user that runs the bot read and write the file and its folder',
};

function examineArchive(file: string): Finding[] {
  const what = `archive ${file}`;
  try {
    return [{ what, sound: true, ...archiveState(file) }];
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    if (error.fault === 'older') {
      return [{ what, found: error.message, sound: true, remedy: 'the next start brings it up to date' }];
    }
    return [{ what, found: error.message, sound: false, remedy: archiveRemedies[error.fault] ?? null }];
  }
}

/** @throws {ArchiveError} when it cannot be used as it stands */
function archiveState(file: string): Pick<Finding, 'found' | 'remedy'> {
  const fromSamples = 'the sample articles answer: "verbatim import PATH" brings articles in';
  requireWritable(file);
  if (!existsSync(file)) return { found: 'none yet, the next start makes it', remedy: `until then ${fromSamples}` };
  using archive = openArchive(file, { readOnly: true });
  const { articles, statements } = archive.extent({ scope: { sources: 'all' } });
  const remedy = articles === 0 ? `it is empty, so ${fromSamples}` : null;
  return { found: `${articles} articles, ${statements} statements`, remedy };
}

function requireWritable(file: string): void {
  const folder = dirname(file);
  if (!existsSync(folder)) throw new ArchiveError('open', file, 'missing', `there is no folder "${folder}"`);
  for (const path of existsSync(file) ? [file, folder] : [folder]) {
    try {
      accessSync(path, constants.W_OK);
    } catch {
      throw new ArchiveError('open', file, 'read-only', `"${path}" may not be written`);
    }
  }
}

async function examineSlack({ slack }: Settings, channels: readonly string[], now: () => Date): Promise<Finding[]> {
  if (slack === null) return [notSet('Slack', 'SLACK_BOT_TOKEN')];
  if (slack.kind === 'oauth') {
    const found = 'installs into workspaces by OAuth; there is no token to try before one';
    return [{ what: 'Slack', found, sound: true, remedy: null }];
  }
  const { probeSlack } = await import('../adapters/slack/probe.ts');
  const probe = await probeSlack({
    botToken: slack.botToken,
    appToken: slack.kind === 'socket' ? slack.appToken : null,
    channels,
    now,
    ...(slack.apiUrl !== null && { slackApiUrl: slack.apiUrl }),
  });
  return slackFindings(probe);
}

function slackFindings({ bot, socket, missing, clockAheadMs, channels }: SlackProbe): Finding[] {
  const scopes = missing?.map(({ name, reason }) => `${name} (${reason})`) ?? [];
  return [
    judged('Slack bot token', bot, 'why' in bot ? '' : `${bot.user} in ${bot.team}`),
    ...(socket === null ? [] : [judged('Slack app token', socket, 'Socket Mode opens')]),
    ...(scopes.length > 0
      ? [
          {
            what: 'Slack scopes',
            found: `missing_scope: ${scopes.join(', ')}`,
            sound: missing?.every(({ needed }) => !needed) ?? true,
            remedy: 'add them under OAuth & Permissions and install the app again; "slack manifest" has them all',
          },
        ]
      : []),
    ...(clockAheadMs === null ? [] : [judgedClock(clockAheadMs)]),
    ...channels.map(({ channel, state }) => judged(`Slack channel ${channel}`, state, 'the bot is a member')),
  ];
}

function judgedClock(aheadMs: number): Finding {
  const sound = Math.abs(aheadMs) <= clockToleranceMs;
  const found = `${Math.round(Math.abs(aheadMs) / 1000)} s ${aheadMs < 0 ? 'behind' : 'ahead of'} Slack's`;
  return { what: 'clock', found, sound, remedy: sound ? null : 'set the clock of this machine, for instance by NTP' };
}

async function examineDiscord({ discord }: Settings, channels: readonly string[]): Promise<Finding[]> {
  if (discord === null) return [notSet('Discord', 'DISCORD_TOKEN')];
  const { probeDiscord } = await import('../adapters/discord/probe.ts');
  const { token, messageContent, apiUrl } = discord;
  return discordFindings(
    await probeDiscord({ token, messageContent, channels, ...(apiUrl !== null && { api: apiUrl }) }),
  );
}

function discordFindings({ application, messageContent, channels }: DiscordProbe): Finding[] {
  return [
    judged('Discord token', application, 'why' in application ? '' : `${application.name} (${application.id})`),
    ...(messageContent === null ? [] : [judged('Discord Message Content intent', messageContent, 'on')]),
    ...channels.map(({ channel, state }) =>
      judged(`Discord channel ${channel}`, state, 'the bot sees it and may post there'),
    ),
  ];
}

function judged(what: string, state: object | string, found: string): Finding {
  if (typeof state === 'string' || !('why' in state)) return { what, found, sound: true, remedy: null };
  const remedy = 'remedy' in state && typeof state.remedy === 'string' ? state.remedy : unreachable;
  return { what, found: String(state.why), sound: false, remedy };
}

function notSet(what: string, setting: string): Finding {
  return { what, found: `not set (${setting})`, sound: true, remedy: null };
}
