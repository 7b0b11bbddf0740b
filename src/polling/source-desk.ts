import { Refusal } from '../ingest/arrival.ts';
import { readOpml, writeOpml } from '../ingest/feeds/opml.ts';
import { describeFileError } from '../ingest/list-files.ts';
import { readSource } from '../ingest/sources/read-source.ts';
import type { FoundSource } from '../model/feeds.ts';
import type { Scope, SourceId } from '../model/scope.ts';
import type { AddedSource, ArticleChange, Carrier, ImportedSources, SourceDesk, SourceWish } from '../model/sources.ts';
import type { PollingParts } from './parts.ts';

interface DeskOptions extends Pick<PollingParts, 'fetcher' | 'robots' | 'now'> {
  readonly archive: PollingParts['archive'] & { changes(scope: Scope, limit: number): readonly ArticleChange[] };
  /**
   * Takes the articles of a source that was added, and tells how many; `null` where somebody visits it anyway, behind
   * the answer.
   */
  readonly takeArticles: ((id: SourceId) => Promise<number>) | null;
  /** For whoever sits at the machine; `null` for those who do not. */
  readonly readFile: ((path: string) => Promise<Uint8Array>) | null;
}

/** A day's list of the largest agency; what else it holds is taken all the same. */
const mostTold = 500;

export function createSourceDesk(options: DeskOptions): SourceDesk {
  const { archive, fetcher, robots, now, takeArticles, readFile } = options;
  const { sources } = archive;

  async function add(wish: SourceWish): Promise<AddedSource> {
    const found = await readSource(wish.address, { fetcher, robots, now: now() });
    if (found.kind === 'failed') return { kind: 'failed', why: found.failure.reason };
    if (found.kind === 'choice') return { kind: 'choice', page: found.page, offers: found.offers };
    return keep(found, wish);
  }

  async function keep(
    { kind: form, address, feed }: Extract<FoundSource, { kind: 'feed' | 'sitemap' }>,
    { carrier, since }: SourceWish,
  ): Promise<AddedSource> {
    const { source, outcome } = sources.add({ address, form, title: feed.title, backfill: since }, carrier, now());
    const dates = feed.items.flatMap(({ published, updated }) => published ?? updated ?? []);
    return {
      kind: 'added',
      source,
      outcome,
      items: feed.items
        .slice(0, mostTold)
        .map(({ title, published, updated }) => ({ title, published: published ?? updated })),
      oldest: dates.sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null,
      warnings: feed.warnings,
      stored: takeArticles === null ? null : await takeArticles(source.id),
    };
  }

  async function bytesOf(
    from: { readonly address: string } | { readonly bytes: Uint8Array },
  ): Promise<{ readonly bytes: Uint8Array } | { readonly why: string }> {
    if ('bytes' in from) return from;
    if (readFile !== null && !/^https?:/i.test(from.address)) return await readListFile(from.address, readFile);
    const fetched = await fetcher.fetch(from.address, { accept: 'feed', now: now() });
    if (fetched.kind === 'answer') return fetched;
    return { why: fetched.kind === 'failed' ? fetched.failure.reason : `${from.address} sent nothing` };
  }

  function addList(bytes: Uint8Array, carrier: Omit<Carrier, 'added' | 'paused' | 'group'>): ImportedSources {
    const { feeds, warnings } = readOpml(bytes);
    const outcomes = feeds.map(({ address, title, groups }) => {
      const group = groups.length === 0 ? null : groups.join(' / ');
      return sources.add({ address, form: 'feed', title }, { ...carrier, group }, now()).outcome;
    });
    const known = outcomes.filter((outcome) => outcome === 'known').length;
    return { kind: 'imported', added: outcomes.length - known, known, warnings };
  }

  return {
    store: sources,
    add,

    async importList(from, carrier) {
      const got = await bytesOf(from);
      if ('why' in got) return { kind: 'failed', why: got.why };
      try {
        return addList(got.bytes, carrier);
      } catch (error) {
        if (error instanceof Refusal) return { kind: 'failed', why: error.message };
        throw error;
      }
    },

    exportList: (holder) =>
      writeOpml({
        title: 'Sources of Verbatim',
        feeds: sources.list(holder).map(({ address, title, carriers }) => ({
          address,
          title,
          homepage: null,
          groups: carriers.find(({ group }) => group !== null)?.group?.split(' / ') ?? [],
        })),
      }),

    changes: (scope, limit) => archive.changes(scope, limit),
  };
}

async function readListFile(
  path: string,
  readFile: (path: string) => Promise<Uint8Array>,
): Promise<{ readonly bytes: Uint8Array } | { readonly why: string }> {
  try {
    return { bytes: await readFile(path) };
  } catch (error) {
    return { why: `${path}: ${await describeFileError(error, path)}` };
  }
}
