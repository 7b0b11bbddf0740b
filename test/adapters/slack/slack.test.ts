import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { Incoming } from '../../../src/model/chat.ts';
import { editedEvent, eventCallback, messageEvent } from './events.ts';
import { channel } from './harness.ts';
import { botUser, directOf, team } from './server/workspace.ts';
import { anna, bert, callsOf, patient, question, started, withHandle } from './started.ts';

describe('who is heard', () => {
  test('neither bots nor itself', async () => {
    const harness = await started();
    const { workspace } = harness.server;
    const byBot = workspace.write('U0OTHER', directOf(anna), question, null);
    await harness.server.deliver('events_api', eventCallback(messageEvent(byBot, { bot_id: 'B9' })));
    await harness.write(botUser, directOf(anna), question);
    await harness.stop();
    expect(harness.sent()).toEqual([]);
  });

  test('whoever edits a question within two minutes', async () => {
    const events: Incoming[] = [];
    const harness = await started(
      {},
      withHandle(async (event) => {
        events.push(event);
        return null;
      }),
    );
    const asked = await harness.write(anna, directOf(anna), 'what did Martin say?');
    const edited = editedEvent(asked, 'what did Marten say?', `${Number(asked.ts) + 30}`);
    await harness.server.deliver('events_api', eventCallback(edited));
    await harness.stop();
    expect(events.map((event) => event.kind === 'question' && [event.text, event.edited])).toEqual([
      ['what did Martin say?', false],
      ['what did Marten say?', true],
    ]);
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(2);
  });

  test('in threads only where it takes part', async () => {
    const harness = await started({ adapter: { takesPart: (at) => at.thread === '1.5' } });
    await harness.write(anna, channel, 'and Dahl?', '1.4');
    await harness.write(anna, channel, 'and Dahl?', '1.5');
    await vi.waitFor(() => expect(harness.sent()).toHaveLength(1), patient);
    await harness.stop();
    expect(harness.sent()).toHaveLength(1);
    expect(harness.sent()[0]?.thread).toBe('1.5');
  });

  test('with zone and rights, which are asked for once', async () => {
    const events: Incoming[] = [];
    const note = withHandle(async (event) => {
      events.push(event);
      return null;
    });
    const harness = await started({}, note);
    const { people } = harness.server.workspace;
    people.set(anna, { tz: 'Asia/Tokyo', is_owner: true });
    // An administrator elsewhere, who is a guest here.
    people.set(bert, { team_id: 'T0ELSEWHERE', tz: 'UTC', is_admin: true });
    for (let turn = 0; turn < 3; turn += 1) await harness.write(anna, directOf(anna), `question ${turn}`);
    await harness.write(bert, directOf(bert), 'question');
    await harness.stop();
    const from = new Map(events.map((event) => [event.from.user, event.from]));
    expect(from.get(anna)).toEqual({ user: anna, zone: 'Asia/Tokyo', administrator: true });
    expect(from.get(bert)).toEqual({ user: bert, zone: 'UTC', administrator: false });
    expect(callsOf(harness, 'users.info')).toHaveLength(2);
  });

  test('without zone and rights where Slack does not tell them', async () => {
    const events: Incoming[] = [];
    const note = withHandle(async (event) => {
      events.push(event);
      return null;
    });
    const harness = await started({ server: { granted: ['chat:write'] } }, note);
    await harness.write(anna, directOf(anna), 'one');
    await harness.write(anna, directOf(anna), 'two');
    await harness.stop();
    expect(events[0]?.from).toEqual({ user: anna, zone: null, administrator: false });
    expect(callsOf(harness, 'users.info')).toHaveLength(1);
  });
});

describe('leaving', () => {
  test.each([
    { it: 'the app is uninstalled', event: { type: 'app_uninstalled' }, gone: [team] },
    { it: "the bot's token is revoked", event: { type: 'tokens_revoked', tokens: { bot: [botUser] } }, gone: [team] },
    { it: "a person's token is revoked", event: { type: 'tokens_revoked', tokens: { oauth: [anna] } }, gone: [] },
  ])('when $it', async ({ event, gone }) => {
    const left: string[] = [];
    const harness = await started({ adapter: { onSpaceGone: (space) => left.push(space) } });
    await harness.server.deliver('events_api', eventCallback(event));
    await harness.stop();
    expect(left).toEqual(gone);
  });
});

test('a revoked token is told with what to do, and ends nothing', async () => {
  const harness = await started();
  const revoked = { kind: 'word', word: 'token_revoked' } as const;
  harness.server.fail('chat.postMessage', revoked);
  harness.server.fail('users.info', revoked);
  await harness.ask({ text: question });
  await vi.waitFor(() => expect(JSON.stringify(harness.lines)).toContain('install the app again'), patient);
  await harness.ask({ text: question });
  await vi.waitFor(() => expect(harness.sent()).toHaveLength(1), patient);
});

test('no token, ticket or word of a message stands in the log, whatever fails', async () => {
  const harness = await started(
    { adapter: { timeoutMs: 200 } },
    withHandle(async (event, next) => {
      if (event.kind === 'command') throw new Error('broken');
      return next(event);
    }),
  );
  for (const method of ['chat.postMessage', 'users.info', 'response_url', 'apps.connections.open']) {
    harness.server.fail(
      method,
      { kind: 'word', word: 'invalid_auth' },
      { kind: 'reset', taken: false },
      { kind: 'status', status: 500 },
    );
  }
  for (const user of ['anna', 'bert', 'cleo']) await harness.ask({ text: 'the secret words', user });
  await harness.command({ name: 'check', options: { quote: 'the secret words' } });
  for (const socket of [...harness.server.sockets]) socket.terminate();
  await vi.waitFor(() => expect(harness.lines.length).toBeGreaterThan(5), patient);
  await harness.stop();
  const told = JSON.stringify(harness.lines);
  for (const secret of ['xoxb', 'xapp', 'secret-ticket', 'secret words', 'every bolt'])
    expect(told).not.toContain(secret);
});

test('importing slack.ts loads no library of Slack', () => {
  const script = `
    await import('./src/adapters/slack/slack.ts');
    const { createRequire } = await import('node:module');
    const loaded = Object.keys(createRequire(import.meta.url).cache).filter((name) => name.includes('@slack'));
    console.log(JSON.stringify(loaded));
  `;
  const root = join(import.meta.dirname, '../../..');
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: root, encoding: 'utf8' });
  expect(JSON.parse(out)).toEqual([]);
});
