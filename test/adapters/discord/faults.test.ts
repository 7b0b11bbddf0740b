import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { expect, test } from 'vitest';
import { codeOf, judgeFault, remedyFor } from '../../../src/adapters/discord/faults.ts';

const url = 'https://discord.com/api/v10/channels/1/messages';

function refusal(status: number, code: number, message: string): DiscordAPIError {
  return new DiscordAPIError({ code, message }, code, status, 'POST', url, {});
}

function network(code: string): Error {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
}

const limited = new RateLimitError({
  global: false,
  hash: '',
  limit: 5,
  majorParameter: '1',
  method: 'POST',
  retryAfter: 7_000,
  route: '/channels/1/messages',
  scope: 'user',
  sublimitTimeout: 0,
  timeToReset: 7_000,
  url,
});

test.each([
  { it: 'waits as long as Discord asks for', error: limited, fault: { kind: 'later', afterMs: 7_000 } },
  {
    it: 'takes a channel that is gone for good',
    error: refusal(404, 10003, 'Unknown Channel'),
    fault: { kind: 'refused', why: '10003 Unknown Channel', cause: 'channel gone' },
  },
  {
    it: 'takes a missing permission for good, until it is given',
    error: refusal(403, 50013, 'Missing Permissions'),
    fault: { kind: 'refused', cause: 'no permission' },
  },
  {
    it: 'never repeats what was sent in a rejected form',
    error: refusal(400, 50035, 'Invalid Form Body\ncontent: the words of somebody'),
    fault: { kind: 'refused', why: '50035 Invalid Form Body' },
  },
  {
    it: 'keeps what waits for a new token',
    error: refusal(401, 0, '401: Unauthorized'),
    fault: { kind: 'later', afterMs: 300_000 },
  },
  {
    it: 'gives up an interaction whose token is over',
    error: refusal(401, 50027, 'Invalid Webhook Token'),
    fault: { kind: 'refused' },
  },
  ...[408, 429, 500, 503].map((status) => ({
    it: `tries again later after ${status}`,
    error: new HTTPError(status, 'no', 'POST', url, {}),
    fault: { kind: 'later', why: `http ${status}` },
  })),
  { it: 'tries again where nobody was reached', error: network('ECONNREFUSED'), fault: { kind: 'later' } },
  { it: 'cannot tell after a broken connection', error: network('ECONNRESET'), fault: { kind: 'unsettled' } },
  {
    it: 'cannot tell after a time-out',
    error: Object.assign(new Error('aborted'), { name: 'AbortError' }),
    fault: { kind: 'unsettled', why: 'timeout' },
  },
])('judgeFault() $it', ({ error, fault }) => {
  expect(judgeFault(error)).toMatchObject(fault);
});

test('codeOf() is the number of a refusal alone', () => {
  expect(codeOf(refusal(404, 10062, 'Unknown interaction'))).toBe(10062);
  expect(codeOf(network('ECONNRESET'))).toBeNull();
});

test('remedyFor() says what to do about what Discord said', () => {
  expect(remedyFor('50013 Missing Permissions')).toContain('a permission is missing');
  expect(remedyFor('401: Unauthorized')).toContain('Reset Token');
  expect(remedyFor('http 503')).toBeNull();
});
