import { describe, expect, test } from 'vitest';
import { splitParagraphs } from '../../src/text/paragraphs.ts';
import { findQuotedRuns } from '../../src/text/quote-marks.ts';
import { endUnclosedRuns } from '../../src/text/unclosed.ts';

interface Shown {
  readonly text: string;
  readonly nested?: true;
  readonly open?: true;
  readonly continues?: true;
}

function runsOf(text: string): Shown[] {
  return endUnclosedRuns(text, findQuotedRuns(text, splitParagraphs(text))).map((run) => ({
    text: text.slice(run.start, run.end),
    ...(run.nested ? { nested: true } : {}),
    ...(run.closed ? {} : { open: true }),
    ...(run.continues ? { continues: true } : {}),
  }));
}

describe('findQuotedRuns()', () => {
  test.each([
    { it: 'curly marks', text: 'He said “no” twice.', runs: [{ text: '“no”' }] },
    { it: 'straight marks', text: 'He said "no" and "yes".', runs: [{ text: '"no"' }, { text: '"yes"' }] },
    { it: 'double primes on both sides', text: '″We go,″ she said.', runs: [{ text: '″We go,″' }] },
    { it: 'guillemets', text: 'Il a dit «non».', runs: [{ text: '«non»' }] },
    { it: 'guillemets with blanks', text: 'Il a dit « non », hier.', runs: [{ text: '« non »' }] },
    { it: 'low and high marks', text: 'Er sagte „nein“ und ging.', runs: [{ text: '„nein“' }] },
    { it: 'guillemets that point inwards', text: 'Er sagte »nein« und ging.', runs: [{ text: '»nein«' }] },
    { it: 'two apostrophes for a mark', text: "''We go,'' she said.", runs: [{ text: "''We go,''" }] },
    { it: 'a closing mark that opens', text: '”We go,” she said.', runs: [{ text: '”We go,”' }] },
    { it: 'dashes around', text: 'He called it—“bad”—twice.', runs: [{ text: '“bad”' }] },
    { it: 'words broken off by a dash', text: '"We never—" she began.', runs: [{ text: '"We never—"' }] },
  ])('reads $it', ({ text, runs }) => {
    expect(runsOf(text)).toEqual(runs);
  });

  test.each([
    {
      it: 'British single marks and apostrophes',
      text: '‘It’s the officials’ view,’ he said of the ’90s.',
      runs: [{ text: '‘It’s the officials’ view,’' }],
    },
    {
      it: 'straight single marks',
      text: "She told 'Talk of the Day' it's over.",
      runs: [{ text: "'Talk of the Day'" }],
    },
    { it: 'apostrophes alone', text: "It's the workers' day, don't forget 'em.", runs: [] },
    {
      it: 'single marks within double ones',
      text: '“He told me, ‘Go now,’ and I went,” she said.',
      runs: [{ text: '“He told me, ‘Go now,’ and I went,”' }, { text: '‘Go now,’', nested: true }],
    },
    {
      it: 'double marks within single ones',
      text: '‘He said “go” and left,’ she said.',
      runs: [{ text: '‘He said “go” and left,’' }, { text: '“go”', nested: true }],
    },
    {
      it: 'the same marks within each other',
      text: '“He said “go” twice,” she said.',
      runs: [{ text: '“He said “go” twice,”' }, { text: '“go”', nested: true }],
    },
    { it: 'inches and feet', text: 'The 6\'2" guard moved a 12" pipe.', runs: [] },
    { it: 'inches within marks', text: 'He said "a 12" pipe fell" and left.', runs: [{ text: '"a 12" pipe fell"' }] },
    { it: 'a year before the mark', text: '"We won in 2016" he said.', runs: [{ text: '"We won in 2016"' }] },
  ])('tells $it apart', ({ text, runs }) => {
    expect(runsOf(text)).toEqual(runs);
  });

  test.each([
    {
      it: 'ends an open run with its paragraph',
      text: '“We go on.\nIt rained.',
      runs: [{ text: '“We go on.', open: true }],
    },
    {
      it: 'goes on where the next paragraph opens again',
      text: '“We go on.\n\n“We do,” he said.',
      runs: [
        { text: '“We go on.', open: true },
        { text: '“We do,”', continues: true },
      ],
    },
    {
      it: 'goes on where the next paragraph only closes',
      text: '“We go on.\n\nWe do,” he said.',
      runs: [
        { text: '“We go on.', open: true },
        { text: 'We do,”', continues: true },
      ],
    },
    {
      it: 'ends an open run before the clause that reports it',
      text: '“We will answer in kind, Holt told reporters on Monday.',
      runs: [{ text: '“We will answer in kind,', open: true }],
    },
    {
      it: 'begins anew at a second opening mark',
      text: '“We go on, he said. “We do,” he said.',
      runs: [{ text: '“We go on,', open: true }, { text: '“We do,”' }],
    },
    { it: 'passes over a stray closing mark', text: 'We go on” he said.', runs: [] },
  ])('$it', ({ text, runs }) => {
    expect(runsOf(text)).toEqual(runs);
  });
});
