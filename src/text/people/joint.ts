import { type Entity, newEntity } from './entities.ts';
import type { Scene } from './scene.ts';

/** Finds or adds those who speak together: "Marco Rubio and Steve Witkoff". */
export function joint({ entities, described }: Scene, one: Entity, other: Entity, firstAt: number): Entity {
  const shown = `${one.shown} and ${other.shown}`;
  const known = described.get(shown.toLowerCase());
  if (known !== undefined) return known;
  const entity = newEntity(entities.length, { shown, kind: 'group', plural: true, named: true, firstAt });
  entities.push(entity);
  described.set(shown.toLowerCase(), entity);
  return entity;
}
