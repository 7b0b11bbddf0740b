import type { Span } from '../../model/span.ts';
import { findCue } from '../cues.ts';
import { isAdverb, looksLikeVerb } from '../grammar.ts';
import { roleOfInstitution } from './appositions.ts';
import { describe, describeAs } from './described.ts';
import { type Entity, mayBeCompany } from './entities.ts';
import { areAlike, joint, listedWith, tellsWhich } from './joint.ts';
import { kindsOfHead } from './known-names.ts';
import { linkNational, linkRole } from './link-roles.ts';
import { isDocument, type Mention } from './mentions.ts';
import { isOneLetterOff } from './misspelt-surnames.ts';
import { oneSpelling } from './name-match.ts';
import type { Referent } from './referents.ts';
import type { SpeakerRule } from './rules.ts';
import { type Link, placeAt, type Scene, spanOfWords } from './scene.ts';
import type { Word } from './words.ts';

/** Links a mention that is a name; `others` are the names and roles that stand behind it in the mention. */
export function linkName(scene: Scene, head: Referent, others: readonly Referent[], attribution: number): Link {
  const again =
    linkRoleOfInstitution(scene, head) ?? linkHeadAgain(scene, head) ?? linkOrigin(scene, head, attribution);
  if (again !== null) return again;
  const { entities } = scene;
  // "The Italian" without anybody in view, "Hispanic", "Las Vegas": a description, not a name.
  if (head.entity < 0 && (head.first === head.last || head.name?.kind === 'place' || isMute(scene, head))) {
    return describeHead(scene, head, attribution);
  }
  const entity = entities[head.entity] ?? nameFor(scene, head);
  const cue = scene.attributions[attribution]?.cue ?? null;
  if (isObject(scene, head, cue) || isFirstHalf(scene, head, entity)) return describeHead(scene, head, attribution);
  const researcher = researcherOf(scene, head);
  if (researcher !== null) return researcher;
  const listed = listedWith(scene, head, cue);
  if (listed.length > 2) return { entity: joint(scene, listed, head.first).id, rule: 'joint' };
  const second =
    others.find((other) => isJoinedTo(scene, head, other) && other.entity >= 0) ?? bearerBeside(scene, head, others);
  const other = second === undefined ? undefined : entities[second.entity];
  if (other !== undefined && other !== entity && areAlike(entity, other))
    return { entity: joint(scene, [entity, other], head.first).id, rule: 'joint' };
  if (scene.words[head.from - 1]?.key === 'both' || isJoinedByThe(scene, head, others))
    return describeHead(scene, head, attribution);
  if (listed.length > 1) return { entity: joint(scene, listed, head.first).id, rule: 'joint' };
  return { entity: entity.id, rule: nameRule(scene, head, entity) };
}

/** "The Clean Air Act", "the Fourth Amendment": named, and nobody. */
function isMute({ words }: Scene, { last }: Referent): boolean {
  const key = words[last]?.key ?? '';
  return kindsOfHead(key)?.length === 0 && !gatherings.has(key);
}

/** May well declare something. */
const gatherings = new Set('conference convention summit congress synod'.split(' '));

const beforeObjects = new Set(['of', 'in', 'at', 'from', 'on', 'about', 'against', 'between']);
/** "The interview with the Post was made": with whom somebody talks. */
const talks = new Set([
  'interview',
  'interviews',
  'talks',
  'meeting',
  'meetings',
  'deal',
  'agreement',
  'dispute',
  'feud',
]);

/** "A man in Leith Prison said": a name behind a preposition and before the verb belongs to whoever speaks. */
function isObject(scene: Scene, { from, first, last, sentence }: Referent, cue: Span | null): boolean {
  const { words } = scene;
  const link = words[from - 1]?.key === 'the' ? from - 2 : from - 1;
  const before = words[link];
  const next = words[last + 1];
  // "On Holt's claim": hers.
  if (cue === null || from < first || before?.sentence !== sentence || words[last]?.possessive) return false;
  const isWith = before.key === 'with' && talks.has(words[link - 1]?.key ?? '');
  if (!beforeObjects.has(before.key) && !isWith) return false;
  const opens = words[link + 1]?.gap;
  // "What do you think of Holt saying so?"
  if (/ing$/.test(scene.text.slice(cue.start, cue.end))) return false;
  return opens === 'space' && cue.start > (words[last]?.end ?? 0) && next?.gap === 'space' && next.key !== 'who';
}

