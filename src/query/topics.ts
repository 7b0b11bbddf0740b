import type { ArchiveReader, VersionRow } from '../model/archive.ts';
import type { Suggestion } from '../model/core.ts';
import type { Scope } from '../model/scope.ts';
import type { Directory } from './directory.ts';
import type { Shelf, Token } from './shelf.ts';
import { isStopword } from './topic.ts';

interface Source {
  readonly archive: ArchiveReader;
  readonly directory: Directory;
  readonly shelf: Shelf;
}

const daysBack = 30;
const mostArticles = 400;
const fewestArticles = 3;

const byDirectory = new WeakMap<Directory, readonly Suggestion[]>();

/** What the newest articles are about: names that at least three of the last thirty days have, most frequent first. */
export function topicsIn({ archive, directory, shelf }: Source, scope: Scope): readonly Suggestion[] {
  // A directory lives until the archive moves.
  const known = byDirectory.get(directory);
  if (known) return known;
  const rows = newestRows(archive, scope);
  const counts = new Map<string, { name: string; rows: Set<VersionRow> }>();
  for (const [row, shelved] of shelf.take(rows, scope)) {
    for (const [place] of shelved.article.sentences.entries()) {
      for (const run of nameRuns(shelved.tokens(place))) {
        const first = run[0];
        const last = run.at(-1);
        if (first === undefined || last === undefined) continue;
        const key = run.map(({ folded }) => folded).join(' ');
        const topic = counts.get(key) ?? { name: shelved.article.text.slice(first.start, last.end), rows: new Set() };
        topic.rows.add(row);
        counts.set(key, topic);
      }
    }
  }
  const least = Math.min(fewestArticles, Math.max(1, Math.ceil(rows.length / 3)));
  const topics = [...counts.values()]
    .map(({ name, rows: found }) => ({ name, count: found.size }))
    .filter(({ count }) => count >= least)
    .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
  byDirectory.set(directory, topics);
  return topics;
}

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

const capital = 2;

/** Runs of words with capitals, without the word that opens the sentence alone. */
function* nameRuns(tokens: readonly Token[]): Generator<readonly Token[]> {
  let run: Token[] = [];
  for (const [place, token] of tokens.entries()) {
    const isName = (token.shape & capital) !== 0 && !isStopword(token.folded) && token.folded.length > 1;
    const adjoins = run.length === 0 || token.start - (run.at(-1)?.end ?? 0) === 1;
    if (isName && adjoins) run.push(token);
    else {
      if (run.length > 0 && !(place === 1 && run.length === 1)) yield run.slice(0, 5);
      run = isName ? [token] : [];
    }
  }
  if (run.length > 0) yield run.slice(0, 5);
}
