import type { Form, Handlers, Incoming, Reply, Visibility } from '../../model/chat.ts';
import type { Acknowledgement, Api, Outgoing, Token } from './api.ts';
import { outgoing } from './attachment.ts';
import { nonceOf } from './delivery.ts';
import { codeOf, codes, judgeFault, remedyFor } from './faults.ts';
import { renderForm } from './form.ts';
import type { Log } from './log.ts';
import { pause } from './pause.ts';

/** An interaction, and what it asks of us. */
export interface Asked {
  readonly token: Token;
  /** By our clock, which may differ from Discord's. */
  readonly received: Date;
  readonly event: Incoming & { readonly kind: 'command' | 'button' };
  /** Channel or thread in which it happened. */
  readonly channel: string;
  /** True when the message with the button exists for one person only, and cannot be edited but by its interaction. */
  readonly isEphemeral: boolean;
  /** Delivery id that the pressed button bore. */
  readonly delivery: string | null;
}

interface ResponderOptions {
  readonly api: Api;
  readonly log: Log;
  readonly now: () => Date;
  /** How long the answer itself may be the acknowledgement. */
  readonly deferAfterMs: number;
  /** Pause before the second attempt; each further one takes twice as long. */
  readonly retryMs: number;
  readonly signal: AbortSignal;
}

/** Discord forgets an interaction that was not acknowledged. */
const acknowledgeMs = 3_000;
/** A little less than the 15 minutes for which an acknowledged one can be answered. */
const answerableMs = 14.5 * 60_000;
const longestRetryMs = 30_000;

/** What became of a request: taken, refused for good with Discord's code, or given up. */
type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly code: number | null; readonly why: string }
  | { readonly kind: 'given up'; readonly why: string };

/** How the interaction stands when the reply is there. */
type Standing = { readonly how: Acknowledgement; readonly isOurs: boolean } | 'too late';

