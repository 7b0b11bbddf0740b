import { type Asker, type Command, type Outcome, type Ports, type Services, UsageError } from './command.ts';
import { type Call, createCalls } from './dispatch/calls.ts';
import { notAllowed, notice, privately, tooMany } from './dispatch/notices.ts';
import { createPresses } from './dispatch/presses.ts';
import type { Answer } from './model/answer.ts';
import type { Adapter, Button, Handlers, Incoming, Person, Platform, Reply, Target } from './model/chat.ts';
import type { Core } from './model/core.ts';
import type { Scope } from './model/scope.ts';
import type { Asked, Stores } from './model/stores.ts';
import type { Deliverer } from './outbox.ts';
import { suggestZones } from './query/zone-names.ts';
import type { RateLimit } from './rate-limit.ts';
import { answerButtons, contextButtons, followButtons, openable, pageSize, timelineButtons } from './reply-buttons.ts';

interface DispatcherOptions {
  readonly commands: readonly Command[];
  /** What only buttons call; no menu lists them. */
  readonly buttonCommands?: readonly Command[];
  readonly core: Core;
  readonly ports: Ports;
  readonly stores: Stores;
  readonly adapters: ReadonlyMap<Platform, Adapter>;
  readonly deliverer: Deliverer;
  readonly rateLimit: RateLimit;
  readonly now: () => Date;
  /** For those whose platform tells no zone and who set none. */
  readonly zone: string;
  /** Whose sources somebody may ask at a place. */
  readonly scopeOf: (at: Target, user: string) => Scope | Promise<Scope>;
  /** `Slack:U123` and the like, who administer besides those whom the platform names. */
  readonly administrators: ReadonlySet<string>;
  /** Told of each event that was taken, when it is answered; a duplicate is not. */
  readonly onAnswered?: (event: Incoming, outcome: AnsweredAs, tookMs: number) => void;
  /** Told of what went wrong in answering; never holds message texts. */
  readonly onError: (error: unknown, event: Incoming) => void;
}

/** The kind of answer that an event got; `limited` for one too many, `failed` for a fault of ours. */
type AnsweredAs = Reply['body']['kind'] | 'usage' | 'limited' | 'failed';

interface Answered {
  readonly as: AnsweredAs;
  readonly reply: Reply | null;
}

export interface Dispatcher extends Handlers {
  /** Answers the questions that an earlier run took and did not answer. */
  resume(since: Date): Promise<void>;
}

