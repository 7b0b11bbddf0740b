import type { RequestListener } from 'node:http';
import type { Command } from '../../command.ts';
import type { Adapter, Handlers, Target } from '../../model/chat.ts';
import type { SealedInstallations } from './installations.ts';
import type { Log } from './log.ts';
import type { SlackState } from './socket.ts';
import type { TokenFault } from './workspaces.ts';

/** Takes part in an HTTP server that somebody else runs; what it returns takes the listener out again. */
export type Mount = (route: { readonly paths: readonly string[]; readonly listener: RequestListener }) => () => void;

/** How Slack's events come: over a socket that we open, or over HTTP requests that Slack signs. */
export type SlackMode =
  | {
      readonly kind: 'socket';
      readonly botToken: string;
      readonly appToken: string;
      /** Connections side by side; 2 when absent, so that one hears while the other is renewed. */
      readonly connections?: number;
    }
  | { readonly kind: 'http'; readonly signingSecret: string; readonly mount: Mount; readonly botToken: string }
  | { readonly kind: 'oauth'; readonly signingSecret: string; readonly mount: Mount; readonly oauth: OAuthOptions };

export interface OAuthOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Address of this bot as Slack and browsers reach it; `/slack/install` there begins an install. */
  readonly publicUrl: string;
  /** `VERBATIM_SECRET`, the one in use first: seals the tokens and signs the `state` of an install. */
  readonly secrets: readonly [string, ...string[]];
  readonly installations: SealedInstallations;
  /** What an install asks for: `botScopes({ minimal: true })` with a manifest that has no more. All when absent. */
  readonly scopes?: readonly string[];
  /** Slack's page that asks for consent; for tests. */
  readonly authorizationUrl?: string;
}

export interface SlackOptions {
  readonly mode: SlackMode;
  /** A slash command that bears the name of one of these is that command; `/verbatim` takes them all. */
  readonly commands: readonly Pick<Command, 'name'>[];
  readonly log: Log;
  readonly now: () => Date;
  /** Whether unaddressed words in this thread may be meant for us; of every thread that the bot hears when absent. */
  readonly takesPart?: (at: Target, user: string) => boolean;
  /** Questions that the archive can answer, as prompts in the direct messages. */
  readonly examples?: (at: Target) => Promise<readonly string[]>;
  /** Told when the app was removed from a workspace, or its token revoked there. */
  readonly onSpaceGone?: (space: string) => void;
  readonly onState?: (state: SlackState) => void;
  /** Told why Slack does not take the token of the settings, and `null` when it does. */
  readonly onToken?: (fault: TokenFault | null) => void;
  /** Address of the Web API; for tests. */
  readonly slackApiUrl?: string;
  /** Of each request to Slack; 10 000 when absent. */
  readonly timeoutMs?: number;
  /** How long an answer may take before 👀 is shown; 700 when absent. */
  readonly reactionAfterMs?: number;
  /** Waits before something is tried again, the last one repeated. */
  readonly waitsMs?: readonly number[];
}

/** Slack. Its libraries are loaded by the first call, not by importing this. */
export function slackAdapter(options: SlackOptions): Adapter {
  let loading: Promise<import('./connection.ts').Connection> | null = null;
  const connection = () => {
    loading ??= import('./connection.ts').then(({ createConnection }) => createConnection(options));
    return loading;
  };

  return {
    name: 'slack',
    async listen(handlers: Handlers, signal: AbortSignal) {
      await (await connection()).listen(handlers, signal);
    },
    async post(target, reply, delivery) {
      return (await connection()).poster.post(target, reply, delivery);
    },
    async edit(message, reply) {
      return (await connection()).poster.edit(message, reply);
    },
    async find(target, delivery, since) {
      return (await connection()).poster.find(target, delivery, since);
    },
  };
}
