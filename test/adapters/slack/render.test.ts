import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderHome, renderMessage } from '../../../src/adapters/slack/render.ts';
import type { Answer } from '../../../src/model/answer.ts';
import type { Reply } from '../../../src/model/chat.ts';
import {
  absentVerdict,
  answer,
  article,
  choice,
  closeVerdict,
  context,
  exactVerdict,
  fact,
  firstPage,
  help,
  hostileAnswer,
  hostileTexts,
  item,
  longQuotation,
  manyStatements,
  nothing,
  secondPage,
  speaker,
  status,
} from '../../fixtures/answers.ts';
import { plain } from '../contract.ts';
import { countLimits, refusals } from './server/block-rules.ts';
import { type Reading, readBlocks } from './server/reader.ts';

const now = new Date('2025-05-14T12:00:00Z');

function draw(body: Reply['body'], buttons: Reply['buttons'] = []): Reading {
  const { blocks } = renderMessage({ body, buttons }, { now, mark: 'delivery.1' });
  expect(refusals(blocks)).toEqual([]);
  return readBlocks(blocks);
}

test('refusals() knows some hundred limits of Slack, and that a block holds nothing unknown', () => {
  expect(countLimits()).toBeGreaterThan(100);
  const button = { type: 'button', action_id: 'a', text: { type: 'plain_text', text: 'x'.repeat(76) } };
  expect(refusals([{ type: 'actions', elements: [button] }]).join()).toContain('more than 75 characters');
  expect(refusals([{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }])).not.toEqual([]);
  expect(refusals([{ type: 'divider', colour: 'red' }]).join()).toContain('additional properties');
  expect(
    refusals([
      { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: '' }] }] },
    ]),
  ).not.toEqual([]);
});

