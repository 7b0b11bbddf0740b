import { PermissionsBitField } from 'discord.js';
import { z } from 'zod';
import { botPermissions } from './invite.ts';

/** What of a channel decides who may do what there. https://discord.com/developers/docs/topics/permissions */
export const channelShape = z.object({
  type: z.number(),
  guild_id: z.string().optional(),
  parent_id: z.string().nullish(),
  permission_overwrites: z
    .array(z.object({ id: z.string(), allow: z.string(), deny: z.string() }))
    .optional()
    .catch(undefined),
});
export const rolesShape = z.array(z.object({ id: z.string(), permissions: z.string() }));
export const memberShape = z.object({ user: z.object({ id: z.string() }), roles: z.array(z.string()) });

export type ChannelShape = z.infer<typeof channelShape>;

interface Standing {
  /** Whose overwrites count: of a thread the channel that it belongs to. */
  readonly channel: ChannelShape;
  readonly guild: string;
  readonly roles: z.infer<typeof rolesShape>;
  readonly member: z.infer<typeof memberShape>;
}

const threadTypes = new Set([10, 11, 12]);

export function isThread({ type }: ChannelShape): boolean {
  return threadTypes.has(type);
}

/** Discord's names of what the bot asks for and may not do in this channel: "SendMessages". */
export function missingPermissions(standing: Standing): string[] {
  const granted = new PermissionsBitField(grantedIn(standing));
  const asked = Object.values(botPermissions).reduce((mask, bit) => mask | bit, 0n);
  return granted.missing(asked);
}

/** Everyone's, then those of the roles, then the member's own; in each step what is denied goes before what is allowed. */
function grantedIn({ channel, guild, roles, member }: Standing): bigint {
  const own = new Set(member.roles);
  const base = roles
    .filter(({ id }) => id === guild || own.has(id))
    .reduce((mask, { permissions }) => mask | BigInt(permissions), 0n);
  if ((base & PermissionsBitField.Flags.Administrator) !== 0n) return PermissionsBitField.All;
  const overwrites = channel.permission_overwrites ?? [];
  const steps = [
    overwrites.filter(({ id }) => id === guild),
    overwrites.filter(({ id }) => own.has(id)),
    overwrites.filter(({ id }) => id === member.user.id),
  ];
  return steps.reduce((mask, step) => {
    const denied = step.reduce((all, { deny }) => all | BigInt(deny), 0n);
    const allowed = step.reduce((all, { allow }) => all | BigInt(allow), 0n);
    return (mask & ~denied) | allowed;
  }, base);
}
