import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Answer } from '../../src/model/answer.ts';
import type { Adapter, Button, Handlers, Platform } from '../../src/model/chat.ts';
import {
  choice,
  context,
  firstPage,
  followUp,
  help,
  hostileTexts,
  longQuotation,
  manyStatements,
  nothing,
  secondPage,
} from '../fixtures/answers.ts';
import { subscriptionContract } from './contract-subscriptions.ts';
import { exportFile, pictureFile, type SmallDispatcher, smallDispatcher } from './small-dispatcher.ts';

/** A message as its readers see it now, after every edit: markup resolved, entities decoded, addresses apart. */
export interface Shown {
  readonly id: string;
  readonly channel: string;
  /** The message whose thread it stands in or that it replies to. */
  readonly thread: string | null;
  readonly seenBy: 'all' | { readonly user: string };
  /** Everything there is to read, top to bottom, buttons excluded. */
  readonly text: string;
  /** What a notification shows and a screen reader says first. */
  readonly notification: string;
  /** The words of each block quotation. */
  readonly quotations: readonly string[];
  readonly links: readonly { readonly words: string; readonly url: string }[];
  readonly bold: readonly string[];
  readonly struck: readonly string[];
  readonly buttons: readonly Button[];
  /** Whoever the platform would notify because of what the text holds. */
  readonly pings: readonly string[];
  /** True when the platform would draw previews of its links. */
  readonly previews: boolean;
  readonly edits: number;
}

/** A file that came along with a message. */
interface ShownFile {
  readonly name: string;
  /** Text as it is, a picture in base64. */
  readonly content: string;
  /** Words for those who cannot see it; `null` where there are none, or no place for them. */
  readonly alternative: string | null;
}

export interface Asking {
  readonly text: string;
  /** `anna` when absent; each name is another person. */
  readonly user?: string;
  /** `mention` when absent. */
  readonly manner?: 'mention' | 'direct';
  /** Asks unaddressed, in the thread of this answer. */
  readonly under?: Shown;
}

/** A form as a person sees it. */
export interface OpenForm {
  readonly title: string;
  readonly fields: readonly { readonly option: string; readonly label: string; readonly value: string }[];
}

/** One adapter with the platform's own client, and the platform's far end to drive it. */
export interface Harness {
  readonly name: Platform;
  /** `one`: there is nobody but the asker, and nothing private (the terminal). */
  readonly people: 'one' | 'many';
  /** Where nothing can be pressed (the terminal), offers are answered by their numbers. */
  readonly buttons?: 'none';
  /** Resolves when events are taken. */
  start(dispatch: (adapter: Adapter) => Handlers): Promise<void>;
  /** Resolves when the platform has delivered the event. */
  ask(question: Asking): Promise<void>;
  command(command: {
    readonly name: string;
    readonly options: Readonly<Record<string, string>>;
    readonly user?: string;
    readonly visibility?: 'public' | 'private';
  }): Promise<void>;
  /** "Check this quote" upon a message with this text; absent where there is no such thing. */
  checkMessage?(text: string, user?: string): Promise<void>;
  /** Presses the button with this label. */
  press(message: Shown, label: string, user?: string): Promise<void>;
  /** Forms that the platform has opened, newest last; absent where there are none. */
  forms?(): readonly OpenForm[];
  /** Fills the newest form in, over what stands in it, and sends it. */
  fill?(values: Readonly<Record<string, string>>, user?: string): Promise<void>;
  /** Messages of the bot that exist, oldest first. */
  sent(): readonly Shown[];
  /** Files that came along, oldest first. */
  files(): readonly ShownFile[];
  /** Requests that the platform would have refused, and rules that they broke. */
  violations(): readonly string[];
  /** Stops the adapter and waits for what runs; `sent` and `violations` can still be read. */
  close(): Promise<void>;
}

export const longest = { timeout: 15_000, interval: 10 };