/** "Fuller details are due": a capital that opens the sentence, and a noun that goes on from it. */
function isFirstHalf({ words }: Scene, { from, last, name }: Referent, { weak, mentions }: Entity): boolean {
  const next = words[last + 1];
  if (!weak || mentions > 1 || name?.kind !== 'person' || from !== last || !words[last]?.leading) return false;
  if (next?.gap !== 'space' || next.shape !== 'lower') return false;
  const isVerb = looksLikeVerb(next.key) || findCue(next.key) !== undefined || isAdverb(next.key);
  return next.form.isOrdinary && !next.form.isFunctionWord && !isVerb;
}

function describeHead(scene: Scene, { from, last }: Referent, attribution: number): Link {
  const entity = describe(scene, { from, last, role: null, plural: true }, attribution);
  return { entity: entity.id, rule: 'description' };
}

/** "Labour and the Tories": several of which one alone would be wrong. */
function isJoinedByThe({ words }: Scene, { last, name }: Referent, others: readonly Referent[]): boolean {
  const joins = words[last + 1]?.key === 'and' && words[last + 2]?.key === 'the';
  return name?.kind === 'group' && joins && others.some(({ from }) => from === last + 2);
}

/** "Labour and Holt", "Labour and the Greens" */
function isJoinedTo({ words }: Scene, { last }: Referent, { joined, from, last: end, name }: Referent): boolean {
  // "Holt and Alder lawyers", "Holt and Leith mayor Ian Moss"
  const isLawyers =
    name?.kind === 'group' && words[end + 1]?.gap === 'space' && words[end + 1]?.form.role !== undefined;
  if (isLawyers || (name !== null && tellsWhich(words, { last: end }))) return false;
  if (from === last + 2) return joined;
  return from === last + 3 && words[last + 1]?.key === 'and' && words[last + 2]?.key === 'the';
}

/** Ian Moss in "Ada Holt and Leith mayor Ian Moss". */
function bearerBeside({ words }: Scene, { last }: Referent, others: readonly Referent[]): Referent | undefined {
  const which = others.find(({ from, joined }) => from === last + 2 && joined);
  if (which === undefined || !tellsWhich(words, which)) return undefined;
  return others.find(({ from, name, entity }) => from === which.last + 1 && name?.kind === 'person' && entity >= 0);
}

/** "University of Oregon, Leith researcher Dr Ada Holt", "Soya Association (SA) head Ada Holt": she speaks. */
function researcherOf(scene: Scene, head: Referent): Link | null {
  const gap = scene.words[head.last + 1]?.gap;
  if (head.name?.kind !== 'group' || (gap !== 'comma' && gap !== 'open')) return null;
  const place = placeAt(scene, head.end);
  const [campus, bearer] = scene.referents.slice(place, place + 2);
  if (campus?.kind !== 'name' || campus.from !== head.last + 1 || bearer?.name?.kind !== 'person') return null;
  const isBehind = bearer.from - campus.last <= 2 && findCue(scene.words[campus.last + 1]?.key ?? '') === undefined;
  const isBearer = bearer.from < bearer.first && isBehind && bearer.entity >= 0;
  const goesOn = scene.words[campus.last + 1]?.gap === (gap === 'open' ? 'close' : 'space');
  return isBearer && goesOn ? { entity: bearer.entity, rule: 'full-name' } : null;
}

