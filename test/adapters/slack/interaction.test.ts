import { describe, expect, test, vi } from 'vitest';
import { help, status, tooMany } from '../../fixtures/answers.ts';
import { plain } from '../contract.ts';
import { smallDispatcher } from '../small-dispatcher.ts';
import { buttonPressed, eventCallback, homeOpened } from './events.ts';
import { channel } from './harness.ts';
import { readBlocks } from './server/reader.ts';
import { directOf, team } from './server/workspace.ts';
import { anna, callsOf, patient, question, reply, started, withHandle } from './started.ts';

describe('answers to commands and buttons', () => {
  const broken = { kind: 'status', status: 500 } as const;

  test.each([0, 1, 4])(
    'come in private after %d faults of Slack',
    async (faults) => {
      const harness = await started();
      harness.server.fail('response_url', ...Array.from({ length: faults }, () => broken));
      await harness.command({ name: 'check', options: { quote: 'every bolt' } });
      await vi.waitFor(() => expect(harness.sent()).toHaveLength(1), { timeout: 15_000, interval: 20 });
      expect(harness.sent()[0]?.seenBy).toEqual({ user: anna });
      expect(callsOf(harness, 'response_url')).toHaveLength(faults + 1);
    },
    30_000,
  );

  test('come another way when the address has taken five', async () => {
    const harness = await started();
    harness.server.fail('response_url', ...Array.from({ length: 5 }, () => broken));
    await harness.command({ name: 'check', options: { quote: 'every bolt' } });
    await vi.waitFor(() => expect(callsOf(harness, 'chat.postEphemeral')).toHaveLength(1), {
      timeout: 18_000,
      interval: 20,
    });
    expect(harness.sent()[0]?.seenBy).toEqual({ user: anna });
  });

  test('come as a direct message where the bot is no member either', async () => {
    const harness = await started();
    harness.server.workspace.closedChannels.set(channel, 'not_in_channel');
    harness.server.fail('response_url', ...Array.from({ length: 5 }, () => broken));
    await harness.command({ name: 'check', options: { quote: 'every bolt' } });
    await vi.waitFor(() => expect(harness.sent()).toHaveLength(1), patient);
    expect(harness.sent()[0]?.channel).toBe(directOf(anna));
  });

  test('come in private as well when nobody can tell whether all have them', async () => {
    const harness = await started({ server: { granted: ['chat:write', 'users:read'] } });
    harness.server.fail('response_url', { kind: 'reset', taken: true });
    await harness.command({ name: 'check', options: { quote: 'every bolt' }, visibility: 'public' });
    await vi.waitFor(() => expect(harness.sent()).toHaveLength(2), patient);
    expect(harness.sent().map(({ seenBy }) => seenBy)).toEqual(['all', { user: anna }]);
  });

  test('change the message another way when the address is too old', async () => {
    const harness = await started();
    await harness.ask({ text: question });
    await vi.waitFor(() => expect(harness.sent()).toHaveLength(1), patient);
    const bearing = harness.server.workspace.messages.at(-1);
    if (bearing === undefined) throw new Error('no message');
    const gone = `${new URL(harness.server.apiUrl).origin}/respond/999`;
    await harness.server.deliver('interactive', buttonPressed(anna, bearing, `more:3:${anna}`, gone));
    await vi.waitFor(() => expect(callsOf(harness, 'chat.update')).toHaveLength(1), patient);
    expect(harness.sent()[0]?.edits).toBe(1);
  });

  test('stand before all once, though the first answer of Slack was lost', async () => {
    const harness = await started();
    harness.server.fail('response_url', { kind: 'reset', taken: true });
    await harness.command({ name: 'check', options: { quote: 'every bolt' }, visibility: 'public' });
    await vi.waitFor(() => expect(callsOf(harness, 'conversations.history')).toHaveLength(1), patient);
    await harness.stop();
    expect(harness.sent()).toHaveLength(1);
    expect(harness.sent()[0]?.seenBy).toBe('all');
  });

  test('are sent again before all when they are not there', async () => {
    const harness = await started();
    harness.server.fail('response_url', { kind: 'reset', taken: false });
    await harness.command({ name: 'check', options: { quote: 'every bolt' }, visibility: 'public' });
    await vi.waitFor(() => expect(harness.sent()).toHaveLength(1), patient);
    await harness.stop();
    expect(harness.sent()).toHaveLength(1);
  });

  test('bear a file in the direct messages, and say so', async () => {
    const file = { name: 'quotes.jsonl', text: '{"speaker":"Marten"}' };
    const harness = await started(
      {},
      withHandle(async () => ({ ...reply, visibility: 'private', file })),
    );
    await harness.command({ name: 'quotes', options: { speaker: 'Marten' } });
    await vi.waitFor(() => expect(harness.sent()).toHaveLength(1), patient);
    expect(plain(harness.sent()[0]?.text)).toContain('quotes.jsonl is in our direct messages.');
    expect(harness.server.workspace.files).toMatchObject([{ content: file.text, channel: directOf(anna) }]);
  });

  test('for all bear a file in the channel', async () => {
    const file = { name: 'timeline.png', base64: 'iVBORw0KGgo=', alternative: 'Bars of Marten' };
    const harness = await started(
      {},
      withHandle(async () => ({ ...reply, visibility: 'public', file })),
    );
    await harness.command({ name: 'quotes', options: { speaker: 'Marten' }, visibility: 'public' });
    await vi.waitFor(() => expect(harness.sent()).toHaveLength(1), patient);
    expect(harness.server.workspace.files).toMatchObject([
      { name: 'timeline.png', channel, alternative: 'Bars of Marten', content: file.base64 },
    ]);
    expect(plain(harness.sent()[0]?.text)).not.toContain('direct messages');
  });

  test('work after a restart between question and button', async () => {
    const harness = await started();
    await harness.ask({ text: question });
    await vi.waitFor(() => expect(harness.sent()).toHaveLength(1), patient);
    await harness.stop();
    await harness.start(smallDispatcher);
    const [message] = harness.sent();
    if (message === undefined) throw new Error('no message');
    await harness.press(message, 'More');
    await vi.waitFor(() => expect(harness.sent()[0]?.edits).toBe(1), patient);
  });
});