/** What every adapter does, whatever it is called there. */
export function adapterContract(create: () => Harness | Promise<Harness>): void {
  let open: Harness | null = null;

  async function started(): Promise<{ harness: Harness; dispatcher: SmallDispatcher }> {
    const harness = await create();
    open = harness;
    const made: SmallDispatcher[] = [];
    await harness.start((adapter) => {
      const dispatcher = smallDispatcher(adapter);
      made.push(dispatcher);
      return dispatcher;
    });
    const [dispatcher] = made;
    if (dispatcher === undefined) throw new Error(`The harness of ${harness.name} made no dispatcher`);
    return { harness, dispatcher };
  }

  /** Waits for the n-th message, so that what follows can press its buttons. */
  async function shown(harness: Harness, place = 0): Promise<Shown> {
    return await vi.waitFor(() => {
      const message = harness.sent()[place];
      expect(message, `message ${place} of ${harness.sent().length}`).toBeDefined();
      return message as Shown;
    }, longest);
  }

  /** Closes, which waits for what runs, and gives what is left to see: nothing may have come twice. */
  async function finished(harness: Harness): Promise<readonly Shown[]> {
    await harness.close();
    expect(harness.violations()).toEqual([]);
    return harness.sent();
  }

  afterEach(async () => {
    await open?.close();
    open = null;
  });

  test('a question gets one public answer: lead, exact words, links to the words, what was searched', async () => {
    const { harness } = await started();
    await harness.ask({ text: 'what did Ilse Marten say about the bridge?' });
    await shown(harness);
    const messages = await finished(harness);
    expect(messages).toHaveLength(1);
    const [message] = messages;
    expect(message).toMatchObject({ seenBy: 'all', pings: [], previews: false });
    expect(plain(message?.notification)).toContain(firstPage.lead);
    expect(plain(message?.text)).toContain(firstPage.lead);
    expect(message?.quotations.map(plain)).toEqual(firstPage.items.map(({ text }) => text));
    expect(message?.links.map(({ url }) => url)).toContainEqual(
      expect.stringMatching(/^https:\/\/courier\.example\/closing#:~:text=/),
    );
    expect(plain(message?.text)).toMatch(/also in Northern Wire/);
    expect(plain(message?.text)).toMatch(/reported/);
    expect(plain(message?.text)).toMatch(/Searched 1,240 articles of 6 outlets.* · 1 more/s);
    expect(message?.text).not.toMatch(/&(?:amp|lt|gt|quot|#\d+);/);
    expectButtons(harness, message, ['More', 'Context']);
  });

  test('a follow-up in the thread of an answer is answered in the same place', async () => {
    const { harness, dispatcher } = await started();
    await harness.ask({ text: 'what did Ilse Marten say about the bridge?' });
    const first = await shown(harness);
    await harness.ask({ text: 'and Dahl?', under: first });
    await shown(harness, 1);
    const messages = await finished(harness);
    expect(messages).toHaveLength(2);
    expect(plain(messages[1]?.text)).toContain(followUp.lead);
    expect(messages[1]?.channel).toBe(first.channel);
    expect(dispatcher.events.at(-1)).toMatchObject({ kind: 'question', text: 'and Dahl?' });
  });

  test('a direct message is answered where it was asked', async () => {
    const { harness, dispatcher } = await started();
    await harness.ask({ text: 'what did Ilse Marten say about the bridge?', manner: 'direct' });
    await shown(harness);
    expect(await finished(harness)).toHaveLength(1);
    expect(dispatcher.events[0]).toMatchObject({ kind: 'question', manner: 'direct' });
  });

  test('More, pressed by the asker, pages in place, and Back goes back', async ({ skip }) => {
    const { harness } = await started();
    if (harness.buttons === 'none') skip('nothing can be pressed');
    await harness.ask({ text: 'what did Ilse Marten say about the bridge?' });
    await harness.press(await shown(harness), 'More');
    await vi.waitFor(() => {
      expect(harness.sent()[0]?.quotations.map(plain)).toEqual(secondPage.items.map(({ text }) => text));
    }, longest);
    await harness.press(await shown(harness), 'Back');
    await vi.waitFor(() => expect(harness.sent()[0]?.quotations).toHaveLength(firstPage.items.length), longest);
    const messages = await finished(harness);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({ seenBy: 'all', edits: 2, previews: false });
  });

  test('More, pressed by another, opens a private copy and leaves the answer as it is', async ({ skip }) => {
    const { harness } = await started();
    if (harness.people === 'one') skip('there is nobody else');
    await harness.ask({ text: 'what did Ilse Marten say about the bridge?', user: 'anna' });
    await harness.press(await shown(harness), 'More', 'bert');
    const copy = await shown(harness, 1);
    expect(copy.seenBy).not.toBe('all');
    await harness.press(copy, 'Back', 'bert');
    await vi.waitFor(() => expect(harness.sent()[1]?.quotations).toHaveLength(firstPage.items.length), longest);
    const messages = await finished(harness);
    expect(messages).toHaveLength(2);
    expect(messages[0]).toMatchObject({ seenBy: 'all', edits: 0 });
    expect(messages[1]?.seenBy).not.toBe('all');
  });

  test('Context is private, and Share puts it before all', async ({ skip }) => {
    const { harness } = await started();
    if (harness.people === 'one') skip('nothing is private');
    await harness.ask({ text: 'what did Ilse Marten say about the bridge?' });
    await harness.press(await shown(harness), 'Context', 'bert');
    const privately = await shown(harness, 1);
    expect(privately.seenBy).not.toBe('all');
    expect(plain(privately.text)).toContain(context.items[0]?.text);
    await harness.press(privately, 'Share', 'bert');
    await shown(harness, 2);
    const messages = await finished(harness);
    expect(messages).toHaveLength(3);
    expect(messages[2]).toMatchObject({ seenBy: 'all', buttons: [] });
  });

  test.each(['public', 'private'] as const)(
    'a check as a %s command tells the verdict and the differences',
    async (visibility) => {
      const { harness } = await started();
      await harness.command({
        name: 'check',
        options: { quote: 'we will reopen it when every bolt has been tested' },
        visibility,
      });
      await shown(harness);
      const messages = await finished(harness);
      expect(messages).toHaveLength(1);
      const [message] = messages;
      expect(plain(message?.text).trimStart()).toMatch(/^Close, but not the words/);
      expect(plain(message?.struck.join(' '))).toContain('when');
      expect(plain(message?.bold.join(' '))).toMatch(/not.*until/s);
      expect(message?.previews).toBe(false);
      if (harness.people === 'many') expect(message?.seenBy === 'all').toBe(visibility === 'public');
    },
  );

  test('Check this quote judges the words of the message', async ({ skip }) => {
    const { harness, dispatcher } = await started();
    if (harness.checkMessage === undefined) skip('there are no actions upon messages');
    await harness.checkMessage?.('“until every bolt has been tested” & <more>');
    const message = await shown(harness);
    expect(plain(message.text).trimStart()).toMatch(/^Exact/);
    expect(await finished(harness)).toHaveLength(1);
    const [event] = dispatcher.events;
    expect(event).toMatchObject({ kind: 'command', name: 'check' });
    expect(JSON.stringify(event)).toContain('“until every bolt has been tested” & <more>');
  });

  test.for(['', 'help'])('"%s" alone gets help with examples', async (text, { skip }) => {
    const { harness } = await started();
    if (harness.buttons === 'none' && text === '') skip('an empty line asks nothing');
    await harness.ask({ text });
    await shown(harness);
    const [message, ...others] = await finished(harness);
    expect(others).toEqual([]);
    expect(plain(message?.text)).toContain(help.lead);
    for (const { lines } of help.sections) for (const line of lines) expect(plain(message?.text)).toContain(line);
  });

  test('an ambiguous name is asked back with a button for each person', async () => {
    const { harness } = await started();
    await harness.ask({ text: 'what did Marten say?' });
    const message = await shown(harness);
    expectButtons(
      harness,
      message,
      choice.offers.map(({ label }) => label),
    );
    if (harness.buttons === 'none') return;
    await harness.press(message, 'Ilse Marten · 41');
    await vi.waitFor(
      () => expect(harness.sent().some(({ quotations }) => quotations.length === 3)).toBe(true),
      longest,
    );
    await finished(harness);
  });

  test('nothing found says what was searched and offers the nearest', async () => {
    const { harness } = await started();
    await harness.ask({ text: 'what did Ilse Marten say about Greenland?' });
    await shown(harness);
    const [message] = await finished(harness);
    expect(plain(message?.text)).toContain(nothing.lead);
    expect(plain(message?.text)).toContain(nothing.notes[0]);
    expectButtons(
      harness,
      message,
      nothing.offers.map(({ label }) => label),
    );
  });

  test('an export comes along as a file, letter by letter', async () => {
    const { harness } = await started();
    await harness.ask({ text: 'the export' });
    await shown(harness);
    await vi.waitFor(() => expect(harness.files()[0]?.content).toBe(exportFile.text), longest);
    expect(harness.files()).toMatchObject([{ name: exportFile.name }]);
    expect(await finished(harness)).toHaveLength(1);
  });

  test('a picture comes along byte by byte, with words for those who cannot see it', async () => {
    const { harness } = await started();
    await harness.ask({ text: 'the picture' });
    const message = await shown(harness);
    await vi.waitFor(() => expect(harness.files()[0]?.content).toBe(pictureFile.base64), longest);
    const [file] = harness.files();
    expect(file?.name).toBe(pictureFile.name);
    // The terminal tells where it put the file, and has no place for more.
    if (harness.buttons === 'none') expect(plain(message.text)).toMatch(/Wrote \S*timeline-marten\.png/);
    else expect(file?.alternative).toBe(pictureFile.alternative);
    expect(await finished(harness)).toHaveLength(1);
  });

  test('60 statements: whole ones are shown, the rest is counted', async () => {
    const { harness } = await started();
    await harness.ask({ text: 'everything on cranes' });
    await shown(harness);
    const [message, ...others] = await finished(harness);
    expect(others).toEqual([]);
    const { items } = manyStatements(60);
    const quotations = message?.quotations.map(plain) ?? [];
    expect(quotations.length).toBeGreaterThan(2);
    expect(quotations).toEqual(items.slice(0, quotations.length).map(({ text }) => text));
    if (quotations.length < 60)
      expect(plain(message?.text)).toMatch(new RegExp(`\\b${60 - quotations.length} more\\b`));
  });

  test('a quotation of 4,000 characters is whole, or its beginning with the cut told outside of it', async () => {
    const { harness } = await started();
    await harness.ask({ text: 'the speech on cranes' });
    await shown(harness);
    const [message] = await finished(harness);
    expectBeginning(message, longQuotation(4000));
    expect(message?.links[0]?.url).toMatch(/^https:\/\/courier\.example\/speech/);
  });

  subscriptionContract({ started, shown, finished });

  describe('no text from outside pings, previews or breaks anything', () => {
    test.each(hostileTexts)('$name', async ({ text }) => {
      const { harness, dispatcher } = await started();
      await harness.ask({ text });
      await shown(harness);
      const [message, ...others] = await finished(harness);
      expect(others).toEqual([]);
      const [event] = dispatcher.events;
      if (harness.people === 'many') expect(event?.kind === 'question' ? event.text : null).toBe(text);
      expect(message).toMatchObject({ pings: [], previews: false });
      // A terminal breaks a script without blanks where its line ends, and composes letters with their accents.
      const bare = (words: string | undefined) =>
        harness.buttons === 'none' ? plain(words).normalize().replaceAll(' ', '') : plain(words);
      const quotation = bare(message?.quotations[0]).slice(1);
      const isCut = /cut here/.test(plain(message?.text));
      expect(quotation).not.toBe('');
      expect(isCut ? bare(text).startsWith(quotation) : quotation.includes(bare(text))).toBe(true);
      expect(message?.links.every(({ url }) => url.startsWith('https://courier.example/hostile'))).toBe(true);
    });
  });

  test('50 people at once get 50 answers, each its own', async ({ skip }) => {
    const { harness } = await started();
    if (harness.people === 'one') skip('there is nobody else');
    const askers = Array.from({ length: 50 }, (_, place) => `asker${place}`);
    await Promise.all(askers.map((user) => harness.ask({ text: `words of ${user} only`, user, manner: 'direct' })));
    await shown(harness, 49);
    const messages = await finished(harness);
    expect(messages).toHaveLength(50);
    expect(new Set(messages.map(({ channel }) => channel)).size).toBe(50);
    for (const user of askers) {
      expect(messages.filter(({ text }) => plain(text).includes(`words of ${user} only`))).toHaveLength(1);
    }
  });
}

/** Where nothing can be pressed, offers are read, and whatever else a button would do is typed. */
export function expectButtons(harness: Harness, message: Shown | undefined, labels: readonly string[]): void {
  if (harness.buttons !== 'none') expect(message?.buttons.map(({ label }) => label)).toEqual(labels);
}

/** The one item is shown from its start, and what is missing is told outside of the quotation. */
function expectBeginning(message: Shown | undefined, { items }: Answer): void {
  const words = items[0]?.text ?? '';
  const quotation = plain(message?.quotations[0]);
  expect(quotation.length).toBeGreaterThan(200);
  expect(words.startsWith(quotation)).toBe(true);
  if (quotation === words) return;
  const told = /cut here: ([\d,]+) more characters/.exec(plain(message?.text));
  expect(Number(told?.[1]?.replaceAll(',', ''))).toBe(words.slice(quotation.length).trimStart().length);
}

/** Leaves out what cannot be seen, which an adapter may put in or move for safety, and joins lines. */
export function plain(text: string | undefined): string {
  return (text ?? '')
    .replace(/[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
