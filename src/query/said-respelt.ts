import { contentWords } from '../archive/name-words.ts';
import type { StoredStatement, VersionRow } from '../model/archive.ts';
import type { Hit, SentenceIndex } from '../model/search.ts';
import type { Span } from '../model/span.ts';
import { wordDistance } from '../search/edit-distance.ts';
import { type Directory, nameWords } from './directory.ts';
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
const mostWords = 3;

/** Whether anything was found by those whom the name was read as. */
export type Theirs = 'something of theirs' | 'nothing of theirs';

/** Whoever fits less is only meant by initials, or by a part of a name or description. */
const surelyFits = 0.9;

/**
 * Tells whether a name may be a slip of another one than it was read as: nobody bears it who ever says anything, or nobody
 * of whom it may be short says anything about the topic. A name that somebody bears in full is none, for its bearer may
 * just be silent.
 */
export function mayBeSlip({ typed, found }: AskedSpeaker, index: SentenceIndex, theirs: Theirs): boolean {
  const words = wordsOf(typed);
  const [word] = words;
  if (word === undefined || words.length > mostWords || (words.length === 1 && word.length < 2)) return false;
  if (found.kind === 'unknown') return words.length > 1 || !index.knows(word) || index.display(word) === word;
  const whos = found.kind === 'one' ? [found.who] : found.whos;
  return whos.every(
    ({ corrections, statements, fit }) =>
      corrections.length > 0 || statements === 0 || (fit < surelyFits && theirs === 'nothing of theirs'),
  );
}

/**
 * Finds statements with the whole topic in their sentences whose speakers are called by words like the typed ones: the
 * topic tells which of many like names is meant.
 */
export function respeltCandidates(speaker: AskedSpeaker, topic: Topic, setting: Setting): Respelt | null {
  const before = byTopic.get(topic);
  if (before?.speaker === speaker) return before.found;
  const found = lookForRespelt(speaker, topic, setting);
  byTopic.set(topic, { speaker, found });
  return found;
}

/** One answer asks twice: for what was said, and, when that is nothing, for whom to offer. */
const byTopic = new WeakMap<Topic, { readonly speaker: AskedSpeaker; readonly found: Respelt | null }>();

function lookForRespelt(speaker: AskedSpeaker, topic: Topic, setting: Setting): Respelt | null {
  const typed = wordsOf(speaker.typed);
  if (typed.length === 0 || topic.words.length === 0) return null;
  const { filter, shelf, index, directory } = setting;
  const stems = new Set(typed.flatMap((word) => likeStems(word, setting)));
  // Nobody's name is like it.
  if (stems.size === 0) return null;
  const { hits, evidence } = hitsNearLikeNames(topic, stems, setting);
  if (hits.length === 0) return null;
  const rows: VersionRow[] = [...new Set(hits.map(({ row }) => row))];
  const shelves = shelf.take(rows, filter.scope);
  const ownHits = Map.groupBy(hits, ({ row }) => row);
  const hitsWithin = (shelved: Shelved, extent: Span): readonly Hit[] => {
    const { first, last } = sentencesOf(extent, shelved);
    return (ownHits.get(shelved.article.row) ?? []).filter(({ sentence }) => sentence >= first && sentence <= last);
  };
  const isFound = (shelved: Shelved, extent: Span): boolean => hitsWithin(shelved, extent).length > 0;
  // "Police" by which some are called is no slip of "Policy"; "spice" may be one of somebody's name.
  const isWord = isReadAsTyped(speaker) && typed.every((word) => index.knows(word));
  const mayBeMeant = (statement: StoredStatement) => !isWord || isPerson(statement.speaker?.name ?? null, directory);
  const called = new Set<string>();
  const candidates: SaidCandidate[] = [];
  for (const statement of shelf.statementsAt(shelves.values(), filter.scope, isFound)) {
    const shelved = shelves.get(statement.row);
    if (shelved === undefined) continue;
    const like = likeWords(typed, statement, shelved);
    if (like.length === 0 || !mayBeMeant(statement)) continue;
    for (const word of like) called.add(stemOf(word));
    candidates.push({
      statement,
      shelved,
      ...sentencesOf(statement.extent, shelved),
      fit: respeltFit,
      bm25: Math.max(...hitsWithin(shelved, statement.extent).map(({ score }) => score)) / evidence.topic.best,
      isBeside: false,
      isDoubtful: false,
      evidence: evidence.of(
        statement.row,
        (ownHits.get(statement.row) ?? []).map(({ sentence }) => sentence),
      ),
    });
  }
  return { candidates, name: { readings: [], query: [], stems: called } };
}

