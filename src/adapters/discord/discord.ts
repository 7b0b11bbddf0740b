import type { Client, Interaction, Message } from 'discord.js';
import type { Command } from '../../command.ts';
import type { Adapter, DeliveryId, Handlers, Posting, Reply, Target } from '../../model/chat.ts';
import { openApi } from './api.ts';
import { outgoing } from './attachment.ts';
import { complete } from './completion.ts';
import { type ConnectionState, stayConnected } from './connection.ts';
import { createDeliveries, nonceOf } from './delivery.ts';
import { editedQuestionOf, isInUnknownThread, type Question, questionOf, type Self } from './events.ts';
import { judgeFault, remedyFor } from './faults.ts';
import { readInteraction } from './interaction-events.ts';
import { createResponder } from './interactions.ts';
import type { Log } from './log.ts';
import { lookUpMember } from './membership.ts';
import { commandMenu } from './menu.ts';
import { pause } from './pause.ts';
import { withReaction } from './reaction.ts';
import { registerWith } from './register.ts';
import { createThreads } from './threads.ts';

interface DiscordOptions {
  readonly token: string;
  /** Asks for the Message Content intent, so that follow-ups in threads need no mention; goes on without if refused. */
  readonly messageContent: boolean;
  readonly commands: readonly Command[];
  readonly log: Log;
  readonly now: () => Date;
  /**
   * Tells whether a person has a conversation there: only then is what they say in a thread, to nobody in particular,
   * a follow-up. When absent, everyone in a thread of the bot's is taken to speak to it.
   */
  readonly takesPart?: (at: Target, user: string) => boolean;
  /** Told of a server that the bot was taken out of. */
  readonly onSpaceGone?: (space: string) => void;
  /** `refused` is for good: the token is not valid. */
  readonly onState?: (state: ConnectionState, why?: string) => void;
  /** Base of the REST API without the version, which also tells where the gateway is; Discord's when absent. */
  readonly api?: string;
  readonly times?: Partial<Times>;
}

/** All in milliseconds. */
interface Times {
  /** How long the answer to a command may take before it is acknowledged without; Discord waits for 3 s. */
  readonly deferAfterMs: number;
  readonly reactAfterMs: number;
  /** For one request. */
  readonly requestMs: number;
  /** First pause between attempts to answer an interaction, and to log in. */
  readonly retryMs: number;
  /** Pause before it is looked whether a request without an answer was taken. */
  readonly settleMs: number;
  /** How long running answers may take when it stops. */
  readonly drainMs: number;
}

const usualTimes: Times = {
  deferAfterMs: 1_000,
  reactAfterMs: 700,
  requestMs: 15_000,
  retryMs: 500,
  settleMs: 1_000,
  drainMs: 10_000,
};

/**
 * Discord through discord.js: mentions, direct messages, threads, slash commands, buttons.
 *
 * @throws {RangeError} when a command or an option has a name that Discord does not take
 */
