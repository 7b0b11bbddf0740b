import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { commands } from '../../src/app.ts';
import type { Archive } from '../../src/archive/open-archive.ts';
import { correctionsOf } from '../../src/archive/open-corrections.ts';
import { openStores } from '../../src/archive/stores/open-stores.ts';
import { createDispatcher } from '../../src/dispatch.ts';
import type { Adapter, Platform } from '../../src/model/chat.ts';
import type { Core } from '../../src/model/core.ts';
import { openSamples } from '../../src/operator/samples.ts';
import { createDeliverer } from '../../src/outbox.ts';
import { createCore } from '../../src/query/core.ts';
import { createRateLimit } from '../../src/rate-limit.ts';
import { openSearch } from '../../src/search/open-search.ts';
import { unusedPorts } from '../fixtures/ports.ts';
import { consoleHarness } from './console/harness.ts';
import { type Harness, plain, type Shown } from './contract.ts';
import { discordHarness } from './discord/harness.ts';
import { slackHarness } from './slack/harness.ts';

/** Nothing small or made up between a platform and the sample articles: dispatcher, commands, stores and core are real. */

let archive: Archive;
let core: Core;

beforeAll(async () => {
  archive = await openSamples();
  core = createCore({ archive, search: openSearch({ archive }), samples: true });
});

const everything = { sources: 'all' as const };
const now = () => new Date('2025-05-14T12:00:00Z');
const longest = { timeout: 15_000, interval: 10 };

/** The whole of what runs behind one platform. */
function wholeOver(adapter: Adapter, errors: unknown[]) {
  const stores = openStores(':memory:', { now });
  const adapters = new Map<Platform, Adapter>([[adapter.name, adapter]]);
  return createDispatcher({
    commands,
    core,
    ports: { ...unusedPorts, corrections: correctionsOf(archive) },
    stores,
    adapters,
    deliverer: createDeliverer({ outbox: stores.outbox, adapters, now }),
    rateLimit: createRateLimit(100),
    now,
    zone: 'Europe/London',
    scopeOf: () => everything,
    administrators: new Set(),
    onError: (error) => errors.push(error),
  });
}

describe.each([
  { platform: 'Slack', create: () => slackHarness() },
  { platform: 'Discord', create: () => discordHarness() },
  { platform: 'the terminal', create: () => consoleHarness() },
])('over $platform', ({ create }) => {
  let open: Harness | null = null;
  let errors: unknown[] = [];

  async function started(): Promise<Harness> {
    const harness = await create();
    open = harness;
    errors = [];
    await harness.start((adapter) => wholeOver(adapter, errors));
    return harness;
  }

  async function shown(harness: Harness, place = 0): Promise<Shown> {
    return await vi.waitFor(() => {
      const message = harness.sent()[place];
      expect(message, `message ${place} of ${harness.sent().length}`).toBeDefined();
      return message as Shown;
    }, longest);
  }

  /** Every quotation is words of an article, from its first letter on; a cut is told outside of it. */
  async function finished(harness: Harness): Promise<readonly Shown[]> {
    await harness.close();
    expect(errors).toEqual([]);
    expect(harness.violations()).toEqual([]);
    const { stored } = archive.movement(0, 100);
    const texts = archive.articles(stored, everything).map(({ text }) => plain(text).normalize());
    for (const message of harness.sent()) {
      expect(message).toMatchObject({ pings: [], previews: false });
      for (const words of message.quotations)
        expect(
          texts.some((text) => text.includes(plain(words).normalize())),
          words,
        ).toBe(true);
    }
    return harness.sent();
  }

  afterEach(async () => {
    await open?.close();
    open = null;
  });

  test('answers with exact words, pages them, and shows what stands around one', async () => {
    const harness = await started();
    await harness.ask({ text: 'what did Rubio say?' });
    const first = await shown(harness);
    expect(plain(first.text)).toMatch(/Marco Rubio: \d+ statements, 2 outlets/);
    expect(plain(first.text)).toContain('Searched 8 articles of 2 outlets');
    if (harness.buttons === 'none') {
      await harness.ask({ text: 'more' });
      expect((await shown(harness, 1)).quotations).not.toEqual(first.quotations);
    } else {
      expect(first.buttons.map(({ label }) => label)).toEqual(
        expect.arrayContaining(['More', 'Context 1', 'Timeline']),
      );
      await harness.press(first, 'More');
      await vi.waitFor(() => expect(harness.sent()[0]?.edits).toBe(1), longest);
      await harness.press(first, 'Context 1', 'bert');
      expect((await shown(harness, 1)).seenBy).not.toBe('all');
    }
    expect((await finished(harness)).length).toBe(2);
  });

  test('understands what follows, and finds nothing where there is nothing', async () => {
    const harness = await started();
    await harness.ask({ text: 'what did Rubio say?', manner: 'direct' });
    await shown(harness);
    await harness.ask({ text: 'and Lavrov?', manner: 'direct' });
    expect(plain((await shown(harness, 1)).text)).toContain('Sergei Lavrov');
    await harness.ask({ text: 'what did Rubio say about Greenland?', manner: 'direct' });
    expect(plain((await shown(harness, 2)).text)).toContain('that does not mean it was not said');
    await finished(harness);
  });

  test('judges claimed words', async () => {
    const harness = await started();
    await harness.ask({ text: 'did Barrot say "peace can only happen with Europe at the table"?' });
    expect(plain((await shown(harness)).text).trimStart()).toMatch(/^Exact: Jean-Noel Barrot/);
    await finished(harness);
  });

  test('compares outlets', async () => {
    const harness = await started();
    await harness.ask({ text: 'compare outlets on the Paris talks on Ukraine' });
    const message = await shown(harness);
    expect(plain(message.text)).toMatch(/in \d articles of 2 outlets/);
    expect(plain(message.text)).toContain('First: Meridian Wire');
    expect(plain(message.text)).toMatch(/in other words in|Only in|cut in/);
    await finished(harness);
  });

  test('lays statements out in time, with a picture where there is room for one', async () => {
    const harness = await started();
    await harness.ask({ text: 'Rubio over time' });
    const message = await shown(harness);
    expect(plain(message.text)).toMatch(/Marco Rubio over time: \d\d statements/);
    expect(plain(message.text)).toMatch(/First.*Latest/s);
    if (harness.buttons === 'none') expect(message.text).toMatch(/18 Apr 2025 +█+/);
    else {
      await vi.waitFor(() => expect(harness.files()).toHaveLength(1), longest);
      expect(harness.files()[0]).toMatchObject({ name: 'timeline-marco-rubio.png' });
      expect(harness.files()[0]?.alternative).toMatch(/^Bars of Marco Rubio by day and outlet, 17 to 19 April 2025/);
      await harness.press(message, 'Numbers');
      expect(plain((await shown(harness, 1)).text)).toContain('Meridian Wire: 9 mentions');
    }
    await finished(harness);
  });

  test('writes all statements into a file', async () => {
    const harness = await started();
    await harness.ask({ text: 'quotes Rubio format:jsonl', manner: 'direct' });
    expect(plain((await shown(harness)).text)).toMatch(/rubio\.jsonl holds all that were found: \d\d statements/);
    await vi.waitFor(() => expect(harness.files()).toHaveLength(1), longest);
    const rows = harness
      .files()[0]
      ?.content.trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows?.length).toBeGreaterThan(10);
    for (const { article, start, end, sentences } of rows ?? [])
      expect(archive.article(article, everything)?.text.slice(start, end)).toBe(sentences);
    await finished(harness);
  });
});
