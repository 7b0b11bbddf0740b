import { join } from 'node:path';
import { expect, test } from 'vitest';
import { randomFrom } from '../archive/made-articles.ts';
import { temporaryFolder } from '../archive/temporary.ts';
import { pollKillRounds } from './kill-rounds.ts';

test('a poller that is killed again and again loses nothing and stores nothing twice', async () => {
  const file = join(temporaryFolder(), 'archive.db');
  expect(await pollKillRounds({ file, rounds: 2, stories: 6, random: randomFrom(11) })).toEqual([]);
}, 60_000);