/** Answers commands and buttons: at once where the answer is quick, else acknowledged first. Never rejects. */
export function createResponder({ api, log, now, deferAfterMs, retryMs, signal }: ResponderOptions) {
  async function respond(asked: Asked, handlers: Handlers): Promise<void> {
    const work = handlers.handle(asked.event);
    const quick = await within(deferAfterMs, work);
    if (quick !== 'not yet') {
      if (quick !== null) await answerAtOnce(asked, quick);
      return;
    }
    const standing = await acknowledge(asked);
    const reply = await work;
    if (reply !== null) return answerLater(asked, reply, standing);
    const isThinking = standing !== 'too late' && standing.isOurs && standing.how !== 'deferred update';
    if (isThinking) await withdraw(asked);
  }

  async function answerAtOnce(asked: Asked, reply: Reply): Promise<void> {
    // A form must be the first answer. One that comes too late for it, or is refused, is told in words.
    if (reply.body.kind === 'form' && (await openForm(asked, reply.body))) return;
    const message = draw(asked, reply);
    const inPlace = isInPlace(asked, reply);
    const outcome = await repeat(deadline(asked, acknowledgeMs), () =>
      inPlace ? api.updatePressed(asked.token, message) : api.answer(asked.token, message, reply.visibility),
    );
    if (outcome.kind === 'done') return;
    const code = outcome.kind === 'refused' ? outcome.code : null;
    if (code === codes.alreadyAcknowledged) {
      // An attempt was taken although its answer was lost, or another process was first: both show this message.
      await edit(asked, message);
    } else if (code === codes.unknownInteraction || outcome.kind === 'given up') {
      await answerBeside(asked, reply, message);
    } else {
      tell(asked, outcome);
    }
  }

  async function openForm(asked: Asked, form: Form): Promise<boolean> {
    const outcome = await repeat(deadline(asked, acknowledgeMs), () => api.openForm(asked.token, renderForm(form)));
    if (outcome.kind === 'done') return true;
    const code = outcome.kind === 'refused' ? outcome.code : null;
    if (code !== codes.alreadyAcknowledged) log.warn(details(asked, outcome.why), 'A form could not be opened');
    return code === codes.alreadyAcknowledged;
  }

  /** A message that is paged in place stays the delivery that it came as. */
  function draw(asked: Asked, reply: Reply): Outgoing {
    return outgoing(reply, {
      now: now(),
      delivery: isInPlace(asked, reply) ? asked.delivery : null,
      overflow: 'embed',
    });
  }

  async function acknowledge(asked: Asked): Promise<Standing> {
    const how = howToDefer(asked.event);
    const outcome = await repeat(deadline(asked, acknowledgeMs), () => api.acknowledge(asked.token, how));
    if (outcome.kind === 'done') return { how, isOurs: true };
    // An attempt was taken although its answer was lost, or another process was first.
    if (outcome.kind === 'refused' && outcome.code === codes.alreadyAcknowledged) return { how, isOurs: false };
    log.warn(details(asked, outcome.why), 'An interaction could not be acknowledged in time');
    return 'too late';
  }

  async function answerLater(asked: Asked, reply: Reply, standing: Standing): Promise<void> {
    const message = draw(asked, reply);
    if (standing === 'too late') return answerBeside(asked, reply, message);
    if (standing.how === 'deferred update' && !isInPlace(asked, reply))
      return followUp(asked, message, reply.visibility);
    if (standing.how === 'deferred publicly' && reply.visibility === 'private') {
      // The first follow-up would take the place of "is thinking", before all.
      await withdraw(asked);
      return followUp(asked, message, 'private');
    }
    await edit(asked, message);
  }

  /** Edits the answer, or the message with the button: repeating does no harm. */
  async function edit(asked: Asked, message: Outgoing): Promise<void> {
    const outcome = await repeat(deadline(asked, answerableMs), () => api.editAnswer(asked.token, message));
    if (outcome.kind !== 'done') tell(asked, outcome);
  }

  /** Sends another message. Without a sign that it was not taken it is not repeated: it would stand there twice. */
  async function followUp(asked: Asked, message: Outgoing, visibility: Visibility): Promise<void> {
    const send = () => api.followUp(asked.token, message, visibility);
    const outcome = await repeat(deadline(asked, answerableMs), send, { onlyIfNotTaken: true });
    if (outcome.kind !== 'done') tell(asked, outcome);
  }

  /** Takes "is thinking" away. */
  async function withdraw(asked: Asked): Promise<void> {
    const outcome = await repeat(deadline(asked, answerableMs), () => api.deleteAnswer(asked.token));
    if (outcome.kind !== 'done') log.debug(details(asked, outcome.why), 'A placeholder could not be taken away');
  }

  /** Where the interaction is lost, the answer is not: before all in the channel, else by direct message. */
  async function answerBeside(asked: Asked, reply: Reply, message: Outgoing): Promise<void> {
    const { event } = asked;
    const outcome = await repeat(deadline(asked, answerableMs), async () => {
      if (event.kind === 'button' && isInPlace(asked, reply) && !asked.isEphemeral) {
        await api.editMessage(asked.channel, event.message, message);
        return;
      }
      const channel = reply.visibility === 'public' ? asked.channel : await api.directChannel(event.from.user);
      await api.createMessage(channel, message, { nonce: nonceOf(event.eventId), replyTo: null });
    });
    if (outcome.kind !== 'done') tell(asked, outcome);
  }

  /** Runs a request until it is taken or refused, or until there is no use in it any more. */
  async function repeat(
    until: number,
    request: () => Promise<void>,
    { onlyIfNotTaken = false }: { readonly onlyIfNotTaken?: boolean } = {},
  ): Promise<Outcome> {
    for (let waitMs = retryMs; ; waitMs = Math.min(waitMs * 2, longestRetryMs)) {
      try {
        await request();
        return { kind: 'done' };
      } catch (error) {
        const fault = judgeFault(error);
        if (fault.kind === 'refused') return { kind: 'refused', code: codeOf(error), why: fault.why };
        if (fault.kind === 'unsettled' && onlyIfNotTaken) return { kind: 'given up', why: fault.why };
        const wait =
          fault.kind === 'later' ? Math.max(waitMs, fault.why.startsWith('429') ? fault.afterMs : 0) : waitMs;
        if (now().getTime() + wait > until || !(await pause(wait, signal))) return { kind: 'given up', why: fault.why };
      }
    }
  }

  function tell(asked: Asked, { why }: Exclude<Outcome, { kind: 'done' }>): void {
    log.warn({ ...details(asked, why), remedy: remedyFor(why) }, 'An answer to an interaction was not taken');
  }

  return { respond };
}

async function within<T>(ms: number, work: Promise<T>): Promise<T | 'not yet'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'not yet'>((resolve) => {
    timer = setTimeout(resolve, ms, 'not yet');
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function deadline({ received }: Asked, forMs: number): number {
  return received.getTime() + forMs;
}

function details({ event }: Asked, why: string): object {
  return { platform: 'discord', kind: event.kind, channel: event.at.channel, why };
}

function isInPlace({ event }: Asked, reply: Reply): boolean {
  return event.kind === 'button' && reply.placement === 'in place';
}

/** Who sees the answer is decided here for good: no edit changes it. */
function howToDefer(event: Asked['event']): Acknowledgement {
  if (event.kind === 'button') return 'deferred update';
  return event.visibility === 'private' ? 'deferred privately' : 'deferred publicly';
}
