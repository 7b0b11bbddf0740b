import { describe, expect, test, vi } from 'vitest';
import type { DeliveryId } from '../../../src/model/chat.ts';
import { status } from '../../fixtures/answers.ts';
import { plain } from '../contract.ts';
import { channel } from './harness.ts';
import { directOf } from './server/workspace.ts';
import { anna, bert, callsOf, delivery, patient, question, reply, started, target } from './started.ts';

describe('post()', () => {
  test.each(['not_in_channel', 'channel_not_found', 'is_archived'])(
    'is refused with %s, and the log says what to do',
    async (word) => {
      const harness = await started();
      harness.server.workspace.closedChannels.set(channel, word);
      const cause = word === 'not_in_channel' ? 'no permission' : 'channel gone';
      expect(await harness.adapter.post(target, reply, delivery)).toEqual({ kind: 'refused', why: word, cause });
      const line = harness.lines.find(({ message }) => message === 'Slack did not take a message');
      expect(line?.details).toMatchObject({ why: word, remedy: expect.stringMatching(/\S/) });
    },
  );

  test.each([
    {
      fault: { kind: 'status', status: 429, retryAfter: 7 } as const,
      outcome: { kind: 'later', why: 'ratelimited', afterMs: 7_000 },
    },
    { fault: { kind: 'status', status: 500 } as const, outcome: { kind: 'later', why: 'http 500' } },
    { fault: { kind: 'word', word: 'token_revoked' } as const, outcome: { kind: 'refused', why: 'token_revoked' } },
    { fault: { kind: 'word', word: 'fatal_error' } as const, outcome: { kind: 'unsettled', why: 'fatal_error' } },
  ])('tells $fault.kind as $outcome.kind, and asks Slack once', async ({ fault, outcome }) => {
    const harness = await started();
    harness.server.fail('chat.postMessage', fault);
    expect(await harness.adapter.post(target, reply, delivery)).toMatchObject(outcome);
    expect(callsOf(harness, 'chat.postMessage')).toHaveLength(1);
  });

  const lost = (['reset', 'hang'] as const).flatMap((kind) => [
    { kind, taken: true },
    { kind, taken: false },
  ]);

  test.each(lost)('is unsettled after a $kind, and find() tells whether it was taken: $taken', async (fault) => {
    const harness = await started({ adapter: { timeoutMs: 300 } });
    const asked = harness.server.workspace.write(anna, channel, 'a question', null);
    for (const at of [target, { ...target, thread: asked.ts }]) {
      harness.server.fail('chat.postMessage', fault);
      const name = `lost-${at.thread}` as DeliveryId;
      expect(await harness.adapter.post(at, reply, name)).toMatchObject({ kind: 'unsettled' });
      const found = await harness.adapter.find(at, name, new Date('2025-05-14T12:00:00Z'));
      if (fault.taken) expect(found).toEqual({ target: at, message: harness.sent().at(-1)?.id });
      else expect(found).toBe('absent');
    }
    expect(harness.sent()).toHaveLength(fault.taken ? 2 : 0);
  });

  test('is to be tried later when nobody answers at all', async () => {
    const harness = await started();
    await harness.stop();
    await harness.server.close();
    expect(await harness.adapter.post(target, reply, delivery)).toMatchObject({ kind: 'later', why: 'ECONNREFUSED' });
  });

  test('goes to a person as a direct message, and says where it stands', async () => {
    const harness = await started();
    const sent = await harness.adapter.post({ ...target, channel: anna }, reply, delivery);
    expect(sent).toMatchObject({ kind: 'sent', ref: { target: { channel: directOf(anna) } } });
  });

  test('attaches a file, and says so where it cannot', async () => {
    const file = { name: 'quotes.csv', text: 'speaker,quotation\n"Marten","…"' };
    const harness = await started();
    await harness.adapter.post(target, { ...reply, file }, delivery);
    expect(harness.server.workspace.files).toMatchObject([{ name: 'quotes.csv', content: file.text, channel }]);
    await harness.close();

    const poor = await started({ server: { granted: ['chat:write', 'users:read'] } });
    expect(await poor.adapter.post(target, { ...reply, file }, delivery)).toMatchObject({ kind: 'sent' });
    expect(plain(poor.sent()[0]?.text)).toMatch(/quotes\.csv could not be attached: missing_scope/);
  });
});

describe('find()', () => {
  const longAgo = new Date('2025-05-14T00:00:00Z');

  test('finds a delivery behind many pages of other messages', async () => {
    const harness = await started();
    await harness.adapter.post(target, reply, delivery);
    for (let turn = 0; turn < 40; turn += 1) harness.server.workspace.write(bert, channel, `talk ${turn}`, null);
    const [sent] = harness.sent();
    expect(await harness.adapter.find(target, delivery, longAgo)).toMatchObject({ message: sent?.id });
    expect(await harness.adapter.find(target, 'another' as DeliveryId, longAgo)).toBe('absent');
  });

  test('finds it when the message has been paged through since', async () => {
    const harness = await started();
    await harness.ask({ text: question });
    await vi.waitFor(() => expect(harness.sent()).toHaveLength(1), patient);
    const [message] = harness.sent();
    if (message === undefined) throw new Error('no message');
    await harness.press(message, 'More');
    await vi.waitFor(() => expect(harness.sent()[0]?.edits).toBe(1), patient);
    const at = { ...target, thread: message.thread };
    expect(await harness.adapter.find(at, 'delivery-1' as DeliveryId, longAgo)).toMatchObject({ message: message.id });
  });

  test('finds it in a thread and with a person', async () => {
    const harness = await started();
    const { ts } = harness.server.workspace.write(anna, channel, 'a question', null);
    for (const at of [
      { ...target, thread: ts },
      { ...target, channel: anna },
    ]) {
      await harness.adapter.post(at, reply, delivery);
      expect(await harness.adapter.find(at, delivery, longAgo)).toMatchObject({ message: harness.sent().at(-1)?.id });
    }
  });

  test('cannot tell without the scope', async () => {
    const harness = await started({ server: { granted: ['chat:write'] } });
    await harness.adapter.post(target, reply, delivery);
    expect(await harness.adapter.find(target, delivery, longAgo)).toBe('cannot-tell');
  });

  test('waits when Slack asks for a pause, and tries again when it fails', async () => {
    const harness = await started();
    await harness.adapter.post(target, reply, delivery);
    harness.server.fail(
      'conversations.history',
      { kind: 'status', status: 429, retryAfter: 0 },
      { kind: 'status', status: 500 },
    );
    expect(await harness.adapter.find(target, delivery, longAgo)).toMatchObject({ message: harness.sent()[0]?.id });
  });
});

describe('edit()', () => {
  test('changes the message, also when Slack fails at first', async () => {
    const harness = await started();
    const sent = await harness.adapter.post(target, reply, delivery);
    if (sent.kind !== 'sent') throw new Error(sent.kind);
    harness.server.fail('chat.update', { kind: 'reset', taken: true }, { kind: 'status', status: 502 });
    expect(await harness.adapter.edit(sent.ref, { ...reply, body: status })).toMatchObject({ kind: 'sent' });
    expect(harness.sent()[0]?.text).toContain(status.lead);
    expect(harness.sent()[0]?.previews).toBe(false);
  });

  test('is refused for a message that is gone', async () => {
    const harness = await started();
    expect(await harness.adapter.edit({ target, message: '1.1' }, reply)).toEqual({
      kind: 'refused',
      why: 'message_not_found',
    });
  });
});
