import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openArchive } from '../../src/archive/open-archive.ts';
import { openPersonalData } from '../../src/archive/personal-data.ts';
import { openStores } from '../../src/archive/stores/open-stores.ts';
import type { Incoming, Platform, Target } from '../../src/model/chat.ts';
import type { Space } from '../../src/model/scope.ts';
import { temporaryFolder } from './temporary.ts';

const now = new Date('2025-04-20T12:00:00Z');

/** An archive in which somebody has left something in every place. */
function peopled(): string {
  const file = join(temporaryFolder(), 'archive.db');
  const stores = openStores(file, { now: () => now });
  const archive = openArchive(file, { now: () => now });
  for (const [platform, user] of [
    ['slack', 'U1'],
    ['slack', 'U2'],
    ['discord', '1'],
  ] as [Platform, string][]) {
    const at: Target = { platform, space: 'S', channel: 'C', thread: null };
    const asked = stores.asked.keep({
      command: 'ask',
      options: { question: `What did ${user} ask in private?` },
      previous: null,
      understood: null,
      shown: [],
      offers: [],
      offset: 0,
      at,
      user,
      asked: now,
    });
    stores.conversations.remember(at, user, asked, now);
    stores.askers.setZone(platform, user, 'Europe/Paris');
    stores.reports.add('statement', at, user, now);
    archive.sources.chooseSpace(platform, user, 'discord:9' as Space, now);
    archive.sources.add(
      { address: `https://${user}.example/feed`, form: 'feed', title: null },
      {
        space: 'slack:S' as Space,
        group: null,
        addedBy: `${platform}:${user}`,
        channel: null,
        limits: { keepDays: null, keepArticles: null },
      },
      now,
    );
    const event: Incoming = {
      kind: 'question',
      eventId: `e-${user}`,
      at,
      from: { user, zone: null, administrator: false },
      text: `unanswered ${user}`,
      message: 'm',
      manner: 'direct',
      edited: false,
    };
    stores.seen.claim(event, now);
  }
  stores.close();
  archive.close();
  return file;
}

const kinds = ['asked', 'askers', 'carriers', 'chosen_spaces', 'conversations', 'reports', 'seen_events'];

test('collect() finds all of somebody and nothing of others', () => {
  const data = openPersonalData(peopled());
  const records = data.collect('slack', 'U1');
  expect(Object.keys(records).sort()).toEqual(kinds);
  expect(Object.values(records).every((rows) => rows.length === 1)).toBe(true);
  expect(JSON.stringify(records)).not.toMatch(/U2|discord:1/);
  expect(data.collect('discord', 'U1')).not.toHaveProperty('asked');
  expect(data.collect('slack', 'U9')).toEqual({});
});

test('forget() deletes all of it, also from the file, and leaves others alone', () => {
  const file = peopled();
  const data = openPersonalData(file);
  const others = data.collect('slack', 'U2');
  expect(data.forget('slack', 'U1')).toEqual({ records: kinds.length });
  expect(data.collect('slack', 'U1')).toEqual({});
  expect(data.collect('slack', 'U2')).toEqual(others);
  expect(data.forget('slack', 'U1')).toEqual({ records: 0 });
  expect(readFileSync(file).includes('What did U1 ask')).toBe(false);
  using archive = openArchive(file);
  expect(archive.sources.list('all').map(({ carriers: [first] }) => first?.addedBy)).toContain('slack:forgotten');
});
