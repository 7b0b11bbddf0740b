import type { VersionRow } from '../model/archive.ts';
import type { Scope } from '../model/scope.ts';
import type { SentenceIndex } from '../model/search.ts';
import type { Shelf } from './shelf.ts';
import { coverage, readTopic, shareOf, type Topic } from './topic.ts';

/** Sentences looked at for one topic: a day of news has fewer that name it. */
const mostHits = 20_000;
/** Of the weight of a topic's words, so much must stand in the article. */
const enough = 0.75;

/** Articles among `rows` that name one of the topics: all of its words that tell much, in any of its sentences. */
export function rowsAbout(
  topics: readonly string[],
  rows: ReadonlySet<VersionRow>,
  scope: Scope,
  sources: { readonly index: SentenceIndex; readonly shelf: Shelf },
): ReadonlySet<VersionRow> {
  const found = new Set<VersionRow>();
  for (const typed of topics) {
    const topic = readTopic(typed, sources.index);
    for (const row of rowsOf(topic, rows, scope, sources)) found.add(row);
  }
  return found;
}

function rowsOf(
  topic: Topic,
  rows: ReadonlySet<VersionRow>,
  scope: Scope,
  { index, shelf }: { readonly index: SentenceIndex; readonly shelf: Shelf },
): Iterable<VersionRow> {
  const hits = index.search(topic.query, { limit: mostHits, allows: (row) => rows.has(row) });
  const byRow = Map.groupBy(hits, ({ row }) => row);
  if (topic.words.length < 2) return byRow.keys();
  const about: VersionRow[] = [];
  for (const [row, shelved] of shelf.take([...byRow.keys()], scope)) {
    const stems = new Set(shelved.titleStems());
    for (const { sentence } of byRow.get(row) ?? []) for (const { stem } of shelved.tokens(sentence)) stems.add(stem);
    if (shareOf(topic, coverage(topic, stems)) >= enough) about.push(row);
  }
  return about;
}
