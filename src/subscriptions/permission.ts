import type { Target } from '../model/chat.ts';
import type { Refused, Subscriber } from '../model/subscriptions.ts';

/** Where something is posted, as people name it. */
export function targetOf(words: string | undefined, by: Subscriber): Target | Refused {
  const { at } = by;
  const named = (words ?? '').trim();
  const direct: Target = { ...at, channel: isDirect(at, by.user) ? at.channel : `@${by.user}`, thread: null };
  if (/^(?:me|dm|direct|direct message)$/i.test(named)) return direct;
  const channel = /^(?:here|this channel|)$/i.test(named) ? at.channel : channelNamed(named, at);
  if (channel === null)
    return refused(`"${named}" is no channel that I can tell: leave it out for this one, say "me", or name its id`);
  if (channel === at.channel && isDirect(at, by.user)) return direct;
  if (!by.administrator)
    return refused(
      'what is posted to a channel is for administrators; with channel:me it comes to you by direct message',
    );
  return { ...at, channel, thread: null };
}

/** `<#C0123|news>`, `#C0123` and `C0123`; `<#456>` and `456`. */
function channelNamed(words: string, { platform }: Target): string | null {
  const id = /^(?:<#|#)?([A-Z0-9]+)(?:\|[^>]*)?>?$/.exec(words)?.[1] ?? null;
  if (platform === 'slack') return id !== null && /^[CG][A-Z0-9]{2,}$/.test(id) ? id : null;
  return id !== null && /^\d{5,}$/.test(id) ? id : null;
}

function isDirect(at: Target, user: string): boolean {
  if (at.platform === 'slack') return at.channel.startsWith('D') || at.channel === user;
  return at.platform === 'console' || at.space === null;
}

/** Whether it is posted to one person alone. */
export function isPersonal(target: Target): boolean {
  return target.channel.startsWith('@') || isDirect(target, '');
}

/** Its owner may change it, and who administers the place that it belongs to, unless it is somebody's own. */
export function mayChange(
  owned: { readonly user: string; readonly plan: { readonly at: Target; readonly target: Target } },
  by: Subscriber,
): boolean {
  const { at, target } = owned.plan;
  if (at.platform !== by.at.platform) return false;
  // Ids of users are Slack's own in each workspace; Discord's are the same everywhere.
  if (owned.user === by.user && (at.platform !== 'slack' || at.space === by.at.space)) return true;
  return by.administrator && !isPersonal(target) && at.space !== null && at.space === by.at.space;
}

export function refused(why: string): Refused {
  return { kind: 'refused', why };
}

/** Digests and follows have a `plan`; a refusal has none. */
export function isRefused<T extends object>(value: T | Refused): value is Refused {
  return 'kind' in value && value.kind === 'refused';
}
