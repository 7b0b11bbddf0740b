/** What stood in the way, so that a caller can say what to do about it. */
export type ArchiveFault =
  | 'busy'
  | 'damaged'
  | 'full'
  | 'missing'
  | 'newer'
  | 'not an archive'
  | 'older'
  | 'read-only'
  | 'exists'
  | 'unreadable';

/** An archive could not be opened, read or written. Nothing of what was tried has been kept. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
  readonly file: string;
  readonly fault: ArchiveFault;

  /** @param tried what we wanted, as it follows "Cannot": "store articles in" */
  constructor(tried: string, file: string, fault: ArchiveFault, met: string, options?: ErrorOptions) {
    super(`Cannot ${tried} archive "${file}": ${met}`, options);
    this.file = file;
    this.fault = fault;
  }
}

/** Primary result codes of SQLite that a user can do something about. https://sqlite.org/rescode.html */
const faults: ReadonlyMap<number, readonly [ArchiveFault, string]> = new Map([
  [5, ['busy', 'another process has been writing to it for more than 5 s; try again when it is done']],
  [6, ['busy', 'another process has been writing to it for more than 5 s; try again when it is done']],
  [8, ['read-only', 'the file or its folder may not be written; nothing was changed']],
  [10, ['unreadable', 'the disk failed to read or write it; nothing was changed']],
  [11, ['damaged', 'the file is damaged; "verbatim check" says where, "verbatim restore" brings back a backup']],
  [13, ['full', 'the disk is full; nothing was changed: make room and do it again']],
  [14, ['unreadable', 'it cannot be opened: the folder must exist and may have to be writable']],
  [26, ['not an archive', 'expected an archive of Verbatim, got a file that is no SQLite database']],
]);

/** Primary result code of an error that node:sqlite threw, or `null` for any other error. */
function resultCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null;
  // Extended codes carry the primary one in their low byte.
  return error.errcode & 0xff;
}

/** Tells whether another connection held the lock. */
export function isBusy(error: unknown): boolean {
  return resultCode(error) === 5;
}

/** Says in words what SQLite met. An error that is none of SQLite's comes back as it is. */
export function explainError(error: unknown, tried: string, file: string): unknown {
  const code = resultCode(error);
  const known = code === null ? undefined : faults.get(code);
  if (known === undefined) return error;
  const [fault, met] = known;
  return new ArchiveError(tried, file, fault, met, { cause: error });
}

/**
 * Says that an open archive was moved away, or another file put in its place, where SQLite met damage because of that. An
 * error that is none of SQLite's comes back as it is.
 */
export function replacedError(error: unknown, tried: string, file: string): unknown {
  if (resultCode(error) === null) return error;
  const met = 'it was moved away or replaced while this process had it open: start again';
  return new ArchiveError(tried, file, 'missing', met, { cause: error });
}
