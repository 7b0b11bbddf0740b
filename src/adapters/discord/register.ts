import type { Command } from '../../command.ts';
import { type Api, openApi } from './api.ts';
import { commandMenu, menuHash } from './menu.ts';

interface RegisterOptions {
  readonly token: string;
  /** None takes all commands away. */
  readonly commands: readonly Command[];
  /** A server in which they are there at once, or `null` for all servers and direct messages. */
  readonly guild: string | null;
  /** Base of the REST API; Discord's when absent. */
  readonly api?: string;
}

/** What a registration did. `commands` counts slash commands and entries of the message menu. */
export interface Registered {
  readonly kind: 'changed' | 'unchanged';
  readonly commands: number;
}

/**
 * Registers the commands with Discord, if they differ from what it has.
 *
 * @throws {DiscordAPIError} 50001 when the bot was invited without the scope `applications.commands`
 */
export async function registerCommands({ token, commands, guild, api }: RegisterOptions): Promise<Registered> {
  const opened = openApi({ token, requestMs: 15_000, ...(api !== undefined && { api }) });
  return registerWith(opened, await opened.application(), commands, guild);
}

export async function registerWith(
  api: Api,
  application: string,
  commands: readonly Command[],
  guild: string | null,
): Promise<Registered> {
  const menu = commandMenu(commands);
  // A registration counts against a daily limit of 200, and every start would spend one.
  if (menuHash(menu) === menuHash(await api.commands(application, guild))) {
    return { kind: 'unchanged', commands: menu.length };
  }
  await api.putCommands(application, guild, menu);
  return { kind: 'changed', commands: menu.length };
}
