import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { renderReply, type Screen } from '../../../src/adapters/console/render.ts';
import type { Answer } from '../../../src/model/answer.ts';
import type { Notice } from '../../../src/model/chat.ts';
import {
  absentVerdict,
  choice,
  closeVerdict,
  context,
  exactVerdict,
  fact,
  firstPage,
  followUp,
  help,
  hostileAnswer,
  hostileTexts,
  longQuotation,
  manyStatements,
  nothing,
  secondPage,
  status,
  tooMany,
} from '../../fixtures/answers.ts';
import { digest, digestForm } from '../../fixtures/bulletins.ts';

const answers: Readonly<Record<string, Answer>> = {
  absentVerdict,
  choice,
  closeVerdict,
  context,
  exactVerdict,
  fact,
  firstPage,
  followUp,
  nothing,
  secondPage,
  'a quotation of 4,000 characters': longQuotation(4_000),
  '60 statements': manyStatements(60),
};
const notices: Readonly<Record<string, Notice>> = { help, status, tooMany };
const bodies = Object.entries({ ...answers, ...notices });

const widths = [20, 24, 47, 80, 100, 200];

function screen(fields: Partial<Screen> = {}): Screen {
  return { columns: 80, colour: false, zone: 'Europe/Paris', now: new Date('2025-05-14T12:00:00Z'), ...fields };
}

function draw(body: Answer | Notice, fields: Partial<Screen> = {}): string {
  return renderReply({ body }, screen(fields));
}

/** Styles, and links around addresses, as we draw them; what else begins with an escape did not come from us. */
const ownSequences = /\u001b\[\d+m|\u001b\]8;;https?:[^\u0007\u001b]*\u0007|\u001b\]8;;\u0007/g;
const controls = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/;

function plainLines(drawn: string): string[] {
  return drawn.replace(ownSequences, '').split('\n');
}

const isAddress = (line: string) => /^ {4}https?:\/\//.test(line);

function squeezed(text: string): string {
  return text.replace(/\s+/g, '');
}

/** The words behind the bar of each quotation, put together again with `between`. */
function quotationsIn(drawn: string, between: string): string[] {
  const quotations: string[][] = [];
  for (const line of plainLines(drawn)) {
    const [, number = '', words = ''] = /^(\d+| +) │ ?(.*)$/.exec(line) ?? [];
    if (number.trim() !== '') quotations.push([words]);
    else if (number !== '') quotations.at(-1)?.push(words);
  }
  return quotations.map((lines) => lines.join(between));
}

