import { nationOf } from './known-names.ts';
import { isFunctionWord, type RoleKind, roleNoun, roleOfTitle, sameRoles } from './lexicon.ts';
import type { Word } from './words.ts';

/** What a phrase such as "former French foreign minister" says of its bearer. */
export interface Office {
  /** The noun: "minister". */
  readonly head: string;
  readonly kind: RoleKind;
  /** The noun with what tells it from others of its kind: "foreign minister", "secretary of state". */
  readonly phrase: string;
  readonly nation: string | null;
  readonly former: boolean;
  /** "vice", "deputy": stands below the office proper. */
  readonly below: boolean;
}

/** Say how high or since when, not what for. */
const rankWords = new Set(
  (
    'former ex late senior junior top acting interim outgoing incoming current longtime long-time veteran leading ' +
    'prominent new old young first second third then now fellow influential powerful own embattled disgraced popular ' +
    'retired jailed exiled controversial outspoken conservative liberal progressive moderate democratic republican ' +
    'presidential'
  ).split(' '),
);
const belowWords = new Set(['vice', 'deputy', 'assistant', 'under', 'associate', 'shadow', 'vice-', 'junior']);
const complementWords = new Set(['of', 'for']);

/**
 * Reads the office that words `from` to `to` (both included) state, or `null` when no noun for people is among them.
 * What follows "of" belongs to the phrase when it is short ("secretary of state").
 */
export function readOffice(words: readonly Word[], from: number, to: number): Office | null {
  let end = to;
  for (let at = from + 1; at <= to; at += 1) {
    if (complementWords.has(words[at]?.key ?? '')) {
      end = at - 1;
      break;
    }
  }
  const headAt = lastNoun(words, from, end);
  if (headAt < 0) return null;
  const headKey = words[headAt]?.key ?? '';
  const noun = roleNoun(headKey) ?? roleNoun(roleOfTitle(headKey) ?? '');
  if (noun === undefined) return null;
  let nation: string | null = null;
  let former = false;
  let below = false;
  const topic: string[] = [];
  for (let at = from; at < headAt; at += 1) {
    const word = words[at];
    if (word === undefined) continue;
    const origin = nationBefore(words, at, from);
    if (origin !== undefined) nation = origin;
    else if (belowWords.has(word.key)) below = true;
    if (word.key === 'former' || word.key === 'ex' || word.key === 'then' || word.key === 'late') former = true;
    const tells = origin === undefined && !rankWords.has(word.key) && !isFunctionWord(word.key) && !word.possessive;
    if (tells && word.shape === 'lower') topic.push(word.key);
    else if (tells && !belowWords.has(word.key) && at >= headAt - 2 && isTopic(word.key)) topic.push(word.key);
  }
  const complement = words
    .slice(end + 1, Math.min(to, end + 4) + 1)
    .map(({ key }) => key)
    .filter((key) => key !== 'the');
  const of = complement[0] === 'of' && isTopic(complement[1] ?? '') ? ` ${complement.join(' ')}` : '';
  if (of === '' && complement[0] === 'of') nation ??= nationOf(complement.slice(1).join(' ')) ?? null;
  return { head: noun.noun, kind: noun.kind, phrase: [...topic, noun.noun].join(' ') + of, nation, former, below };
}

function lastNoun(words: readonly Word[], from: number, end: number): number {
  for (let at = end; at >= from; at -= 1) {
    const key = words[at]?.key ?? '';
    if (roleNoun(key) !== undefined || roleOfTitle(key) !== undefined) return at;
  }
  return -1;
}

function nationBefore(words: readonly Word[], at: number, from: number): string | undefined {
  const word = words[at];
  if (word === undefined || word.shape === 'lower') return undefined;
  const before = at > from ? words[at - 1] : undefined;
  return (before === undefined ? undefined : nationOf(`${before.key} ${word.key}`)) ?? nationOf(word.key);
}

/** Capitalised words that say what an office is for ("Foreign Minister"), unlike names ("Ohio Governor"). */
const topics = new Set(
  (
    'state foreign home prime defense defence interior finance treasury justice health education energy environment ' +
    'transport transportation trade labor labour culture agriculture housing commerce press attorney general chief ' +
    'executive national security homeland affairs chancellor exchequer staff police fire district city council campaign ' +
    'party opposition majority minority house senate speaker economy economic development veterans intelligence climate ' +
    'communications immigration border supreme court field assembly human rights communication public relations'
  ).split(' '),
);

function isTopic(key: string): boolean {
  return topics.has(key);
}

const groupsOfPhrase = new Map<string, Set<number>>();
sameRoles.forEach((phrases, group) => {
  for (const phrase of phrases) {
    const groups = groupsOfPhrase.get(phrase) ?? new Set();
    groupsOfPhrase.set(phrase, groups.add(group));
  }
});

/** Tells whether someone who holds `held` may be called by `called` ("the top diplomat" for a foreign minister). */
export function mayBeCalled(held: Office, called: Office): boolean {
  if (held.nation !== null && called.nation !== null && held.nation !== called.nation) return false;
  if (held.below !== called.below) return false;
  if (held.former && !called.former && called.kind === 'office' && held.kind === 'office') return false;
  if (held.phrase === called.phrase) return true;
  if (held.head === called.head) return held.phrase === held.head || called.phrase === called.head;
  const heldGroups = groupsOf(held);
  for (const group of groupsOf(called)) if (heldGroups.has(group)) return true;
  return false;
}

const none: ReadonlySet<number> = new Set();

function groupsOf({ phrase, head }: Office): ReadonlySet<number> {
  return groupsOfPhrase.get(phrase) ?? (phrase === head ? none : (groupsOfPhrase.get(head) ?? none));
}
