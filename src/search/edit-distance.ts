/** Longest word that distances are told for; the longest term is 64 units. */
const longest = 64;
const width = longest + 1;
const rows = [new Uint8Array(width), new Uint8Array(width), new Uint8Array(width)] as const;

/**
 * Optimal string alignment distance, told up to `most`: insertions, deletions, substitutions, and swaps of two neighbours.
 *
 * @returns `most + 1` for every larger distance
 */
export function editDistance(
  one: Uint16Array,
  oneLength: number,
  other: Uint16Array,
  otherLength: number,
  most: number,
): number {
  const tooFar = most + 1;
  if (Math.abs(oneLength - otherLength) > most || oneLength > longest || otherLength > longest) return tooFar;
  let [twoUp, up, row] = rows;
  for (let column = 0; column <= otherLength; column++) up[column] = Math.min(column, tooFar);
  for (let line = 1; line <= oneLength; line++) {
    // Outside a band of `most` around the diagonal every distance is too far.
    const first = Math.max(1, line - most);
    const last = Math.min(otherLength, line + most);
    row[first - 1] = first === 1 ? Math.min(line, tooFar) : tooFar;
    let least = tooFar;
    const unit = one[line - 1];
    for (let column = first; column <= last; column++) {
      const met = other[column - 1];
      let distance = (up[column - 1] ?? tooFar) + (unit === met ? 0 : 1);
      const removed = column === line + most ? tooFar : (up[column] ?? tooFar) + 1;
      const inserted = (row[column - 1] ?? tooFar) + 1;
      distance = Math.min(distance, removed, inserted);
      if (line > 1 && column > 1 && unit === other[column - 2] && one[line - 2] === met) {
        distance = Math.min(distance, (twoUp[column - 2] ?? tooFar) + 1);
      }
      row[column] = distance;
      least = Math.min(least, distance);
    }
    if (least > most && line > 1) return tooFar;
    [twoUp, up, row] = [up, row, twoUp];
  }
  return Math.min(up[otherLength] ?? tooFar, tooFar);
}

const unitsOfOne = new Uint16Array(longest);
const unitsOfOther = new Uint16Array(longest);

function copyUnits(word: string, units: Uint16Array): void {
  for (let place = 0; place < word.length; place++) units[place] = word.charCodeAt(place);
}

/** The same of two words as strings; `most + 1` where one of them is longer than any word is. */
export function wordDistance(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most || one.length > longest || other.length > longest) return most + 1;
  copyUnits(one, unitsOfOne);
  copyUnits(other, unitsOfOther);
  return editDistance(unitsOfOne, one.length, unitsOfOther, other.length, most);
}
