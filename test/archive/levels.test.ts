import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Connection } from '../../src/archive/connection.ts';
import { addRecent, deleteLevelled, type Levelled, sentenceHashes, statementKeys } from '../../src/archive/levels.ts';
import { migrate } from '../../src/archive/migrate.ts';
import { migrations } from '../../src/archive/schema.ts';

/** More than this many rows move on, so that a few hundred go round several times. */
const mostRecent = 20;

function emptyArchive(): Connection {
  const connection = new Connection(':memory:', { readOnly: false, now: () => new Date(0) });
  migrate(connection, migrations);
  return connection;
}

function rowsOf(connection: Connection, table: string, { key }: Levelled): string[] {
  return connection
    .prepare(`SELECT CAST(${key} AS TEXT) AS key, version FROM ${table}`)
    .all()
    .map((row) => `${row.key} ${row.version}`)
    .sort();
}

const hash = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  // The same sentence in many articles, and the ends of the order.
  fc.constantFrom(7n, -(2n ** 63n), 2n ** 63n - 1n),
);
const letters = fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom('', 'AAAAAA', '______'));

const unordered: readonly { readonly level: Levelled; readonly key: fc.Arbitrary<bigint | string> }[] = [
  { level: sentenceHashes, key: hash },
  { level: statementKeys, key: letters.map((each) => each.toWellFormed().replaceAll('\0', '')) },
];

test.each(unordered)('addRecent() keeps every row of $level.name once, wherever it moves', ({ level, key }) => {
  const step = fc.record({ keys: fc.array(key, { minLength: 1, maxLength: 60 }), isDeleted: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const connection = emptyArchive();
      const expected = new Set<string>();
      for (const [version, { keys, isDeleted }] of steps.entries()) {
        const rows = [...new Set(keys)].map((each) => [each, version] as const);
        addRecent(connection, level, rows, mostRecent);
        for (const [each] of rows) expected.add(`${each} ${version}`);
        if (!isDeleted) continue;
        for (const row of rows.slice(0, 10)) {
          deleteLevelled(connection, level, `${level.key} = ? AND version = ?`, row);
          expected.delete(`${row[0]} ${version}`);
        }
      }
      expect(rowsOf(connection, level.name, level)).toEqual([...expected].sort());
      const recent = rowsOf(connection, `recent_${level.name}`, level);
      const counted = connection.prepare('SELECT recent FROM levels WHERE name = ?').get(level.name);
      expect(counted?.recent).toBe(recent.length);
      connection.close();
    }),
    { numRuns: 15 },
  );
});

test('addRecent() moves rows on once there are many', () => {
  const connection = emptyArchive();
  for (let version = 1; version <= 100; version++)
    addRecent(connection, statementKeys, [[`key ${(version * 37) % 100}`, version]], mostRecent);
  expect(rowsOf(connection, 'recent_statement_keys', statementKeys).length).toBeLessThanOrEqual(mostRecent + 1);
  expect(rowsOf(connection, 'statement_keys', statementKeys)).toHaveLength(100);
  connection.close();
});
