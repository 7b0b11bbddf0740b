import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Charset, Index } from 'flexsearch';
import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';
import type { IndexedArticle } from '../../src/model/search.ts';
import { writeIndexFile } from '../../src/search/index-file.ts';
import { readIndexFile } from '../../src/search/read-index-file.ts';
import { Segments } from '../../src/search/segments.ts';
import { indexOver } from '../../src/search/sentence-index.ts';
import { stemWord } from '../../src/search/stem.ts';

/** One way to search sentences, as well set up for questions as its documentation tells. */
export interface Engine {
  /** Takes the sentences from `first` on. */
  add(first: number, sentences: readonly string[]): void;
  /** Called once when all are in. */
  finish(): void;
  /** Places of the best ten. */
  search(question: string, kind: 'clean' | 'typo'): readonly number[];
  /** Bytes in memory that threads share, which the engine of JavaScript does not count. */
  shared?(): number;
  /** What is to be told beside the figures. */
  note?(): Promise<string> | string;
  close?(): void;
}

const top = 10;
const perArticle = 30;

function verbatim(): Engine {
  const segments = new Segments();
  const index = indexOver(segments);
  return {
    add(first, sentences) {
      for (let from = 0; from < sentences.length; from += perArticle) {
        const row = ((first + from) / perArticle + 1) as IndexedArticle['row'];
        const own = sentences.slice(from, from + perArticle).map((text, paragraph) => ({ text, paragraph }));
        segments.add({ row, title: null, sentences: own });
      }
    },
    finish: () => segments.sealFresh(),
    search: (question) =>
      index
        .search(index.readQuery(question), { limit: top })
        .map(({ row, sentence }) => (row - 1) * perArticle + sentence),
    shared: () => segments.snapshot().chunks.reduce((sum, { data }) => sum + sharedBytes(data), 0),
    note: () => sealAndOpen(segments),
  };
}

function sharedBytes(data: object): number {
  const buffers = Object.values(data).flatMap((each) => (ArrayBuffer.isView(each) ? [each.buffer] : []));
  return [...new Set(buffers)].reduce((sum, buffer) => sum + buffer.byteLength, 0);
}

async function sealAndOpen(segments: Segments): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-bench-'));
  const path = join(folder, 'sentences.index');
  const started = performance.now();
  await writeIndexFile(path, segments.snapshot(), { identity: 'bench', mark: 1 });
  const written = performance.now();
  const read = readIndexFile(path, 'bench');
  const opened = indexOver(new Segments(read.kind === 'index' ? read.state : undefined));
  opened.search(opened.readQuery('first question'), { limit: top });
  const answered = performance.now();
  const megabytes = statSync(path).size / 1e6;
  rmSync(folder, { recursive: true });
  const seconds = (from: number, to: number): string => `${((to - from) / 1000).toFixed(2)} s`;
  return `base ${megabytes.toFixed(0)} MB, written in ${seconds(started, written)}, opened to the first answer in ${seconds(written, answered)}`;
}

function sqlite(): Engine {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-bench-'));
  const path = join(folder, 'fts.db');
  const database = new DatabaseSync(path);
  database.exec(`
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;
    CREATE VIRTUAL TABLE sentences USING fts5(text, content = '', tokenize = 'porter unicode61');`);
  const insert = database.prepare('INSERT INTO sentences (rowid, text) VALUES (?, ?)');
  return {
    add(first, sentences) {
      database.exec('BEGIN');
      sentences.forEach((text, place) => {
        insert.run(first + place + 1, text);
      });
      database.exec('COMMIT');
    },
    finish: () => database.exec(`INSERT INTO sentences (sentences) VALUES ('optimize')`),
    search(question) {
      const words = (question.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => `"${word}"`);
      if (words.length === 0) return [];
      return database
        .prepare(`SELECT rowid FROM sentences WHERE sentences MATCH ? ORDER BY rank LIMIT ${top}`)
        .all(words.join(' OR '))
        .map(({ rowid }) => Number(rowid) - 1);
    },
    note: () => `${(statSync(path).size / 1e6).toFixed(0)} MB on disk; does not read misspelt words`,
    close() {
      database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function miniSearch(): Engine {
  const index = new MiniSearch<{ id: number; text: string }>({
    fields: ['text'],
    processTerm: (term) => stemWord(term.toLowerCase()),
  });
  return {
    add: (first, sentences) => index.addAll(sentences.map((text, place) => ({ id: first + place, text }))),
    finish() {},
    search: (question, kind) =>
      index
        .search(question, kind === 'clean' ? {} : { fuzzy: (term) => (term.length > 3 ? 0.2 : false) })
        .slice(0, top)
        .map(({ id }) => Number(id)),
  };
}

function flexSearch(): Engine {
  const index = new Index({ tokenize: 'strict', encoder: Charset.LatinBalance });
  return {
    add(first, sentences) {
      sentences.forEach((text, place) => {
        index.add(first + place, text);
      });
    },
    finish() {},
    search: (question) => index.search(question, { limit: top, suggest: true }).map(Number),
  };
}

function fuse(): Engine {
  const index = new Fuse<string>([], { useTokenSearch: true, ignoreLocation: true });
  return {
    add(_first, sentences) {
      for (const text of sentences) index.add(text);
    },
    finish() {},
    search: (question) => index.search(question, { limit: top }).map(({ refIndex }) => refIndex),
  };
}

export const engines: Readonly<Record<string, () => Engine>> = {
  verbatim,
  'SQLite FTS5': sqlite,
  MiniSearch: miniSearch,
  FlexSearch: flexSearch,
  'fuse.js': fuse,
};
