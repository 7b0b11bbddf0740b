/** Parameters that tell how a reader came, not what the page is. */
const TRACKING = new RegExp(
  `^(?:${[
    'utm_\\w+',
    'at_(?:medium|campaign|link_\\w+|format|ptr_name|bbc_team|custom\\d|campaign_type)',
    '(?:fb|g|d|ms|y|tt|tw)clid',
    'igsh(?:id)?',
    'mc_[ce]id',
    '_hs(?:enc|mi)',
    'mkt_tok',
    'cmp(?:id)?',
    'ito',
    'ocid',
    'smid',
    'smtyp',
    'ftag',
    'ref_src',
    'ns_(?:campaign|mchannel|source|linkname|fee)',
    's_cid',
    'xtor',
    'wt\\.?_?mc(?:_id)?',
    'guc(?:counter|e_referrer(?:_sig)?)',
    'traffic_source',
    'mbid',
    '__twitter_impression',
    'amp_js_v',
    'amp_gsa',
    'usqp',
  ].join('|')})$`,
  'i',
);

/** `https://www-courier-example.cdn.ampproject.org/c/s/www.courier.example/news`, `https://www.google.com/amp/s/...` */
const AMP_CACHE_PATH = /^\/(?:[cvr]\/|amp\/)(?:s\/)?(?=[^/]+\.[^/]+\/)/;
const AMP_ENDING = /(?:\/amp|\.amp)(?:\.html?)?\/*$/i;

/**
 * The form by which addresses are compared: no scheme, no fragment, no tracking parameters, no slash at the end, and
 * the page itself in the place of its AMP form. What is no http address is compared as it stands.
 */
export function canonicalUrl(url: string): string {
  const trimmed = url.trim();
  if (!URL.canParse(trimmed)) return trimmed;
  const { protocol, host, pathname, searchParams } = outOfAmpCache(new URL(trimmed));
  if (protocol !== 'http:' && protocol !== 'https:') return trimmed;
  const kept = [...searchParams].filter(([name, value]) => !TRACKING.test(name) && !asksForAmp(name, value));
  const query = kept.length > 0 ? `?${new URLSearchParams(kept)}` : '';
  return `${host.replace(/^amp\./, 'www.')}${withoutAmp(pathname).replace(/\/+$/, '')}${query}`;
}

function outOfAmpCache(url: URL): URL {
  const isCache = url.hostname.endsWith('.cdn.ampproject.org') || /^www\.google\.[a-z.]+$/.test(url.hostname);
  if (!isCache || !AMP_CACHE_PATH.test(url.pathname)) return url;
  const original = `https://${url.pathname.replace(AMP_CACHE_PATH, '')}${url.search}`;
  return URL.canParse(original) ? new URL(original) : url;
}

/** `/amp/news/1`, `/news/1/amp`, `/news/1.amp.html`; a site's page about guitars keeps its `/amp`, which is all it has. */
function withoutAmp(path: string): string {
  const shorter = path.replace(/^\/amp\/(?=.)/i, '/').replace(AMP_ENDING, '');
  return shorter === '' || shorter === '/' ? path : shorter;
}

function asksForAmp(name: string, value: string): boolean {
  return /^(?:amp|outputtype)$/i.test(name) && /^(?:|1|true|amp)$/i.test(value);
}
