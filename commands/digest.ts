import { type Command, defineCommand, type Outcome, type Services, say } from '../src/command.ts';
import type { Form } from '../src/model/chat.ts';
import type { Digest, DigestWish, Occasion, Refused } from '../src/model/subscriptions.ts';

const which = { type: 'count', summary: 'Number of the digest, as "digest show" tells it' } as const;

const set = defineCommand({
  name: 'digest set',
  summary: 'Post the news here, or to you, on chosen days; a form when called without options',
  options: {
    days: { type: 'text', summary: 'weekdays, daily, "Mon, Wed", "1st, 15th", "last day"; with a time if you like' },
    time: { type: 'text', summary: '08:00 when left out' },
    zone: { type: 'text', summary: 'Time zone, such as Europe/Berlin; yours when left out', suggest: 'zone' },
    channel: { type: 'text', summary: '"here", "me" for direct messages, or the id of a channel' },
    topics: { type: 'text', summary: 'Only what names these, between commas', suggest: 'topic' },
    speakers: { type: 'text', summary: 'Only what quotes these, between commas', suggest: 'speaker' },
    outlets: { type: 'text', summary: 'Only from these, between commas', suggest: 'outlet' },
    length: { type: 'count', summary: 'Stories in a post', max: 5 },
    empty: { type: 'choice', summary: 'What comes when there is nothing new', choices: ['no post', 'one line'] },
    digest: { ...which, summary: 'Number of the digest to change' },
  },
  async run({ days, time, zone, channel, topics, speakers, outlets, length, empty, digest }, services) {
    const { subscriptions, asker, now } = services;
    const known = digest === undefined ? null : subscriptions().digest(digest, asker);
    if (known !== null && isRefused(known)) return sorry(known);
    const given = [days, time, zone, channel, topics, speakers, outlets, length, empty];
    if (given.every((value) => value === undefined)) return { body: formFor(known, services), visibility: 'private' };
    const wish: DigestWish = {
      ...(digest !== undefined && { digest }),
      ...(days !== undefined && { days }),
      ...(time !== undefined && { time }),
      ...(zone !== undefined && { zone }),
      ...(channel !== undefined && { channel }),
      ...(topics !== undefined && { topics }),
      ...(speakers !== undefined && { speakers }),
      ...(outlets !== undefined && { outlets }),
      ...(length !== undefined && { length }),
      ...(empty !== undefined && { ifNothing: empty === 'one line' ? 'one line' : 'no post' }),
    };
    const kept = subscriptions().setDigest(wish, asker, now);
    if (isRefused(kept)) return sorry(kept);
    return say(`Digest ${kept.id} is ${known === null ? 'set' : 'changed'}: ${describe(kept, services)}`, [
      ...(kept.why === null ? [] : [`It is paused: ${kept.why}.`]),
      `What it would post now: digest test ${kept.id}`,
    ]);
  },
});

const show = defineCommand({
  name: 'digest show',
  summary: 'Your digests, and those of this channel',
  options: {},
  async run(_options, services) {
    const digests = services.subscriptions().digests(services.asker);
    if (digests.length === 0) return say('There is no digest here yet.', ['Set one: digest set weekdays 08:00']);
    return say(
      digests.length === 1 ? 'One digest.' : `${digests.length} digests.`,
      digests.map((digest) => `${digest.id}: ${describe(digest, services)}`),
    );
  },
});

const test = defineCommand({
  name: 'digest test',
  summary: 'Show you alone what a digest would post now',
  options: { digest: which },
  async run({ digest }, services) {
    const id = theOnly(digest, services);
    if (typeof id !== 'number') return sorry(id);
    const body = await services.subscriptions().testDigest(id, services.asker, services.now);
    return isRefused(body) ? sorry(body) : { body, visibility: 'private' };
  },
});

const pause = defineCommand({
  name: 'digest pause',
  summary: 'Stop a digest until it is resumed',
  options: { digest: which },
  run: ({ digest }, services) =>
    change(
      digest,
      services,
      (id) => services.subscriptions().pauseDigest(id, services.asker, services.now),
      (kept) => [`Digest ${kept.id} is paused.`, `To go on: digest resume ${kept.id}`],
    ),
});

const resume = defineCommand({
  name: 'digest resume',
  summary: 'Let a paused digest go on',
  options: { digest: which },
  run: ({ digest }, services) =>
    change(
      digest,
      services,
      (id) => services.subscriptions().resumeDigest(id, services.asker, services.now),
      (kept) => [`Digest ${kept.id} goes on: ${describe(kept, services)}`],
    ),
});

const remove = defineCommand({
  name: 'digest remove',
  summary: 'Remove a digest and its history',
  options: { digest: which },
  run: ({ digest }, services) =>
    change(
      digest,
      services,
      (id) => services.subscriptions().removeDigest(id, services.asker),
      (kept) => [`Digest ${kept.id} is removed.`],
    ),
});

const history = defineCommand({
  name: 'digest history',
  summary: 'What became of each post of a digest, and why nothing came',
  options: { digest: which },
  async run({ digest }, services) {
    const id = theOnly(digest, services);
    if (typeof id !== 'number') return sorry(id);
    const occasions = services.subscriptions().digestHistory(id, services.asker);
    return isRefused(occasions) ? sorry(occasions) : historyOf(`Digest ${id}`, occasions, services);
  },
});

