import type { Target } from '../model/chat.ts';
import type { Digest, Follow } from '../model/subscriptions.ts';
import { aboutWords } from './compose-digest.ts';
import { followedWords, minutesWords, quietWords } from './follow-words.ts';
import { isPersonal } from './permission.ts';
import { clockWords, daysWords, momentWords, timetableWords } from './timetable-words.ts';

const sometime = new Date(0);

/** A digest in words. `when` and `channel` are as `digest set` reads them where no `now` is given. */
export function describeDigest({ plan, next }: Digest, now?: Date) {
  const { timetable, target, at } = plan;
  const channel = isPersonal(target) ? 'me' : target.channel === at.channel ? 'here' : target.channel;
  return {
    when: now === undefined ? `${daysWords(timetable)} ${clockWords(timetable)}` : timetableWords(timetable),
    about: aboutWords(plan),
    place: placeWords(target),
    channel,
    next: next === null ? '' : `next: ${momentWords(next, timetable.zone, now ?? sometime)}`,
  };
}

export function describeFollow(follow: Follow, zone: string, now: Date): string {
  const { plan, state, mutedUntil, why } = follow;
  return [
    followedWords(plan.followed),
    placeWords(plan.target),
    plan.bundleMinutes === 0 ? 'at once' : `bundled for ${minutesWords(plan.bundleMinutes)}`,
    ...(plan.quiet === null ? [] : [`quiet ${quietWords(plan.quiet)}`]),
    ...(state === 'paused' ? [why === null ? 'paused' : `paused (${why})`] : []),
    ...(mutedUntil !== null && mutedUntil > now ? [`muted until ${momentWords(mutedUntil, zone, now)}`] : []),
  ].join(' · ');
}

function placeWords(target: Target): string {
  if (target.platform === 'console') return 'terminal';
  return isPersonal(target) ? 'by direct message' : `in channel ${target.channel}`;
}