/** "The head of the watchdog, the IAEA said": the mention is the agency, and its head speaks. */
function linkRoleOfInstitution(scene: Scene, head: Referent): Link | null {
  if (head.name?.kind !== 'group') return null;
  const stretch = roleOfInstitution(scene.words, head);
  if (stretch === null) return null;
  const role = scene.referents[placeAt(scene, scene.words[stretch.from]?.start ?? 0)];
  if (role?.kind !== 'role' || scene.entities[role.entity]?.named) return null;
  const entity = describe(scene, { ...stretch, role, plural: false }, -1);
  role.entity = entity.id;
  return { entity: entity.id, rule: 'description' };
}

/** "The American said". */
function linkOrigin(scene: Scene, head: Referent, attribution: number): Link | null {
  const nation = head.entity < 0 && head.first === head.last ? scene.words[head.first]?.form.nation : undefined;
  if (nation === undefined || scene.words[head.first - 1]?.key !== 'the') return null;
  const link = linkNational(scene, head, nation, attribution);
  if (link !== null) head.entity = link.entity;
  return link;
}

/** "The Post", "the Committee": a capitalised word for an institution that was named in full before. */
function linkHeadAgain(scene: Scene, head: Referent): Link | null {
  if (head.entity >= 0 || head.first !== head.last) return null;
  const again = institutionAgain(scene, head.first, scene.words[head.first]?.key ?? '');
  if (again !== null) head.entity = again.entity;
  return again;
}

/** A thing of several words that speaks after all ("the Self-Rule Initiative said"): it is named, so it is a group. */
function nameFor(scene: Scene, head: Referent): Entity {
  const { start, end } = spanOfWords(scene, head.first, head.last);
  const shown = scene.text.slice(start, end).replace(/\s+/g, ' ');
  const entity = describeAs(scene, { shown, kind: 'group', plural: false, named: true, firstAt: head.first });
  head.entity = entity.id;
  return entity;
}

function nameRule({ words, entities }: Scene, head: Referent, entity: Entity): SpeakerRule {
  if (entity.kind === 'group') {
    const short = head.first === head.last && words[head.first]?.shape === 'caps' && entity.words.length > 1;
    return short ? 'acronym' : 'institution';
  }
  if (head.last > head.first) return 'full-name';
  if (head.from < head.first) return 'title-surname';
  const key = words[head.first]?.key ?? '';
  const surname = entity.words.at(-1);
  if (oneSpelling(key) !== surname && entity.words.length > 1)
    return isOneLetterOff(key, surname ?? '') ? 'misspelt-surname' : 'forename';
  const isShared = entities
    .slice(0, mostCompared)
    .some((other) => other !== entity && other.kind === 'person' && other.words.at(-1) === surname);
  return isShared ? 'same-surname' : 'surname';
}

/** Namesakes are looked for among this many. */
const mostCompared = 60;

/** Links a noun that is no word for people: "the agency", "a statement by the ministry", "the poll". */
export function linkNoun(scene: Scene, mention: Extract<Mention, { kind: 'noun' }>, attribution: number): Link {
  const { words } = scene;
  const noun = words[mention.noun]?.key ?? '';
  const stands = standsBehind(scene, mention);
  if (stands !== null) return stands;
  const first = words[mention.from];
  const isOwned = words.slice(mention.from, mention.noun).some(({ possessive }) => possessive);
  const isPlain = mention.behind === null && !isOwned;
  // "The German group" only varies the name of the firm that spoke.
  const isVaried = mention.noun === mention.from + 2 && words[mention.from + 1]?.form.nation !== undefined;
  if (first?.key === 'the' && isVaried) {
    const spoke = companySpoke(scene, mention.from, noun);
    if (spoke !== null) return spoke;
  }
  if (first !== undefined && isPlain && (first.key === 'the' || first.key === 'that')) {
    const again = isCompanyNoun(noun)
      ? (companySpoke(scene, mention.from, noun) ?? companyAgain(scene, mention.from, noun))
      : noun === 'government'
        ? governmentAgain(scene, mention.from)
        : institutionAgain(scene, mention.from, noun);
    if (again !== null) return again;
  }
  const entity = describe(scene, { from: mention.from, last: mention.last, role: null, plural: true }, attribution);
  return { entity: entity.id, rule: entity.mentions > 1 ? 'description-again' : 'description' };
}

