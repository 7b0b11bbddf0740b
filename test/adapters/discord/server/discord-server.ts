import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Gateway, intents, openGateway } from './gateway.ts';
import { type Answer, type Call, readCall, refusal, writeAnswer } from './http.ts';
import { createRest } from './rest.ts';
import { isRecord } from './rules.ts';
import {
  createWorld,
  hasThreadFlag,
  type Interaction,
  maskOf,
  messageJson,
  permissions,
  type StoredMessage,
  snowflake,
  type User,
  type World,
} from './world.ts';

/** What happens to requests instead of what should. */
export interface Fault {
  readonly method?: string;
  readonly path: RegExp;
  /** An error, or a connection that is cut: before the request is taken or after, or never answered. */
  readonly meets: Answer | 'reset' | 'taken, then reset' | 'hang';
  readonly times: number;
}

interface Said {
  readonly text: string;
  readonly user: string;
  /** Channel or thread; the guild's text channel when absent, `direct` for a direct message. */
  readonly channel?: string | 'direct';
  /** Puts a mention of the bot in front. */
  readonly mention?: boolean;
  /** Puts a mention of the bot's role in front. */
  readonly role?: boolean;
  /** Replies to this message, which pings its author unless `quietly`. */
  readonly replyTo?: string;
  readonly quietly?: boolean;
  readonly bot?: boolean;
  readonly webhook?: boolean;
  readonly mentions?: readonly User[];
}

export interface DiscordServer {
  /** For the `api` option of the client. */
  readonly api: string;
  readonly token: string;
  readonly world: World;
  readonly gateway: Gateway;
  readonly calls: readonly (Call & { readonly status: number | 'cut' })[];
  readonly violations: readonly string[];
  /** Switches of the developer portal, and times of the platform; may be changed at any moment. */
  readonly portal: { messageContent: boolean; interactionMs: number; tokenMs: number };
  fail(fault: Fault): void;
  say(said: Said): StoredMessage;
  /** `at` is when it was edited, now when absent; no change of `text` is the platform's own update. */
  edit(message: StoredMessage, text: string, at?: Date): void;
  command(
    name: string,
    options: Readonly<Record<string, string | number | boolean>>,
    user: string,
    channel?: string,
  ): Interaction;
  checkMessage(name: string, target: StoredMessage, user: string): Interaction;
  press(message: StoredMessage, customId: string, user: string): Interaction;
  /** Sends the newest form, changed by what was typed. */
  submit(values: Readonly<Record<string, string>>, user: string): Interaction;
  /** Sends the interaction once more, as a gateway may. */
  repeat(interaction: Interaction): void;
  complete(name: string, option: string, typed: string, user: string): Interaction;
  /** The token is worth nothing from now on. */
  revokeToken(): void;
  removeBot(): void;
  close(): Promise<void>;
}

