import type { RespondArguments } from '@slack/bolt';
import type { Incoming, Reply } from '../../model/chat.ts';
import { upload, withoutFile } from './attachment.ts';
import { faultWord, judgeFault, remedyFor } from './faults.ts';
import type { Log } from './log.ts';
import { markOf } from './mark.ts';
import { pause } from './pause.ts';
import { type Poster, withoutPreviews } from './posting.ts';
import { renderMessage, type SlackMessage } from './render.ts';
import type { Workspace } from './workspaces.ts';

/** What somebody did, and the address under which Slack takes an answer to it. */
interface Interaction {
  readonly event: Incoming;
  readonly workspace: Workspace;
  /** Posts to the `response_url`; `null` where Slack gave none: for a message, and in the App Home. */
  readonly respond: ((message: RespondArguments) => Promise<unknown>) | null;
  /** What marks the message with the pressed button; it stays marked. */
  readonly mark: string | null;
  /** When the interaction came. */
  readonly since: Date;
}

interface ResponderOptions {
  readonly log: Log;
  readonly now: () => Date;
  /** Waits between attempts, the last one repeated. */
  readonly waitsMs: readonly number[];
  /** Ends the waiting: what cannot be sent now is given up. */
  readonly signal: AbortSignal;
  readonly poster: Poster;
}

/** Slack takes five answers to one `response_url`, within half an hour. */
const mostUses = 5;
const lifetimeMs = 30 * 60_000;

type Outcome = 'taken' | 'not taken' | 'cannot tell';

/** Sends replies to interactions, as often as it takes and as long as Slack lets it. */
export interface Responder {
  /** Resolves when the reply is shown, or when nothing more can be done; then it is in the log. */
  answer(interaction: Interaction, reply: Reply): Promise<void>;
}