/** "A statement by the ministry", "the company behind the app, Swiftr,": who is named in the mention speaks. */
function standsBehind(scene: Scene, { from, noun, behind, beside }: Extract<Mention, { kind: 'noun' }>): Link | null {
  const { words, entities } = scene;
  const key = words[noun]?.key ?? '';
  const named = entities[beside?.entity ?? -1];
  const isCompany = words.slice(from, noun + 1).some((word) => isCompanyNoun(word.key));
  // "One of his deputies, Ada Holt,": no list knows every word for people.
  const isOne = words[from]?.key === 'one' && words[from + 1]?.key === 'of' && named?.kind === 'person' && !named.weak;
  if (named !== undefined && (isOne || isCompany || kindsOfHead(key) !== undefined)) {
    if (named.weak) named.kind = 'group';
    return { entity: named.id, rule: 'apposition' };
  }
  if (behind === null || !isDocument(key) || isOwnerOf(words, behind, noun)) return null;
  const entity = behind.kind === 'role' ? linkRole(scene, behind, -1).entity : behind.entity;
  // "Audit report": a capital that opens the sentence.
  const isLoose =
    behind.from === from &&
    words[from]?.leading === true &&
    entities[entity]?.weak === true &&
    !words[behind.last]?.possessive;
  return entity < 0 || isLoose ? null : { entity, rule: 'document' };
}

/** "A statement from Holt's office": not hers. */
function isOwnerOf(words: readonly Word[], { last }: Referent, noun: number): boolean {
  const next = words[last + 1];
  return last > noun && words[last]?.possessive === true && next?.gap === 'space' && !isDocument(next.key);
}

/** An institution is called again by its kind within this many names and roles. */
const reach = 80;
/** A body that spoke within this many sentences is rather meant than one that is spoken of since. */
const reachOfSpeech = 3;

/** "The agency": the institution of that kind that was named last. */
function institutionAgain(scene: Scene, at: number, noun: string): Link | null {
  const { referents, entities, words } = scene;
  const place = placeAt(scene, words[at]?.start ?? 0);
  let passing: Entity | null = null;
  let subject: Entity | null = null;
  const sentence = words[at]?.sentence ?? 0;
  const spoke = lastBody(scene, sentence);
  if (spoke?.kind === 'group' && isCalled(spoke, noun)) return { entity: spoke.id, rule: 'institution-again' };
  for (let before = place - 1; before >= Math.max(0, place - reach); before -= 1) {
    const referent = referents[before];
    const entity = entities[referent?.entity ?? -1];
    if (referent === undefined || entity?.kind !== 'group' || !entity.named || !isCalled(entity, noun)) continue;
    // "Holt Corp said ... by Moss Ltd. The company said": who is only mentioned in passing is not spoken of next,
    // and who is spoken of is not while another goes on speaking.
    const goesOn = referent.speaks && (subject === null || sentence - referent.sentence <= reachOfSpeech);
    if (goesOn) return { entity: entity.id, rule: 'institution-again' };
    if (referent.oblique) passing ??= entity;
    else subject ??= entity;
  }
  const named = subject ?? passing;
  return named === null ? null : { entity: named.id, rule: 'institution-again' };
}

/** Words before "the government" whose nations are counted. */
const reachOfNations = 300;

/** "The government": of a country only where the words before are about none more than about that. */
function governmentAgain(scene: Scene, at: number): Link | null {
  const again = institutionAgain(scene, at, 'government');
  const known = scene.entities[again?.entity ?? -1]?.known ?? null;
  if (known === null) return again;
  if (known.kind === 'capital') return null;
  const counts = new Map<string, number>();
  for (let before = Math.max(0, at - reachOfNations); before < at; before += 1) {
    const nation = scene.words[before]?.form.nation;
    if (nation !== undefined) counts.set(nation, (counts.get(nation) ?? 0) + 1);
  }
  const own = counts.get(known.name) ?? 0;
  counts.delete(known.name);
  return own > Math.max(0, ...counts.values()) ? again : null;
}

