import { createRequire } from 'node:module';
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
import type { Command, Ports, Services } from './command.ts';
import { startCoreThread } from './core-thread.ts';
import { loadSettings } from './load-settings.ts';
import type { Target } from './model/chat.ts';
import type { Scope } from './model/scope.ts';
import type { Askers } from './model/stores.ts';
import type { TerminalPorts } from './ports.ts';
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
  const thread = await startCoreThread({ archive: file });
  const { ports, close } = portsWhenUsed(() => loadPorts().terminalPorts(file, thread.core, settings, signal));
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

const require = createRequire(import.meta.url);

/** By `require`, since commands use them at once. */
function loadPorts(): typeof import('./ports.ts') {
  return require('./ports.ts') as typeof import('./ports.ts');
}

/** Opened when a command first uses one: who only asks uses none, and to load them takes as long as all the rest. */
function portsWhenUsed(open: () => TerminalPorts): TerminalPorts {
  let opened: TerminalPorts | null = null;
  const used = (): Ports => {
    opened ??= open();
    return opened.ports;
  };
  return {
    ports: {
      corrections: {
        correct: (request) => used().corrections.correct(request),
        undo: (request) => used().corrections.undo(request),
        recent: (scope, limit) => used().corrections.recent(scope, limit),
        reported: (scope, space, limit) => used().corrections.reported(scope, space, limit),
      },
      privacy: {
        collect: (platform, user) => used().privacy.collect(platform, user),
        forget: (platform, user) => used().privacy.forget(platform, user),
      },
      sources: () => used().sources(),
      subscriptions: () => used().subscriptions(),
    },
    async close() {
      await opened?.close();
    },
  };
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
