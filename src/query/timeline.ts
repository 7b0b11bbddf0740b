import { foldName } from '../archive/fold-name.ts';
import type { AnswerItem, Moment } from '../model/answer.ts';
import type { StoredStatement, VersionRow } from '../model/archive.ts';
import { type FoldedStatement, foldCopies, itemOf, type RankedStatement, rankStatements } from './find-statements.ts';
import type { Finding } from './finding.ts';
import { nothing } from './finding.ts';
import { layBeside, type Wordings, wordingsOf } from './laid-beside.ts';
import { nameOffer, nearestTo } from './nearest.ts';
import { onlyIn } from './row-test.ts';
import type { Setting } from './setting.ts';
import { whosOf } from './speaker-test.ts';
import { seriesOf } from './timeline-series.ts';
import { readTopic, type Topic } from './topic.ts';
import type { Asked } from './understand.ts';

/** Statements that are laid out; of more, the oldest and the newest. */
const mostStatements = 400;
const oldestKept = 80;
/** Articles whose statements are looked through for a topic: of more, the oldest and the newest. */
const mostArticles = 250;
/** Sentences of their articles that name the topic. */
const mostHits = 1000;

/**
 * What one speaker said over time: the first statement and the latest on top, the others after them in their order, each
 * beside the nearest earlier one. What changed is shown, and not judged.
 */
export function answerTimeline(asked: Asked, setting: Setting): Finding {
  const several = asked.speakers.find(({ found }) => found.kind === 'several');
  if (several?.found.kind === 'several' && several.found.whos.length > 1) {
    return { ...nothing, kind: 'choice', nearest: several.found.whos.map((who) => nameOffer(who, asked)) };
  }
  const whos = whosOf(asked.speakers);
  const names = [...new Set(whos.flatMap((who) => who.names))];
  const read = asked.about === null ? null : readTopic(asked.about, setting.index);
  const topic = read === null || read.words.length === 0 ? null : read;
  const { statements, isPartial } = theirStatements(names, topic, setting);
  const ranked = rankStatements(statements, { topic, exact: asked.exact, excluded: asked.excluded }, setting);
  const dated = inOrder(foldCopies(oldestFirst(ranked)).map(ledByFirst));
  if (dated.length === 0) return { ...nothing, nearest: nearestTo(asked, topic, setting) };
  const mentions = whos.flatMap((who) => who.mentions);
  return {
    kind: 'timeline',
    items: itemsOf(dated),
    references: dated.flatMap(({ statement, copies }) => [
      statement.article,
      ...copies.map((copy) => copy.statement.article),
    ]),
    confidence: topic === null ? 0.95 : Math.min(0.95, 0.4 + 0.6 * Math.max(...dated.map(({ score }) => score))),
    nearest: [],
    series: seriesOf({ mentions, topic, names, ranked: topic === null ? null : ranked }, setting),
    ...(isPartial ? { isPartial: true as const } : {}),
    ...(topic === null ? {} : { corrections: topic.corrections }),
  };
}

interface Theirs {
  readonly statements: readonly StoredStatement[];
  readonly isPartial: boolean;
}

/** All of them, or those of the articles in which the topic is named; never more than can be laid out. */
function theirStatements(names: readonly string[], topic: Topic | null, setting: Setting): Theirs {
  if (names.length === 0) return { statements: [], isPartial: false };
  const { archive, filter, index, shelf, rowsOfSpeaker } = setting;
  if (topic === null) return oldestAndNewest(names, setting);
  const rows = rowsOfSpeaker(names);
  const hits = index.search(topic.query, { limit: mostHits, ...onlyIn(rows) });
  const found = [...new Set(hits.map(({ row }) => row))];
  const folded = new Set(names.map(foldName));
  const isPartial = found.length > mostArticles || hits.length === mostHits;
  const wanted = found.length > mostArticles ? datedEnds(found, archive.publishedWhen(found, filter.scope)) : found;
  const statements = shelf
    .statements(wanted, filter.scope)
    .filter(({ speaker }) =>
      [speaker?.name, speaker?.description, speaker?.via].some((name) => name && folded.has(foldName(name))),
    );
  return { statements, isPartial };
}

