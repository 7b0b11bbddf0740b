import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe } from 'vitest';
import { type Archive, openArchive } from '../../src/archive/open-archive.ts';
import { followingContract } from './contract-following.ts';
import { readingContract } from './contract-reading.ts';
import { storingContract } from './contract-storing.ts';

const now = () => new Date('2025-04-20T12:00:00Z');

describe.each([
  { place: 'in memory', file: () => ':memory:' },
  { place: 'in a file', file: () => join(mkdtempSync(join(tmpdir(), 'verbatim-archive-')), 'archive.db') },
])('openArchive() $place', ({ file }) => {
  const opened: Archive[] = [];
  const open = () => {
    const archive = openArchive(file(), { now });
    opened.push(archive);
    return archive;
  };
  afterEach(() => {
    for (const archive of opened.splice(0)) {
      archive.close();
      if (archive.file !== ':memory:') rmSync(join(archive.file, '..'), { recursive: true });
    }
  });

  storingContract(open);
  readingContract(open);
  followingContract(open);
});
