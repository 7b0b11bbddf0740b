import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readSettings, SettingsError } from '../src/settings.ts';

test('readSettings() needs nothing at all', () => {
  expect(readSettings({})).toMatchObject({
    archive: 'data/verbatim.db',
    questionsPerMinute: 20,
    slack: null,
    discord: null,
  });
});

test('readSettings() takes an empty value for absent', () => {
  expect(readSettings({ SLACK_BOT_TOKEN: '', VERBATIM_TIME_ZONE: ' ' }).slack).toBeNull();
});

test('readSettings() reports everything at once, with where to find it', () => {
  const env = {
    VERBATIM_TIME_ZONE: 'Mars/Olympus',
    SLACK_BOT_TOKEN: 'nonsense',
    VERBATIM_ADMINS: 'slack:U1, bob',
    VERBATIM_QUESTIONS_PER_MINUTE: 'many',
  };
  const error = catchError(() => readSettings(env));
  expect(error.faults).toHaveLength(5);
  expect(error.message).toContain('VERBATIM_QUESTIONS_PER_MINUTE: expected a whole number from 1 to 1000, got "many"');
  expect(error.message).toContain(
    'VERBATIM_TIME_ZONE: expected an IANA time zone such as "Europe/Paris", got "Mars/Olympus"',
  );
  expect(error.message).toContain('SLACK_BOT_TOKEN: expected a bot token that begins with "xoxb-"');
  expect(error.message).toContain('SLACK_APP_TOKEN: missing, since SLACK_BOT_TOKEN is set');
  expect(error.message).toContain('VERBATIM_ADMINS: expected entries such as');
});

test.each([
  { it: 'a choice', env: { VERBATIM_LOG: 'loud' }, fault: 'VERBATIM_LOG: expected one of debug, info' },
  {
    it: 'an address',
    env: { VERBATIM_PUBLIC_URL: 'bot.example.org' },
    fault: 'VERBATIM_PUBLIC_URL: expected an address',
  },
  { it: 'an address of files', env: { SLACK_API_URL: 'file:///etc' }, fault: 'SLACK_API_URL: expected an address' },
  { it: 'a number out of range', env: { VERBATIM_HTTP_PORT: '65536' }, fault: 'from 0 to 65535, got "65536"' },
  { it: 'days without end', env: { VERBATIM_KEEP_QUOTATIONS_DAYS: 'ever' }, fault: 'from 1 to 100000, got "ever"' },
])('readSettings() says what it expected in the place of $it', ({ env, fault }) => {
  expect(catchError(() => readSettings(env)).faults).toEqual([expect.stringContaining(fault)]);
});

test('readSettings() names every wrong entry of a list', () => {
  const error = catchError(() => readSettings({ VERBATIM_ADMINS: 'bob, slack:U1, ann,' }));
  expect(error.faults).toEqual([expect.stringContaining('got "bob"'), expect.stringContaining('got "ann"')]);
});

test('readSettings() takes what may be fetched by name, and whom to ask about it', () => {
  const { allowHosts, contact } = readSettings({
    VERBATIM_ALLOW_HOSTS: 'Intranet.example:8080, [::1]:80',
    VERBATIM_CONTACT: 'https://example.org/bot',
  });
  expect([...allowHosts]).toEqual(['intranet.example:8080', '[::1]:80']);
  expect(contact).toBe('https://example.org/bot');
});

test.each([
  { it: 'a host without a port', env: { VERBATIM_ALLOW_HOSTS: 'intranet.example' } },
  { it: 'an address in place of a host', env: { VERBATIM_ALLOW_HOSTS: 'http://intranet.example:80' } },
  { it: 'a contact that begins a new header', env: { VERBATIM_CONTACT: 'bot@example.org\r\nHost: x' } },
  { it: 'a contact that nobody can reach', env: { VERBATIM_CONTACT: 'Ada' } },
])('readSettings() refuses $it', ({ env }) => {
  expect(catchError(() => readSettings(env)).faults).toHaveLength(1);
});

test('readSettings() never repeats a token', () => {
  const error = catchError(() => readSettings({ SLACK_BOT_TOKEN: 'xoxa-secret', DISCORD_TOKEN: 'short secret' }));
  expect(error.message).not.toContain('secret');
});

function catchError(act: () => unknown): SettingsError {
  try {
    act();
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  throw new Error('expected a SettingsError, and nothing was thrown');
}

test('.env.example names every setting that is read', () => {
  const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
  const code = readFileSync(new URL('../src/settings.ts', import.meta.url), 'utf8');
  const read = new Set(code.match(/\b(?:VERBATIM|SLACK|DISCORD)_[A-Z_]+\b/g));
  const named = new Set(example.match(/\b(?:VERBATIM|SLACK|DISCORD)_[A-Z_]+(?==)/g));
  expect([...read].sort()).toEqual([...named].sort());
});

test.each([
  { it: 'Socket Mode', env: { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }, kind: 'socket' },
  {
    it: 'HTTP with one token',
    env: { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'signing-secret', VERBATIM_HTTP_PORT: '8080' },
    kind: 'http',
  },
  {
    it: 'OAuth',
    env: {
      SLACK_SIGNING_SECRET: 'signing-secret',
      SLACK_CLIENT_ID: '1.2',
      SLACK_CLIENT_SECRET: 'client-secret',
      VERBATIM_SECRET: 'sixteen characters',
      VERBATIM_PUBLIC_URL: 'https://bot.example.org',
      VERBATIM_HTTP_PORT: '8080',
    },
    kind: 'oauth',
  },
])('readSettings() serves Slack by $it', ({ env, kind }) => {
  expect(readSettings(env).slack?.kind).toBe(kind);
});

test('readSettings() does not keep installations without a secret', () => {
  const env = {
    SLACK_SIGNING_SECRET: 'signing-secret',
    SLACK_CLIENT_ID: '1.2',
    SLACK_CLIENT_SECRET: 'client-secret',
    VERBATIM_PUBLIC_URL: 'https://bot.example.org',
    VERBATIM_HTTP_PORT: '8080',
  };
  expect(catchError(() => readSettings(env)).faults).toEqual([expect.stringContaining('VERBATIM_SECRET: missing')]);
});
