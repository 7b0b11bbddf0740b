import { PassThrough } from 'node:stream';
import { describe, expect, test, vi } from 'vitest';
import { consoleAdapter } from '../../../src/adapters/console/console.ts';
import type { DeliveryId, Handlers, Incoming, Reply } from '../../../src/model/chat.ts';

/** The terminal as a person or a pipe has it, and a chat that runs in it. */

interface Chat {
  readonly input: PassThrough;
  readonly asked: readonly string[];
  readonly events: readonly Incoming[];
  /** All that was written, styles and cursor movements taken out. */
  written(): string;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

function said(lead: string): Reply {
  return { body: { kind: 'notice', lead, sections: [] }, buttons: [], visibility: 'private', placement: 'new' };
}

interface Way {
  readonly from?: 'pipe' | 'person';
  readonly handle?: (text: string) => Promise<Reply | null>;
  readonly example?: string | null;
}

function chat({
  from = 'pipe',
  handle = async (text) => said(`You asked: ${text}`),
  example = 'Who said so?',
}: Way = {}): Chat {
  const input = new PassThrough();
  const output = new PassThrough();
  const events: Incoming[] = [];
  const asked: string[] = [];
  const stop = new AbortController();
  let written = '';
  output.on('data', (chunk) => {
    written += String(chunk);
  });
  const handlers: Handlers = {
    async handle(event) {
      events.push(event);
      if (event.kind !== 'question') throw new Error(`The terminal asks questions only, not a ${event.kind}`);
      asked.push(event.text);
      return handle(event.text);
    },
    suggest: async () => [],
  };
  const adapter = consoleAdapter({
    input,
    output,
    interactive: from === 'person',
    screen: () => ({ columns: 80, colour: false, zone: 'UTC', now: new Date('2025-05-14T12:00:00Z') }),
    greeting: async () => said('Good day.'),
    example: async () => example,
  });
  return {
    input,
    asked,
    events,
    written: () => written.replace(/\u001b\[[\d;?]*[A-Za-z]/g, ''),
    stop,
    ended: adapter.listen(handlers, stop.signal),
  };
}

/** An answer that comes when it is let. */
function slowAnswer() {
  const { promise, resolve } = Promise.withResolvers<void>();
  const handle = async (text: string) => {
    await promise;
    return said(`You asked: ${text}`);
  };
  return { handle, let: resolve };
}

describe('consoleAdapter() of a pipe', () => {
  test('answers each line in turn, without prompt or greeting, and ends with its input', async () => {
    const { input, ended, written, events } = chat();
    input.end('first?\nsecond?\nthe last has no end');
    await ended;
    expect(written()).toBe('You asked: first?\nYou asked: second?\nYou asked: the last has no end\n');
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(3);
    expect(events[0]).toMatchObject({
      at: { platform: 'console', space: null },
      from: { administrator: true },
      manner: 'direct',
      edited: false,
    });
  });

  test('passes over empty lines, and takes line ends of Windows', async () => {
    const { input, ended, asked } = chat();
    input.end('\n   \r\n\t\nwho?\r\n\n');
    await ended;
    expect(asked).toEqual(['who?']);
  });

  test.each(['exit', 'quit', 'bye', '/exit', ':q', '  Exit  '])('ends at "%s"', async (farewell) => {
    const { input, ended, asked } = chat();
    input.write(`one?\n${farewell}\ntwo?\n`);
    await ended;
    expect(asked).toEqual(['one?']);
  });

  test('asks where "exit" is but a word', async () => {
    const { input, ended, asked } = chat();
    input.end('exit polls, who won?\n');
    await ended;
    expect(asked).toEqual(['exit polls, who won?']);
  });

  test.each(['', '\n \n'])('with nothing in it shows how it answers, and ends', async (nothing) => {
    const { input, ended, written } = chat();
    input.end(nothing);
    await ended;
    expect(written()).toBe(
      'Good day.\n\nNothing was asked on standard input. For example:\n\n› Who said so?\n\nYou asked: Who said so?\n',
    );
  });

  test('with nothing in it, over an archive without an example, only greets', async () => {
    const { input, ended, written } = chat({ example: null });
    input.end();
    await ended;
    expect(written()).toBe('Good day.\n');
  });

  test('that only says "exit" shows nothing', async () => {
    const { input, ended, written } = chat();
    input.end('exit\n');
    await ended;
    expect(written()).toBe('');
  });

  test('that ends while an answer runs still gets it, and those behind it', async () => {
    const slow = slowAnswer();
    const { input, ended, asked, written } = chat(slow);
    input.end('one?\ntwo?\n');
    await vi.waitFor(() => expect(asked).toEqual(['one?']));
    slow.let();
    await ended;
    expect(written()).toBe('You asked: one?\nYou asked: two?\n');
  });

  test('finishes the answer that runs when it is to stop, and takes no further line', async () => {
    const slow = slowAnswer();
    const { input, ended, asked, stop, written } = chat(slow);
    input.write('one?\ntwo?\nthree?\n');
    await vi.waitFor(() => expect(asked).toEqual(['one?']));
    stop.abort();
    slow.let();
    await ended;
    expect(asked).toEqual(['one?']);
    expect(written()).toBe('You asked: one?\n');
  });

  test('writes nothing where there is nothing to reply', async () => {
    const { input, ended, written } = chat({ handle: async () => null });
    input.end('one?\n');
    await ended;
    expect(written()).toBe('');
  });
});

describe('consoleAdapter() of a person', () => {
  test('greets, prompts, answers, and ends at Ctrl-D', async () => {
    const { input, ended, written } = chat({ from: 'person' });
    await vi.waitFor(() => expect(written()).toContain('› '));
    expect(written()).toMatch(/^Good day\.\n\n› /);
    input.write('who?\r');
    await vi.waitFor(() => expect(written()).toMatch(/You asked: who\?\n\n› $/));
    input.write('\u0004');
    await ended;
  });

  test('ends at Ctrl-C', async () => {
    const { input, ended, written, asked } = chat({ from: 'person' });
    await vi.waitFor(() => expect(written()).toContain('› '));
    input.write('half a quest\u0003');
    await ended;
    expect(asked).toEqual([]);
  });

  test.each([
    { key: 'Ctrl-C', typed: '\u0003' },
    { key: 'Ctrl-D', typed: '\u0004' },
  ])('finishes the answer that runs at $key', async ({ typed }) => {
    const slow = slowAnswer();
    const { input, ended, asked, written } = chat({ from: 'person', ...slow });
    await vi.waitFor(() => expect(written()).toContain('› '));
    input.write('who?\r');
    await vi.waitFor(() => expect(asked).toEqual(['who?']));
    input.write(typed);
    slow.let();
    await ended;
    expect(written()).toMatch(/You asked: who\?\n\n$/);
  });

  test('is not even greeted when it is to stop before it begins', async () => {
    const input = new PassThrough();
    const adapter = consoleAdapter({
      input,
      output: new PassThrough(),
      interactive: true,
      screen: () => ({ columns: 80, colour: false, zone: 'UTC', now: new Date(0) }),
      greeting: async () => {
        throw new Error('Nobody is there to be greeted');
      },
      example: async () => null,
    });
    await adapter.listen({ handle: async () => null, suggest: async () => [] }, AbortSignal.abort());
  });
});

test('consoleAdapter() posts and edits by printing, and cannot look for what it printed', async () => {
  const output = new PassThrough();
  const adapter = consoleAdapter({
    input: new PassThrough(),
    output,
    interactive: false,
    screen: () => ({ columns: 80, colour: false, zone: 'UTC', now: new Date(0) }),
    greeting: async () => said('Good day.'),
    example: async () => null,
  });
  const target = { platform: 'console', space: null, channel: 'terminal', thread: null } as const;
  const posted = await adapter.post(target, said('One.'), 'd1' as DeliveryId);
  if (posted.kind !== 'sent') throw new Error(`It was ${posted.kind}`);
  expect(await adapter.edit(posted.ref, said('Two.'))).toEqual(posted);
  expect(await adapter.find(target, 'd1' as DeliveryId, new Date(0))).toBe('cannot-tell');
  expect(String(output.read())).toBe('One.\nTwo.\n');
});
