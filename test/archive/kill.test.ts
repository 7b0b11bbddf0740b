import { join } from 'node:path';
import { expect, test } from 'vitest';
import { killRounds } from './kill-rounds.ts';
import { randomFrom } from './made-articles.ts';
import { temporaryFolder } from './temporary.ts';

// The long run is test/faults/archive-kill.ts.
test('store() loses nothing that it has reported, and doubles nothing, when the process is killed', async () => {
  const file = join(temporaryFolder(), 'archive.db');
  expect(await killRounds({ file, rounds: 4, articles: 300, random: randomFrom(1) })).toEqual([]);
}, 60_000);
