import Fuse from 'fuse.js';
import {
  type Asker,
  type Command,
  findCommand,
  firstWords,
  menuLines,
  type Outcome,
  type Ports,
  readLine,
  type Services,
  UsageError,
} from './command.ts';
import type { Answer } from './model/answer.ts';
import type { Adapter, Button, Handlers, Incoming, Notice, Person, Platform, Reply, Target } from './model/chat.ts';
import type { Core } from './model/core.ts';
import type { Scope } from './model/scope.ts';
import type { Asked, AskedId, Stores } from './model/stores.ts';
import type { Deliverer } from './outbox.ts';
import { suggestZones } from './query/zone-names.ts';

import type { RateLimit } from './rate-limit.ts';
import { answerButtons, contextButtons, openable, pageSize } from './reply-buttons.ts';

/** Said to a bot to see whether it is there; no article holds the answer. */
const greeting =
  /^(?:hi|hello|hey|hallo|good (?:morning|afternoon|evening)|thanks|thank you|ping|test)(?: there| verbatim| all)?[\s!.?]*$/i;

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

/** A command with all it takes to run it, now or when a button asks for its next page. */
interface Call {
  readonly command: Command;
  readonly options: Readonly<Record<string, string | number | boolean>>;
  readonly previous: Asked | null;
  readonly offset: number;
}

export interface Dispatcher extends Handlers {
  /** Answers the questions that an earlier run took and did not answer. */
  resume(since: Date): Promise<void>;
}

