import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { type Archive, openArchive } from '../../src/archive/open-archive.ts';
import type { Hit, SentenceIndex } from '../../src/model/search.ts';
import { openSearch } from '../../src/search/open-search.ts';
import { createSentenceIndex } from '../../src/search/sentence-index.ts';
import { runChild } from '../archive/run-child.ts';

export interface SealRounds {
  /** Where archive and index lie. */
  readonly folder: string;
  readonly rounds: number;
  readonly random: () => number;
}

export interface SealReport {
  /** Everything that was wrong; empty when nothing was. */
  readonly wrong: readonly string[];
  /** Kills that met a base half written. */
  readonly halfWritten: number;
  /** Openings that could use the base. */
  readonly used: number;
}

const questions = ['report', 'minister said talks', 'who met the council on Monday', 'agreement'];

function answersOf(index: SentenceIndex): { size: number; hits: (readonly Hit[])[] } {
  return { size: index.size, hits: questions.map((each) => index.search(index.readQuery(each), { limit: 20 })) };
}

function builtAnew(archive: Archive): SentenceIndex {
  const index = createSentenceIndex();
  for (let mark = 0; ; ) {
    const movement = archive.movement(mark, 1000);
    for (const { row, title, text, sentences } of archive.articles(movement.stored, { sources: 'all' })) {
      const whole = sentences.map(({ start, end, paragraph }) => ({ text: text.slice(start, end), paragraph }));
      index.add({ row, title, sentences: whole });
    }
    if (movement.mark === mark) return index;
    mark = movement.mark;
  }
}

/**
 * Has a process store, remove and seal, kills it at a random moment, and looks after each kill whether the index opens
 * and answers as one that is built anew from the archive.
 */
export async function sealRounds({ folder, rounds, random }: SealRounds): Promise<SealReport> {
  const file = join(folder, 'archive.db');
  const indexFolder = join(folder, 'index');
  const wrong: string[] = [];
  let halfWritten = 0;
  let used = 0;
  for (let round = 0; round < rounds; round++) {
    const child = runChild('../../search/children/seal.ts', file, indexFolder, String(round * 1000));
    await child.line('opened');
    await sleep(random() * 250);
    child.process.kill('SIGKILL');
    await child.ended;
    if (child.lines.includes('failed')) wrong.push(`round ${round}: sealing failed`);
    if (existsSync(indexFolder) && readdirSync(indexFolder).some((name) => name.endsWith('.part'))) halfWritten++;
    using archive = openArchive(file);
    const search = openSearch({ archive, sealed: { folder: indexFolder, identity: archive.identity() } });
    if (search.base === 'used') used++;
    else if (search.base !== 'missing') wrong.push(`round ${round}: the base was ${search.base}`);
    if (!isDeepStrictEqual(answersOf(search.index), answersOf(builtAnew(archive)))) {
      wrong.push(`round ${round}: other answers than from an index built anew`);
    }
    if (existsSync(indexFolder) && readdirSync(indexFolder).some((name) => name.endsWith('.part'))) {
      wrong.push(`round ${round}: a piece was left behind`);
    }
  }
  return { wrong, halfWritten, used };
}
