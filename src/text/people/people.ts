import type { Person, Speaker } from '../../model/reading.ts';
import type { Span } from '../../model/span.ts';
import type { Attribution } from '../attribution.ts';
import type { Entity } from './entities.ts';
import type { Link } from './scene.ts';

/** Everyone who speaks, and every person who is named with a role, in the order of the text. */
export function peopleOf(entities: readonly Entity[], speaking: ReadonlySet<Entity>): Person[] {
  return entities
    .filter(
      (entity) => speaking.has(entity) || (entity.kind === 'person' && entity.named && entity.descriptions.length > 0),
    )
    .sort((a, b) => a.firstAt - b.firstAt)
    .map((entity) => ({
      name: entity.shown,
      named: entity.named,
      kind: entity.kind,
      gender: entity.gender,
      aliases: aliasesOf(entity),
      descriptions: entity.descriptions,
    }));
}

function aliasesOf(entity: Entity): string[] {
  const aliases = new Map(entity.forms);
  const surname =
    entity.kind === 'person' && entity.named && entity.words.length > 1 ? entity.shown.split(' ').at(-1) : undefined;
  if (surname !== undefined && surname === surname.replace(/\.$/, '')) aliases.set(surname.toLowerCase(), surname);
  const { known } = entity;
  if (known !== null) {
    aliases.set(known.name.toLowerCase(), known.name);
    for (const key of known.keys)
      if (key.length <= 6 && !key.includes(' ')) aliases.set(key, aliases.get(key) ?? key.toUpperCase());
  }
  aliases.delete(entity.shown.toLowerCase());
  return [...aliases.values()];
}

/** The speakers as they are shown; `null` where nobody is named and nothing stands for anybody. */
export function speakersOf(
  attributions: readonly Attribution[],
  links: readonly (Link | null)[],
  entities: readonly Entity[],
): (Speaker | null)[] {
  // Where an attribution has no mention of its own, that of the one it goes on from stands for its speaker too.
  const mentions: (Span | null)[] = [];
  return attributions.map((attribution, place) => {
    const { mention: own, continues } = attribution;
    const mention = own ?? (continues === null ? null : (mentions[continues] ?? null));
    mentions.push(mention);
    const link = links[place] ?? null;
    return link === null ? null : speakerOf(attribution, mention, link, links, entities);
  });
}

function speakerOf(
  attribution: Attribution,
  mention: Span | null,
  link: Link,
  links: readonly (Link | null)[],
  entities: readonly Entity[],
): Speaker | null {
  const entity = entities[link.entity];
  const via = viaOf(attribution, link, links, entities);
  const { rule } = link;
  if (entity === undefined) return mention === null ? null : { mention, name: null, description: null, via, rule };
  if (!entity.named) return { mention, name: null, description: entity.shown, via, rule };
  return { mention, name: entity.shown, description: descriptionAt(entity, mention), via, rule };
}

/** The description that stands at the mention, else the first that the article gives. */
function descriptionAt(entity: Entity, mention: Attribution['mention']): string | null {
  const beside =
    mention === null
      ? undefined
      : entity.descriptions.find(({ start }) => start >= mention.start && start <= mention.end + 2);
  return (beside ?? entity.descriptions[0])?.text ?? null;
}

function viaOf(
  { within }: Attribution,
  link: Link,
  links: readonly (Link | null)[],
  entities: readonly Entity[],
): string | null {
  const outer = within === null ? null : (links[within] ?? null);
  if (outer === null || outer.entity === link.entity) return null;
  return entities[outer.entity]?.shown ?? null;
}
