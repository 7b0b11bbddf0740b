import { describe } from './described.ts';
import { lastOf, personInFocus } from './discourse.ts';
import { addOffice, type Entity } from './entities.ts';
import { varyingNouns } from './lexicon.ts';
import { ownerOf } from './link-pronouns.ts';
import { differInParty, isUnique, mayBeCalled, type Office } from './offices.ts';
import { isReportedOf } from './own-words.ts';
import type { Referent } from './referents.ts';
import { type Link, placeAt, type Scene } from './scene.ts';
import { isCapital } from './words.ts';

/** Finds whom "the secretary of state", "his wife" or "a senior official" is, and keeps it; at worst the phrase itself. */
export function linkRole(scene: Scene, role: Referent, attribution: number): Link {
  const held = scene.entities[role.entity];
  if (held !== undefined) return { entity: held.id, rule: held.named ? 'apposition' : 'description-again' };
  const holder = holderOf(scene, role, attribution);
  if (holder !== null) {
    role.entity = holder.entity;
    noteOffice(scene, role, holder);
    return holder;
  }
  const entity = describe(scene, { from: role.from, last: role.last, role, plural: role.plural }, attribution);
  role.entity = entity.id;
  return { entity: entity.id, rule: entity.mentions > 1 ? 'description-again' : 'description' };
}

/** Who was called "the Irish foreign minister" once may be called "the minister" next. */
function noteOffice({ entities }: Scene, { office }: Referent, { entity, rule }: Link): void {
  const holder = entities[entity];
  if (office !== null && office.nation !== null && rule === 'role' && holder !== undefined) addOffice(holder, office);
}

/** Looks at a role that nobody speaks by, so that later pronouns find their way to it. */
export function passRole(scene: Scene, role: Referent): void {
  if (role.office === null) return;
  if (role.determiner === 'definite' && !role.plural) {
    const held = heldBy(scene, role, role.office);
    if (held !== null && held !== 'disputed') {
      role.entity = held.entity;
      return;
    }
  }
  if ((role.determiner !== 'none' || role.plural) && isFirstOfSentence(scene, role)) {
    role.entity = describe(scene, { from: role.from, last: role.last, role, plural: role.plural }, -1).id;
  }
}

/** Only a subject is spoken of next without a name: "A neighbour called the police. She said ...". */
function isFirstOfSentence(scene: Scene, role: Referent): boolean {
  if (role.oblique) return false;
  const before = scene.referents[placeAt(scene, role.start) - 1];
  return before === undefined || before.sentence !== role.sentence || before.first > role.from;
}

function holderOf(scene: Scene, role: Referent, attribution: number): Link | null {
  const { office, determiner, plural } = role;
  if (office === null || plural || determiner === 'indefinite') return null;
  if (determiner === 'owned') return ownedHolder(scene, role);
  const found = heldBy(scene, role, office);
  const holder = found === null || found === 'disputed' ? undefined : scene.entities[found.entity];
  if (found === 'disputed') return null;
  if (holder !== undefined && isOfOtherBody(scene, role, holder)) return null;
  if (found !== null || determiner === 'none') return found;
  return variesName(office) && !isTitleOfPaper(scene, role, office) ? inFocus(scene, role, office, attribution) : null;
}

/** "The chairman of the Harbour Board" is nobody of whom the article states another house, or none. */
function isOfOtherBody({ text, referents, entities }: Scene, role: Referent, { descriptions }: Entity): boolean {
  for (let at = placeAt({ referents }, role.end); at > 0 && (referents[at - 1]?.end ?? 0) > role.start; at -= 1) {
    const inner = referents[at - 1];
    const body = entities[inner?.entity ?? -1];
    if (inner?.name?.kind !== 'group' || inner.first <= role.first || inner.last > role.last) continue;
    if (body === undefined || body.kind !== 'group' || (body.known !== null && body.known.kind !== 'institution'))
      continue;
    const name = text.slice(inner.start, inner.end);
    return !descriptions.some(
      (one) =>
        one.text.includes(name) || body.words.some((word) => word.length > 3 && one.text.toLowerCase().includes(word)),
    );
  }
  return false;
}

