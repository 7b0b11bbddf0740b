import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { faultWord, remedyFor } from './faults.ts';
import { type SlackScope, slackScopes } from './manifest.ts';

interface ProbeOptions {
  readonly botToken: string;
  /** `null` where Slack comes over HTTP. */
  readonly appToken: string | null;
  /** Channels that the bot shall be able to post to. */
  readonly channels: readonly string[];
  readonly now: () => Date;
  readonly slackApiUrl?: string;
  readonly timeoutMs?: number;
}

/** Slack's own word for what is wrong, and what to do about it. */
interface SlackFault {
  readonly why: string;
  readonly remedy: string | null;
}

/** How it stands with Slack, for `doctor`. */
export interface SlackProbe {
  readonly bot: { readonly team: string; readonly user: string } | SlackFault;
  /** `null` where there is no app token to try. */
  readonly socket: 'open' | SlackFault | null;
  /** Scopes that the manifest asks for and the token does not have; `null` where Slack did not tell. */
  readonly missing: readonly SlackScope[] | null;
  /** How far this clock is ahead of Slack's; requests that differ by more than 5 minutes are refused over HTTP. */
  readonly clockAheadMs: number | null;
  readonly channels: readonly { readonly channel: string; readonly state: 'member' | SlackFault }[];
}

const identity = z.object({
  team: z.string().catch(''),
  user: z.string().catch(''),
  response_metadata: z.object({ scopes: z.array(z.string()).optional() }).optional(),
});
const membership = z.object({
  channel: z.object({ is_member: z.boolean().optional(), is_archived: z.boolean().optional() }),
});

/** Tries what the adapter will need, and changes nothing: no message is posted and no socket opened. */
export async function probeSlack(options: ProbeOptions): Promise<SlackProbe> {
  const { WebClient } = await import('@slack/web-api');
  const { silent } = await import('./log.ts');
  const clientFor = (token: string) =>
    new WebClient(token, {
      ...(options.slackApiUrl !== undefined && { slackApiUrl: options.slackApiUrl }),
      timeout: options.timeoutMs ?? 10_000,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logger: silent,
    });
  const client = clientFor(options.botToken);
  const asked = await attempt(async () => identity.parse(await client.auth.test()));
  const scopes = 'why' in asked ? undefined : asked.response_metadata?.scopes;
  return {
    bot: 'why' in asked ? asked : { team: asked.team, user: asked.user },
    socket: options.appToken === null ? null : await trySocket(clientFor(options.appToken)),
    missing: scopes === undefined ? null : slackScopes.filter(({ name }) => !scopes.includes(name)),
    clockAheadMs: await clockAhead(options),
    channels: await Promise.all(options.channels.map((channel) => tryChannel(client, channel))),
  };
}

async function trySocket(client: WebClient): Promise<'open' | SlackFault> {
  const opened = await attempt(() => client.apps.connections.open({}));
  return 'why' in opened ? opened : 'open';
}

async function tryChannel(client: WebClient, channel: string): Promise<SlackProbe['channels'][number]> {
  const found = await attempt(async () => membership.parse(await client.conversations.info({ channel })).channel);
  if ('why' in found) return { channel, state: found };
  if (found.is_archived === true) return { channel, state: faultOf('is_archived') };
  return { channel, state: found.is_member === true ? 'member' : faultOf('not_in_channel') };
}

async function attempt<T extends object>(request: () => Promise<T>): Promise<T | SlackFault> {
  try {
    return await request();
  } catch (error) {
    return faultOf(faultWord(error));
  }
}

function faultOf(why: string): SlackFault {
  return { why, remedy: remedyFor(why) };
}

/** By the date of any answer, to the second. */
async function clockAhead({ slackApiUrl, timeoutMs, now }: ProbeOptions): Promise<number | null> {
  try {
    const address = new URL('api.test', slackApiUrl ?? 'https://slack.com/api/');
    const answer = await fetch(address, { method: 'POST', signal: AbortSignal.timeout(timeoutMs ?? 10_000) });
    const theirs = Date.parse(answer.headers.get('date') ?? '');
    return Number.isNaN(theirs) ? null : now().getTime() - theirs;
  } catch {
    // Slack cannot be reached at all, which the other attempts tell with their words.
    return null;
  }
}
