import { createHash } from 'node:crypto';
import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  PermissionFlagsBits,
  type RESTPutAPIApplicationCommandsJSONBody,
} from 'discord.js';
import { type Command, firstWords, type Option } from '../../command.ts';
import { shorten } from './attribution.ts';

type Definition = RESTPutAPIApplicationCommandsJSONBody[number];

/** What the entry in a message's menu is called. */
export const checkMessage = 'Check this quote';
/** Option that every command gets unless it has one of its own: whether only the asker sees the answer. */
export const privateOption = 'private';

const longestDescription = 100;
const mostOptions = 25;
const mostChoices = 25;

/**
 * The commands as Discord shows them: one slash command each, and "Check this quote" on messages where there is a
 * command `check`.
 *
 * @throws {RangeError} when a name is not one that Discord takes
 */
export function commandMenu(commands: readonly Command[]): Definition[] {
  const menu: Definition[] = firstWords(commands).map((word) => {
    const [alone, ...more] = commands.filter(({ name }) => name === word || name.startsWith(`${word} `));
    if (alone === undefined) throw new RangeError(`No command begins with "${word}"`);
    return more.length === 0 && alone.name === word ? slashCommand(alone) : slashGroup(word, [alone, ...more]);
  });
  if (quoteOption(commands) !== null) menu.push({ type: ApplicationCommandType.Message, name: checkMessage });
  return menu;
}

/** The option of `check` that takes the words of a message. */
export function quoteOption(commands: readonly Command[]): string | null {
  const check = commands.find(({ name }) => name === 'check');
  return Object.entries(check?.options ?? {}).find(([, { type }]) => type === 'text')?.[0] ?? null;
}

export function takesPrivately(command: Command): boolean {
  const names = Object.keys(command.options);
  return names.length < mostOptions && !names.includes(privateOption);
}

/** `sources add`, `sources list`: one entry, in which each is a subcommand. */
function slashGroup(word: string, commands: readonly Command[]): Definition {
  const forAdministrators = commands.every(({ administrators }) => administrators);
  return {
    type: ApplicationCommandType.ChatInput,
    name: checkedName(word),
    description: shorten(commands.map(({ name }) => name.slice(word.length + 1)).join(', '), longestDescription),
    options: commands.map((command) => ({
      type: ApplicationCommandOptionType.Subcommand,
      name: checkedName(command.name.slice(word.length + 1)),
      description: shorten(command.summary, longestDescription),
      options: drawOptions(command),
    })),
    default_member_permissions: forAdministrators ? String(PermissionFlagsBits.ManageGuild) : null,
  };
}

function slashCommand(command: Command): Definition {
  return {
    type: ApplicationCommandType.ChatInput,
    name: checkedName(command.name),
    description: shorten(command.summary, longestDescription),
    options: drawOptions(command),
    // Servers may grant it to others; who may use it is checked again when it is used.
    default_member_permissions: command.administrators ? String(PermissionFlagsBits.ManageGuild) : null,
  };
}

function drawOptions(command: Command): APIApplicationCommandBasicOption[] {
  const options = Object.entries(command.options)
    .slice(0, mostOptions)
    .map(([name, option]) => drawOption(name, option));
  // Discord wants required options first; the order is kept otherwise.
  const sorted = [...options.filter(({ required }) => required), ...options.filter(({ required }) => !required)];
  if (takesPrivately(command)) {
    sorted.push({
      type: ApplicationCommandOptionType.Boolean,
      name: privateOption,
      description: 'Show the answer to you alone',
      required: false,
    });
  }
  return sorted;
}

function drawOption(name: string, option: Option): APIApplicationCommandBasicOption {
  const common = {
    name: checkedName(name),
    description: shorten(option.summary, longestDescription),
    required: option.required ?? false,
  };
  if (option.type === 'count') {
    const most = option.max === undefined ? {} : { max_value: option.max };
    return { type: ApplicationCommandOptionType.Integer, ...common, min_value: 1, ...most };
  }
  // What does not fit a menu can still be typed: the command checks it.
  if (option.choices !== undefined && option.choices.length <= mostChoices) {
    const choices = option.choices.map((choice) => ({ name: choice, value: choice }));
    return { type: ApplicationCommandOptionType.String, ...common, choices };
  }
  const suggested = option.suggest === undefined ? {} : { autocomplete: true };
  return { type: ApplicationCommandOptionType.String, ...common, ...suggested };
}

const nameForm = /^[-_'\p{L}\p{N}]{1,32}$/u;

function checkedName(name: string): string {
  if (nameForm.test(name) && name === name.toLowerCase()) return name;
  throw new RangeError(`Expected a name of 1 to 32 lower-case letters, digits, "-" or "_" for Discord, got "${name}"`);
}

/** What of a menu readers can see, as a hash: the same for what we send and for what the API gives back. */
export function menuHash(menu: readonly unknown[]): string {
  const lines = menu.map((command) => JSON.stringify(visible(command, commandDefaults))).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

/** What the API leaves out, or fills in, when it was not given. */
const commandDefaults = {
  type: ApplicationCommandType.ChatInput,
  name: '',
  description: '',
  default_member_permissions: null,
  options: [],
} as const;

const optionDefaults = {
  type: 0,
  name: '',
  description: '',
  required: false,
  autocomplete: false,
  min_value: null,
  max_value: null,
  choices: [],
} as const;

function visible(given: unknown, defaults: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const values = typeof given === 'object' && given !== null ? Object.entries(given) : [];
  const known = new Map<string, unknown>(values.filter(([, value]) => value !== undefined && value !== null));
  return Object.fromEntries(
    Object.entries(defaults).map(([name, fallback]) => {
      const value = known.get(name) ?? fallback;
      if (name === 'options' && Array.isArray(value))
        return [name, value.map((option) => visible(option, { ...optionDefaults, options: [] }))];
      if (name === 'choices' && Array.isArray(value))
        return [name, value.map((choice) => visible(choice, { name: '', value: '' }))];
      return [name, value];
    }),
  );
}
