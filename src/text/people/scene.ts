import type { Span } from '../../model/span.ts';
import type { Attribution } from '../attribution.ts';
import type { Entity } from './entities.ts';
import type { Mention } from './mentions.ts';
import type { Referent } from './referents.ts';
import type { SpeakerRule } from './rules.ts';
import type { Word } from './words.ts';

/** An article while its statements get their speakers, in reading order: what stands before a place is resolved. */
export interface Scene {
  readonly text: string;
  readonly words: readonly Word[];
  readonly referents: readonly Referent[];
  readonly attributions: readonly Attribution[];
  /** What stands for the speaker of each attribution. */
  readonly mentions: readonly (Mention | null)[];
  /** Grows by those whom the article only describes. */
  readonly entities: Entity[];
  /** Those who hold a role, in the order in which they came in. */
  readonly holders: Entity[];
  /** Those who are described, by their description in lower case. */
  readonly described: Map<string, Entity>;
  /** What spoke last, when neither a name nor a role stands for it ("a new report", "the company"). */
  spokenNoun: SpokenNoun | null;
  /** The body that spoke last, or a single word that may be the name of one. */
  spokenBody: SpokenBody | null;
}

/** A body that spoke, under whatever name or pronoun. */
interface SpokenBody {
  readonly entity: number;
  readonly sentence: number;
}

/** A noun that spoke. */
export interface SpokenNoun {
  readonly entity: number;
  readonly sentence: number;
  readonly plural: boolean;
}

/** Whom a phrase stands for, and by which rule; an entity of -1 means that nobody could be found. */
export interface Link {
  readonly entity: number;
  readonly rule: SpeakerRule;
}

export const unresolved: Link = { entity: -1, rule: 'unresolved' };

export function sceneOf(
  parts: Pick<Scene, 'text' | 'words' | 'referents' | 'attributions' | 'mentions' | 'entities'>,
): Scene {
  return {
    ...parts,
    holders: parts.entities.filter(({ offices }) => offices.length > 0),
    described: new Map(),
    spokenNoun: null,
    spokenBody: null,
  };
}

/** Place of the first referent that starts at or after `start`. */
export function placeAt({ referents }: Pick<Scene, 'referents'>, start: number): number {
  let low = 0;
  let high = referents.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((referents[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Span of words, both ends included. */
export function spanOfWords({ words }: Scene, from: number, last: number): Span {
  return { start: words[from]?.start ?? 0, end: words[last]?.end ?? 0 };
}
