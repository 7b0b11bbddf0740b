import type { SQLOutputValue } from 'node:sqlite';

/** A row as node:sqlite gives it. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

type Value = SQLOutputValue | undefined;

/** The schema is strict, so another type than the one expected is a slip of ours. */
function unexpected(expected: string, value: Value): never {
  throw new TypeError(`Expected ${expected} in a column, got ${value === null ? 'NULL' : typeof value}`);
}

export function text(value: Value): string {
  return typeof value === 'string' ? value : unexpected('text', value);
}

export function textOrNull(value: Value): string | null {
  return value === null ? null : text(value);
}

export function integer(value: Value): number {
  return typeof value === 'number' ? value : unexpected('an integer', value);
}

export function integerOrNull(value: Value): number | null {
  return value === null ? null : integer(value);
}

export function bytes(value: Value): Uint8Array {
  return value instanceof Uint8Array ? value : unexpected('bytes', value);
}
