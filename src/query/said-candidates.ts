import type { StoredStatement, VersionRow } from '../model/archive.ts';
import type { Hit, QueryWord, SentenceIndex } from '../model/search.ts';
import { contentWords, nameWords } from './directory.ts';
import { indexEvidence, promiseOf } from './index-evidence.ts';
import type { Who } from './persons.ts';
import type { Setting } from './setting.ts';
import type { Shelved } from './shelf.ts';
import { type Readings, type SpeakerFit, speakerFit } from './speaker-fit.ts';
import { sentencesOf } from './statement-text.ts';
import { isStopword, type Topic } from './topic.ts';
import type { AskedSpeaker } from './understand.ts';

/** A statement, or a sentence that may be one, looked at for what somebody said about something. */
export interface SaidCandidate {
  /** `null` for a sentence that nobody is known to have said. */
  readonly statement: StoredStatement | null;
  readonly shelved: Shelved;
  /** First and last of its sentences. */
  readonly first: number;
  readonly last: number;
  /** How well its speaker fits the one asked about, 0 to 1; 0 when nobody is named. */
  readonly fit: number;
  /** Score of its best sentence in the index, as a share of the best of all; 0 when it was not among the hits. */
  readonly bm25: number;
  /** True when the asked word belongs to the speaker's name, as a party or a place does. */
  readonly isBeside: boolean;
  /** True for a sentence that a pronoun or nobody says: it may be another's. */
  readonly isDoubtful: boolean;
  readonly evidence: SaidEvidence;
}

/** What the index knows of an article, so that only the sentences of a candidate are taken apart. */
export interface SaidEvidence {
  /** Of each word of the topic its weight in a sentence. */
  weightsIn(sentence: number): readonly number[];
  /** Of each word of the topic its greatest weight in what the index found of the article. */
  readonly article: readonly number[];
  /** Tells whether a word of the name stands in a sentence. */
  isNamedIn(sentence: number): boolean;
}

/** The words by which somebody is asked about, as the index reads them. */
export interface AskedName {
  /** Folded, as corrected: once for each way in which it may be read. */
  readonly readings: Readings;
  readonly query: readonly QueryWord[];
  readonly stems: ReadonlySet<string>;
}

const mostHits = 200;
const mostOwnHits = 100;
/** A statement this many sentences from what the index found has nothing of the topic near it. */
const reach = 1;

/** A sentence, and those that are near it. */
export function sentencesAround(sentence: number): number[] {
  return Array.from({ length: 2 * reach + 1 }, (_, place) => sentence - reach + place);
}

export function readName(speakers: readonly AskedSpeaker[], whos: readonly Who[], { index }: Setting): AskedName {
  const texts = [...new Set(speakers.flatMap(({ typed }) => asCorrected(typed, whos)))];
  const read = index.readQuery(texts.join(' '));
  // "the Kremlin", "the secretary of state": nearly every sentence holds "the" and "of".
  const telling = read.filter(({ typed }) => !isStopword(typed.toLowerCase()));
  const query = (telling.length > 0 ? telling : read).slice(0, 12);
  const readAs = new Map(
    query.flatMap(({ typed, readAs: corrected }) => (corrected === undefined ? [] : [[typed, corrected] as const])),
  );
  return {
    readings: texts
      .map((text) => contentWords(nameWords(text)).flatMap((word) => nameWords(readAs.get(word) ?? word)))
      .filter((words) => words.length > 0),
    query,
    stems: new Set(query.flatMap(({ terms }) => terms.map(({ term }) => term))),
  };
}

/** What was typed without its slips; once for each way in which it may be read. */
function asCorrected(typed: string, whos: readonly Who[]): string[] {
  const readings = whos.map(({ corrections }) =>
    corrections.reduce((text, { from, to }) => text.replaceAll(from, to), typed),
  );
  return readings.length === 0 ? [typed] : readings;
}