/** A small Discord on loopback: gateway v10 and REST. */
export async function startDiscord(): Promise<DiscordServer> {
  const world = createWorld();
  const portal = { messageContent: false, interactionMs: 3_000, tokenMs: 900_000 };
  const calls: (Call & { status: number | 'cut' })[] = [];
  const violations: string[] = [];
  const faults: { fault: Fault; left: number }[] = [];
  const payloads = new Map<string, unknown>();
  // Login strips a leading "bot" from tokens.
  let token = 'MTIzNDU2Nzg5.loopback.of-the-tests';
  const firstToken = token;

  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const gateway = openGateway(server, {
    url: () => `ws://127.0.0.1:${port}`,
    token: () => token,
    allowed: () => (portal.messageContent ? intents.messageContent : 0),
    ready: (session) => ({
      v: 10,
      session_id: session,
      user: { ...world.bot, discriminator: '0', avatar: null },
      guilds: [{ id: world.guild, unavailable: true }],
      application: { id: world.application, flags: 0 },
      shard: [0, 1],
    }),
    greet: () => [{ t: 'GUILD_CREATE', d: guildJson() }],
  });

  const rest = createRest({
    world,
    token: () => token,
    // The limited flag stands for bots in few servers.
    flags: () => (portal.messageContent ? 1 << 19 : 0),
    gatewayUrl: () => `ws://127.0.0.1:${port}`,
    interactionMs: () => portal.interactionMs,
    tokenMs: () => portal.tokenMs,
    violate: (rule) => violations.push(rule),
    changes: {
      created: (message) => announce('MESSAGE_CREATE', message),
      updated: (message) => announce('MESSAGE_UPDATE', message),
      threadStarted: (thread, message) => {
        const guild = thread.guild_id;
        gateway.dispatch('THREAD_CREATE', () => ({ ...threadJson(thread), newly_created: true }));
        // The platform updates the message for the thread's sake, and opens the thread with a copy of it.
        gateway.dispatch('MESSAGE_UPDATE', (seen) => seenBy(seen, message, { flags: message.flags | hasThreadFlag }));
        gateway.dispatch('MESSAGE_CREATE', (seen) =>
          seenBy(
            seen,
            { ...message, id: snowflake(), channel_id: thread.id, type: 21 },
            { ...(guild && { guild_id: guild }) },
          ),
        );
      },
    },
  });

  server.on('request', async (request, response) => {
    const call = await readCall(request);
    const open = faults.find(
      ({ fault, left }) => left > 0 && (fault.method ?? call.method) === call.method && fault.path.test(call.path),
    );
    if (open) open.left -= 1;
    const meets = open?.fault.meets;
    const outcome = meets === undefined || meets === 'taken, then reset' ? rest(call) : meets;
    if (typeof outcome !== 'object' || meets === 'taken, then reset') {
      calls.push({ ...call, status: 'cut' });
      if (outcome !== 'hang') request.socket.destroy();
      return;
    }
    calls.push({ ...call, status: outcome.status });
    writeAnswer(response, outcome);
  });

  function guildJson(): Record<string, unknown> {
    const channels = [...world.channels.values()].filter(({ guild_id }) => guild_id === world.guild);
    return {
      id: world.guild,
      name: 'The newsroom',
      owner_id: snowflake(),
      unavailable: false,
      member_count: 2,
      roles: [
        roleJson(world.guild, '@everyone', maskOf(world.granted)),
        { ...roleJson(world.botRole, 'Verbatim', '0'), managed: true, tags: { bot_id: world.bot.id } },
        roleJson(world.managerRole, 'Managers', String(permissions.MANAGE_GUILD)),
      ],
      channels: channels
        .filter(({ type }) => type === 0)
        .map((channel) => ({ ...channel, position: 0, permission_overwrites: [] })),
      threads: channels.filter(({ type }) => type === 11).map(threadJson),
      members: [memberJson(world.bot)],
      emojis: [],
      stickers: [],
      features: [],
      voice_states: [],
      presences: [],
      stage_instances: [],
      guild_scheduled_events: [],
    };
  }

  function roleJson(id: string, name: string, mask: string): Record<string, unknown> {
    const looks = { position: 0, color: 0, hoist: false, managed: false, mentionable: false, flags: 0 };
    return { id, name, permissions: mask, ...looks };
  }

  function threadJson(thread: { readonly id: string }): Record<string, unknown> {
    return {
      ...thread,
      thread_metadata: {
        archived: false,
        auto_archive_duration: 1440,
        archive_timestamp: new Date().toISOString(),
        locked: false,
      },
      message_count: 0,
      member_count: 1,
      total_message_sent: 0,
    };
  }

  function memberJson(user: User): Record<string, unknown> {
    const roles = [
      ...(user.id === world.bot.id ? [world.botRole] : []),
      ...(world.managers.has(user.username) ? [world.managerRole] : []),
    ];
    return { user, roles, joined_at: new Date(0).toISOString(), deaf: false, mute: false, flags: 0, nick: null };
  }

  /** The message as a session with these intents gets it; `null` when it does not. */
  function seenBy(seen: number, message: StoredMessage, more: Readonly<Record<string, unknown>> = {}): unknown {
    const channel = world.channels.get(message.channel_id);
    const isDirect = channel?.type === 1;
    if ((seen & (isDirect ? intents.directMessages : intents.guildMessages)) === 0) return null;
    const readable =
      isDirect ||
      (seen & intents.messageContent) !== 0 ||
      message.author.id === world.bot.id ||
      message.mentions.some(({ id }) => id === world.bot.id);
    return {
      ...messageJson(message, world),
      channel_type: channel?.type,
      ...(channel?.guild_id && { guild_id: channel.guild_id, member: memberJson(message.author) }),
      ...(!readable && { content: '', embeds: [], components: [], attachments: [] }),
      ...more,
    };
  }

  function announce(t: string, message: StoredMessage): void {
    if (message.ephemeralTo === null) gateway.dispatch(t, (seen) => seenBy(seen, message));
  }

  function interact(
    type: number,
    data: unknown,
    user: string,
    place: string,
    message: StoredMessage | null,
  ): Interaction {
    const who = world.user(user);
    const channel = world.channels.get(place === 'direct' ? world.direct(who).id : place);
    if (!channel) throw new Error(`There is no channel ${place}`);
    const id = snowflake();
    const interaction: Interaction = {
      id,
      token: `interaction-token-${id}-${'x'.repeat(40)}`,
      user: who,
      channel: channel.id,
      type,
      message,
      created: Date.now(),
      acked: null,
      original: null,
      choices: null,
    };
    world.interactions.set(interaction.token, interaction);
    const mask = world.managers.has(user) ? permissions.MANAGE_GUILD : 0n;
    payloads.set(id, {
      id,
      application_id: world.application,
      type,
      token: interaction.token,
      version: 1,
      data,
      channel_id: channel.id,
      channel: channel.type === 11 ? threadJson(channel) : channel,
      ...(channel.guild_id
        ? {
            guild_id: channel.guild_id,
            member: { ...memberJson(who), permissions: String(mask) },
            guild: { id: channel.guild_id, features: [], locale: 'en-US' },
          }
        : { user: who }),
      ...(message && {
        message: { ...messageJson(message, world), ...(message.ephemeralTo && { flags: message.flags }) },
      }),
      locale: 'en-US',
      guild_locale: 'en-US',
      entitlements: [],
      attachment_size_limit: 10_485_760,
      app_permissions: maskOf(world.granted),
      authorizing_integration_owners: {},
      context: channel.guild_id ? 0 : 1,
    });
    deliver(interaction);
    return interaction;
  }

  function deliver(interaction: Interaction): void {
    gateway.dispatch('INTERACTION_CREATE', () => payloads.get(interaction.id));
  }

  return {
    api: `http://127.0.0.1:${port}/api`,
    token: firstToken,
    world,
    gateway,
    calls,
    violations,
    portal,

    fail(fault) {
      faults.push({ fault, left: fault.times });
    },

    say(said) {
      const user = { ...world.user(said.user), bot: said.bot ?? false };
      const channel = said.channel === 'direct' ? world.direct(user).id : (said.channel ?? world.channel);
      const replied = said.replyTo === undefined ? null : world.messages.find(({ id }) => id === said.replyTo);
      const message: StoredMessage = {
        id: snowflake(),
        channel_id: channel,
        type: replied ? 19 : 0,
        author: user,
        content:
          `${said.mention ? `<@${world.bot.id}> ` : ''}${said.role ? `<@&${world.botRole}> ` : ''}${said.text}`.trim(),
        embeds: [],
        components: [],
        attachments: [],
        flags: 0,
        mentions: [
          ...(said.mention ? [world.bot] : []),
          ...(replied && !said.quietly && !(said.mention && replied.author.id === world.bot.id)
            ? [replied.author]
            : []),
          ...(said.mentions ?? []),
        ],
        mention_roles: said.role ? [world.botRole] : [],
        message_reference: replied ? { message_id: replied.id, channel_id: channel } : null,
        edited_timestamp: null,
        reactions: new Set(),
        interaction: null,
        ephemeralTo: null,
        edits: 0,
        nonce: null,
      };
      world.messages.push(message);
      gateway.dispatch('MESSAGE_CREATE', (seen) =>
        seenBy(seen, message, said.webhook ? { webhook_id: snowflake() } : {}),
      );
      return message;
    },

    edit(message, text, at = new Date()) {
      if (text !== message.content) message.edited_timestamp = at.toISOString();
      message.content = text;
      announce('MESSAGE_UPDATE', message);
    },

    command(name, options, user, channel = world.channel) {
      const given = Object.entries(options).map(([option, value]) => ({
        name: option,
        value,
        type: typeof value === 'boolean' ? 5 : typeof value === 'number' ? 4 : 3,
      }));
      return interact(2, { id: snowflake(), type: 1, ...called(name, given) }, user, channel, null);
    },

    checkMessage(name, target, user) {
      const resolved = { messages: { [target.id]: messageJson(target, world) } };
      return interact(
        2,
        { id: snowflake(), name, type: 3, target_id: target.id, resolved },
        user,
        target.channel_id,
        null,
      );
    },

    press(message, customId, user) {
      return interact(3, { custom_id: customId, component_type: 2, id: 1 }, user, message.channel_id, message);
    },

    submit(values, user) {
      const form = world.forms.at(-1);
      if (form === undefined) throw new Error('There is no form to send');
      const labels = Array.isArray(form.components) ? form.components.filter(isRecord) : [];
      const components = labels.map((label, place) => ({
        type: 18,
        id: 2 * place + 1,
        component: filled(isRecord(label.component) ? label.component : {}, values, 2 * place + 2),
      }));
      return interact(5, { custom_id: form.custom_id, components }, user, world.channel, null);
    },

    repeat: deliver,

    complete(name, option, typed, user) {
      const options = [{ name: option, type: 3, value: typed, focused: true }];
      return interact(4, { id: snowflake(), type: 1, ...called(name, options) }, user, world.channel, null);
    },

    revokeToken() {
      token = 'another.token.altogether';
      gateway.disconnect(4004);
    },

    removeBot() {
      gateway.dispatch('GUILD_DELETE', () => ({ id: world.guild }));
    },

    async close() {
      gateway.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const serverError: Answer = { status: 500, body: { message: '500: Internal Server Error', code: 0 } };

export function tooManyRequests(seconds: number): Answer {
  return {
    status: 429,
    headers: { 'retry-after': String(Math.ceil(seconds)), 'x-ratelimit-scope': 'shared' },
    body: { message: 'You are being rate limited.', retry_after: seconds, global: false },
  };
}

export const missingAccess = refusal(403, 50001, 'Missing Access');

function filled(component: Readonly<Record<string, unknown>>, values: Readonly<Record<string, string>>, id: number) {
  const { type, custom_id, value = '', options } = component;
  const chosen = Array.isArray(options) ? options.find((option) => option.default === true)?.value : undefined;
  const typed = values[String(custom_id)];
  return type === 3
    ? { type, id, custom_id, values: [typed ?? chosen].filter((option) => option !== undefined) }
    : { type, id, custom_id, value: typed ?? value };
}

/** `sources add` comes as the command `sources` with a subcommand. */
function called(name: string, options: readonly unknown[]): { name: string; options: readonly unknown[] } {
  const [word = name, subcommand] = name.split(' ');
  return { name: word, options: subcommand === undefined ? options : [{ name: subcommand, type: 1, options }] };
}
