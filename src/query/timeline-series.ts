import { DateTime } from 'luxon';
import type { Series } from '../model/answer.ts';
import type { Published, VersionRow } from '../model/archive.ts';
import type { Hit } from '../model/search.ts';
import type { RankedStatement } from './find-statements.ts';
import type { Setting } from './setting.ts';
import type { Topic } from './topic.ts';

interface Counted {
  /** Folded words by which they are named, each inner list one way. */
  readonly mentions: readonly (readonly string[])[];
  readonly topic: Topic | null;
  readonly names: readonly string[];
  /** The statements about the topic; `null` for all that they said, which are counted where they are stored. */
  readonly ranked: readonly RankedStatement[] | null;
}

/** Sentences counted; of more, those that name the speaker most plainly. */
const mostHits = 20_000;
const mostDays = 45;
const mostWeeks = 120;
const unknownOutlet = 'Unknown outlet';

/** How often they are named and how often they speak, by time and outlet. */
export function seriesOf({ mentions, topic, names, ranked }: Counted, setting: Setting): Series {
  const { archive, filter, zone } = setting;
  const hits = mentionHits(mentions, topic, setting);
  const rows = [...new Set([...hits.map(({ row }) => row), ...(ranked ?? []).map(({ statement }) => statement.row)])];
  const published = archive.publishedWhen(rows, filter.scope);
  const named = countsOf(
    hits.map(({ row }) => row),
    published,
  );
  const said =
    ranked === null
      ? archive.saidWhen(names, filter)
      : countsOf(
          ranked.map(({ statement }) => statement.row),
          published,
        );
  const unit = unitFor([...named, ...said]);
  const points = new Map<string, { day: string; outlet: string; mentions: number; statements: number }>();
  const pointOf = ({ outlet, moment }: Published) => {
    if (moment === null) return null;
    const day = firstDay(moment, unit, zone);
    const name = outlet ?? unknownOutlet;
    const point = points.get(`${day}\0${name}`) ?? { day, outlet: name, mentions: 0, statements: 0 };
    points.set(`${day}\0${name}`, point);
    return point;
  };
  for (const each of named) {
    const point = pointOf(each);
    if (point !== null) point.mentions += each.count;
  }
  for (const each of said) {
    const point = pointOf(each);
    if (point !== null) point.statements += each.count;
  }
  return {
    unit,
    points: [...points.values()].sort((a, b) =>
      a.day < b.day ? -1 : a.day > b.day ? 1 : a.outlet < b.outlet ? -1 : 1,
    ),
  };
}

/** Sentences that name them; with a topic, in articles that name that as well. */
function mentionHits(mentions: readonly (readonly string[])[], topic: Topic | null, setting: Setting): readonly Hit[] {
  const { index, allows } = setting;
  const shortest = mentions.toSorted((a, b) => a.length - b.length)[0];
  if (shortest === undefined) return [];
  const within = allows === undefined ? {} : { allows };
  if (topic === null) return index.search(index.readQuery(shortest.join(' ')), { limit: mostHits, ...within });
  const about = new Set<VersionRow>();
  for (const { row } of index.search(topic.query, { limit: mostHits, ...within })) about.add(row);
  return index.search(index.readQuery(shortest.join(' ')), { limit: mostHits, allows: (row) => about.has(row) });
}

function countsOf(rows: readonly VersionRow[], published: ReadonlyMap<VersionRow, Published>): Published[] {
  const counts = new Map<VersionRow, number>();
  for (const row of rows) counts.set(row, (counts.get(row) ?? 0) + 1);
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

const known = new Map<string, string>();
const mostKnown = 50_000;

/** In the reader's zone. Reckoned once for each half hour: an archive has many articles of one. */
function firstDay(moment: number, unit: Series['unit'], zone: string): string {
  const key = `${unit} ${zone} ${moment}`;
  const remembered = known.get(key);
  if (remembered !== undefined) return remembered;
  const local = DateTime.fromMillis(moment, { zone });
  const day = (local.isValid ? local : DateTime.fromMillis(moment, { zone: 'utc' })).startOf(unit).toISODate() ?? '';
  if (known.size >= mostKnown) known.clear();
  known.set(key, day);
  return day;
}
