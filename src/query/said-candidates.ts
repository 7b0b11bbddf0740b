import { contentWords } from '../archive/name-words.ts';
import type { StoredStatement } from '../model/archive.ts';
import type { QueryWord } from '../model/search.ts';
import type { Span } from '../model/span.ts';
import { nameWords } from './directory.ts';
import type { Who } from './persons.ts';
import { onlyIn } from './row-test.ts';
import { type FoundHits, reach, type SaidEvidence, saidEvidence, sentencesAround, worthReading } from './said-pool.ts';
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

/** The words by which somebody is asked about, as the index reads them. */
export interface AskedName {
  /** Folded, as corrected: once for each way in which it may be read. */
  readonly readings: Readings;
  readonly query: readonly QueryWord[];
  readonly stems: ReadonlySet<string>;
}

const mostHits = 200;
const mostOwnHits = 100;

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
  const evidenceOf = saidEvidence(topic, name.stems, found.hits, index);
  const hits = worthReading(topic, found, evidenceOf);
  const rows = [...new Set(hits.map(({ row }) => row))];
  const shelves = shelf.take(rows, filter.scope);
  const fit = speakerFit(whos, name.readings, setting.directory);
  const best = Math.max(1e-9, ...hits.map(({ score }) => score));
  const scoresOf = new Map(
    [...Map.groupBy(hits, ({ row }) => row)].map(([row, own]) => [
      row,
      new Map(own.map(({ sentence, score }) => [sentence, score / best])),
    ]),
  );
  const isNear = (shelved: Shelved, extent: Span): boolean => {
    const scores = scoresOf.get(shelved.article.row);
    return scores !== undefined && isFoundNear(scores, sentencesOf(extent, shelved));
  };
  const byRow = Map.groupBy(shelf.statementsAt(shelves.values(), filter.scope, isNear), ({ row }) => row);
  return [...scoresOf].flatMap(([row, scores]) => {
    const shelved = shelves.get(row);
    if (shelved === undefined) return [];
    const evidence = evidenceOf.of(row, [...scores.keys()]);
    return ofOneArticle({ shelved, scores, statements: byRow.get(row) ?? [], fit, name, evidence });
  });
}

/** What the index finds anywhere, and in the articles in which they speak: a common topic is crowded by others. */
export function hitsFor(topic: Topic, name: AskedName, whos: readonly Who[], setting: Setting): FoundHits {
  const { index, allows, rowsOfSpeaker } = setting;
  const anywhere = index.search([...topic.query, ...name.query], {
    limit: mostHits,
    ...(allows === undefined ? {} : { allows }),
  });
  const names = whos.flatMap((who) => who.names);
  if (names.length === 0) return { hits: anywhere, own: null };
  const own = rowsOfSpeaker([...new Set(names)]);
  const theirs = index.search(topic.query, { limit: mostOwnHits, ...onlyIn(own) });
  const seen = new Set(anywhere.map(({ row, sentence }) => `${row}/${sentence}`));
  const further = theirs.filter(({ row, sentence }) => !seen.has(`${row}/${sentence}`));
  return { hits: [...anywhere, ...further], own };
}

interface OneArticle {
  readonly shelved: Shelved;
  /** Sentences that were found, with their scores. */
  readonly scores: ReadonlyMap<number, number>;
  /** Those near them. */
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

function isFoundNear(
  scores: ReadonlyMap<number, number>,
  { first, last }: { readonly first: number; readonly last: number },
): boolean {
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