describe('renderReply()', () => {
  describe.each(bodies)('%s', (_name, body) => {
    test.each(widths)('keeps to %i columns, addresses apart', (columns) => {
      for (const colour of [false, true]) {
        const lines = plainLines(draw(body, { columns, colour })).filter((line) => !isAddress(line));
        const widest = Math.max(...lines.map((line) => stringWidth(line)));
        expect(widest, lines.join('\n')).toBeLessThanOrEqual(Math.min(columns, 100));
      }
    });

    test('has neither colour nor any escape where colour is off, and the same words where it is on', () => {
      const bare = draw(body);
      expect(bare).not.toMatch(controls);
      const words = (drawn: string) => plainLines(drawn).filter((line) => !isAddress(line));
      expect(words(draw(body, { colour: true }))).toEqual(words(bare));
    });
  });

  test.each(Object.entries(answers))('%s: exact words, only wrapped', (_name, answer) => {
    for (const columns of [47, 80, 200]) {
      const shown = quotationsIn(draw(answer, { columns }), ' ');
      expect(shown.map((words) => words.trim())).toEqual(answer.items.map(({ text }) => text));
    }
    // Here a word may be longer than the line.
    const narrow = quotationsIn(draw(answer, { columns: 20, colour: true }), '');
    expect(narrow.map(squeezed)).toEqual(answer.items.map(({ text }) => squeezed(text)));
  });

  test('draws a page as it is read', () => {
    expect(draw(firstPage).split('\n')).toEqual([
      'Ilse Marten on the bridge: 4 statements, 3 outlets, 9 to 14 May 2025',
      '',
      '1 │ “We will not reopen it until every bolt has been tested,” Ilse Marten, the',
      '  │ harbour commissioner, told reporters in Elmsund.',
      '    Ilse Marten, the harbour commissioner · The Harbour Courier · 14 May 2025,',
      '    09:30 · also in Northern Wire',
      expect.stringMatching(/^ {4}https:\/\/courier\.example\/closing#:~:text=/),
      '',
      '2 │ Marten said the ferry would run every twenty minutes while the bridge is',
      '  │ shut.',
      '    Ilse Marten, the harbour commissioner · reported, not in quotation marks ·',
      '    Delta Post & Mail · 12 May 2025',
      '',
      '3 │ The commissioner called the budget for the bridge “a number somebody drew on',
      '  │ a napkin”.',
      '    Ilse Marten (“The commissioner”), through the council clerk ·',
      '    courier.example · undated',
      expect.stringMatching(/^ {4}https:\/\/courier\.example\/budget#:~:text=/),
      '',
      'Searched 1,240 articles of 6 outlets, 1 May 2025 to today · 1 more: type "more"',
    ]);
  });

  test('goes on counting on the next page', () => {
    const drawn = draw({ ...manyStatements(2), offset: 99 });
    expect(quotationsIn(drawn, ' ')).toHaveLength(2);
    expect(drawn).toMatch(/^100 │ .*\n(?: {4}│ .*\n)* {4}\S/m);
    expect(drawn).toMatch(/^101 │ /m);
  });

  test("shows a moment in the asker's zone, and a day as that day", () => {
    const shown = draw(firstPage, { zone: 'America/Los_Angeles', columns: 100 });
    expect(shown).toContain('14 May 2025, 00:30');
    expect(shown).toContain('12 May 2025');
  });

  test('leads to the words: a link in colour, the whole address on one line in a pipe', () => {
    const piped = draw(firstPage, { columns: 20 }).split('\n').filter(isAddress);
    expect(piped).toEqual(['closing', 'budget'].map((id) => expect.stringContaining(`/${id}#:~:text=`)));
    const linked = draw(firstPage, { columns: 20, colour: true });
    const address = piped[0]?.trim() ?? '';
    expect(linked).toContain(`\u001b]8;;${address}\u0007https://courier.example/closing\u001b]8;;\u0007`);
  });

  test('says in which words claim and archive differ', () => {
    const drawn = draw(closeVerdict);
    expect(drawn).toMatch(/^ {2}claimed: \(nothing\) {3}archive: not$/m);
    expect(drawn).toMatch(/^ {2}claimed: when {3}archive: until$/m);
  });
});

const escapes = [
  { name: 'colours', text: 'She \u001b[31mwas red\u001b[0m with anger.' },
  { name: 'a cleared screen', text: 'Gone.\u001b[2J\u001b[H\u001bc All of it.' },
  { name: 'a new window title', text: 'Title \u001b]0;owned\u0007 and \u009d0;owned\u009c more.' },
  { name: 'a link elsewhere', text: 'See \u001b]8;;https://evil.example\u0007the map\u001b]8;;\u0007 there.' },
  { name: 'an 8-bit control sequence', text: 'It was \u009b31mred\u009bm and loud.' },
  { name: 'words over words', text: 'Not so.\rYes!\b\b\b\b and \u007f\u0000\v\f end.' },
] as const;

describe('renderReply() of hostile texts', () => {
  test.each([...hostileTexts, ...escapes])('$name does nothing to the terminal', ({ text }) => {
    for (const columns of [20, 80, 200]) {
      for (const colour of [false, true]) {
        const drawn = draw(hostileAnswer(text), { columns, colour });
        const rest = drawn.replace(ownSequences, '');
        expect(rest).not.toMatch(controls);
        expect(drawn).not.toContain('\u001b]8;;https://evil');
        for (const line of plainLines(drawn)) {
          if (!isAddress(line))
            expect(stringWidth(line), JSON.stringify(line)).toBeLessThanOrEqual(Math.min(columns, 100));
        }
      }
    }
  });

  test.each(hostileTexts)('$name loses no word', ({ text }) => {
    const [shown = ''] = quotationsIn(draw(hostileAnswer(text)), '');
    const words = `“${text.replace(/[\u202A-\u202E\u2066-\u2069]/g, ' ')}” Marten said.`;
    expect(squeezed(shown).normalize()).toBe(squeezed(words).normalize());
  });

  // wrap-ansi composes what it wraps: the same to the eye, other characters to whoever copies it.
  test.fails('a letter and its accent stay apart where the article has them apart', () => {
    expect(draw(hostileAnswer('Cafe\u0301 owners'))).toContain('Cafe\u0301');
  });

  test('ten thousand newlines do not scroll all else away', () => {
    const text = `Above.${'\n'.repeat(10_000)}Below.`;
    expect(draw(hostileAnswer(text)).split('\n').length).toBeLessThan(60);
    const notice: Notice = { kind: 'notice', lead: text, sections: [{ title: text, lines: [text] }] };
    expect(draw(notice).split('\n').length).toBeLessThan(20);
  });
});

test('renderReply() of a digest: headlines with addresses, exact words, who said them, when the next comes', () => {
  const drawn = renderReply({ body: digest }, screen({ columns: 72 }));
  expect(drawn).toContain(digest.lead);
  expect(drawn).toContain('https://courier.example/closing');
  expect(drawn.replace(/\s*(?:│\s*)?\s+/g, ' ')).toContain(digest.stories[0]?.quotation?.text ?? 'nothing');
  expect(drawn).toContain('High water on Friday');
  expect(drawn.split('\n').at(-1)).toBe(digest.closing);
  expect(
    Math.max(
      ...drawn
        .split('\n')
        .filter((line) => !line.includes('://'))
        .map((line) => line.length),
    ),
  ).toBeLessThanOrEqual(72);
});

test('renderReply() of a form tells how the command is typed', () => {
  const drawn = renderReply({ body: digestForm }, screen({ columns: 100 }));
  expect(drawn).toContain('digest set digest:7 days:weekdays 08:00 zone:Europe/Oslo length:5');
  expect(drawn).toContain('length: Stories in a post (1, 2, 3, 4, 5)');
});
