import { LRUCache } from 'lru-cache';
import type { Adapter, Platform, Target } from './model/chat.ts';
import type { Scope, Space } from './model/scope.ts';
import type { SourceStore } from './model/sources.ts';

/** A membership that was looked up is believed for so long: who left a server must not go on asking it. */
const believedForMs = 5 * 60_000;
const mostBelieved = 5_000;

/** The workspace or server of a place; `null` in a direct message on Discord and in the terminal. */
export function spaceOf({ platform, space }: Pick<Target, 'platform' | 'space'>): Space | null {
  return space === null ? null : (`${platform}:${space}` as Space);
}

interface ScopesOptions {
  readonly sources: Pick<SourceStore, 'scopeOf' | 'chosenSpace'>;
  readonly adapters: ReadonlyMap<Platform, Adapter>;
}

/**
 * Whose sources somebody may ask: the terminal all; in a space what it has and what is shared; in a direct message that
 * belongs to no space what is shared, and what the server has that its user chose, as long as they are in it.
 */
export function createScopes({ sources, adapters }: ScopesOptions): (at: Target, user: string) => Promise<Scope> {
  const members = new LRUCache<string, boolean>({ max: mostBelieved, ttl: believedForMs });

  async function isMember(platform: Platform, space: Space, user: string): Promise<boolean> {
    const key = `${space}/${user}`;
    const known = members.get(key);
    if (known !== undefined) return known;
    const id = space.slice(platform.length + 1);
    // What cannot be told is no: it may be told the next time.
    const told = (await adapters.get(platform)?.isMember?.(id, user)) ?? 'cannot tell';
    if (told !== 'cannot tell') members.set(key, told === 'yes');
    return told === 'yes';
  }

  return async (at, user) => {
    if (at.platform === 'console') return { sources: 'all' };
    const space = spaceOf(at);
    if (space !== null) return sources.scopeOf(space);
    const chosen = sources.chosenSpace(at.platform, user);
    const isTheirs = chosen !== null && (await isMember(at.platform, chosen, user));
    return sources.scopeOf(isTheirs ? chosen : null);
  };
}
