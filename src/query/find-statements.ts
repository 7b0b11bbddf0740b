import type { AnswerItem } from '../model/answer.ts';
import type { StoredStatement, VersionRow } from '../model/archive.ts';
import type { Span } from '../model/span.ts';
import { type Copy, referenceTo, statementItem } from './items.ts';
import { isSameWording, type Wording, wordingOf } from './same-words.ts';
import type { Setting } from './setting.ts';
import type { Shelved } from './shelf.ts';
import { contentText, sentencesOf } from './statement-text.ts';
import { coverage, type Topic, topicWords } from './topic.ts';
import { type Nearness, topicEvidence } from './topic-evidence.ts';
import { holdsPhrase, holdsWord } from './word-filters.ts';

/** A statement that may answer, with how well it does. */
export interface RankedStatement {
  readonly statement: StoredStatement;
  readonly shelved: Shelved;
  /** Where the topic stands nearest; `null` when none is asked for. */
  readonly nearest: Nearness | null;
  /** Share of the topic's weight in its sentences; 1 when none is asked for. */
  readonly share: number;
  /** Words of the topic in its sentences. */
  readonly highlight: () => readonly Span[];
  readonly score: number;
}

export interface StatementSearch {
  readonly topic: Topic | null;
  readonly exact: readonly string[];
  readonly excluded: readonly string[];
}

/** Statements are read from the archive for this many articles at a time. */
const articlesAtOnce = 400;

/** Ranks statements by a topic, best first; without one the newest first. What has nothing of the topic near it is left out. */
export function rankStatements(
  statements: readonly StoredStatement[],
  search: StatementSearch,
  setting: Setting,
): RankedStatement[] {
  const { topic } = search;
  if (topic === null) return ordered(rankWithin(statements, search, setting, () => []));
  const inArticle = articleWeights(topic, statements, setting);
  const isTold = ({ row }: StoredStatement) => inArticle(row).some((weight) => weight > 0);
  const ranked = rankWithin(statements.filter(isTold), search, setting, inArticle);
  if (ranked.some(({ nearest }) => nearest !== 'article')) return ordered(onlyNearest(ranked));
  // A topic that stands in a title alone answers when no text has it: only then are the other articles read.
  const others = rankWithin(
    statements.filter((statement) => !isTold(statement)),
    search,
    setting,
    inArticle,
  );
  return ordered(onlyNearest([...ranked, ...others]));
}

/** Of each word of a topic its weight in an article, as the index knows it. */
function articleWeights(
  topic: Topic,
  statements: readonly StoredStatement[],
  { index }: Setting,
): (row: VersionRow) => readonly number[] {
  const terms = [...topic.byTerm.keys()];
  const held = index.occurrences([...new Set(statements.map(({ row }) => row))], terms);
  const known = new Map<VersionRow, readonly number[]>();
  return (row) => {
    let weights = known.get(row);
    if (weights === undefined) {
      const places = held(row) ?? [];
      weights = coverage(
        topic,
        terms.filter((_term, place) => (places[place]?.length ?? 0) > 0),
      );
      known.set(row, weights);
    }
    return weights;
  };
}

function rankWithin(
  statements: readonly StoredStatement[],
  search: StatementSearch,
  setting: Setting,
  inArticle: (row: VersionRow) => readonly number[],
): RankedStatement[] {
  const ranked: RankedStatement[] = [];
  for (const batch of inBatches(statements)) {
    const shelf = setting.shelf.take(
      batch.map(({ row }) => row),
      setting.filter.scope,
    );
    for (const statement of batch) {
      const shelved = shelf.get(statement.row);
      if (shelved === undefined || !passes(statement, shelved, search)) continue;
      ranked.push(...rankOne(statement, shelved, search.topic, inArticle));
    }
  }
  return ranked;
}

