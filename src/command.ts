import type { Answer, Understood } from './model/answer.ts';
import type { Attachment, Bulletin, Button, Form, Notice, Target, Visibility } from './model/chat.ts';
import type { Core } from './model/core.ts';
import type { Corrections } from './model/corrections.ts';
import type { PersonalData } from './model/privacy.ts';
import type { Scope } from './model/scope.ts';
import type { SourceDesk } from './model/sources.ts';
import type { Askers } from './model/stores.ts';
import type { Subscriptions } from './model/subscriptions.ts';

/** One option of a command. Help texts, slash menus and the parser of typed lines are made from it. */
export interface Option {
  /** `text`: words; `count`: a whole number; `choice`: one of `choices`. */
  readonly type: 'text' | 'count' | 'choice';
  /** At most 100 characters (Discord). */
  readonly summary: string;
  readonly required?: true;
  readonly choices?: readonly string[];
  readonly default?: number;
  readonly max?: number;
  /** Which names autocomplete offers. */
  readonly suggest?: 'speaker' | 'outlet' | 'topic' | 'zone';
}

type Value<O extends Option> = O['type'] extends 'count' ? number : string;
type IsPresent<O extends Option> = O extends { required: true } | { default: number } ? true : false;

/** What `run` is handed: required options and those with a default are always there. */
type Values<O extends Record<string, Option>> = {
  readonly [K in keyof O as IsPresent<O[K]> extends true ? K : never]: Value<O[K]>;
} & {
  readonly [K in keyof O as IsPresent<O[K]> extends true ? never : K]?: Value<O[K]>;
};

/** Who asks, as far as a command needs to know. */
export interface Asker {
  readonly scope: Scope;
  /** Where it was asked; an answer that is to be repeated there goes there. */
  readonly at: Target;
  /** The platform's id of the person; `terminal` in the terminal. */
  readonly user: string;
  /** IANA zone in which dates are read and shown. */
  readonly zone: string;
  readonly administrator: boolean;
  /** Administers all spaces: the terminal, and who is named in VERBATIM_ADMINS. */
  readonly operator: boolean;
}

/** What commands may use besides the query core. */
export interface Ports {
  readonly corrections: Corrections;
  /** Opened when they are first used. */
  readonly subscriptions: () => Subscriptions;
  readonly privacy: PersonalData;
  /** Opened when it is first needed. */
  readonly sources: () => Promise<SourceDesk>;
}

/** What a command may use; filled by `app.ts`. */
export interface Services extends Ports {
  readonly core: Core;
  readonly askers: Askers;
  readonly asker: Asker;
  readonly now: Date;
  /** Items on a page, and items to pass over: 3 on screens, 10 in JSON. */
  readonly page: { readonly limit: number; readonly offset: number };
  /** What was understood before in this conversation. */
  readonly previous?: Understood;
  /** The items last shown in this conversation, so that "context 2" has a meaning. */
  readonly shown: readonly string[];
  /** All commands, for help. */
  readonly commands: readonly Command[];
}

/** What a command gives back: the body, and how it differs from a public message without buttons. */
export interface Outcome {
  readonly body: Answer | Notice | Bulletin | Form;
  /** Asked for privately whatever the asker chose: context, settings. */
  readonly visibility?: Visibility;
  readonly buttons?: readonly Button[];
  readonly file?: Attachment;
  /** It could not be done, as the body tells: a shell gets 1. Finding nothing is no failure. */
  readonly failed?: true;
}

/** Words to the asker alone: what was done, what stands in the way, or what there is. */
export function say(lead: string, lines: readonly string[] = []): Outcome {
  return sayInSections(lead, lines.length === 0 ? [] : [{ title: null, lines }]);
}

export function sayInSections(lead: string, sections: Notice['sections']): Outcome {
  return { body: { kind: 'notice', lead, sections }, visibility: 'private' };
}

export interface Command {
  /** One word, or two where several commands share the first: `sources add`. */
  readonly name: string;
  /** At most 100 characters; a question or an order, without a full stop where it is a question. */
  readonly summary: string;
  readonly administrators?: true;
  readonly options: Readonly<Record<string, Option>>;
  run(options: Readonly<Record<string, string | number>>, services: Services): Promise<Outcome>;
}

interface Definition<O extends Record<string, Option>> {
  readonly name: string;
  readonly summary: string;
  readonly administrators?: true;
  readonly options: O;
  run(options: Values<O>, services: Services): Promise<Outcome>;
}

/** Defines a command. Its `run` is reached only with options that `readOptions` has accepted. */
export function defineCommand<const O extends Record<string, Option>>(definition: Definition<O>): Command {
  return {
    ...definition,
    run: (options, services) => definition.run(readOptions(definition, options) as Values<O>, services),
  };
}

/** A command that was called with options it does not take. The message says what it takes. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * Checks options against their definition and fills in defaults.
 *
 * @throws {UsageError} on a missing or unknown option, a number out of range, or a word that is no choice
 */
