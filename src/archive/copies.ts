import type { VersionRow } from '../model/archive.ts';
import type { Scope } from '../model/scope.ts';
import type { TextCopy } from '../model/sources.ts';
import { REFERENCE_COLUMNS, referenceFrom } from './articles.ts';
import { bytes, integer } from './columns.ts';
import type { Connection } from './connection.ts';
import { listParameter, seenWithin } from './filters.ts';
import { hashesIn, readFingerprint } from './fingerprints.ts';

/** A sentence that stands in more versions than this is furniture ("This story will be updated"), and no sign of a copy. */
const MOST_CARRIERS = 200;
const HASH_BYTES = 8;

/** Fewer sentences in common are a quotation of one article in another. */
const FEWEST_SHARED = 3;
/** Of the shorter text, and of the longer one. */
const SHARE_OF_SHORTER = 0.75;
const SHARE_OF_LONGER = 0.4;

/** See `Archive.copiesOf`. */
export function readCopies(connection: Connection, row: VersionRow, scope: Scope): TextCopy[] {
  return connection.read('look for copies in', () => {
    const packed = readFingerprint(connection, row);
    if (packed === null) return [];
    const hashes = hashesIn(packed);
    const shared = sharedWith(connection, row, hashes);
    if (shared.size === 0) return [];
    const seen = seenWithin(scope);
    return connection
      .prepare(`
        SELECT v.row, f.hashes, ${REFERENCE_COLUMNS} FROM json_each(:rows) wanted
        CROSS JOIN versions v ON v.row = wanted.value CROSS JOIN articles a ON a.number = v.article
        CROSS JOIN fingerprints f ON f.version = v.row WHERE ${seen.sql}`)
      .all({ rows: listParameter([...shared.keys()]), ...seen.values })
      .map((found) => {
        const count = shared.get(integer(found.row)) ?? 0;
        const other = bytes(found.hashes).length / HASH_BYTES;
        return {
          row: integer(found.row) as VersionRow,
          article: referenceFrom(found),
          shared: count,
          of: hashes.length,
          isCopy: isCopy(count, hashes.length, other),
        };
      })
      .sort((a, b) => b.shared - a.shared || a.row - b.row);
  });
}

function isCopy(shared: number, one: number, other: number): boolean {
  const [shorter, longer] = one < other ? [one, other] : [other, one];
  return shared >= FEWEST_SHARED && shared >= SHARE_OF_SHORTER * shorter && shared >= SHARE_OF_LONGER * longer;
}

/** How many sentences other versions share with one. */
function sharedWith(connection: Connection, row: VersionRow, hashes: readonly bigint[]): Map<number, number> {
  const holders = connection.prepare('SELECT version FROM sentence_hashes WHERE hash = ? LIMIT ?');
  const shared = new Map<number, number>();
  for (const hash of hashes) {
    const versions = holders.all(hash, MOST_CARRIERS + 1);
    if (versions.length > MOST_CARRIERS) continue;
    for (const { version } of versions) {
      const other = integer(version);
      if (other !== row) shared.set(other, (shared.get(other) ?? 0) + 1);
    }
  }
  return shared;
}
