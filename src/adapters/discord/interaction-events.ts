import {
  ApplicationCommandOptionType,
  type AutocompleteInteraction,
  type BaseInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  type Message,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
} from 'discord.js';
import type { Command, Option } from '../../command.ts';
import type { Incoming, Person, Target } from '../../model/chat.ts';
import type { Token } from './api.ts';
import { placeOf } from './events.ts';
import { readForm } from './form.ts';
import type { Asked } from './interactions.ts';
import { checkMessage, privateOption, quoteOption, takesPrivately } from './menu.ts';
import { deliveryMark } from './render.ts';

/** Somebody types into an option that names are offered for. */
export interface Completion {
  readonly kind: 'completion';
  readonly token: Token;
  readonly suggest: NonNullable<Option['suggest']>;
  readonly typed: string;
  readonly at: Target;
  readonly from: Person;
}

/** Reads an interaction; `null` when it is none of ours. */
export function readInteraction(
  interaction: Interaction,
  commands: readonly Command[],
  received: Date,
): ({ readonly kind: 'asked' } & Asked) | Completion | null {
  if (interaction.isAutocomplete()) return readCompletion(interaction, commands);
  const event = readEvent(interaction, commands);
  if (event === null) return null;
  const button = interaction.isButton() ? splitButton(interaction.customId) : null;
  return {
    kind: 'asked',
    token: tokenOf(interaction),
    received,
    event,
    channel: interaction.channelId ?? event.at.channel,
    isEphemeral: interaction.isButton() && interaction.message.flags.has(MessageFlags.Ephemeral),
    delivery: button?.delivery ?? null,
  };
}

function readEvent(interaction: Interaction, commands: readonly Command[]): Asked['event'] | null {
  if (interaction.isChatInputCommand()) return readCommand(interaction, commands);
  if (interaction.isMessageContextMenuCommand()) return readMessageCommand(interaction, commands);
  if (interaction.isModalSubmit()) return readSubmission(interaction);
  return interaction.isButton() ? readButton(interaction) : null;
}

/** A form that was filled in: what it sets is shown to who filled it in. */
function readSubmission(interaction: ModalSubmitInteraction): (Incoming & { kind: 'command' }) | null {
  const read = readForm(interaction.customId, interaction.fields);
  if (read === null) return null;
  return { kind: 'command', ...common(interaction), ...read, text: null, visibility: 'private' };
}

function readCommand(
  interaction: ChatInputCommandInteraction,
  commands: readonly Command[],
): (Incoming & { kind: 'command' }) | null {
  const name = nameOf(interaction);
  const command = commands.find((candidate) => candidate.name === name);
  const choosesPrivacy = command !== undefined && takesPrivately(command);
  const options: Record<string, string | number | boolean> = {};
  let isPrivate = false;
  const [only] = interaction.options.data;
  const isGroup = only?.type === ApplicationCommandOptionType.Subcommand;
  for (const { name: option, value } of isGroup ? (only.options ?? []) : interaction.options.data) {
    if (choosesPrivacy && option === privateOption) isPrivate = value === true;
    else if (value !== undefined) options[option] = value;
  }
  return {
    kind: 'command',
    ...common(interaction),
    name,
    options,
    text: null,
    visibility: isPrivate ? 'private' : 'public',
  };
}

/** `sources add` where `add` is a subcommand of `sources`. */
function nameOf({ commandName, options }: ChatInputCommandInteraction | AutocompleteInteraction): string {
  const subcommand = options.getSubcommand(false);
  return subcommand === null ? commandName : `${commandName} ${subcommand}`;
}

/** The words of a message, to be checked: only the asker sees the verdict, and can share it. */
function readMessageCommand(
  interaction: MessageContextMenuCommandInteraction,
  commands: readonly Command[],
): (Incoming & { kind: 'command' }) | null {
  const option = quoteOption(commands);
  if (option === null || interaction.commandName !== checkMessage) return null;
  return {
    kind: 'command',
    ...common(interaction),
    name: 'check',
    options: { [option]: wordsOf(interaction.targetMessage) },
    text: null,
    visibility: 'private',
  };
}

/** Bots often write into embeds only. */
function wordsOf({ content, embeds }: Message): string {
  if (content.trim() !== '') return content;
  return embeds
    .flatMap(({ title, description }) => [title, description])
    .filter((text) => text !== null)
    .join('\n');
}

function readButton(interaction: ButtonInteraction): Incoming & { kind: 'button' } {
  return {
    kind: 'button',
    ...common(interaction),
    button: splitButton(interaction.customId).id,
    message: interaction.message.id,
    privately: interaction.message.flags.has(MessageFlags.Ephemeral) || interaction.guildId === null,
  };
}

function splitButton(customId: string): { id: string; delivery: string | null } {
  const mark = customId.lastIndexOf(deliveryMark);
  return mark < 0
    ? { id: customId, delivery: null }
    : { id: customId.slice(0, mark), delivery: customId.slice(mark + 1) };
}

function readCompletion(interaction: AutocompleteInteraction, commands: readonly Command[]): Completion | null {
  const { name, value } = interaction.options.getFocused(true);
  const asked = nameOf(interaction);
  const suggest = commands.find((command) => command.name === asked)?.options[name]?.suggest;
  if (suggest === undefined) return null;
  const { at, from } = common(interaction);
  return { kind: 'completion', token: tokenOf(interaction), suggest, typed: value, at, from };
}

function common(interaction: BaseInteraction): { eventId: string; at: Target; from: Person } {
  return {
    eventId: interaction.id,
    at: placeOf(interaction.channel, interaction.channelId ?? '', interaction.guildId),
    from: {
      user: interaction.user.id,
      zone: null,
      administrator: interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false,
    },
  };
}

function tokenOf({ id, token, applicationId }: BaseInteraction): Token {
  return { id, token, application: applicationId };
}
