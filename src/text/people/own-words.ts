import type { Entity } from './entities.ts';
import { placeAt, type Scene } from './scene.ts';

/** Names in somebody's words are looked at this many at most. */
const mostNames = 40;

/** Tells whether the quoted words of an attribution name somebody: who speaks calls himself "I". */
export function namesItself(scene: Scene, attribution: number, entity: Entity): boolean {
  return namedInWords(scene, attribution).includes(entity.id);
}

/** Numbers of those whom the quoted words of an attribution name. */
export function namedInWords(scene: Scene, attribution: number): number[] {
  const named: number[] = [];
  for (const { start, end } of scene.attributions[attribution]?.quoted ?? []) {
    for (let at = placeAt(scene, start); at < scene.referents.length && named.length < mostNames; at += 1) {
      const referent = scene.referents[at];
      if (referent === undefined || referent.start >= end) break;
      if (referent.kind === 'name' && referent.entity >= 0) named.push(referent.entity);
    }
  }
  return named;
}
