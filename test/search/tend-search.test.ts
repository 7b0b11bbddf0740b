import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openSearch, type Search } from '../../src/search/open-search.ts';
import { tendSearch } from '../../src/search/tend-search.ts';
import { openInMemory, storeTexts } from './real-archive.ts';

const manyWords = Array.from({ length: 21_000 }, (_, place) => `Word${place} came.`).join(' ');

function tended({ folder, sealFrom }: { folder: string; sealFrom: number }) {
  const archive = openInMemory();
  const search: Search = openSearch({ archive, sealed: { folder, identity: archive.identity() }, sealFrom });
  const tending = tendSearch(search, { everyMs: 5, idleMs: 20 });
  onTestFinished(async () => {
    await tending.stop();
    archive.close();
  });
  return { archive, search, tending };
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-tend-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('tendSearch() takes new articles up before anybody asks', async () => {
  const { archive, search } = tended({ folder: temporaryFolder(), sealFrom: 100 });
  storeTexts(archive, [{ id: 'one', text: 'The bakbam slept.' }]);
  await vi.waitFor(() => expect(search.index.frequency('bakbam')).toBe(1));
});

test('tendSearch() seals once nobody asks, and the next start uses that', async () => {
  const folder = temporaryFolder();
  const { archive } = tended({ folder, sealFrom: 100 });
  storeTexts(archive, [{ id: 'one', text: manyWords }]);
  await vi.waitFor(() => expect(existsSync(join(folder, 'sentences.index'))).toBe(true), { timeout: 20_000 });
  expect(openSearch({ archive, sealed: { folder, identity: archive.identity() } }).base).toBe('used');
}, 30_000);

test('tendSearch() goes on taking articles up where it cannot seal', async () => {
  const folder = join(temporaryFolder(), 'index');
  writeFileSync(folder, 'in the way');
  const { archive, search, tending } = tended({ folder, sealFrom: 1 });
  storeTexts(archive, [{ id: 'one', text: manyWords }]);
  await vi.waitFor(() => expect(search.index.size).toBe(21_000), { timeout: 20_000 });
  storeTexts(archive, [{ id: 'two', text: 'The bakbam slept.' }]);
  await vi.waitFor(() => expect(search.index.frequency('bakbam')).toBe(1));
  await tending.stop();
}, 30_000);

test('stop() writes the base when that is worth it', async () => {
  const folder = temporaryFolder();
  const { archive, search, tending } = tended({ folder, sealFrom: 100 });
  tending.busy();
  storeTexts(archive, [{ id: 'one', text: manyWords }]);
  search.follow();
  await tending.stop();
  expect(existsSync(join(folder, 'sentences.index'))).toBe(true);
}, 30_000);
