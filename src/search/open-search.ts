import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { ArchiveReader, StoredArticle, VersionRow } from '../model/archive.ts';
import type { IndexedArticle, SentenceIndex } from '../model/search.ts';
import { writeIndexFile } from './index-file.ts';
import type { Unusable } from './read-index-file.ts';
import { readIndexFile } from './read-index-file.ts';
import { Segments } from './segments.ts';
import { indexOver } from './sentence-index.ts';

/** What an index has to know of the archive that it is a cache of. */
type FollowedArchive = Pick<ArchiveReader, 'changeCount' | 'movement' | 'articles' | 'extent'>;

export interface SearchOptions {
  /** Where the sealed base lies; made when it is needed. */
  readonly folder: string;
  readonly archive: FollowedArchive;
  /** Tells one archive from another, and an archive from what it was before a restore. */
  readonly identity: string;
  /** Sentences from which on a base is worth writing: fewer are read from the archive in a second. */
  readonly sealFrom?: number;
}

/** What became of an attempt to seal. */
type Sealed =
  | { readonly kind: 'sealed'; readonly mark: number }
  /** The index goes on in memory; `error` is what the file system said. */
  | { readonly kind: 'failed'; readonly error: unknown };

/** An index that follows an archive, and keeps a sealed base on disk so that a start need not read all of it. */
export interface Search {
  readonly index: SentenceIndex;
  /** What the base was good for when this was opened. */
  readonly base: 'used' | 'incomplete' | Unusable;
  /** Brings the index up to the archive. Tells which rows moved; `null` when nothing did. */
  follow(): { readonly moved: readonly VersionRow[] } | null;
  /** Seals when enough has gathered since the last time; when nothing has moved for a while, less is enough. */
  sealIfDue(moment: 'moving' | 'idle'): Promise<Sealed | null>;
  /** Writes everything that the index holds to a new base, while it goes on answering. */
  seal(): Promise<Sealed>;
  /** Seals what is worth it, and waits for that. */
  close(): Promise<Sealed | null>;
}

const baseName = 'sentences.index';
const rowsAtOnce = 500;
const usualSealFrom = 100_000;
/** Read from the archive again in about a fifth of a second. */
const smallTail = 20_000;
const tailShare = 0.05;

/**
 * Opens the base where it is sound, catches up with the archive, and builds from the archive where it is not.
 *
 * @throws what the file system refuses, other than that there is no base; what the archive throws
 */
export function openSearch({ folder, archive, identity, sealFrom = usualSealFrom }: SearchOptions): Search {
  const path = join(folder, baseName);
  removeAbandoned(folder);
  const onDisk = readIndexFile(path, identity);
  let segments = new Segments(onDisk.kind === 'index' ? onDisk.state : undefined);
  let mark = onDisk.kind === 'index' ? onDisk.mark : 0;
  let base: Search['base'] = onDisk.kind === 'index' ? 'used' : onDisk.kind;
  let seen: number | null = null;
  /** Sentences that came or went since the base was sealed. */
  let tail = 0;
  let sealing: Promise<Sealed> | null = null;

  function follow(): { readonly moved: readonly VersionRow[] } | null {
    const count = archive.changeCount();
    if (count === seen) return null;
    const moved: VersionRow[] = [];
    for (;;) {
      const movement = archive.movement(mark, rowsAtOnce);
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
      if (movement.mark === mark) break;
      mark = movement.mark;
    }
    seen = count;
    return moved.length === 0 ? null : { moved };
  }

  /** A base that does not come out with the archive's own count is of another state of it, whatever its identity says. */
  function isComplete(): boolean {
    for (;;) {
      const { sentences } = archive.extent({ scope: { sources: 'all' } });
      if (sentences === segments.sentences) return true;
      if (follow() === null) return false;
    }
  }

  async function writeBase(): Promise<Sealed> {
    try {
      segments.sealFresh();
      for (const _ of segments.fold()) await setImmediate();
      segments.sealFresh();
      const state = segments.snapshot();
      const sealed = { identity, mark };
      const sealedTail = tail;
      mkdirSync(folder, { recursive: true });
      await writeIndexFile(path, state, sealed);
      tail -= sealedTail;
      return { kind: 'sealed', mark: sealed.mark };
    } catch (error) {
      return { kind: 'failed', error };
    }
  }

  function seal(): Promise<Sealed> {
    sealing ??= writeBase().finally(() => {
      sealing = null;
    });
    return sealing;
  }

  function isDue(moment: 'moving' | 'idle'): boolean {
    if (segments.sentences < sealFrom) return false;
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
    seal,
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

/** Takes away what a process that was killed while it sealed has left. */
function removeAbandoned(folder: string): void {
  for (const name of namesIn(folder)) {
    const writer = /^sentences\.index\.(\d+)\.part$/.exec(name)?.[1];
    if (writer !== undefined && !isRunning(Number(writer))) rmSync(join(folder, name), { force: true });
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
