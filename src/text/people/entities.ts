import type { Description } from '../../model/reading.ts';
import type { KnownName } from './known-names.ts';
import type { Gender } from './lexicon.ts';
import type { Office } from './offices.ts';

/** Somebody or something that the article speaks of, with all that it says of them. Filled while the article is read. */
export interface Entity {
  readonly id: number;
  /** May turn out to be a group: "Swiftr" looks like a name until "the company" follows. */
  kind: 'person' | 'group';
  /** False when the article only describes them. */
  readonly named: boolean;
  /** Folded words of the fullest name so far, titles and "Jr." left out. */
  words: string[];
  /** The fullest name as it is shown, or the description. */
  shown: string;
  gender: Gender | null;
  /** True when a title or kin word states the sex, so that pronouns cannot change it. */
  genderStated: boolean;
  readonly plural: boolean;
  readonly offices: Office[];
  readonly descriptions: Description[];
  /** Forms that the article uses: folded to shown. */
  readonly forms: Map<string, string>;
  readonly known: KnownName | null;
  /** Nouns by which it is called again ("agency"). */
  readonly calledAgain: readonly string[];
  /** A single word that only its capital makes look like a name. */
  weak: boolean;
  /** Stands behind "at" or "v" somewhere, as towns and teams do. */
  seenAsPlace: boolean;
  /** Sex of the pronouns beside it: she minus he. */
  pronounVotes: number;
  /** Times it is named. */
  mentions: number;
  /** Place of its first name in the text, in words. */
  readonly firstAt: number;
}

/** Makes an empty entry for a person or a group. */
export function newEntity(
  id: number,
  about: Pick<Entity, 'kind' | 'named' | 'shown' | 'firstAt'> &
    Partial<Pick<Entity, 'words' | 'plural' | 'known' | 'calledAgain' | 'weak' | 'gender'>>,
): Entity {
  return {
    id,
    kind: about.kind,
    named: about.named,
    words: about.words ?? [],
    shown: about.shown,
    gender: about.gender ?? null,
    genderStated: false,
    plural: about.plural ?? false,
    offices: [],
    descriptions: [],
    forms: new Map(),
    known: about.known ?? null,
    calledAgain: about.calledAgain ?? [],
    weak: about.weak ?? false,
    seenAsPlace: false,
    pronounVotes: 0,
    mentions: 0,
    firstAt: about.firstAt,
  };
}

/** Most offices and descriptions that are kept of one person: a book that states them on every page is read in the same time. */
const mostKept = 48;

/** Notes an office; one that is known already is not noted twice. */
export function addOffice({ offices }: Entity, office: Office): void {
  if (offices.length >= mostKept) return;
  const known = offices.some(
    ({ phrase, head, nation, party, place, former, below }) =>
      phrase === office.phrase &&
      head === office.head &&
      nation === office.nation &&
      party === office.party &&
      place === office.place &&
      former === office.former &&
      below === office.below,
  );
  if (!known) offices.push(office);
}

/** Notes a description; the same words are not noted twice. */
export function addDescription({ descriptions }: Entity, description: Description): void {
  if (descriptions.length < mostKept && !descriptions.some(({ text }) => text === description.text))
    descriptions.push(description);
}

/** A name that nothing makes a person, a country or a body of another kind. */
export function mayBeCompany({ named, kind, weak, known, calledAgain, words, gender }: Entity): boolean {
  if (!named) return false;
  if (kind === 'person') return weak && gender === null;
  return known === null && calledAgain.length <= 1 && words.length > 0;
}
