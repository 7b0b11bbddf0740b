/** Reads the text of a variable of the environment; throws `UnreadableError`. */
export type Reader<T> = (text: string) => T;

/** A text that is not what a variable has to hold, in words: what was expected, once for each fault. */
class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('; '));
    this.faults = faults;
  }
}

/** What readers make of the variables that are there. */
export type Values<R> = { readonly [Name in keyof R]?: R[Name] extends Reader<infer T> ? T : never };

/**
 * Reads variables with readers of the same names. By hand and not with zod: with its fifty languages it is a quarter
 * of all modules of a start.
 *
 * @returns what could be read, and a line for each fault of the rest
 */
export function readVariables<R extends Readonly<Record<string, Reader<unknown>>>>(
  readers: R,
  present: Readonly<Record<string, string>>,
): { readonly values: Values<R>; readonly faults: readonly string[] } {
  const read: [string, unknown][] = [];
  const faults: string[] = [];
  for (const [name, reader] of Object.entries(readers)) {
    const text = present[name];
    if (text === undefined) continue;
    try {
      read.push([name, reader(text)]);
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error;
      faults.push(...error.faults.map((fault) => `${name}: ${fault}`));
    }
  }
  // Under each name there is what its reader gave, or nothing.
  return { values: Object.fromEntries(read) as Values<R>, faults };
}

export const anyText: Reader<string> = (text) => text;

/** @param expected never repeats the text of a secret */
export function textThat(fits: (text: string) => boolean, expected: (text: string) => string): Reader<string> {
  return (text) => {
    if (!fits(text)) throw new UnreadableError([expected(text)]);
    return text;
  };
}

export function oneOf<const T extends string>(choices: readonly T[], expected: (text: string) => string): Reader<T> {
  return (text) => {
    const chosen = choices.find((choice) => choice === text);
    if (chosen === undefined) throw new UnreadableError([expected(text)]);
    return chosen;
  };
}

export function whole(from: number, to: number): Reader<number> {
  return (text) => {
    const number = /^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN;
    if (number >= from && number <= to) return number;
    throw new UnreadableError([`expected a whole number from ${from} to ${to}, got "${text}"`]);
  };
}

/** The entries of a list with commas between. */
export function listOf<T>(entry: Reader<T>): Reader<readonly T[]> {
  return (text) => {
    const entries: T[] = [];
    const faults: string[] = [];
    for (const part of text.split(',').map((each) => each.trim())) {
      if (part === '') continue;
      try {
        entries.push(entry(part));
      } catch (error) {
        if (!(error instanceof UnreadableError)) throw error;
        faults.push(...error.faults);
      }
    }
    if (faults.length > 0) throw new UnreadableError(faults);
    return entries;
  };
}
