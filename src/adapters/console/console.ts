import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import type { Adapter, Handlers, MessageRef, Posting, Reply, Target } from '../../model/chat.ts';
import { saveAttachment } from './attachment.ts';
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
  /** A question to show how it answers, when the input ends before anything was asked; `null` when there is none. */
  readonly example: () => Promise<string | null>;
  /** Where files are written to that answers bear; the working folder when absent. */
  readonly folder?: string;
}

const here: Target = { platform: 'console', space: null, channel: 'terminal', thread: null };
const prompt = '› ';
const farewell = /^(?:\/?(?:exit|quit|bye)|:q)$/i;

/** The terminal as a chat: one line a question, until the input ends, `exit`, or Ctrl-C. */
export function consoleAdapter(options: ConsoleOptions): Adapter {
  const { input, output, interactive, screen, greeting, example, folder = '.' } = options;

  function print(reply: Reply): void {
    const wrote = reply.file === undefined ? '' : `${writeFile(reply.file)}\n`;
    output.write(`${renderReply(reply, screen())}\n${wrote}${interactive ? '\n' : ''}`);
  }

  function writeFile(file: NonNullable<Reply['file']>): string {
    try {
      return `Wrote ${saveAttachment(file, folder)}`;
    } catch (error) {
      // A folder that may not be written to must not end the chat.
      return `Could not write ${file.name}: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  return {
    name: 'console',

    async listen(handlers: Handlers, signal: AbortSignal) {
      if (signal.aborted) return;
      if (interactive) print(await greeting());
      const lines = createInterface({
        input,
        ...(interactive && { output, prompt, historySize: 200 }),
        terminal: interactive,
      });
      const interrupted = new AbortController();
      const stopping = AbortSignal.any([signal, interrupted.signal]);
      const close = () => lines.close();
      lines.once('SIGINT', () => interrupted.abort());
      stopping.addEventListener('abort', close, { once: true });
      // The input may end while an answer runs, and what is closed cannot prompt.
      let isOpen = true;
      lines.once('close', () => {
        isOpen = false;
      });
      if (stopping.aborted) close();
      else if (interactive) lines.prompt();
      let wasAsked = false;
      for await (const line of lines) {
        const text = line.trim();
        if (text !== '') wasAsked = true;
        // Lines that came before it closed are still handed out.
        if (stopping.aborted || farewell.test(text)) break;
        if (text !== '') await answer(handlers, text);
        if (interactive && isOpen) lines.prompt();
      }
      lines.close();
      stopping.removeEventListener('abort', close);
      if (!interactive && !wasAsked && !stopping.aborted) await demonstrate(handlers);
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

  /** For a start without a terminal and without a question: in a container, or to see whether it works. */
  async function demonstrate(handlers: Handlers): Promise<void> {
    print(await greeting());
    const question = await example();
    if (question === null) return;
    output.write(`\nNothing was asked on standard input. For example:\n\n${prompt}${question}\n\n`);
    await answer(handlers, question);
  }

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
