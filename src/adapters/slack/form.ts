import type { InputBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { Form, FormField } from '../../model/chat.ts';
import { plainLabel } from './escape.ts';
import { idOf, type Read, targetOf } from './events.ts';

/** By which a form that was filled in is known. */
export const formId = 'verbatim_form';

/** Slack's limit of `private_metadata`; what goes along is short. */
const longestMetadata = 3000;
const longestText = 2900;

/** Draws a form as the view that Slack opens over the chat. The channel goes along: a view knows of none. */
export function renderForm(
  { command, title, along, fields }: Form,
  place: { readonly channel: string; readonly thread: string | null },
): ModalView {
  const metadata = JSON.stringify({ command, along, ...place });
  if (metadata.length > longestMetadata)
    throw new RangeError(
      `Expected at most ${longestMetadata} characters to go along with a form, got ${metadata.length}`,
    );
  return {
    type: 'modal',
    callback_id: formId,
    private_metadata: metadata,
    title: { type: 'plain_text', text: plainLabel(title, 24) },
    submit: { type: 'plain_text', text: 'Save' },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: fields.slice(0, 50).map(drawField),
  };
}

function drawField({ option, label, hint, value, choices, required }: FormField): InputBlock {
  const common = {
    type: 'input' as const,
    block_id: option,
    optional: required !== true,
    label: { type: 'plain_text' as const, text: plainLabel(label, 45) },
  };
  if (choices === undefined) {
    const initial = value === '' ? {} : { initial_value: value.slice(0, longestText) };
    const placeholder = { type: 'plain_text' as const, text: plainLabel(hint, 100) };
    return { ...common, element: { type: 'plain_text_input', action_id: option, placeholder, ...initial } };
  }
  const options = choices.map((choice) => ({
    text: { type: 'plain_text' as const, text: plainLabel(choice, 75) },
    value: choice.slice(0, 150),
  }));
  const chosen = options.find((choice) => choice.value === value);
  const initial = chosen === undefined ? {} : { initial_option: chosen };
  return { ...common, element: { type: 'static_select', action_id: option, options, ...initial } };
}

const submission = z.object({
  team: z.object({ id: z.string() }).nullish(),
  user: z.object({ id: z.string(), team_id: z.string().optional() }),
  view: z.object({
    id: z.string(),
    hash: z.string().optional(),
    private_metadata: z.string(),
    state: z.object({
      values: z.record(
        z.string(),
        z.record(
          z.string(),
          z.looseObject({
            value: z.string().nullish(),
            selected_option: z.looseObject({ value: z.string() }).nullish(),
          }),
        ),
      ),
    }),
  }),
});

const metadata = z.object({
  command: z.string(),
  along: z.record(z.string(), z.string()),
  channel: z.string(),
  thread: z.string().nullable(),
});

/** Reads a form that was filled in: the command with its options. What was left empty is left out. */
export function readSubmission(body: unknown): Read<'command'> | null {
  const parsed = submission.safeParse(body);
  if (!parsed.success) return null;
  const { team, user, view } = parsed.data;
  const carried = metadata.safeParse(JSON.parse(view.private_metadata || '{}'));
  if (!carried.success) return null;
  const { command, along, channel, thread } = carried.data;
  const filled = Object.entries(view.state.values).flatMap(([option, elements]) => {
    const [element] = Object.values(elements);
    const value = element?.value ?? element?.selected_option?.value ?? '';
    return value.trim() === '' ? [] : [[option, value.trim()] as const];
  });
  return {
    kind: 'command',
    eventId: idOf('form', [view.id, view.hash, user.id]),
    at: targetOf(team?.id ?? user.team_id, channel, thread),
    from: user.id,
    name: command,
    options: { ...along, ...Object.fromEntries(filled) },
    text: null,
    visibility: 'private',
  };
}
