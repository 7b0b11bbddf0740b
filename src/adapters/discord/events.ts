import { type Channel, type Message, MessageType, PermissionFlagsBits } from 'discord.js';
import type { Incoming, Target } from '../../model/chat.ts';

/** How the bot is addressed. */
export interface Self {
  readonly user: string;
  /** Roles that Discord made for the bot in a server: people mistake them for it. */
  readonly roles: ReadonlySet<string>;
}

/** A question, and where the message that asks it stands. */
export interface Question {
  readonly event: Incoming & { readonly kind: 'question' };
  readonly channel: string;
}

/** An edit that comes later is a note to readers, not another question. */
const editableMs = 120_000;

/**
 * Tells whether a message stands in a thread of which nothing is known but its id: one that slept while the bot was
 * away. Discord's library then knows neither its channel nor its owner until it is asked for.
 */
export function isInUnknownThread(message: Message): boolean {
  return isFromPerson(message) && message.channel.isThread() && message.channel.parentId === null;
}

/** Reads a message that was sent; `null` when it is not for us. */
export function questionOf(message: Message, self: Self): Question | null {
  return read(message, self, { eventId: message.id, edited: false });
}

/**
 * Reads a message that changed. Discord also tells of changes of its own (a preview, a pin, a thread), which leave the
 * time of the last edit as it was: the same edit has the same event id.
 */
export function editedQuestionOf(message: Message, self: Self): Question | null {
  const { editedTimestamp, createdTimestamp } = message;
  if (editedTimestamp === null || editedTimestamp - createdTimestamp > editableMs) return null;
  return read(message, self, { eventId: `${message.id}:${editedTimestamp}`, edited: true });
}

function read(message: Message, self: Self, told: { eventId: string; edited: boolean }): Question | null {
  if (!isFromPerson(message)) return null;
  const manner = mannerOf(message, self);
  if (manner === null) return null;
  return {
    channel: message.channelId,
    event: {
      kind: 'question',
      ...told,
      at: targetOf(message, self),
      from: {
        user: message.author.id,
        zone: null,
        administrator: message.member?.permissions.has(PermissionFlagsBits.ManageGuild) ?? false,
      },
      text: withoutMentionOf(message.content, self),
      message: message.id,
      manner,
    },
  };
}

/** Not ours, no other bot's, no webhook's, and nothing that Discord itself says ("started a thread"). */
function isFromPerson({ author, webhookId, type }: Message): boolean {
  // The author is missing from updates of messages that are not remembered.
  if (author === null || author === undefined || author.bot || webhookId !== null) return false;
  return type === MessageType.Default || type === MessageType.Reply;
}

function mannerOf(message: Message, self: Self): 'mention' | 'direct' | 'thread' | null {
  if (!message.inGuild()) return 'direct';
  const { mentions, channel } = message;
  // A reply that pings its author mentions us as well; Discord shows us its text for that, without Message Content.
  if (mentions.users.has(self.user) || mentions.roles.some(({ id }) => self.roles.has(id))) return 'mention';
  const isOurThread = channel.isThread() && channel.ownerId === self.user;
  const isAmongOthers = mentions.users.size > 0 || mentions.roles.size > 0 || mentions.everyone;
  const isReplyToAnother = message.reference !== null && repliedTo(message)?.author.id !== self.user;
  return isOurThread && !isAmongOthers && !isReplyToAnother && message.content !== '' ? 'thread' : null;
}

function targetOf(message: Message, self: Self): Target {
  const place = placeOf(message.channel, message.channelId, message.guildId);
  if (place.thread !== null || message.guildId === null) return place;
  return { ...place, thread: rootOf(message, self) };
}

/**
 * The message that a conversation in a channel hangs on: the question itself, or where it replies to an answer of
 * ours, the question that was answered. `null` when that was a command, whose conversation is the channel's.
 */
function rootOf(message: Message, self: Self): string | null {
  if (message.reference === null) return message.id;
  const answer = repliedTo(message);
  if (answer?.author.id !== self.user) return message.id;
  if (answer.interactionMetadata !== null) return null;
  return answer.reference?.messageId ?? answer.id;
}

/** Discord sends the message that is replied to along, one level deep. */
function repliedTo({ channel, reference }: Message): Message | undefined {
  return reference?.messageId === undefined ? undefined : channel.messages.cache.get(reference.messageId);
}

/** Where a channel or thread stands; a thread is named beside the channel that it belongs to. */
export function placeOf(channel: Channel | null, channelId: string, space: string | null): Target {
  if (channel?.isThread())
    return { platform: 'discord', space, channel: channel.parentId ?? channelId, thread: channelId };
  return { platform: 'discord', space, channel: channelId, thread: null };
}

/** The question itself: what stands around the mention is kept to the letter. */
function withoutMentionOf(content: string, self: Self): string {
  const ids = [`@!?${self.user}`, ...[...self.roles].map((role) => `@&${role}`)].join('|');
  const atEdge = new RegExp(`^\\s*<(?:${ids})>[,:]?|<(?:${ids})>\\s*$`, 'g');
  return content
    .replace(atEdge, '')
    .replace(new RegExp(`\\s*<(?:${ids})>\\s*`, 'g'), ' ')
    .trim();
}
