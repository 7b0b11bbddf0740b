import type { Bulletin, Reply, Target } from '../model/chat.ts';
import type { Core } from '../model/core.ts';
import type { Scope } from '../model/scope.ts';
import type { ArticleChange } from '../model/sources.ts';
import type { StoriesFound, StoriesRequest } from '../model/stories.ts';
import type { Digest, DigestStore, DueDigest } from '../model/subscriptions.ts';
import { changeWords } from './change-words.ts';
import { aboutWords, composeDigest, digestButtons, type Period } from './compose-digest.ts';
import { lastBefore } from './timetable.ts';

export interface DigestSources {
  readonly digests: DigestStore;
  readonly core: Core;
  readonly scopeOf: (at: Target, user: string) => Scope | Promise<Scope>;
  /** What changed in articles after they were stored, newest first; absent where nobody keeps that. */
  readonly changes?: (scope: Scope) => readonly ArticleChange[];
}

const batch = 100;
const dayMs = 24 * 3_600_000;

/** Composes what was planned and puts it into the outbox. */
export interface DigestDelivery {
  /** @param onError told of one that could not be composed; it stays planned */
  deliver(now: Date, onError: (error: unknown, digest: Digest) => void): Promise<void>;
  /** What would be posted now. */
  preview(digest: Digest, now: Date): Promise<Bulletin>;
  /** Further stories of what was posted; `null` when it is no longer known. */
  more(occasion: number, offset: number): Promise<Reply | null>;
}

export function createDigestDelivery({ digests, core, scopeOf, changes }: DigestSources): DigestDelivery {
  async function requestFor(digest: Digest, period: Period, offset: number): Promise<StoriesRequest> {
    const { topics, speakers, outlets, length, timetable, at } = digest.plan;
    const scope = await scopeOf(at, digest.user);
    return { scope, ...period, zone: timetable.zone, topics, speakers, outlets, limit: length, offset };
  }

  function toldChanges(scope: Scope, period: Period, { plan }: Digest): readonly string[] {
    return changes === undefined ? [] : changeWords(changes(scope), period, plan);
  }

  /** Many channels have the same digest: what is asked twice in one round is looked up once. */
  function findings() {
    const known = new Map<string, Promise<StoriesFound>>();
    return (request: StoriesRequest): Promise<StoriesFound> => {
      const key = JSON.stringify(request);
      const found = known.get(key) ?? core.stories(request);
      known.set(key, found);
      return found;
    };
  }

  /** @returns what is to be kept of it */
  async function compose(planned: DueDigest, now: Date, find: ReturnType<typeof findings>): Promise<() => void> {
    const { digest, occasion, due } = planned;
    if (digest.state === 'paused') return () => digests.close(occasion, 'paused', digest.why, null);
    const period = { since: sinceOf(digest, due), until: now };
    const request = await requestFor(digest, period, 0);
    const found = await find(request);
    const isNothing = found.stories.length === 0;
    if (isNothing && digest.plan.ifNothing === 'no post') {
      const outcome = found.articles === 0 ? 'nothing new' : 'filtered';
      const why =
        found.articles === 0 ? 'no new article' : `${found.articles} new articles, none ${aboutWords(digest.plan)}`;
      return () => digests.close(occasion, outcome, why, now);
    }
    const told = toldChanges(request.scope, period, digest);
    const body = composeDigest({ digest, found, changes: told, ...period, due, offset: 0 });
    const buttons = digestButtons(digest, occasion, found.stories.length, found.more);
    const reply: Reply = { body, buttons, visibility: 'public', placement: 'new' };
    return () => void digests.post(occasion, digest.plan.target, reply, period);
  }

  return {
    async deliver(now, onError) {
      const find = findings();
      const failed = new Set<number>();
      for (;;) {
        const planned = digests.planned(batch + failed.size).filter(({ occasion }) => !failed.has(occasion));
        if (planned.length === 0) return;
        const composed = await Promise.all(
          planned.map((one) =>
            compose(one, now, find).catch((error: unknown) => {
              failed.add(one.occasion);
              onError(error, one.digest);
              return () => {};
            }),
          ),
        );
        digests.together(() => {
          for (const keep of composed) keep();
        });
      }
    },

    async preview(digest, now) {
      const period = { since: sinceOf(digest, now), until: now };
      const request = await requestFor(digest, period, 0);
      const found = await core.stories(request);
      const told = toldChanges(request.scope, period, digest);
      return composeDigest({ digest, found, changes: told, ...period, due: null, offset: 0 });
    },

    async more(occasion, offset) {
      const period = digests.period(occasion);
      const digest = period === null ? null : digests.get(period.digest);
      if (period === null || digest === null) return null;
      const found = await core.stories(await requestFor(digest, { since: period.since, until: period.until }, offset));
      const body = composeDigest({
        digest,
        found,
        changes: [],
        since: period.since,
        until: period.until,
        due: null,
        offset,
      });
      const shown = offset + found.stories.length;
      const back = Math.max(0, offset - digest.plan.length);
      const page = (from: number) =>
        `do.digest more.${new URLSearchParams({ occasion: String(occasion), from: String(from) })}`;
      return {
        body,
        buttons: [
          ...(offset > 0 ? [{ id: page(back), label: 'Back' }] : []),
          ...(found.more > 0 ? [{ id: page(shown), label: 'More' }] : []),
        ],
        visibility: 'private',
        placement: 'new',
      };
    },
  };
}

/** From where it has told; of one turn of its timetable where the clock was ahead when it told. */
function sinceOf({ plan, toldUntil }: Digest, due: Date): Date {
  if (toldUntil < due) return toldUntil;
  return lastBefore(plan.timetable, due) ?? new Date(due.getTime() - dayMs);
}
