import type { Answer, AnswerItem } from './answer.ts';
import type { ArticleReference } from './article.ts';
import type { Suggestion, SuggestRequest } from './core.ts';

export type Platform = 'console' | 'slack' | 'discord';

/** Where a message stands or shall stand. Ids are the platform's own. */
export interface Target {
  readonly platform: Platform;
  /** Workspace or guild; `null` in a Discord direct message and in the terminal. */
  readonly space: string | null;
  /** `@` and the id of a person stands for the direct messages with them. */
  readonly channel: string;
  /** The thread to answer in: Slack's `thread_ts`, Discord's message to reply to. */
  readonly thread: string | null;
}

/** A person as the platform tells of them. */
export interface Person {
  readonly user: string;
  /** IANA zone as the platform tells it (Slack), else `null`. */
  readonly zone: string | null;
  /** Discord: Manage Server; Slack: admins and owners; the terminal always. */
  readonly administrator: boolean;
}

interface Event {
  /** The platform's id of this event; the same id is answered once. */
  readonly eventId: string;
  readonly at: Target;
  readonly from: Person;
}

/** Everything that reaches us from a platform. */
export type Incoming =
  | (Event & {
      readonly kind: 'question';
      /** Without the mention of the bot; an empty one asks for help. */
      readonly text: string;
      /** The message that asks, so that an edit of it is known and a reaction can be set. */
      readonly message: string;
      /** `mention`: addressed in a channel; `direct`: direct message; `thread`: in a conversation that goes on, unaddressed. */
      readonly manner: 'mention' | 'direct' | 'thread';
      /** True when the message was asked before and has been edited. */
      readonly edited: boolean;
    })
  | (Event & {
      readonly kind: 'command';
      readonly name: string;
      /** Typed options (Discord), or everything behind the command's name under `text` (Slack, terminal). */
      readonly options: Readonly<Record<string, string | number | boolean>>;
      readonly text: string | null;
      readonly visibility: Visibility;
    })
  | (Event & {
      readonly kind: 'button';
      /** The id that the button was drawn with. */
      readonly button: string;
      /** The message that bears the button. */
      readonly message: string;
      /** True when that message is seen by this person alone. */
      readonly privately: boolean;
    });

export type Visibility = 'public' | 'private';

/** What goes back. An adapter draws it; `null` as an answer to an event says that nothing is to be sent. */
export interface Reply {
  readonly body: Answer | Notice | Bulletin | Form;
  readonly buttons: readonly Button[];
  readonly visibility: Visibility;
  /** `in place`: the message with the pressed button changes; `new`: another message. */
  readonly placement: 'new' | 'in place';
  /** A file to attach: an export, or a picture. */
  readonly file?: Attachment;
}

/** Text, or a PNG in base64 with the words for those who cannot see it. */
export type Attachment =
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly base64: string; readonly alternative: string };

export interface Button {
  /** At most 100 characters (Discord's `custom_id`), unique in its message. */
  readonly id: string;
  readonly label: string;
}

/** Anything we say that is no answer from the archive: help, status, an error with its remedy. */
export interface Notice {
  readonly kind: 'notice';
  readonly lead: string;
  readonly sections: readonly { readonly title: string | null; readonly lines: readonly string[] }[];
}

/** What is posted unasked: a digest, or an alert of a follow. */
export interface Bulletin {
  readonly kind: 'bulletin';
  /** The first line: which digest with its day, time and zone, or what was found. */
  readonly lead: string;
  readonly stories: readonly BulletinStory[];
  /** Lines below the stories: who spoke most, what changed after publication. */
  readonly remarks: readonly string[];
  /** The last line: how much was new since when, and when the next one comes. */
  readonly closing: string;
}

export interface BulletinStory {
  /** The article whose headline stands for it; its address is the link. `null` where the quotation says all. */
  readonly headline: ArticleReference | null;
  /** Words of the article, compared with it once more before they are sent. */
  readonly quotation: AnswerItem | null;
  /** "Courier, Northern Wire and 2 more outlets"; `null` where the quotation names its outlet and there is no other. */
  readonly carriers: string | null;
}

