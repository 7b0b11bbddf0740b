/** One line of a stream of bytes, without its end. */
export interface Line {
  /** Counts from 1. */
  readonly number: number;
  /** `null` when it is longer than was allowed; its bytes are gone. */
  readonly bytes: Uint8Array | null;
}

const lineFeed = 10;

/** Splits bytes at line feeds and holds no more of them than one chunk and one line of `maxBytes`. */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Line> {
  let number = 1;
  let pieces: Uint8Array[] = [];
  let held = 0;
  const keep = (piece: Uint8Array): void => {
    held += piece.length;
    if (held > maxBytes) pieces = [];
    else pieces.push(piece);
  };
  const takeLine = (): Line => {
    const [only] = pieces;
    const whole = pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces);
    const line = { number, bytes: held > maxBytes ? null : whole };
    number += 1;
    pieces = [];
    held = 0;
    return line;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
      keep(chunk.subarray(start, end));
      yield takeLine();
      start = end + 1;
    }
    if (start < chunk.length) keep(chunk.subarray(start));
  }
  if (held > 0) yield takeLine();
}
