import type { ArchiveReader, StoredArticle, StoredStatement, VersionRow } from '../model/archive.ts';
import type { Scope } from '../model/scope.ts';
import type { Span } from '../model/span.ts';
import { SHAPE, scanWords } from '../search/analyse.ts';
import { stemWord } from '../search/stem.ts';
import { knownWord } from './known-words.ts';

/** A word of an article, with its place in the article's text. */
export interface Token {
  readonly folded: string;
  readonly stem: string;
  readonly start: number;
  readonly end: number;
  readonly shape: number;
}

/** An article that has been read, with its sentences taken apart as they are needed. */
export interface Shelved {
  readonly article: StoredArticle;
  /** Words of a sentence, by its place in the article; empty past the ends. */
  tokens(sentence: number): readonly Token[];
  titleStems(): ReadonlySet<string>;
  /** First and last place of the sentences of the paragraph that a sentence stands in. */
  paragraphOf(sentence: number): { readonly first: number; readonly last: number };
  /** Place of the sentence that holds a place of the text; the nearest before it when none does. */
  sentenceAt(place: number): number;
}

/** Articles read lately: questions follow one another on the same news. */
export interface Shelf {
  /** In the order of `rows`; what is gone or out of scope is left out. */
  take(rows: readonly VersionRow[], scope: Scope): ReadonlyMap<VersionRow, Shelved>;
  /** Statements of articles that the scope may see, in the order of `rows`. */
  statements(rows: readonly VersionRow[], scope: Scope): readonly StoredStatement[];
  /** Of articles taken within a scope those that stand where they are wanted: of a few hits the others need not be read. */
  statementsAt(
    taken: Iterable<Shelved>,
    scope: Scope,
    isWanted: (shelved: Shelved, extent: Span) => boolean,
  ): readonly StoredStatement[];
  drop(rows: readonly VersionRow[]): void;
}

/** Characters of article text that are kept, with some ten times their size in words. */
const mostCharacters = 2_000_000;
const mostStems = 200_000;
const mostStatementRows = 500;

const stems = new Map<string, string>();

/** The term of a folded word; remembered, since stemming costs more than the rest of reading a word. */
export function stemOf(folded: string): string {
  const known = stems.get(folded);
  if (known !== undefined) return known;
  if (stems.size > mostStems) stems.clear();
  const stem = stemWord(folded);
  stems.set(folded, stem);
  return stem;
}

/** Words of a piece of text; `offset` is added to their places. Joined forms are left out: their parts are there. */
export function tokensOf(text: string, offset: number): Token[] {
  const tokens: Token[] = [];
  scanWords(text, (units, from, to, start, end, shape, hash) => {
    if ((shape & SHAPE.joined) !== 0) return;
    const { folded, stem } = knownWord(units, from, to, hash);
    tokens.push({ folded, stem, start: start + offset, end: end + offset, shape });
  });
  return tokens;
}