export function readOptions(
  command: { readonly name: string; readonly options: Readonly<Record<string, Option>> },
  given: Readonly<Record<string, string | number | boolean>>,
): Record<string, string | number> {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(command.options, name));
  if (unknown !== undefined) {
    throw new UsageError(`"${command.name}" has no option "${unknown}". It takes: ${usage(command)}`);
  }
  const values: Record<string, string | number> = {};
  for (const [name, option] of Object.entries(command.options)) {
    const value = readValue(command, name, option, given[name]);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

function readValue(
  command: { readonly name: string; readonly options: Readonly<Record<string, Option>> },
  name: string,
  option: Option,
  given: string | number | boolean | undefined,
): string | number | undefined {
  const missing = given === undefined || (typeof given === 'string' && given.trim() === '');
  if (missing) {
    if (option.required) throw new UsageError(`"${command.name}" needs ${name} (${option.summary}): ${usage(command)}`);
    return option.default;
  }
  if (option.type === 'count') {
    const count = Number(given);
    const max = option.max ?? Number.MAX_SAFE_INTEGER;
    if (!Number.isInteger(count) || count < 1 || count > max) {
      throw new UsageError(`"${name}" of "${command.name}" is a whole number from 1 to ${max}, not "${given}"`);
    }
    return count;
  }
  const text = String(given).trim();
  if (option.type === 'choice' && !option.choices?.includes(text)) {
    throw new UsageError(`"${name}" of "${command.name}" is one of ${option.choices?.join(', ')}, not "${text}"`);
  }
  return text;
}

/** A typed line, the command it names, and what stands behind the name. */
interface Named {
  readonly command: Command;
  readonly rest: string;
}

/**
 * The command that a line begins with; the longer name wins. Where the first word is only the first of several
 * commands' names (`sources`), these commands; an empty list where it names none.
 */
export function findCommand(commands: readonly Command[], line: string): Named | readonly Command[] {
  const words = line.trim().replace(/^\//, '');
  const [, first = '', second = ''] = /^(\S*)\s*(\S*)/.exec(words.toLowerCase()) ?? [];
  const named = (name: string) => commands.find((command) => command.name === name);
  const two = named(`${first} ${second}`);
  if (two !== undefined) return { command: two, rest: words.replace(/^\S+\s+\S+\s*/, '') };
  const one = named(first);
  if (one !== undefined) return { command: one, rest: words.replace(/^\S+\s*/, '') };
  return first === '' ? [] : commands.filter(({ name }) => name.startsWith(`${first} `));
}

/** First words of the names: what a platform's menu lists. */
export function firstWords(commands: readonly Pick<Command, 'name'>[]): string[] {
  return [...new Set(commands.map(({ name }) => name.split(' ')[0] ?? name))];
}

/** A line each for a list of commands; those that share their first word are one. */
export function menuLines(commands: readonly Pick<Command, 'name' | 'summary'>[]): string[] {
  return firstWords(commands).map((word) => {
    const alone = commands.find(({ name }) => name === word);
    const more = commands.flatMap(({ name }) => (name.startsWith(`${word} `) ? [name.slice(word.length + 1)] : []));
    return [`${word}:`, alone?.summary, more.join(', ')].filter((part) => part !== undefined && part !== '').join(' ');
  });
}

/** `quotes <speaker> [about:...] [since:...]` */
export function usage(command: { readonly name: string; readonly options: Readonly<Record<string, Option>> }): string {
  const words = Object.entries(command.options).map(([name, option]) =>
    option.required ? `<${name}>` : option.choices ? `[${name}:${option.choices.join('|')}]` : `[${name}:...]`,
  );
  return [command.name, ...words].join(' ');
}

const optionMark = /(?:^|\s)(?:--(?<long>[\p{L}\p{N}_-]+)(?:[ =]|$)|(?<short>[\p{L}\p{N}_-]+):(?!\/\/))/gu;

/**
 * Reads a typed line into options: `Rubio about:Iran since: last week`, `Rubio --about Iran`. What stands before the
 * first option goes to the first one of the command. A word with a colon that is no option of the command stays text.
 */
export function readLine(command: Command, line: string): Record<string, string> {
  const names = Object.keys(command.options);
  const marks = [...line.matchAll(optionMark)]
    .map((match) => ({ name: match.groups?.long ?? match.groups?.short ?? '', match }))
    .filter(({ name, match }) => names.includes(name) || match.groups?.long !== undefined);
  const given: Record<string, string> = {};
  const first = names[0];
  const head = line.slice(0, marks[0]?.match.index ?? line.length).trim();
  if (first !== undefined && head !== '') given[first] = head;
  marks.forEach(({ name, match }, place) => {
    given[name] = line.slice(match.index + match[0].length, marks[place + 1]?.match.index ?? line.length).trim();
  });
  return given;
}
