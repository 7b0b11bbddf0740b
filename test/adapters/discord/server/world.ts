/** What exists on the far end. Written as the API writes it, ids as strings. */
export interface User {
  readonly id: string;
  readonly username: string;
  readonly bot: boolean;
}

export interface Channel {
  readonly id: string;
  /** 0 text, 1 direct message, 11 public thread. */
  readonly type: number;
  readonly guild_id?: string;
  readonly parent_id?: string;
  readonly owner_id?: string;
  readonly name: string;
  readonly recipients?: readonly User[];
}

export interface StoredMessage {
  readonly id: string;
  readonly channel_id: string;
  readonly type: number;
  readonly author: User;
  content: string;
  embeds: readonly Readonly<Record<string, unknown>>[];
  components: readonly Readonly<Record<string, unknown>>[];
  attachments: readonly {
    readonly id: string;
    readonly filename: string;
    readonly content: string;
    readonly description?: string;
  }[];
  flags: number;
  readonly mentions: readonly User[];
  readonly mention_roles: readonly string[];
  readonly message_reference: { readonly message_id: string; readonly channel_id: string } | null;
  edited_timestamp: string | null;
  readonly reactions: Set<string>;
  /** The interaction that it answers. */
  readonly interaction: string | null;
  /** Who alone sees it. */
  readonly ephemeralTo: string | null;
  /** How often it changed. */
  edits: number;
  readonly nonce: string | null;
}

export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly user: User;
  readonly channel: string;
  /** 2 command, 3 component, 4 autocomplete. */
  readonly type: number;
  /** The message that bears the pressed component. */
  readonly message: StoredMessage | null;
  readonly created: number;
  /** Type of the first answer. */
  acked: number | null;
  original: StoredMessage | null;
  choices: readonly { readonly name: string; readonly value: string }[] | null;
}

export const loadingFlag = 1 << 7;
export const ephemeralFlag = 1 << 6;
export const hasThreadFlag = 1 << 5;

export const permissions = {
  ADD_REACTIONS: 1n << 6n,
  MANAGE_GUILD: 1n << 5n,
  VIEW_CHANNEL: 1n << 10n,
  SEND_MESSAGES: 1n << 11n,
  EMBED_LINKS: 1n << 14n,
  ATTACH_FILES: 1n << 15n,
  READ_MESSAGE_HISTORY: 1n << 16n,
  CREATE_PUBLIC_THREADS: 1n << 35n,
  SEND_MESSAGES_IN_THREADS: 1n << 38n,
} as const;

export type Permission = keyof typeof permissions;

const discordEpoch = 1_420_070_400_000;
let increment = 0n;

/** Ids grow with time, and two of one millisecond differ. */
export function snowflake(time = Date.now()): string {
  increment = (increment + 1n) % 4096n;
  return String((BigInt(time - discordEpoch) << 22n) | increment);
}

function timeOf(id: string): number {
  return Number(BigInt(id) >> 22n) + discordEpoch;
}

export interface World {
  readonly bot: User;
  readonly application: string;
  readonly guild: string;
  /** The role that came with the bot, and one that may manage the guild. */
  readonly botRole: string;
  readonly managerRole: string;
  /** A text channel of the guild. */
  readonly channel: string;
  readonly users: Map<string, User>;
  readonly channels: Map<string, Channel>;
  readonly messages: StoredMessage[];
  readonly interactions: Map<string, Interaction>;
  /** Modals that were opened, newest last. */
  readonly forms: Readonly<Record<string, unknown>>[];
  /** Commands by scope: `global`, or a guild's id. */
  readonly commands: Map<string, readonly Readonly<Record<string, unknown>>[]>;
  /** What the bot may do in the guild. */
  readonly granted: Set<Permission>;
  /** Users who may manage the guild. */
  readonly managers: Set<string>;
  readonly user: (name: string) => User;
  readonly direct: (user: User) => Channel;
}

export function createWorld(): World {
  const guild = snowflake();
  const channel = snowflake();
  const users = new Map<string, User>();
  const channels = new Map<string, Channel>([[channel, { id: channel, type: 0, guild_id: guild, name: 'newsroom' }]]);
  const bot: User = { id: snowflake(), username: 'Verbatim', bot: true };
  const everything = Object.keys(permissions) as Permission[];
  return {
    bot,
    application: bot.id,
    guild,
    botRole: snowflake(),
    managerRole: snowflake(),
    channel,
    users,
    channels,
    messages: [],
    interactions: new Map(),
    forms: [],
    commands: new Map(),
    granted: new Set(everything.filter((name) => name !== 'MANAGE_GUILD')),
    managers: new Set(),
    user: (name) => {
      const known = users.get(name) ?? { id: snowflake(), username: name, bot: false };
      users.set(name, known);
      return known;
    },
    direct: (user) => {
      const known = [...channels.values()].find(
        ({ type, recipients }) => type === 1 && recipients?.[0]?.id === user.id,
      );
      const made = known ?? { id: snowflake(), type: 1, name: '', recipients: [user] };
      channels.set(made.id, made);
      return made;
    },
  };
}

export function maskOf(granted: Iterable<Permission>): string {
  let mask = 0n;
  for (const name of granted) mask |= permissions[name];
  return String(mask);
}

/** A message as the API and the gateway hand it out. */
export function messageJson(message: StoredMessage, world: World): Record<string, unknown> {
  const { reactions, ephemeralTo, edits, interaction, message_reference, attachments, nonce, ...rest } = message;
  const guild = world.channels.get(message.channel_id)?.guild_id;
  const replied = message_reference && world.messages.find(({ id }) => id === message_reference.message_id);
  return {
    ...rest,
    attachments: attachments.map(({ id, filename }) => ({
      id,
      filename,
      size: 1,
      url: 'http://localhost/',
      proxy_url: '',
    })),
    timestamp: new Date(timeOf(message.id)).toISOString(),
    tts: false,
    mention_everyone: false,
    pinned: false,
    ...(message_reference && {
      message_reference: { ...message_reference, type: 0, ...(guild && { guild_id: guild }) },
    }),
    // One level only, as Discord does.
    ...(replied && {
      referenced_message: {
        ...messageJson({ ...replied, message_reference: null }, world),
        ...(replied.message_reference && { message_reference: replied.message_reference }),
      },
    }),
    ...(interaction && {
      interaction_metadata: { id: interaction, type: 2, user: message.author, authorizing_integration_owners: {} },
    }),
  };
}
