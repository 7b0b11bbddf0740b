import type { AnswerItem } from './answer.ts';
import type { VersionRow } from './archive.ts';
import type { Bulletin, Button, DeliveryId, Reply, Target } from './chat.ts';
import type { Scope } from './scope.ts';

/** When a digest comes, in the wall clock of a zone. */
export interface Timetable {
  /** Days of the week, 1 (Monday) to 7 (Sunday), ascending; empty when days of the month are given. */
  readonly weekdays: readonly number[];
  /** Days of the month, 1 to 31, and 32 for the last one; empty when days of the week are given. */
  readonly monthDays: readonly number[];
  readonly hour: number;
  readonly minute: number;
  /** IANA name. */
  readonly zone: string;
}

export interface DigestPlan {
  /** Where it was set: what it may see is what may be seen there. */
  readonly at: Target;
  readonly target: Target;
  readonly timetable: Timetable;
  /** Empty lists let everything pass. */
  readonly topics: readonly string[];
  readonly speakers: readonly string[];
  readonly outlets: readonly string[];
  /** Stories in a post, 1 to 5. */
  readonly length: number;
  readonly ifNothing: 'no post' | 'one line';
}

export interface Digest {
  readonly id: number;
  readonly plan: DigestPlan;
  readonly user: string;
  readonly state: 'active' | 'paused';
  /** Why it is paused, when it was not its owner who did it. */
  readonly why: string | null;
  readonly next: Date | null;
  /** Up to when it has told, or from when on the first post tells. */
  readonly toldUntil: Date;
}

/** What somebody follows: all that is given must hold. At least one of speaker, topic, outlet and words is given. */
export interface Followed {
  /** A name as the archive knows it. */
  readonly speaker?: string;
  /** Under which other names the archive knows the speaker. */
  readonly aliases?: readonly string[];
  /** `mentioned`: the name need only occur; otherwise the speaker speaks. */
  readonly manner?: 'mentioned';
  readonly topic?: string;
  readonly outlet?: string;
  /** Words that stand in this order, whatever their case and the marks between. */
  readonly words?: string;
}

export interface FollowPlan {
  readonly at: Target;
  readonly target: Target;
  readonly followed: Followed;
  /** How long the first finding waits for others, in minutes. */
  readonly bundleMinutes: number;
  /** Minutes of the day, in `zone`, between which nothing is posted; it may go over midnight. */
  readonly quiet: { readonly from: number; readonly to: number } | null;
  readonly zone: string;
}

export interface Follow {
  readonly id: number;
  readonly plan: FollowPlan;
  readonly user: string;
  /** `draft`: was shown, and not yet agreed to. */
  readonly state: 'draft' | 'active' | 'paused';
  readonly why: string | null;
  readonly mutedUntil: Date | null;
  /** The archive's mark when it began: an article that was there before fires nothing. */
  readonly mark: number;
}

/** What became of one time that a digest or a follow was to tell something. */
export type OccasionOutcome =
  /** To be composed. */
  | 'planned'
  /** In the outbox. */
  | 'waiting'
  | 'delivered'
  | 'nothing new'
  /** Something came, but nothing of what was asked for. */
  | 'filtered'
  | 'paused'
  | 'no permission'
  | 'channel gone'
  | 'rate limited'
  | 'retried'
  | 'failed'
  /** It may have been posted: it is not posted again. */
  | 'unknown'
  /** The bot was down for too long. */
  | 'skipped';

export interface Occasion {
  readonly number: number;
  readonly due: Date;
  readonly at: Date;
  readonly outcome: OccasionOutcome;
  readonly why: string | null;
}

/** An occasion of a digest that waits to be composed. */
export interface DueDigest {
  readonly occasion: number;
  readonly digest: Digest;
  readonly due: Date;
}

/** What the store of digests is told of one that is due. */
export interface DueDecision {
  readonly digest: number;
  readonly next: Date;
  /** Each time that passed since, oldest first: one of them is to be composed at most. */
  readonly occasions: readonly {
    readonly due: Date;
    readonly outcome: 'planned' | 'skipped';
    readonly why: string | null;
  }[];
}

