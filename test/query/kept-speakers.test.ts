import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Archive, openArchive } from '../../src/archive/open-archive.ts';
import type { ArchiveReader, StoredSpeaker } from '../../src/model/archive.ts';
import { keepSpeakers } from '../../src/query/kept-speakers.ts';
import { readArticle } from '../../src/text/read-article.ts';

const all = { sources: 'all' } as const;

function store(archive: Archive, text: string): void {
  const article = { id: null, title: null, text, outlet: null, url: null, published: null, author: null };
  archive.store([{ article, reading: readArticle(article) }], archive.source('import', 'test'));
}

function twoSpeakers(): { archive: Archive; folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-speakers-'));
  const archive = openArchive(':memory:');
  onTestFinished(() => {
    archive.close();
    rmSync(folder, { recursive: true, force: true });
  });
  store(archive, '"The mill is sold," said Ines Calder. Oskar Brandt said it was not.');
  return { archive, folder };
}

/** What a process that starts now lists, and how often it had to count for that. */
function start(
  archive: Archive,
  folder: string,
): { list: () => readonly StoredSpeaker[]; counts: () => number; save: () => void; warm: () => void } {
  let counts = 0;
  const watched: ArchiveReader = {
    ...archive,
    speakers(scope) {
      counts += 1;
      return archive.speakers(scope);
    },
  };
  const kept = keepSpeakers(watched, { folder, identity: archive.identity() }, { fewest: 1 });
  return { list: () => kept.archive.speakers(all), counts: () => counts, save: kept.save, warm: kept.warm };
}

test('keepSpeakers() lists without counting what an earlier process has counted', () => {
  const { archive, folder } = twoSpeakers();
  const first = start(archive, folder);
  const counted = first.list();
  first.save();
  const second = start(archive, folder);
  expect(second.list()).toEqual(counted);
  expect(second.counts()).toBe(0);
});

test('keepSpeakers() counts again once anything has moved', () => {
  const { archive, folder } = twoSpeakers();
  const first = start(archive, folder);
  first.list();
  first.save();
  const second = start(archive, folder);
  store(archive, '"I know," said Lena Ost.');
  expect(second.list()).toEqual(archive.speakers(all));
  expect(
    start(archive, folder)
      .list()
      .map(({ name }) => name),
  ).toContain('Lena Ost');
});

test('warm() counts ahead of the first change, and once', () => {
  const { archive, folder } = twoSpeakers();
  const first = start(archive, folder);
  first.list();
  first.save();
  const second = start(archive, folder);
  second.list();
  second.warm();
  second.warm();
  expect(second.counts()).toBe(1);
});

test.each([
  { it: 'is of another archive', spoil: (content: string) => content.replace(/"identity":"/, '"identity":"x') },
  { it: 'has another format', spoil: (content: string) => content.replace('"format":1', '"format":2') },
  { it: 'has one letter changed', spoil: (content: string) => content.replace('Calder', 'Calger') },
  { it: 'is cut', spoil: (content: string) => content.slice(0, -20) },
  { it: 'is empty', spoil: () => '' },
  { it: 'is something else', spoil: () => 'hello\nworld' },
])('keepSpeakers() does not believe a file that $it', ({ spoil }) => {
  const { archive, folder } = twoSpeakers();
  const first = start(archive, folder);
  const counted = first.list();
  first.save();
  const path = join(folder, 'speakers.json');
  writeFileSync(path, spoil(readFileSync(path, 'utf8')));
  const second = start(archive, folder);
  expect(second.list()).toEqual(counted);
  expect(second.counts()).toBe(1);
});

test('save() leaves nothing where it cannot write, and nothing for a few speakers', () => {
  const { archive, folder } = twoSpeakers();
  writeFileSync(join(folder, 'blocked'), '');
  const blocked = start(archive, join(folder, 'blocked'));
  blocked.list();
  blocked.save();
  const few = keepSpeakers(archive, { folder, identity: archive.identity() });
  few.archive.speakers(all);
  few.save();
  expect(readdirSync(folder)).toEqual(['blocked']);
});
