import type { Phrase } from '../noun-phrases.ts';
import { type ChainScores, edgeColumns, tokenColumns } from './chain.ts';

/** A place where a piece of content could begin or end instead. */
export interface Place {
  readonly at: number;
  /** What the chain would weigh with it, less what it weighs with the place that was found. */
  readonly score: number;
}

/** Where a piece of content could begin and end, the rest of its chain staying as it is; the places found first. */
export interface Places {
  readonly starts: readonly Place[];
  readonly ends: readonly Place[];
}

/** Most beginnings, and most ends. */
const mostPlaces = 6;

/** Tells whether a beginning and an end make a candidate that weighs less than the found piece by no more than `widest`. */
export function arePiece(start: Place, end: Place, widest: number): boolean {
  return start.at < end.at && start.score + end.score > -widest;
}

/**
 * Finds other places for the beginning and the end of a piece of content.
 *
 * @param labels of the chain
 * @param cue its place in the chain; no content holds it
 * @param widest what a place may weigh less than the one that was found
 */
export function placesOf(scores: ChainScores, labels: Uint8Array, piece: Phrase, cue: number, widest: number): Places {
  const { token, edge, length } = scores;
  const isFree = (at: number): boolean => at >= 0 && at < length && labels[at] === 0 && at !== cue;
  const addPlace = (places: Place[], at: number, score: number): void => {
    if (score > -widest) places.push({ at, score });
  };
  const startOf = (at: number): number => edge[at * edgeColumns + 3] ?? 0;
  const endOf = (at: number): number => edge[at * edgeColumns + 1] ?? 0;
  const contentOf = (at: number): number => token[at * tokenColumns + 1] ?? 0;
  const starts: Place[] = [];
  const foundStart = startOf(piece.from);
  // What comes in or goes out with a place is weighed token by token; pieces stay apart by one at least.
  let moved = 0;
  for (let at = piece.from; at === piece.from || (isFree(at) && labels[at - 1] !== 2); at -= 1) {
    if (at < piece.from) moved += contentOf(at);
    addPlace(starts, at, startOf(at) - foundStart + moved);
  }
  moved = 0;
  for (let at = piece.from + 1; at < piece.to; at += 1) {
    moved -= contentOf(at - 1);
    addPlace(starts, at, startOf(at) - foundStart + moved);
  }
  const ends: Place[] = [];
  const foundEnd = endOf(piece.to);
  moved = 0;
  for (let at = piece.to; at === piece.to || (isFree(at - 1) && labels[at] !== 2); at += 1) {
    if (at > piece.to) moved += contentOf(at - 1);
    addPlace(ends, at, endOf(at) - foundEnd + moved);
  }
  moved = 0;
  for (let at = piece.to - 1; at > piece.from; at -= 1) {
    moved -= contentOf(at);
    addPlace(ends, at, endOf(at) - foundEnd + moved);
  }
  return { starts: likeliest(starts), ends: likeliest(ends) };
}

/** Those that weigh most; the first, which was found, in any case. */
function likeliest(places: Place[]): readonly Place[] {
  const [found, ...others] = places;
  if (found === undefined || others.length === 0) return places;
  others.sort((a, b) => b.score - a.score || a.at - b.at);
  return [found, ...others.slice(0, mostPlaces - 1)];
}
