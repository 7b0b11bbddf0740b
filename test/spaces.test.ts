import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { commands } from '../src/app.ts';
import { type Archive, openArchive } from '../src/archive/open-archive.ts';
import { type OpenStores, openStores } from '../src/archive/stores/open-stores.ts';
import type { Command, Option } from '../src/command.ts';
import { createDispatcher, type Dispatcher } from '../src/dispatch.ts';
import type { Adapter, Incoming, Platform, Reply, Target } from '../src/model/chat.ts';
import type { Scope, Space } from '../src/model/scope.ts';
import { openSourceWorks, type SourceWorks } from '../src/operator/sources.ts';
import { createDeliverer } from '../src/outbox.ts';
import { portsOver } from '../src/ports.ts';
import { createCore } from '../src/query/core.ts';
import { createRateLimit } from '../src/rate-limit.ts';
import { openSearch } from '../src/search/open-search.ts';
import { createScopes } from '../src/spaces.ts';
import { createSubscriptions } from '../src/subscriptions/subscriptions.ts';
import { readArticle } from '../src/text/read-article.ts';

const now = new Date('2025-04-20T12:00:00Z');

/** What the first workspace has and no other may hear of; nobody here types these words elsewhere. */
const secrets = ['Marten', 'Ilse', 'Northern Courier', 'viaduct', 'rusty bolts', 'courier.example', 'Viaduct stays'];

const news = {
  T1: {
    id: 'viaduct',
    title: 'Viaduct stays closed',
    outlet: 'Northern Courier',
    text: [
      'Mayor Ilse Marten said on Friday that the viaduct would stay closed.',
      '“We will not reopen the viaduct until all the rusty bolts have been tested,” Marten told reporters.',
      '“The viaduct is old, and nobody should be surprised,” she added.',
      '“I have walked over the viaduct every day for years,” Marten said.',
      '“No ship will wait for the viaduct,” said harbour master Oskar Dahl.',
    ].join('\n\n'),
  },
  T2: {
    id: 'orchard',
    title: 'Orchard is sold',
    outlet: 'Bay Post',
    text: [
      'Farmer Peter Quill said on Friday that the orchard had been sold.',
      '“The orchard fed my family for a hundred years,” Quill told reporters.',
      '“No ship will wait for the orchard,” said harbour master Oskar Dahl.',
    ].join('\n\n'),
  },
  shared: {
    id: 'tram',
    title: 'Tram runs again',
    outlet: 'Evening Sun',
    text: [
      'Minister Nora Lind said on Friday that the tram would run again.',
      '“The tram runs from Monday, and it runs for everybody,” Lind said.',
    ].join('\n\n'),
  },
};

const team = (space: string): Target => ({ platform: 'slack', space, channel: 'C1', thread: null });
const direct = (user: string): Target => ({ platform: 'discord', space: null, channel: `dm-${user}`, thread: null });
const discordServer = 'discord:T1' as Space;

let folder: string;
let file: string;
let archive: Archive;
let works: SourceWorks;
let stores: OpenStores;
let dispatcher: Dispatcher;
let posted: Reply[];
let scopeOf: (at: Target, user: string) => Promise<Scope>;
let membership: 'yes' | 'no' | 'cannot tell';
let events = 0;

function platform(name: Platform): Adapter {
  return {
    name,
    listen: async () => {},
    async post(target, reply) {
      posted.push(reply);
      return { kind: 'sent', ref: { target, message: `m${posted.length}` } };
    },
    edit: async () => ({ kind: 'refused', why: 'not here' }),
    find: async () => 'absent',
    isMember: async () => membership,
  };
}

function store(name: keyof typeof news, source: ReturnType<Archive['source']>): void {
  const article = {
    ...news[name],
    url: `https://${news[name].outlet.split(' ').at(-1)?.toLowerCase()}.example/${news[name].id}`,
    published: '2025-04-18T09:00:00Z',
    author: null,
  };
  archive.store([{ article, reading: readArticle(article) }], source);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'verbatim-spaces-'));
  file = join(folder, 'archive.db');
  archive = openArchive(file, { now: () => now });
  store('shared', archive.source('import', 'files'));
  const first = archive.source('import', 'files of T1', 'slack:T1' as Space);
  store('T1', first);
  store('T2', archive.source('import', 'files of T2', 'slack:T2' as Space));
  const server = archive.sources.add(
    { address: 'https://courier.example/feed', form: 'feed', title: 'Courier of the server' },
    {
      space: discordServer,
      group: null,
      addedBy: 'discord:boss',
      channel: null,
      limits: { keepDays: null, keepArticles: null },
    },
    now,
  );
  store('T1', server.source.id);
  stores = openStores(file, { now: () => now });
  works = openSourceWorks({
    archive,
    settings: { allowHosts: new Set(), contact: null },
    now: () => now,
    added: 'by the poller',
    signal: new AbortController().signal,
    onError: (error) => {
      throw error;
    },
  });
  const adapters = new Map<Platform, Adapter>([
    ['slack', platform('slack')],
    ['discord', platform('discord')],
  ]);
  scopeOf = createScopes({ sources: archive.sources, adapters });
  const core = createCore({ archive, search: openSearch({ archive }), samples: false });
  dispatcher = createDispatcher({
    commands,
    ports: portsOver(
      file,
      async () => works.desk,
      () => createSubscriptions({ stores, archive, core, scopeOf, delivers: () => true }),
    ),
    core,
    stores,
    adapters,
    deliverer: createDeliverer({ outbox: stores.outbox, adapters, now: () => now }),
    rateLimit: createRateLimit(100_000),
    now: () => now,
    zone: 'UTC',
    scopeOf: (at, user) => scopeOf(at, user),
    administrators: new Set(),
    onError: (error) => {
      throw error;
    },
  });
});

