import { createHash } from 'node:crypto';
import type { APIMessage } from 'discord.js';
import type { DeliveryId, Found, MessageRef, Posting, Reply, Target } from '../../model/chat.ts';
import type { Api, Outgoing } from './api.ts';
import { outgoing } from './attachment.ts';
import { codeOf, codes, judgeFault } from './faults.ts';
import type { Log } from './log.ts';
import { pause } from './pause.ts';
import { deliveryMark, threadName } from './render.ts';
import { isUnsent, type Place, type Threads } from './threads.ts';

interface DeliveryOptions {
  readonly api: Api;
  readonly threads: Threads;
  readonly log: Log;
  /** Pause before it is looked whether a request without an answer was taken. */
  readonly settleMs: number;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

export interface Deliveries {
  post(target: Target, reply: Reply, delivery: DeliveryId): Promise<Posting>;
  edit(message: MessageRef, reply: Reply): Promise<Posting>;
  find(target: Target, delivery: DeliveryId, since: Date): Promise<Found>;
}

const discordEpoch = 1_420_070_400_000;
/** Ids are made by Discord's clock, `since` is ours. */
const clockSkewMs = 60_000;
/** Pages of 100 messages that are looked through. */
const mostPages = 10;

/** One reply on its way. */
interface Sending {
  readonly target: Target;
  readonly reply: Reply;
  readonly delivery: DeliveryId;
}

export function createDeliveries({ api, threads, log, settleMs, now, signal }: DeliveryOptions): Deliveries {
  async function post(target: Target, reply: Reply, delivery: DeliveryId): Promise<Posting> {
    const began = now();
    const reached = await reach(target);
    if ('why' in reached) return reached;
    const sending = { target: reached, reply, delivery };
    const place = await placeOf(sending);
    if (isUnsent(place)) return place;
    const posting = await create(sending, place);
    if (posting.kind === 'refused' && place.isNewThread && isForbidden(posting.why)) {
      return create(sending, threads.beside(target));
    }
    return posting.kind === 'unsettled' ? settle(posting, sending, place, began) : posting;
  }

  /** Opens the direct messages with a person: the same ones each time. */
  async function reach(target: Target): Promise<Target | Exclude<Posting, { kind: 'sent' }>> {
    if (!target.channel.startsWith('@')) return target;
    try {
      return { ...target, space: null, channel: await api.directChannel(target.channel.slice(1)), thread: null };
    } catch (error) {
      return judgeFault(error);
    }
  }

  async function placeOf({ target, reply }: Sending): Promise<Place | Exclude<Posting, { kind: 'sent' }>> {
    try {
      return await threads.place(target, threadName(reply));
    } catch (error) {
      return judgeFault(error);
    }
  }

  async function create({ target, reply, delivery }: Sending, { channel, replyTo }: Place): Promise<Posting> {
    try {
      const message = outgoing(reply, { now: now(), delivery, overflow: 'embed' });
      const created = await api.createMessage(channel, message, { nonce: nonceOf(delivery), replyTo });
      if (lostItsEmbed(message, created)) await cutToContent(created, reply, delivery);
      return { kind: 'sent', ref: refTo(target, channel, created.id) };
    } catch (error) {
      return judgeFault(error);
    }
  }

  /** Without Embed Links Discord takes a message and leaves its embed out: only the lead would be there to read. */
  async function cutToContent(
    { channel_id, id }: APIMessage,
    reply: Reply,
    delivery: DeliveryId | null,
  ): Promise<void> {
    const details = { platform: 'discord', channel: channel_id, remedy: 'give the bot Embed Links there' };
    log.warn(details, 'Discord left the embed out of a long answer: it is cut instead');
    try {
      await api.editMessage(channel_id, id, outgoing(reply, { now: now(), delivery, overflow: 'cut' }));
    } catch (error) {
      log.warn({ ...details, why: judgeFault(error).why }, 'A long answer shows its first line only');
    }
  }

  /**
   * Looks whether a request that met no answer was taken, and only where it was not sends it once more: the nonce
   * alone would do, but Discord keeps it for some minutes only, and says not how many.
   */
  async function settle(unsettled: Posting, sending: Sending, place: Place, began: Date): Promise<Posting> {
    if (!(await pause(settleMs, signal))) return unsettled;
    const found = await find(sending.target, sending.delivery, began);
    if (found === 'cannot-tell' || found === 'later') return unsettled;
    return found === 'absent' ? create(sending, place) : { kind: 'sent', ref: found };
  }

  async function edit(ref: MessageRef, reply: Reply): Promise<Posting> {
    const channel = ref.target.thread ?? ref.target.channel;
    try {
      const message = outgoing(reply, { now: now(), delivery: null, overflow: 'embed' });
      const edited = await api.editMessage(channel, ref.message, message);
      if (lostItsEmbed(message, edited)) await cutToContent(edited, reply, null);
      return { kind: 'sent', ref };
    } catch (error) {
      return judgeFault(error);
    }
  }

  async function find(target: Target, delivery: DeliveryId, since: Date): Promise<Found> {
    const reached = await reach(target);
    if ('why' in reached) return reached.kind === 'refused' ? 'cannot-tell' : 'later';
    return findIn(reached, delivery, since);
  }

  async function findIn(target: Target, delivery: DeliveryId, since: Date): Promise<Found> {
    // The thread that may have been made, and the channel that is answered in where none may be.
    const channels = target.thread === null ? [target.channel] : [target.thread, target.channel];
    try {
      const messages: APIMessage[] = [];
      for (const channel of channels) {
        const some = await messagesSince(channel, since);
        if (some === 'too many') return 'cannot-tell';
        const found = some.find((message) => bears(message, delivery));
        if (found) return refTo(target, channel, found.id);
        messages.push(...some);
      }
      const self = await api.self();
      if (messages.some((message) => mayBearUnseen(message, self))) return 'cannot-tell';
      // Without Read Message History there is no error, only nothing: where nothing stands, nothing is known.
      const isReadable = messages.length > 0 || (await api.newestMessages(target.channel)).length > 0;
      return isReadable ? 'absent' : 'cannot-tell';
    } catch (error) {
      if (codeOf(error) === codes.unknownChannel) return 'absent';
      return judgeFault(error).kind === 'refused' ? 'cannot-tell' : 'later';
    }
  }

  async function messagesSince(channel: string, since: Date): Promise<readonly APIMessage[] | 'too many'> {
    const all: APIMessage[] = [];
    let after = String(BigInt(since.getTime() - clockSkewMs - discordEpoch) << 22n);
    for (let page = 0; page < mostPages; page += 1) {
      const messages = await pageAfter(channel, after);
      all.push(...messages);
      if (messages.length < 100) return all;
      after = messages.map(({ id }) => id).reduce((newest, id) => (BigInt(id) > BigInt(newest) ? id : newest));
    }
    return 'too many';
  }

  /** A thread that does not exist holds nothing. */
  async function pageAfter(channel: string, after: string): Promise<readonly APIMessage[]> {
    try {
      return await api.messagesAfter(channel, after);
    } catch (error) {
      if (codeOf(error) === codes.unknownChannel) return [];
      throw error;
    }
  }

  return { post, edit, find };
}

/** At most 25 characters; a delivery id may have 32. */
export function nonceOf(delivery: string): string {
  return createHash('sha256').update(delivery).digest('base64url').slice(0, 25);
}

function lostItsEmbed({ body }: Outgoing, { embeds }: APIMessage): boolean {
  return body.embeds.length > 0 && embeds?.length === 0;
}

function refTo(target: Target, channel: string, message: string): MessageRef {
  // In a reference the thread is named only when the message stands in it.
  return { target: { ...target, thread: channel === target.thread ? channel : null }, message };
}

function isForbidden(why: string): boolean {
  return [codes.missingPermissions, codes.missingAccess].some((code) => why.startsWith(String(code)));
}

function bears(message: APIMessage, delivery: DeliveryId): boolean {
  return (
    message.nonce === nonceOf(delivery) || buttonIds(message).some((id) => id.endsWith(`${deliveryMark}${delivery}`))
  );
}

/** A message of ours that could be a delivery although it bears no mark: one without buttons, as it was first sent. */
function mayBearUnseen(message: APIMessage, self: string): boolean {
  return (
    message.author.id === self &&
    message.interaction_metadata === undefined &&
    message.edited_timestamp === null &&
    buttonIds(message).length === 0
  );
}

function buttonIds({ components = [] }: APIMessage): string[] {
  return components.flatMap((row) =>
    'components' in row
      ? row.components.flatMap((part) => ('custom_id' in part && part.custom_id !== undefined ? [part.custom_id] : []))
      : [],
  );
}