/** The body that spoke last, as long as that is not far off. */
function lastBody({ spokenBody, entities }: Scene, sentence: number): Entity | undefined {
  const isNear = spokenBody !== null && sentence - spokenBody.sentence <= reachOfSpeech;
  return isNear ? entities[spokenBody.entity] : undefined;
}

function isCalled({ words, calledAgain }: Entity, noun: string): boolean {
  return calledAgain.includes(noun) || (words.length > 1 && words.at(-1) === noun && kindsOfHead(noun) !== undefined);
}

const companyNouns = new Set(
  (
    'company firm group business bank airline carrier retailer chain manufacturer supplier operator platform startup start-up ' +
    'app giant conglomerate brand brewer lender insurer developer publisher studio label utility supermarket producer builder ' +
    'miner refiner distributor provider landlord brokerage exchange owner franchise'
  ).split(' '),
);

function isCompanyNoun(key: string): boolean {
  return companyNouns.has(key) || (key.length > 6 && key.endsWith('maker'));
}

/** "Norline said ... The company said": a company, or a single word that nothing makes a person, that spoke just before. */
function companySpoke(scene: Scene, at: number, noun: string): Link | null {
  const spoke = isCompanyNoun(noun) ? lastBody(scene, scene.words[at]?.sentence ?? 0) : undefined;
  if (spoke === undefined || !(spoke.calledAgain.includes('company') || mayBeCompany(spoke))) return null;
  spoke.kind = 'group';
  return { entity: spoke.id, rule: 'institution-again' };
}

/** "The platform", "the firm": the company that spoke, the one that a sentence before is about, or the one most spoken of. */
function companyAgain(scene: Scene, at: number, noun: string): Link | null {
  const { referents, entities, words } = scene;
  const sentence = words[at]?.sentence ?? 0;
  const spoke = lastBody(scene, sentence);
  if (spoke?.kind === 'group' && isCalled(spoke, noun)) return firmAgain(spoke);
  const place = placeAt(scene, words[at]?.start ?? 0);
  /** Each with whether anything but its capital tells that it acts. */
  const fits = new Map<Entity, boolean>();
  for (let before = place - 1; before >= Math.max(0, place - reach); before -= 1) {
    const referent = referents[before];
    const entity = entities[referent?.entity ?? -1];
    if (referent === undefined || entity === undefined || referent.quoted) continue;
    const isFirm = entity.kind === 'group' && entity.named && isCalled(entity, noun);
    // "The group" is seldom a firm, and often those who worked together.
    if (!isFirm && (noun === 'group' || !mayBeCompany(entity))) continue;
    const isSpokenOf = referent.speaks || isSubject(words, referent, isFirm);
    if (isSpokenOf && (isFirm || sentence - referent.sentence <= reachOfSpeech)) return firmAgain(entity);
    fits.set(entity, isSpokenOf || (fits.get(entity) ?? isFirm));
  }
  return mostSpokenOf(fits, noun);
}

/** Of several it is the one whom the article speaks of most; of two alike nobody can tell. */
function mostSpokenOf(fits: ReadonlyMap<Entity, boolean>, noun: string): Link | null {
  const [first, second] = [...fits.keys()].sort((a, b) => weight(b, noun) - weight(a, noun));
  if (first === undefined || (second !== undefined && weight(second, noun) === weight(first, noun))) return null;
  return fits.get(first) || first.mentions >= oftenNamed ? firmAgain(first) : null;
}

/** A word for a firm in the name counts as much as two mentions. */
function weight(entity: Entity, noun: string): number {
  return entity.mentions + (isCalled(entity, noun) ? 2 : 0);
}

function firmAgain(firm: Entity): Link {
  firm.kind = 'group';
  return { entity: firm.id, rule: 'institution-again' };
}

/** A name without a word for a firm is that of a company when it stands so often: less is a town or a word in a heading. */
const oftenNamed = 5;

/** A name without a word for a firm has to open its sentence. */
function isSubject(words: readonly Word[], { from, oblique }: Referent, isFirm: boolean): boolean {
  return !oblique && (isFirm || words[from]?.gap === 'stop');
}