export function createResponder({ log, now, waitsMs, signal, poster }: ResponderOptions): Responder {
  /** One request over `response_url`, repeated while it is known, or does not matter, that it was not taken. */
  async function overUrl(
    { respond, since }: Interaction,
    message: RespondArguments,
    repeat: 'when refused' | 'always',
  ): Promise<Outcome> {
    if (respond === null) return 'not taken';
    for (let use = 0; use < mostUses; use += 1) {
      try {
        await respond({ ...message, ...withoutPreviews });
        return 'taken';
      } catch (error) {
        const fault = judgeFault(error);
        log.warn(
          { platform: 'slack', method: 'response_url', why: fault.why, attempt: use + 1 },
          'No answer was taken',
        );
        // 404 and the like: used up, too old, or the message is gone.
        if (fault.kind === 'refused') return 'not taken';
        if (fault.kind === 'unsettled' && repeat === 'when refused') return 'cannot tell';
        const waitMs = Math.max(waitAt(use), fault.kind === 'later' ? fault.afterMs : 0);
        if (signal.aborted || now().getTime() - since.getTime() + waitMs > lifetimeMs) return 'not taken';
        await pause(waitMs, signal);
      }
    }
    return 'not taken';
  }

  function waitAt(turn: number): number {
    return waitsMs[Math.min(turn, waitsMs.length - 1)] ?? 1000;
  }

  /** Repeats what the Web API may be asked twice; `true` when it was taken. */
  async function overApi(request: () => Promise<unknown>, method: string): Promise<boolean> {
    for (let turn = 0; turn < mostUses; turn += 1) {
      try {
        await request();
        return true;
      } catch (error) {
        const fault = judgeFault(error);
        log.warn({ platform: 'slack', method, why: fault.why, remedy: remedyFor(fault.why) }, 'No answer was taken');
        if (fault.kind === 'refused' || signal.aborted) return false;
        await pause(Math.max(waitAt(turn), fault.kind === 'later' ? fault.afterMs : 0), signal);
      }
    }
    return false;
  }

  /** Changes the message that bears the button. May be repeated: the same change again changes nothing. */
  async function changeInPlace(interaction: Interaction, message: SlackMessage): Promise<boolean> {
    const { event, workspace } = interaction;
    if ((await overUrl(interaction, { ...message, replace_original: true }, 'always')) === 'taken') return true;
    // What one person sees alone is no message that chat.update knows.
    const isShared = event.kind === 'button' && !(event.privately && /^[CG]/.test(event.at.channel));
    if (!isShared) return false;
    const target = { channel: event.at.channel, ts: event.message };
    return overApi(() => workspace.client.chat.update({ ...target, ...message, ...withoutPreviews }), 'chat.update');
  }

  /** Shows something to the asker alone. Seen twice it harms less than not at all, so it is repeated. */
  async function showPrivately(interaction: Interaction, message: SlackMessage): Promise<boolean> {
    const { event, workspace } = interaction;
    const { channel, thread } = event.at;
    const place = thread === null ? {} : { thread_ts: thread };
    const body = { ...message, ...place, response_type: 'ephemeral', replace_original: false } as const;
    if ((await overUrl(interaction, body, 'always')) === 'taken') return true;
    const { chat } = workspace.client;
    const { user } = event.from;
    const isAmongMany = /^[CG]/.test(channel);
    const alone = { channel, user, ...message, ...place, ...withoutPreviews };
    if (isAmongMany && (await overApi(() => chat.postEphemeral(alone), 'chat.postEphemeral'))) return true;
    // Where the bot is no member it cannot show anything, but it can write to the person.
    const direct = isAmongMany ? { channel: user, ...message } : { channel, ...message, ...place };
    return overApi(() => chat.postMessage({ ...direct, ...withoutPreviews }), 'chat.postMessage');
  }

  /** Shows something to all. Where no answer came it is looked for before it is sent again. */
  async function showToAll(interaction: Interaction, reply: Reply): Promise<boolean> {
    const { event } = interaction;
    const delivery = event.eventId.replace(/[^\w.-]/g, '.').slice(0, 200);
    const message = renderMessage(reply, { now: now(), mark: markOf(delivery) });
    const place = event.at.thread === null ? {} : { thread_ts: event.at.thread };
    const body = { ...message, ...place, response_type: 'in_channel', replace_original: false } as const;
    for (let turn = 0; turn < 2; turn += 1) {
      const outcome = await overUrl(interaction, body, 'when refused');
      if (outcome === 'taken') return true;
      if (outcome === 'not taken') break;
      const found = await poster.find(event.at, delivery, interaction.since);
      if (found !== 'absent') return typeof found === 'object';
    }
    return (await poster.post(event.at, reply, delivery)).kind === 'sent';
  }

  return {
    async answer(interaction, reply) {
      const { event } = interaction;
      const drawn = await withFile(interaction, reply);
      const message = renderMessage(drawn, { now: now() });
      const marked = { now: now(), ...(interaction.mark !== null && { mark: interaction.mark }) };
      const isInPlace = drawn.placement === 'in place' && event.kind === 'button' && event.message !== '';
      const isForAll = drawn.visibility === 'public' && !isInPlace;
      const shown =
        (isInPlace && (await changeInPlace(interaction, renderMessage(drawn, marked)))) ||
        (isForAll && (await showToAll(interaction, drawn))) ||
        // Whoever asked gets it, also where nobody can tell whether all have it.
        (await showPrivately(interaction, message));
      if (!shown) log.error({ platform: 'slack', kind: event.kind }, 'An answer could not be shown');
    },
  };

  /**
   * An answer over `response_url` bears no file. With one for all it goes into the channel beside it; where the bot may
   * not, and with a private one, into the direct messages, and the answer says so.
   */
  async function withFile({ event, workspace }: Interaction, reply: Reply): Promise<Reply> {
    const { file, ...rest } = reply;
    if (file === undefined) return reply;
    const { client } = workspace;
    const isForAll = reply.visibility === 'public' && reply.placement === 'new';
    const stands =
      isForAll &&
      (await upload(client, file, event.at.channel, event.at.thread).then(
        () => true,
        () => false,
      ));
    if (stands) return rest;
    const note = await upload(client, file, event.from.user, null).then(
      () => `${file.name} is in our direct messages.`,
      (error) => `${file.name} could not be sent: ${faultWord(error)}. ${remedyFor(faultWord(error)) ?? ''}`.trim(),
    );
    return withoutFile(reply, note);
  }
}
