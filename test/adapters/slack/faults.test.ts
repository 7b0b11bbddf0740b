import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { describe, expect, test } from 'vitest';
import { faultWord, judgeFault, neededScope, remedyFor } from '../../../src/adapters/slack/faults.ts';

const word = (error: string, more = {}) => new WebAPIPlatformError({ ok: false, error, ...more });
const network = (code: string) =>
  new WebAPIRequestError(new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) }));

describe('judgeFault()', () => {
  test.each([
    ['not_in_channel', 'refused'],
    ['channel_not_found', 'refused'],
    ['is_archived', 'refused'],
    ['invalid_auth', 'refused'],
    ['token_revoked', 'refused'],
    ['missing_scope', 'refused'],
    ['invalid_blocks', 'refused'],
    ['a_word_of_next_year', 'refused'],
    ['ratelimited', 'later'],
    ['service_unavailable', 'later'],
    ['internal_error', 'unsettled'],
    ['fatal_error', 'unsettled'],
  ])('takes %s for %s', (error, kind) => {
    expect(judgeFault(word(error))).toMatchObject({ kind, why: error });
  });

  test('waits as long as Slack asks for', () => {
    expect(judgeFault(new WebAPIRateLimitedError(17))).toEqual({ kind: 'later', why: 'ratelimited', afterMs: 17_000 });
  });

  test.each([
    [500, 'later'],
    [503, 'later'],
    [429, 'later'],
    [404, 'refused'],
  ])('takes status %d for %s', (status, kind) => {
    expect(judgeFault(new WebAPIHTTPError(status, '', {}))).toMatchObject({ kind, why: `http ${status}` });
  });

  test.each([
    ['ECONNREFUSED', 'later'],
    ['ENOTFOUND', 'later'],
    ['UND_ERR_CONNECT_TIMEOUT', 'later'],
    ['ECONNRESET', 'unsettled'],
    ['UND_ERR_SOCKET', 'unsettled'],
    ['EPIPE', 'unsettled'],
  ])('takes %s for %s', (code, kind) => {
    expect(judgeFault(network(code))).toMatchObject({ kind, why: code });
  });

  test('takes a time-out and whatever it does not know for unsettled', () => {
    expect(judgeFault(new WebAPIRequestError(new DOMException('', 'TimeoutError')))).toEqual({
      kind: 'unsettled',
      why: 'timeout',
    });
    for (const unknown of [new Error('?'), 'a string', null, undefined, { code: 7 }]) {
      expect(judgeFault(unknown).kind).toBe('unsettled');
    }
  });
});

test('faultWord() and neededScope() give the words of Slack', () => {
  const error = word('missing_scope', { needed: 'reactions:write', provided: 'chat:write' });
  expect(faultWord(error)).toBe('missing_scope');
  expect(neededScope(error)).toBe('reactions:write');
});

test.each(['not_in_channel', 'missing_scope', 'invalid_auth', 'token_revoked', 'channel_not_found', 'is_archived'])(
  'remedyFor(%s) says what to do',
  (error) => {
    expect(remedyFor(error)).toMatch(/\S/);
  },
);
