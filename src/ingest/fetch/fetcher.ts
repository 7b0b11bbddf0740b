import { isIP } from 'node:net';
import { Agent, buildConnector, type Response, fetch as undiciFetch } from 'undici';
import type { FetchFailure } from '../../model/feeds.ts';
import { checkAddress, checkedLookup, isAllowed, type Resolve, resolveBySystem } from './check-address.ts';
import { FailureError, failure } from './failure.ts';
import { failureOf, statusFailure } from './failure-words.ts';
import { HostSlots } from './host-slots.ts';
import {
  conditionalHeaders,
  readFreshSeconds,
  readRetryAfter,
  readValidators,
  type Validators,
} from './response-headers.ts';

export interface FetcherOptions {
  /** `host:port` that may be fetched although they are private or at another port: VERBATIM_ALLOW_HOSTS. */
  readonly allowHosts: ReadonlySet<string>;
  /** Where the people of a site can reach us: VERBATIM_CONTACT. */
  readonly contact: string | null;
  readonly limits?: Partial<FetchLimits>;
  /** The name service; the system's when absent. */
  readonly resolve?: Resolve;
}

interface FetchLimits {
  /** For the whole exchange, redirects and body included. */
  readonly totalMs: number;
  readonly wireBytes: number;
  readonly unpackedBytes: number;
  readonly redirects: number;
  readonly connectionsPerHost: number;
}

const usualLimits: FetchLimits = {
  totalMs: 20_000,
  wireBytes: 10_000_000,
  unpackedBytes: 30_000_000,
  redirects: 5,
  connectionsPerHost: 2,
};

/** What a server is told that we would like best. It may send something else. */
const accepted = {
  feed: 'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, text/html;q=0.5, */*;q=0.1',
  page: 'text/html, application/xhtml+xml;q=0.9, */*;q=0.1',
  text: 'text/plain, */*;q=0.1',
};

interface FetchRequest {
  readonly accept: keyof typeof accepted;
  readonly now: Date;
  readonly validators?: Validators;
  readonly signal?: AbortSignal;
}

interface Answered {
  /** Where the answer came from, behind all redirects. */
  readonly address: string;
  /** As far as redirects that are meant for good (301, 308) lead without a break; `null` when they lead nowhere else. */
  readonly movedTo: string | null;
  readonly validators: Validators;
  readonly freshSeconds: number | null;
}

export interface Answer extends Answered {
  readonly kind: 'answer';
  /** Unpacked. */
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
}

export type Fetched =
  | Answer
  /** 304: what was sent for these validators is still what there is. */
  | (Answered & { readonly kind: 'unchanged' })
  | { readonly kind: 'failed'; readonly failure: FetchFailure };

/** Fetches from the public internet and nowhere else. */
export interface Fetcher {
  /** Never rejects for what the network does: a failure is a value. */
  fetch(address: string, request: FetchRequest): Promise<Fetched>;
  /** What the User-Agent begins with, by which robots.txt names us. */
  readonly product: string;
  close(): Promise<void>;
}

const product = 'Verbatim';

/** Whoever runs more than one of them has more than two connections to a host. */
export function createFetcher({
  allowHosts,
  contact,
  limits: given,
  resolve = resolveBySystem,
}: FetcherOptions): Fetcher {
  const limits = { ...usualLimits, ...given };
  const dispatcher = agentFor(limits, allowHosts, resolve);
  const slots = new HostSlots(limits.connectionsPerHost);
  const headers = {
    'user-agent': `${product}/1.0 (${contact === null ? 'news archive' : `+${contact}`})`,
    'accept-encoding': 'gzip, deflate, br, zstd',
  };

  const ask = async (url: URL, request: FetchRequest, signal: AbortSignal): Promise<Response> =>
    await undiciFetch(url, {
      dispatcher,
      signal,
      redirect: 'manual',
      headers: {
        ...headers,
        accept: accepted[request.accept],
        ...(request.validators === undefined ? {} : conditionalHeaders(request.validators)),
      },
    });

  const follow = async (
    trail: Trail,
    release: Releases,
    request: FetchRequest,
    signal: AbortSignal,
  ): Promise<Fetched> => {
    for (;;) {
      const { url } = trail;
      await release.moveTo(url.hostname);
      const response = await ask(url, request, signal);
      const next = redirectTarget(response, url);
      if (next === null) return await settle(response, trail, request, limits);
      await discard(response);
      trail.add(checkAddress(next, allowHosts), response.status, limits.redirects);
    }
  };

  return {
    product,
    async fetch(address, request) {
      const timer = new AbortController();
      let timeout: NodeJS.Timeout | undefined;
      const stop = (): void => timer.abort(new FailureError(failure('stopped', 'stopped before an answer came')));
      const release = new Releases(slots, timer.signal);
      let trail: Trail | null = null;
      try {
        trail = new Trail(checkAddress(address, allowHosts));
        const { url } = trail;
        if (request.signal?.aborted) stop();
        request.signal?.addEventListener('abort', stop, { once: true });
        await release.moveTo(url.hostname);
        // Waiting for a place at the host is our own doing, and does not count.
        timeout = setTimeout(() => timer.abort(timedOut(url, limits)), limits.totalMs);
        return await follow(trail, release, request, timer.signal);
      } catch (error) {
        const met = timer.signal.aborted ? timer.signal.reason : error;
        return { kind: 'failed', failure: failureOf(met, trail?.url.host ?? address, limits) };
      } finally {
        clearTimeout(timeout);
        request.signal?.removeEventListener('abort', stop);
        release.all();
      }
    },
    close: () => dispatcher.destroy(),
  };
}

