import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { ArchiveReader, StoredArticle, VersionRow } from '../model/archive.ts';
import type { IndexedArticle, SentenceIndex } from '../model/search.ts';
import { baseFile } from './base-file.ts';
import { writeIndexFile } from './index-file.ts';
import type { IndexBytes, IndexOnDisk, Unusable } from './read-index-file.ts';
import { readIndexBytes, readIndexFile } from './read-index-file.ts';
import { type IndexState, ownState, Segments } from './segments.ts';
import { indexOver } from './sentence-index.ts';

/** What an index has to know of the archive that it is a cache of. */
type FollowedArchive = Pick<ArchiveReader, 'changeCount' | 'movement' | 'articles' | 'extent'>;

export interface SearchOptions {
  readonly archive: FollowedArchive;
  /** Where the sealed base lies; nothing is read or written when absent. */
  readonly sealed?: {
    /** Made when it is needed. */
    readonly folder: string;
    /** Tells one archive from another, and an archive from what it was before a restore. */
    readonly identity: string;
  };
  /** What another thread has read of the base ahead. */
  readonly read?: IndexBytes;
  /** An index that another thread keeps, in the place of what lies on disk. */
  readonly shared?: SharedBase;
  /** Sentences from which on a base is worth writing and sharing: fewer are read from the archive in a second. */
  readonly sealFrom?: number;
}

/** All that an index holds, as one thread hands it to others: they share the chunks and copy the rest. */
export interface SharedBase {
  readonly state: IndexState;
  /** How far the archive's movement is in it. */
  readonly mark: number;
}

/** What became of an attempt to seal. */
type Sealed =
  | { readonly kind: 'sealed'; readonly mark: number }
  /** The index goes on in memory; `error` is what the file system said. */
  | { readonly kind: 'failed'; readonly error: unknown };

interface Moved {
  /** Rows that came, went or were read anew. */
  readonly moved: readonly VersionRow[];
  /** Those that went. */
  readonly gone: readonly VersionRow[];
}

/** A sentence index that keeps in step with an archive, whoever writes to that. */
export interface FollowingIndex {
  readonly index: SentenceIndex;
  /** Brings the index up to the archive. Tells which rows moved since this was last called; `null` when none did. */
  follow(): Moved | null;
}

/** An index that follows an archive, and keeps a sealed base on disk so that a start need not read all of it. */
export interface Search extends FollowingIndex {
  /** What the base was good for when this was opened. */
  readonly base: 'used' | 'incomplete' | Unusable;
  /** Takes up at most so many articles ahead of the next `follow()`; `false` when nothing is left to take up. */
  catchUp(articles: number): boolean;
  /** Seals when enough has gathered since the last time; when nothing has moved for a while, less is enough. */
  sealIfDue(moment: 'moving' | 'idle'): Promise<Sealed | null>;
  /** Writes everything that the index holds to a new base, while it goes on answering. */
  seal(): Promise<Sealed>;
  /** What others may share; `null` where reading it from the archive is as good. */
  share(): SharedBase | null;
  /** Takes over what another thread has sealed and folded. Answers are the same as before. */
  adopt(base: SharedBase): void;
  /** Seals what is worth it, and waits for that. */
  close(): Promise<Sealed | null>;
}

type Place = NonNullable<SearchOptions['sealed']>;

const rowsAtOnce = 500;
const usualSealFrom = 100_000;
/** Read from the archive again in about a fifth of a second. */
const smallTail = 20_000;
const tailShare = 0.05;

/**
 * Opens the base where it is sound, catches up with the archive, and builds from the archive where it is not. What the
 * file system refuses costs the base and nothing else.
 *
 * @throws what the archive throws
 */