export function createShelf(archive: ArchiveReader): Shelf {
  // A map keeps the order of insertion: the first is the one that was not asked for longest.
  const kept = new Map<string, Shelved>();
  const statementsKept = new Map<string, readonly StoredStatement[]>();
  let characters = 0;

  function put(key: string, shelved: Shelved): void {
    kept.set(key, shelved);
    characters += shelved.article.text.length;
    for (const [oldest, old] of kept) {
      if (characters <= mostCharacters || kept.size <= 1) return;
      kept.delete(oldest);
      characters -= old.article.text.length;
    }
  }

  return {
    take(rows, scope) {
      const scopeKey = keyOf(scope);
      // In the order of the rows, whatever was kept of them.
      const taken = new Map<VersionRow, Shelved | null>(rows.map((row) => [row, null]));
      const missing: VersionRow[] = [];
      for (const row of taken.keys()) {
        const key = `${scopeKey}/${row}`;
        const known = kept.get(key);
        if (known === undefined) missing.push(row);
        else {
          kept.delete(key);
          kept.set(key, known);
          taken.set(row, known);
        }
      }
      for (const article of archive.articles(missing, scope)) {
        const shelved = layOut(article);
        taken.set(article.row, shelved);
        put(`${scopeKey}/${article.row}`, shelved);
      }
      return new Map([...taken].flatMap(([row, shelved]) => (shelved === null ? [] : [[row, shelved] as const])));
    },
    statements(rows, scope) {
      const scopeKey = keyOf(scope);
      const distinct = [...new Set(rows)];
      const missing = distinct.filter((row) => !statementsKept.has(`${scopeKey}/${row}`));
      if (statementsKept.size + missing.length > mostStatementRows) statementsKept.clear();
      const wanted = statementsKept.size === 0 ? distinct : missing;
      const read = Map.groupBy(archive.statementsIn(wanted, scope), ({ row }) => row);
      for (const row of wanted) statementsKept.set(`${scopeKey}/${row}`, read.get(row) ?? []);
      return distinct.flatMap((row) => statementsKept.get(`${scopeKey}/${row}`) ?? []);
    },
    statementsAt(taken, scope, isWanted) {
      const scopeKey = keyOf(scope);
      const byRow = new Map([...taken].map((shelved) => [shelved.article.row, shelved]));
      const isHere = ({ row }: StoredArticle, extent: Span): boolean => {
        const shelved = byRow.get(row);
        return shelved !== undefined && isWanted(shelved, extent);
      };
      const missing = [...byRow.values()]
        .map(({ article }) => article)
        .filter(({ row }) => !statementsKept.has(`${scopeKey}/${row}`));
      const read = Map.groupBy(archive.statementsOf(missing, isHere), ({ row }) => row);
      return [...byRow].flatMap(([row, shelved]) => {
        const kept = statementsKept.get(`${scopeKey}/${row}`);
        return read.get(row) ?? kept?.filter(({ extent }) => isWanted(shelved, extent)) ?? [];
      });
    },
    drop(rows) {
      const gone = new Set<string>(rows.map(String));
      for (const [key, statements] of statementsKept) {
        // None may have been none that the scope saw: by now another source may carry the article.
        const isOld = statements.length === 0 || gone.has(key.slice(key.indexOf('/') + 1));
        if (isOld) statementsKept.delete(key);
      }
      for (const [key, shelved] of kept) {
        if (!gone.has(key.slice(key.indexOf('/') + 1))) continue;
        kept.delete(key);
        characters -= shelved.article.text.length;
      }
    },
  };
}

function keyOf({ sources }: Scope): string {
  return sources === 'all' ? 'all' : [...sources].sort((a, b) => a - b).join(',');
}

function layOut(article: StoredArticle): Shelved {
  const bySentence: (readonly Token[] | undefined)[] = [];
  let title: ReadonlySet<string> | null = null;
  const { sentences, text } = article;
  return {
    article,
    tokens(place) {
      const known = bySentence[place];
      if (known !== undefined) return known;
      const sentence = sentences[place];
      if (sentence === undefined) return [];
      const tokens = tokensOf(text.slice(sentence.start, sentence.end), sentence.start);
      bySentence[place] = tokens;
      return tokens;
    },
    titleStems() {
      title ??= new Set(tokensOf(article.title ?? '', 0).map(({ stem }) => stem));
      return title;
    },
    paragraphOf(place) {
      const paragraph = sentences[place]?.paragraph;
      let first = place;
      let last = place;
      while (first > 0 && sentences[first - 1]?.paragraph === paragraph) first -= 1;
      while (last + 1 < sentences.length && sentences[last + 1]?.paragraph === paragraph) last += 1;
      return { first, last };
    },
    sentenceAt(place) {
      let low = 0;
      let high = sentences.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((sentences[middle]?.start ?? 0) <= place) low = middle;
        else high = middle - 1;
      }
      return Math.max(0, low);
    },
  };
}
