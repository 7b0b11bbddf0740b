/** The greatest number from 0 to `most` that fits, where whatever is smaller than a fitting one fits too. */
export function greatest(most: number, fits: (number: number) => boolean): number {
  let low = 0;
  let high = most;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
