import { setTimeout as sleep } from 'node:timers/promises';
import { checkArchive } from '../../src/archive/check.ts';
import { openArchive } from '../../src/archive/open-archive.ts';
import { openSearch } from '../../src/search/open-search.ts';
import { runChild } from '../archive/run-child.ts';
import { startUnrulyServer } from '../fixtures/unruly-server.ts';
import { publish, type Story } from './mill-news.ts';

export interface PollKillRounds {
  readonly file: string;
  readonly rounds: number;
  /** Stories that each round adds to the feed. */
  readonly stories: number;
  readonly random: () => number;
  readonly onRound?: (round: number, articles: number) => void;
}

/**
 * Visits a growing feed again and again, each time killed at a random moment: while it fetches, between fetch and store,
 * between store and index. At last one visit runs to its end.
 *
 * @returns everything that was wrong; empty when nothing was lost and nothing is there twice
 */
export async function pollKillRounds(options: PollKillRounds): Promise<string[]> {
  const { file, rounds, random, onRound } = options;
  const server = await startUnrulyServer();
  const address = `${server.origin}/news`;
  const poll = () => runChild('../../polling/children/poll.ts', file, address);
  const wrong: string[] = [];
  const published: Story[] = [];
  try {
    for (let round = 1; round <= rounds; round++) {
      for (let number = 0; number < options.stories; number++) published.push(storyOf(published.length));
      publish(server, '/news', published.toReversed(), `"${round}"`);
      const child = poll();
      // Somewhere among the requests that it makes, and a little behind one of them.
      const requests = server.requests.length + 1 + Math.floor(random() * options.stories);
      const isOver = child.ended.then(() => true);
      while (server.requests.length < requests && !(await Promise.race([isOver, sleep(2, false)])));
      // The first article takes a second to read on a busy machine: the text stage is warmed up by it.
      await sleep(random() ** 2 * 1_500);
      child.process.kill('SIGKILL');
      await child.ended;
      wrong.push(...checkArchive(file).faults.map((fault) => `round ${round}: ${fault}`));
      onRound?.(round, checkArchive(file).articles);
    }
    const last = poll();
    const told = await last.line('done').catch(() => 'it ended without a word');
    await last.ended;
    if (told !== 'done {"error":null,"failed":0}') wrong.push(`the last visit: ${told}`);
    wrong.push(...lookAt(file, published));
  } finally {
    await server.close();
  }
  return wrong;
}

/** Every third as a whole in the feed, the rest on their pages. */
function storyOf(number: number): Story {
  const published = new Date(Date.UTC(2026, 0, 1) + number * 60_000);
  return number % 3 === 0 ? { number, published, whole: true } : { number, published };
}

function lookAt(file: string, published: readonly Story[]): string[] {
  using archive = openArchive(file);
  const scope = { sources: 'all' } as const;
  const report = checkArchive(file);
  const wrong = [...report.faults];
  const search = openSearch({ archive });
  search.follow();
  const titles = archive.articles(archive.movement(0, 100_000).stored, scope).map(({ title }) => title);
  const missing = published.filter(({ number }) => !titles.includes(`Mill ${number}`));
  if (missing.length > 0) wrong.push(`${missing.length} stories are missing`);
  if (titles.length !== published.length) wrong.push(`expected ${published.length} articles, got ${titles.length}`);
  if (report.versions !== report.articles) wrong.push(`${report.versions - report.articles} versions too many`);
  const { sentences } = archive.extent({ scope });
  if (search.index.size !== sentences) wrong.push(`the index holds ${search.index.size} of ${sentences} sentences`);
  return wrong;
}