function rankOne(
  statement: StoredStatement,
  shelved: Shelved,
  topic: Topic | null,
  inArticle: (row: VersionRow) => readonly number[],
): RankedStatement[] {
  if (topic === null) return [{ statement, shelved, nearest: null, share: 1, highlight: () => [], score: 0 }];
  const { nearest, share, score } = topicEvidence(statement, shelved, topic, inArticle(statement.row));
  if (nearest === 'nowhere') return [];
  const sentences = sentencesOf(statement.extent, shelved);
  const highlight = () => topicWords(topic, shelved, sentences);
  const together = standTogether(topic, shelved, sentences) ? step : 0;
  return [{ statement, shelved, nearest, share, highlight, score: score + together }];
}

/** Words between those of a topic: "prices of new houses". */
const mostBetween = 2;

/** Of "house prices" all words in one place, so that it is not the price of cocoa at a trade house. */
function standTogether(
  { words, byTerm }: Topic,
  shelved: Shelved,
  { first, last }: { readonly first: number; readonly last: number },
): boolean {
  if (words.length < 2) return false;
  for (let sentence = first; sentence <= last; sentence += 1) {
    const lastSeen = new Array<number>(words.length).fill(Number.NEGATIVE_INFINITY);
    for (const [place, { stem }] of shelved.tokens(sentence).entries()) {
      const held = byTerm.get(stem);
      if (held === undefined) continue;
      for (const { place: word } of held) lastSeen[word] = place;
      if (place - Math.min(...lastSeen) < words.length + mostBetween) return true;
    }
  }
  return false;
}

function* inBatches(statements: readonly StoredStatement[]): Generator<readonly StoredStatement[]> {
  let batch: StoredStatement[] = [];
  const rows = new Set<VersionRow>();
  for (const statement of statements) {
    rows.add(statement.row);
    if (rows.size > articlesAtOnce) {
      yield batch;
      batch = [];
      rows.clear();
      rows.add(statement.row);
    }
    batch.push(statement);
  }
  yield batch;
}

function passes(statement: StoredStatement, { article }: Shelved, { exact, excluded }: StatementSearch): boolean {
  const text = article.text.slice(statement.extent.start, statement.extent.end);
  return exact.every((phrase) => holdsPhrase(text, phrase)) && !excluded.some((word) => holdsWord(text, word));
}

/** A statement whose article only mentions the topic somewhere answers when no statement has it nearer. */
function onlyNearest(ranked: readonly RankedStatement[]): readonly RankedStatement[] {
  const isNear = ({ nearest }: RankedStatement) => nearest === 'content' || nearest === 'sentence';
  const near = ranked.filter(isNear);
  if (near.length > 0) return near;
  const inParagraph = ranked.filter(({ nearest }) => nearest === null || nearest === 'paragraph');
  return inParagraph.length > 0 ? inParagraph : ranked;
}

/** Scores nearer than this are equal, and the newer statement comes first. */
const step = 0.12;

function ordered(ranked: readonly RankedStatement[]): RankedStatement[] {
  return [...ranked].sort(
    (a, b) => Math.round(b.score / step) - Math.round(a.score / step) || newestFirst(a, b) || inReadingOrder(a, b),
  );
}

/** For sorting: by the day of publication; 0 for the same day, and where neither is dated. */
export function newestFirst(a: RankedStatement, b: RankedStatement): number {
  const [one, other] = [day(a), day(b)];
  return one === other ? 0 : one < other ? 1 : -1;
}

const manner = { direct: 0, mixed: 1, indirect: 2 } as const;

/** Their own words before reports of them; the article that came last before the others. */
function inReadingOrder({ statement: a }: RankedStatement, { statement: b }: RankedStatement): number {
  return (
    Number(a.nested) - Number(b.nested) ||
    manner[a.type] - manner[b.type] ||
    b.row - a.row ||
    a.extent.start - b.extent.start
  );
}

function day({ statement }: RankedStatement): string {
  return statement.article.published?.slice(0, 10) ?? '';
}