beforeEach(() => {
  posted = [];
  membership = 'yes';
});

afterAll(async () => {
  await works.close();
  stores.close();
  archive.close();
  rmSync(folder, { recursive: true });
});

/** Nobody is in both workspaces: what somebody asked is their own, wherever they look at it. */
function personAt({ space }: Target) {
  return { user: space === 'T1' ? 'zoe' : 'anna', zone: null, administrator: true };
}

async function ask(at: Target, text: string, user = personAt(at).user): Promise<Reply> {
  events += 1;
  const reply = await dispatcher.handle({
    kind: 'question',
    eventId: `e${events}`,
    at,
    from: { ...personAt(at), user },
    text,
    message: `q${events}`,
    manner: 'direct',
    edited: false,
  });
  const answer = reply ?? posted.at(-1);
  if (answer === undefined) throw new Error(`"${text}" was not answered`);
  return answer;
}

async function run(at: Target, name: string, options: Record<string, string>): Promise<Reply | null> {
  events += 1;
  const event: Incoming = {
    kind: 'command',
    eventId: `e${events}`,
    at,
    from: personAt(at),
    name,
    options,
    text: null,
    visibility: 'private',
  };
  return dispatcher.handle(event);
}

async function press(at: Target, button: string): Promise<Reply | null> {
  events += 1;
  return dispatcher.handle({
    kind: 'button',
    eventId: `e${events}`,
    at,
    from: personAt(at),
    button,
    message: 'm1',
    privately: false,
  });
}

/** Secrets in anything that was said; words that the asker typed are no secret to them. */
function leaks(said: unknown, typed = ''): string[] {
  const text = JSON.stringify(said);
  return secrets.filter((secret) => text.includes(secret) && !typed.includes(secret));
}

const questions = [
  'what did Martan say about the viadukt?',
  'what did the mayor say?',
  'what did Martan say?',
  'who is the mayor?',
  'who is Martin?',
  'who said "nobody should be surprised"?',
  'did Martan say "We will not reopen it until all the rosty bolts have been tested"?',
  'did anybody say "I have walked over the bridge every day for years"?',
  'what did Dahl say?',
  'what did the Couriar report about bolts?',
  'quotes Dahl outlet:couriar',
  'when will it reopen?',
  'who walked over it every day?',
  'what is closed?',
  'what did Quill say about marten?',
  'what did Quill say about the northern courier?',
  'passages about marten',
  'what did anyone say since Thursday?',
  'compare outlets on ships',
  'Dahl on ships over time',
  'hello',
  'status',
  'help',
];

