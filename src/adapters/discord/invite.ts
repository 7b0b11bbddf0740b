/** What the bot asks for, by what it does with it. Bits: https://discord.com/developers/docs/topics/permissions */
export const botPermissions = {
  /** See where it is asked. */
  viewChannel: 1n << 10n,
  /** Answer, digests. */
  sendMessages: 1n << 11n,
  /** Answer in threads. */
  sendMessagesInThreads: 1n << 38n,
  /** Open a thread below a question. */
  createPublicThreads: 1n << 35n,
  /** Look whether an answer has been sent already. */
  readMessageHistory: 1n << 16n,
  /** Answers that are too long for a message. */
  embedLinks: 1n << 14n,
  /** Exports. */
  attachFiles: 1n << 15n,
  /** The eyes on a question that takes longer. */
  addReactions: 1n << 6n,
} as const;

/** The address by which somebody who may manage a server invites the bot into it. Never asks for Administrator. */
export function discordInvite(applicationId: string): string {
  let mask = 0n;
  for (const bit of Object.values(botPermissions)) mask |= bit;
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: 'bot applications.commands',
    permissions: String(mask),
  });
  return `https://discord.com/oauth2/authorize?${query}`;
}
