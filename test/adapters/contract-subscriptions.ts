import { expect, test, vi } from 'vitest';
import { hostileTexts } from '../fixtures/answers.ts';
import { alert, digest, digestForm, longDigest } from '../fixtures/bulletins.ts';
import { expectButtons, type Harness, longest, plain, type Shown } from './contract.ts';
import type { SmallDispatcher } from './small-dispatcher.ts';

/** How the contract starts an adapter, waits for its messages, and ends. */
interface Steps {
  started(): Promise<{ harness: Harness; dispatcher: SmallDispatcher }>;
  shown(harness: Harness, place?: number): Promise<Shown>;
  finished(harness: Harness): Promise<readonly Shown[]>;
}

/** What every adapter does with digests, alerts and forms. */
export function subscriptionContract({ started, shown, finished }: Steps): void {
  test('a digest: linked headlines, exact words with their speaker, the outlets, what was new and when the next comes', async () => {
    const { harness, dispatcher } = await started();
    await harness.ask({ text: 'the digest' });
    const message = await shown(harness);
    expect(plain(message.notification)).toContain(digest.lead);
    expect(message.quotations.map(plain)).toEqual(
      digest.stories.flatMap(({ quotation }) => (quotation === null ? [] : [quotation.text])),
    );
    const headline = digest.stories[0]?.headline?.title;
    const url = 'https://courier.example/closing';
    // A terminal shows the address itself, below the title.
    if (harness.buttons === 'none') expect(message.links.map((link) => link.url)).toContain(url);
    else expect(message.links).toContainEqual({ words: headline, url });
    for (const words of [
      ...digest.remarks,
      digest.closing,
      'High water on Friday',
      'Eastern Post, The Gazette and 2 more',
    ]) {
      expect(plain(message.text)).toContain(words);
    }
    expect(message).toMatchObject({ pings: [], previews: false });
    expectButtons(harness, message, ['More', 'Change', 'Pause']);
    if (harness.people === 'many') {
      await harness.press(message, 'Pause', 'bert');
      expect((await shown(harness, 1)).seenBy).not.toBe('all');
      expect(dispatcher.events.at(-1)).toMatchObject({ kind: 'button', button: 'do.digest Pause.digest=7' });
    }
    await finished(harness);
  });

  test('an alert: exact words with their speaker, and Why, Mute and Stop', async () => {
    const { harness } = await started();
    await harness.ask({ text: 'the alert' });
    const message = await shown(harness);
    expect(plain(message.text)).toContain(alert.lead);
    expect(plain(message.text)).toContain(alert.closing);
    expect(message.quotations.map(plain)).toEqual([alert.stories[0]?.quotation?.text]);
    expectButtons(harness, message, ['Why', 'Mute', 'Stop']);
    await finished(harness);
  });

  test('a digest that is too long for one message shows whole stories and counts the rest', async () => {
    const { harness } = await started();
    await harness.ask({ text: 'the long digest' });
    const message = await shown(harness);
    const stories = longDigest(30).stories.map(({ quotation }) => quotation?.text);
    expect(message.quotations.map(plain)).toEqual(stories.slice(0, message.quotations.length));
    expect(message.quotations.length).toBeGreaterThan(2);
    if (message.quotations.length < 30) expect(plain(message.text)).toContain(`${30 - message.quotations.length} more`);
    expect(plain(message.text)).toContain(digest.closing);
    await finished(harness);
  });

  test('a form is opened, and what is filled in comes back as the command', async ({ skip }) => {
    const { harness, dispatcher } = await started();
    if (harness.forms === undefined) skip('there are no forms');
    await harness.command({ name: 'digest set', options: {} });
    await vi.waitFor(() => expect(formsOrWords(harness)).toBe(1), longest);
    if (harness.forms?.().length === 0) {
      // Too late for a form: its words are told instead.
      expect(plain(harness.sent()[0]?.text)).toContain('digest set digest:7 days:weekdays 08:00');
      await finished(harness);
      return;
    }
    const [form] = harness.forms?.() ?? [];
    expect(form?.title).toBe(digestForm.title);
    expect(form?.fields.slice(0, 5)).toEqual(
      digestForm.fields.slice(0, 5).map(({ option, label, value }) => ({ option, label, value })),
    );
    await harness.fill?.({ days: 'Mon, Wed 9:30', topics: 'bridges & <ferries>' });
    const answer = await shown(harness);
    expect(answer.seenBy).not.toBe('all');
    expect(dispatcher.events.at(-1)).toMatchObject({
      kind: 'command',
      name: 'digest set',
      options: { digest: '7', days: 'Mon, Wed 9:30', topics: 'bridges & <ferries>', zone: 'Europe/Oslo', length: '5' },
      text: null,
      visibility: 'private',
    });
    expect(await finished(harness)).toHaveLength(1);
  });

  test('a form is opened by a button too', async ({ skip }) => {
    const { harness } = await started();
    if (harness.forms === undefined) skip('there are no forms');
    await harness.ask({ text: 'the digest' });
    await harness.press(await shown(harness), 'Change', 'bert');
    await vi.waitFor(() => expect(formsOrWords(harness)).toBe(2), longest);
    await finished(harness);
  });

  test.each(hostileTexts)('no text from outside breaks a digest: $name', async ({ text }) => {
    const { harness } = await started();
    await harness.ask({ text: `digest of ${text}` });
    const message = await shown(harness);
    expect(message).toMatchObject({ pings: [], previews: false });
    expect(message.links.every(({ url }) => url.startsWith('https://courier.example/hostile'))).toBe(true);
    await finished(harness);
  });
}

/** Forms that are open, or messages in their place. */
function formsOrWords(harness: Harness): number {
  return (harness.forms?.().length ?? 0) + harness.sent().length;
}
