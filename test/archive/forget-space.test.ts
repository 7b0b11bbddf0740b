import { expect, test } from 'vitest';
import { openArchive } from '../../src/archive/open-archive.ts';
import { openStores } from '../../src/archive/stores/open-stores.ts';
import type { Space } from '../../src/model/scope.ts';
import { temporaryFolder } from './temporary.ts';

const now = new Date('2025-04-20T12:00:00Z');
const one = 'slack:T1' as Space;
const other = 'slack:T2' as Space;

test('forgetSpace() takes sources, zones and choices of a space away, and leaves those of others', () => {
  const file = `${temporaryFolder()}/archive.db`;
  using archive = openArchive(file, { now: () => now });
  const stores = openStores(file, { now: () => now });
  const add = (address: string, space: Space) =>
    archive.sources.add(
      { address, form: 'feed', title: null },
      { space, group: null, addedBy: 'slack:U1', channel: null, limits: { keepDays: null, keepArticles: null } },
      now,
    ).source.id;
  const own = add('https://one.example/feed', one);
  const shared = add('https://both.example/feed', one);
  add('https://both.example/feed', other);
  stores.askers.setSpaceZone('slack', 'T1', 'Asia/Tokyo');
  stores.askers.setSpaceZone('slack', 'T2', 'Asia/Tokyo');
  archive.sources.chooseSpace('slack', 'U1', one, now);

  stores.forgetSpace('slack', 'T1');

  expect(archive.sources.list(one)).toEqual([]);
  expect(archive.sources.find(own)).toBeNull();
  expect(archive.sources.list(other).map(({ id }) => id)).toEqual([shared]);
  expect(archive.sources.due(now, 10).map(({ id }) => id)).toEqual([shared]);
  expect([stores.askers.spaceZone('slack', 'T1'), stores.askers.spaceZone('slack', 'T2')]).toEqual([
    null,
    'Asia/Tokyo',
  ]);
  expect(archive.sources.chosenSpace('slack', 'U1')).toBeNull();
  stores.close();
});
