import {
  type APIApplicationCommand,
  type APIChannel,
  type APIMessage,
  type APIModalInteractionResponseCallbackData,
  InteractionResponseType,
  MessageFlags,
  type RawFile,
  REST,
  type RESTPutAPIApplicationCommandsJSONBody,
  Routes,
} from 'discord.js';
import { makeRequest } from './plain-body.ts';
import type { MessageBody } from './render.ts';

interface ApiOptions {
  readonly token: string;
  /** Base of the REST API without the version; `https://discord.com/api` when absent. */
  readonly api?: string;
  readonly requestMs: number;
}

/** What is told of a file that goes along; `id` is its place among them, as digits. */
interface AttachmentNote {
  readonly id: string;
  readonly filename: string;
  /** Alternative text, at most 1024 characters. */
  readonly description?: string;
}

/** A message with what goes along with it. */
export interface Outgoing {
  readonly body: MessageBody & { readonly attachments?: readonly AttachmentNote[] };
  readonly files: readonly RawFile[];
}

/** What an interaction is answered by. */
export interface Token {
  readonly id: string;
  readonly token: string;
  readonly application: string;
}

export type Acknowledgement = 'deferred privately' | 'deferred publicly' | 'deferred update';

/** A wait for a free bucket that is longer than this is told to the outbox instead of kept here. */
const longestQueueMs = 5_000;
/** How long an idle thread stays in the list of channels, in minutes. */
const threadIdleMinutes = 1440;

/** Requests that we make of Discord, each once: who repeats them knows whether that is safe. */
export interface Api {
  createMessage(channel: string, message: Outgoing, options: CreateOptions): Promise<APIMessage>;
  editMessage(channel: string, message: string, outgoing: Outgoing): Promise<APIMessage>;
  messagesAfter(channel: string, message: string): Promise<readonly APIMessage[]>;
  newestMessages(channel: string): Promise<readonly APIMessage[]>;
  channel(id: string): Promise<APIChannel>;
  startThread(channel: string, message: string, name: string): Promise<void>;
  directChannel(user: string): Promise<string>;
  react(channel: string, message: string, emoji: string): Promise<void>;
  unreact(channel: string, message: string, emoji: string): Promise<void>;
  acknowledge(interaction: Token, how: Acknowledgement): Promise<void>;
  answer(interaction: Token, message: Outgoing, visibility: 'public' | 'private'): Promise<void>;
  updatePressed(interaction: Token, message: Outgoing): Promise<void>;
  openForm(interaction: Token, form: APIModalInteractionResponseCallbackData): Promise<void>;
  complete(interaction: Token, choices: readonly { readonly name: string; readonly value: string }[]): Promise<void>;
  editAnswer(interaction: Token, message: Outgoing): Promise<void>;
  deleteAnswer(interaction: Token): Promise<void>;
  followUp(interaction: Token, message: Outgoing, visibility: 'public' | 'private'): Promise<void>;
  application(): Promise<string>;
  /** Rejects when they are not in it. */
  member(guild: string, user: string): Promise<void>;
  /** Our user id, asked for once. */
  self(): Promise<string>;
  commands(application: string, guild: string | null): Promise<readonly APIApplicationCommand[]>;
  putCommands(application: string, guild: string | null, menu: RESTPutAPIApplicationCommandsJSONBody): Promise<void>;
}

interface CreateOptions {
  /** At most 25 characters: the same again within minutes makes no second message. */
  readonly nonce: string;
  readonly replyTo: string | null;
}

