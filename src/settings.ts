import { IANAZone } from 'luxon';
import { z } from 'zod';

/** What the environment says, read once and trusted after. */
export interface Settings {
  readonly archive: string;
  /** IANA zone for those whose platform tells none. */
  readonly zone: string;
  /** `slack:U0123`, `discord:456`: administrators besides those that the platforms name. */
  readonly administrators: ReadonlySet<string>;
  readonly questionsPerMinute: number;
  readonly slack: SlackSettings | null;
  readonly discord: DiscordSettings | null;
}

export interface SlackSettings {
  readonly botToken: string;
  readonly appToken: string;
}

export interface DiscordSettings {
  readonly token: string;
  readonly messageContent: boolean;
}

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

const zone = z.string().refine((name) => IANAZone.isValidZone(name), {
  error: ({ input }) => `expected an IANA time zone such as "Europe/Paris", got "${input}"`,
});

const administrator = z.string().regex(/^(?:slack|discord):[A-Za-z0-9]+$/, {
  error: ({ input }) => `expected entries such as "slack:U0123ABC" or "discord:1234567890", got "${input}"`,
});

const shape = z.object({
  VERBATIM_ARCHIVE: z.string().min(1).default(defaultArchive),
  VERBATIM_TIME_ZONE: zone.default(() => Intl.DateTimeFormat().resolvedOptions().timeZone),
  VERBATIM_ADMINS: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((entry) => entry.trim())
        .filter((entry) => entry !== ''),
    )
    .pipe(z.array(administrator)),
  VERBATIM_QUESTIONS_PER_MINUTE: z.coerce
    .number({ error: ({ input }) => `expected a whole number from 1 to 1000, got "${input}"` })
    .int({ error: 'expected a whole number from 1 to 1000' })
    .min(1)
    .max(1000)
    .default(20),
  SLACK_BOT_TOKEN: z
    .string()
    .regex(
      /^xoxb-/,
      'expected a bot token that begins with "xoxb-": api.slack.com/apps > your app > OAuth & Permissions',
    )
    .optional(),
  SLACK_APP_TOKEN: z
    .string()
    .regex(
      /^xapp-/,
      'expected an app-level token that begins with "xapp-": api.slack.com/apps > your app > Basic Information > App-Level Tokens (scope connections:write)',
    )
    .optional(),
  DISCORD_TOKEN: z
    .string()
    .regex(
      /^\S{20,}$/,
      'expected a bot token: discord.com/developers/applications > your application > Bot > Reset Token',
    )
    .optional(),
  DISCORD_MESSAGE_CONTENT: z
    .enum(['0', '1'], { error: 'expected 1 (ask for the Message Content intent) or 0' })
    .default('0'),
});

/**
 * Reads the settings. An empty value counts as absent, as in a `.env` file with nothing behind the sign.
 *
 * @throws {SettingsError} with everything that is missing or malformed, and where to find it
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const present = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const parsed = shape.safeParse(present);
  const faults = parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${String(path[0])}: ${message}`);
  faults.push(...missingPartners(present));
  if (!parsed.success || faults.length > 0) throw new SettingsError(faults);
  const values = parsed.data;
  return {
    archive: values.VERBATIM_ARCHIVE,
    zone: values.VERBATIM_TIME_ZONE,
    administrators: new Set(values.VERBATIM_ADMINS),
    questionsPerMinute: values.VERBATIM_QUESTIONS_PER_MINUTE,
    slack:
      values.SLACK_BOT_TOKEN !== undefined && values.SLACK_APP_TOKEN !== undefined
        ? { botToken: values.SLACK_BOT_TOKEN, appToken: values.SLACK_APP_TOKEN }
        : null,
    discord:
      values.DISCORD_TOKEN === undefined
        ? null
        : { token: values.DISCORD_TOKEN, messageContent: values.DISCORD_MESSAGE_CONTENT === '1' },
  };
}

function missingPartners(present: Readonly<Record<string, unknown>>): string[] {
  const slack = ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'];
  const given = slack.filter((name) => name in present);
  if (given.length !== 1) return [];
  return slack
    .filter((name) => !(name in present))
    .map(
      (name) =>
        `${name}: missing, since ${given[0]} is set and Slack's Socket Mode needs both (api.slack.com/apps > your app)`,
    );
}