function oldestAndNewest(names: readonly string[], { archive, filter }: Setting): Theirs {
  const counts = archive.saidWhen(names, filter).filter(({ moment }) => moment !== null);
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  if (total <= mostStatements) return { statements: archive.statementsBy(names, filter), isPartial: false };
  const ascending = counts.toSorted((a, b) => (a.moment ?? 0) - (b.moment ?? 0));
  let oldest = 0;
  let until = new Date(0);
  for (const { moment, count } of ascending) {
    oldest += count;
    until = new Date((moment ?? 0) + halfHourMs);
    if (oldest >= oldestKept) break;
  }
  const statements = [
    ...archive.statementsBy(names, filter, mostStatements - oldestKept),
    ...archive.statementsBy(names, { ...filter, to: until }, oldestKept),
  ];
  return { statements, isPartial: true };
}

const halfHourMs = 1_800_000;

function datedEnds(
  rows: readonly VersionRow[],
  published: ReadonlyMap<VersionRow, { readonly moment: number | null }>,
): VersionRow[] {
  const ascending = rows.toSorted((a, b) => (published.get(a)?.moment ?? 0) - (published.get(b)?.moment ?? 0));
  return [...ascending.slice(0, oldestKept), ...ascending.slice(-(mostArticles - oldestKept))];
}

/** Undated statements have no place in time and come last. */
function oldestFirst(ranked: readonly RankedStatement[]): RankedStatement[] {
  const distinct = [...new Map(ranked.map((each) => [each.statement.id, each])).values()];
  return distinct.sort(
    (a, b) =>
      momentOf(a) - momentOf(b) ||
      a.statement.row - b.statement.row ||
      a.statement.extent.start - b.statement.extent.start,
  );
}

function momentOf({ statement }: RankedStatement): number {
  const moment = Date.parse(statement.article.published ?? '');
  return Number.isNaN(moment) ? Number.POSITIVE_INFINITY : moment;
}

/** Of the full wording, so much may stand for all. */
const fullEnough = 0.35;

/** Who carried it first stands for all, unless a few words of it. */
function ledByFirst(folded: FoldedStatement): FoldedStatement {
  const { copies, joined, ...own } = folded;
  const lengthOf = ({ statement }: RankedStatement) =>
    statement.content.reduce((sum, { start, end }) => sum + end - start, 0);
  const all: readonly RankedStatement[] = [own, ...copies];
  const longest = Math.max(...all.map(lengthOf));
  const [first = own] = oldestFirst(all.filter((each) => lengthOf(each) >= longest * fullEnough));
  return first === own ? folded : { ...first, copies: all.filter((each) => each !== first), joined: [] };
}

/** The first of each, then by time; a statement that somebody carried first in fewer words stands where it was first. */
function inOrder(folded: readonly FoldedStatement[]): FoldedStatement[] {
  const first = (each: FoldedStatement) => Math.min(momentOf(each), ...each.copies.map(momentOf));
  return folded.toSorted((a, b) => first(a) - first(b));
}

function itemsOf(dated: readonly FoldedStatement[]): (() => AnswerItem)[] {
  const wordings = wordingsOf(dated);
  // The undated stand behind all others; the first of one alone is the latest as well.
  const latest = dated.findLastIndex((each) => momentOf(each) !== Number.POSITIVE_INFINITY);
  const others = dated.map((_each, place) => place).filter((place) => place !== 0 && place !== latest);
  const places = latest > 0 ? [0, latest, ...others] : [...dated.keys()];
  return places.map((place) => () => itemAt(place, { dated, wordings, latest }));
}

interface Laid {
  /** By time. */
  readonly dated: readonly FoldedStatement[];
  readonly wordings: Wordings;
  readonly latest: number;
}

/** @param latest -1 where all are undated */
function placeOf(place: number, latest: number): Moment['place'] {
  if (place > latest) return 'undated';
  if (latest === 0) return 'only';
  if (place === 0) return 'first';
  return place === latest ? 'latest' : 'between';
}

function itemAt(place: number, { dated, wordings, latest }: Laid): AnswerItem {
  const each = dated[place];
  if (each === undefined) throw new RangeError(`Expected one of ${dated.length} statements, got number ${place}`);
  const name = placeOf(place, latest);
  // The latest is laid beside the first where they can be compared, and the first beside the latest.
  const rivals = place === 0 ? [latest] : place === latest ? [0] : [];
  const beside =
    layBeside(place, rivals, wordings) ??
    (place === 0 || name === 'undated' ? null : layBeside(place, [...dated.keys()].slice(0, place), wordings));
  const item = itemOf({ ...each, highlight: () => beside?.changed ?? [] });
  const other = beside === null ? undefined : dated[beside.place]?.statement;
  const moment: Moment = {
    place: name,
    beside:
      other === undefined || beside === null
        ? null
        : { id: other.id, published: other.article.published, outlet: other.article.outlet, changes: beside.changes },
  };
  return { ...item, moment };
}
