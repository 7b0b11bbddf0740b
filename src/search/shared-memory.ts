/** Arrays of so many zeros in memory that all threads of the process may be handed. */
export const shared8 = (length: number): Uint8Array => new Uint8Array(new SharedArrayBuffer(length));
export const shared16 = (length: number): Uint16Array => new Uint16Array(new SharedArrayBuffer(length * 2));
export const shared32 = (length: number): Uint32Array => new Uint32Array(new SharedArrayBuffer(length * 4));
export const shared64 = (length: number): Float64Array => new Float64Array(new SharedArrayBuffer(length * 8));

/** Numbers in an array of their own. */
export function copied<T extends { set(numbers: ArrayLike<number>): void }>(
  make: (length: number) => T,
  numbers: ArrayLike<number>,
): T {
  const copy = make(numbers.length);
  copy.set(numbers);
  return copy;
}
