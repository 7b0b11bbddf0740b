import type { Person, Sentence, Speaker } from '../../model/reading.ts';
import type { Attribution } from '../attribution.ts';
import type { Unit } from '../tokens.ts';
import { readAppositions } from './appositions.ts';
import type { Entity } from './entities.ts';
import { findNames } from './find-names.ts';
import { foldWord } from './fold.ts';
import { learnGenders } from './learn-genders.ts';
import { linkNames } from './link-names.ts';
import { linkSpeakers } from './link-speakers.ts';
import { type Mention, readMention } from './mentions.ts';
import { addKnownOffices } from './office-holders.ts';
import { peopleOf, speakersOf } from './people.ts';
import { findReferents, type Referent } from './referents.ts';
import { placeAt, sceneOf } from './scene.ts';
import { readWords, type Word } from './words.ts';

export interface ResolvedPeople {
  /** Everyone who speaks, and every person who is named with a role, in the order of the text. */
  readonly people: readonly Person[];
  /** Speaker of each attribution, in their order; `null` where it has no mention and goes on from none that has. */
  readonly speakers: readonly (Speaker | null)[];
}

/**
 * Finds the people, groups and institutions of an article, and says for each attribution who speaks.
 * Pure, and linear in the length of the text.
 *
 * @param sentences in reading order
 * @param attributions in any order; `continues` and `within` count in this list
 * @param units of the text, where they are made already: their words need not be looked up again
 */
export function resolvePeople(
  text: string,
  sentences: readonly Sentence[],
  attributions: readonly Attribution[],
  context: { readonly title: string | null; readonly published: string | null },
  units: readonly Unit[] = [],
): ResolvedPeople {
  const quoted = attributions.flatMap((attribution) => attribution.quoted).sort((a, b) => a.start - b.start);
  const words = readWords(text, sentences, quoted, units);
  const headline = namesOfTitle(context.title);
  const referents = findReferents(words, findNames(words, headline.flat().map(foldWord)));
  const mentions = attributions.map(({ mention }) =>
    mention === null ? null : readMention(words, referents, mention),
  );
  mentions.forEach((mention, place) => {
    // Who is quoted within another's words is spoken of, and does not speak here.
    if (mention !== null && attributions[place]?.within === null) markSpeakers(words, referents, mention);
  });
  const { entities } = linkNames(text, words, referents, headline);
  readAppositions(text, words, referents, entities);
  addKnownOffices(entities, context.published);
  learnGenders(words, referents, entities);
  const links = linkSpeakers(sceneOf({ text, words, referents, entities, attributions, mentions }));
  const speakers = speakersOf(attributions, links, entities);
  const speaking = new Set<Entity>();
  for (const link of links) {
    const entity = link === null ? undefined : entities[link.entity];
    if (entity !== undefined) speaking.add(entity);
  }
  return { people: peopleOf(entities, speaking), speakers };
}

/** The head of a mention speaks, and so does the name beside a role ("His daughter, Sophie Bell,"). */
function markSpeakers(words: readonly Word[], referents: readonly Referent[], mention: Mention): void {
  if (mention.kind !== 'referent') return;
  mention.head.speaks = true;
  const beside = mention.others[0] ?? referents[placeAt({ referents }, mention.head.end)];
  if (mention.head.kind === 'role' && beside?.name?.kind === 'person' && words[beside.from]?.gap === 'comma')
    beside.speaks = true;
}

/** Full names that a headline gives, each as its words. */
function namesOfTitle(title: string | null): string[][] {
  if (title === null) return [];
  const words = readWords(title, [], []);
  return findNames(words)
    .filter(({ kind, sure, first, last }) => kind === 'person' && sure && last > first)
    .map(({ first, last }) => words.slice(first, last + 1).map((word: Word) => title.slice(word.start, word.end)));
}
