import holders from '../../../data/names/office-holders.json' with { type: 'json' };
import { addOffice, type Entity } from './entities.ts';
import { nameKey } from './name-match.ts';
import { mayBeCalled, type Office, readOffice } from './offices.ts';
import { readWords } from './words.ts';

/** A term of office; days as `YYYY-MM-DD`, `until` empty while it lasts. */
interface Term {
  readonly office: Office;
  readonly name: string;
  readonly from: string;
  readonly until: string;
}

let known: ReadonlyMap<string, readonly Term[]> | null = null;

/** Terms by the key of the holder's name; read when first asked for. */
function terms(): ReadonlyMap<string, readonly Term[]> {
  known ??= Map.groupBy(holders.terms.flatMap(readTerm), ({ name }) => nameKey(name));
  return known;
}

function readTerm(line: string): Term[] {
  const [title = '', nation = '', name = '', from = '', until = ''] = line.split('|');
  const words = readWords(title, [], []);
  const office = readOffice(words, 0, words.length - 1);
  return office === null ? [] : [{ office: { ...office, nation: nation === '' ? null : nation }, name, from, until }];
}

interface Holding {
  readonly entity: Entity;
  readonly term: Term;
}

/**
 * Gives those whom an article names in full the offices that they are known to have held on its day, so that "the prime
 * minister" finds him where no sentence calls him so. What the article itself states of an office stands against it.
 *
 * @param published the article's day or moment in ISO 8601; without it the time is that at which most of those named held one
 */
export function addKnownOffices(entities: readonly Entity[], published: string | null): void {
  const found: Holding[] = [];
  for (const entity of entities) {
    if (entity.kind !== 'person' || !entity.named || entity.words.length < 2) continue;
    for (const term of terms().get(entity.words.join(' ')) ?? []) found.push({ entity, term });
  }
  if (found.length === 0) return;
  const days = published === null ? likelyDays(found) : [published.slice(0, 10)];
  const held = found.filter(({ term }) => days.every((day) => holdsOn(term, day)));
  for (const { entity, term } of held)
    if (
      !(published === null && holdsAnother(entity, term.office)) &&
      !entities.some((other) => statesOtherwise(other, entity, term.office))
    )
      addOffice(entity, term.office);
}

/** Days on which terms begin, those on which most of the people named hold an office. */
function likelyDays(found: readonly Holding[]): string[] {
  const days = [...new Set(found.map(({ term }) => term.from))];
  const counted = days.map((day) => ({
    day,
    count: new Set(found.filter(({ term }) => holdsOn(term, day)).map(({ entity }) => entity)).size,
  }));
  const most = Math.max(...counted.map(({ count }) => count));
  return counted.filter(({ count }) => count === most).map(({ day }) => day);
}

function holdsOn({ from, until }: Term, day: string): boolean {
  return from <= day && (until === '' || day < until);
}

/** Without a day, who is a secretary in the article may become prime minister years later. */
function holdsAnother({ offices }: Entity, office: Office): boolean {
  return offices.some(
    (stated) => stated.kind === 'office' && !stated.former && stated.head !== 'leader' && !mayBeCalled(stated, office),
  );
}

function isSameOffice(a: Office, b: Office): boolean {
  return a.phrase === b.phrase && a.below === b.below;
}

/** The article calls somebody else so, or this one a former holder or something else of the kind. */
function statesOtherwise(other: Entity, holder: Entity, office: Office): boolean {
  return other.offices.some(
    (stated) => isSameOffice(stated, office) && (other === holder ? stated.former : !stated.former),
  );
}
