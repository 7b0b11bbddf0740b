import type { Series } from '../model/answer.ts';
import type { Published, VersionRow } from '../model/archive.ts';
import type { SentenceIndex } from '../model/search.ts';
import type { RankedStatement } from './find-statements.ts';
import type { Setting } from './setting.ts';
import type { Topic } from './topic.ts';
import { firstDayIn } from './zone-days.ts';

interface Counted {
  /** Folded words by which they are named, each inner list one way. */
  readonly mentions: readonly (readonly string[])[];
  readonly topic: Topic | null;
  readonly names: readonly string[];
  /** The statements about the topic; `null` for all that they said, which are counted where they are stored. */
  readonly ranked: readonly RankedStatement[] | null;
}

/** Sentences looked at for articles that name them and in which they do not speak. */
const mostHits = 4000;
const mostDays = 45;
const mostWeeks = 120;
const unknownOutlet = 'unnamed outlet';

/** How often they are named and how often they speak, by time and outlet. */
export function seriesOf({ mentions, topic, names, ranked }: Counted, setting: Setting): Series {
  const { archive, filter, zone } = setting;
  const mentioned = mentionsIn(mentions, { topic, names }, setting);
  const spoken = countsOf((ranked ?? []).map(({ statement }) => statement.row));
  const published = archive.publishedWhen([...new Set([...mentioned.keys(), ...spoken.keys()])], filter.scope);
  const named = datedCounts(mentioned, published);
  const said = ranked === null ? archive.saidWhen(names, filter) : datedCounts(spoken, published);
  const unit = unitFor([...named, ...said]);
  const firstDay = firstDayIn(unit, zone);
  const points = new Map<string, Map<string, { mentions: number; statements: number }>>();
  const add = (counts: readonly Published[], field: 'mentions' | 'statements') => {
    for (const { outlet, moment, count } of counts) {
      if (moment === null) continue;
      const day = firstDay(moment);
      const ofDay = points.get(day) ?? new Map<string, { mentions: number; statements: number }>();
      const point = ofDay.get(outlet ?? unknownOutlet) ?? { mentions: 0, statements: 0 };
      point[field] += count;
      ofDay.set(outlet ?? unknownOutlet, point);
      points.set(day, ofDay);
    }
  };
  add(named, 'mentions');
  add(said, 'statements');
  const byName = (a: readonly [string, unknown], b: readonly [string, unknown]) => (a[0] < b[0] ? -1 : 1);
  return {
    unit,
    points: [...points]
      .sort(byName)
      .flatMap(([day, ofDay]) => [...ofDay].sort(byName).map(([outlet, counts]) => ({ day, outlet, ...counts }))),
  };
}

/**
 * Sentences that name them, by article: of all articles in which they speak, and of others that the index finds first;
 * with a topic, of those that name that as well.
 */
function mentionsIn(
  mentions: readonly (readonly string[])[],
  { topic, names }: Pick<Counted, 'topic' | 'names'>,
  { index, allows, rowsOfSpeaker }: Setting,
): ReadonlyMap<VersionRow, number> {
  const shortest = mentions.toSorted((a, b) => a.length - b.length)[0];
  if (shortest === undefined) return new Map();
  const query = index.readQuery(shortest.join(' '));
  const within = allows === undefined ? {} : { allows };
  const rows = new Set<VersionRow>(index.search(query, { limit: mostHits, ...within }).map(({ row }) => row));
  for (const row of rowsOfSpeaker(names)) rows.add(row);
  const about = topic === null ? null : rowsAboutIn(topic, rows, index);
  const wanted = about === null ? [...rows] : [...rows].filter((row) => about.has(row));
  const terms = query.flatMap((word) => word.terms.map(({ term }) => term));
  const places = index.occurrences(wanted, terms);
  return new Map(
    wanted.flatMap((row): [VersionRow, number][] => {
      const count = new Set(places(row)?.flat()).size;
      return count === 0 ? [] : [[row, count]];
    }),
  );
}

function rowsAboutIn(topic: Topic, rows: ReadonlySet<VersionRow>, index: SentenceIndex): ReadonlySet<VersionRow> {
  const all = [...rows];
  const words = topic.words.map(({ terms }) => index.occurrences(all, [...terms.keys()]));
  const enough = Math.max(1, Math.ceil(words.length * 0.6));
  return new Set(all.filter((row) => words.filter((places) => places(row) !== null).length >= enough));
}

function countsOf(rows: readonly VersionRow[]): ReadonlyMap<VersionRow, number> {
  const counts = new Map<VersionRow, number>();
  for (const row of rows) counts.set(row, (counts.get(row) ?? 0) + 1);
  return counts;
}

function datedCounts(
  counts: ReadonlyMap<VersionRow, number>,
  published: ReadonlyMap<VersionRow, Published>,
): Published[] {
  return [...counts].flatMap(([row, count]) => {
    const known = published.get(row);
    return known === undefined ? [] : [{ ...known, count }];
  });
}

const dayMs = 86_400_000;

function unitFor(all: readonly Published[]): Series['unit'] {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { moment } of all) {
    if (moment === null) continue;
    first = Math.min(first, moment);
    last = Math.max(last, moment);
  }
  const days = (last - first) / dayMs;
  if (!(days > mostDays)) return 'day';
  return days / 7 > mostWeeks ? 'month' : 'week';
}
