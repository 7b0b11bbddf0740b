/** Parameters that tell how a reader came, not what the page is. */
const TRACKING = /^(?:utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|cmpid|ocid|smid|ftag|ref_src)$/i;

/**
 * The form by which addresses are compared: no scheme, no fragment, no tracking parameters, no slash at the end.
 * What is no http address is compared as it stands.
 */
export function canonicalUrl(url: string): string {
  const trimmed = url.trim();
  if (!URL.canParse(trimmed)) return trimmed;
  const { protocol, host, pathname, searchParams } = new URL(trimmed);
  if (protocol !== 'http:' && protocol !== 'https:') return trimmed;
  const kept = [...searchParams].filter(([name]) => !TRACKING.test(name));
  const query = kept.length > 0 ? `?${new URLSearchParams(kept)}` : '';
  return `${host}${pathname.replace(/\/+$/, '')}${query}`;
}
