/** Which sources the asker may see. Goes with every question down to the index. */
export interface Scope {
  readonly sources: 'all' | readonly SourceId[];
}

/** Row of a source in the archive. */
export type SourceId = number & { readonly brand: 'SourceId' };