function timedOut({ host }: URL, { totalMs }: FetchLimits): FailureError {
  return new FailureError(failure('time-out', `${host} did not finish its answer within ${totalMs / 1000} seconds`));
}

/** Connections whose addresses are checked as they are made, but for those that the operator allowed by name. */
function agentFor(limits: FetchLimits, allowHosts: ReadonlySet<string>, resolve: Resolve): Agent {
  // HTTP/2 would put any number of requests into one connection; the limits here are those of HTTP/1.1.
  const common = { allowH2: false, timeout: limits.totalMs, maxCachedSessions: 100 };
  const checked = buildConnector({ ...common, lookup: checkedLookup(resolve) });
  const unchecked = buildConnector(common);
  return new Agent({
    connections: limits.connectionsPerHost,
    pipelining: 1,
    allowH2: false,
    maxResponseSize: limits.wireBytes,
    headersTimeout: limits.totalMs,
    bodyTimeout: limits.totalMs,
    maxHeaderSize: 64 * 1024,
    connect(options, callback) {
      const host = isIP(options.hostname) === 6 ? `[${options.hostname}]` : options.hostname;
      const port = options.port === '' ? '' : `:${options.port}`;
      const connect = isAllowed(new URL(`${options.protocol}//${host}${port}`), allowHosts) ? unchecked : checked;
      connect(options, callback);
    },
  });
}

/** The place at the host that is being asked. */
class Releases {
  readonly #slots: HostSlots;
  readonly #signal: AbortSignal;
  #host: string | null = null;
  #release: (() => void) | null = null;

  constructor(slots: HostSlots, signal: AbortSignal) {
    this.#slots = slots;
    this.#signal = signal;
  }

  async moveTo(host: string): Promise<void> {
    if (host === this.#host) return;
    this.all();
    this.#release = await this.#slots.take(host, this.#signal);
    this.#host = host;
  }

  all(): void {
    this.#release?.();
    this.#release = null;
    this.#host = null;
  }
}

/** The way from the address that was asked for to the one that answers. */
class Trail {
  url: URL;
  movedTo: string | null = null;
  readonly #from: string;
  readonly #seen: Set<string>;
  #forGood = true;

  constructor(start: URL) {
    start.hash = '';
    this.url = start;
    this.#from = start.href;
    this.#seen = new Set([start.href]);
  }

  /** @throws {FailureError} when it has been there, or has gone too far */
  add(next: URL, status: number, atMost: number): void {
    next.hash = '';
    if (this.#seen.has(next.href)) this.#lost('redirects in a circle');
    if (this.#seen.size > atMost) this.#lost(`redirects more than ${atMost} times`);
    this.#seen.add(next.href);
    this.url = next;
    this.#forGood &&= status === 301 || status === 308;
    if (this.#forGood) this.movedTo = next.href;
  }

  #lost(what: string): never {
    throw new FailureError(failure('redirects', `${this.#from} ${what}`));
  }
}

function redirectTarget({ status, headers }: Response, from: URL): string | null {
  if (![301, 302, 303, 307, 308].includes(status)) return null;
  const location = headers.get('location');
  if (location === null) return null;
  // A header is Latin-1 to the client, and UTF-8 to most servers that put other letters into it.
  const bytes = Buffer.from(location, 'latin1');
  const utf8 = bytes.toString('utf8');
  const readable = utf8.includes('\ufffd') ? location : utf8;
  return URL.canParse(readable, from.href) ? new URL(readable, from).href : readable;
}

async function settle(
  response: Response,
  { url, movedTo }: Trail,
  { now }: FetchRequest,
  limits: FetchLimits,
): Promise<Fetched> {
  const { status, headers } = response;
  const answered: Answered = {
    address: url.href,
    movedTo,
    validators: readValidators(headers),
    freshSeconds: readFreshSeconds(headers, now),
  };
  if (status === 304 || status < 200 || status > 299) await discard(response);
  if (status === 304) return { kind: 'unchanged', ...answered };
  if (status < 200 || status > 299) {
    return { kind: 'failed', failure: statusFailure(status, url, readRetryAfter(headers, now)) };
  }
  const bytes = await readBody(response, url, limits);
  return { kind: 'answer', ...answered, bytes, contentType: headers.get('content-type') };
}

async function discard(response: Response): Promise<void> {
  await response.body?.cancel();
}

/** @throws {FailureError} as soon as it is larger than allowed: what is packed well is not unpacked to its end */
async function readBody(response: Response, { host }: URL, { unpackedBytes }: FetchLimits): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (response.body !== null) {
    for await (const chunk of response.body) {
      size += chunk.byteLength;
      if (size > unpackedBytes) {
        const reason = `what ${host} sent unpacks to more than ${megabytes(unpackedBytes)}`;
        throw new FailureError(failure('too-large', reason));
      }
      chunks.push(chunk);
    }
  }
  return Buffer.concat(chunks, size);
}

function megabytes(bytes: number): string {
  return `${bytes / 1_000_000} MB`;
}
