import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import type { ArchiveReader, StoredSpeaker } from '../model/archive.ts';
import type { Scope } from '../model/scope.ts';

/** Changes with what a speaker is told by. */
const format = 1;
const all: Scope = { sources: 'all' };
const fileName = 'speakers.json';
const head = z.object({ format: z.int(), identity: z.string(), mark: z.number(), checksum: z.int() });
/** Fewer are counted from the articles in no time. */
const usualFewest = 2_000;

export interface KeptSpeakers {
  /** The archive, whose speakers come from the file as long as nothing has moved since. */
  readonly archive: ArchiveReader;
  /** Counts them after all, for when something moves: from then on each change costs little. */
  warm(): void;
  /** Writes the speakers down when they were counted; what the file system refuses costs the next start some seconds. */
  save(): void;
}

/**
 * Keeps the list of all speakers beside the sealed index: to count them, the people of every article have to be read,
 * which takes three seconds for a hundred thousand articles.
 *
 * @param place where the index is sealed; without one nothing is kept
 * @param options.fewest speakers that are worth a file; 2,000 when absent
 */
export function keepSpeakers(
  archive: ArchiveReader,
  place: { readonly folder: string; readonly identity: string } | undefined,
  { fewest = usualFewest }: { readonly fewest?: number } = {},
): KeptSpeakers {
  if (place === undefined) return { archive, warm: () => undefined, save: () => undefined };
  const path = join(place.folder, fileName);
  let kept = readKept(path, place.identity, archive.mark());
  if (kept === null) ifAllowed(() => rmSync(path, { force: true }));
  let isWarm = false;
  let counted: { readonly mark: number; readonly speakers: readonly StoredSpeaker[] } | null = null;
  return {
    archive: {
      ...archive,
      speakers(scope) {
        if (scope.sources !== 'all') return archive.speakers(scope);
        const mark = archive.mark();
        if (kept !== null && kept.mark === mark) return kept.speakers;
        // It may name somebody whose article was taken out.
        if (kept !== null) ifAllowed(() => rmSync(path, { force: true }));
        kept = null;
        const speakers = archive.speakers(scope);
        counted = { mark, speakers };
        return speakers;
      },
    },
    warm() {
      if (isWarm) return;
      isWarm = true;
      if (kept !== null) archive.speakers(all);
    },
    save() {
      if (counted === null || counted.speakers.length < fewest) return;
      const body = JSON.stringify(counted.speakers);
      const told = { format, identity: place.identity, mark: counted.mark, checksum: crc32(body) };
      counted = null;
      replaceFile(place.folder, path, `${JSON.stringify(told)}\n${body}`);
    },
  };
}

function replaceFile(folder: string, path: string, content: string): void {
  const part = `${path}.${process.pid}-${Math.trunc(performance.timeOrigin)}.part`;
  ifAllowed(() => {
    mkdirSync(folder, { recursive: true });
    try {
      writeFileSync(part, content);
      renameSync(part, path);
    } catch (error) {
      rmSync(part, { force: true });
      throw error;
    }
  });
}

/** Leaves undone what the file system refuses: the file is a cache. */
function ifAllowed(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
}

function readKept(
  path: string,
  identity: string,
  mark: number,
): { readonly mark: number; readonly speakers: readonly StoredSpeaker[] } | null {
  const content = readIfThere(path);
  const end = content.indexOf('\n');
  if (end < 0) return null;
  const body = content.slice(end + 1);
  const told = readHead(content.slice(0, end));
  const isOurs = told?.format === format && told.identity === identity && told.mark === mark;
  if (!isOurs || crc32(body) !== told.checksum) return null;
  // What has this checksum was written by `save()`.
  return { mark, speakers: JSON.parse(body) as StoredSpeaker[] };
}

function readHead(line: string): z.infer<typeof head> | null {
  try {
    return head.parse(JSON.parse(line));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isRefusal(error)) return '';
    throw error;
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