describe('what is for the asker alone', () => {
  const privately = withHandle(async () => ({ body: tooMany, buttons: [], visibility: 'private', placement: 'new' }));

  test('is shown to nobody else in a channel, in the thread of the question', async () => {
    const harness = await started({}, privately);
    await harness.ask({ text: question });
    await vi.waitFor(() => expect(harness.sent().length).toBeGreaterThan(0), patient);
    const [shown] = harness.sent();
    expect(shown?.seenBy).toEqual({ user: anna });
    expect(shown?.thread).not.toBeNull();
  });

  test('is a plain message among two', async () => {
    const harness = await started({}, privately);
    await harness.write(anna, directOf(anna), question);
    await vi.waitFor(() => expect(harness.sent()).toHaveLength(1), patient);
    expect(harness.sent()[0]).toMatchObject({ seenBy: 'all', channel: directOf(anna) });
  });
});

describe('the App Home', () => {
  test('shows help and status', async () => {
    const harness = await started();
    await harness.server.deliver('events_api', eventCallback(homeOpened(anna, 'home')));
    await vi.waitFor(() => expect(harness.server.workspace.homes.size).toBe(1), patient);
    const view = harness.server.workspace.homes.get(anna) as { blocks: unknown[] };
    const { text } = readBlocks(view.blocks);
    expect(text).toContain(help.lead);
    expect(text).toContain(status.lead);
  });

  test('answers its buttons in the direct messages', async () => {
    const harness = await started();
    const body = {
      type: 'block_actions',
      user: { id: anna, team_id: team },
      team: { id: team },
      container: { type: 'view', view_id: 'V1' },
      view: { id: 'V1', type: 'home' },
      trigger_id: 'home.1',
      actions: [{ type: 'button', action_id: `more:3:${anna}`, action_ts: '1.1', block_id: 'b' }],
    };
    await harness.server.deliver('interactive', body);
    await vi.waitFor(() => expect(harness.sent()).toHaveLength(1), patient);
    expect(harness.sent()[0]?.channel).toBe(directOf(anna));
  });

  test('suggests questions among the messages, at most four', async () => {
    const questions = ['one?', 'two?', 'three?', 'four?', 'five?'];
    const harness = await started({ adapter: { examples: async () => questions } });
    await harness.server.deliver('events_api', eventCallback(homeOpened(anna, 'messages')));
    await vi.waitFor(() => expect(harness.server.workspace.prompts).toHaveLength(1), patient);
    expect(harness.server.workspace.prompts[0]).toMatchObject({
      channel_id: directOf(anna),
      prompts: questions.slice(0, 4).map((words) => ({ title: words, message: words })),
    });
  });

  test('that cannot be drawn is a line in the log', async () => {
    const harness = await started();
    harness.server.fail('views.publish', { kind: 'word', word: 'not_enabled' });
    await harness.server.deliver('events_api', eventCallback(homeOpened(anna, 'home')));
    await vi.waitFor(() => expect(JSON.stringify(harness.lines)).toContain('not_enabled'), patient);
  });
});