const more = defineCommand({
  name: 'digest more',
  summary: 'Further stories of a digest that was posted',
  options: {
    occasion: { type: 'count', summary: 'Which post', required: true },
    from: { type: 'text', summary: 'Stories to pass over', required: true },
  },
  async run({ occasion, from }, { subscriptions, asker, now }) {
    const reply = await subscriptions().moreOf(occasion, Math.max(0, Math.floor(Number(from)) || 0), asker, now);
    return isRefused(reply) ? sorry(reply) : { body: reply.body, buttons: reply.buttons, visibility: 'private' };
  },
});

/** In the order in which menus list them. */
export const digestCommands: readonly Command[] = [set, show, test, pause, resume, history, remove];

/** What only the buttons of a post call. */
export const digestButtonCommands: readonly Command[] = [more];

function formFor(known: Digest | null, { asker, subscriptions }: Services): Form {
  const plan = known === null ? null : subscriptions().describe(known);
  const field = (option: string, label: string, hint: string, value = '') => ({ option, label, hint, value });
  return {
    kind: 'form',
    command: 'digest set',
    title: known === null ? 'Set a digest' : `Change digest ${known.id}`,
    along: known === null ? {} : { digest: String(known.id) },
    fields: [
      { ...field('days', 'Days and time', 'weekdays 08:00', plan?.when ?? 'weekdays 08:00'), required: true },
      field('topics', 'Topics', 'Iran, Gaza; empty for all', known?.plan.topics.join(', ')),
      field('speakers', 'Speakers', 'Marco Rubio; empty for all', known?.plan.speakers.join(', ')),
      field('zone', 'Time zone', 'Europe/Berlin', known?.plan.timetable.zone ?? asker.zone),
      field(
        'channel',
        'Channel',
        'here, me, or the id of a channel',
        plan?.channel ?? (asker.administrator ? 'here' : 'me'),
      ),
      field('outlets', 'Outlets', 'Courier, Northern Wire; empty for all', known?.plan.outlets.join(', ')),
      {
        ...field('length', 'Stories in a post', '1 to 5', String(known?.plan.length ?? 5)),
        choices: ['1', '2', '3', '4', '5'],
      },
      {
        ...field('empty', 'When there is nothing new', '', known?.plan.ifNothing ?? 'no post'),
        choices: ['no post', 'one line'],
      },
    ],
  };
}

function describe(digest: Digest, { subscriptions, now }: Services): string {
  const { when, about, place, next } = subscriptions().describe(digest, now);
  return [when, about, place, digest.state === 'paused' ? 'paused' : next].filter((part) => part !== '').join(' · ');
}

/** The digest that is meant: the one named, else the only one there is. */
function theOnly(id: number | undefined, { subscriptions, asker }: Services): number | Refused {
  if (id !== undefined) return id;
  const [only, ...others] = subscriptions().digests(asker);
  if (only === undefined) return { kind: 'refused', why: 'there is no digest here yet: digest set weekdays 08:00' };
  if (others.length === 0) return only.id;
  const numbers = [only, ...others].map((digest) => digest.id).join(', ');
  return { kind: 'refused', why: `say which one, by its number: ${numbers} ("digest show" tells them)` };
}

async function change(
  id: number | undefined,
  services: Services,
  work: (id: number) => Digest | Refused,
  words: (digest: Digest) => readonly [string, ...string[]],
): Promise<Outcome> {
  const meant = theOnly(id, services);
  if (typeof meant !== 'number') return sorry(meant);
  const kept = work(meant);
  if (isRefused(kept)) return sorry(kept);
  const [lead, ...lines] = words(kept);
  return say(lead, lines);
}

/** Newest first: when, what, and why. */
export function historyOf(
  what: string,
  occasions: readonly Occasion[],
  { subscriptions, asker, now }: Services,
): Outcome {
  if (occasions.length === 0) return say(`${what} has no history yet.`);
  const lines = occasions.map(({ due, outcome, why }) => {
    const when = subscriptions().momentWords(due, asker.zone, now);
    return `${when}: ${outcomeWords[outcome]}${why === null ? '' : ` (${why})`}`;
  });
  return say(`${what}: what became of it, newest first.`, lines);
}

const outcomeWords: Readonly<Record<Occasion['outcome'], string>> = {
  planned: 'is being written',
  waiting: 'waits to be sent',
  delivered: 'delivered',
  'nothing new': 'nothing new',
  filtered: 'nothing of what was asked for',
  paused: 'paused',
  'no permission': 'no permission to post there',
  'channel gone': 'the channel is gone',
  'rate limited': 'the platform asked for a pause; it will be sent',
  retried: 'not taken yet; it will be tried again',
  failed: 'could not be sent',
  unknown: 'may have been sent; not sent again',
  skipped: 'left out',
};

/** A refusal is a sentence of its own. */
export function sorry({ why }: Refused): Outcome {
  return { ...say(`Not done: ${why}.`), failed: true };
}

export function isRefused<T extends object>(value: T | Refused): value is Refused {
  return 'kind' in value && value.kind === 'refused';
}
