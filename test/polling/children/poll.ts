import { openArchive } from '../../../src/archive/open-archive.ts';
import { openSourceWorks } from '../../../src/operator/sources.ts';

// Visits one feed once: poll.ts ARCHIVE ADDRESS. Says "begun" before it fetches and "done" when all is stored.
const [, , file = '', address = ''] = process.argv;
const signal = new AbortController().signal;
const archive = openArchive(file);
const works = openSourceWorks({
  archive,
  settings: { allowHosts: new Set([new URL(address).host]), contact: null },
  now: () => new Date(),
  added: 'by the poller',
  signal,
  onError: (error) => {
    throw error;
  },
});
const limits = { keepDays: null, keepArticles: null };
const { source } = archive.sources.add(
  { address, form: 'feed', title: null },
  { space: null, group: null, addedBy: 'test', channel: null, limits },
  new Date(),
);
process.stdout.write('begun\n');
const visit = await works.poller.visitNow(source.id, signal);
process.stdout.write(`done ${JSON.stringify({ error: visit?.error ?? null, failed: visit?.failed ?? null })}\n`);
await works.close();
archive.close();
