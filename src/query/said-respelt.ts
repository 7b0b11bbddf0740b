import { contentWords } from '../archive/name-words.ts';
import type { StoredStatement, VersionRow } from '../model/archive.ts';
import type { Hit, SentenceIndex } from '../model/search.ts';
import type { Span } from '../model/span.ts';
import { wordDistance } from '../search/edit-distance.ts';
import { nameWords } from './directory.ts';
import type { AskedName, SaidCandidate } from './said-candidates.ts';
import { greatest, saidEvidence, sentencesAround } from './said-pool.ts';
import type { Setting } from './setting.ts';
import { type Shelved, stemOf } from './shelf.ts';
import { sentencesOf } from './statement-text.ts';
import { isStopword, type Topic } from './topic.ts';
import type { AskedSpeaker } from './understand.ts';

/** Statements by somebody whose name is a slip away from the one that was typed. */
export interface Respelt {
  readonly name: AskedName;
  readonly candidates: readonly SaidCandidate[];
}

const mostHits = 300;
const mostRead = 48;
/** Long words may have two slips. */
const longFrom = 8;
const respeltFit = 0.7;

/** Whoever fits less is only meant by initials, or by a part of a name or description. */
const surelyFits = 0.9;

/**
 * Tells whether a name may be a slip of another one than it was read as: nobody bears it who ever says anything, or nobody
 * of whom it may be short says anything about the topic. A name in full is none, for its bearer may just be silent.
 */
export function mayBeSlip(
  { typed, found }: AskedSpeaker,
  index: SentenceIndex,
  theirs: 'something of theirs' | 'nothing of theirs',
): boolean {
  const words = wordsOf(typed);
  const [word] = words;
  if (words.length !== 1 || word === undefined || word.length < 2) return false;
  if (found.kind === 'unknown') return !index.knows(word) || index.display(word) === word;
  const whos = found.kind === 'one' ? [found.who] : found.whos;
  return whos.every(
    ({ corrections, statements, fit }) =>
      corrections.length > 0 || statements === 0 || (fit < surelyFits && theirs === 'nothing of theirs'),
  );
}

/**
 * Finds statements with the whole topic in their sentences whose speakers are called by a word like the typed one: the
 * topic tells which of many like names is meant.
 */
export function respeltCandidates(speaker: AskedSpeaker, topic: Topic, setting: Setting): Respelt | null {
  const [typed] = wordsOf(speaker.typed);
  if (typed === undefined || topic.words.length === 0) return null;
  const { index, filter, shelf, allows } = setting;
  const found = index.search(topic.query, { limit: mostHits, ...(allows === undefined ? {} : { allows }) });
  const stems = new Set<string>();
  const evidence = saidEvidence(topic, stems, found, index);
  const weightsNear = ({ row, sentence }: Hit) =>
    greatest(topic.words.length, sentencesAround(sentence), (place) => evidence.topic.weightsIn(row, place));
  const hits = found.filter((hit) => weightsNear(hit).every((weight) => weight > 0)).slice(0, mostRead);
  if (hits.length === 0) return null;
  const rows: VersionRow[] = [...new Set(hits.map(({ row }) => row))];
  const shelves = shelf.take(rows, filter.scope);
  const ownHits = Map.groupBy(hits, ({ row }) => row);
  const hitsWithin = (row: VersionRow, extent: Span): readonly Hit[] => {
    const shelved = shelves.get(row);
    if (shelved === undefined) return [];
    const { first, last } = sentencesOf(extent, shelved);
    return (ownHits.get(row) ?? []).filter(({ sentence }) => sentence >= first && sentence <= last);
  };
  const isFound = (row: VersionRow, extent: Span): boolean => hitsWithin(row, extent).length > 0;
  const candidates: SaidCandidate[] = [];
  for (const statement of shelf.statementsAt(rows, filter.scope, isFound)) {
    const shelved = shelves.get(statement.row);
    if (shelved === undefined) continue;
    const like = likeWords(typed, statement, shelved);
    if (like.length === 0) continue;
    for (const word of like) stems.add(stemOf(word));
    candidates.push({
      statement,
      shelved,
      ...sentencesOf(statement.extent, shelved),
      fit: respeltFit,
      bm25: Math.max(...hitsWithin(statement.row, statement.extent).map(({ score }) => score)) / evidence.topic.best,
      isBeside: false,
      isDoubtful: false,
      evidence: evidence.of(
        statement.row,
        (ownHits.get(statement.row) ?? []).map(({ sentence }) => sentence),
      ),
    });
  }
  return { candidates, name: { readings: [], query: [], stems } };
}

function wordsOf(typed: string): string[] {
  const words = contentWords(nameWords(typed));
  const telling = words.filter((word) => !isStopword(word));
  return telling.length > 0 ? telling : words;
}

/** Words by which a speaker is called or known that are a slip away from the typed one. */
function likeWords(typed: string, { speaker }: StoredStatement, shelved: Shelved): string[] {
  if (speaker === null) return [];
  const { mention, name } = speaker;
  const called = mention === null ? '' : shelved.article.text.slice(mention.start, mention.end);
  return nameWords(`${called} ${name ?? ''}`).filter((word) => isSlip(typed, word));
}

function isSlip(typed: string, word: string): boolean {
  const most = typed.length >= longFrom ? 2 : 1;
  return word !== typed && wordDistance(typed, word, most) <= most;
}

/** The word by which the speaker of a statement is called, as the article writes it. */
export function calledAs(typed: string, statement: StoredStatement, shelved: Shelved): string | null {
  const [asked = ''] = wordsOf(typed);
  const { speaker } = statement;
  if (speaker === null) return null;
  const { mention, name } = speaker;
  const called = mention === null ? '' : shelved.article.text.slice(mention.start, mention.end);
  const written = `${called} ${name ?? ''}`.split(/[\s,]+/);
  return written.find((word) => nameWords(word).some((folded) => isSlip(asked, folded))) ?? null;
}
