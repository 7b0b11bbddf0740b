import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openArchive } from '../../src/archive/open-archive.ts';
import { ferry, tell } from './news.ts';
import { temporaryFolder } from './temporary.ts';

test('removeArticle() wipes the words from the disk, in every version and in the log', () => {
  const file = join(temporaryFolder(), 'archive.db');
  using archive = openArchive(file);
  const source = archive.source('import', 'files');
  const version = (word: string) =>
    tell({
      id: 'private',
      title: `About ${word}`,
      sentences: [`The word is ${word}, Zacharias Wortmann said. `.repeat(300)],
      said: [{ words: word, by: 'Zacharias Wortmann' }],
      people: [{ name: 'Zacharias Wortmann', aliases: ['Wortmann'], descriptions: ['The word'] }],
    });
  archive.store([version('quibberish'), ferry], source);
  archive.store([version('flimflammery')], source);
  const onDisk = () =>
    [file, `${file}-wal`]
      .filter((path) => existsSync(path))
      .map((path) => readFileSync(path, 'latin1').toLowerCase())
      .join('');
  const words = ['quibberish', 'flimflammery', 'wortmann'];
  expect(words.filter((word) => onDisk().includes(word))).toEqual(words);
  archive.removeArticle('private', 'the owner');
  expect(words.filter((word) => onDisk().includes(word))).toEqual([]);
  expect(onDisk()).toContain('ferry fares rise');
});
