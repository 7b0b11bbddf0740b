import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { faultWord, isTokenDead, remedyFor } from './faults.ts';
import { type Log, withoutSecrets } from './log.ts';

/** One workspace that the app may act in. */
export interface Workspace {
  readonly client: WebClient;
  /** `null` as long as Slack has not told. */
  readonly team: string | null;
  /** The bot's own user, by which it is mentioned. */
  readonly botUser: string | null;
}

/** Knows with which token to act where. */
export interface Workspaces {
  /** `null` when the app is not installed there. */
  in(space: string | null): Promise<Workspace | null>;
  /** The app is no longer there. */
  forget(space: string): void;
  /** A message was refused, with Slack's word for it. */
  noteRefusal(why: string): void;
}

/** Why Slack does not take the one token that there is. */
export interface TokenFault {
  readonly why: string;
  readonly remedy: string | null;
}

interface SingleOptions {
  readonly log: Log;
  readonly now: () => Date;
  /** `null` when Slack takes the token. */
  readonly onToken: (fault: TokenFault | null) => void;
}

/** Those of a single token, of which something may be known before Slack is asked. */
interface SingleWorkspace extends Workspaces {
  /** Who the bot is, as Bolt names it; empty as long as Slack has not told. */
  known(): { readonly teamId?: string; readonly botId?: string; readonly botUserId?: string };
}

const identity = z.object({ team_id: z.string(), user_id: z.string(), bot_id: z.string().optional() });

/** How long after a failed auth.test another is made: a question must not wait for each. */
const pauseMs = 30_000;

/** The one workspace whose token is in the settings. */
export function singleWorkspace(client: WebClient, { log, now, onToken }: SingleOptions): SingleWorkspace {
  let known: (Workspace & { readonly bot: ReturnType<SingleWorkspace['known']> }) | null = null;
  let asking: Promise<Workspace> | null = null;
  let nextAt = 0;

  function noteRefusal(why: string): void {
    if (isTokenDead(why)) onToken({ why, remedy: remedyFor(why) });
  }

  async function askWho(): Promise<Workspace> {
    try {
      const { team_id, user_id, bot_id } = identity.parse(await client.auth.test());
      const bot = { teamId: team_id, botUserId: user_id, ...(bot_id !== undefined && { botId: bot_id }) };
      known = { client, team: team_id, botUser: user_id, bot };
      onToken(null);
      return known;
    } catch (error) {
      const why = faultWord(error);
      const remedy = remedyFor(why);
      log.error({ platform: 'slack', why, remedy }, 'Slack does not tell who the bot is (auth.test)');
      noteRefusal(why);
      nextAt = now().getTime() + (isTokenDead(why) ? 10 * pauseMs : pauseMs);
      return { client, team: null, botUser: null };
    } finally {
      asking = null;
    }
  }

  return {
    async in() {
      if (known !== null) return known;
      if (asking === null && now().getTime() < nextAt) return { client, team: null, botUser: null };
      asking ??= askWho();
      return asking;
    },
    known: () => known?.bot ?? {},
    forget() {
      known = null;
    },
    noteRefusal,
  };
}

/** What the OAuth installer gives for a workspace; its token is renewed there when it expires. */
type Authorize = (source: {
  readonly teamId: string;
  readonly enterpriseId: undefined;
  readonly isEnterpriseInstall: false;
}) => Promise<{ readonly botToken?: string | undefined; readonly botUserId?: string | undefined }>;

interface InstalledOptions {
  readonly authorize: Authorize;
  /** Deletes the installation. */
  readonly remove: (space: string) => void;
  readonly clientFor: (token: string) => WebClient;
  readonly log: Log;
}

/** All workspaces into which the app was installed with OAuth. */
export function installedWorkspaces({ authorize, remove, clientFor, log }: InstalledOptions): Workspaces {
  const clients = new Map<string, { readonly token: string; readonly client: WebClient }>();

  return {
    async in(space) {
      if (space === null) return null;
      const source = { teamId: space, enterpriseId: undefined, isEnterpriseInstall: false } as const;
      const found = await authorize(source).catch((error: unknown) => {
        const why = error instanceof Error ? withoutSecrets(error.message) : faultWord(error);
        log.error({ platform: 'slack', space, why }, 'There is no token for a Slack workspace');
        return null;
      });
      if (found?.botToken === undefined) return null;
      const kept = clients.get(space);
      const client = kept?.token === found.botToken ? kept.client : clientFor(found.botToken);
      clients.set(space, { token: found.botToken, client });
      return { client, team: space, botUser: found.botUserId ?? null };
    },
    forget(space) {
      clients.delete(space);
      remove(space);
    },
    // Each workspace has a token of its own, and tells by an event when that is revoked.
    noteRefusal() {},
  };
}
