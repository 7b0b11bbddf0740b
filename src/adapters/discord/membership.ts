import { DiscordAPIError } from 'discord.js';
import type { Api } from './api.ts';

/** Unknown guild, member and user; a guild that the bot may not look into. */
const notThere: ReadonlySet<unknown> = new Set([10004, 10007, 10013, 50001]);

/** Asks Discord whether somebody is in a server now. Never rejects. */
export async function lookUpMember(
  api: Pick<Api, 'member'>,
  guild: string,
  user: string,
): Promise<'yes' | 'no' | 'cannot tell'> {
  try {
    await api.member(guild, user);
    return 'yes';
  } catch (error) {
    return error instanceof DiscordAPIError && notThere.has(error.code) ? 'no' : 'cannot tell';
  }
}
