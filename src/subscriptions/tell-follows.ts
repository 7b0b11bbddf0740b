import type { Bulletin, Button, Reply } from '../model/chat.ts';
import type { Follow, FollowStore, Sighting } from '../model/subscriptions.ts';
import { followedWords, isMuted, isQuiet, minutesWords } from './follow-words.ts';
import { isPersonal } from './permission.ts';

const mostShown = 5;
const minuteMs = 60_000;

/** Puts alerts that have waited long enough into the outbox. */
export function tellFollows(follows: FollowStore, now: Date): void {
  for (const { follow, since } of follows.waiting()) {
    const { plan } = follow;
    if (follow.state !== 'active' || isMuted(follow, now)) {
      const why = follow.state === 'active' ? 'muted' : (follow.why ?? 'paused');
      follows.drop(follow.id, numbersOf(follows.untold(follow.id)), 'paused', why, now);
      continue;
    }
    if (now.getTime() < since.getTime() + plan.bundleMinutes * minuteMs || isQuiet(plan, now)) continue;
    const found = follows.untold(follow.id);
    const reply = (occasion: number): Reply => ({
      body: composeAlert(follow, found),
      buttons: [...moreButton(occasion, 0, found.length), ...alertButtons(follow, occasion)],
      visibility: 'public',
      placement: 'new',
    });
    follows.post(follow.id, numbersOf(found), plan.target, reply, now);
  }
}

function numbersOf(sightings: readonly Sighting[]): number[] {
  return sightings.map(({ number }) => number);
}

/** "Marco Rubio on Iran: 2 new statements." */
export function composeAlert(
  { plan }: Pick<Follow, 'plan'>,
  found: readonly Pick<Sighting, 'item'>[],
  from = 0,
): Bulletin {
  const { followed } = plan;
  const isStatement = found.every(({ item }) => item.type !== null);
  const noun = isStatement
    ? 'statement'
    : followed.outlet !== undefined && followed.topic === undefined
      ? 'article'
      : 'passage';
  const shown = found.slice(from, from + mostShown);
  const rest = Math.max(0, found.length - from - shown.length);
  const what = followedWords(followed);
  return {
    kind: 'bulletin',
    lead: `${what.charAt(0).toUpperCase()}${what.slice(1)}: ${found.length} new ${noun}${found.length === 1 ? '' : 's'}`,
    stories: shown.map(({ item }) => ({
      // Who speaks says all; of anything else the headline tells what it is about.
      headline: followed.speaker !== undefined && followed.manner !== 'mentioned' ? null : item.article,
      quotation: item,
      carriers: null,
    })),
    remarks: rest > 0 ? [`${rest} more`] : [],
    closing: [
      `You get this because ${isPersonal(plan.target) ? 'you follow' : 'this channel follows'} ${what}`,
      ...(plan.bundleMinutes > 0 ? [`bundled for ${minutesWords(plan.bundleMinutes)}`] : []),
    ].join(' · '),
  };
}

/** Leads to what comes after those that are shown from `from` on. */
export function moreButton(occasion: number, from: number, count: number): Button[] {
  const next = from + mostShown;
  return next < count
    ? [{ id: `do.follow more.${new URLSearchParams({ alert: String(occasion), from: String(next) })}`, label: 'More' }]
    : [];
}

function alertButtons({ id }: Follow, occasion: number): Button[] {
  return [
    { id: `do.follow why.alert=${occasion}`, label: 'Why' },
    { id: `do.follow mute.follow=${id}`, label: 'Mute' },
    { id: `do.follow remove.follow=${id}`, label: 'Stop' },
  ];
}
