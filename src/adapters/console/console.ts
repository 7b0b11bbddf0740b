import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import type { Adapter, Handlers, MessageRef, Posting, Reply, Target } from '../../model/chat.ts';
import { renderReply, type Screen } from './render.ts';

interface ConsoleOptions {
  readonly input: Readable;
  readonly output: Writable;
  /** True when a person types: then there is a prompt, and the greeting. */
  readonly interactive: boolean;
  /** Asked anew for each reply, since a terminal can be resized. */
  readonly screen: () => Screen;
  /** What the chat begins with. */
  readonly greeting: () => Promise<Reply>;
}

const here: Target = { platform: 'console', space: null, channel: 'terminal', thread: null };
const prompt = '› ';
const farewell = /^(?:\/?(?:exit|quit|bye)|:q)$/i;

/** The terminal as a chat: one line a question, until the input ends, `exit`, or Ctrl-C. */
export function consoleAdapter({ input, output, interactive, screen, greeting }: ConsoleOptions): Adapter {
  function print(reply: Reply): void {
    output.write(`${renderReply(reply, screen())}\n${interactive ? '\n' : ''}`);
  }

  return {
    name: 'console',

    async listen(handlers: Handlers, signal: AbortSignal) {
      if (interactive) print(await greeting());
      const lines = createInterface({
        input,
        ...(interactive && { output, prompt, historySize: 200 }),
        terminal: interactive,
      });
      const stop = () => lines.close();
      signal.addEventListener('abort', stop, { once: true });
      lines.once('SIGINT', stop);
      if (interactive) lines.prompt();
      for await (const line of lines) {
        const text = line.trim();
        if (farewell.test(text)) break;
        if (text !== '') await answer(handlers, text);
        if (interactive) lines.prompt();
      }
      lines.close();
      signal.removeEventListener('abort', stop);
    },

    async post(target: Target, reply: Reply): Promise<Posting> {
      print(reply);
      return { kind: 'sent', ref: { target, message: randomUUID() } };
    },

    async edit(message: MessageRef, reply: Reply): Promise<Posting> {
      print(reply);
      return { kind: 'sent', ref: message };
    },

    async find() {
      return 'cannot-tell';
    },
  };

  async function answer(handlers: Handlers, text: string): Promise<void> {
    const id = randomUUID();
    const reply = await handlers.handle({
      kind: 'question',
      eventId: id,
      at: here,
      from: { user: 'terminal', zone: null, administrator: true },
      text,
      message: id,
      manner: 'direct',
      edited: false,
    });
    if (reply !== null) print(reply);
  }
}
