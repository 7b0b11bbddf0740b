import { hash } from 'node:crypto';
import type { VersionRow } from '../model/archive.ts';
import type { Span } from '../model/span.ts';
import { type Additions, adding } from './additions.ts';
import { bytes, integer, text } from './columns.ts';
import type { Connection } from './connection.ts';
import { listParameter } from './filters.ts';
import { deleteLevelled, sentenceHashes } from './levels.ts';
import { unpackSentences } from './packed-spans.ts';

/** Shorter sentences ("He declined to comment.") stand in articles that have nothing to do with each other. */
const FEWEST_WORDS = 6;
const FEWEST_LETTERS = 30;
const HASH_BYTES = 8;

/** Most sentences are: nothing to normalise, and classes of letters that take a fifth of the time. */
const plain = /^[\0-\x7f]*$/;

/** What two outlets may set differently in the same sentence: case, marks, blanks. */
function normalised(sentence: string): string {
  if (plain.test(sentence))
    return sentence
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim();
  return sentence
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

function hasFewWords(words: string): boolean {
  let blank = -1;
  for (let count = 1; count < FEWEST_WORDS; count += 1) {
    blank = words.indexOf(' ', blank + 1);
    if (blank < 0) return true;
  }
  return false;
}

/** First 64 bits of SHA-256 of each sentence that is long enough, each once, packed. */
function fingerprintOf(body: string, sentences: readonly Span[]): Uint8Array {
  const noted = new Set<string>();
  for (const { start, end } of sentences) {
    const words = normalised(body.slice(start, end));
    if (words.length >= FEWEST_LETTERS && !hasFewWords(words)) noted.add(words);
  }
  const packed = Buffer.alloc(noted.size * HASH_BYTES);
  let at = 0;
  // As digits: a buffer for each hash takes as long to make as the hash.
  for (const words of noted) at += packed.write(hash('sha256', words, 'hex').slice(0, 2 * HASH_BYTES), at, 'hex');
  return packed;
}

export function hashesIn(packed: Uint8Array): bigint[] {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.length);
  return Array.from({ length: packed.length / HASH_BYTES }, (_, place) => view.getBigInt64(place * HASH_BYTES));
}

/** Notes the sentences of a version that becomes current and has no fingerprint yet. */
export function noteFingerprint(
  connection: Connection,
  added: Additions,
  row: VersionRow,
  body: string,
  sentences: readonly Span[],
): void {
  const packed = fingerprintOf(body, sentences);
  connection.prepare('INSERT INTO fingerprints (version, hashes) VALUES (?, ?)').run(row, packed);
  added.addHashes(row, hashesIn(packed));
}

/** For a version that is no longer current: its sentences are no copies any more. */
export function forgetFingerprint(connection: Connection, row: VersionRow): void {
  const packed = readFingerprint(connection, row);
  if (packed === null) return;
  for (const each of hashesIn(packed)) {
    deleteLevelled(connection, sentenceHashes, 'hash = ? AND version = ?', [each, row]);
  }
  connection.prepare('DELETE FROM fingerprints WHERE version = ?').run(row);
}

export function readFingerprint(connection: Connection, row: VersionRow): Uint8Array | null {
  const found = connection.prepare('SELECT hashes FROM fingerprints WHERE version = ?').get(row);
  return found === undefined ? null : bytes(found.hashes);
}

/** See `Archive.fingerprintMissing`. */
export function fingerprintMissing(connection: Connection, limit: number): number {
  return connection.write('look for copies in', () => {
    const rows = connection
      .prepare(`
        SELECT v.row FROM versions v WHERE v.current = 1
        AND NOT EXISTS (SELECT 1 FROM fingerprints f WHERE f.version = v.row) ORDER BY v.row LIMIT ?`)
      .all(limit)
      .map(({ row }) => integer(row));
    const found = connection
      .prepare('SELECT version, text, sentences FROM texts WHERE version IN (SELECT value FROM json_each(?))')
      .all(listParameter(rows));
    adding(connection, (added) => {
      for (const { version, text: body, sentences } of found) {
        const row = integer(version) as VersionRow;
        noteFingerprint(connection, added, row, text(body), unpackSentences(bytes(sentences)));
      }
    });
    return found.length;
  });
}