/** "The actress", "the Ohio Democrat", "the 58-year-old", "the mother of two": what a name is varied by, unlike "the spokesman". */
function variesName({ kind, head }: Office): boolean {
  return kind === 'office' || kind === 'trade' || kind === 'party' || varyingNouns.has(head);
}

/** "The Guardian", "the Courier": a trade with a capital and nothing beside it is the name of a paper, not who was spoken of. */
function isTitleOfPaper({ words }: Scene, { first, last }: Referent, { kind, head }: Office): boolean {
  const word = words[last];
  return first === last && word !== undefined && isCapital(word) && (kind === 'trade' || head === 'independent');
}

/** "The American", where the sentences before speak of one person only. */
export function linkNational(scene: Scene, head: Referent, nation: string, attribution: number): Link | null {
  const office = {
    head: 'national',
    kind: 'party',
    phrase: 'national',
    nation,
    party: null,
    place: null,
    former: false,
    below: false,
  } as const;
  return inFocus(scene, head, office, attribution);
}

/** Roles that many hold are linked to those spoken of within this many sentences. */
const reachOfRole = 6;

/** The one person of the article who may be called so; of several the last, when it was named not long ago. */
function heldBy(scene: Scene, role: Referent, called: Office): Link | 'disputed' | null {
  let best: Entity[] = [];
  let bestScore = 0;
  for (const entity of holdersNear(scene, role.start)) {
    if (role.gender !== null && entity.gender !== null && entity.gender !== role.gender) continue;
    // "The Democratic nominee" is not the Republican one, by whatever other office he may be called.
    if (entity.offices.some((held) => differInParty(held, called)) || isOfOthers(entity, called)) continue;
    const score = Math.max(0, ...entity.offices.map((held) => officeScore(held, called)));
    if (score === 0 || score < bestScore) continue;
    best = score > bestScore ? [entity] : [...best, entity];
    bestScore = score;
  }
  const [only] = best;
  if (only === undefined) return null;
  const place = placeAt(scene, role.start);
  // "An astronomer, X, ... Y said. The astronomer said": Y may be one too.
  const rival = isUnique(called) || called.kind !== 'trade' ? null : personInFocus(scene, place, role.sentence, 1);
  if (rival !== null && !best.includes(rival) && rival.offices.length === 0) return 'disputed';
  // A leader may be a prime minister, but not where another is spoken of who may be one as well.
  const likelier = bestScore < 2 && isUnique(called) ? personInFocus(scene, place, role.sentence, 2) : null;
  if (likelier?.named && !best.includes(likelier) && !likelier.offices.some((held) => contradicts(held, called)))
    return null;
  const last = lastOf(scene, place, role.sentence, best);
  const holder =
    best.length === 1 && isUnique(called) ? only : last !== null && last.distance <= reachOfRole ? last.entity : null;
  return holder === null ? null : { entity: holder.id, rule: holder.named ? 'role' : 'description-again' };
}

/** "The top US diplomat" is nobody whom the article knows by Russian offices only. */
function isOfOthers({ offices }: Entity, { nation }: Office): boolean {
  const stated = offices.filter((held) => held.nation !== null);
  return nation !== null && stated.length > 0 && stated.every((held) => held.nation !== nation);
}

function officeScore(held: Office, called: Office): number {
  if (!mayBeCalled(held, called)) return 0;
  const exact = held.phrase === called.phrase ? 4 : held.head === called.head ? 2 : 1;
  const place = called.place === null ? 0 : held.place === called.place ? 2 : -0.5;
  return (
    exact +
    place +
    (held.nation !== null && held.nation === called.nation ? 2 : 0) +
    (held.party !== null && held.party === called.party ? 2 : 0) +
    (held.former === called.former ? 0.5 : 0)
  );
}

/** "The actress", where the sentences before speak of one person only, of whom nothing contrary is known. */
function inFocus(scene: Scene, role: Referent, called: Office, attribution: number): Link | null {
  // "The attorney general of the state" brings somebody in; "the senator from Vermont" only varies a name.
  // So does "the clerk of the council"; "the secretary of state" is a title as a whole.
  const bringsIn = called.phrase === called.head || called.kind !== 'office';
  if (
    called.place === null
      ? role.last > role.first && bringsIn && !varyingNouns.has(called.head)
      : !ofStates.has(called.head)
  )
    return null;
  const place = placeAt(scene, role.start);
  const focus = personInFocus(scene, place, role.sentence, 1) ?? personInFocus(scene, place, role.sentence, 2);
  if (focus === null || !focus.named || isReportedOf(scene, attribution, focus)) return null;
  if (isTelling(scene, attribution, focus)) return null;
  if (role.gender !== null && focus.gender !== null && role.gender !== focus.gender) return null;
  const contrary = focus.offices.some((held) => contradicts(held, called));
  return contrary ? null : { entity: focus.id, rule: 'role-in-focus' };
}