/** Turns what platforms tell into commands, and their outcomes into replies. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { commands, core, stores, deliverer, now } = options;
  const calls = createCalls({ commands, buttonCommands: options.buttonCommands ?? [], stores, now });
  const pressed = createPresses({ calls, stores, now, run, askerOf });

  async function answerEvent(event: Incoming): Promise<Answered> {
    const wait =
      event.at.platform === 'console' ? 0 : options.rateLimit.waitMs(`${event.at.platform}:${event.from.user}`, now());
    if (wait > 0) return { as: 'limited', reply: privately(tooMany(wait)) };
    if (event.kind === 'button') return answered(await pressed(event));
    const call = event.kind === 'question' ? calls.ofQuestion(event) : calls.ofCommand(event);
    if ('kind' in call) return answered(privately(call));
    const reply = openable(await run(call, event), event);
    if (event.kind === 'command')
      return answered({ ...reply, visibility: event.visibility === 'private' ? 'private' : reply.visibility });
    const isShown = event.at.platform === 'console' || reply.visibility === 'private';
    return { as: reply.body.kind, reply: isShown ? reply : await postAnswer(event, reply) };
  }

  /** A question's answer goes through the outbox, so that no fault of the platform loses or doubles it. */
  async function postAnswer(event: Incoming & { kind: 'question' }, reply: Reply): Promise<null> {
    const adapter = options.adapters.get(event.at.platform);
    const earlier = event.edited ? stores.conversations.answerTo(event.at, event.message, now()) : null;
    if (adapter && earlier) {
      await adapter.edit(earlier, reply);
      return null;
    }
    const settled = await deliverer.deliver(event.eventId, event.at, reply);
    if (settled?.kind === 'sent') stores.conversations.noteAnswer(event.at, event.message, settled.ref, now());
    return null;
  }

  async function run({ command, options: given, previous, offset }: Call, event: Incoming): Promise<Reply> {
    const asker = await askerOf(event);
    if (command.administrators && !asker.administrator) return privately(notAllowed(command));
    const services: Services = {
      ...options.ports,
      core,
      askers: stores.askers,
      asker,
      now: now(),
      page: { limit: pageSize, offset },
      ...(previous?.understood && command.name === 'ask' && { previous: previous.understood }),
      shown: previous?.shown ?? [],
      commands,
    };
    const values = textValues(given);
    const outcome = await command.run(values, services);
    const buttons = !isAnswer(outcome.body) ? [] : remember(command, values, previous, outcome, offset, event);
    return {
      body: outcome.body,
      buttons: [...buttons, ...(outcome.buttons ?? [])],
      visibility: outcome.visibility ?? 'public',
      placement: 'new',
      ...(outcome.file && { file: outcome.file }),
    };
  }

  /** Keeps what the answer's buttons and the next words in this conversation refer to, and draws the buttons. */
  function remember(
    command: Command,
    values: Readonly<Record<string, string | number>>,
    previous: Asked | null,
    { body }: Outcome,
    offset: number,
    event: Incoming,
  ): Button[] {
    if (!isAnswer(body)) return [];
    const id = stores.asked.keep({
      command: command.name,
      options: values,
      previous: command.name === 'ask' ? (previous?.understood ?? null) : null,
      understood: body.understood,
      shown: body.items.map((item) => item.id),
      offers: body.offers.map((offer) => offer.question),
      offset,
      at: event.at,
      user: event.from.user,
      asked: now(),
    });
    // Behind the last page nothing is shown: the next words go on from what stands above it.
    const isBehind = body.items.length === 0 && offset > 0;
    if (command.name !== 'context' && !isBehind) {
      stores.conversations.remember(event.at, event.from.user, id, now());
    }
    if (command.name === 'context') return contextButtons(id, body);
    return [
      ...answerButtons(id, body, offset),
      ...(calls.command('timeline') === null ? [] : timelineButtons(id, body)),
      ...(calls.command('follow add') === null ? [] : followButtons(id, body)),
    ];
  }

  /** Their own choice, what the platform tells of them, what was set for the space. */
  function zoneOf({ platform, space }: Target, { user, zone }: Person): string {
    const { askers } = stores;
    return (
      askers.zone(platform, user) ?? zone ?? (space === null ? null : askers.spaceZone(platform, space)) ?? options.zone
    );
  }

  async function askerOf({ at, from }: Pick<Incoming, 'at' | 'from'>): Promise<Asker> {
    const isOperator = at.platform === 'console' || options.administrators.has(`${at.platform}:${from.user}`);
    return {
      scope: await options.scopeOf(at, from.user),
      at,
      user: from.user,
      zone: zoneOf(at, from),
      administrator: from.administrator || isOperator,
      operator: isOperator,
    };
  }

  /** Never rejects: a slip of the asker and a fault of ours are told as notices. */
  async function settle(event: Incoming): Promise<Reply | null> {
    const began = now().getTime();
    try {
      const { as, reply } = await answerEvent(event).catch((error: unknown) => excuse(error, event));
      options.onAnswered?.(event, as, now().getTime() - began);
      return reply;
    } finally {
      stores.seen.done(event.eventId);
    }
  }

  function excuse(error: unknown, event: Incoming): Answered {
    if (error instanceof UsageError) return { as: 'usage', reply: privately(notice(`${error.message}.`)) };
    options.onError(error, event);
    const sorry = 'Something went wrong here, and it has been logged. Ask again in a moment.';
    return { as: 'failed', reply: privately(notice(sorry)) };
  }

  return {
    async handle(event) {
      return stores.seen.claim(event, now()) ? settle(event) : null;
    },

    async suggest({ kind, ...request }, at, from) {
      if (kind !== 'zone') return core.suggest({ kind, ...request, scope: await options.scopeOf(at, from.user) });
      return suggestZones(request.typed, request.limit).map((name) => ({ name, count: null }));
    },

    async resume(since) {
      // Interactions of an earlier run can no longer be answered: their tokens are gone, and their askers saw it.
      const questions = stores.seen.unfinished(since).filter((event) => event.kind === 'question');
      for (const question of questions) await settle(question);
    },
  };
}

function isAnswer(body: Reply['body']): body is Answer {
  return body.kind !== 'notice' && body.kind !== 'bulletin' && body.kind !== 'form';
}

function textValues(given: Readonly<Record<string, string | number | boolean>>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, typeof value === 'boolean' ? String(value) : value]),
  );
}

function answered(reply: Reply): Answered {
  return { as: reply.body.kind, reply };
}
