import type { ArchiveReader, StoredArticle, VersionRow } from '../model/archive.ts';
import type { Suggestion } from '../model/core.ts';
import type { Scope } from '../model/scope.ts';
import { nounPhrases } from './noun-phrases.ts';
import { tokensOf } from './shelf.ts';

/** What the articles of the last thirty days are about, counted article by article and kept until one moves. */
export interface Topics {
  /** Of the articles in a scope, most frequent first; the same list again as long as nothing was counted anew. */
  within(scope: Scope): readonly Suggestion[];
  drop(rows: readonly VersionRow[]): void;
}

/** A topic as one article has it. */
interface Mention {
  readonly key: string;
  readonly name: string;
}

const daysBack = 30;
const fewestArticles = 3;
/** What counts as the news of thirty days at most: the newest. */
const mostArticles = 5_000;
/** Articles read for the first list, and for each one asked for after that: some 100 and 50 ms. */
const readAtFirst = 400;
const readAtOnce = 200;
const mostKept = 20_000;

export function createTopics(archive: ArchiveReader): Topics {
  const byRow = new Map<VersionRow, readonly Mention[]>();
  const listed = new Map<string, { readonly of: number; readonly topics: readonly Suggestion[] }>();
  /** Changes whenever anything is counted or dropped. */
  let state = 0;
  const recent = new Map<string, readonly VersionRow[]>();

  function rowsWithin(scope: Scope, key: string): readonly VersionRow[] {
    const known = recent.get(key);
    if (known !== undefined) return known;
    const rows = newestRows(archive, scope);
    recent.set(key, rows);
    return rows;
  }

  function count(rows: readonly VersionRow[], scope: Scope): void {
    const missing = rows.filter((row) => !byRow.has(row));
    if (missing.length === 0) return;
    if (byRow.size > mostKept) byRow.clear();
    const isFirst = missing.length === rows.length;
    const next = missing.slice(0, isFirst ? readAtFirst : readAtOnce);
    for (const row of next) byRow.set(row, []);
    for (const article of archive.articles(next, scope)) byRow.set(article.row, mentionsIn(article));
    state += 1;
  }

  return {
    within(scope) {
      const key = scope.sources === 'all' ? 'all' : [...scope.sources].sort((a, b) => a - b).join(',');
      const rows = rowsWithin(scope, key);
      count(rows, scope);
      const known = listed.get(key);
      if (known?.of === state) return known.topics;
      const topics = topicsOf(rows.map((row) => byRow.get(row) ?? []));
      listed.set(key, { of: state, topics });
      return topics;
    },
    drop(rows) {
      for (const row of rows) byRow.delete(row);
      recent.clear();
      listed.clear();
      state += 1;
    },
  };
}

/** Those of the thirty days before the newest article, newest first; undated ones where nothing has a date. */
function newestRows(archive: ArchiveReader, scope: Scope): VersionRow[] {
  const { newest } = archive.extent({ scope });
  const from = newest === null ? Number.NaN : Date.parse(newest) - daysBack * 86_400_000;
  const rows = archive.rowsWithin(Number.isNaN(from) ? { scope } : { scope, from: new Date(from) });
  const all = rows === 'all' ? allRows(archive) : [...rows];
  return all.sort((a, b) => b - a).slice(0, mostArticles);
}

function allRows(archive: ArchiveReader): VersionRow[] {
  const rows: VersionRow[] = [];
  for (let mark = 0; ; ) {
    const movement = archive.movement(mark, 2000);
    rows.push(...movement.stored);
    if (movement.mark === mark) return rows;
    mark = movement.mark;
  }
}

/** Each topic of an article once, in the wording that comes first. */
function mentionsIn({ text, sentences }: StoredArticle): Mention[] {
  const found = new Map<string, Mention>();
  for (const { start, end } of sentences) {
    for (const phrase of nounPhrases(tokensOf(text.slice(start, end), start), text)) {
      const first = phrase[0];
      const last = phrase.at(-1);
      if (first === undefined || last === undefined) continue;
      // One key for "sanction" and "sanctions", and the wording of most articles to show.
      const key = phrase.map(({ stem }) => stem).join(' ');
      if (!found.has(key)) found.set(key, { key, name: text.slice(first.start, last.end) });
    }
  }
  return [...found.values()];
}

function topicsOf(articles: readonly (readonly Mention[])[]): Suggestion[] {
  const counts = new Map<string, { count: number; wordings: Map<string, number> }>();
  for (const mentions of articles) {
    for (const { key, name } of mentions) {
      const topic = counts.get(key) ?? { count: 0, wordings: new Map<string, number>() };
      topic.count += 1;
      topic.wordings.set(name, (topic.wordings.get(name) ?? 0) + 1);
      counts.set(key, topic);
    }
  }
  const frequent = [...counts].filter(([, { count }]) => count >= fewestArticles);
  const parts = partsOf(frequent.map(([key, { count }]) => ({ key, count })));
  return frequent
    .filter(([key, { count }]) => parts.get(key) !== count)
    .map(([, topic]) => topic)
    .map(({ count, wordings }) => ({ name: commonest(wordings), count }))
    .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
}

/** Phrases that stand within longer ones, with the greatest count of those: "interest rate" within "interest rate cut". */
function partsOf(topics: readonly { readonly key: string; readonly count: number }[]): ReadonlyMap<string, number> {
  const parts = new Map<string, number>();
  for (const { key, count } of topics) {
    const words = key.split(' ');
    for (let length = 2; length < words.length; length += 1) {
      for (let start = 0; start + length <= words.length; start += 1) {
        const part = words.slice(start, start + length).join(' ');
        parts.set(part, Math.max(parts.get(part) ?? 0, count));
      }
    }
  }
  return parts;
}

function commonest(wordings: ReadonlyMap<string, number>): string {
  const [best] = [...wordings].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  return best?.[0] ?? '';
}
