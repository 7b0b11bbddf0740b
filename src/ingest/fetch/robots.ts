import { LRUCache } from 'lru-cache';
import robotsParser from 'robots-parser';
import type { FetchFailure } from '../../model/feeds.ts';
import { failure } from './failure.ts';
import type { Fetched, Fetcher } from './fetcher.ts';

/** What the robots.txt of a host says of one page. */
type Permission =
  | { readonly kind: 'allowed'; readonly crawlDelaySeconds: number | null }
  | { readonly kind: 'refused'; readonly failure: FetchFailure };

/** Asks and keeps the robots.txt of hosts. */
export interface Robots {
  permits(address: string, now: Date): Promise<Permission>;
  /** The sitemaps that it names. */
  sitemaps(address: string, now: Date): Promise<readonly string[]>;
}

type ParseRobots = (typeof robotsParser)['default'];
// The package's types promise a default export inside of its CommonJS; it is the function itself.
const parseRobots = robotsParser as unknown as ParseRobots;
type Rules = ReturnType<ParseRobots>;

interface Kept {
  /** `null` when it could not be had: then nothing may be fetched for the while. */
  readonly rules: Rules | null;
  readonly failure: FetchFailure | null;
  /** Milliseconds since 1970. */
  readonly until: number;
}

const dayMs = 86_400_000;
const retryMs = 600_000;
const hostsKept = 1000;
// RFC 9309 asks for 500 KiB at least; robots-parser compares every rule with every address.
const maxBytes = 512 * 1024;

/**
 * A host without a robots.txt (4xx) allows everything; one whose robots.txt cannot be had (5xx, time-out) nothing, until
 * it can, but for what the one before it said.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9309.html#section-2.3.1
 */
export function createRobots(fetcher: Fetcher): Robots {
  const kept = new LRUCache<string, Kept>({ max: hostsKept });
  const asked = new Map<string, Promise<Kept>>();

  const rulesOf = async (origin: string, now: Date): Promise<Kept> => {
    const known = kept.get(origin);
    if (known !== undefined && known.until > now.getTime()) return known;
    // Many pages of one host become due together; they share one request, so no signal of one of them stops it.
    const request = asked.get(origin) ?? askRules(fetcher, origin, now, known ?? null);
    asked.set(origin, request);
    try {
      const rules = await request;
      kept.set(origin, rules);
      return rules;
    } finally {
      asked.delete(origin);
    }
  };

  return {
    async permits(address, now) {
      const { origin, host, pathname } = new URL(address);
      const { rules, failure: met } = await rulesOf(origin, now);
      if (rules === null)
        return { kind: 'refused', failure: met ?? failure('robots', `robots.txt of ${host} is unknown`) };
      if (rules.isDisallowed(address, fetcher.product) === true) {
        return {
          kind: 'refused',
          failure: failure('robots', `robots.txt of ${host} asks bots to keep away from ${pathname}`),
        };
      }
      return { kind: 'allowed', crawlDelaySeconds: rules.getCrawlDelay(fetcher.product) ?? null };
    },
    async sitemaps(address, now) {
      const { rules } = await rulesOf(new URL(address).origin, now);
      return rules?.getSitemaps() ?? [];
    },
  };
}

async function askRules(fetcher: Fetcher, origin: string, now: Date, before: Kept | null): Promise<Kept> {
  const address = `${origin}/robots.txt`;
  const fetched = await fetcher.fetch(address, { accept: 'text', now });
  const text = robotsText(fetched);
  if (text !== null) return { rules: parseRobots(address, text), failure: null, until: now.getTime() + dayMs };
  const met = fetched.kind === 'failed' ? fetched.failure : null;
  const until = Math.max(now.getTime() + retryMs, Date.parse(met?.retryAfter ?? '') || 0);
  if (before?.rules) return { ...before, until };
  const reason = `robots.txt of ${new URL(origin).host} cannot be read, so nothing else is fetched there for now: ${met?.reason}`;
  const retryAfter = new Date(until).toISOString();
  return { rules: null, failure: failure('robots', reason, { passing: true, retryAfter }), until };
}

/** Empty when there is none; `null` when it cannot be told. */
function robotsText(fetched: Fetched): string | null {
  if (fetched.kind === 'answer') return new TextDecoder().decode(fetched.bytes.subarray(0, maxBytes));
  if (fetched.kind === 'unchanged') return null;
  const { status, kind } = fetched.failure;
  // 429 is the one status of these that says: not now.
  if (status !== null && status >= 400 && status < 500 && status !== 429) return '';
  // A robots.txt behind too many redirects, or one that is too large, counts as none.
  return kind === 'redirects' ? '' : null;
}
