import { availableParallelism } from 'node:os';
import { IANAZone } from 'luxon';
import type { RetentionPolicy } from './model/sources.ts';
import { anyText, listOf, oneOf, type Reader, readVariables, textThat, type Values, whole } from './variables.ts';

/** What the environment says, read once and trusted after. */
export interface Settings {
  readonly archive: string;
  /** IANA zone for those whose platform tells none. */
  readonly zone: string;
  /** `slack:U0123`, `discord:456`: administrators besides those that the platforms name. */
  readonly administrators: ReadonlySet<string>;
  readonly questionsPerMinute: number;
  /** That answer questions of chat platforms, at most. */
  readonly threads: number;
  readonly slack: SlackSettings | null;
  readonly discord: DiscordSettings | null;
  /** `host:port`, lower case, an IPv6 host in brackets: what may be fetched although it is private or on another port. */
  readonly allowHosts: ReadonlySet<string>;
  readonly retention: RetentionPolicy;
  /** A page or mail address for those whose sites are fetched; `null` when there is none to tell. */
  readonly contact: string | null;
  /** The port for health, metrics, and for Slack over HTTP; `null` when there shall be none. */
  readonly http: HttpSettings | null;
  readonly logLevel: LogLevel;
}

/** How Slack's events come, and with whose token they are answered. */
export type SlackSettings = { readonly apiUrl: string | null } & (
  | { readonly kind: 'socket'; readonly botToken: string; readonly appToken: string }
  | { readonly kind: 'http'; readonly botToken: string; readonly signingSecret: string }
  | {
      readonly kind: 'oauth';
      readonly signingSecret: string;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly publicUrl: string;
      /** The one in use first, those before it behind. */
      readonly secrets: readonly [string, ...string[]];
    }
);

export interface DiscordSettings {
  readonly token: string;
  readonly messageContent: boolean;
  readonly apiUrl: string | null;
}

export interface HttpSettings {
  readonly port: number;
  readonly host: string;
}

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Everything that is wrong with the settings, one line each. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(['The settings cannot be used:', ...faults.map((fault) => `  - ${fault}`)].join('\n'));
    this.faults = faults;
  }
}

const defaultArchive = 'data/verbatim.db';
/** Each takes a hundred megabytes and more; without being told so, no more are started, whatever the machine has. */
const mostThreads = 4;

const zone = textThat(
  (name) => IANAZone.isValidZone(name),
  (name) => `expected an IANA time zone such as "Europe/Paris", got "${name}"`,
);

const administrator = textThat(
  (entry) => /^(?:slack|discord):[A-Za-z0-9]+$/.test(entry),
  (entry) => `expected entries such as "slack:U0123ABC" or "discord:1234567890", got "${entry}"`,
);

const allowedHost = textThat(
  (entry) => /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\]):\d{1,5}$/i.test(entry),
  (entry) => `expected entries such as "intranet.example:8080" or "[::1]:80", got "${entry}"`,
);

// It stands in a header of every request: no line break, nothing that closes the comment that it stands in.
const contact = textThat(
  (text) => /^(?:https?:\/\/[\x21-\x27\x2a-\x7e]+|[\x21-\x27\x2a-\x7e]+@[a-z0-9.-]+)$/i.test(text),
  (text) => `expected an address such as "https://example.org/bot" or "bot@example.org", got "${text}"`,
);

const slackPage = 'api.slack.com/apps > your app';
const discordPage = 'discord.com/developers/applications > your application';

const address = textThat(
  (text) => /^https?:\/\//i.test(text) && URL.canParse(text),
  (text) => `expected an address such as "https://bot.example.org", got "${text}"`,
);

/** Never repeated in an error. */
function token(form: RegExp, expected: string): Reader<string> {
  return textThat(
    (text) => form.test(text),
    () => expected,
  );
}

const days = whole(1, 100_000);
const readers = {
  VERBATIM_ARCHIVE: anyText,
  VERBATIM_TIME_ZONE: zone,
  VERBATIM_ADMINS: listOf(administrator),
  VERBATIM_KEEP_DAYS: days,
  VERBATIM_KEEP_QUOTATIONS_DAYS: (text: string): number | 'always' => (text === 'always' ? text : days(text)),
  VERBATIM_ALLOW_HOSTS: listOf(allowedHost),
  VERBATIM_CONTACT: contact,
  VERBATIM_QUESTIONS_PER_MINUTE: whole(1, 1000),
  VERBATIM_THREADS: whole(1, 64),
  SLACK_BOT_TOKEN: token(/^xoxb-/, `expected a bot token that begins with "xoxb-": ${slackPage} > OAuth & Permissions`),
  SLACK_APP_TOKEN: token(
    /^xapp-/,
    `expected an app-level token that begins with "xapp-": ${slackPage} > Basic Information > App-Level Tokens (scope connections:write)`,
  ),
  SLACK_SIGNING_SECRET: token(
    /^\S{8,}$/,
    `expected the secret as Slack shows it: ${slackPage} > Basic Information > Signing Secret`,
  ),
  SLACK_CLIENT_ID: token(/^\S+$/, `expected a number such as "123.456": ${slackPage} > Basic Information > Client ID`),
  SLACK_CLIENT_SECRET: token(
    /^\S{8,}$/,
    `expected the secret as Slack shows it: ${slackPage} > Basic Information > Client Secret`,
  ),
  SLACK_API_URL: address,
  DISCORD_TOKEN: token(/^\S{8,}$/, `expected a bot token: ${discordPage} > Bot > Reset Token`),
  DISCORD_API_URL: address,
  DISCORD_MESSAGE_CONTENT: oneOf(['0', '1'], () => 'expected 1 (ask for the Message Content intent) or 0'),
  VERBATIM_SECRET: token(
    /^.{16,}(?:,.{16,})*$/,
    'expected 16 characters or more, such as what "openssl rand -base64 32" prints; after a change the earlier one behind a comma',
  ),
  VERBATIM_PUBLIC_URL: address,
  VERBATIM_HTTP_PORT: whole(0, 65_535),
  VERBATIM_HTTP_HOST: anyText,
  VERBATIM_LOG: oneOf(logLevels, (text) => `expected one of ${logLevels.join(', ')}, got "${text}"`),
};

