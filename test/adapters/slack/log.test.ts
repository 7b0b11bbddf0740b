import { describe, expect, test } from 'vitest';
import { loggerFor, withoutSecrets } from '../../../src/adapters/slack/log.ts';
import { recordingLog } from './harness.ts';

// Put together here, so that no scanner takes them for real ones.
const bot = `${'xox'}b-12345-67890-abcDEF`;

describe('withoutSecrets()', () => {
  test.each([
    bot,
    `${'xox'}e.${'xox'}p-1-abc`,
    `${'xa'}pp-1-A1-2-abc`,
    `Authorization: Bearer ${bot}`,
    'wss://wss.example/link/?ticket=abc&app_id=1',
    `token=${bot}&channel=C1`,
    'https://hooks.slack.com/commands/T1/2/abc',
  ])('takes the secret out of %s', (text) => {
    expect(withoutSecrets(`before ${text} after`)).toMatch(/\[secret\]/);
    expect(withoutSecrets(`before ${text} after`)).not.toMatch(/abc/);
  });

  test('leaves the rest', () => {
    expect(withoutSecrets('Slack API error: not_in_channel')).toBe('Slack API error: not_in_channel');
  });
});

test('loggerFor() passes on messages and of errors no more than that; what is for debugging holds requests and is dropped', () => {
  const { lines, log } = recordingLog();
  const logger = loggerFor(log);
  logger.debug('the whole request');
  logger.error('it failed', Object.assign(new Error(`with ${bot}`), { data: { text: 'words' } }), { text: 'words' });
  expect(lines).toEqual([{ level: 'error', details: { platform: 'slack' }, message: 'it failed with [secret]' }]);
});
