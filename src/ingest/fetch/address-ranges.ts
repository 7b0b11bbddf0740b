import { BlockList, isIP } from 'node:net';

/** What must not be fetched, by the name that a reason gives it. The first range that fits names the address. */
const ranges: readonly (readonly [name: string, ...subnets: string[]])[] = [
  ['a loopback address', '127.0.0.0/8', '::1/128'],
  // Azure's is the only one outside of the ranges below; the others keep their name here.
  [
    'an address of cloud metadata',
    '169.254.169.254/32',
    '169.254.170.2/32',
    '100.100.100.200/32',
    '192.0.0.192/32',
    '168.63.129.16/32',
    'fd00:ec2::254/128',
  ],
  ['a private address', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7', 'fec0::/10'],
  ['a link-local address', '169.254.0.0/16', 'fe80::/10'],
  ['an address of carrier-grade NAT', '100.64.0.0/10'],
  ['a multicast address', '224.0.0.0/4', 'ff00::/8'],
  [
    'a reserved address',
    '0.0.0.0/8',
    '192.0.0.0/24',
    '192.0.2.0/24',
    '192.88.99.0/24',
    '198.18.0.0/15',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '240.0.0.0/4',
    // Teredo and ORCHID stand in 2001::/23.
    '2001::/23',
    '2001:db8::/32',
    '3fff::/20',
  ],
];

const blockLists = ranges.map(([name, ...subnets]) => {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [prefix = '', bits = ''] = subnet.split('/');
    list.addSubnet(prefix, Number(bits), isIP(prefix) === 6 ? 'ipv6' : 'ipv4');
  }
  return { name, list };
});

/** Outside of it there are only ranges of special use, by now and for ever. */
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

/**
 * The name of the range for which an address must not be fetched; `null` for one of the public internet.
 *
 * @param address an IPv4 or IPv6 address in any spelling, without brackets
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry
 */
export function forbiddenRange(address: string): string | null {
  const plain = address.replace(/%.*$/, '');
  const family = isIP(plain);
  if (family === 0) return 'no address at all';
  if (family === 4) return rangeOf(plain, 'ipv4');
  const embedded = embeddedIpv4(plain);
  if (embedded !== null) return rangeOf(embedded, 'ipv4');
  return rangeOf(plain, 'ipv6') ?? (globalUnicast.check(plain, 'ipv6') ? null : 'a reserved address');
}

function rangeOf(address: string, family: 'ipv4' | 'ipv6'): string | null {
  return blockLists.find(({ list }) => list.check(address, family))?.name ?? null;
}

/** The IPv4 address that a gateway, or the system itself, would make of an IPv6 one. */
function embeddedIpv4(address: string): string | null {
  const groups = groupsOf(address);
  const from = embeddedAt(groups);
  if (from === null) return null;
  const [high = 0, low = 0] = groups.slice(from, from + 2);
  // ::1 and :: are addresses of IPv6's own.
  if (from === 6 && high === 0 && low <= 1) return null;
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

function embeddedAt([a, b, c, d, e, f]: readonly number[]): number | null {
  const zero = (...values: (number | undefined)[]): boolean => values.every((value) => value === 0);
  // IPv4-mapped, and IPv4-compatible.
  if (zero(a, b, c, d, e) && f === 0xffff) return 6;
  if (zero(a, b, c, d, e, f)) return 6;
  // IPv4-translated (SIIT).
  if (zero(a, b, c, d, f) && e === 0xffff) return 6;
  // NAT64 (RFC 6052). With DNS64 every IPv4 host of the public internet has such an address.
  if (a === 0x64 && b === 0xff9b && zero(c, d, e, f)) return 6;
  // 6to4 (RFC 3056).
  return a === 0x2002 ? 1 : null;
}

/** The eight groups of an IPv6 address; a URL writes them all in hexadecimal. */
function groupsOf(address: string): number[] {
  const written = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = written.split('::');
  const numbers = (part: string): number[] => (part === '' ? [] : part.split(':').map((group) => parseInt(group, 16)));
  const left = numbers(head);
  const right = numbers(tail ?? '');
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
}
