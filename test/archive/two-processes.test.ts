import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openArchive } from '../../src/archive/open-archive.ts';
import { harbour } from './news.ts';
import { runChild } from './run-child.ts';
import { temporaryFolder } from './temporary.ts';

const all = { sources: 'all' } as const;

function openWithNews() {
  const archive = openArchive(join(temporaryFolder(), 'archive.db'));
  onTestFinished(() => archive.close());
  archive.store([harbour], archive.source('import', 'files'));
  return archive;
}

test('an open archive sees what another process has stored as soon as that one says so', async () => {
  const archive = openWithNews();
  const before = {
    changes: archive.changeCount(),
    mark: archive.movement(0, 99).mark,
    speakers: archive.speakers(all).length,
  };
  const child = runChild('store.ts', archive.file, '0', '30', '3');
  for (const n of [0, 10, 29]) {
    await child.line(`added made-${n}.`);
    expect(archive.article(`made-${n}`, all)).not.toBeNull();
    expect(archive.changeCount()).not.toBe(before.changes);
  }
  expect(await child.ended).toBe(0);
  expect(archive.movement(before.mark, 99).stored).toHaveLength(30);
  expect(archive.extent({ scope: all })).toMatchObject({ articles: 31, sentences: 3 + 30 * 8 });
  expect(archive.speakers(all).length).toBeGreaterThan(before.speakers);
});

test('what another process removes is gone here, from counts and lists too', async () => {
  const archive = openWithNews();
  const child = runChild('store.ts', archive.file, '0', '5', '5');
  await child.ended;
  expect(archive.speakers(all).some(({ name }) => name === 'Anna Moss')).toBe(true);
  const { mark, stored } = archive.movement(0, 99);
  using other = openArchive(archive.file);
  const [article] = other.articles(stored.slice(0, 1), all);
  other.removeArticle(article?.id ?? '', 'the owner');
  expect(archive.article(article?.id ?? '', all)).toBeNull();
  expect(archive.movement(mark, 99)).toMatchObject({ stored: [], gone: stored.slice(0, 1) });
  expect(archive.speakers(all).some(({ name }) => name === 'Anna Moss')).toBe(false);
  expect(archive.extent({ scope: all }).articles).toBe(5);
});

test('two processes store at once without losing or doubling an article', async () => {
  const archive = openWithNews();
  const children = [0, 20].map((first) => runChild('store.ts', archive.file, String(first), '40', '1'));
  expect(await Promise.all(children.map(({ ended }) => ended))).toEqual([0, 0]);
  expect(archive.extent({ scope: all }).articles).toBe(61);
  const outcomes = children.flatMap(({ lines }) => lines.map((line) => line.split(' ')[0]));
  expect(outcomes.filter((outcome) => outcome === 'added')).toHaveLength(60);
  expect(outcomes.filter((outcome) => outcome === 'unchanged')).toHaveLength(20);
});
