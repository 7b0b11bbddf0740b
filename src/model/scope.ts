/** Which sources the asker may see. Goes with every question down to the index. */
export interface Scope {
  readonly sources: 'all' | readonly SourceId[];
}

/** Row of a source in the archive. */
export type SourceId = number & { readonly brand: 'SourceId' };

/** One workspace or guild: `slack:T0123`, `discord:456`. What concerns no space is shared. */
export type Space = string & { readonly brand: 'Space' };
