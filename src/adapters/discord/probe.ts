import { ApplicationFlagsBitField, REST, Routes } from 'discord.js';
import { z } from 'zod';
import { codes, judgeFault, remedyFor } from './faults.ts';
import {
  type ChannelShape,
  channelShape,
  isThread,
  memberShape,
  missingPermissions,
  rolesShape,
} from './missing-permissions.ts';

interface ProbeOptions {
  readonly token: string;
  /** Whether the Message Content intent is going to be asked for. */
  readonly messageContent: boolean;
  /** Channels that the bot shall be able to post to. */
  readonly channels: readonly string[];
  readonly api?: string;
  readonly timeoutMs?: number;
}

/** Discord's own code and word for what is wrong, and what to do about it. */
interface DiscordFault {
  readonly why: string;
  readonly remedy: string | null;
}

/** How it stands with Discord, for `doctor`. */
export interface DiscordProbe {
  readonly application: { readonly id: string; readonly name: string } | DiscordFault;
  /** `null` where the intent is not asked for, or the application could not be read. */
  readonly messageContent: 'on' | DiscordFault | null;
  readonly channels: readonly { readonly channel: string; readonly state: 'seen' | DiscordFault }[];
}

const application = z.object({ id: z.string(), name: z.string().catch(''), flags: z.number().optional() });

const intentSwitch: DiscordFault = {
  why: 'Used disallowed intents',
  remedy:
    'discord.com/developers/applications > your application > Bot > Privileged Gateway Intents > Message Content Intent: switch it on, or take DISCORD_MESSAGE_CONTENT away',
};

/** Tries what the adapter will need, and changes nothing: no message is posted and no session opened. */
export async function probeDiscord({
  token,
  messageContent,
  channels,
  api,
  timeoutMs,
}: ProbeOptions): Promise<DiscordProbe> {
  const rest = new REST({ version: '10', timeout: timeoutMs ?? 10_000, retries: 0, ...(api !== undefined && { api }) });
  rest.setToken(token);
  const found = await attempt(async () => application.parse(await rest.get(Routes.currentApplication())));
  return {
    application: 'why' in found ? found : { id: found.id, name: found.name },
    messageContent: !messageContent || 'why' in found ? null : intentOf(found.flags ?? 0),
    channels: await Promise.all(
      channels.map(async (channel) => ({ channel, state: await stateOfChannel(rest, channel) })),
    ),
  };
}

async function stateOfChannel(rest: REST, id: string): Promise<'seen' | DiscordFault> {
  const channel = await attempt(() => readChannel(rest, id));
  if ('why' in channel) return channel;
  const { guild_id: guild } = channel;
  if (guild === undefined) return 'seen';
  const missing = await attempt(() => missingIn(rest, channel, guild));
  // Where permissions cannot be looked up, posting shows them.
  if ('why' in missing || missing.length === 0) return 'seen';
  const why = `${codes.missingPermissions} Missing Permissions: ${missing.map(inWords).join(', ')}`;
  return { why, remedy: remedyFor(why) };
}

async function missingIn(rest: REST, channel: ChannelShape, guild: string): Promise<string[]> {
  const { id } = z.object({ id: z.string() }).parse(await rest.get(Routes.user()));
  const [roles, member, parent] = await Promise.all([
    rest.get(Routes.guildRoles(guild)),
    rest.get(Routes.guildMember(guild, id)),
    isThread(channel) && channel.parent_id ? readChannel(rest, channel.parent_id) : channel,
  ]);
  return missingPermissions({
    channel: parent,
    guild,
    roles: rolesShape.parse(roles),
    member: memberShape.parse(member),
  });
}

async function readChannel(rest: REST, id: string): Promise<ChannelShape> {
  return channelShape.parse(await rest.get(Routes.channel(id)));
}

/** "SendMessages" as Discord's settings have it. */
function inWords(permission: string): string {
  return permission.replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
}

/** Either flag means that the switch is on: the limited one stands for bots in few servers. */
function intentOf(flags: number): 'on' | DiscordFault {
  const { GatewayMessageContent, GatewayMessageContentLimited } = ApplicationFlagsBitField.Flags;
  return (flags & (GatewayMessageContent | GatewayMessageContentLimited)) === 0 ? intentSwitch : 'on';
}

async function attempt<T extends object>(request: () => Promise<T>): Promise<T | DiscordFault> {
  try {
    return await request();
  } catch (error) {
    const { why } = judgeFault(error);
    return { why, remedy: remedyFor(why) };
  }
}
