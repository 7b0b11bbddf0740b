import { foldName } from '../archive/fold-name.ts';
import { wordDistance } from '../search/edit-distance.ts';

/** Outlets of the archive by their folded names. */
export type KnownOutlets = ReadonlyMap<string, string>;

export function knownOutlets(names: readonly string[]): KnownOutlets {
  return new Map(names.map((name) => [foldName(name), name]));
}

export interface OutletFound {
  readonly name: string;
  /** True when the typed name was misspelt. */
  readonly corrected: boolean;
}

/**
 * Finds an outlet by its name. `whole`: the name and nothing less; `near`: a part of it ("Guardian" for "Guardian
 * Weekly") or a near spelling will do when it can only be one.
 */
export function findOutlet(typed: string, outlets: KnownOutlets, manner: 'whole' | 'near'): OutletFound | null {
  const folded = foldName(typed);
  const whole = outlets.get(folded);
  if (whole !== undefined) return { name: whole, corrected: false };
  if (manner === 'whole' || folded.length < 3) return null;
  const parts = [...outlets].filter(([key]) => ` ${key} `.includes(` ${folded} `) || key.startsWith(folded));
  const [part] = parts;
  if (parts.length === 1 && part !== undefined) return { name: part[1], corrected: false };
  const near = [...outlets].filter(([key]) => wordDistance(folded, key, 2) <= (folded.length >= 8 ? 2 : 1));
  const [one] = near;
  return near.length === 1 && one !== undefined ? { name: one[1], corrected: true } : null;
}
