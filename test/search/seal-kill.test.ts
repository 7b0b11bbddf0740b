import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { randomFrom } from '../archive/made-articles.ts';
import { sealRounds } from './seal-rounds.ts';

// The long run is test/faults/search-kill.ts.
test('seal() leaves a sound base or none when the process is killed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-seal-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  expect(await sealRounds({ folder, rounds: 3, random: randomFrom(1) })).toMatchObject({ wrong: [] });
}, 60_000);