/** A statement with everyone who carried it. */
export interface FoldedStatement extends RankedStatement {
  readonly copies: readonly RankedStatement[];
  /** Further statements of the same speaker in the same sentences: shown with it. */
  readonly joined: readonly RankedStatement[];
}

/** Statements looked at for copies; further ones stand for themselves. */
const mostFolded = 2000;

interface Fold {
  /** Who stands for all: the first, or one that carries clearly more of the same. */
  first: RankedStatement;
  wording: Wording;
  readonly copies: RankedStatement[];
  readonly joined: RankedStatement[];
}

/** Shows what several outlets carry once, by the words of its content. */
export function foldCopies(ranked: readonly RankedStatement[]): FoldedStatement[] {
  const folds: Fold[] = [];
  const byPlace = new Map<string, Fold>();
  const byShingle = new Map<string, Set<Fold>>();
  for (const each of ranked.slice(0, mostFolded)) {
    const beside = byPlace.get(placeOf(each));
    if (beside !== undefined) {
      beside.joined.push(each);
      continue;
    }
    const wording = wordingOf(contentText(each.statement, each.shelved.article.text));
    const keys = [wording.key, ...wording.shingles];
    const same = sameFold(each, wording, keys, byShingle);
    const fold = same ?? { first: each, wording, copies: [], joined: [] };
    if (same === undefined) folds.push(fold);
    else addCopy(fold, each, wording);
    byPlace.set(placeOf(each), fold);
    for (const key of keys) byShingle.set(key, (byShingle.get(key) ?? new Set()).add(fold));
  }
  const rest = ranked.slice(mostFolded).map((each) => ({ ...each, copies: [], joined: [] }));
  return [...folds.map(({ first, copies, joined }) => ({ ...first, copies, joined })), ...rest];
}

function sameFold(
  each: RankedStatement,
  wording: Wording,
  keys: readonly string[],
  byShingle: ReadonlyMap<string, ReadonlySet<Fold>>,
): Fold | undefined {
  const seen = new Set<Fold>();
  for (const key of keys) {
    for (const fold of byShingle.get(key) ?? []) {
      if (seen.has(fold)) continue;
      seen.add(fold);
      if (isCopy(fold.first, each) && isSameWording(fold.wording, wording)) return fold;
    }
  }
  return undefined;
}

function addCopy(fold: Fold, each: RankedStatement, wording: Wording): void {
  const isFuller = wording.length > fold.wording.length * 1.25;
  fold.copies.push(isFuller ? fold.first : each);
  if (!isFuller) return;
  fold.first = each;
  fold.wording = wording;
}

/** The same sentences of one article, by one speaker: "he dismissed the talks, accusing Europe of ..." is shown once. */
function placeOf({ statement: { row, extent, speaker } }: RankedStatement): string {
  return `${row}/${extent.start}-${extent.end}/${speaker?.name ?? speaker?.description ?? ''}`;
}

/** One article says a thing twice on purpose; a quoted statement stands inside the quoting one. */
function isCopy(a: RankedStatement, b: RankedStatement): boolean {
  if (a.statement.row !== b.statement.row) return true;
  const [one, other] = [a.statement.extent, b.statement.extent];
  return one.start === other.start && one.end === other.end;
}

export function itemOf({ statement, shelved, highlight, copies, joined }: FoldedStatement): AnswerItem {
  const alsoIn: Copy[] = copies
    .filter(({ statement: { row } }) => row !== statement.row)
    .map(({ shelved: other, statement: { extent } }) => ({
      article: referenceTo(other.article),
      start: extent.start,
      end: extent.end,
    }));
  const content = [statement, ...joined.map((other) => other.statement)]
    .flatMap((each) => each.content)
    .sort((a, b) => a.start - b.start);
  return statementItem({ ...statement, content }, shelved.article, { highlight: highlight(), alsoIn });
}
