import { ArchiveError } from './archive-error.ts';
import type { Connection } from './connection.ts';
import { countMissing } from './count-versions.ts';

/** Half a second: another process that opens the archive counts in turns with this one. */
const AT_ONCE = 2_000;
/** Whoever waits longer is told for what. */
const QUIET_MS = 5_000;

/**
 * Counts what was stored before the archive kept counts, batch by batch: what a killed process has counted stays counted.
 *
 * @throws {ArchiveError} when something is left to count and the archive may not be written
 */
export function countStored(connection: Connection, tell: (line: string) => void): void {
  const left = connection.prepare('SELECT 1 FROM uncounted LIMIT 1').get();
  if (left === undefined) return;
  if (connection.readOnly)
    throw new ArchiveError(
      'read',
      connection.file,
      'older',
      'it was not brought up to date to the end: open it once for writing, which does the rest',
    );
  let told = performance.now();
  for (let rows = countMissing(connection, AT_ONCE); rows > 0; rows = countMissing(connection, AT_ONCE)) {
    if (performance.now() - told < QUIET_MS) continue;
    told = performance.now();
    tell(`Bringing ${connection.file} up to date: ${rows} articles left`);
  }
}
