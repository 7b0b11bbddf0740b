import type { ArchiveReader } from '../model/archive.ts';
import type { Target } from '../model/chat.ts';
import type { Core } from '../model/core.ts';
import type {
  Follow,
  Followed,
  FollowPlan,
  FollowStore,
  FollowWish,
  Refused,
  Subscriber,
  Subscriptions,
} from '../model/subscriptions.ts';
import { followedWords, readQuiet } from './follow-words.ts';
import { isRefused, mayChange, refused, targetOf } from './permission.ts';
import { previewFollow } from './preview-follow.ts';
import { composeAlert, moreButton } from './tell-follows.ts';

interface DeskOptions {
  readonly follows: FollowStore;
  readonly archive: Pick<ArchiveReader, 'articles' | 'statementsIn' | 'rowsBy' | 'rowsWithin'>;
  readonly core: Core;
  readonly delivers: (at: Target) => boolean;
}

type FollowPart = Pick<
  Subscriptions,
  | 'draftFollow'
  | 'follows'
  | 'startFollow'
  | 'pauseFollow'
  | 'muteFollow'
  | 'removeFollow'
  | 'followHistory'
  | 'testFollow'
  | 'whyAlert'
  | 'moreOfAlert'
>;

const mostPerPerson = 200;
const historyLength = 20;
const muteMs = 24 * 3_600_000;
const usualBundleMinutes = 15;
const undelivered = 'nothing is delivered to a terminal: follow on Slack or Discord';

/** What people do with follows. */
export function createFollowDesk({ follows, archive, core, delivers }: DeskOptions): FollowPart {
  function find(id: number, by: Subscriber): Follow | Refused {
    const follow = follows.get(id);
    return follow !== null && mayChange(follow, by)
      ? follow
      : refused(`there is no follow ${id} that you may see here`);
  }

  function change(id: number, by: Subscriber, work: () => void): Follow | Refused {
    const follow = find(id, by);
    if (isRefused(follow)) return follow;
    work();
    return follows.get(id) ?? follow;
  }

  /** The person as the archive knows them; somebody it does not know yet is taken as typed. */
  async function speakerOf(
    typed: string,
    by: Subscriber,
    now: Date,
  ): Promise<Pick<Followed, 'speaker' | 'aliases'> | Refused> {
    const { scope, zone } = by;
    const found = await core.quotes({ speaker: typed, scope, now, zone, limit: 1, offset: 0 });
    const names = found.nearest.flatMap((nearest) => (nearest.kind === 'name' ? [nearest.name] : []));
    if (found.kind === 'choice')
      return refused(`"${typed}" may be ${names.slice(0, 5).join(' or ')}: say which, by the full name`);
    const speaker = found.understood.speaker ?? typed;
    const aliases = follows.aliasesOf(speaker);
    return { speaker, ...(aliases.length > 0 && { aliases }) };
  }

  async function planOf(wish: FollowWish, by: Subscriber, now: Date): Promise<FollowPlan | Refused> {
    const { speaker, topic, outlet, words, manner, quiet: quietWords, bundle = usualBundleMinutes } = wish;
    if ([speaker, topic, outlet, words].every((part) => part === undefined))
      return refused('say whom or what: speaker, topic, outlet or words');
    const target = targetOf(wish.channel ?? 'me', by);
    if (isRefused(target)) return target;
    const quiet = quietWords === undefined || /^none$/i.test(quietWords) ? null : readQuiet(quietWords);
    if (quietWords !== undefined && quiet === null && !/^none$/i.test(quietWords))
      return refused(`"${quietWords}" are no hours: say them such as "22:00-07:00"`);
    const named = speaker === undefined ? {} : await speakerOf(speaker, by, now);
    if (isRefused(named)) return named;
    return {
      at: { ...by.at, thread: null },
      target,
      followed: {
        ...named,
        ...(manner === 'mentioned' && { manner }),
        ...(topic !== undefined && { topic }),
        ...(outlet !== undefined && { outlet }),
        ...(words !== undefined && { words: words.replace(/^["“«]|["”»]$/gu, '') }),
      },
      bundleMinutes: bundle,
      quiet,
      zone: by.zone,
    };
  }

  return {
    async draftFollow(wish, by, now) {
      const plan = await planOf(wish, by, now);
      if (isRefused(plan)) return plan;
      const own = follows.of(by.user, by.at.platform, by.at.space);
      if (own.length >= mostPerPerson) return refused(`you have ${mostPerPerson} follows: remove one first`);
      const same = own.find(
        (follow) =>
          JSON.stringify(follow.plan.followed) === JSON.stringify(plan.followed) &&
          follow.plan.target.channel === plan.target.channel,
      );
      if (same !== undefined)
        return refused(`you follow ${followedWords(plan.followed)} already: it is number ${same.id}`);
      const preview = await previewFollow(archive, plan, by.scope, now);
      return { follow: follows.draft(plan, by.user, now), preview };
    },

    follows(by) {
      const own = follows.of(by.user, by.at.platform, by.at.space);
      const others = follows.inChannel(by.at).filter((follow) => mayChange(follow, by));
      return [...new Map([...own, ...others].map((follow) => [follow.id, follow])).values()];
    },

    startFollow(id, by) {
      return change(id, by, () => (delivers(by.at) ? follows.start(id) : follows.pause(id, undelivered)));
    },

    pauseFollow: (id, by) => change(id, by, () => follows.pause(id, null)),
    muteFollow: (id, by, now) => change(id, by, () => follows.mute(id, new Date(now.getTime() + muteMs))),

    removeFollow(id, by) {
      const follow = find(id, by);
      if (!isRefused(follow)) follows.remove(id);
      return follow;
    },

    followHistory(id, by) {
      const follow = find(id, by);
      return isRefused(follow) ? follow : follows.history(id, historyLength);
    },

    async testFollow(id, by, now) {
      const follow = find(id, by);
      if (isRefused(follow)) return follow;
      const { newest, month } = await previewFollow(archive, follow.plan, by.scope, now);
      if (newest === null)
        return refused(`nothing of the last 30 days would have told you of ${followedWords(follow.plan.followed)}`);
      const alert = composeAlert(follow, [{ item: newest }]);
      return { ...alert, lead: `${alert.lead} (a test: the newest of ${month} in 30 days)` };
    },

    moreOfAlert(occasion, from, by) {
      const told = seenAlert(occasion, by);
      if (isRefused(told)) return told;
      const { follow, sightings } = told;
      return { body: composeAlert(follow, sightings, from), buttons: moreButton(occasion, from, sightings.length) };
    },

    whyAlert: seenAlert,
  };

  /** Whoever sees the alert may ask about it: in its channel, or as its owner. */
  function seenAlert(occasion: number, by: Subscriber): ReturnType<FollowPart['whyAlert']> {
    const told = follows.told(occasion);
    if (told === null) return refused('this follow was removed');
    const isSeen = told.follow.plan.target.channel === by.at.channel || mayChange(told.follow, by);
    return isSeen ? told : refused('this alert is not yours');
  }
}