/**
 * Reads the settings. An empty value counts as absent, as in a `.env` file with nothing behind the sign.
 *
 * @throws {SettingsError} with everything that is missing or malformed, and where to find it
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const present = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value === undefined || value.trim() === '' ? [] : [[name, value] as const],
    ),
  );
  const { values, faults: malformed } = readVariables(readers, present);
  const faults = [...malformed, ...missingPartners(present)];
  if (faults.length > 0) throw new SettingsError(faults);
  return {
    archive: values.VERBATIM_ARCHIVE ?? defaultArchive,
    zone: values.VERBATIM_TIME_ZONE ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    administrators: new Set(values.VERBATIM_ADMINS ?? []),
    questionsPerMinute: values.VERBATIM_QUESTIONS_PER_MINUTE ?? 20,
    threads: values.VERBATIM_THREADS ?? Math.min(availableParallelism(), mostThreads),
    retention: {
      keepDays: values.VERBATIM_KEEP_DAYS ?? null,
      keepQuotationsDays: values.VERBATIM_KEEP_QUOTATIONS_DAYS ?? null,
    },
    allowHosts: new Set((values.VERBATIM_ALLOW_HOSTS ?? []).map((host) => host.toLowerCase())),
    contact: values.VERBATIM_CONTACT ?? null,
    slack: slackSettings(values),
    discord:
      values.DISCORD_TOKEN === undefined
        ? null
        : {
            token: values.DISCORD_TOKEN,
            messageContent: values.DISCORD_MESSAGE_CONTENT === '1',
            apiUrl: values.DISCORD_API_URL ?? null,
          },
    http:
      values.VERBATIM_HTTP_PORT === undefined
        ? null
        : { port: values.VERBATIM_HTTP_PORT, host: values.VERBATIM_HTTP_HOST ?? '127.0.0.1' },
    logLevel: values.VERBATIM_LOG ?? 'info',
  };
}

/** Socket Mode where there is an app token, OAuth where there is a client, else HTTP with one bot token. */
function slackSettings(values: Values<typeof readers>): SlackSettings | null {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = values;
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, VERBATIM_PUBLIC_URL: publicUrl } = values;
  const apiUrl = values.SLACK_API_URL ?? null;
  const [secret, ...earlier] = values.VERBATIM_SECRET?.split(',') ?? [];
  if (botToken !== undefined && appToken !== undefined) return { kind: 'socket', apiUrl, botToken, appToken };
  if (signingSecret === undefined) return null;
  if (clientId !== undefined && clientSecret !== undefined && publicUrl !== undefined && secret !== undefined) {
    return { kind: 'oauth', apiUrl, signingSecret, clientId, clientSecret, publicUrl, secrets: [secret, ...earlier] };
  }
  return botToken === undefined ? null : { kind: 'http', apiUrl, botToken, signingSecret };
}

/** Settings that are of use only together. */
function missingPartners(present: Readonly<Record<string, unknown>>): string[] {
  const has = (name: string) => name in present;
  const faults: string[] = [];
  const need = (name: string, why: string) => {
    if (!has(name)) faults.push(`${name}: missing, since ${why}`);
  };
  if (has('SLACK_APP_TOKEN')) need('SLACK_BOT_TOKEN', `SLACK_APP_TOKEN is set (${slackPage} > OAuth & Permissions)`);
  if (has('SLACK_BOT_TOKEN') && !has('SLACK_SIGNING_SECRET')) {
    need(
      'SLACK_APP_TOKEN',
      `SLACK_BOT_TOKEN is set and Socket Mode needs both (${slackPage} > Basic Information > App-Level Tokens); or set SLACK_SIGNING_SECRET to take events over HTTP`,
    );
  }
  const overHttp = has('SLACK_SIGNING_SECRET') && !has('SLACK_APP_TOKEN');
  if (overHttp) need('VERBATIM_HTTP_PORT', 'Slack sends its events over HTTP when SLACK_SIGNING_SECRET is set');
  if (overHttp && !has('SLACK_CLIENT_ID')) {
    need(
      'SLACK_BOT_TOKEN',
      `SLACK_SIGNING_SECRET is set (${slackPage} > OAuth & Permissions); or set SLACK_CLIENT_ID for installs into many workspaces`,
    );
  }
  if (has('SLACK_CLIENT_ID') || has('SLACK_CLIENT_SECRET')) {
    const why = 'installs into many workspaces need it (SLACK_CLIENT_ID is set)';
    for (const name of [
      'SLACK_CLIENT_ID',
      'SLACK_CLIENT_SECRET',
      'SLACK_SIGNING_SECRET',
      'VERBATIM_SECRET',
      'VERBATIM_PUBLIC_URL',
    ]) {
      need(name, why);
    }
  }
  return faults;
}