/** Gathers what may answer: statements of everyone who fits, and sentences near the name that nobody else says. */
export function saidCandidates(
  topic: Topic,
  asked: { readonly name: AskedName; readonly whos: readonly Who[] },
  setting: Setting,
): SaidCandidate[] {
  const { name, whos } = asked;
  const { filter, shelf, index } = setting;
  const found = hitsFor(topic, name, whos, setting);
  const evidenceOf = saidEvidence(topic, name, found.hits, index);
  const hits = mostPromising(topic, found, evidenceOf);
  const rows = [...new Set(hits.map(({ row }) => row))];
  const shelves = shelf.take(rows, filter.scope);
  const fit = speakerFit(whos, name.readings, setting.directory);
  const byRow = Map.groupBy(shelf.statements(rows, filter.scope), ({ row }) => row);
  const best = Math.max(1e-9, ...hits.map(({ score }) => score));
  return [...Map.groupBy(hits, ({ row }) => row)].flatMap(([row, own]) => {
    const shelved = shelves.get(row);
    if (shelved === undefined) return [];
    const scores = new Map(own.map(({ sentence, score }) => [sentence, score / best]));
    const evidence = evidenceOf.of(row, [...scores.keys()]);
    return ofOneArticle({ shelved, scores, statements: byRow.get(row) ?? [], fit, name, evidence });
  });
}

interface EvidenceOfHits {
  readonly topic: ReturnType<typeof indexEvidence>;
  isNamedIn(row: VersionRow, sentence: number): boolean;
  /** @param found the sentences of the row that count for the article */
  of(row: VersionRow, found: readonly number[]): SaidEvidence;
}

/** Reads what the index knows of the articles of some hits. */
export function saidEvidence(
  topic: Topic,
  { stems }: Pick<AskedName, 'stems'>,
  hits: readonly Hit[],
  index: SentenceIndex,
): EvidenceOfHits {
  const evidence = indexEvidence(topic, hits, index);
  const held = index.occurrences([...new Set(hits.map(({ row }) => row))], [...stems]);
  const named = new Map<VersionRow, ReadonlySet<number>>();

  function isNamedIn(row: VersionRow, sentence: number): boolean {
    let places = named.get(row);
    if (places === undefined) {
      places = new Set(held(row)?.flat());
      named.set(row, places);
    }
    return places.has(sentence);
  }

  return {
    topic: evidence,
    isNamedIn,
    of: (row, found) => ({
      weightsIn: (sentence) => evidence.weightsIn(row, sentence),
      article: greatest(topic.words.length, found, (sentence) => evidence.weightsIn(row, sentence)),
      isNamedIn: (sentence) => isNamedIn(row, sentence),
    }),
  };
}

/** Of each word the greatest weight in some sentences. */
export function greatest(
  words: number,
  sentences: Iterable<number>,
  weightsIn: (sentence: number) => readonly number[],
): number[] {
  const most = new Array<number>(words).fill(0);
  for (const sentence of sentences) {
    for (const [place, weight] of weightsIn(sentence).entries()) if (weight > (most[place] ?? 0)) most[place] = weight;
  }
  return most;
}

/** What the index finds anywhere, and in the articles in which they speak: a common topic is crowded by others. */
function hitsFor(topic: Topic, name: AskedName, whos: readonly Who[], setting: Setting): FoundHits {
  const { index, allows, rowsOfSpeaker } = setting;
  const anywhere = index.search([...topic.query, ...name.query], {
    limit: mostHits,
    ...(allows === undefined ? {} : { allows }),
  });
  const names = whos.flatMap((who) => who.names);
  if (names.length === 0) return { hits: anywhere, own: null };
  const own = rowsOfSpeaker([...new Set(names)]);
  const theirs = index.search(topic.query, { limit: mostOwnHits, allows: (row) => own.has(row) });
  const seen = new Set(anywhere.map(({ row, sentence }) => `${row}/${sentence}`));
  const further = theirs.filter(({ row, sentence }) => !seen.has(`${row}/${sentence}`));
  return { hits: [...anywhere, ...further], own };
}

/** An article with its statements costs as much to read as everything else that is done with one. */
const mostRead = 64;
const ownRow = 2;
const namedNear = 1.2;

/** The hits that deserve to be read: those that `promiseOf()` likes, in articles where they speak, near their name. */
function mostPromising(topic: Topic, { hits, own }: FoundHits, evidence: EvidenceOfHits): readonly Hit[] {
  if (hits.length <= mostRead) return hits;
  const isNamedNear = ({ row, sentence }: Hit) =>
    sentencesAround(sentence).some((place) => evidence.isNamedIn(row, place));
  const promise = (hit: Hit) =>
    promiseOf(hit, topic, evidence.topic) + (own?.has(hit.row) ? ownRow : 0) + (isNamedNear(hit) ? namedNear : 0);
  return hits
    .map((hit) => ({ hit, promise: promise(hit) }))
    .sort((a, b) => b.promise - a.promise)
    .slice(0, mostRead)
    .map(({ hit }) => hit);
}

