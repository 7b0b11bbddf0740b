import type { Understood } from './answer.ts';
import type { DeliveryId, Incoming, MessageRef, Platform, Reply, Target } from './chat.ts';
import type { DigestStore, FailedOccasions, FollowStore } from './subscriptions.ts';

/** What the bot remembers besides articles, so that a restart forgets nothing that a user still sees. */
export interface Stores {
  readonly seen: SeenEvents;
  readonly asked: AskedQuestions;
  readonly conversations: Conversations;
  readonly outbox: Outbox;
  readonly askers: Askers;
  readonly reports: Reports;
  readonly installations: Installations;
  readonly lease: Lease;
  readonly digests: DigestStore;
  readonly follows: FollowStore;
  readonly failedOccasions: FailedOccasions;
  /** Forgets a workspace or server that the bot was taken out of: what was asked and set there, and its sources. */
  forgetSpace(platform: Platform, space: string): void;
}

/** Who may act for an archive: of several processes over one file, one opens sockets, polls and posts. */
export interface Lease {
  /** Names this process. */
  readonly holder: string;
  /** Takes it for 20 seconds, or renews it; false when another process holds it. */
  take(now: Date): boolean;
  /** Milliseconds for which it is still ours; 0 when it is not. */
  leftMs(now: Date): number;
  /** Lets another process begin at once. */
  release(): void;
}

/** Events already taken, for 7 days. */
export interface SeenEvents {
  /** `true` for the first to come with this id, also across processes. The event itself is kept until it is done. */
  claim(event: Incoming, now: Date): boolean;
  /** Its answer is in the outbox, or was given: what it asked is forgotten. */
  done(eventId: string): void;
  /** Taken since then and never done: a crash came between. */
  unfinished(since: Date): readonly Incoming[];
}

export type AskedId = string & { readonly brand: 'AskedId' };

/** A command as it was run: what a button under its answer needs to run it again. */
export interface Asked {
  readonly command: string;
  readonly options: Readonly<Record<string, string | number>>;
  readonly previous: Understood | null;
  readonly understood: Understood | null;
  /** Ids of the items shown. */
  readonly shown: readonly string[];
  readonly offers: readonly string[];
  readonly offset: number;
  readonly at: Target;
  readonly user: string;
  readonly asked: Date;
}

/** Kept for 30 days; a button that is older says so. */
export interface AskedQuestions {
  keep(asked: Asked): AskedId;
  find(id: AskedId): Asked | null;
}

/** The last question of each conversation, for 24 hours. */
export interface Conversations {
  remember(at: Target, user: string, asked: AskedId, now: Date): void;
  last(at: Target, user: string, now: Date): AskedId | null;
  /** The answer to a message that asked, so that an edit of the question edits it. */
  answerTo(at: Target, message: string, now: Date): MessageRef | null;
  noteAnswer(at: Target, message: string, answer: MessageRef, now: Date): void;
}

/** Everything that is posted unasked or must not be lost, committed before it is sent. */
export interface Outbox {
  /** Writes it down as pending. The same `key` again gives the first one's id and changes nothing. */
  enqueue(key: string, target: Target, reply: Reply, now: Date): DeliveryId;
  /**
   * Takes one pending delivery that is due, as `sending`; `null` when none is, when another process has it, or when
   * this one lost the lease.
   *
   * @param busy channels that are passed over for now
   */
  claim(now: Date, busy?: readonly string[]): Delivery | null;
  /** Whether anything is due, in whatever channel, and may be claimed. */
  isDue(now: Date): boolean;
  /** Takes this one, if it is pending. */
  claimThis(id: DeliveryId, now: Date): Delivery | null;
  /**
   * With `since` only as long as it is `sending` since then.
   *
   * @returns false when another process has settled it, or has taken it, in between
   */
  settle(id: DeliveryId, outcome: Settled, now: Date, since?: Date): boolean;
  /** `sending` for longer than `olderThanMs`: what a crash or a time-out left open. */
  open(now: Date, olderThanMs: number): readonly Delivery[];
}

export interface Delivery {
  readonly id: DeliveryId;
  readonly target: Target;
  readonly reply: Reply;
  readonly attempts: number;
  readonly since: Date;
}

export type Settled =
  | { readonly kind: 'sent'; readonly ref: MessageRef }
  | { readonly kind: 'again'; readonly at: Date; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string; readonly cause?: 'channel gone' | 'no permission' }
  | { readonly kind: 'unknown'; readonly why: string }
  /** Stays `sending`: the request went out and no answer came, so it will be looked for. */
  | { readonly kind: 'open'; readonly why: string };

/** What people set for themselves. */
export interface Askers {
  zone(platform: string, user: string): string | null;
  setZone(platform: string, user: string, zone: string): void;
  /** What an administrator set for a workspace or guild. */
  spaceZone(platform: string, space: string): string | null;
  setSpaceZone(platform: string, space: string, zone: string): void;
}

/** Speakers that readers found wrong, for the administrator. */
export interface Reports {
  add(item: string, at: Target, user: string, now: Date): void;
}

/** Where the app was installed, sealed by whoever keeps it. */
export interface Installations {
  put(space: string, sealed: string): void;
  get(space: string): string | null;
  remove(space: string): void;
}