/** Stems of the words of names, anybody's, that are a slip away from a typed one; "the" and "but" stand everywhere. */
function likeStems(word: string, { directory, index }: Setting): string[] {
  return directory
    .wordsLike(word, mostSlips(word))
    .filter((name) => isSlip(word, name) && index.display(name) !== name)
    .map(stemOf);
}

/** Sentences with the whole topic about them, those first that have a like name there too, then those of its articles. */
function hitsNearLikeNames(topic: Topic, stems: ReadonlySet<string>, { index, allows }: Setting) {
  const options = { limit: mostHits, ...(allows === undefined ? {} : { allows }) };
  const anywhere = index.search(topic.query, options);
  const names = { typed: '', terms: [...stems].map((term) => ({ term, weight: 1 })) };
  const seen = new Set(anywhere.map(({ row, sentence }) => `${row}/${sentence}`));
  const named = index
    .search([...topic.query, names], options)
    .filter(({ row, sentence }) => !seen.has(`${row}/${sentence}`));
  const found = [...anywhere, ...named];
  const evidence = saidEvidence(topic, stems, found, index);
  const isWhole = ({ row, sentence }: Hit) =>
    greatest(topic.words.length, sentencesAround(sentence), (place) => evidence.topic.weightsIn(row, place)).every(
      (weight) => weight > 0,
    );
  const nearness = ({ row, sentence }: Hit) =>
    sentencesAround(sentence).some((place) => evidence.isNamedIn(row, place)) ? 1 : 0;
  const hits = found
    .filter(isWhole)
    .map((hit) => ({ hit, nearness: nearness(hit) }))
    .sort((a, b) => b.nearness - a.nearness)
    .slice(0, mostRead)
    .map(({ hit }) => hit);
  return { hits, evidence };
}

function wordsOf(typed: string): string[] {
  const words = contentWords(nameWords(typed));
  const telling = words.filter((word) => !isStopword(word));
  return telling.length > 0 ? telling : words;
}

/** Words by which a speaker is called or known that all typed ones are or may be slips of; none where they are all the same. */
function likeWords(typed: readonly string[], { speaker }: StoredStatement, shelved: Shelved): string[] {
  if (speaker === null) return [];
  const { mention, name } = speaker;
  const called = mention === null ? '' : shelved.article.text.slice(mention.start, mention.end);
  const words = nameWords(`${called} ${name ?? ''}`);
  const slips = typed.map((word) => (words.includes(word) ? [] : words.filter((other) => isSlip(word, other))));
  const isLike = typed.every((word, place) => words.includes(word) || (slips[place] ?? []).length > 0);
  return isLike ? slips.flat() : [];
}

function isReadAsTyped({ found }: AskedSpeaker): boolean {
  if (found.kind === 'unknown') return false;
  const whos = found.kind === 'one' ? [found.who] : found.whos;
  return whos.every(({ corrections }) => corrections.length === 0);
}

function isPerson(name: string | null, directory: Directory): boolean {
  return name !== null && directory.called([name]).some(({ speaker }) => speaker.named && speaker.kind === 'person');
}

function mostSlips(typed: string): number {
  return typed.length >= longFrom ? 2 : 1;
}

function isSlip(typed: string, word: string): boolean {
  const most = mostSlips(typed);
  return word !== typed && wordDistance(typed, word, most) <= most;
}

/** How a typed name has to be read to be that of the speaker of a statement, word by word as the article writes it. */
export function slipsIn(
  typed: string,
  { speaker }: StoredStatement,
  shelved: Shelved,
): { readonly from: string; readonly to: string }[] {
  if (speaker === null) return [];
  const { mention, name } = speaker;
  const called = mention === null ? '' : shelved.article.text.slice(mention.start, mention.end);
  const written = `${called} ${name ?? ''}`.split(/[\s,]+/);
  const asked = new Set(wordsOf(typed));
  return typed.split(/\s+/).flatMap((from) => {
    const own = nameWords(from).filter((word) => asked.has(word));
    const isWritten = written.some((word) => nameWords(word).some((other) => own.includes(other)));
    const to = written.find((word) => nameWords(word).some((other) => own.some((each) => isSlip(each, other))));
    return isWritten || to === undefined ? [] : [{ from, to }];
  });
}
