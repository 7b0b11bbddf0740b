import { describe, expect, test } from 'vitest';
import { splitParagraphs } from '../../src/text/paragraphs.ts';
import { splitSentences } from '../../src/text/sentences.ts';

const sentencesOf = (text: string): string[] =>
  splitSentences(text, splitParagraphs(text)).map(({ start, end }) => text.slice(start, end));

describe('splitSentences()', () => {
  test.each([
    { it: 'reads on after a title', text: 'Sen. Moss quit.', sentences: ['Sen. Moss quit.'] },
    {
      it: 'ends at "no"',
      text: 'Holt said no. Moss was ill. Daly quit.',
      sentences: ['Holt said no.', 'Moss was ill.', 'Daly quit.'],
    },
    {
      it: 'reads on after a number',
      text: 'It is No. 4 on the list. He left.',
      sentences: ['It is No. 4 on the list.', 'He left.'],
    },
    { it: 'keeps the closing mark', text: '“No.” He left.', sentences: ['“No.”', 'He left.'] },
    { it: 'keeps straight closing marks', text: '"No." He left.', sentences: ['"No."', 'He left.'] },
    {
      it: 'keeps a straight closing mark behind a blank',
      text: '"It is late. " Moss left.',
      sentences: ['"It is late. "', 'Moss left.'],
    },
    {
      it: 'reads on from dots in marks to the words that report them',
      text: '"It is late..." Moss later recalled. "It was cold... " Daly said.',
      sentences: ['"It is late..." Moss later recalled.', '"It was cold... " Daly said.'],
    },
    {
      it: 'leaves a straight opening mark before a blank to the next sentence',
      text: 'Moss left. " It is late," he said.',
      sentences: ['Moss left.', '" It is late," he said.'],
    },
    { it: 'keeps double primes', text: '″No.″ He left.', sentences: ['″No.″', 'He left.'] },
    {
      it: 'reads on after initials',
      text: 'The aide, J. R. Holt, left. So did George W. Pike.',
      sentences: ['The aide, J. R. Holt, left.', 'So did George W. Pike.'],
    },
    {
      it: 'reads on inside a country’s letters',
      text: 'The U.S. Senate met U.K. officials.',
      sentences: ['The U.S. Senate met U.K. officials.'],
    },
    {
      it: 'ends after a country’s letters when a new sentence begins',
      text: 'They flew to the U.S. The talks begin today.',
      sentences: ['They flew to the U.S.', 'The talks begin today.'],
    },
    {
      it: 'reads on after a month and a company',
      text: 'Acme Inc. won on Jan. 4. Its rival sued.',
      sentences: ['Acme Inc. won on Jan. 4.', 'Its rival sued.'],
    },
    {
      it: 'leaves decimals and clock times whole',
      text: 'It rose 3.5 percent by 5 p.m. on Friday. Then it fell.',
      sentences: ['It rose 3.5 percent by 5 p.m. on Friday.', 'Then it fell.'],
    },
    {
      it: 'reads on after an ellipsis that trails into small letters',
      text: 'We tried... and failed. We left.',
      sentences: ['We tried... and failed.', 'We left.'],
    },
    {
      it: 'keeps a question with the clause that reports it',
      text: '“Where is the money?” the senator asked. Nobody knew.',
      sentences: ['“Where is the money?” the senator asked.', 'Nobody knew.'],
    },
    {
      it: 'keeps an exclamation with an inverted clause',
      text: '"Stop it!" shouted Mira Bell. The room fell silent.',
      sentences: ['"Stop it!" shouted Mira Bell.', 'The room fell silent.'],
    },
    {
      it: 'parts sentences whose blank was lost',
      text: 'The vote failed.The mayor resigned.',
      sentences: ['The vote failed.', 'The mayor resigned.'],
    },
    {
      it: 'leaves addresses whole',
      text: 'See Example.org for more. Write to a.b@example.org today.',
      sentences: ['See Example.org for more.', 'Write to a.b@example.org today.'],
    },
    {
      it: 'lets a name begin small',
      text: 'Prices rose. iPhone sales fell. al-Hadi resigned.',
      sentences: ['Prices rose.', 'iPhone sales fell.', 'al-Hadi resigned.'],
    },
    {
      it: 'keeps the number of a list with its words',
      text: '1. Close the border. 2. Reopen talks.',
      sentences: ['1. Close the border.', '2. Reopen talks.'],
    },
    {
      it: 'never crosses a line',
      text: 'A headline without a stop\nThe text.',
      sentences: ['A headline without a stop', 'The text.'],
    },
    { it: 'knows stops of other scripts', text: '会谈结束。双方离开。', sentences: ['会谈结束。', '双方离开。'] },
    { it: 'finds nothing in blanks', text: ' \n\t\u00a0\n', sentences: [] },
  ])('$it', ({ text, sentences }) => {
    expect(sentencesOf(text)).toEqual(sentences);
  });

  test('leaves cuts out and trims what is left', () => {
    const text = 'OSLO (AP) — The talks ended. (Reuters)';
    const cuts = [
      { start: 0, end: 12 },
      { start: 29, end: 38 },
    ];
    const found = splitSentences(text, splitParagraphs(text), cuts);
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(['The talks ended.']);
  });
});

describe('splitParagraphs()', () => {
  const paragraphsOf = (text: string): string[] =>
    splitParagraphs(text).map(({ start, end }) => text.slice(start, end));

  test.each([
    { it: 'takes a line for a paragraph', text: 'One.\nTwo.\r\nThree.', paragraphs: ['One.', 'Two.', 'Three.'] },
    { it: 'drops blank lines and blanks at the ends', text: '  One. \n\n\u00a0\n Two.', paragraphs: ['One.', 'Two.'] },
    {
      it: 'joins lines that were wrapped to a width',
      text: 'The committee met for the third time on Monday and\nheard two witnesses from the port of Lisbon, who had\ncome by train.\n\nIt will meet again.',
      paragraphs: [
        'The committee met for the third time on Monday and\nheard two witnesses from the port of Lisbon, who had\ncome by train.',
        'It will meet again.',
      ],
    },
    {
      it: 'leaves short lines of speech apart',
      text: 'HOLT: We are ready to go on with the hearing now.\nBELL: Then let us go on.\nHOLT: Good.',
      paragraphs: ['HOLT: We are ready to go on with the hearing now.', 'BELL: Then let us go on.', 'HOLT: Good.'],
    },
  ])('$it', ({ text, paragraphs }) => {
    expect(paragraphsOf(text)).toEqual(paragraphs);
  });
});
