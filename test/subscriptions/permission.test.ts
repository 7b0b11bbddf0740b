import { expect, test } from 'vitest';
import type { Target } from '../../src/model/chat.ts';
import type { Subscriber } from '../../src/model/subscriptions.ts';
import { mayChange, targetOf } from '../../src/subscriptions/permission.ts';

const channel: Target = { platform: 'slack', space: 'T1', channel: 'C1', thread: null };
const direct: Target = { ...channel, channel: '@U1' };
const anna: Subscriber = { at: channel, user: 'U1', zone: 'UTC', administrator: false, scope: { sources: 'all' } };
const edda: Subscriber = { ...anna, user: 'U2', administrator: true };
const ben: Subscriber = { ...anna, user: 'U3' };
const elsewhere: Target = { ...channel, space: 'T2' };
const onDiscord: Target = { platform: 'discord', space: 'G1', channel: '10001', thread: null };

test.each([
  { it: 'is for its owner', target: channel, by: anna, may: true },
  { it: 'is for nobody else in the channel', target: channel, by: ben, may: false },
  { it: 'is for administrators of the place, where it is posted to a channel', target: channel, by: edda, may: true },
  { it: 'is for nobody else where it comes to its owner alone', target: direct, by: edda, may: false },
  { it: 'is not for administrators of another workspace', target: channel, by: { ...edda, at: elsewhere }, may: false },
  {
    it: 'is not for who has the same id in another workspace',
    target: channel,
    by: { ...anna, at: elsewhere },
    may: false,
  },
  {
    it: 'is not for who has the same id on another platform',
    target: channel,
    by: { ...anna, at: onDiscord },
    may: false,
  },
])('mayChange() what somebody set $it', ({ target, by, may }) => {
  expect(mayChange({ user: 'U1', plan: { at: channel, target } }, by)).toBe(may);
});

test('mayChange() what somebody set on Discord is for them in every server', () => {
  const by = { ...anna, at: { ...onDiscord, space: 'G2' } };
  expect(mayChange({ user: 'U1', plan: { at: onDiscord, target: onDiscord } }, by)).toBe(true);
});

test.each([
  { it: 'takes "me" for the direct messages', words: 'me', by: anna, to: '@U1' },
  { it: 'takes nothing for this channel, from an administrator', words: undefined, by: edda, to: 'C1' },
  { it: 'takes a channel as Slack writes it', words: '<#C99|news>', by: edda, to: 'C99' },
  { it: 'refuses a channel to others', words: 'C99', by: anna, to: /for administrators/ },
  { it: 'refuses what is no channel', words: '#news', by: edda, to: /no channel that I can tell/ },
])('targetOf() $it', ({ words, by, to }) => {
  const target = targetOf(words, by);
  if (typeof to === 'string') expect(target).toMatchObject({ channel: to, thread: null });
  else expect(target).toMatchObject({ kind: 'refused', why: expect.stringMatching(to) });
});
