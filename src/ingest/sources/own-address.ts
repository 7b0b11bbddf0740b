/**
 * Tells whether two addresses belong to the same host, whichever of its doors they use. Nothing wider will do: on many
 * platforms every subdomain is somebody else's, and whoever speaks for an address can replace what stands there.
 */
export function isSameHost(one: string, other: string): boolean {
  return hostOf(one) === hostOf(other);
}

function hostOf(address: string): string {
  const { hostname, port } = new URL(address);
  return `${hostname.replace(/^(?:www|m|mobile|amp)\./, '')}:${port}`;
}

/**
 * The address that an article is known by: the canonical one that its page gives, as long as it is on the same host, and
 * not merely the front page, which some give for all of theirs.
 *
 * @param fetched where the page came from, behind all redirects
 */
export function ownAddress(fetched: string, canonical: string | null): string {
  if (canonical === null || !isSameHost(fetched, canonical)) return fetched;
  const isFront = new URL(canonical).pathname === '/' && new URL(canonical).search === '';
  return isFront && new URL(fetched).pathname !== '/' ? fetched : canonical;
}