/**
 * Something to fill in. A platform with forms opens it over the chat and hands what was filled in back as a command;
 * elsewhere it is told in words how the command is typed.
 */
export interface Form {
  readonly kind: 'form';
  /** The command that takes what was filled in. */
  readonly command: string;
  /** At most 24 characters (Slack). */
  readonly title: string;
  /** Options that go along unseen; short, for the platform carries them (Discord: 100 characters with the command). */
  readonly along: Readonly<Record<string, string>>;
  /** What matters most first: Discord shows five. */
  readonly fields: readonly FormField[];
}

export interface FormField {
  /** The option of the command. */
  readonly option: string;
  /** At most 45 characters (Discord). */
  readonly label: string;
  /** An example, or what is meant; at most 100 characters (Discord). */
  readonly hint: string;
  /** What stands in it at first; empty when nothing does. */
  readonly value: string;
  /** At most 25; free text when absent. */
  readonly choices?: readonly string[];
  readonly required?: true;
}

export type DeliveryId = string & { readonly brand: 'DeliveryId' };

/** A message that was sent, as the platform names it. */
export interface MessageRef {
  readonly target: Target;
  readonly message: string;
}

/** What became of one attempt to post or to edit. `why` is the platform's own word, such as `not_in_channel`. */
export type Posting =
  | { readonly kind: 'sent'; readonly ref: MessageRef }
  /** The platform will never take it: channel gone, no permission. */
  | { readonly kind: 'refused'; readonly why: string; readonly cause?: 'channel gone' | 'no permission' }
  /** It was not taken now: 429, 5xx, connection refused. Try again, not before `afterMs`. */
  | { readonly kind: 'later'; readonly why: string; readonly afterMs: number }
  /** The request went out and no answer came: it may have been taken. */
  | { readonly kind: 'unsettled'; readonly why: string };

/** A name to put into an option. */
export interface OfferedName extends Omit<Suggestion, 'count'> {
  /** `null` for what is not counted: time zones. */
  readonly count: number | null;
}

/** What somebody types into an option that names are offered for. */
interface NamesRequest extends Omit<SuggestRequest, 'scope' | 'kind'> {
  readonly kind: SuggestRequest['kind'] | 'zone';
}

/**
 * What a look for a delivery found. `cannot-tell`: the platform does not let it look, now or ever; `later`: it did not
 * answer just now.
 */
export type Found = MessageRef | 'absent' | 'cannot-tell' | 'later';

/** What an adapter is handed to answer with. */
export interface Handlers {
  /**
   * Answers one event. Resolves to `null` when there is nothing to send: a duplicate, or an answer that the
   * outbox delivers through `Adapter.post`. Never rejects: what fails is a notice.
   */
  handle(event: Incoming): Promise<Reply | null>;
  /** Autocomplete, from memory. */
  suggest(request: NamesRequest, at: Target, from: Person): Promise<readonly OfferedName[]>;
}

/** One chat platform. Whatever is peculiar to it stays behind these members. */
export interface Adapter {
  readonly name: Platform;
  /** Hands over each question, command, button and completion until `signal` aborts; resolves when what ran is done. */
  listen(handlers: Handlers, signal: AbortSignal): Promise<void>;
  /** Posts by the outbox: answers to questions, digests, alerts. The delivery id rides in the message. */
  post(target: Target, reply: Reply, delivery: DeliveryId): Promise<Posting>;
  /** Changes a message that was posted. */
  edit(message: MessageRef, reply: Reply): Promise<Posting>;
  /** Looks for a delivery that a crash left open. */
  find(target: Target, delivery: DeliveryId, since: Date): Promise<Found>;
  /** Whether somebody is in a space now; absent where every message tells its space. Never rejects. */
  isMember?(space: string, user: string): Promise<'yes' | 'no' | 'cannot tell'>;
}