export function openApi({ token, api, requestMs }: ApiOptions): Api {
  const rest = new REST({
    version: '10',
    timeout: requestMs,
    // The library repeats a 5xx thrice within 8 ms and then gives up: repeated here later, by who knows when.
    retries: 0,
    makeRequest,
    rejectOnRateLimit: ({ retryAfter }) => retryAfter > longestQueueMs,
    ...(api !== undefined && { api }),
  }).setToken(token);

  let self: string | null = null;

  function webhook({ application, token: secret }: Token): { route: `/${string}`; original: `/${string}` } {
    return { route: Routes.webhook(application, secret), original: Routes.webhookMessage(application, secret) };
  }

  async function callback({ id, token: secret }: Token, body: unknown, files: readonly RawFile[] = []): Promise<void> {
    await rest.post(Routes.interactionCallback(id, secret), { body, files: [...files], auth: false });
  }

  return {
    async createMessage(channel, { body, files }, { nonce, replyTo }) {
      const message_reference = replyTo === null ? undefined : { message_id: replyTo, fail_if_not_exists: false };
      return (await rest.post(Routes.channelMessages(channel), {
        body: { ...body, nonce, enforce_nonce: true, ...(message_reference && { message_reference }) },
        files: [...files],
      })) as APIMessage;
    },
    async editMessage(channel, message, outgoing) {
      return (await rest.patch(Routes.channelMessage(channel, message), {
        body: editBody(outgoing),
        files: [...outgoing.files],
      })) as APIMessage;
    },
    async messagesAfter(channel, message) {
      const query = new URLSearchParams({ limit: '100', after: message });
      return (await rest.get(Routes.channelMessages(channel), { query })) as APIMessage[];
    },
    async newestMessages(channel) {
      const query = new URLSearchParams({ limit: '1' });
      return (await rest.get(Routes.channelMessages(channel), { query })) as APIMessage[];
    },
    async member(guild, user) {
      await rest.get(Routes.guildMember(guild, user));
    },
    async channel(id) {
      return (await rest.get(Routes.channel(id))) as APIChannel;
    },
    async startThread(channel, message, name) {
      await rest.post(Routes.threads(channel, message), { body: { name, auto_archive_duration: threadIdleMinutes } });
    },
    async directChannel(user) {
      return ((await rest.post(Routes.userChannels(), { body: { recipient_id: user } })) as APIChannel).id;
    },
    async react(channel, message, emoji) {
      await rest.put(Routes.channelMessageOwnReaction(channel, message, encodeURIComponent(emoji)));
    },
    async unreact(channel, message, emoji) {
      await rest.delete(Routes.channelMessageOwnReaction(channel, message, encodeURIComponent(emoji)));
    },
    async acknowledge(interaction, how) {
      const type =
        how === 'deferred update'
          ? InteractionResponseType.DeferredMessageUpdate
          : InteractionResponseType.DeferredChannelMessageWithSource;
      await callback(interaction, {
        type,
        ...(how === 'deferred privately' && { data: { flags: MessageFlags.Ephemeral } }),
      });
    },
    async answer(interaction, { body, files }, visibility) {
      const data = { ...body, ...(visibility === 'private' && { flags: MessageFlags.Ephemeral }) };
      await callback(interaction, { type: InteractionResponseType.ChannelMessageWithSource, data }, files);
    },
    async updatePressed(interaction, outgoing) {
      await callback(
        interaction,
        { type: InteractionResponseType.UpdateMessage, data: editBody(outgoing) },
        outgoing.files,
      );
    },
    async openForm(interaction, form) {
      await callback(interaction, { type: InteractionResponseType.Modal, data: form });
    },
    async complete(interaction, choices) {
      await callback(interaction, {
        type: InteractionResponseType.ApplicationCommandAutocompleteResult,
        data: { choices },
      });
    },
    async editAnswer(interaction, outgoing) {
      await rest.patch(webhook(interaction).original, {
        body: editBody(outgoing),
        files: [...outgoing.files],
        auth: false,
      });
    },
    async deleteAnswer(interaction) {
      await rest.delete(webhook(interaction).original, { auth: false });
    },
    async followUp(interaction, { body, files }, visibility) {
      await rest.post(webhook(interaction).route, {
        body: { ...body, ...(visibility === 'private' && { flags: MessageFlags.Ephemeral }) },
        files: [...files],
        auth: false,
      });
    },
    async application() {
      return ((await rest.get(Routes.currentApplication())) as { id: string }).id;
    },
    async self() {
      self ??= ((await rest.get(Routes.user())) as { id: string }).id;
      return self;
    },
    async commands(application, guild) {
      return (await rest.get(commandsRoute(application, guild))) as APIApplicationCommand[];
    },
    async putCommands(application, guild, menu) {
      await rest.put(commandsRoute(application, guild), { body: menu });
    },
  };
}

/** An edit leaves alone what it does not name: files of an earlier answer would stay below the new one. */
function editBody({ body, files }: Outgoing): Outgoing['body'] {
  return files.length > 0 ? body : { ...body, attachments: [] };
}

function commandsRoute(application: string, guild: string | null): `/${string}` {
  return guild === null ? Routes.applicationCommands(application) : Routes.applicationGuildCommands(application, guild);
}
