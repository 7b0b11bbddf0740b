import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { forbiddenRange } from './address-ranges.ts';
import { FailureError, failure } from './failure.ts';

/** One address that a name leads to. */
interface Resolved {
  readonly address: string;
  readonly family: number;
}

/** Asks the name service. Rejects with an error that has a `code`, as `node:dns` does. */
export type Resolve = (hostname: string) => Promise<readonly Resolved[]>;

/** The system's own, with /etc/hosts: what it says is checked all the same. */
export const resolveBySystem: Resolve = (hostname) =>
  new Promise((resolve, reject) => {
    systemLookup(hostname, { all: true }, (error, addresses) => (error === null ? resolve(addresses) : reject(error)));
  });

/**
 * Reads an address that is to be fetched, and checks what can be checked before its name is resolved. A host that is
 * itself an IP address is never looked up, so it is judged here, in whatever spelling (`0x7f.1` is 127.0.0.1).
 *
 * @throws {FailureError} when it may not be fetched
 */
export function checkAddress(given: string, allowHosts: ReadonlySet<string>): URL {
  const shown = given.length > 200 ? `${given.slice(0, 200)}...` : given;
  if (!URL.canParse(given))
    refuse('address', `expected a web address such as "https://example.org/feed", got "${shown}"`);
  const url = new URL(given);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    refuse('address', `expected an address with http or https, got "${shown}"`);
  }
  // Not repeated: it may be a password.
  if (url.username !== '' || url.password !== '') {
    refuse('address', `expected an address without a name and password in it, got one for ${url.host}`);
  }
  if (isAllowed(url, allowHosts)) return url;
  const port = portOf(url);
  if (port !== '80' && port !== '443') {
    refuse('forbidden-place', `port ${port} of ${url.hostname} may not be fetched, only 80 and 443; ${remedy(url)}`);
  }
  const bare = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0) checkResolved(bare, url.hostname, port);
  return url;
}

/** Tells whether the operator allowed this host and port by name. */
export function isAllowed(url: URL, allowHosts: ReadonlySet<string>): boolean {
  return allowHosts.has(`${url.hostname}:${portOf(url)}`);
}

/**
 * A lookup for a socket that gives only addresses of the public internet. The socket connects to what it gave, so what
 * a name server says a moment later has no effect. One forbidden address among several refuses them all: which of them
 * the socket takes is not ours to say, and names that point in and out are made for this very attack.
 */
export function checkedLookup(resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    const answer = async (): Promise<readonly Resolved[]> => {
      const found = (await resolve(hostname)).filter(({ family }) => !options.family || family === options.family);
      for (const { address } of found) checkResolved(address, hostname, null);
      if (found.length === 0) throw Object.assign(new Error(`no address for ${hostname}`), { code: 'ENOTFOUND' });
      return found;
    };
    answer().then(
      (found) => {
        const [first] = found;
        if (options.all) callback(null, [...found]);
        else callback(null, first?.address ?? '', first?.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, ''),
    );
  };
}

/** What an operator may have in the house; nobody should be told how to open the rest. */
const mayBeMeant = /loopback|private|carrier-grade/;

function checkResolved(address: string, hostname: string, port: string | null): void {
  const range = forbiddenRange(address);
  if (range === null) return;
  const leads = address === hostname.replace(/^\[|\]$/g, '') ? `${hostname} is` : `${hostname} leads to ${address},`;
  const named = port === null ? `${hostname} with its port` : `${hostname}:${port}`;
  const ends = mayBeMeant.test(range) ? `; the operator can allow ${named} (VERBATIM_ALLOW_HOSTS)` : '';
  refuse('forbidden-place', `${leads} ${range}, and is not fetched${ends}`);
}

function portOf({ port, protocol }: URL): string {
  if (port !== '') return port;
  return protocol === 'https:' ? '443' : '80';
}

function remedy(url: URL): string {
  return `the operator can allow ${url.hostname}:${portOf(url)} (VERBATIM_ALLOW_HOSTS)`;
}

function refuse(kind: 'address' | 'forbidden-place', reason: string): never {
  throw new FailureError(failure(kind, reason));
}
