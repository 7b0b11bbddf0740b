import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outgoing } from '../../../src/adapters/discord/attachment.ts';
import { type MessageBody, renderReply, threadName } from '../../../src/adapters/discord/render.ts';
import type { Answer } from '../../../src/model/answer.ts';
import type { Button, Notice, Reply } from '../../../src/model/chat.ts';
import * as answers from '../../fixtures/answers.ts';
import { plain } from '../contract.ts';
import { readMarkdown, wouldPreview } from './read-markdown.ts';
import { messageRules } from './server/rules.ts';

const now = new Date('2025-05-14T12:00:00Z');

function render(body: Answer | Notice, buttons: readonly Button[] = []): MessageBody {
  return renderReply({ body, buttons }, { now, delivery: null, overflow: 'embed' });
}

function textOf({ content, embeds }: MessageBody): string {
  return [content, ...embeds.map(({ description = '' }) => description)].join('\n\n');
}

const manyButtons = Array.from({ length: 30 }, (_, place) => ({ id: `page.${place}`, label: `Button ${place}` }));

describe('what an answer looks like', () => {
  test('a page of statements', () => {
    expect(textOf(render(answers.firstPage))).toMatchInlineSnapshot(`
      "**Ilse Marten** on *the bridge*: 4 statements, 3 outlets, 9 to 14 May 2025

      > “We will not reopen it until every bolt has been tested,” Ilse Marten, the harbour commissioner, told reporters in Elmsund.
      1 · **Ilse Marten**, the harbour commissioner · [The Harbour Courier](<https://courier.example/closing#:~:text=%E2%80%9CWe%20will%20not%20reopen%20it%20until%20every%20bolt%20has%20been%20tested%2C%E2%80%9D>) · <t:1747207800:D> · also in [Northern Wire](<https://wire.example/closing?edition=north&page=2>)

      > Marten said the ferry would run every twenty minutes while the bridge is shut.
      2 · **Ilse Marten**, the harbour commissioner · reported, not in quotation marks · Delta Post & Mail · 12 May 2025

      > The commissioner called the budget for the bridge “a number somebody drew on a napkin”.
      3 · **Ilse Marten** (“The commissioner”), through the council clerk · [courier.example](<https://courier.example/budget#:~:text=%E2%80%9Ca%20number%20somebody%20drew%20on%20a%20napkin%E2%80%9D>) · undated

      -# Searched 1,240 articles of 6 outlets, 1 May 2025 to today · 1 more"
    `);
  });

  test('a close quotation', () => {
    expect(textOf(render(answers.closeVerdict))).toMatchInlineSnapshot(`
      "**Close, but not the words**: Ilse Marten said it differently
      Claimed: we will reopen it ~~when~~ every bolt has been tested
      Differs: only in the article **not** · claim ~~when~~, article **until**

      > “We will **not** reopen it **until** every bolt has been tested,” Ilse Marten, the harbour commissioner, told reporters in Elmsund.
      **Ilse Marten**, the harbour commissioner · [The Harbour Courier](<https://courier.example/closing#:~:text=%E2%80%9CWe%20will%20not%20reopen%20it%20until%20every%20bolt%20has%20been%20tested%2C%E2%80%9D>) · <t:1747207800:D> · also in [Northern Wire](<https://wire.example/closing?edition=north&page=2>)

      -# Searched 1,240 articles of 6 outlets, 1 May 2025 to today"
    `);
  });

  test('a fact', () => {
    expect(textOf(render(answers.fact))).toMatchInlineSnapshot(`
      "In June, says The Harbour Courier

      > The bridge over the Lower Sound will close **in June**.
      [The Harbour Courier](<https://courier.example/closing#:~:text=The%20bridge%20over%20the%20Lower%20Sound%20will%20close%20in%20June.>) · <t:1747207800:D>

      -# Searched 1,240 articles of 6 outlets, 1 May 2025 to today"
    `);
  });

  test('the statement among its neighbours', () => {
    expect(textOf(render(answers.context))).toMatchInlineSnapshot(`
      "The words in their place: The Harbour Courier, 14 May 2025

      > The bridge over the Lower Sound will close in June. **“We will not reopen it until every bolt has been tested,”** Ilse Marten, the harbour commissioner, told reporters in Elmsund. Traffic will be led over the old ferry.
      **Ilse Marten**, the harbour commissioner · [The Harbour Courier](<https://courier.example/closing#:~:text=%E2%80%9CWe%20will%20not%20reopen%20it%20until%20every%20bolt%20has%20been%20tested%2C%E2%80%9D>) · <t:1747207800:D>

      -# Searched 1,240 articles of 6 outlets, 1 May 2025 to today"
    `);
  });

  test('nothing', () => {
    expect(textOf(render(answers.nothing))).toMatchInlineSnapshot(`
      "I found nothing by Ilse Marten about Greenland between 1 and 14 May (1,240 articles, 6 outlets, newest 3 hours ago).
      *This archive does not hold it; that does not mean it was not said.*

      -# Searched 1,240 articles of 6 outlets, 1 May 2025 to today"
    `);
  });

  test('help', () => {
    expect(textOf(render(answers.help))).toMatchInlineSnapshot(`
      "Ask me what somebody said, and I show the exact words.

      **For example**
      - what did Ilse Marten say about the bridge?
      - did Marten say "every bolt"?
      - when will the bridge close?

      **Commands**
      - quotes: What has a person said?
      - check: Did they really say that?"
    `);
  });
});

