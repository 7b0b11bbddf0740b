import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import type { Posting } from '../../model/chat.ts';

export type Unsent = Exclude<Posting, { kind: 'sent' }>;

/** Codes that decide what we do next. https://discord.com/developers/docs/topics/opcodes-and-status-codes */
export const codes = {
  unknownChannel: 10003,
  unknownMessage: 10008,
  unknownWebhook: 10015,
  unknownInteraction: 10062,
  alreadyAcknowledged: 40060,
  missingAccess: 50001,
  missingPermissions: 50013,
  invalidWebhookToken: 50027,
  threadExists: 160004,
} as const;

/** The request never reached anybody. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const laterMs = 2_000;
/** A token is not replaced in seconds; what waits for it is not lost. */
const unauthorizedMs = 300_000;

/** What became of a request that failed. `why` is Discord's own code and word, never a text or a token. */
export function judgeFault(error: unknown): Unsent {
  if (error instanceof RateLimitError) return { kind: 'later', why: '429 rate limited', afterMs: error.retryAfter };
  if (error instanceof DiscordAPIError) return judgeAnswer(error.status, wordOf(error));
  if (error instanceof HTTPError) return judgeAnswer(error.status, `http ${error.status}`);
  const network = networkCode(error);
  if (network !== null && neverSent.has(network)) return { kind: 'later', why: network, afterMs: laterMs };
  return { kind: 'unsettled', why: network ?? 'no answer' };
}

function judgeAnswer(status: number, why: string): Unsent {
  if (status === 401 && !why.startsWith(String(codes.invalidWebhookToken))) {
    return { kind: 'later', why, afterMs: unauthorizedMs };
  }
  if (status >= 500 || status === 429 || status === 408) return { kind: 'later', why, afterMs: laterMs };
  const cause = causes[Number.parseInt(why, 10)];
  return { kind: 'refused', why, ...(cause !== undefined && { cause }) };
}

/** After these no other message would be taken there either. */
const causes: Readonly<Record<number, 'channel gone' | 'no permission'>> = {
  10003: 'channel gone',
  50001: 'no permission',
  50007: 'no permission',
  50013: 'no permission',
  160005: 'no permission',
};

/** "50013 Missing Permissions". Of a rejected form only the code: the rest repeats what was sent. */
function wordOf({ code, message }: DiscordAPIError): string {
  const [first = ''] = message.split('\n');
  return code === 0 || code === '0' ? first : `${code} ${first}`;
}

/** The number that Discord gave to its refusal; `null` when there was none. */
export function codeOf(error: unknown): number | null {
  return error instanceof DiscordAPIError && typeof error.code === 'number' ? error.code : null;
}

function networkCode(error: unknown, depth = 0): string | null {
  if (depth > 4 || !(error instanceof Error)) return null;
  const inner = networkCode(error.cause, depth + 1);
  if (inner !== null) return inner;
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'timeout';
  return 'code' in error && typeof error.code === 'string' ? error.code : null;
}

const botPage = 'discord.com/developers/applications > your application > Bot';

const remedies: Readonly<Record<number, string>> = {
  10003: 'the channel is gone: choose another one',
  50001: 'the bot may not see the channel: give its role View Channel there, or invite it into the private thread',
  50007: 'the person takes no direct messages from members of this server',
  50013:
    'a permission is missing: give the bot View Channel, Send Messages, Send Messages in Threads, Create Public Threads, Embed Links, Attach Files, Add Reactions and Read Message History there, or invite it again with the address that "discord invite" prints',
  160005: 'the thread is locked: unlock it, or ask in another place',
};

/** What to do about a fault; `null` when there is nothing to be done but to tell. */
export function remedyFor(why: string): string | null {
  if (why.startsWith('401'))
    return `the token is not valid: ${botPage} > Reset Token, then set DISCORD_TOKEN and start again`;
  return remedies[Number.parseInt(why, 10)] ?? null;
}
