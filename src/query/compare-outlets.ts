import type { Comparison } from '../model/answer.ts';
import type { VersionRow } from '../model/archive.ts';
import { outletOf, type StatementGroup } from './compare-statements.ts';
import { referenceTo } from './items.ts';
import type { Shelved } from './shelf.ts';
import { groupCopies } from './story-clusters.ts';
import type { GraphArticle } from './story-graph.ts';

interface Compared {
  /** By their time. */
  readonly articles: readonly GraphArticle[];
  readonly shelved: ReadonlyMap<VersionRow, Shelved>;
  readonly groups: readonly StatementGroup[];
  readonly isOneStory: boolean;
  /** The name by which the archive knows best whom one article calls by the surname alone. */
  readonly nameOf: (name: string) => string;
}

const mostSpeakers = 12;

/** Who was first, who carries whose text, who quotes whom. */
export function comparisonOf({ articles, shelved, groups, isOneStory, nameOf }: Compared): Comparison {
  const byOutlet = Map.groupBy(articles, ({ row }) => outletOf(shelved.get(row)));
  const copied = copiedFrom(articles, shelved);
  const headline = articles.flatMap(({ row }) => shelved.get(row)?.article ?? []).find(({ title }) => title !== null);
  return {
    of: isOneStory ? 'story' : 'topic',
    headline: isOneStory && headline !== undefined ? referenceTo(headline) : null,
    outlets: [...byOutlet].flatMap(([name, own]) => {
      const first = own.flatMap(({ row }) => shelved.get(row)?.article ?? [])[0];
      if (first === undefined) return [];
      const sources = new Set(own.map(({ row }) => copied.get(row) ?? null));
      const [source = null] = sources;
      return [
        {
          name,
          first: referenceTo(first),
          articles: own.length,
          statements: groups.filter((group) => tellersOf(group).has(name)).length,
          copies: sources.size === 1 ? source : null,
        },
      ];
    }),
    statements: groups.length,
    speakers: speakersOf(groups, nameOf).slice(0, mostSpeakers),
  };
}

function tellersOf({ main, others }: StatementGroup): ReadonlySet<string> {
  return new Set([main.outlet, ...others.map(({ told }) => told.outlet)]);
}

/** For each article that copies another outlet's text, that outlet. */
function copiedFrom(
  articles: readonly GraphArticle[],
  shelved: ReadonlyMap<VersionRow, Shelved>,
): ReadonlyMap<VersionRow, string> {
  const copied = new Map<VersionRow, string>();
  for (const [first, ...rest] of groupCopies(articles)) {
    const origin = first === undefined ? null : outletOf(shelved.get(first.row));
    for (const { row } of rest) if (origin !== null && outletOf(shelved.get(row)) !== origin) copied.set(row, origin);
  }
  return copied;
}

function speakersOf(
  groups: readonly StatementGroup[],
  nameOf: Compared['nameOf'],
): { name: string; outlets: readonly string[] }[] {
  const quoted = new Map<string, { statements: number; outlets: Set<string> }>();
  for (const { main, others } of groups) {
    const called = main.statement.speaker?.name ?? null;
    if (called === null) continue;
    const name = nameOf(called);
    const known = quoted.get(name) ?? { statements: 0, outlets: new Set<string>() };
    known.statements += 1;
    for (const { outlet } of [main, ...others.map(({ told }) => told)]) known.outlets.add(outlet);
    quoted.set(name, known);
  }
  return [...quoted]
    .sort(
      (a, b) => b[1].outlets.size - a[1].outlets.size || b[1].statements - a[1].statements || (a[0] < b[0] ? -1 : 1),
    )
    .map(([name, { outlets }]) => ({ name, outlets: [...outlets] }));
}
