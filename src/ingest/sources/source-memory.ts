import { createHash } from 'node:crypto';
import type { Feed, SourceMemory } from '../../model/feeds.ts';
import type { Answer } from '../fetch/fetcher.ts';
import type { Validators } from '../fetch/response-headers.ts';

/** What is to be remembered of a document that was read. */
export function memoryOf({ bytes, validators }: Answer, feed: Feed): SourceMemory {
  return {
    ...validators,
    fingerprint: createHash('sha256').update(bytes).digest('base64url'),
    ttlMinutes: feed.ttlMinutes,
    skipHours: feed.skipHours,
    skipDays: feed.skipDays,
  };
}

/** The same, after a 304: a server may send a new ETag with it, and may leave both out. */
export function refreshed(memory: SourceMemory, { etag, lastModified }: Validators): SourceMemory {
  return { ...memory, etag: etag ?? memory.etag, lastModified: lastModified ?? memory.lastModified };
}

/** Tells whether it is byte for byte the document that is remembered. */
export function isSameDocument(memory: SourceMemory | null, fresh: SourceMemory): boolean {
  return memory !== null && memory.fingerprint === fresh.fingerprint;
}
