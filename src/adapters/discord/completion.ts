import type { Handlers, OfferedName } from '../../model/chat.ts';
import type { Api } from './api.ts';
import { shorten } from './attribution.ts';
import { plainLine } from './escape.ts';
import { judgeFault } from './faults.ts';
import type { Completion } from './interaction-events.ts';
import type { Log } from './log.ts';

const mostChoices = 25;
const longestChoice = 100;

/** Offers names for what is being typed. It cannot be put off and is worth nothing late: tried once. */
export async function complete(
  { token, suggest, typed, at, from }: Completion,
  handlers: Handlers,
  { api, log }: { readonly api: Api; readonly log: Log },
): Promise<void> {
  const suggestions = await handlers.suggest({ kind: suggest, typed, limit: mostChoices }, at, from);
  try {
    await api.complete(token, drawChoices(suggestions));
  } catch (error) {
    log.debug({ platform: 'discord', why: judgeFault(error).why }, 'Suggestions came too late or were refused');
  }
}

/** "Marco Rubio · 41", which puts the name in. A name that cannot be put in whole is left out. */
export function drawChoices(suggestions: readonly OfferedName[]): { name: string; value: string }[] {
  const choices = new Map<string, { name: string; value: string }>();
  for (const { name, count } of suggestions) {
    const value = plainLine(name);
    if (value === '' || value.length > longestChoice) continue;
    const suffix = count === null ? '' : ` · ${count.toLocaleString('en')}`;
    const label = `${shorten(value, longestChoice - suffix.length)}${suffix}`;
    if (!choices.has(label)) choices.set(label, { name: label, value });
  }
  return [...choices.values()].slice(0, mostChoices);
}
