import { againstDescription } from './api-description.ts';
import { type Answer, bodyOf, type Call, refusal } from './http.ts';
import { type Changes, changeMessage, storeMessage } from './messages.ts';
import { choiceRules, commandRules, formRules, isRecord, messageRules } from './rules.ts';
import {
  ephemeralFlag,
  type Interaction,
  loadingFlag,
  maskOf,
  messageJson,
  type Permission,
  type StoredMessage,
  snowflake,
  type World,
} from './world.ts';

interface RestOptions {
  readonly world: World;
  readonly token: () => string;
  readonly gatewayUrl: () => string;
  /** Which intents are switched on in the portal. */
  readonly flags: () => number;
  readonly changes: Changes;
  /** How long an interaction waits for its first answer. */
  readonly interactionMs: () => number;
  /** How long its token lives. */
  readonly tokenMs: () => number;
  readonly violate: (rule: string) => void;
}

type Handler = (call: Call, ids: readonly string[]) => Answer;

const noContent: Answer = { status: 204 };
const unknownChannel = refusal(404, 10003, 'Unknown Channel');
const unknownMessage = refusal(404, 10008, 'Unknown Message');
const missingPermissions = refusal(403, 50013, 'Missing Permissions');

/** The REST side: what the documentation says of each request that the bot makes, and a refusal for all others. */
export function createRest(options: RestOptions): (call: Call) => Answer {
  const { world, changes } = options;
  const byNonce = new Map<string, StoredMessage>();

  const routes: readonly (readonly [method: string, path: RegExp, handler: Handler])[] = [
    ['GET', /^\/gateway\/bot$/, gatewayBot],
    ['GET', /^\/users\/@me$/, () => ({ status: 200, body: { ...world.bot, discriminator: '0' } })],
    [
      'GET',
      /^\/(?:oauth2\/)?applications\/@me$/,
      () => ({ status: 200, body: { id: world.application, name: 'Verbatim', flags: options.flags() } }),
    ],
    ['GET', /^\/applications\/(\d+)(?:\/guilds\/(\d+))?\/commands$/, getCommands],
    ['PUT', /^\/applications\/(\d+)(?:\/guilds\/(\d+))?\/commands$/, putCommands],
    ['POST', /^\/users\/@me\/channels$/, openDirect],
    ['GET', /^\/guilds\/(\d+)\/roles$/, listRoles],
    ['GET', /^\/guilds\/(\d+)\/members\/(\d+)$/, getMember],
    ['GET', /^\/channels\/(\d+)$/, getChannel],
    ['GET', /^\/channels\/(\d+)\/messages$/, listMessages],
    ['POST', /^\/channels\/(\d+)\/messages$/, createMessage],
    ['GET', /^\/channels\/(\d+)\/messages\/(\d+)$/, getMessage],
    ['PATCH', /^\/channels\/(\d+)\/messages\/(\d+)$/, editMessage],
    ['POST', /^\/channels\/(\d+)\/messages\/(\d+)\/threads$/, startThread],
    ['PUT', /^\/channels\/(\d+)\/messages\/(\d+)\/reactions\/([^/]+)\/@me$/, react],
    ['DELETE', /^\/channels\/(\d+)\/messages\/(\d+)\/reactions\/([^/]+)\/@me$/, unreact],
    ['POST', /^\/interactions\/(\d+)\/([^/]+)\/callback$/, callback],
    ['POST', /^\/webhooks\/(\d+)\/([^/]+)$/, followUp],
    ['PATCH', /^\/webhooks\/(\d+)\/([^/]+)\/messages\/(@original|\d+)$/, editWebhookMessage],
    ['DELETE', /^\/webhooks\/(\d+)\/([^/]+)\/messages\/(@original|\d+)$/, deleteWebhookMessage],
  ];

  function mayOnly(channel: string, permission: Permission): boolean {
    return world.channels.get(channel)?.type === 1 || world.granted.has(permission);
  }

  function checked(call: Call, where: 'create' | 'edit' | 'interaction', body: unknown = call.body): Answer | null {
    const broken = messageRules(isRecord(body) ? body : {}, where, call.files.length);
    for (const rule of broken) options.violate(`${call.method} ${call.path.replace(/\/[^/]{30,}/g, '/…')}: ${rule}`);
    return broken.length === 0 ? null : refusal(400, 50035, `Invalid Form Body: ${broken.join('; ')}`);
  }

  function gatewayBot(): Answer {
    const session_start_limit = { total: 1000, remaining: 999, reset_after: 1000, max_concurrency: 1 };
    return { status: 200, body: { url: options.gatewayUrl(), shards: 1, session_start_limit } };
  }

  function getCommands(_call: Call, [, guild = 'global']: readonly string[]): Answer {
    return { status: 200, body: world.commands.get(guild) ?? [] };
  }

  function putCommands(call: Call, [, guild = 'global']: readonly string[]): Answer {
    const broken = commandRules(call.body);
    broken.forEach(options.violate);
    if (broken.length > 0) return refusal(400, 50035, 'Invalid Form Body');
    const given = Array.isArray(call.body) ? call.body.filter(isRecord) : [];
    // What is left out comes back filled in, so that nobody can compare the two as they are.
    const stored = given.map((command) => ({
      id: snowflake(),
      application_id: world.application,
      version: snowflake(),
      default_member_permissions: null,
      type: 1,
      description: '',
      name_localizations: null,
      description_localizations: null,
      dm_permission: true,
      contexts: null,
      integration_types: [0],
      nsfw: false,
      ...command,
    }));
    world.commands.set(guild, stored);
    return { status: 200, body: stored };
  }

  function openDirect(call: Call): Answer {
    const recipient = [...world.users.values()].find(({ id }) => id === bodyOf(call).recipient_id);
    return recipient ? { status: 200, body: world.direct(recipient) } : refusal(400, 50033, 'Invalid Recipient(s)');
  }

  function listRoles(): Answer {
    const everyone = { id: world.guild, name: '@everyone', permissions: maskOf(world.granted) };
    return { status: 200, body: [everyone, { id: world.botRole, name: 'Verbatim', permissions: '0' }] };
  }

  function getMember(_call: Call, [, user = '']: readonly string[]): Answer {
    if (user !== world.bot.id) return refusal(404, 10007, 'Unknown Member');
    return { status: 200, body: { user: world.bot, roles: [world.botRole], nick: null } };
  }

  function getChannel(_call: Call, [id = '']: readonly string[]): Answer {
    const channel = world.channels.get(id);
    return channel ? { status: 200, body: channel } : unknownChannel;
  }

  function listMessages(call: Call, [id = '']: readonly string[]): Answer {
    if (!world.channels.has(id)) return unknownChannel;
    // No error: without the permission there is simply nothing.
    if (!mayOnly(id, 'READ_MESSAGE_HISTORY')) return { status: 200, body: [] };
    const limit = Number(call.query.get('limit') ?? 50);
    const after = call.query.get('after');
    const all = world.messages.filter(
      (message) => message.channel_id === id && message.ephemeralTo === null && (message.flags & loadingFlag) === 0,
    );
    const some =
      after === null ? all.slice(-limit) : all.filter((message) => BigInt(message.id) > BigInt(after)).slice(0, limit);
    return { status: 200, body: some.reverse().map((message) => messageJson(message, world)) };
  }

  function getMessage(_call: Call, [channel = '', id = '']: readonly string[]): Answer {
    const message = world.messages.find((one) => one.id === id && one.channel_id === channel);
    return message ? { status: 200, body: messageJson(message, world) } : unknownMessage;
  }

  function createMessage(call: Call, [id = '']: readonly string[]): Answer {
    const channel = world.channels.get(id);
    if (!channel) return unknownChannel;
    if (!mayOnly(id, channel.type === 11 ? 'SEND_MESSAGES_IN_THREADS' : 'SEND_MESSAGES')) return missingPermissions;
    const refused = checked(call, 'create');
    if (refused) return refused;
    const body = bodyOf(call);
    const nonce = typeof body.nonce === 'string' ? body.nonce : null;
    const known = body.enforce_nonce === true ? byNonce.get(`${id} ${nonce}`) : undefined;
    if (known) return { status: 200, body: messageJson(known, world) };
    const reference = isRecord(body.message_reference) ? body.message_reference : null;
    const replied = reference === null ? null : world.messages.find((one) => one.id === reference.message_id);
    if (reference !== null && !replied && reference.fail_if_not_exists !== false)
      return refusal(400, 50035, 'Unknown message');
    const message = storeMessage(world, id, { ...body, files: call.files, reference: replied ?? null, nonce });
    withoutForbiddenEmbeds(message);
    if (nonce !== null) byNonce.set(`${id} ${nonce}`, message);
    changes.created(message);
    return { status: 200, body: messageJson(message, world) };
  }

  function editMessage(call: Call, [, id = '']: readonly string[]): Answer {
    const message = world.messages.find((one) => one.id === id && one.ephemeralTo === null);
    if (!message) return unknownMessage;
    if (message.author.id !== world.bot.id)
      return refusal(403, 50005, 'Cannot edit a message authored by another user');
    const refused = checked(call, 'edit');
    if (refused) return refused;
    changeMessage(message, bodyOf(call), call.files);
    withoutForbiddenEmbeds(message);
    changes.updated(message);
    return { status: 200, body: messageJson(message, world) };
  }

  /** The message is taken, and what may not be in it is left out without a word. */
  function withoutForbiddenEmbeds(message: StoredMessage): void {
    if (!mayOnly(message.channel_id, 'EMBED_LINKS')) message.embeds = [];
  }

  function startThread(call: Call, [channelId = '', id = '']: readonly string[]): Answer {
    const message = world.messages.find((one) => one.id === id && one.channel_id === channelId);
    const parent = world.channels.get(channelId);
    if (!parent) return unknownChannel;
    if (!message) return unknownMessage;
    if (parent.type !== 0) return refusal(400, 50024, 'Cannot execute action on this channel type');
    if (!mayOnly(channelId, 'CREATE_PUBLIC_THREADS')) return missingPermissions;
    if (world.channels.has(id)) return refusal(400, 160004, 'A thread has already been created for this message');
    const thread = {
      id,
      type: 11,
      name: String(bodyOf(call).name),
      parent_id: channelId,
      owner_id: world.bot.id,
      ...(parent.guild_id && { guild_id: parent.guild_id }),
    };
    world.channels.set(id, thread);
    changes.threadStarted(thread, message);
    return { status: 201, body: thread };
  }

  function react(_call: Call, [channel = '', id = '', emoji = '']: readonly string[]): Answer {
    const message = world.messages.find((one) => one.id === id && one.channel_id === channel);
    if (!message) return unknownMessage;
    if (!mayOnly(channel, 'ADD_REACTIONS')) return missingPermissions;
    message.reactions.add(emoji);
    return noContent;
  }

  function unreact(_call: Call, [channel = '', id = '', emoji = '']: readonly string[]): Answer {
    const message = world.messages.find((one) => one.id === id && one.channel_id === channel);
    if (!message) return unknownMessage;
    message.reactions.delete(emoji);
    return noContent;
  }

  function callback(call: Call, [id = '', token = '']: readonly string[]): Answer {
    const interaction = world.interactions.get(token);
    const late = interaction === undefined || Date.now() - interaction.created > options.interactionMs();
    if (late || interaction.id !== id) return refusal(404, 10062, 'Unknown interaction');
    if (interaction.acked !== null) return refusal(400, 40060, 'Interaction has already been acknowledged.');
    const { type, data } = bodyOf(call);
    const body = isRecord(data) ? data : {};
    if (type === 8) return complete(interaction, body);
    if (type === 9) return openForm(interaction, body);
    if (type === 4 || type === 7) {
      const refused = checked(call, type === 4 ? 'interaction' : 'edit', body);
      if (refused) return refused;
    }
    interaction.acked = Number(type);
    if (type === 4 || type === 5) interaction.original = answerInteraction(interaction, body, call, type === 5);
    if (type === 6 || type === 7) interaction.original = interaction.message;
    if (type === 7 && interaction.message) {
      changeMessage(interaction.message, body, call.files);
      changes.updated(interaction.message);
    }
    return noContent;
  }

  function openForm(interaction: Interaction, body: Readonly<Record<string, unknown>>): Answer {
    const broken = formRules(body).filter((rule) => rule !== false);
    broken.forEach(options.violate);
    if (broken.length > 0 || interaction.type === 5) return refusal(400, 50035, 'Invalid Form Body');
    interaction.acked = 9;
    world.forms.push(body);
    return noContent;
  }

  function complete(interaction: Interaction, body: Readonly<Record<string, unknown>>): Answer {
    const choices = Array.isArray(body.choices) ? body.choices.filter(isRecord) : [];
    const broken = choiceRules(choices).filter((rule) => rule !== false);
    broken.forEach(options.violate);
    if (broken.length > 0) return refusal(400, 50035, 'Invalid Form Body');
    interaction.acked = 8;
    interaction.choices = choices.map(({ name, value }) => ({ name: String(name), value: String(value) }));
    return noContent;
  }

  function answerInteraction(
    interaction: Interaction,
    body: Readonly<Record<string, unknown>>,
    call: Call,
    isLoading: boolean,
  ): StoredMessage {
    const flags = Number(body.flags ?? 0);
    const message = storeMessage(world, interaction.channel, {
      ...body,
      flags: flags | (isLoading ? loadingFlag : 0),
      files: call.files,
      reference: interaction.message,
      interaction: interaction.id,
      ephemeralTo: (flags & ephemeralFlag) !== 0 ? interaction.user.id : null,
    });
    if (!isLoading) changes.created(message);
    return message;
  }

  /** The interaction behind a webhook's token, or why there is none. */
  function answered(token: string): Interaction | Answer {
    const interaction = world.interactions.get(token);
    if (!interaction || interaction.acked === null) return refusal(404, 10015, 'Unknown Webhook');
    if (Date.now() - interaction.created > options.tokenMs()) return refusal(401, 50027, 'Invalid Webhook Token');
    return interaction;
  }

  function followUp(call: Call, [, token = '']: readonly string[]): Answer {
    const interaction = answered(token);
    if ('status' in interaction) return interaction;
    const refused = checked(call, 'interaction');
    if (refused) return refused;
    const { original } = interaction;
    if (original !== null && (original.flags & loadingFlag) !== 0) {
      // The first follow-up takes the place of "is thinking", whatever its own flags say.
      changeMessage(original, { ...bodyOf(call), flags: original.flags & ~loadingFlag }, call.files);
      changes.created(original);
      return { status: 200, body: messageJson(original, world) };
    }
    return { status: 200, body: messageJson(answerInteraction(interaction, bodyOf(call), call, false), world) };
  }

  function webhookMessage(interaction: Interaction, id: string): StoredMessage | null {
    if (id === '@original') return interaction.original;
    return world.messages.find((one) => one.id === id && one.interaction === interaction.id) ?? null;
  }

  function editWebhookMessage(call: Call, [, token = '', id = '']: readonly string[]): Answer {
    const interaction = answered(token);
    if ('status' in interaction) return interaction;
    const message = webhookMessage(interaction, id);
    if (message === null || !world.messages.includes(message)) return unknownMessage;
    const refused = checked(call, 'edit');
    if (refused) return refused;
    const wasLoading = (message.flags & loadingFlag) !== 0;
    changeMessage(message, { ...bodyOf(call), flags: message.flags & ~loadingFlag }, call.files);
    if (wasLoading) {
      message.edits = 0;
      message.edited_timestamp = null;
      changes.created(message);
    } else {
      changes.updated(message);
    }
    return { status: 200, body: messageJson(message, world) };
  }

  function deleteWebhookMessage(_call: Call, [, token = '', id = '']: readonly string[]): Answer {
    const interaction = answered(token);
    if ('status' in interaction) return interaction;
    const message = webhookMessage(interaction, id);
    const place = message === null ? -1 : world.messages.indexOf(message);
    if (place < 0) return unknownMessage;
    world.messages.splice(place, 1);
    if (message === interaction.original) interaction.original = null;
    return noContent;
  }

  return (call) => {
    // Interactions and their webhooks are known by the token in the path.
    const isOpen = /^\/(?:interactions|webhooks)\//.test(call.path);
    if (!isOpen && call.authorization !== `Bot ${options.token()}`) return refusal(401, 0, '401: Unauthorized');
    for (const rule of againstDescription(call.method, call.path, call.body)) options.violate(rule);
    for (const [method, path, handler] of routes) {
      const match = method === call.method ? path.exec(call.path) : null;
      if (match) return handler(call, match.slice(1));
    }
    options.violate(`${call.method} ${call.path} is not served here`);
    return refusal(404, 0, '404: Not Found');
  };
}
