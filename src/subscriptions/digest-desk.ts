import type { Target } from '../model/chat.ts';
import type {
  Digest,
  DigestPlan,
  DigestStore,
  DigestWish,
  Refused,
  Subscriber,
  Subscriptions,
  Timetable,
} from '../model/subscriptions.ts';
import type { DigestDelivery } from './deliver-digests.ts';
import { isRefused, mayChange, refused, targetOf } from './permission.ts';
import { lastBefore, nextAfter } from './timetable.ts';
import { readDays, readTime } from './timetable-words.ts';
import { isZone } from './wall-clock.ts';

interface DeskOptions {
  readonly digests: DigestStore;
  readonly delivery: DigestDelivery;
  readonly delivers: (at: Target) => boolean;
}

type DigestPart = Pick<
  Subscriptions,
  | 'setDigest'
  | 'digests'
  | 'digest'
  | 'pauseDigest'
  | 'resumeDigest'
  | 'removeDigest'
  | 'digestHistory'
  | 'testDigest'
  | 'moreOf'
>;

const mostPerPerson = 50;
const historyLength = 20;
const mostNames = 10;
const undelivered = 'nothing is delivered to a terminal: set it on Slack or Discord';

/** What people do with digests. */
export function createDigestDesk({ digests, delivery, delivers }: DeskOptions): DigestPart {
  function find(id: number, by: Subscriber): Digest | Refused {
    const digest = digests.get(id);
    return digest !== null && mayChange(digest, by)
      ? digest
      : refused(`there is no digest ${id} that you may see here`);
  }

  function change(id: number, by: Subscriber, work: (digest: Digest) => void): Digest | Refused {
    const digest = find(id, by);
    if (isRefused(digest)) return digest;
    work(digest);
    return digests.get(id) ?? digest;
  }

  return {
    setDigest(wish, by, now) {
      const known = wish.digest === undefined ? null : find(wish.digest, by);
      if (known !== null && isRefused(known)) return known;
      const plan = planOf(wish, known?.plan ?? null, by);
      if (isRefused(plan)) return plan;
      const next = nextAfter(plan.timetable, now);
      if (next === null) return refused('these days never come: choose others');
      if (known !== null) {
        digests.change(known.id, plan, known.state === 'active' ? next : null);
        return digests.get(known.id) ?? known;
      }
      if (digests.of(by.at, by.user).filter(({ user }) => user === by.user).length >= mostPerPerson)
        return refused(`you have ${mostPerPerson} digests: remove one first`);
      const toldUntil = lastBefore(plan.timetable, now) ?? now;
      const added = digests.add(plan, by.user, { next, toldUntil }, now);
      if (!delivers(by.at)) digests.setState(added.id, 'paused', undelivered, null);
      return digests.get(added.id) ?? added;
    },

    digests: (by) => digests.of(by.at, by.user).filter((digest) => mayChange(digest, by)),
    digest: find,

    pauseDigest: (id, by, now) =>
      change(id, by, () => {
        digests.setState(id, 'paused', null, null);
        digests.note(id, 'paused', `by ${by.user}`, now);
      }),

    resumeDigest(id, by, now) {
      if (!delivers(by.at)) return refused(undelivered);
      return change(id, by, ({ plan }) => digests.setState(id, 'active', null, nextAfter(plan.timetable, now)));
    },

    removeDigest(id, by) {
      const digest = find(id, by);
      if (!isRefused(digest)) digests.remove(id);
      return digest;
    },

    digestHistory(id, by) {
      const digest = find(id, by);
      return isRefused(digest) ? digest : digests.history(id, historyLength);
    },

    async testDigest(id, by, now) {
      const digest = find(id, by);
      return isRefused(digest) ? digest : delivery.preview(digest, now);
    },

    async moreOf(occasion, offset, by) {
      const digest = digests.get(digests.period(occasion)?.digest ?? 0);
      // Whoever sees the post may read on: in its channel, or as its owner.
      const isSeen = digest !== null && (digest.plan.target.channel === by.at.channel || mayChange(digest, by));
      const reply = isSeen ? await delivery.more(occasion, offset) : null;
      return reply ?? refused('this digest was removed');
    },
  };
}

function planOf(wish: DigestWish, known: DigestPlan | null, by: Subscriber): DigestPlan | Refused {
  const target = wish.channel === undefined && known !== null ? known.target : targetOf(wish.channel, by);
  if (isRefused(target)) return target;
  const timetable = timetableOf(wish, known?.timetable ?? null, by);
  if (isRefused(timetable)) return timetable;
  return {
    at: known?.at ?? { ...by.at, thread: null },
    target,
    timetable,
    topics: namesOf(wish.topics, known?.topics),
    speakers: namesOf(wish.speakers, known?.speakers),
    outlets: namesOf(wish.outlets, known?.outlets),
    length: wish.length ?? known?.length ?? 5,
    ifNothing: wish.ifNothing ?? known?.ifNothing ?? 'no post',
  };
}

function timetableOf(wish: DigestWish, known: Timetable | null, by: Subscriber): Timetable | Refused {
  // "weekdays 08:00" in one: the last word that is a time.
  const [, dayWords = wish.days, timeWords] =
    /^(.*?)\s*\b(?:at\s+)?(\d{1,2}[:.]\d{2}\s*(?:[ap]m)?)$/i.exec(wish.days ?? '') ?? [];
  const days = dayWords === undefined ? known : readDays(dayWords);
  if (dayWords !== undefined && days === null)
    return refused(
      `"${dayWords}" are no days that I know: say "daily", "weekdays", "Mon, Wed", "1st, 15th" or "last day"`,
    );
  const clock = wish.time ?? timeWords;
  const time = clock === undefined ? known : readTime(clock);
  if (clock !== undefined && time === null)
    return refused(`"${clock}" is no time of the day: say "08:00" or "8:30 pm"`);
  const zone = wish.zone ?? known?.zone ?? by.zone;
  if (!isZone(zone)) return refused(`"${zone}" is no time zone: say one such as "Europe/Berlin" or "America/New_York"`);
  return {
    weekdays: days?.weekdays ?? [1, 2, 3, 4, 5],
    monthDays: days?.monthDays ?? [],
    hour: time?.hour ?? 8,
    minute: time?.minute ?? 0,
    zone,
  };
}

/** Names between commas; "none" takes away what was there. */
function namesOf(words: string | undefined, known: readonly string[] | undefined): readonly string[] {
  if (words === undefined) return known ?? [];
  if (/^\s*(?:none|all|any|-)\s*$/i.test(words)) return [];
  const names = words.split(/[,;\n]/).map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))].slice(0, mostNames);
}
