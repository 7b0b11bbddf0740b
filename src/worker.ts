import { parentPort } from 'node:worker_threads';
import { ArchiveError } from './archive/archive-error.ts';
import { type Archive, openArchive } from './archive/open-archive.ts';
import type { FromCoreThread, Opening, ToCoreThread } from './core-port.ts';
import type { ArchiveReader } from './model/archive.ts';
import type { Core } from './model/core.ts';
import type { Scope } from './model/scope.ts';
import { createCore } from './query/core.ts';
import { baseFolder } from './search/base-file.ts';
import { type FollowingIndex, openSearch, type Search, type SearchOptions } from './search/open-search.ts';
import { tendSearch } from './search/tend-search.ts';

const port = parentPort;
if (port === null) throw new Error('This module runs in a thread that startCoreThread() starts');

let opened: OpenedCore | null = null;

port.on('message', async (message: ToCoreThread) => {
  try {
    port.postMessage({ id: message.id, kind: 'done', value: await done(message) } satisfies FromCoreThread);
  } catch (error) {
    port.postMessage(failure(message.id, error));
  }
  if (message.kind === 'close') process.exit();
});

interface OpenedCore {
  readonly search: Search;
  readonly coreNow: () => Promise<AnsweringCore>;
  /** Says that somebody asks. */
  busy(): void;
  close(): Promise<void>;
}

async function done(message: ToCoreThread): Promise<unknown> {
  if (message.kind === 'open') {
    opened = openCore(message);
    return null;
  }
  if (message.kind === 'close') return opened?.close();
  if (opened === null) throw new Error('No archive is open in this thread');
  if (message.kind === 'share') return opened.search.share();
  if (message.kind === 'adopt') return opened.search.adopt(message.base);
  return answerTo(opened, message);
}

function openCore({ archive: file, sealFrom, base, shared }: Opening): OpenedCore {
  const archive = openArchive(file);
  const search = openSearch({
    archive,
    ...(shared === undefined ? placeOfIndex(archive) : { shared }),
    ...(base !== undefined && { read: base }),
    ...(sealFrom !== undefined && { sealFrom }),
  });
  const tending = tendSearch(search, {
    onSealed: () => port?.postMessage({ kind: 'sealed' } satisfies FromCoreThread),
  });
  return {
    search,
    coreNow: coreOver(archive, search),
    busy: tending.busy,
    async close() {
      await tending.stop();
      archive.close();
    },
  };
}

function placeOfIndex(archive: Archive): Pick<SearchOptions, 'sealed'> {
  if (archive.file === ':memory:') return {};
  return { sealed: { folder: baseFolder(archive.file), identity: archive.identity() } };
}

const everything: Scope = { sources: 'all' };

/** The samples answer as long as the archive is empty, and make way for the first article that any process imports. */
function coreOver(archive: ArchiveReader, search: FollowingIndex): () => Promise<AnsweringCore> {
  const own: AnsweringCore = { core: createCore({ archive, search, samples: false }), isOpen: false };
  let samples: Promise<AnsweringCore> | null = null;
  return async () => {
    if (archive.extent({ scope: everything }).articles > 0) return own;
    samples ??= openedSamples().then((opened) => ({
      core: createCore({ archive: opened, search: openSearch({ archive: opened }), samples: true }),
      isOpen: true,
    }));
    return samples;
  };
}

/** Loaded when they are needed: reading texts takes word lists and weights, a third of a second of each start. */
async function openedSamples(): Promise<Archive> {
  const { openSamples } = await import('./operator/samples.ts');
  return openSamples();
}

interface AnsweringCore {
  readonly core: Core;
  /** True when everybody sees all of it: the sources of the owner's archive are none of the samples'. */
  readonly isOpen: boolean;
}

async function answerTo(
  { busy, coreNow }: OpenedCore,
  { method, request }: Extract<ToCoreThread, { kind: 'call' }>,
): Promise<unknown> {
  busy();
  const { core, isOpen } = await coreNow();
  // What comes through the port was a request of this method at the other end.
  const call = core[method] as (request: unknown) => Promise<unknown>;
  return call(isOpen ? seeingAll(method, request) : request);
}

function seeingAll(method: keyof Core, request: unknown): unknown {
  return method === 'holdings' || typeof request !== 'object' ? everything : { ...request, scope: everything };
}

function failure(id: number, error: unknown): FromCoreThread {
  return error instanceof ArchiveError ? { id, kind: 'told', message: error.message } : { id, kind: 'failed', error };
}
