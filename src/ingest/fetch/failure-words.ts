import type { FailureKind, FetchFailure } from '../../model/feeds.ts';
import { FailureError, failure } from './failure.ts';

/** What an answer other than success means to whoever added the address. */
export function statusFailure(status: number, { href, host }: URL, retryAfter: string | null): FetchFailure {
  const [kind, words] = statusWords(status, host);
  return failure(kind, `${href} answered ${status}: ${words}`, {
    status,
    retryAfter,
    // "Not found" comes and goes with a server's repairs; the caller's patience decides.
    passing: kind === 'server-error' || kind === 'too-often' || retryAfter !== null || status === 408 || status === 425,
  });
}

function statusWords(status: number, host: string): readonly [FailureKind, string] {
  if (status === 401) return ['denied', `${host} asks for a password`];
  if (status === 402) return ['denied', `${host} asks for payment`];
  if (status === 403) return ['denied', `${host} refuses to show it to this bot`];
  if (status === 451) return ['denied', `${host} may not show it for legal reasons`];
  if (status === 404) return ['not-found', 'there is no such page'];
  if (status === 410) return ['gone', 'it was there and is gone for good'];
  if (status === 429) return ['too-often', `${host} asks to be visited less often`];
  if (status >= 500) return ['server-error', `${host} has trouble of its own`];
  if (status >= 300 && status < 400) return ['status', 'it leads elsewhere without saying where'];
  return ['status', `${host} does not take the request`];
}

type Words = (host: string, limits: WordLimits) => string;

interface WordLimits {
  readonly totalMs: number;
  readonly wireBytes: number;
}

const wordsByCode: readonly (readonly [code: RegExp, kind: FailureKind, words: Words])[] = [
  [/^ENOTFOUND$|^ENODATA$/, 'dns', (host) => `there is no host ${host}`],
  [/^EAI_|^ESERVFAIL$|^ETIMEOUT$/, 'dns', (host) => `the name service did not tell where ${host} is`],
  [/^ECONNREFUSED$/, 'unreachable', (host) => `${host} takes no connection`],
  [
    /^E(?:HOST|NET)(?:UNREACH|DOWN)$|^EADDRNOTAVAIL$|^EACCES$|^EPERM$/,
    'unreachable',
    (host) => `no way leads to ${host}`,
  ],
  [
    /^ETIMEDOUT$|^UND_ERR_\w*TIMEOUT$/,
    'time-out',
    (host, { totalMs }) => `${host} did not answer within ${totalMs / 1000} seconds`,
  ],
  [/^CERT_HAS_EXPIRED$/, 'certificate', (host) => `the certificate of ${host} has expired`],
  [/^ERR_TLS_CERT_ALTNAME/, 'certificate', (host) => `the certificate that ${host} shows is made out to another name`],
  [/SELF_SIGNED/, 'certificate', (host) => `${host} has signed its certificate itself`],
  [/^UNABLE_TO_|^CERT_|^CRL_|_CERT_|_CRL_/, 'certificate', (host) => `the certificate of ${host} cannot be verified`],
  [/^EPROTO$|^ERR_SSL_|^ERR_TLS_/, 'certificate', (host) => `no secure connection to ${host} came about`],
  [
    /^UND_ERR_RES_EXCEEDED_MAX_SIZE$/,
    'too-large',
    (host, { wireBytes }) => `what ${host} sent is larger than ${wireBytes / 1_000_000} MB`,
  ],
  [
    /^UND_ERR_HEADERS_OVERFLOW$|^HPE_HEADER_OVERFLOW$/,
    'too-large',
    (host) => `the headers that ${host} sent are too large`,
  ],
  [
    /^Z_|^ERR_(?:_?BROTLI|_?ZSTD|ZLIB)|^ZSTD_|^ERR_TRAILING_JUNK/,
    'broken-answer',
    (host) => `what ${host} sent cannot be unpacked`,
  ],
  [/^HPE_/, 'broken-answer', (host) => `what ${host} sent is no HTTP`],
  [
    /^UND_ERR_|^ECONNRESET$|^EPIPE$|^ECONNABORTED$|^ERR_STREAM_PREMATURE_CLOSE$/,
    'broken-answer',
    (host) => `${host} broke off before its answer was complete`,
  ],
];

/**
 * The failure that an error of the client stands for.
 *
 * @throws what is none: a defect of our own
 */
export function failureOf(error: unknown, host: string, limits: WordLimits): FetchFailure {
  for (const cause of causes(error)) {
    if (cause instanceof FailureError) return cause.failure;
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
    const known = wordsByCode.find(([pattern]) => pattern.test(code));
    if (known !== undefined) return failure(known[1], known[2](host, limits));
  }
  // undici has no code for an answer against the rules of fetch itself: more codings than it unpacks, odd headers.
  if (error instanceof TypeError && /^(?:fetch failed|terminated)$/.test(error.message)) {
    return failure('broken-answer', `what ${host} sent cannot be read`);
  }
  throw error;
}

function causes(error: unknown): Error[] {
  const found: Error[] = [];
  for (let next = error; next instanceof Error && found.length < 8; next = next.cause) {
    found.push(next);
    // Several addresses of one host were tried: each tells as much as the first.
    if (next instanceof AggregateError) found.push(...next.errors.filter((inner) => inner instanceof Error));
  }
  return found;
}
