import { integer, text } from './columns.ts';
import type { Connection } from './connection.ts';

/** Who did what to the archive, and when. */
export interface AuditEntry {
  readonly at: Date;
  readonly who: string;
  readonly action: 'remove article' | 'readmit article' | 'correct speaker' | 'undo correction' | 'remove source';
  /** What it was done to: the id of an article or a source, or of a statement with the speaker before and after. */
  readonly subject: string;
}

/** Part of the transaction that does it. */
export function audit(connection: Connection, who: string, action: AuditEntry['action'], subject: string): void {
  connection
    .prepare('INSERT INTO audit (at, who, action, subject) VALUES (?, ?, ?, ?)')
    .run(connection.now().getTime(), who.toWellFormed(), action, subject);
}

/** Newest first. */
export function readAudit(connection: Connection, limit: number): AuditEntry[] {
  return connection.read('read the audit of', () =>
    connection
      .prepare('SELECT at, who, action, subject FROM audit ORDER BY number DESC LIMIT ?')
      .all(limit)
      .map((row) => ({
        at: new Date(integer(row.at)),
        who: text(row.who),
        action: text(row.action) as AuditEntry['action'],
        subject: text(row.subject),
      })),
  );
}