describe('two workspaces over one archive', () => {
  test.each(questions)('"%s" tells the second nothing of the first', async (question) => {
    expect(leaks(await ask(team('T2'), question), question)).toEqual([]);
  });

  test('the first and its own server are told what they have, and all what is shared', async () => {
    expect(leaks(await ask(team('T1'), 'what did Martan say about bolts?'))).toContain('Marten');
    expect(leaks(await ask({ ...team('T1'), platform: 'discord' }, 'what did Martan say?'))).toContain('rusty bolts');
    for (const space of ['T1', 'T2', 'T3']) {
      expect(JSON.stringify(await ask(team(space), 'what did Lind say?'))).toContain('it runs for everybody');
    }
    expect(JSON.stringify(await ask(team('T2'), 'status'))).toContain('2 articles of 2 outlets');
    expect(JSON.stringify(await ask(team('T3'), 'status'))).toContain('1 article of 1 outlet');
  });

  test('a workspace with the same id on another platform is another one', async () => {
    expect(leaks(await ask({ ...team('T2'), platform: 'discord' }, 'what did Quill say?'), '')).toEqual([]);
    expect(JSON.stringify(await ask({ ...team('T2'), platform: 'discord' }, 'status'))).toContain('1 article');
  });

  const probes = ['Martan', 'viadukt', 'Dahl'];
  const calls = commands.flatMap((command) => probes.map((probe) => ({ command, probe })));

  function optionsFor({ options }: Command, probe: string): Record<string, string> {
    const probeFor = (option: Option) =>
      option.type === 'count' ? '1' : option.type === 'choice' ? (option.choices?.[0] ?? '') : probe;
    return Object.fromEntries(
      Object.entries(options)
        .filter(([, option], place) => option.required || place === 0)
        .map(([name, option]) => [name, probeFor(option)]),
    );
  }

  test.each(calls)('the command $command.name with "$probe" tells the second nothing of the first', async (call) => {
    const { command, probe } = call;
    const reply = await run(team('T2'), command.name, optionsFor(command, probe));
    expect(leaks(reply, probe)).toEqual([]);
    for (const { id } of reply?.buttons ?? []) expect(leaks(await press(team('T2'), id), probe)).toEqual([]);
  });

  test.each(commands.filter(({ name }) => name !== 'ask'))(
    'the command $name with the id of a statement of the first is as if there were none',
    async (command) => {
      const [statement] = archive.statementsBy(['Ilse Marten'], { scope: { sources: 'all' } });
      const reply = await run(team('T2'), command.name, optionsFor(command, statement?.id ?? ''));
      expect(leaks(reply)).toEqual([]);
    },
  );

  test.each(['speaker', 'outlet', 'topic'] as const)('completion of a %s offers nothing of the first', async (kind) => {
    for (const typed of ['', 'm', 'mar', 'martan', 'il', 'n', 'cour', 'v', 'viad', 'bolts', 'rusty']) {
      const offered = await dispatcher.suggest({ kind, typed, limit: 25 }, team('T2'), personAt(team('T2')));
      expect(leaks(offered)).toEqual([]);
      expect(offered.find(({ name }) => name === 'Oskar Dahl')?.count ?? 1).toBe(1);
    }
  });

  test('every button under answers of the first is dead for the second', async () => {
    for (const question of [...questions, 'what did Marten say?', 'what did Marton say?']) {
      const { buttons } = await ask(team('T1'), question);
      for (const { id } of buttons) {
        if (id.startsWith('do.')) continue;
        const reply = await press(team('T2'), id);
        expect(leaks(reply)).toEqual([]);
        expect(reply).toMatchObject({ visibility: 'private', buttons: [], body: { kind: 'notice' } });
      }
    }
    expect(stores.asked).toBeDefined();
    expect(archive.reports({ sources: 'all' }, 'T2', 9)).toEqual([]);
  });

  test('context under an answer of the first is dead as well', async () => {
    const { buttons } = await ask(team('T1'), 'what did Marten say about bolts?');
    const context = await press(team('T1'), buttons.find(({ label }) => label.startsWith('Context'))?.id ?? '');
    expect(leaks(context)).not.toEqual([]);
    for (const { id } of context?.buttons ?? []) expect(leaks(await press(team('T2'), id))).toEqual([]);
  });

  test('a thread does not go on in another workspace', async () => {
    await ask(team('T1'), 'what did Marten say?');
    expect(leaks(await ask(team('T2'), 'and about bolts?'))).toEqual([]);
    expect(leaks(await ask(team('T2'), 'more'))).toEqual([]);
    expect(leaks(await ask(team('T2'), 'context'))).toEqual([]);
  });

  test('the examples are each its own', async () => {
    const { core } = { core: createCore({ archive, search: openSearch({ archive }), samples: false }) };
    const examples = async (space: string) => (await core.holdings(await scopeOf(team(space), ''))).examples;
    expect(leaks(await examples('T2'))).toEqual([]);
    expect((await examples('T2')).length).toBeGreaterThan(0);
    expect(leaks(await examples('T1'))).not.toEqual([]);
  });
});

describe('a direct message on Discord', () => {
  test('sees what is shared, and another one is no part of it', async () => {
    expect(leaks(await ask(direct('ben'), 'what did Martan say about the viadukt?', 'ben'))).toEqual([]);
    const { buttons } = await ask(direct('ben'), 'what did Lind say?', 'ben');
    for (const { id } of buttons) {
      expect(await press(direct('anna'), id)).toMatchObject({ body: { kind: 'notice' } });
    }
  });

  test.each([
    { membership: 'yes', sees: true },
    { membership: 'no', sees: false },
    { membership: 'cannot tell', sees: false },
  ] as const)('of somebody who chose a server sees it: $sees, where they are a member: $membership', async (row) => {
    const user = `user-${row.membership.replace(' ', '-')}`;
    membership = row.membership;
    archive.sources.chooseSpace('discord', user, discordServer, now);
    const told = leaks(await ask(direct(user), 'what did Martan say about bolts?', user));
    expect(told.includes('Marten')).toBe(row.sees);
    archive.sources.chooseSpace('discord', user, null, now);
    expect(leaks(await ask(direct(user), 'what did Martan say about bolts?', user))).toEqual([]);
  });
});

test('an article that a source of the second carries too is seen there at once, and only then', async () => {
  const feed = archive.source('import', 'more of T4', 'slack:T4' as Space);
  expect(leaks(await ask(team('T4'), 'what did Martan say?'))).toEqual([]);
  store('T1', feed);
  expect(leaks(await ask(team('T4'), 'what did Martan say?'))).toContain('Marten');
  expect(
    leaks(await dispatcher.suggest({ kind: 'speaker', typed: 'mar', limit: 9 }, team('T4'), personAt(team('T4')))),
  ).toContain('Marten');
  archive.sources.remove(feed, 'slack:T4' as Space, 'keep', 'test');
  expect(leaks(await ask(team('T4'), 'what did Martan say?'))).toEqual([]);
});
