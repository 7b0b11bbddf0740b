import type { Span } from '../../model/span.ts';
import type { Entity } from './entities.ts';
import { placeAt, type Scene } from './scene.ts';

/** Names in somebody's words are looked at this many at most. */
const mostNames = 40;

/** Tells whether the reported words of an attribution name somebody: "the former chairman said Mr Holt knew". */
export function isReportedOf(scene: Scene, attribution: number, { id }: Entity): boolean {
  const { content = [], quoted = [], mention = null } = scene.attributions[attribution] ?? {};
  // "Holt will retire in May, the singer said" only varies the name.
  const behind = content.filter(({ start }) => start >= (mention?.end ?? 0));
  return namedWithin(scene, [...behind, ...quoted]).includes(id);
}

/** Numbers of those whom the quoted words of an attribution name. */
export function namedInWords(scene: Scene, attribution: number): number[] {
  return namedWithin(scene, scene.attributions[attribution]?.quoted ?? []);
}

function namedWithin(scene: Scene, spans: readonly Span[]): number[] {
  const named: number[] = [];
  for (const { start, end } of spans) {
    for (let at = placeAt(scene, start); at < scene.referents.length && named.length < mostNames; at += 1) {
      const referent = scene.referents[at];
      if (referent === undefined || referent.start >= end) break;
      if (referent.kind === 'name' && referent.entity >= 0) named.push(referent.entity);
    }
  }
  return named;
}
