import type { Posting, Target } from '../../model/chat.ts';
import type { Api } from './api.ts';
import { codeOf, codes, judgeFault, type Unsent } from './faults.ts';

/** Where a message is to stand. */
export interface Place {
  readonly channel: string;
  readonly replyTo: string | null;
  /** True when the place is a thread that was made just now. */
  readonly isNewThread: boolean;
}

/** Threads remembered, oldest forgotten first: another request finds them again. */
const mostKnown = 2_000;
const refusalMs = 600_000;

export interface Threads {
  /** Notes a thread that was seen, so that it need not be looked for. */
  note(thread: string): void;
  /**
   * Finds or makes the thread that a target names. A thread made from a message has the message's id, so that a
   * target names both: where no thread may be made, the message is replied to.
   */
  place(target: Target, name: string): Promise<Place | Unsent>;
  /** The same message without its thread. */
  beside(target: Target): Place;
}

export function createThreads(api: Api, now: () => Date): Threads {
  const known = new Set<string>();
  /** Channels in which no thread may be made, until when. */
  const refusing = new Map<string, number>();

  function note(thread: string): void {
    known.delete(thread);
    known.add(thread);
    const [oldest] = known;
    if (known.size > mostKnown && oldest !== undefined) known.delete(oldest);
  }

  function beside({ channel, thread }: Target): Place {
    return { channel, replyTo: thread, isNewThread: false };
  }

  async function start(target: Target, message: string, name: string): Promise<Place | Unsent> {
    try {
      await api.startThread(target.channel, message, name);
      note(message);
      return { channel: message, replyTo: null, isNewThread: true };
    } catch (error) {
      const code = codeOf(error);
      if (code === codes.threadExists) {
        note(message);
        return inThread(message);
      }
      // A thread that was not made from a message, such as a post in a forum.
      if (code === codes.unknownMessage && (await isThread(message))) {
        note(message);
        return inThread(message);
      }
      const fault = judgeFault(error);
      // Threads are rationed by the channel, messages far less: an answer now is worth more than a thread later.
      if (fault.why.startsWith('429')) return beside(target);
      if (fault.kind !== 'refused') return fault;
      refusing.set(target.channel, now().getTime() + refusalMs);
      return beside(target);
    }
  }

  async function isThread(id: string): Promise<boolean> {
    try {
      const channel = await api.channel(id);
      return 'thread_metadata' in channel || 'parent_id' in channel;
    } catch (error) {
      if (judgeFault(error).kind === 'refused') return false;
      throw error;
    }
  }

  return {
    note,
    beside,
    async place(target, name) {
      const { channel, thread } = target;
      if (thread === null) return { channel, replyTo: null, isNewThread: false };
      if (known.has(thread)) return inThread(thread);
      const until = refusing.get(channel) ?? 0;
      if (until > now().getTime()) return beside(target);
      refusing.delete(channel);
      return start(target, thread, name);
    },
  };
}

function inThread(thread: string): Place {
  return { channel: thread, replyTo: null, isNewThread: false };
}

export function isUnsent(place: Place | Posting): place is Unsent {
  return 'kind' in place && place.kind !== 'sent';
}