test('renderReply() puts what fits into the content, where it is notified, searched and copied', () => {
  const { content, embeds } = render(answers.firstPage);
  expect(embeds).toEqual([]);
  expect(readMarkdown(content).text).toContain(answers.firstPage.lead);
});

test('renderReply() keeps the lead in the content when the rest needs an embed', () => {
  const long = answers.longQuotation(1200);
  const { content, embeds } = render({ ...long, items: [...long.items, ...long.items, ...long.items] });
  expect(readMarkdown(content).text).toBe(long.lead);
  expect(embeds).toHaveLength(1);
});

test.each([2500, 4000, 9000, 100_000])(
  'renderReply() cuts three quotations of %i characters visibly, none left out',
  (length) => {
    const [item] = answers.longQuotation(length).items;
    if (!item) throw new Error('no item');
    const answer = { ...answers.longQuotation(length), items: [item, item, item] };
    const read = readMarkdown(textOf(render(answer)));
    expect(read.quotations).toHaveLength(3);
    for (const quotation of read.quotations) {
      expect(quotation.trim().length).toBeGreaterThan(200);
      expect(item.text.startsWith(quotation.trim())).toBe(true);
    }
    expect(read.text.match(/cut here: [\d,]+ more characters · open the article/g)).toHaveLength(3);
    // They share the room, and leave none of it unused.
    const lengths = read.quotations.map((quotation) => quotation.length);
    expect(Math.min(...lengths)).toBeGreaterThan(Math.max(...lengths) * 0.9);
  },
);

test('renderReply() leaves short quotations whole beside a long one', () => {
  const [long] = answers.longQuotation(9000).items;
  const [short] = answers.firstPage.items;
  if (!long || !short) throw new Error('no items');
  const { quotations } = readMarkdown(textOf(render({ ...answers.firstPage, items: [short, long, short] })));
  expect([quotations[0], quotations[2]].map(plain)).toEqual([short.text, short.text]);
});

test('renderReply() counts the statements that it leaves out', () => {
  const read = readMarkdown(textOf(render({ ...answers.manyStatements(60), more: 5 })));
  expect(read.text).toContain(`${65 - read.quotations.length} more`);
});

test('renderReply() numbers statements as their buttons do, on the second page too', () => {
  const { text } = readMarkdown(textOf(render({ ...answers.firstPage, offset: 3 })));
  expect(text.match(/^\d(?= · )/gm)).toEqual(['4', '5', '6']);
});

test.each([
  { it: 'a moment in the zone of each reader', published: '2025-05-14T09:30:00+02:00', shown: '<t:1747207800:D>' },
  { it: 'a date without a time as that date', published: '2025-05-14', shown: '14 May 2025' },
  { it: 'a date that cannot be read as it is', published: 'spring of *2025*', shown: 'spring of \\*2025\\*' },
  { it: 'that there is none', published: null, shown: 'undated' },
])('renderReply() shows $it', ({ published, shown }) => {
  const [item] = answers.firstPage.items;
  if (!item) throw new Error('no item');
  const body = { ...answers.firstPage, items: [{ ...item, article: { ...item.article, published } }] };
  expect(render(body).content).toContain(` · ${shown}`);
});