export function discordAdapter(options: DiscordOptions): Adapter {
  const { token, commands, log, now, api: base } = options;
  // A name that Discord would not take is a fault of ours: found at the start, not when it is registered.
  commandMenu(commands);
  const times = { ...usualTimes, ...options.times };
  const abandon = new AbortController();
  const running = new Set<Promise<void>>();
  const api = openApi({ token, requestMs: times.requestMs, ...(base !== undefined && { api: base }) });
  const threads = createThreads(api, now);
  const deliveries = createDeliveries({ api, threads, log, settleMs: times.settleMs, now, signal: abandon.signal });
  const responder = createResponder({
    api,
    log,
    now,
    deferAfterMs: times.deferAfterMs,
    retryMs: times.retryMs,
    signal: abandon.signal,
  });

  /** Runs something that nobody waits for; what it throws is said and goes no further. */
  function run(work: () => Promise<void>): void {
    const done = work()
      .catch((error: unknown) => {
        log.error(
          { platform: 'discord', why: judgeFault(error).why, error: nameOf(error) },
          'An event was not answered',
        );
      })
      .finally(() => running.delete(done));
    running.add(done);
  }

  async function answerQuestion({ event, channel }: Question, handlers: Handlers): Promise<void> {
    if (event.at.thread !== null && channel === event.at.thread) threads.note(event.at.thread);
    const seen = { api, log, channel, message: event.message, afterMs: times.reactAfterMs };
    const reply = await withReaction(seen, () => handlers.handle(event));
    if (reply === null) return;
    const posting =
      reply.visibility === 'private'
        ? await answerPrivately(event, reply)
        : await post(event.at, reply, deliveryOf(event));
    if (posting.kind !== 'sent')
      log.warn({ platform: 'discord', why: posting.why }, 'A note to an asker was not taken');
  }

  /** A message cannot be answered before one person only: by direct message, else a note is worth showing to all. */
  async function answerPrivately(event: Question['event'], reply: Reply): Promise<Posting> {
    if (event.manner === 'direct') return post(event.at, reply, deliveryOf(event));
    try {
      const channel = await api.directChannel(event.from.user);
      const { id } = await api.createMessage(
        channel,
        outgoing(reply, { now: now(), delivery: null, overflow: 'embed' }),
        {
          nonce: nonceOf(event.eventId),
          replyTo: null,
        },
      );
      return {
        kind: 'sent',
        ref: { target: { platform: 'discord', space: null, channel, thread: null }, message: id },
      };
    } catch (error) {
      const fault = judgeFault(error);
      return fault.kind === 'refused' && reply.body.kind === 'notice'
        ? post(event.at, reply, deliveryOf(event))
        : fault;
    }
  }

  const post: Adapter['post'] = async (target, reply, delivery) => {
    const posting = await deliveries.post(target, reply, delivery);
    if (posting.kind === 'refused') {
      const { why } = posting;
      log.warn(
        { platform: 'discord', space: target.space, channel: target.channel, why, remedy: remedyFor(why) },
        'Discord refused a message',
      );
    }
    return posting;
  };

  function takeMessage(message: Message, client: Client<true>, read: typeof questionOf, handlers: Handlers): void {
    run(async () => {
      if (isInUnknownThread(message)) await learnThread(message, client);
      const question = read(message, selfIn(message, client));
      if (question === null) return;
      const { manner, at, from } = question.event;
      if (manner === 'thread' && options.takesPart?.(at, from.user) === false) return;
      await answerQuestion(question, handlers);
    });
  }

  function takeInteraction(interaction: Interaction, handlers: Handlers): void {
    const read = readInteraction(interaction, commands, now());
    if (read === null) return;
    run(() =>
      read.kind === 'completion' ? complete(read, handlers, { api, log }) : responder.respond(read, handlers),
    );
  }

  async function register(client: Client<true>): Promise<void> {
    try {
      const registered = await registerWith(api, client.application.id, commands, null);
      log.info({ platform: 'discord', ...registered }, 'Slash commands are registered');
    } catch (error) {
      const { why } = judgeFault(error);
      log.warn({ platform: 'discord', why, remedy: remedyFor(why) }, 'Slash commands could not be registered');
    }
  }

  return {
    name: 'discord',

    async listen(handlers, signal) {
      await stayConnected(
        {
          token,
          requestMs: times.requestMs,
          messageContent: options.messageContent,
          log,
          reconnectMs: times.retryMs,
          onState: options.onState ?? (() => {}),
          onReady: (client) => {
            log.info({ platform: 'discord', servers: client.guilds.cache.size }, 'Connected to Discord');
            run(() => register(client));
          },
          onMessage: (message, client) => takeMessage(message, client, questionOf, handlers),
          onEdited: (message, client) => takeMessage(message, client, editedQuestionOf, handlers),
          onInteraction: (interaction) => takeInteraction(interaction, handlers),
          onGuildGone: (guild) => options.onSpaceGone?.(guild),
          ...(base !== undefined && { api: base }),
        },
        signal,
      );
      await aborted(signal);
      await drain();
    },

    post,

    async edit(message, reply) {
      return deliveries.edit(message, reply);
    },

    async find(target, delivery, since) {
      return deliveries.find(target, delivery, since);
    },

    isMember: (guild, user) => lookUpMember(api, guild, user),
  };

  /** Lets running answers finish, for as long as there is time. */
  async function drain(): Promise<void> {
    const enough = pause(times.drainMs, abandon.signal).then(() => abandon.abort());
    while (running.size > 0 && !abandon.signal.aborted) await Promise.race([Promise.all(running), enough]);
    abandon.abort();
    await enough;
  }
}

/** The library fills in a channel that it fetches again, but not who owns it: the half-known one has to go first. */
async function learnThread({ channelId }: Message, client: Client): Promise<void> {
  client.channels.cache.delete(channelId);
  await client.channels.fetch(channelId);
}

function selfIn({ guild }: Message, client: Client<true>): Self {
  const role = guild?.members.me?.roles.botRole?.id;
  return { user: client.user.id, roles: new Set(role === undefined ? [] : [role]) };
}

/** For replies that did not come by the outbox: the same event makes no second message. */
function deliveryOf({ eventId }: Question['event']): DeliveryId {
  return eventId.replace(/[^\w-]/g, '-').slice(-32) as DeliveryId;
}

/** What went wrong without what it was about: the messages of errors may hold what was sent. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const [, place = ''] = error.stack?.split('\n    at ') ?? [];
  return `${error.name} ${place}`.trim();
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
