import type { ArchiveReader, VersionRow } from '../model/archive.ts';
import type { Target } from '../model/chat.ts';
import type { Scope } from '../model/scope.ts';
import type { Follow, FollowStore, NewSighting } from '../model/subscriptions.ts';
import { createFollowIndex, type FollowIndex, type Match } from './match-follows.ts';
import { isSameStatement } from './same-statement.ts';

interface WatchOptions {
  readonly follows: FollowStore;
  readonly archive: Pick<ArchiveReader, 'articles' | 'statementsIn'>;
  readonly scopeOf: (at: Target, user: string) => Scope | Promise<Scope>;
}

const dayMs = 24 * 3_600_000;
/** For so long the same statement is told once, and what was published before is no news. */
const windowMs = 7 * dayMs;
const batch = 50;
const everything: Scope = { sources: 'all' };

/** Finds in new articles what people follow. */
export interface FollowWatch {
  /** Matches all that came since the last time, and keeps what was found. */
  match(now: Date): Promise<void>;
}

export function createFollowWatch({ follows, archive, scopeOf }: WatchOptions): FollowWatch {
  let index: FollowIndex | null = null;
  let indexed = -1;
  let kept = -1;

  function current(): FollowIndex {
    const changes = follows.changeCount();
    if (index === null || changes !== indexed) index = createFollowIndex(follows.active());
    indexed = changes;
    return index;
  }

  /** What a place may see of some articles, looked up once for each place. */
  function createSight(rows: readonly VersionRow[]) {
    const known = new Map<string, Promise<ReadonlySet<string>>>();
    return ({ plan: { at }, user }: Follow): Promise<ReadonlySet<string>> => {
      const key = at.space === null ? `${at.platform} ${user}` : `${at.platform} ${at.space}`;
      const seen = known.get(key) ?? seenFrom(at, user, rows);
      known.set(key, seen);
      return seen;
    };
  }

  async function seenFrom(at: Target, user: string, rows: readonly VersionRow[]): Promise<ReadonlySet<string>> {
    const scope = await scopeOf(at, user);
    return new Set(archive.articles(rows, scope).map(({ id }) => id));
  }

  /** Once for each statement, however many outlets carry it. */
  function news(matches: readonly Match[], now: Date): NewSighting[] {
    const since = new Date(now.getTime() - windowMs);
    const told = new Map<number, string[]>();
    return matches.flatMap(({ follow, item, words }) => {
      const before = told.get(follow.id) ?? follows.recent(follow.id, since).map((sighting) => sighting.words);
      told.set(follow.id, before);
      if (before.some((other) => isSameStatement(other, words))) return [];
      before.push(words);
      return [{ follow: follow.id, item, words }];
    });
  }

  return {
    async match(now) {
      for (;;) {
        const { rows, mark } = follows.unmatched(batch);
        if (rows.length === 0) {
          if (mark !== kept) follows.matched(mark, [], now);
          kept = mark;
          return;
        }
        const matches = await matchRows(rows, now);
        follows.matched(mark, news(matches, now), now);
        kept = mark;
      }
    },
  };

  async function matchRows(
    rows: readonly { readonly row: VersionRow; readonly began: number }[],
    now: Date,
  ): Promise<Match[]> {
    const numbers = rows.map(({ row }) => row);
    const began = new Map(rows.map((each) => [each.row, each.began]));
    const articles = archive.articles(numbers, everything);
    const statements = Map.groupBy(archive.statementsIn(numbers, everything), ({ row }) => row);
    const sees = createSight(numbers);
    const matches: Match[] = [];
    for (const article of articles) {
      if (isOld(article.published, now)) continue;
      for (const match of current().match({ article, statements: statements.get(article.row) ?? [] })) {
        // What the archive had before the follow began is no news, in whatever version.
        if ((began.get(article.row) ?? 0) <= match.follow.mark) continue;
        if ((await sees(match.follow)).has(article.id)) matches.push(match);
      }
    }
    return matches;
  }
}

function isOld(published: string | null, now: Date): boolean {
  const moment = published === null ? Number.NaN : Date.parse(published);
  return !Number.isNaN(moment) && moment < now.getTime() - windowMs;
}
