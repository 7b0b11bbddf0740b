import type { APILabelComponent, APIModalInteractionResponseCallbackData, ModalSubmitFields } from 'discord.js';
import type { Form, FormField } from '../../model/chat.ts';
import { shorten } from './attribution.ts';
import { plainLine } from './escape.ts';

const mostFields = 5;
const longestTitle = 45;
const longestLabel = 45;
const longestHint = 100;
const longestValue = 1000;
const longestCustomId = 100;
const mark = 'form';

/** Draws a form as the modal that Discord opens; of many fields it takes five. */
export function renderForm({ command, title, along, fields }: Form): APIModalInteractionResponseCallbackData {
  const customId = [mark, command, String(new URLSearchParams(along))].join('.');
  if (customId.length > longestCustomId)
    throw new RangeError(
      `Expected at most ${longestCustomId} characters to go along with a form, got ${customId.length}`,
    );
  return {
    custom_id: customId,
    title: shorten(plainLine(title), longestTitle),
    components: fields.slice(0, mostFields).map(drawField),
  };
}

function drawField({ option, label, hint, value, choices, required: isRequired }: FormField): APILabelComponent {
  const shown = { type: 18 as const, label: shorten(plainLine(label), longestLabel) };
  if (choices === undefined) {
    return {
      ...shown,
      component: {
        type: 4,
        custom_id: option,
        style: 1,
        required: isRequired === true,
        max_length: longestValue,
        placeholder: shorten(plainLine(hint), longestHint),
        ...(value !== '' && { value: value.slice(0, longestValue) }),
      },
    };
  }
  const options = choices.slice(0, 25).map((choice) => ({
    label: shorten(plainLine(choice), 100),
    value: choice.slice(0, 100),
    default: choice === value,
  }));
  return { ...shown, component: { type: 3, custom_id: option, required: isRequired === true, options } };
}

/** What was filled in, as the command that takes it; `null` for a modal that is none of ours. */
export function readForm(
  customId: string,
  { fields }: Pick<ModalSubmitFields, 'fields'>,
): { readonly name: string; readonly options: Record<string, string> } | null {
  const [kind, name, along = ''] = customId.split('.');
  if (kind !== mark || name === undefined) return null;
  const options = Object.fromEntries(new URLSearchParams(along));
  for (const [option, field] of fields) {
    const value = 'value' in field ? String(field.value ?? '') : 'values' in field ? (field.values[0] ?? '') : '';
    if (value.trim() !== '') options[option] = value.trim();
  }
  return { name, options };
}
