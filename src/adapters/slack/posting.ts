import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Found, MessageRef, Posting, Reply, Target } from '../../model/chat.ts';
import { conversationOf, upload, withoutFile } from './attachment.ts';
import { judgeFault, neededScope, remedyFor } from './faults.ts';
import type { Log } from './log.ts';
import { markOf } from './mark.ts';
import { pause } from './pause.ts';
import { renderMessage, type SlackMessage } from './render.ts';
import type { Workspaces } from './workspaces.ts';

interface PosterOptions {
  readonly workspaces: Workspaces;
  readonly log: Log;
  readonly now: () => Date;
  /** Waits before an edit, an upload or a look-up is tried again. */
  readonly waitsMs: readonly number[];
}

/** The part of the adapter that works without being asked. */
export interface Poster {
  post(target: Target, reply: Reply, delivery: string): Promise<Posting>;
  edit(message: MessageRef, reply: Reply): Promise<Posting>;
  find(target: Target, delivery: string, since: Date): Promise<Found>;
}

const posted = z.object({ channel: z.string(), ts: z.string() });
const page = z.object({
  messages: z.array(
    z.object({ ts: z.string(), blocks: z.array(z.object({ block_id: z.string().optional() })).optional() }),
  ),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/** Previews are off in every request, the repeated ones included. */
export const withoutPreviews = { unfurl_links: false, unfurl_media: false } as const;

const notInstalled: Posting = { kind: 'refused', why: 'not installed in this workspace' };
/** Clocks differ: one that is fast must not hide a message, which would then be sent again. */
const earlierMs = 30 * 60_000;
/** Apps that are sold outside Slack's marketplace get 15 whatever they ask for. */
const pageSize = 100;
const mostPages = 20;

export function createPoster({ workspaces, log, now, waitsMs }: PosterOptions): Poster {
  function draw(reply: Reply, mark?: string): SlackMessage {
    return renderMessage(reply, { now: now(), ...(mark !== undefined && { mark }) });
  }

  function refused(error: unknown, method: string): Exclude<Posting, { kind: 'sent' }> {
    const outcome = judgeFault(error);
    const remedy = remedyFor(outcome.why);
    workspaces.noteRefusal(outcome.why);
    log.warn(
      { platform: 'slack', method, outcome: outcome.kind, why: outcome.why, remedy, needed: neededScope(error) },
      'Slack did not take a message',
    );
    return outcome;
  }

  /** Tries what may be done twice without harm; gives the last failure. */
  async function persist<T>(
    attempt: () => Promise<T>,
    method: string,
  ): Promise<T | Exclude<Posting, { kind: 'sent' }>> {
    for (let turn = 0; ; turn += 1) {
      try {
        return await attempt();
      } catch (error) {
        const outcome = refused(error, method);
        const waitMs = waitsMs[turn];
        if (outcome.kind === 'refused' || waitMs === undefined) return outcome;
        await pause(Math.max(waitMs, outcome.kind === 'later' ? outcome.afterMs : 0));
      }
    }
  }

  /** A file that cannot be attached is lost, but not in silence. */
  async function attach(client: WebClient, ref: MessageRef, reply: Reply): Promise<void> {
    const { file } = reply;
    if (file === undefined) return;
    const { target, message } = ref;
    const outcome = await persist(
      () => upload(client, file, target.channel, target.thread ?? message),
      'files.uploadV2',
    );
    if (outcome === undefined) return;
    const note = `The file ${file.name} could not be attached: ${outcome.why}. ${remedyFor(outcome.why) ?? ''}`;
    await poster.edit(ref, withoutFile(reply, note.trim()));
  }

  const poster: Poster = {
    async post(target, reply, delivery) {
      const workspace = await workspaces.in(target.space);
      if (workspace === null) return notInstalled;
      try {
        const answer = await workspace.client.chat.postMessage({
          channel: addressee(target),
          ...(target.thread !== null && { thread_ts: target.thread }),
          ...draw(reply, markOf(delivery)),
          ...withoutPreviews,
        });
        const { channel, ts } = posted.parse(answer);
        const ref = { target: { ...target, channel }, message: ts };
        await attach(workspace.client, ref, reply);
        return { kind: 'sent', ref };
      } catch (error) {
        return refused(error, 'chat.postMessage');
      }
    },

    async edit(message, reply) {
      const { target } = message;
      const workspace = await workspaces.in(target.space);
      if (workspace === null) return notInstalled;
      const update = () =>
        workspace.client.chat.update({
          channel: target.channel,
          ts: message.message,
          ...draw(reply),
          ...withoutPreviews,
        });
      const outcome = await persist(update, 'chat.update');
      if (!('why' in outcome)) return { kind: 'sent', ref: message };
      // An edit that was taken already can be made again, so that nothing about it is unsettled.
      return outcome.kind === 'unsettled' ? { kind: 'later', why: outcome.why, afterMs: 0 } : outcome;
    },

    async find(target, delivery, since) {
      const workspace = await workspaces.in(target.space);
      if (workspace === null) return 'cannot-tell';
      const { client } = workspace;
      const oldest = String((since.getTime() - earlierMs) / 1000);
      const outcome = await persist(
        async () =>
          await search(client, await conversationOf(client, addressee(target)), target, oldest, markOf(delivery)),
        'conversations.history',
      );
      if (typeof outcome !== 'object' || !('why' in outcome)) return outcome;
      return outcome.kind === 'refused' ? 'cannot-tell' : 'later';
    },
  };
  return poster;
}

/** Slack takes the id of a person for the direct messages with them. */
function addressee({ channel }: Target): string {
  return channel.replace(/^@/, '');
}

async function search(
  client: WebClient,
  channel: string,
  target: Target,
  oldest: string,
  mark: string,
): Promise<MessageRef | 'absent' | 'cannot-tell'> {
  let cursor: string | undefined;
  for (let turn = 0; turn < mostPages; turn += 1) {
    const range = { channel, oldest, limit: pageSize, ...(cursor !== undefined && { cursor }) };
    const answer =
      target.thread === null
        ? await client.conversations.history(range)
        : await client.conversations.replies({ ...range, ts: target.thread });
    const { messages, response_metadata } = page.parse(answer);
    const found = messages.find(({ blocks }) => blocks?.some(({ block_id }) => block_id === mark));
    if (found !== undefined) return { target: { ...target, channel }, message: found.ts };
    cursor = response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return 'absent';
  }
  return 'cannot-tell';
}