export interface DigestStore {
  /** `toldUntil`: from when on the first post tells. */
  add(plan: DigestPlan, user: string, turns: { readonly next: Date; readonly toldUntil: Date }, now: Date): Digest;
  change(id: number, plan: DigestPlan, next: Date | null): void;
  get(id: number): Digest | null;
  /** Those of a channel, and those that a person has set, oldest first. */
  of(at: Target, user: string): readonly Digest[];
  setState(id: number, state: 'active' | 'paused', why: string | null, next: Date | null): void;
  /** Puts a line into its history. */
  note(id: number, outcome: OccasionOutcome, why: string | null, now: Date): void;
  remove(id: number): void;
  due(now: Date, limit: number): readonly Digest[];
  /** Active ones that are next due after a moment. */
  dueAfter(moment: Date, limit: number): readonly Digest[];
  reschedule(id: number, next: Date): void;
  /** Notes what is due and when each comes next, all or nothing. An occasion that is known already is not noted again. */
  decide(decisions: readonly DueDecision[], now: Date): void;
  planned(limit: number): readonly DueDigest[];
  /** Keeps all that `work` does, or nothing of it: the disk is waited for once. */
  together(work: () => void): void;
  /** Composed: into the outbox, once, whatever happens. */
  post(
    occasion: number,
    target: Target,
    reply: Reply,
    period: { readonly since: Date; readonly until: Date },
  ): DeliveryId;
  /** Nothing to post. */
  close(occasion: number, outcome: OccasionOutcome, why: string | null, until: Date | null): void;
  period(occasion: number): { readonly digest: number; readonly since: Date; readonly until: Date } | null;
  history(id: number, limit: number): readonly Occasion[];
}

/** One thing that a follow found. */
export interface Sighting {
  readonly number: number;
  readonly words: string;
  readonly item: AnswerItem;
  readonly at: Date;
}

export interface NewSighting {
  readonly follow: number;
  readonly words: string;
  readonly item: AnswerItem;
}

export interface FollowStore {
  /** Drafts are forgotten after a day. */
  draft(plan: FollowPlan, user: string, now: Date): Follow;
  get(id: number): Follow | null;
  /** Without drafts. */
  of(user: string, platform: string, space: string | null): readonly Follow[];
  inChannel(at: Target): readonly Follow[];
  /** A draft, or a paused one, begins: what is in the archive by now is no news. */
  start(id: number): void;
  pause(id: number, why: string | null): void;
  mute(id: number, until: Date | null): void;
  remove(id: number): void;
  active(): readonly Follow[];
  /** Grows with every change of a follow, whichever process made it. */
  changeCount(): number;
  /** Articles whose text the matcher has not seen, with the mark at which each article first came. */
  unmatched(limit: number): {
    readonly rows: readonly { readonly row: VersionRow; readonly began: number }[];
    readonly mark: number;
  };
  /** Keeps what was found, and how far the archive was matched, all or nothing. */
  matched(mark: number, found: readonly NewSighting[], now: Date): void;
  /** Folded names under which articles know the speaker of this name, besides it. */
  aliasesOf(name: string): readonly string[];
  /** What a follow found since then, told or not. */
  recent(follow: number, since: Date): readonly Sighting[];
  /** Follows with findings that wait, each with the moment of its first. */
  waiting(): readonly { readonly follow: Follow; readonly since: Date }[];
  untold(follow: number): readonly Sighting[];
  /** Composed: into the outbox, with the findings noted as told, all or nothing. */
  post(
    follow: number,
    sightings: readonly number[],
    target: Target,
    reply: (occasion: number) => Reply,
    now: Date,
  ): DeliveryId;
  /** Findings that are not told, with the reason. */
  drop(follow: number, sightings: readonly number[], outcome: OccasionOutcome, why: string | null, now: Date): void;
  told(
    occasion: number,
  ): { readonly follow: Follow; readonly sightings: readonly Sighting[]; readonly at: Date } | null;
  history(id: number, limit: number): readonly Occasion[];
}

/** Digests and follows whose last post was refused for good, and nobody was told yet. */
export interface FailedOccasions {
  list(): readonly {
    readonly occasion: number;
    readonly kind: 'digest' | 'follow';
    readonly id: number;
    readonly outcome: OccasionOutcome;
    readonly why: string | null;
  }[];
  settle(occasion: number): void;
}

/** Who acts upon a subscription, and what they may see. */
export interface Subscriber {
  readonly at: Target;
  readonly user: string;
  readonly zone: string;
  readonly administrator: boolean;
  readonly scope: Scope;
}