describe('renderMessage()', () => {
  test.each(
    Object.entries({
      firstPage,
      secondPage,
      context,
      fact,
      closeVerdict,
      exactVerdict,
      absentVerdict,
      choice,
      nothing,
      help,
      status,
    }),
  )('draws %s as Slack takes it, with the lead first and as the notification', (_name, body) => {
    const { text } = renderMessage({ body, buttons: [] }, { now });
    expect(text).toBe(body.lead.replace(/&/g, '&amp;'));
    expect(draw(body).text.trimStart().startsWith(body.lead)).toBe(true);
  });

  test('sets the speaker in bold and the topic in italics', () => {
    const read = draw(firstPage);
    expect(read.bold[0]).toBe('Ilse Marten');
    expect(read.italic[0]).toBe('the bridge');
  });

  test('sets the words that were said upright and the words around them in italics', () => {
    const { italic } = draw(secondPage);
    expect(italic).toContain(' Marten said on Friday. ');
    expect(italic.join('')).not.toContain('The bridge did not fail overnight');
  });

  test('marks what is reported, and where a name stands for other words', () => {
    const { text } = draw(firstPage);
    expect(text).toContain(
      '2 · Ilse Marten, the harbour commissioner · reported, not in quotation marks · Delta Post & Mail · 12 May 2025',
    );
    expect(text).toContain(
      '3 · Ilse Marten (“The commissioner”), through the council clerk · courier.example · undated',
    );
  });

  test('gives a moment in the zone of each reader, and a day as that day', () => {
    const { dates, text } = draw(firstPage);
    expect(dates).toEqual([{ unix: 1747207800, format: '{date_short}, {time}', fallback: '14 May 2025, 07:30 UTC' }]);
    expect(text).toContain('12 May 2025');
  });

  test('numbers items on from what stands before the page, as buttons name them', () => {
    expect(draw({ ...secondPage, offset: 3 }).text).toContain('\n4 · Ilse Marten');
    expect(draw(secondPage).text).not.toContain('1 · Ilse');
  });

  test('sets the answering words in bold', () => {
    expect(draw(fact).bold).toContain('in June');
  });

  test('sets the statement in bold in a longer passage', () => {
    const bold = draw(context).bold.join('');
    expect(bold).toContain('We will not reopen it');
  });

  test('shows the claim with its differing words struck, and each difference', () => {
    const read = draw(closeVerdict);
    expect(read.struck).toContain('when');
    expect(read.bold).toEqual(expect.arrayContaining(['not', 'until']));
    expect(read.text).toMatch(/Claimed: we will reopen it when every bolt/);
    expect(read.text).toMatch(/• when → until/);
    expect(read.text).toMatch(/• \(nothing\) → not/);
  });

  test('names some of those who carried the words, and counts them', () => {
    const words = '“It will hold,” she said.';
    const copies = ['AP', 'Courier', 'Dispatch', 'Examiner', 'Courier'].map((outlet, place) => ({
      article: article({ id: `copy-${place}`, outlet, text: words }),
      words,
    }));
    const body = answer({ lead: 'One', items: [item(article({ id: 'a', text: words }), { words, alsoIn: copies })] });
    expect(draw(body).text).toContain('also in AP, Courier, Dispatch (4)');
  });

  test('says what was searched, up to today, and what more there is', () => {
    expect(draw({ ...firstPage, more: 1207 }).text).toContain(
      'Searched 1,240 articles of 6 outlets, 1 May to today · 1,207 more',
    );
    const old = { articles: 1, outlets: 1, from: '2024-12-31', to: '2025-01-02' };
    expect(draw({ ...firstPage, more: 0, searched: old }).text).toContain(
      'Searched 1 article of 1 outlet, 31 December 2024 to 2 January\n',
    );
    const none = { articles: 0, outlets: 0, from: null, to: null };
    expect(draw({ ...nothing, searched: none }).text).toContain('Searched 0 articles of 0 outlets\n');
  });

  test('leaves the mark of the delivery in the first block', () => {
    const { blocks } = renderMessage({ body: firstPage, buttons: [] }, { now, mark: 'delivery.abc' });
    expect(blocks[0]?.block_id).toBe('delivery.abc');
  });

  test('draws buttons with their ids, at most 25', () => {
    const buttons = Array.from({ length: 40 }, (_, place) => ({
      id: `page.${place}`,
      label: `Label ${place} <b> & co`,
    }));
    const drawn = draw(firstPage, buttons).buttons;
    expect(drawn).toHaveLength(25);
    expect(drawn[0]).toEqual({ id: 'page.0', label: 'Label 0 ‹b› & co' });
  });

  test('shows as many of 60 statements as fit, all whole, and counts the others', () => {
    const body = manyStatements(60);
    const { quotations, text } = draw(body);
    expect(quotations.map(plain)).toEqual(body.items.slice(0, quotations.length).map((one) => one.text));
    expect(text).toContain(`${60 - quotations.length} more have no room in one message`);
  });

  test.each([2700, 4000, 40_000, 400_000])(
    'shows the beginning of a quotation of %d characters, and how much is missing',
    (length) => {
      const body = longQuotation(length);
      const { quotations, text, links } = draw(body);
      const words = body.items[0]?.text ?? '';
      const shown = plain(quotations[0]);
      expect(words.startsWith(shown)).toBe(true);
      expect(shown).toMatch(/\.”?$/);
      const missing = words.slice(shown.length).trimStart().length;
      expect(text).toContain(`… (cut here: ${missing.toLocaleString('en')} more characters · open the article)`);
      expect(links[0]?.words).toBe('open the article');
    },
  );

  test('shortens several long quotations so that each still has its place', () => {
    const [long] = longQuotation(30_000).items;
    const body: Answer = {
      ...longQuotation(30_000),
      items: Array.from({ length: 3 }, () => long).filter((one) => one !== undefined),
    };
    const { quotations } = draw(body);
    expect(quotations).toHaveLength(3);
  });

  test.each(hostileTexts)('shows $name to the letter, and nothing comes of it', ({ text }) => {
    const read = draw(hostileAnswer(text));
    expect(read.pings).toEqual([]);
    expect(read.text).not.toMatch(/\[(?:quoted|emoji)/);
    expect(read.links.map(({ url }) => new URL(url).origin)).toEqual(read.links.map(() => 'https://courier.example'));
    const whole = `“${text}” Marten said.`;
    const shown = read.quotations[0] ?? '';
    expect(whole.startsWith(shown.trimEnd())).toBe(true);
    if (shown.trimEnd() !== whole) expect(read.text).toContain('cut here:');
  });

  const anyText = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.constantFrom(...hostileTexts.map(({ text }) => text)),
    fc.string({ maxLength: 20 }).map((text) => text.repeat(400)),
    fc
      .constantFrom('<@', '&', '"', '*', '\n', '🧑‍🤝‍🧑', '\u0000', '. ', '<!channel> ')
      .map((text) => text.repeat(3000)),
  );

  test('never makes what Slack refuses, whatever the texts hold and however long they are', () => {
    fc.assert(
      fc.property(
        fc.array(anyText, { minLength: 6, maxLength: 6 }),
        fc.integer({ min: 1, max: 12 }),
        (texts, count) => {
          const [a = '', b = '', c = '', d = '', e = '', f = ''] = texts;
          const words = `“${a}” said ${b}`;
          const source = article({
            id: 'any',
            text: words,
            outlet: c,
            url: `https://a.example/${encodeURIComponent(d)}`,
            published: e,
          });
          const one = item(source, {
            words,
            said: [`“${a}”`],
            highlight: b === '' ? [] : [b],
            speaker: speaker({ name: f, mention: e, description: d, via: c }),
            type: 'mixed',
            alsoIn: [{ article: { ...source, outlet: b }, words }],
          });
          const body: Answer = {
            ...answer({ lead: `${a} ${b}`, notes: [c, d, e, f] }),
            leadStyle: [{ start: 0, end: a.length, style: 'strong' }],
            verdict: { kind: 'close', changed: [{ claimed: b, stored: a }] },
            understood: { intent: 'check', quote: `${b} ${c}`, corrections: [] },
            items: Array.from({ length: count }, () => one),
          };
          const read = draw(body, [{ id: 'one', label: f }]);
          expect(read.pings).toEqual([]);
          expect(read.quotations.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);

  test('never makes what Slack refuses of a notice, and counts the lines that have no room', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyText, { maxLength: 30 }), { maxLength: 8 }), anyText, (sections, lead) => {
        draw({ kind: 'notice', lead, sections: sections.map((lines) => ({ title: lines[0] ?? null, lines })) });
      }),
      { numRuns: 40 },
    );
    const lines = Array.from({ length: 500 }, (_, place) => `https://feeds.example/${place}`);
    const read = draw({ kind: 'notice', lead: 'Sources', sections: [{ title: null, lines }] });
    const shown = read.text.match(/feeds\.example/g)?.length ?? 0;
    expect(read.text).toContain(`… ${500 - shown} more lines have no room here`);
    expect(read.links).toEqual([]);
  }, 60_000);
});

test('renderHome() draws the answers below each other', () => {
  const view = renderHome(
    [
      { body: help, buttons: [] },
      { body: status, buttons: [] },
    ],
    { now },
  );
  expect(refusals(view.blocks, 'home')).toEqual([]);
  const { text } = readBlocks(view.blocks);
  expect(text).toContain(help.lead);
  expect(text).toContain(status.lead);
});
