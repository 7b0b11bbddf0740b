import { readFile } from 'node:fs/promises';
import type { Archive } from '../archive/open-archive.ts';
import { createFetcher } from '../ingest/fetch/fetcher.ts';
import { createRobots } from '../ingest/fetch/robots.ts';
import type { Source, SourceDesk } from '../model/sources.ts';
import type { PollingParts } from '../polling/parts.ts';
import { createPoller, type Poller } from '../polling/poller.ts';
import { createSourceDesk } from '../polling/source-desk.ts';
import type { Settings } from '../settings.ts';
import { openReadingPool } from './reading-pool.ts';

interface SourceWorksOptions extends Pick<PollingParts, 'onError' | 'onVisit'> {
  readonly archive: Archive;
  readonly settings: Pick<Settings, 'allowHosts' | 'contact'>;
  readonly now: () => Date;
  readonly onGivenUp?: (source: Source) => void;
  /** Where articles of an added source are taken: while its user waits, or by the poller that runs beside. */
  readonly added: 'at once' | 'by the poller';
  readonly signal: AbortSignal;
}

/** Everything that fetches. */
export interface SourceWorks {
  readonly desk: SourceDesk;
  readonly poller: Poller;
  close(): Promise<void>;
}

/** Articles that are read here before a thread is started: a quiet source has a handful. */
const readHere = 3;

export function openSourceWorks(options: SourceWorksOptions): SourceWorks {
  const { archive, settings, now, signal, added } = options;
  const fetcher = createFetcher(settings);
  const robots = createRobots(fetcher);
  const pool = openReadingPool({ readHere, threads: 1 });
  const poller = createPoller({
    ...options,
    archive,
    fetcher,
    robots,
    readArticle: pool.readArticle,
    random: Math.random,
    onGivenUp: options.onGivenUp ?? (() => {}),
  });
  const takeAtOnce = async (id: Source['id']) => (await poller.visitNow(id, signal))?.added ?? 0;
  return {
    desk: createSourceDesk({
      archive,
      fetcher,
      robots,
      now,
      takeArticles: added === 'at once' ? takeAtOnce : null,
      readFile: added === 'at once' ? (path) => readFile(path) : null,
    }),
    poller,
    async close() {
      await fetcher.close();
      await pool.close();
    },
  };
}
