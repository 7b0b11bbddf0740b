import { type Asker, type Outcome, say } from '../../src/command.ts';
import type { SourceId } from '../../src/model/scope.ts';
import type { Carrier, Holder, Source, SourceStore } from '../../src/model/sources.ts';
import { spaceOf } from '../../src/spaces.ts';

/** Whose sources somebody administers: the terminal's user all, others those of the place where they ask. */
export function holderOf({ at }: Asker): Holder {
  return at.platform === 'console' ? 'all' : spaceOf(at);
}

/** A direct message that belongs to no server has no sources of its own. */
export function elsewhere({ at }: Asker): Outcome | null {
  if (at.platform === 'console' || at.space !== null) return null;
  return say('Sources belong to a server: use this in a channel of the server whose sources you mean.');
}

/** What whoever adds a source has it as: what is added in the terminal is shared by all. */
export function carrierFor({ at, user }: Asker): Omit<Carrier, 'added' | 'paused' | 'group'> {
  const isTerminal = at.platform === 'console';
  return {
    space: spaceOf(at),
    addedBy: isTerminal ? 'terminal' : `${at.platform}:${user}`,
    channel: isTerminal ? null : { ...at, thread: null },
    limits: { keepDays: null, keepArticles: null },
  };
}

/** A source by its number in the list, or by its address or title where only one has it. */
export function sourceNamed(typed: string, store: SourceStore, holder: Holder): Source | null {
  const all = store.list(holder);
  const number = /^#?(\d+)$/.exec(typed.trim())?.[1];
  if (number !== undefined) return all.find(({ id }) => id === (Number(number) as SourceId)) ?? null;
  const wanted = plainAddress(typed).toLowerCase();
  const exact = all.filter(({ address, title }) => [address, title].some((name) => name?.toLowerCase() === wanted));
  const found =
    exact.length > 0 ? exact : all.filter(({ address, title }) => holds(address, wanted) || holds(title, wanted));
  return found.length === 1 ? (found[0] ?? null) : null;
}

function holds(name: string | null, wanted: string): boolean {
  return name?.toLowerCase().includes(wanted) ?? false;
}

export function noSuchSource(typed: string): Outcome {
  return say(`"${typed}" is none of your sources, or several of them. "sources list" tells their numbers.`);
}

/** Slack writes addresses as `<https://example.org|example.org>`. */
export function plainAddress(typed: string): string {
  return /^<([^|>]+)(?:\|[^>]*)?>$/.exec(typed.trim())?.[1] ?? typed.trim();
}

export function nameOf({ id, title, address }: Source): string {
  return `${id}: ${title ?? address}`;
}