/** Turns what platforms tell into commands, and their outcomes into replies. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { commands, core, stores, deliverer, now } = options;
  const byName = new Map([...commands, ...(options.buttonCommands ?? [])].map((command) => [command.name, command]));

  async function answerEvent(event: Incoming): Promise<Answered> {
    const wait =
      event.at.platform === 'console' ? 0 : options.rateLimit.waitMs(`${event.at.platform}:${event.from.user}`, now());
    if (wait > 0) return { as: 'limited', reply: privately(tooMany(wait)) };
    if (event.kind === 'button') return answered(await pressed(event));
    const call = event.kind === 'question' ? readQuestion(event) : readCommand(event);
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

  function readQuestion(event: Incoming & { kind: 'question' }): Call | Notice {
    const text = event.text.trim();
    const lastId = stores.conversations.last(event.at, event.from.user, now());
    const last = lastId === null ? null : stores.asked.find(lastId);
    if (text === '' || greeting.test(text)) return { command: named('help'), options: {}, previous: null, offset: 0 };
    const offer = /^\d$/.test(text) ? last?.offers[Number(text) - 1] : undefined;
    if (offer !== undefined) return { command: named('ask'), options: { question: offer }, previous: null, offset: 0 };
    if (last && /^(?:more|next)[.!?]*$/i.test(text)) return { ...again(last), offset: last.offset + pageSize };
    if (last && /^back[.!?]*$/i.test(text)) return { ...again(last), offset: Math.max(0, last.offset - pageSize) };
    const found = findCommand(commands, text);
    if (!('command' in found)) {
      if (text.startsWith('/') || (found.length > 0 && !/\s/.test(text))) return unknownCommand(text, found);
    } else if (text.startsWith('/') || isCommandLine(found)) {
      // "check" and "quotes" are also plain words: they are commands with a slash, or where they stand as in a command line.
      return { command: found.command, options: readLine(found.command, found.rest), previous: last, offset: 0 };
    }
    return { command: named('ask'), options: { question: text }, previous: last, offset: 0 };
  }

  function readCommand(event: Incoming & { kind: 'command' }): Call | Notice {
    const lastId = stores.conversations.last(event.at, event.from.user, now());
    const last = lastId === null ? null : stores.asked.find(lastId);
    const line = event.text === null ? event.name : `${event.name} ${event.text}`;
    const found = findCommand(commands, line);
    if (!('command' in found)) return unknownCommand(line, found);
    const given = event.text === null ? event.options : readLine(found.command, found.rest);
    return { command: found.command, options: given, previous: last, offset: 0 };
  }

  async function pressed(event: Incoming & { kind: 'button' }): Promise<Reply> {
    const [action, id = '', detail = '0'] = event.button.split('.');
    if (action === 'do') return pressedCommand(id, detail, event);
    const asked = stores.asked.find(id as AskedId);
    if (asked === null)
      return privately(notice('This button is too old: what it belongs to is no longer kept. Ask again.'));
    if (!isAmongTheSame(asked.at, event.at))
      return privately(notice('This button belongs to an answer that was given elsewhere. Ask again here.'));
    const place = Number(detail);
    const inPlace = event.privately || asked.user === event.from.user;
    const here: Incoming & { kind: 'button' } = event;
    if (action === 'page') {
      const reply = await run({ ...again(asked), offset: place }, here);
      return inPlace ? { ...reply, placement: 'in place' } : { ...reply, visibility: 'private' };
    }
    const speaker = asked.understood?.speaker;
    if (speaker !== undefined && (action === 'timeline' || action === 'numbers')) {
      const about = asked.understood?.about;
      const wish = { speaker, ...(about !== undefined && { about }), ...(action === 'numbers' && { show: 'numbers' }) };
      const reply = await run({ command: named('timeline'), options: wish, previous: null, offset: 0 }, here);
      return inPlace && action === 'timeline' ? reply : { ...reply, visibility: 'private' };
    }
    if (action === 'follow') {
      const about = asked.understood?.about;
      const wish = { ...(speaker !== undefined && { speaker }), ...(about !== undefined && { topic: about }) };
      return {
        ...(await run({ command: named('follow add'), options: wish, previous: null, offset: 0 }, here)),
        visibility: 'private',
      };
    }
    if (action === 'context') {
      return run(
        { command: named('context'), options: { item: asked.shown[place] ?? '' }, previous: null, offset: 0 },
        here,
      );
    }
    if (action === 'offer') {
      const question = asked.offers[place];
      if (question === undefined) return privately(notice('This choice is no longer there. Ask again.'));
      const reply = await run({ command: named('ask'), options: { question }, previous: null, offset: 0 }, here);
      return inPlace ? { ...reply, placement: 'in place' } : { ...reply, visibility: 'private' };
    }
    if (action === 'share') {
      const reply = await run(again(asked), here);
      return { ...reply, visibility: 'public', placement: 'new' };
    }
    if (action === 'wrong') {
      const item = asked.shown[place];
      if (item !== undefined) stores.reports.add(item, event.at, event.from.user, now());
      return privately(noted(item, await askerOf(event.at, event.from)));
    }
    return privately(notice('This button belongs to a version that is no longer running. Ask again.'));
  }

  /** A button that is a command with its options: `do.digest pause.digest=7`. */
  async function pressedCommand(name: string, given: string, event: Incoming & { kind: 'button' }): Promise<Reply> {
    const command = byName.get(name);
    if (command === undefined)
      return privately(notice('This button belongs to a version that is no longer running. Ask again.'));
    const values = Object.fromEntries(new URLSearchParams(given));
    const reply = await run({ command, options: values, previous: null, offset: 0 }, event);
    const isPage = event.privately && reply.body.kind === 'bulletin';
    return { ...reply, visibility: 'private', placement: isPage ? 'in place' : 'new' };
  }

  async function run({ command, options: given, previous, offset }: Call, event: Incoming): Promise<Reply> {
    const asker = await askerOf(event.at, event.from);
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
    if (command.name !== 'context') stores.conversations.remember(event.at, event.from.user, id, now());
    return command.name === 'context'
      ? contextButtons(id, body)
      : [...answerButtons(id, body, offset), ...timelineButton(id, body), ...followButton(id, body)];
  }

  function timelineButton(id: AskedId, { kind, understood, items, more }: Answer): Button[] {
    if (!byName.has('timeline') || understood.speaker === undefined) return [];
    if (kind === 'timeline') return [{ id: `numbers.${id}`, label: 'Numbers' }];
    return kind === 'statements' && items.length + more > 1 ? [{ id: `timeline.${id}`, label: 'Timeline' }] : [];
  }

  function followButton(id: AskedId, { kind, understood }: Answer): Button[] {
    const isAbout = understood.speaker !== undefined || understood.about !== undefined;
    return byName.has('follow add') && kind === 'statements' && isAbout
      ? [{ id: `follow.${id}`, label: 'Follow' }]
      : [];
  }

  function again(asked: Asked): Call {
    const previous = asked.previous === null ? null : { ...asked, understood: asked.previous };
    return { command: named(asked.command), options: asked.options, previous, offset: asked.offset };
  }

  function named(name: string): Command {
    const command = byName.get(name);
    if (!command) throw new Error(`The command "${name}" is not among those that were wired`);
    return command;
  }

  /** @param near commands whose names begin with the same word */
  function unknownCommand(line: string, near: readonly Command[]): Notice {
    const word = line.trim().replace(/^\//, '').split(/\s/)[0] ?? '';
    const list = (some: readonly Command[]) => some.map(({ name, summary }) => `${name}: ${summary}`);
    if (near.length > 0) return notice(`"${word}" takes one more word.`, [{ title: null, lines: list(near) }]);
    const [nearest] = new Fuse(firstWords(commands), { threshold: 0.5 }).search(word, { limit: 1 });
    const remedy = nearest === undefined ? '' : ` Did you mean "${nearest.item}"?`;
    return notice(`There is no command "${word}".${remedy}`, [{ title: 'Commands', lines: menuLines(commands) }]);
  }

  /** Their own choice, what the platform tells of them, what was set for the space. */
  function zoneOf({ platform, space }: Target, { user, zone }: Person): string {
    const { askers } = stores;
    return (
      askers.zone(platform, user) ?? zone ?? (space === null ? null : askers.spaceZone(platform, space)) ?? options.zone
    );
  }

  async function askerOf(at: Target, from: Person): Promise<Asker> {
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

/** What was asked in one space rests on what that space sees; a direct message that belongs to none is its own. */
function isAmongTheSame(asked: Target, here: Target): boolean {
  return (
    asked.platform === here.platform &&
    asked.space === here.space &&
    (here.space !== null || asked.channel === here.channel)
  );
}

/** "check", "check “...”" and "quotes Rubio about:Iran" are commands; "check your sources, what did he say" is none. */
function isCommandLine({ command, rest }: { readonly command: Command; readonly rest: string }): boolean {
  if (command.name.includes(' ')) return true;
  const words = rest.split(/\s+/).filter((word) => word !== '');
  const quoted = /^[\s"'“‘«„″]/u.test(rest);
  return (
    words.length === 0 ||
    quoted ||
    Object.keys(command.options).some((name) => rest.includes(`${name}:`)) ||
    words.length <= 3
  );
}

function textValues(given: Readonly<Record<string, string | number | boolean>>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, typeof value === 'boolean' ? String(value) : value]),
  );
}

function answered(reply: Reply): Answered {
  return { as: reply.body.kind, reply };
}

function privately(body: Notice): Reply {
  return { body, buttons: [], visibility: 'private', placement: 'new' };
}

function notice(lead: string, sections: Notice['sections'] = []): Notice {
  return { kind: 'notice', lead, sections };
}

function tooMany(waitMs: number): Notice {
  const seconds = Math.ceil(waitMs / 1000);
  return notice(
    `That were many questions in a minute. I answer again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
  );
}

function noted(item: string | undefined, { administrator }: Asker): Notice {
  const lead = 'Noted for the administrator of this archive: the speaker of this statement may be wrong.';
  if (!administrator || item === undefined) return notice(lead);
  return notice(lead, [{ title: 'You may put it right', lines: [`correct ${item} speaker:...`] }]);
}

function notAllowed(command: Command): Notice {
  return notice(
    `"${command.name}" is for administrators: Manage Server on Discord, admins and owners on Slack, VERBATIM_ADMINS.`,
  );
}
