import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openArchive } from '../../src/archive/open-archive.ts';
import { openStores } from '../../src/archive/stores/open-stores.ts';
import { patient, startBot } from '../adapters/process.ts';
import { buttonPressed, slashCommand, userId, viewSubmitted } from '../adapters/slack/events.ts';
import { channel, shownMessages } from '../adapters/slack/harness.ts';
import { type SlackServer, startSlackServer } from '../adapters/slack/server/slack-server.ts';
import { appToken, botToken } from '../adapters/slack/server/workspace.ts';
import { harbour } from '../archive/news.ts';
import { temporaryFolder } from '../archive/temporary.ts';

/** Two copies of the bot over one archive, as their owner starts them, against a Slack on loopback. */

const anna = userId('anna');
let server: SlackServer;

beforeEach(async () => {
  server = await startSlackServer();
  server.workspace.people.set(anna, { is_admin: true });
});

afterEach(async () => {
  await server.close();
  expect(server.workspace.violations).toEqual([]);
});

async function command(text: string): Promise<void> {
  await server.deliver('slash_commands', slashCommand(anna, channel, text, server.responseUrl(channel, anna, null)));
}

test('one serves and the other waits; killed, it is followed, and the digest that was due is posted once', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'archive.db');
  const settings = { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_API_URL: server.apiUrl };
  const one = startBot(folder, settings);
  await vi.waitFor(() => expect(server.sockets.length, one.output).toBe(2), patient);
  const other = startBot(folder, settings);
  await vi.waitFor(() => expect(other.output).toContain('waiting to take over'), patient);
  expect(server.sockets).toHaveLength(2);

  await command('digest set');
  await vi.waitFor(() => expect(server.workspace.views, one.output).toHaveLength(1), patient);
  const view = server.workspace.views[0]?.view;
  await server.deliver(
    'interactive',
    viewSubmitted(anna, view as Record<string, unknown>, { days: 'daily 08:00', empty: 'one line' }),
  );
  await vi.waitFor(
    () =>
      expect(
        shownMessages(server)
          .map(({ text }) => text)
          .join(),
        one.output,
      ).toMatch(/Digest 1 is set: daily 08:00/),
    patient,
  );
  await command('follow add topic:harbour channel:here');
  await vi.waitFor(
    () =>
      expect(
        shownMessages(server)
          .at(-1)
          ?.buttons.map(({ label }) => label),
      ).toContain('Follow'),
    patient,
  );
  const draft = shownMessages(server).at(-1);
  const bearing = server.workspace.find(channel, draft?.id ?? '');
  if (bearing === undefined) throw new Error('There is a draft');
  const id = draft?.buttons.find(({ label }) => label === 'Follow')?.id ?? '';
  await server.deliver('interactive', buttonPressed(anna, bearing, id, server.responseUrl(channel, anna, bearing)));
  await vi.waitFor(() => expect(shownMessages(server).at(-1)?.text).toMatch(/Follow 1 runs: harbour/), patient);

  await one.stop('SIGKILL');
  const stores = openStores(file, { now: () => new Date() });
  stores.digests.reschedule(1, new Date(Date.now() - 60_000));
  stores.close();
  using archive = openArchive(file);
  archive.store(
    [{ ...harbour, article: { ...harbour.article, published: new Date().toISOString() } }],
    archive.source('import', 'files'),
  );
  await vi.waitFor(() => expect(server.sockets.length, other.output).toBe(2), patient);
  const digests = () => shownMessages(server).filter(({ text }) => text.startsWith('Digest ·'));
  await vi.waitFor(() => expect(digests(), other.output).toHaveLength(1), patient);
  expect(digests()[0]).toMatchObject({ channel, seenBy: 'all', previews: false });
  expect(await other.stop('SIGTERM')).toBe(0);
  expect(digests()).toHaveLength(1);
}, 90_000);