export function openSearch({ archive, sealed: place, read, shared, sealFrom = usualSealFrom }: SearchOptions): Search {
  const found = shared === undefined ? baseAt(place, read) : indexOf(shared);
  let segments = new Segments(found.kind === 'index' ? found.state : undefined);
  let mark = found.kind === 'index' ? found.mark : 0;
  let base: Search['base'] = found.kind === 'index' ? 'used' : found.kind;
  let seen: number | null = null;
  let moved: VersionRow[] = [];
  let gone: VersionRow[] = [];
  /** Sentences that came or went since the base was sealed. */
  let tail = 0;
  let sealing: Promise<Sealed> | null = null;

  /** Takes up the next rows that moved; `false` when there were none. */
  function takeUp(rows: number): boolean {
    const movement = archive.movement(mark, rows);
    const before = segments.sentences;
    // Rows that are read anew go first, all in one pass over the chunks.
    const again = movement.stored.filter((row) => row <= segments.newestRow);
    segments.remove(new Set([...movement.gone, ...again]));
    tail += before - segments.sentences;
    for (const article of archive.articles(movement.stored, { sources: 'all' })) {
      segments.add(indexed(article));
      tail += article.sentences.length;
    }
    moved.push(...movement.gone, ...movement.stored);
    gone.push(...movement.gone);
    if (movement.mark === mark) return false;
    mark = movement.mark;
    return true;
  }

  function catchUp(articles: number): boolean {
    const count = archive.changeCount();
    if (count === seen) return false;
    if (takeUp(articles)) return true;
    seen = count;
    return false;
  }

  function follow(): Moved | null {
    while (catchUp(rowsAtOnce));
    if (moved.length === 0) return null;
    const told = { moved, gone };
    moved = [];
    gone = [];
    return told;
  }

  /** A base that does not come out with the archive's own count is of another state of it, whatever its identity says. */
  function isComplete(): boolean {
    for (;;) {
      const { sentences } = archive.extent({ scope: { sources: 'all' } });
      if (sentences === segments.sentences) return true;
      if (follow() === null) return false;
    }
  }

  async function writeBase({ folder, identity }: Place): Promise<Sealed> {
    try {
      segments.sealFresh();
      for (const _ of segments.fold()) await setImmediate();
      const state = segments.snapshot();
      const sealed = { identity, mark };
      const sealedTail = tail;
      mkdirSync(folder, { recursive: true });
      await writeIndexFile(baseFile(folder), state, sealed);
      tail -= sealedTail;
      return { kind: 'sealed', mark: sealed.mark };
    } catch (error) {
      return { kind: 'failed', error };
    }
  }

  async function seal(): Promise<Sealed> {
    if (place === undefined) return { kind: 'failed', error: new Error('No folder to seal into') };
    sealing ??= writeBase(place).finally(() => {
      sealing = null;
    });
    return sealing;
  }

  function isDue(moment: 'moving' | 'idle'): boolean {
    if (place === undefined || segments.sentences < sealFrom) return false;
    return tail >= (moment === 'idle' ? smallTail : Math.max(smallTail, segments.sentences * tailShare));
  }

  follow();
  if (base === 'used' && !isComplete()) {
    base = 'incomplete';
    segments = new Segments();
    mark = 0;
    tail = 0;
    seen = null;
    follow();
  }
  return {
    index: indexOver(segments),
    base,
    follow,
    catchUp,
    seal,
    share() {
      return segments.sentences < sealFrom ? null : { state: segments.snapshot(), mark };
    },
    adopt(other) {
      // What has moved up to now is told by the next `follow()`, though it may be in the base already.
      while (catchUp(rowsAtOnce));
      segments.adopt(ownState(other.state));
      mark = other.mark;
      seen = null;
    },
    sealIfDue: async (moment) => (isDue(moment) ? seal() : null),
    close: async () => (isDue('idle') ? seal() : (sealing ?? null)),
  };
}

function indexed({ row, title, text, sentences }: StoredArticle): IndexedArticle {
  return {
    row,
    title,
    sentences: sentences.map(({ start, end, paragraph }) => ({ text: text.slice(start, end), paragraph })),
  };
}

function indexOf({ state, mark }: SharedBase): IndexOnDisk {
  return { kind: 'index', state: ownState(state), mark };
}

/** The base, and away with what processes that were killed while they sealed have left. */
function baseAt(place: Place | undefined, read: IndexBytes | undefined): IndexOnDisk {
  if (place === undefined) return { kind: 'missing' };
  const { folder, identity } = place;
  try {
    removeAbandoned(folder);
    const known = read === undefined ? null : readIndexBytes(read, identity);
    // Another archive may have been put in the place of this one since.
    return known?.kind === 'index' ? known : readIndexFile(baseFile(folder), identity);
  } catch (error) {
    // A folder that may not be read or cleaned, or something else in its place: the archive itself was opened.
    if (error instanceof Error && 'syscall' in error) return { kind: 'refused' };
    throw error;
  }
}

function removeAbandoned(folder: string): void {
  for (const name of namesIn(folder)) {
    const writer = /^sentences\.index\.(\d+)-\w+\.part$/.exec(name)?.[1];
    const isAbandoned = writer !== undefined && !isRunning(Number(writer));
    // Earlier versions listed the speakers here: it may name somebody who was taken out since.
    if (isAbandoned || name === 'speakers.json') rmSync(join(folder, name), { force: true });
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function isRunning(process_: number): boolean {
  try {
    return process.kill(process_, 0);
  } catch (error) {
    // A process of another user is there all the same.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
