import type { Nearest } from '../model/findings.ts';
import type { Hit, SentenceIndex } from '../model/search.ts';
import { sameForename } from '../text/people/name-match.ts';
import { mentionsQuestion, readyQuestion } from './ask-again.ts';
import { nameWords } from './directory.ts';
import { rankStatements } from './find-statements.ts';
import { generations } from './name-frame.ts';
import type { Who } from './persons.ts';
import { saidEvidence } from './said-pool.ts';
import type { Setting } from './setting.ts';
import { tokensOf } from './shelf.ts';
import { whosOf } from './speaker-test.ts';
import { statementsNear } from './statements-near.ts';
import { isMostlyGuessed, isMostOf, isStopword, type Topic, tokensCover } from './topic.ts';
import type { Asked } from './understand.ts';
import { findWho } from './who.ts';

const mostOthers = 3;
/** Of the topic: who speaks of half of it does not speak about it. */
const leastShareOfOthers = 0.7;
const forOthers = { hits: 150, articles: 64 } as const;
const hitsForMentions = 100;

/** What would find something, when this finds nothing: another name, other people, mere mentions. */
export function nearestTo(asked: Asked, topic: Topic | null, setting: Setting): Nearest[] {
  return [
    ...nearNames(asked),
    ...sameNames(asked, setting),
    ...otherSpeakers(asked, topic, setting),
    ...mentions(asked, topic, setting),
  ];
}

/** Names that may have been meant by one that nobody bears. */
export function nearNames(asked: Asked): Nearest[] {
  return asked.speakers.flatMap(({ found }) =>
    found.kind !== 'unknown' ? [] : found.nearest.map((who) => nameOffer(who, asked)),
  );
}

/** Who may be the same under a longer or a shorter name: "Robert J. Hale Jr." for "Rob Hale". */
function sameNames(asked: Asked, { directory }: Setting): Nearest[] {
  return whosOf(asked.speakers).flatMap((who) => {
    const words = nameWords(who.name).filter((word) => !generations.has(word));
    const [forename, surname] = [words[0], words.at(-1)];
    if (who.kind !== 'person' || forename === undefined || surname === undefined || words.length < 2) return [];
    return directory
      .named(surname)
      .filter(({ speaker, words: [other = '', ...rest] }) => {
        const isNamed = rest.findLast((word) => !generations.has(word)) === surname && sameForename(forename, other);
        return isNamed && speaker.kind === 'person' && speaker.statements > 0 && !who.names.includes(speaker.name);
      })
      .slice(0, mostSameNames)
      .map(({ speaker }) => nameOffer(speaker, asked));
  });
}

const mostSameNames = 2;

/** A name to choose: the question as it was, asked of this one. */
export function nameOffer(who: Pick<Who, 'name' | 'statements'>, asked: Asked): Nearest {
  return {
    kind: 'name',
    name: who.name,
    count: who.statements,
    question: questionOf(who.name, asked),
  };
}

function questionOf(name: string, asked: Asked): string {
  if (asked.intent === 'who is') return `who is ${name}`;
  if (asked.intent === 'timeline') return `${asked.about === null ? name : `${name} on ${asked.about}`} over time`;
  if (asked.intent === 'check' && asked.quote !== null) return `did ${name} say "${asked.quote}"`;
  return readyQuestion({ speaker: name, about: asked.about, period: asked.period, outlet: asked.outlet });
}

/** Who did speak about it. */
function otherSpeakers(asked: Asked, topic: Topic | null, setting: Setting): Nearest[] {
  if (topic === null || asked.about === null || isMostlyGuessed(topic)) return [];
  const { about } = asked;
  const asksFor = new Set(topic.words.map(({ folded }) => folded));
  const own = new Set(whosOf(asked.speakers).flatMap((who) => who.names));
  const statements = statementsNear(topic, forOthers, setting, leastShareOfOthers).filter(
    ({ speaker }) => speaker !== null && speaker.name !== null && !own.has(speaker.name),
  );
  const ranked = rankStatements(statements, { topic, exact: asked.exact, excluded: asked.excluded }, setting).filter(
    ({ share }) => share >= leastShareOfOthers,
  );
  const counts = new Map<string, number>();
  const byName = Map.groupBy(ranked, ({ statement }) => statement.speaker?.name ?? null);
  for (const [called, { length }] of byName) {
    if (called === null) continue;
    const name = fullName(called, setting);
    // "Reed on Reed" tells nothing of what others say about him.
    if (nameWords(name).some((word) => asksFor.has(word))) continue;
    counts.set(name, (counts.get(name) ?? 0) + length);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, mostOthers)
    .map(([name, count]) => ({
      kind: 'other speaker' as const,
      name,
      about,
      count,
      question: readyQuestion({ speaker: name, about, period: asked.period, outlet: asked.outlet }),
    }));
}

/** The name by which the archive knows best whom one article calls by the surname alone. */
export function fullName(name: string, { directory, index }: Setting): string {
  const found = findWho(name, { directory, known: (word) => index.knows(word) });
  return found.kind === 'one' ? found.who.name : name;
}

/** The index has every word of a sentence: what it lacks of name and topic need not be looked for in the text. */
function thatMayMention(
  hits: readonly Hit[],
  name: ReadonlySet<string>,
  topic: Topic,
  index: SentenceIndex,
): readonly Hit[] {
  const evidence = saidEvidence(topic, name, hits, index);
  return hits.filter(
    ({ row, sentence }) =>
      evidence.isNamedIn(row, sentence) && isMostOf(topic, evidence.topic.weightsIn(row, sentence)),
  );
}

/** Sentences that name both the person and the topic, though nobody says there that the person said it. */
function mentions(asked: Asked, topic: Topic | null, setting: Setting): Nearest[] {
  const [speaker] = asked.speakers;
  if (speaker === undefined) return [];
  const [who] = whosOf(asked.speakers);
  // "His chief of staff" is no name: sentences with "staff" do not mention him.
  if (who === undefined && /['’]s? |\bof\b/u.test(speaker.typed)) return [];
  const name = who?.name ?? speaker.typed;
  const { index, shelf, filter, allows } = setting;
  const terms = termsNaming(name, who === undefined ? 'whole' : 'surname');
  if (terms.length === 0 || terms.some((term) => index.frequency(term) === 0)) return [];
  const named = terms.map((term) => ({ typed: term, terms: [{ term, weight: 1 }] }));
  const query = [...named, ...(topic?.query ?? [])];
  const found = index.search(query, { limit: hitsForMentions, ...(allows === undefined ? {} : { allows }) });
  const hits = topic === null ? found : thatMayMention(found, new Set(terms), topic, index);
  const articles = shelf.take(
    hits.map(({ row }) => row),
    filter.scope,
  );
  const count = hits.filter(({ row, sentence }) => {
    const stems = new Set((articles.get(row)?.tokens(sentence) ?? []).map(({ stem }) => stem));
    return terms.every((term) => stems.has(term)) && (topic === null || tokensCover(topic, stems));
  }).length;
  if (count === 0) return [];
  const what = asked.about === null ? name : `${name} and ${asked.about}`;
  return [
    { kind: 'mentions', what, count, question: mentionsQuestion(asked.about === null ? [name] : [name, asked.about]) },
  ];
}

/** What a sentence must hold to mention somebody: the surname of whom the archive knows, of a stranger the name as it was typed. */
function termsNaming(name: string, part: 'whole' | 'surname'): readonly string[] {
  const words = tokensOf(name, 0).filter(({ folded }) => !isStopword(folded) && !generations.has(folded));
  return (part === 'whole' ? words : words.slice(-1)).map(({ stem }) => stem);
}