/** "Holt said the general had told her": within what somebody says he is no general that was not named. */
function isTelling({ attributions, mentions }: Scene, attribution: number, { id }: Entity): boolean {
  const within = attributions[attribution]?.within ?? null;
  const outer = within === null ? null : mentions[within];
  return outer?.kind === 'referent' && outer.head.entity === id;
}

/** Those by whose state a name is varied. */
const ofStates = new Set(
  'senator governor congressman congresswoman representative lawmaker mayor republican democrat native politician'.split(
    ' ',
  ),
);

/** Nobody is a minister and a president; a senator may well be a candidate and a businessman. */
function contradicts(held: Office, called: Office): boolean {
  if (held.head === 'leader' && isUnique(called) && !mayBeCalled(held, called)) return true;
  if (held.place !== null && called.place !== null && held.place !== called.place) return true;
  if (held.nation !== null && called.nation !== null && held.nation !== called.nation) return true;
  if (differInParty(held, called)) return true;
  const bothOffices = held.kind === 'office' && called.kind === 'office' && !isRunning(held) && !isRunning(called);
  if (bothOffices && held.former && !called.former && held.phrase === called.phrase) return true;
  return bothOffices && !held.former && !called.former && !mayBeCalled(held, called);
}

function isRunning({ head }: Office): boolean {
  return running.has(head);
}

const running = new Set(
  'candidate nominee hopeful contender frontrunner front-runner challenger incumbent leader head'.split(' '),
);

/** "His wife" is the wife whom the article names; an aide only when the same owner is stated. */
function ownedHolder(scene: Scene, role: Referent): Link | null {
  const { office, gender } = role;
  if (office === null) return null;
  const owner = scene.entities[ownerOf(scene, role)];
  const fits = holdersNear(scene, role.start).filter(
    (entity) =>
      entity.named &&
      entity !== owner &&
      (gender === null || entity.gender === null || entity.gender === gender) &&
      entity.offices.some((held) => held.head === office.head && mayBeCalled(held, office)) &&
      (office.kind === 'kin' || statesOwner(entity, owner)),
  );
  const [only] = fits;
  if (fits.length === 1 && only !== undefined) return { entity: only.id, rule: 'role' };
  return fits.length === 0 && office.kind === 'kin' ? bySharedSurname(scene, role, owner) : null;
}

/** "Her husband", where the article names one man of her surname. */
function bySharedSurname({ entities }: Scene, role: Referent, owner: Entity | undefined): Link | null {
  const surname = owner?.words.at(-1);
  if (surname === undefined || role.gender === null) return null;
  const fits = entities
    .slice(0, mostCompared)
    .filter(
      (entity) =>
        entity !== owner && entity.kind === 'person' && entity.words.length > 1 && entity.words.at(-1) === surname,
    );
  const [only] = fits;
  return only !== undefined && fits.length === 1 && (only.gender ?? role.gender) === role.gender
    ? { entity: only.id, rule: 'same-surname' }
    : null;
}

/** Namesakes are looked for among this many. */
const mostCompared = 60;

function statesOwner(holder: Entity, owner: Entity | undefined): boolean {
  const surname = owner?.words.at(-1);
  return surname !== undefined && holder.descriptions.some(({ text }) => text.toLowerCase().includes(surname));
}

/** Holders of roles around a place: all of them in an article, a window in a telephone book. */
function holdersNear({ holders, words }: Scene, start: number): readonly Entity[] {
  if (holders.length <= 64) return holders;
  let known = holders.length - 1;
  // Those who came in last stand last, so the way back is short where it matters.
  while (known > 0 && known > holders.length - 256 && (words[holders[known]?.firstAt ?? 0]?.start ?? 0) > start)
    known -= 1;
  return holders.slice(Math.max(0, known - 32), known + 8);
}
