import { type Entity, newEntity } from './entities.ts';
import type { Gender } from './lexicon.ts';
import type { Office } from './offices.ts';

/** Adds somebody whom the article does not know by a name of its own: "a senior official", "Rubio and Witkoff". */
export function describeEntity(
  entities: Entity[],
  about: Pick<Entity, 'shown' | 'kind' | 'plural' | 'named' | 'firstAt'> & {
    gender?: Gender | null;
    office?: Office | null;
  },
): Entity {
  const { shown, kind, plural, named, firstAt } = about;
  const entity = newEntity(entities.length, { shown, kind, plural, named, firstAt, gender: about.gender ?? null });
  entity.forms.set(shown.toLowerCase(), shown);
  if (about.office) entity.offices.push(about.office);
  entities.push(entity);
  return entity;
}