test.each([
  { it: 'leads to the words', path: 'a', link: /#:~:text=/ },
  { it: 'leads to the article when the way to the words is too long', path: 'a'.repeat(900), link: /a$/ },
])('the link of a statement $it', ({ path, link }) => {
  const [item] = answers.firstPage.items;
  if (!item) throw new Error('no item');
  const body = {
    ...answers.firstPage,
    items: [{ ...item, alsoIn: [], article: { ...item.article, url: `https://courier.example/${path}` } }],
  };
  expect(readMarkdown(textOf(render(body))).links.map(({ url }) => url)).toEqual([expect.stringMatching(link)]);
});

test('renderReply() draws at most 25 buttons, each id once, marked with the delivery', () => {
  const { components } = renderReply(
    { body: answers.help, buttons: [...manyButtons, ...manyButtons] },
    { now, delivery: 'delivery-7', overflow: 'embed' },
  );
  expect(components.map((row) => row.components.length)).toEqual([5, 5, 5, 5, 5]);
  expect(components[0]?.components[0]).toMatchObject({ custom_id: 'page.0~delivery-7', label: 'Button 0' });
});

test('renderReply() takes the longest ids that the contract allows', () => {
  const button = { id: 'x'.repeat(60), label: 'y'.repeat(200) };
  const body = renderReply(
    { body: answers.help, buttons: [button] },
    { now, delivery: 'd'.repeat(32), overflow: 'embed' },
  );
  expect(messageRules({ ...body }, 'create', 0)).toEqual([]);
});

test.each([
  { it: 'the question', body: answers.firstPage, name: answers.firstPage.question },
  { it: 'the lead of a notice', body: answers.help, name: answers.help.lead },
  {
    it: 'one line of at most 100 characters',
    body: { ...answers.firstPage, question: 'a\n'.repeat(100) },
    name: /^(?:a ){49}a?…$/,
  },
  { it: 'something at least', body: { ...answers.firstPage, question: '\u202E' }, name: 'Answer' },
])('threadName() is $it', ({ body, name }) => {
  expect(threadName({ body })).toMatch(name);
});

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.constantFrom(...answers.hostileTexts.map(({ text }) => text)),
  fc.integer({ min: 1, max: 12_000 }).map((length) => '[*_`<@everyone> '.repeat(length / 15 + 1).slice(0, length)),
);

const anyItem = fc
  .record({
    words: anyText,
    outlet: fc.option(anyText),
    name: fc.option(anyText),
    copies: fc.nat({ max: 5 }),
    address: fc.nat({ max: 3000 }),
  })
  .map(({ words, outlet, name, copies, address }) => {
    const text = `a ${words} b`;
    const source = answers.article({ id: 'any', text, outlet, url: `https://courier.example/${'p'.repeat(address)}` });
    const item = answers.item(source, {
      words: text,
      said: [text],
      highlight: ['a'],
      speaker: answers.speaker({ name, mention: name, description: name, via: name }),
      type: 'indirect',
      alsoIn: Array.from({ length: copies }, () => ({ article: source, words: text })),
    });
    return {
      ...item,
      alsoIn: item.alsoIn.map((copy, place) => ({
        ...copy,
        article: { ...copy.article, outlet: `${outlet} ${place}` },
      })),
    };
  });

const anyAnswer = fc
  .record({
    lead: anyText,
    items: fc.array(anyItem, { maxLength: 6 }),
    notes: fc.array(anyText, { maxLength: 8 }),
    changed: fc.array(fc.record({ claimed: anyText, stored: anyText }), { maxLength: 12 }),
    quote: anyText,
    labels: fc.array(anyText, { maxLength: 30 }),
  })
  .map(({ lead, items, notes, changed, quote, labels }) => {
    const body: Answer = {
      ...answers.answer({ lead, items, notes, kind: 'verdict', understood: answers.understood({ quote }) }),
      verdict: { kind: 'close', changed },
    };
    return { body, buttons: labels.map((label, place) => ({ id: `b${place}`, label })) };
  });

test('renderReply() breaks no rule of Discord, whatever it is handed', () => {
  fc.assert(
    fc.property(anyAnswer, fc.constantFrom('embed', 'cut'), ({ body, buttons }, overflow) => {
      const { body: drawn } = outgoing({ body, buttons } satisfies Pick<Reply, 'body' | 'buttons'>, {
        now,
        delivery: 'd'.repeat(32),
        overflow,
      });
      if (overflow === 'cut') expect(drawn.embeds).toEqual([]);
      expect(messageRules({ ...drawn }, 'create', 0)).toEqual([]);
      expect(wouldPreview(drawn.content)).toBe(false);
      const read = readMarkdown(textOf(drawn));
      expect(read.mentions).toEqual([]);
      expect(read.links.every(({ url }) => url.startsWith('https://courier.example/'))).toBe(true);
    }),
    { numRuns: 80 },
  );
});

test('renderReply() draws notices of any length', () => {
  fc.assert(
    fc.property(fc.array(anyText, { maxLength: 60 }), fc.option(anyText), anyText, (lines, title, lead) => {
      const drawn = render({ kind: 'notice', lead, sections: [{ title, lines }] });
      expect(messageRules({ ...drawn }, 'create', 0)).toEqual([]);
      expect(readMarkdown(textOf(drawn)).mentions).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