interface FoundHits {
  readonly hits: readonly Hit[];
  /** Rows in which they speak; `null` when nobody is known. */
  readonly own: ReadonlySet<VersionRow> | null;
}

interface OneArticle {
  readonly shelved: Shelved;
  /** Sentences that were found, with their scores. */
  readonly scores: ReadonlyMap<number, number>;
  readonly statements: readonly StoredStatement[];
  readonly fit: SpeakerFit;
  readonly name: AskedName;
  readonly evidence: SaidEvidence;
}

function ofOneArticle(article: OneArticle): SaidCandidate[] {
  const { shelved, scores, statements, evidence } = article;
  const covered = new Set<number>();
  const candidates: SaidCandidate[] = [];
  const others: StoredStatement[] = [];
  for (const statement of statements) {
    const { first, last } = sentencesOf(statement.extent, shelved);
    if (!isFoundNear(scores, first, last)) continue;
    const ownFit = article.fit(statement, shelved.article.text);
    const fit = ownFit || fitBesideName(statement, article);
    if (fit === 0) {
      others.push(statement);
      continue;
    }
    let bm25 = 0;
    for (let place = first; place <= last; place += 1) {
      covered.add(place);
      bm25 = Math.max(bm25, scores.get(place) ?? 0);
    }
    candidates.push({
      statement,
      shelved,
      first,
      last,
      fit,
      bm25,
      isBeside: ownFit === 0,
      isDoubtful: false,
      evidence,
    });
  }
  for (const [sentence, bm25] of scores) {
    if (covered.has(sentence) || !sentencesAround(sentence).some(evidence.isNamedIn)) continue;
    const belonging = belongingOf(sentence, shelved, others);
    if (belonging === "another's") continue;
    const isDoubtful = belonging === 'doubtful';
    candidates.push({
      statement: null,
      shelved,
      first: sentence,
      last: sentence,
      fit: 0,
      bm25,
      isBeside: false,
      isDoubtful,
      evidence,
    });
  }
  return candidates;
}

function isFoundNear(scores: ReadonlyMap<number, number>, first: number, last: number): boolean {
  for (let place = first - reach; place <= last + reach; place += 1) if (scores.has(place)) return true;
  return false;
}

/** "Jim Reed, D-Ohio, said" and "Jim Reed of Ohio said": the word belongs to the name, and is no name itself. */
const besideFit = 0.2;
const besideReach = 40;
/** What may stand between a name and a word that belongs to it: no verb. */
const besideJoint = /^[\s,(]*(?:(?:of|from) (?:the )?)?(?:[RDI]-)?$/u;

function fitBesideName({ speaker }: StoredStatement, { shelved, name, evidence }: OneArticle): number {
  const mention = speaker?.mention ?? null;
  const { stems } = name;
  if (mention === null || stems.size === 0) return 0;
  const { text } = shelved.article;
  const sentence = shelved.sentenceAt(mention.start);
  if (!evidence.isNamedIn(sentence)) return 0;
  const isBeside = shelved.tokens(sentence).some(({ stem, start, end }) => {
    if (!stems.has(stem)) return false;
    if (start >= mention.start && end <= mention.end) return true;
    return (
      start >= mention.end && start < mention.end + besideReach && besideJoint.test(text.slice(mention.end, start))
    );
  });
  return isBeside ? besideFit : 0;
}

/** Whose a sentence is: somebody else's who stands in it, perhaps somebody else's, or nobody's. */
function belongingOf(
  sentence: number,
  shelved: Shelved,
  others: readonly StoredStatement[],
): "another's" | 'doubtful' | "nobody's" {
  const span = shelved.article.sentences[sentence];
  if (span === undefined) return "another's";
  const here = others.filter(({ extent }) => extent.start < span.end && span.start < extent.end);
  const isExplicit = here.some(({ speaker }) => {
    const mention = speaker?.mention ?? null;
    if (speaker === null || mention === null || mention.start < span.start || mention.end > span.end) return false;
    const words = nameWords(shelved.article.text.slice(mention.start, mention.end));
    const name = speaker.name ?? speaker.description ?? '';
    return nameWords(name).some((word) => words.includes(word));
  });
  if (isExplicit) return "another's";
  return here.some(({ speaker }) => speaker !== null) ? 'doubtful' : "nobody's";
}
