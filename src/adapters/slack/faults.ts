import { z } from 'zod';
import type { Posting } from '../../model/chat.ts';

type Unsent = Exclude<Posting, { kind: 'sent' }>;

/** What the errors of Slack's client and of `respond()` have in common; read by shape, so that no SDK is loaded for it. */
const fault = z.object({
  code: z.string().optional().catch(undefined),
  message: z.string().catch(''),
  data: z
    .object({ error: z.string(), needed: z.string().optional().catch(undefined) })
    .optional()
    .catch(undefined),
  statusCode: z.number().optional().catch(undefined),
  retryAfter: z.number().optional().catch(undefined),
  original: z.unknown().optional(),
  cause: z.unknown().optional(),
  name: z.string().catch(''),
});

/** Slack met an error of its own, perhaps after it did what was asked. */
const unsettling = new Set(['fatal_error', 'internal_error']);

/** Slack did not do it now. */
const passing = new Set([
  'ratelimited',
  'rate_limited',
  'message_limit_exceeded',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
  'accesslimited',
]);

/** The request never reached anybody. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
]);

/** Where Slack names no time: whoever sends knows how long to wait. */
const laterMs = 0;

/** What became of a request that failed. */
export function judgeFault(error: unknown): Unsent {
  const { code, data, statusCode, retryAfter, message } = readFault(error);
  if (retryAfter !== undefined) return { kind: 'later', why: 'ratelimited', afterMs: retryAfter * 1000 };
  if (data !== undefined) return judgeWord(data.error);
  if (statusCode !== undefined) return judgeStatus(statusCode);
  const network = networkCode(error);
  if (network !== null && neverSent.has(network)) return { kind: 'later', why: network, afterMs: laterMs };
  // The client throws a plain error for a 429 that names no time to wait.
  if (/^Retry header did not contain/.test(message)) return { kind: 'later', why: 'ratelimited', afterMs: 30_000 };
  return { kind: 'unsettled', why: network ?? code ?? 'no answer' };
}

function judgeWord(word: string): Unsent {
  if (unsettling.has(word)) return { kind: 'unsettled', why: word };
  if (passing.has(word)) return { kind: 'later', why: word, afterMs: laterMs };
  const cause = causes[word];
  return { kind: 'refused', why: word, ...(cause !== undefined && { cause }) };
}

/** After these no other message would be taken there either. */
const causes: Readonly<Record<string, 'channel gone' | 'no permission'>> = {
  channel_not_found: 'channel gone',
  is_archived: 'channel gone',
  user_not_found: 'channel gone',
  user_disabled: 'channel gone',
  not_in_channel: 'no permission',
  missing_scope: 'no permission',
  no_permission: 'no permission',
  restricted_action: 'no permission',
  restricted_action_read_only_channel: 'no permission',
  restricted_action_thread_only_channel: 'no permission',
  restricted_action_non_threadable_channel: 'no permission',
  messages_tab_disabled: 'no permission',
  cannot_dm_bot: 'no permission',
};

function judgeStatus(status: number): Unsent {
  const why = `http ${status}`;
  return status >= 500 || status === 429 || status === 408
    ? { kind: 'later', why, afterMs: laterMs }
    : { kind: 'refused', why };
}

/** Slack's own word for it, such as `not_in_channel`, else what is known. Never holds a token or a text. */
export function faultWord(error: unknown): string {
  return judgeFault(error).why;
}

/** The scope that Slack named in a `missing_scope`. */
export function neededScope(error: unknown): string | null {
  return readFault(error).data?.needed ?? null;
}

function readFault(error: unknown): z.infer<typeof fault> {
  const parsed = fault.safeParse(typeof error === 'object' && error !== null ? shapeOf(error) : {});
  return parsed.success ? parsed.data : { message: '', name: '', original: undefined, cause: undefined };
}

/** `message` and `name` of an error are not its own enumerable properties. */
function shapeOf(error: object): object {
  return error instanceof Error ? { ...error, message: error.message, name: error.name, cause: error.cause } : error;
}

/** The innermost network code: fetch wraps it in a TypeError, Slack's client wraps that again. */
function networkCode(error: unknown, depth = 0): string | null {
  if (depth > 4 || typeof error !== 'object' || error === null) return null;
  const { code, name, original, cause } = readFault(error);
  const inner = networkCode(original, depth + 1) ?? networkCode(cause, depth + 1);
  if (inner !== null) return inner;
  if (name === 'TimeoutError') return 'timeout';
  return code !== undefined && /^(?:E[A-Z]+|UND_ERR_\w+|CERT_\w+)$/.test(code) ? code : null;
}

const appPage = 'api.slack.com/apps > your app';

/** What to do about each of Slack's words, for logs, `doctor` and answers. */
const remedies: Readonly<Record<string, string>> = {
  not_in_channel: 'invite the bot into the channel: /invite @Verbatim',
  channel_not_found: 'the channel is gone or private: invite the bot into it, or choose another channel',
  is_archived: 'the channel is archived: unarchive it, or choose another channel',
  invalid_auth: `the token is not valid: copy it again from ${appPage} > OAuth & Permissions (SLACK_BOT_TOKEN) or Basic Information > App-Level Tokens (SLACK_APP_TOKEN)`,
  not_authed: 'no token was sent: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN',
  account_inactive: `the app was removed from the workspace: install it again at ${appPage} > Install App`,
  token_revoked: `the token was revoked: install the app again at ${appPage} > Install App, and set the new SLACK_BOT_TOKEN`,
  token_expired: `the token has expired: install the app again at ${appPage} > Install App`,
  missing_scope: `a scope is missing: paste the manifest that "slack manifest" prints at ${appPage} > App Manifest, then install the app again`,
  not_allowed_token_type: 'the wrong kind of token: SLACK_APP_TOKEN begins with "xapp-", SLACK_BOT_TOKEN with "xoxb-"',
  apps_connection_open_failed: `Socket Mode is off: turn it on at ${appPage} > Socket Mode`,
  no_permission: 'an administrator of the workspace does not let the app do this',
  restricted_action: 'the settings of the workspace or channel do not let the app post: ask an administrator',
  restricted_action_read_only_channel: 'the channel is read-only: let the app post in its settings',
  restricted_action_thread_only_channel: 'the channel takes threads only',
  messages_tab_disabled: `turn on direct messages at ${appPage} > App Home > Messages Tab`,
  cannot_dm_bot: 'a bot cannot be written to',
  user_not_in_channel: 'the person is not in the channel',
  ratelimited: 'Slack asks for a pause; it is kept, and the message is sent after',
  user_not_found: 'the person is not in the workspace',
  team_access_not_granted: 'the app was not granted to this workspace: an administrator of the organization can',
};

/** `null` when there is nothing to be done but to tell. */
export function remedyFor(word: string): string | null {
  return remedies[word] ?? null;
}

/** The words after which no request with this token will ever be taken. */
export function isTokenDead(word: string): boolean {
  return ['invalid_auth', 'not_authed', 'account_inactive', 'token_revoked', 'token_expired'].includes(word);
}
