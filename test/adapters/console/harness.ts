import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { consoleAdapter } from '../../../src/adapters/console/console.ts';
import type { Handlers } from '../../../src/model/chat.ts';
import type { Harness, Shown } from '../contract.ts';

const screen = { columns: 100, colour: true, zone: 'UTC', now: new Date('2025-05-14T12:00:00Z') };

/** The contract's view of a terminal: each answer is one message, and there is nobody else. */
export function consoleHarness(): Harness {
  const input = new PassThrough();
  const written: string[] = [];
  const output = new Writable({
    write(chunk, _encoding, done) {
      written.push(String(chunk));
      done();
    },
  });
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-terminal-'));
  const stopping = new AbortController();
  let listening: Promise<void> = Promise.resolve();
  let saved: ReturnType<Harness['files']> | null = null;

  function filesIn(): ReturnType<Harness['files']> {
    return readdirSync(folder)
      .sort()
      .map((name) => {
        const encoding = name.endsWith('.png') ? 'base64' : 'utf8';
        return { name, content: readFileSync(join(folder, name), encoding), alternative: null };
      });
  }

  return {
    name: 'console',
    people: 'one',
    buttons: 'none',

    async start(dispatch) {
      const adapter = consoleAdapter({
        input,
        output,
        interactive: false,
        screen: () => screen,
        greeting: async () => {
          throw new Error('A pipe is not greeted');
        },
        example: async () => null,
        folder,
      });
      const handlers: Handlers = dispatch(adapter);
      listening = adapter.listen(handlers, stopping.signal);
    },

    async ask({ text }) {
      // A line is a question; an empty one is none.
      input.write(`${text.replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ')}\n`);
    },

    async command({ name, options }) {
      const [first = '', ...others] = Object.entries(options).map(([option, value], place) =>
        place === 0 ? value : `${option}:${value}`,
      );
      input.write(`/${[name, first, ...others].join(' ')}\n`);
    },

    async press(_message, label) {
      throw new Error(`Nothing can be pressed in a terminal, and "${label}" was`);
    },

    sent: () => written.map(show),
    files: () => saved ?? filesIn(),
    violations: () => written.flatMap(controlsIn),

    async close() {
      input.end();
      await listening;
      saved ??= filesIn();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const styles = /\u001b\[[\d;]*m/g;
const link = /\u001b\]8;;([^\u0007]*)\u0007([^\u001b]*)\u001b\]8;;\u0007/g;

/** What moves the cursor, writes a title or turns the direction of what follows. */
function controlsIn(message: string): string[] {
  const drawn = message.replace(link, '$2').replace(styles, '');
  return [...drawn.matchAll(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g)].map(
    ([control]) => `A control came through: U+${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function show(message: string, place: number): Shown {
  const links = [...message.matchAll(link)].map(([, url = '', words = '']) => ({ url, words }));
  // Words of the archive that differ from a claim are green.
  const bold = [...message.matchAll(/\u001b\[(?:1|32)m([\s\S]*?)\u001b\[(?:22|39)m/g)].map(([, words = '']) =>
    words.replace(styles, ''),
  );
  const struck = [...message.matchAll(/\u001b\[31m([\s\S]*?)\u001b\[39m/g)].map(([, words = '']) => words);
  const text = message.replace(link, '$2').replace(styles, '');
  return {
    id: String(place),
    channel: 'terminal',
    thread: null,
    seenBy: 'all',
    text,
    notification: text.split('\n\n')[0] ?? '',
    quotations: quotationsIn(text),
    links,
    bold,
    struck,
    buttons: [],
    pings: [],
    previews: false,
    edits: 0,
  };
}

/** Lines behind a bar; a new one begins with its number. */
function quotationsIn(text: string): string[] {
  const quotations: string[][] = [];
  let isOpen = false;
  for (const line of text.split('\n')) {
    const words = /^(\d*)\s*│ ?(.*)$/.exec(line);
    if (words === null) isOpen = false;
    else if (isOpen && words[1] === '') quotations.at(-1)?.push(words[2] ?? '');
    else {
      quotations.push([words[2] ?? '']);
      isOpen = true;
    }
  }
  return quotations.map((lines) => lines.join(' '));
}