/** What somebody asked a digest to be, in words as they were typed; what is left out stays as it is, or is the usual. */
export interface DigestWish {
  /** Which one is changed. */
  readonly digest?: number;
  readonly days?: string;
  readonly time?: string;
  readonly zone?: string;
  /** `here`, `me`, or the platform's channel id. */
  readonly channel?: string;
  readonly topics?: string;
  readonly speakers?: string;
  readonly outlets?: string;
  readonly length?: number;
  readonly ifNothing?: DigestPlan['ifNothing'];
}

export interface FollowWish {
  readonly speaker?: string;
  readonly topic?: string;
  readonly outlet?: string;
  readonly words?: string;
  readonly manner?: 'speaks' | 'mentioned';
  /** Minutes. */
  readonly bundle?: number;
  /** "22:00-07:00", or "none". */
  readonly quiet?: string;
  readonly channel?: string;
}

/** How often a follow would have fired. */
export interface FollowPreview {
  readonly week: number;
  readonly month: number;
  /** True when there were more articles in the month than were looked at. */
  readonly atLeast: boolean;
  readonly newest: AnswerItem | null;
  /** Other follows, with how often they would have fired in the month. */
  readonly narrower: readonly { readonly followed: Followed; readonly month: number }[];
  readonly wider: readonly { readonly followed: Followed; readonly month: number }[];
}

/** Told when something cannot be done, in words for the person who asked. */
export interface Refused {
  readonly kind: 'refused';
  readonly why: string;
}

/** Digests and follows as commands see them. */
export interface Subscriptions {
  /** A digest in words; the next time as seen from `now`. */
  describe(
    digest: Digest,
    now?: Date,
  ): {
    readonly when: string;
    readonly about: string;
    readonly place: string;
    readonly channel: string;
    readonly next: string;
  };
  describeFollow(follow: Follow, zone: string, now: Date): string;
  followedWords(followed: Followed): string;
  /** "yesterday 08:00". */
  momentWords(moment: Date, zone: string, now: Date): string;
  /** Whether a platform is there to deliver: in the terminal there is none. */
  delivers(at: Target): boolean;
  setDigest(wish: DigestWish, by: Subscriber, now: Date): Digest | Refused;
  /** Those that a person may see from where they are. */
  digests(by: Subscriber): readonly Digest[];
  digest(id: number, by: Subscriber): Digest | Refused;
  pauseDigest(id: number, by: Subscriber, now: Date): Digest | Refused;
  resumeDigest(id: number, by: Subscriber, now: Date): Digest | Refused;
  removeDigest(id: number, by: Subscriber): Digest | Refused;
  digestHistory(id: number, by: Subscriber): readonly Occasion[] | Refused;
  /** What would be posted now. */
  testDigest(id: number, by: Subscriber, now: Date): Promise<Bulletin | Refused>;
  /** Further stories of one that was posted. */
  moreOf(occasion: number, offset: number, by: Subscriber, now: Date): Promise<Reply | Refused>;

  /** Keeps a draft, which `startFollow` makes a follow. */
  draftFollow(
    wish: FollowWish,
    by: Subscriber,
    now: Date,
  ): Promise<{ readonly follow: Follow; readonly preview: FollowPreview } | Refused>;
  follows(by: Subscriber): readonly Follow[];
  startFollow(id: number, by: Subscriber): Follow | Refused;
  pauseFollow(id: number, by: Subscriber): Follow | Refused;
  muteFollow(id: number, by: Subscriber, now: Date): Follow | Refused;
  removeFollow(id: number, by: Subscriber): Follow | Refused;
  followHistory(id: number, by: Subscriber): readonly Occasion[] | Refused;
  testFollow(id: number, by: Subscriber, now: Date): Promise<Bulletin | Refused>;
  /** What an alert found besides what it showed. */
  moreOfAlert(
    occasion: number,
    from: number,
    by: Subscriber,
  ): { readonly body: Bulletin; readonly buttons: readonly Button[] } | Refused;
  /** Why an alert came. */
  whyAlert(
    occasion: number,
    by: Subscriber,
  ): { readonly follow: Follow; readonly sightings: readonly Sighting[]; readonly at: Date } | Refused;
}
