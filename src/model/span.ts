/** A half-open range of UTF-16 units, `[start, end)`, as `String.prototype.slice` counts them. */
export interface Span {
  readonly start: number;
  readonly end: number;
}
