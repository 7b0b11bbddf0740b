import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { ask } from '../../commands/ask.ts';
import { context } from '../../commands/context.ts';
import { help } from '../../commands/help.ts';
import { openArchive } from '../../src/archive/open-archive.ts';
import { correctionsOf } from '../../src/archive/open-corrections.ts';
import { openStores } from '../../src/archive/stores/open-stores.ts';
import { createDispatcher, type Dispatcher } from '../../src/dispatch.ts';
import type { Adapter, DeliveryId, Incoming, Platform, Posting, Reply, Target } from '../../src/model/chat.ts';
import { createDeliverer, type Deliverer } from '../../src/outbox.ts';
import { createCore } from '../../src/query/core.ts';
import { createRateLimit } from '../../src/rate-limit.ts';
import { openSearch } from '../../src/search/open-search.ts';
import { harbour } from '../archive/news.ts';
import { temporaryFolder } from '../archive/temporary.ts';
import { unusedPorts } from '../fixtures/ports.ts';

/** Two copies of the bot over one archive, both of which hear everything. */

const thread: Target = { platform: 'slack', space: 'T1', channel: 'C1', thread: '1.0' };
const start = new Date('2025-05-14T12:00:00Z');

interface Posted {
  readonly reply: Reply;
  readonly delivery: DeliveryId;
}

/** The platform's far end, which both copies post to; each request takes a moment, so that they meet. */
function farEnd() {
  const posted: Posted[] = [];
  const next: Posting[] = [];
  const adapter: Adapter = {
    name: 'slack',
    listen: async () => {},
    async post(target, reply, delivery) {
      const told = next.shift();
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (told !== undefined) return told;
      posted.push({ reply, delivery });
      return { kind: 'sent', ref: { target, message: `m${posted.length}` } };
    },
    edit: async (ref) => ({ kind: 'sent', ref }),
    find: async () => 'absent',
  };
  return { adapter, posted, next };
}

interface Copy {
  readonly dispatcher: Dispatcher;
  readonly deliverer: Deliverer;
}

let now: Date;
let far: ReturnType<typeof farEnd>;
let one: Copy;
let other: Copy;

beforeEach(() => {
  now = start;
  far = farEnd();
  const file = join(temporaryFolder(), 'news.db');
  using archive = openArchive(file);
  archive.store([harbour], archive.source('import', 'files'));
  one = openCopy(file);
  other = openCopy(file);
});

function openCopy(file: string): Copy {
  const archive = openArchive(file, { readOnly: true });
  const stores = openStores(file, { now: () => now });
  onTestFinished(() => {
    stores.close();
    archive.close();
  });
  const adapters = new Map<Platform, Adapter>([['slack', far.adapter]]);
  const deliverer = createDeliverer({ outbox: stores.outbox, adapters, now: () => now });
  const dispatcher = createDispatcher({
    commands: [ask, context, help],
    ports: { ...unusedPorts, corrections: correctionsOf(archive) },
    core: createCore({ archive, search: openSearch({ archive }), samples: false }),
    stores,
    adapters,
    deliverer,
    rateLimit: createRateLimit(1_000),
    now: () => now,
    zone: 'UTC',
    scopeOf: () => ({ sources: 'all' }),
    administrators: new Set(),
    onError: (error) => {
      throw error;
    },
  });
  return { dispatcher, deliverer };
}

function question(eventId: string, text = 'what was said about the harbour?'): Incoming {
  return {
    kind: 'question',
    eventId,
    at: thread,
    from: { user: 'anna', zone: null, administrator: false },
    text,
    message: `message of ${eventId}`,
    manner: 'mention',
    edited: false,
  };
}

test('a question that both hear is answered once', async () => {
  const events = Array.from({ length: 20 }, (_, place) => question(`Ev${place}`));
  await Promise.all(events.flatMap((event) => [one.dispatcher.handle(event), other.dispatcher.handle(event)]));
  expect(far.posted).toHaveLength(20);
  expect(new Set(far.posted.map(({ delivery }) => delivery)).size).toBe(20);
});

test('a question that one is answering is not answered by another that starts', async () => {
  const answering = one.dispatcher.handle(question('Ev1'));
  await Promise.all([answering, other.dispatcher.resume(start)]);
  await other.dispatcher.resume(start);
  expect(far.posted).toHaveLength(1);
});

test('a follow-up that the other hears keeps the conversation', async () => {
  await one.dispatcher.handle(question('Ev1'));
  await other.dispatcher.handle(question('Ev2', 'help'));
  await other.dispatcher.handle(question('Ev3', 'more'));
  expect(far.posted).toHaveLength(3);
  const [first, , more] = far.posted.map(({ reply }) => reply.body);
  if (first === undefined || !('question' in first)) throw new Error('The first was to be an answer');
  expect(more).toMatchObject({ understood: first.understood });
});

test('a button that both hear is answered by one of them', async () => {
  await one.dispatcher.handle(question('Ev1'));
  const button = far.posted[0]?.reply.buttons.find(({ label }) => label.startsWith('Context'));
  if (button === undefined) throw new Error('There is no button to press');
  const pressed: Incoming = {
    kind: 'button',
    eventId: 'press-1',
    at: thread,
    from: { user: 'bert', zone: null, administrator: false },
    button: button.id,
    message: 'm1',
    privately: false,
  };
  const replies = await Promise.all([one, other].map(({ dispatcher }) => dispatcher.handle(pressed)));
  expect(replies.filter((reply) => reply !== null)).toHaveLength(1);
  expect(replies).toContainEqual(expect.objectContaining({ visibility: 'private' }));
});

test('an answer that was not taken at first is sent again by one of them', async () => {
  far.next.push({ kind: 'later', why: '503', afterMs: 0 });
  await one.dispatcher.handle(question('Ev1'));
  expect(far.posted).toHaveLength(0);
  now = new Date(start.getTime() + 2_000);
  await Promise.all([one.deliverer.sweep(), other.deliverer.sweep()]);
  expect(far.posted).toHaveLength(1);
});

test('an answer that may have been taken is looked for by both and sent again by one', async () => {
  far.next.push({ kind: 'unsettled', why: 'time-out' });
  await one.dispatcher.handle(question('Ev1'));
  now = new Date(start.getTime() + 61_000);
  await Promise.all([one.deliverer.sweep(), other.deliverer.sweep()]);
  expect(far.posted).toHaveLength(1);
});

test('an answer that one has found not to be there is not sent twice while the other still looks', async () => {
  const { promise: looked, resolve: answerLook } = Promise.withResolvers<void>();
  far.next.push({ kind: 'unsettled', why: 'time-out' });
  await one.dispatcher.handle(question('Ev1'));
  now = new Date(start.getTime() + 61_000);
  let looks = 0;
  far.adapter.find = async () => {
    looks += 1;
    if (looks === 1) await looked;
    return 'absent';
  };
  const slow = one.deliverer.sweep();
  await vi.waitFor(() => expect(looks).toBe(1));
  await other.deliverer.sweep();
  expect(far.posted).toHaveLength(1);
  answerLook();
  await slow;
  await other.deliverer.sweep();
  expect(far.posted).toHaveLength(1);
});
