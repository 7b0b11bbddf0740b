import { ask } from '../commands/ask.ts';
import { check } from '../commands/check.ts';
import { compare } from '../commands/compare.ts';
import { context } from '../commands/context.ts';
import { correct } from '../commands/correct.ts';
import { digestButtonCommands, digestCommands } from '../commands/digest.ts';
import { followButtonCommands, followCommands } from '../commands/follow.ts';
import { help } from '../commands/help.ts';
import { privacy } from '../commands/privacy.ts';
import { quotes } from '../commands/quotes.ts';
import { sources as sourceCommands } from '../commands/sources.ts';
import { space } from '../commands/space.ts';
import { status } from '../commands/status.ts';
import { timeline } from '../commands/timeline.ts';
import { zone as zoneCommand } from '../commands/zone.ts';
import type { Screen } from './adapters/console/render.ts';
import type { Command, Services } from './command.ts';
import { startCoreThread } from './core-thread.ts';
import { loadSettings } from './load-settings.ts';
import type { Target } from './model/chat.ts';
import type { Scope } from './model/scope.ts';
import type { Askers } from './model/stores.ts';
import type { Settings } from './settings.ts';

/** All commands, in the order in which help lists them. */
export const commands: readonly Command[] = [
  ask,
  quotes,
  check,
  compare,
  timeline,
  context,
  correct,
  zoneCommand,
  ...sourceCommands,
  space,
  ...privacy,
  ...digestCommands,
  ...followCommands,
  status,
  help,
];

/** What only buttons call. */
export const buttonCommands: readonly Command[] = [...digestButtonCommands, ...followButtonCommands];

const terminal: Target = { platform: 'console', space: null, channel: 'terminal', thread: null };

/** The terminal sees all. */
export const everything: Scope = { sources: 'all' };

/** One command remembers nothing of its user. */
const forgetful: Askers = { zone: () => null, setZone() {}, spaceZone: () => null, setSpaceZone() {} };

/** Opens the query core over an archive for as long as `use` runs, which is handed services of its own for each call. */
export async function withServices<T>(
  file: string,
  limit: number,
  use: (services: () => Services) => Promise<T>,
  signal: AbortSignal = new AbortController().signal,
): Promise<T> {
  const settings = loadSettings();
  const { zone } = settings;
  // What few commands use is loaded while the thread opens the archive.
  const [thread, { terminalPorts }] = await Promise.all([startCoreThread({ archive: file }), import('./ports.ts')]);
  const { ports, close } = terminalPorts(file, thread.core, settings, signal);
  try {
    return await use(() => ({
      ...ports,
      core: thread.core,
      askers: forgetful,
      asker: { scope: everything, at: terminal, user: 'terminal', zone, administrator: true, operator: true },
      now: new Date(),
      page: { limit, offset: 0 },
      shown: [],
      commands,
    }));
  } finally {
    await close();
    await thread.close();
  }
}

/** How wide the terminal is, whether it has colour, and in which zone its user reads dates. */
export function screenOf(output: NodeJS.WriteStream, settings: Settings): Screen {
  return {
    columns: output.columns ?? 100,
    // FORCE_COLOR and NO_COLOR are what people set to overrule the guess.
    colour: output.isTTY ? output.hasColors() : process.env.FORCE_COLOR === '1',
    zone: settings.zone,
    now: new Date(),
  };
}
