import Fuse from 'fuse.js';
import { type Command, findCommand, firstWords, menuLines, readLine } from '../command.ts';
import type { Incoming, Notice } from '../model/chat.ts';
import type { Asked, Stores } from '../model/stores.ts';
import { pageSize } from '../reply-buttons.ts';
import { notice } from './notices.ts';

type Options = Readonly<Record<string, string | number | boolean>>;

/** A command with all it takes to run it, now or when a button asks for its next page. */
export interface Call {
  readonly command: Command;
  readonly options: Options;
  readonly previous: Asked | null;
  readonly offset: number;
}

/** Reads what people type and send as calls of commands. */
export interface Calls {
  /** A question as typed: an offer by its number, "more", a command line, or words for the archive. */
  ofQuestion(event: Incoming & { kind: 'question' }): Call | Notice;
  ofCommand(event: Incoming & { kind: 'command' }): Call | Notice;
  /** One that stands for itself, whatever was said before. */
  of(command: string, options: Options): Call;
  /** What was asked before, once more. */
  again(asked: Asked): Call;
  /** `null` where none has the name. */
  command(name: string): Command | null;
}

export interface CallsOptions {
  readonly commands: readonly Command[];
  /** What only buttons call; no menu lists them. */
  readonly buttonCommands: readonly Command[];
  readonly stores: Pick<Stores, 'conversations' | 'asked'>;
  readonly now: () => Date;
}

/** Said to a bot to see whether it is there; no article holds the answer. */
const greeting =
  /^(?:hi|hello|hey|hallo|good (?:morning|afternoon|evening)|thanks|thank you|ping|test)(?: there| verbatim| all)?[\s!.?]*$/i;

export function createCalls({ commands, buttonCommands, stores, now }: CallsOptions): Calls {
  const byName = new Map([...commands, ...buttonCommands].map((command) => [command.name, command]));

  function of(name: string, options: Options): Call {
    const command = byName.get(name);
    if (!command) throw new Error(`The command "${name}" is not among those that were wired`);
    return { command, options, previous: null, offset: 0 };
  }

  function again(asked: Asked): Call {
    const previous = asked.previous === null ? null : { ...asked, understood: asked.previous };
    return { ...of(asked.command, asked.options), previous, offset: asked.offset };
  }

  function lastOf({ at, from }: Incoming): Asked | null {
    const id = stores.conversations.last(at, from.user, now());
    return id === null ? null : stores.asked.find(id);
  }

  return {
    of,
    again,
    command: (name) => byName.get(name) ?? null,

    ofQuestion(event) {
      const text = event.text.trim();
      const last = lastOf(event);
      if (text === '' || greeting.test(text)) return of('help', {});
      const offer = /^\d$/.test(text) ? last?.offers[Number(text) - 1] : undefined;
      if (offer !== undefined) return of('ask', { question: offer });
      if (last && /^(?:more|next)[.!?]*$/i.test(text)) return { ...again(last), offset: last.offset + pageSize };
      if (last && /^back[.!?]*$/i.test(text)) return { ...again(last), offset: Math.max(0, last.offset - pageSize) };
      const found = findCommand(commands, text);
      if (!('command' in found)) {
        if (text.startsWith('/') || (found.length > 0 && !/\s/.test(text))) return unknown(text, found, commands);
      } else if (text.startsWith('/') || isCommandLine(found)) {
        // "check" and "quotes" are also plain words: they are commands with a slash, or where they stand as in a command line.
        return { command: found.command, options: readLine(found.command, found.rest), previous: last, offset: 0 };
      }
      return { ...of('ask', { question: text }), previous: last };
    },

    ofCommand(event) {
      const line = event.text === null ? event.name : `${event.name} ${event.text}`;
      const found = findCommand(commands, line);
      if (!('command' in found)) return unknown(line, found, commands);
      const options = event.text === null ? event.options : readLine(found.command, found.rest);
      return { command: found.command, options, previous: lastOf(event), offset: 0 };
    },
  };
}

/** "check", "check “...”" and "quotes Rubio about:Iran" are commands; "check your sources, what did he say" is none. */
function isCommandLine({ command, rest }: { readonly command: Command; readonly rest: string }): boolean {
  if (command.name.includes(' ')) return true;
  const words = rest.split(/\s+/).filter((word) => word !== '');
  const quoted = /^[\s"'“‘«„″]/u.test(rest);
  return (
    words.length === 0 ||
    quoted ||
    Object.keys(command.options).some((name) => rest.includes(`${name}:`)) ||
    words.length <= 3
  );
}

/** @param near commands whose names begin with the same word */
function unknown(line: string, near: readonly Command[], commands: readonly Command[]): Notice {
  const word = line.trim().replace(/^\//, '').split(/\s/)[0] ?? '';
  const list = (some: readonly Command[]) => some.map(({ name, summary }) => `${name}: ${summary}`);
  if (near.length > 0) return notice(`"${word}" takes one more word.`, [{ title: null, lines: list(near) }]);
  const [nearest] = new Fuse(firstWords(commands), { threshold: 0.4 }).search(word, { limit: 1 });
  const remedy = nearest === undefined ? '' : ` Did you mean "${nearest.item}"?`;
  return notice(`There is no command "${word}".${remedy}`, [{ title: 'Commands', lines: menuLines(commands) }]);
}
