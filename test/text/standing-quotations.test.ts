import { describe, expect, test } from 'vitest';
import { readArticle } from '../../src/text/read-article.ts';

interface Row {
  readonly it: string;
  readonly text: string;
  /** What is said, by whom in the words of the article, and by which rule the speaker was found. */
  readonly expected: readonly (readonly [said: string, by: string | null])[];
}

const read = (text: string): (readonly [string, string | null])[] =>
  readArticle({ text, title: null, published: null }).statements.map(({ content, speaker }) => [
    content.map(({ start, end }) => text.slice(start, end)).join(' | '),
    speaker === null || speaker.mention === null ? null : text.slice(speaker.mention.start, speaker.mention.end),
  ]);

const check = ({ text, expected }: Row): void => {
  expect(read(text)).toEqual(expected);
};

describe('a quotation that no verb of speech holds', () => {
  test.each<Row>([
    {
      it: 'of one word belongs to who was blunt',
      text: 'Ada Holt was blunter: “Enough.”',
      expected: [['“Enough.”', 'Ada Holt']],
    },
    {
      it: 'belongs to who was clear',
      text: 'Ian Moss was no less clear: “We go on.”',
      expected: [['“We go on.”', 'Ian Moss']],
    },
    {
      it: 'belongs to the subject behind it, whatever the verb',
      text: '“We will always pay our way,” an angry Holt retaliated.',
      expected: [['“We will always pay our way,”', 'an angry Holt']],
    },
    {
      it: 'belongs to the subject before a colon',
      text: 'Ada Holt went even further: “The builders never came.”',
      expected: [['“The builders never came.”', 'Ada Holt']],
    },
    {
      it: 'is not made of a title',
      text: 'Ada Holt opened the fair, titled “Ships and Their Keepers,” designed by Jon Pike.',
      expected: [],
    },
    { it: 'is not a title that was shown', text: 'The film “Night Train” was shown there.', expected: [] },
    { it: 'is not a title that was watched', text: 'They watched “The Long Night” together.', expected: [] },
  ])('$it', check);
});

describe('what nobody said', () => {
  test.each<Row>([
    { it: 'is not the word for saying', text: 'Ada Holt agreed.', expected: [] },
    {
      it: 'is not whom somebody quotes',
      text: 'Holt was quoted by Skyline as saying that “work is under way.”',
      expected: [['that “work is under way.”', 'Holt']],
    },
    {
      it: 'is not that somebody has no name',
      text: '“Nobody told us,” a neighbour, who asked not to be named, said.',
      expected: [['“Nobody told us,”', 'a neighbour']],
    },
  ])('$it', check);
});

describe('a quotation that is a paragraph', () => {
  test.each<Row>([
    {
      it: 'belongs to whom a later paragraph names that goes on with its open mark',
      text: 'It rained.\n\n“First we test the bridge.\n\n“Then we mend it.\n\n“Then we open it,” said Ada Holt.',
      expected: [
        ['“First we test the bridge.', 'Ada Holt'],
        ['“Then we mend it.', 'Ada Holt'],
        ['“Then we open it,”', 'Ada Holt'],
      ],
    },
    {
      it: 'goes on from the quotation that ends the paragraph before',
      text: '“The bridge is safe,” said Ada Holt.\n\n“We tested every bolt of it twice.”',
      expected: [
        ['“The bridge is safe,”', 'Ada Holt'],
        ['“We tested every bolt of it twice.”', 'Ada Holt'],
      ],
    },
    {
      it: 'goes on from one that went on itself',
      text: '“The bridge is safe,” said Ada Holt.\n\n“We tested every bolt of it.”\n\n“It will stand for years.”',
      expected: [
        ['“The bridge is safe,”', 'Ada Holt'],
        ['“We tested every bolt of it.”', 'Ada Holt'],
        ['“It will stand for years.”', 'Ada Holt'],
      ],
    },
    {
      it: 'does not go on where other words stand between',
      text: '“The bridge is safe,” said Ada Holt. The river was high.\n\n“We tested every bolt of it.”',
      expected: [
        ['“The bridge is safe,”', 'Ada Holt'],
        ['“We tested every bolt of it.”', null],
      ],
    },
    {
      it: 'belongs to whom the paragraph before reports at its end',
      text: 'Ada Holt says the bridge will open in May.\n\n“We tested every bolt of it twice.”\n\n“It will stand for years.”',
      expected: [
        ['the bridge will open in May', 'Ada Holt'],
        ['“We tested every bolt of it twice.”', 'Ada Holt'],
        ['“It will stand for years.”', 'Ada Holt'],
      ],
    },
    {
      it: 'belongs to an office by which the paragraph before reports',
      text: 'The president of the builders told Radio Leith the pier was closed.\n\n“We had no other choice.”',
      expected: [
        ['the pier was closed', 'The president of the builders'],
        ['“We had no other choice.”', 'The president of the builders'],
      ],
    },
    {
      it: 'does not belong to a thing that shows something',
      text: 'A restoration of the old films revealed a scratch on the lens.\n\n“You could not see it in those days.”',
      expected: [
        ['a scratch on the lens', 'A restoration of the old films'],
        ['“You could not see it in those days.”', null],
      ],
    },
    {
      it: 'belongs to the subject of the sentence before, where he spoke last',
      text: '“The pier is closed,” Holt said. Holt has built boats for years.\n\n“I never saw such a storm in May.”',
      expected: [
        ['“The pier is closed,”', 'Holt'],
        ['“I never saw such a storm in May.”', 'Holt'],
      ],
    },
    {
      it: 'goes on from words in marks rather than from what was reported last',
      text: '“We won,” Holt said at the hall, hours after Pike declared that he had lost. “You will be happy here.”',
      expected: [
        ['“We won,” | “You will be happy here.”', 'Holt'],
        ['that he had lost', 'Pike'],
      ],
    },
  ])('$it', check);
});

describe('a signature', () => {
  test.each<Row>(
    ['—', '–', '―', '-'].map((dash) => ({
      it: `behind ${dash}`,
      text: `“The bridge is the pride of the town.” ${dash} Nora Daly\n\n“I would rather swim.” ${dash} Jon Pike`,
      expected: [
        ['“The bridge is the pride of the town.”', 'Nora Daly'],
        ['“I would rather swim.”', 'Jon Pike'],
      ],
    })),
  )('$it names the speaker', check);
});

describe('a transcript', () => {
  test.each<Row>([
    {
      it: 'has a label at the head of each turn',
      text: 'HOLT: The bridge is safe. We go on.\n\nPIKE: Who paid for it?',
      expected: [
        ['The bridge is safe. We go on.', 'HOLT'],
        ['Who paid for it?', 'PIKE'],
      ],
    },
    {
      it: 'may be quoted as a whole, a mark at the head of each turn',
      text: 'Their talk went as follows:\n\n"HOLT: The bridge is safe.\n\n"PIKE: Who paid for it?\n\n"HOLT: The town did."',
      expected: [
        ['The bridge is safe.', 'HOLT'],
        ['Who paid for it?', 'PIKE'],
        ['The town did.', 'HOLT'],
      ],
    },
  ])('$it', check);
});

describe('split openings', () => {
  test.each<Row>([
    {
      it: 'join what goes on in small letters',
      text: 'In cases of doubt, Holt said, “the bridge stays shut.”',
      expected: [['In cases of doubt | “the bridge stays shut.”', 'Holt']],
    },
    {
      it: 'leave out where it was said',
      text: 'In a statement, Holt said, “the bridge stays shut.”',
      expected: [['“the bridge stays shut.”', 'Holt']],
    },
  ])('$it', check);
});

describe('what nobody said', () => {
  test.each([
    { it: 'an event as the speaker', text: 'The harbour talks described a new start.' },
    { it: 'a topic', text: 'Holt and Pike met to discuss the bridge and its future.' },
    { it: 'a nickname', text: 'The mayor, Al “Shorty” Holt, opened the bridge.' },
  ])('is left out: $it', ({ text }) => {
    expect(read(text)).toEqual([]);
  });

  test('nobody is taken for the speaker of what others know of them', () => {
    expect(read('Holt and Pike are known to have met.').map(([, by]) => by)).toEqual([null]);
  });

  test('beliefs are marked, words in marks never', () => {
    const text = 'Holt believes the bridge is safe. Pike said it was not. “It holds,” Holt said.';
    const { statements } = readArticle({ text, title: null, published: null });
    expect(statements.map(({ thought }) => thought ?? false)).toEqual([true, false, false]);
  });

  test('a sentence goes on behind "according to"', () => {
    expect(read('The bridge, according to Nora Daly, a teacher, was never safe.')).toEqual([
      ['The bridge | was never safe', 'Nora Daly'],
    ]);
  });
});

describe('a nickname in marks', () => {
  test.each<Row>([
    {
      it: 'is part of the name that speaks',
      text: 'Mayor Al “Shorty” Holt said the bridge was safe.',
      expected: [['the bridge was safe', 'Mayor Al “Shorty” Holt']],
    },
    {
      it: 'is no second piece of what its bearer says',
      text: '“A fine bridge,” said a sailor who goes by the name “Lefty.”',
      expected: [['“A fine bridge,”', 'a sailor']],
    },
  ])('$it', check);
});

describe('an emoji', () => {
  test.each<Row>([
    {
      it: 'before a quotation',
      text: '🎉 “We open the bridge on time,” Ada Holt said.',
      expected: [['“We open the bridge on time,”', 'Ada Holt']],
    },
    {
      it: 'that touches a quotation',
      text: '👍“We open the bridge on time,” Ada Holt said.',
      expected: [['“We open the bridge on time,”', 'Ada Holt']],
    },
    {
      it: 'before a name',
      text: '🎉 Ada Holt said: “We open the bridge on time.”',
      expected: [['“We open the bridge on time.”', 'Ada Holt']],
    },
  ])('$it hides nothing', check);
});

test('an age belongs to no name', () => {
  expect(read('Nora Daly, 41, said the school was closed.')).toEqual([['the school was closed', 'Nora Daly']]);
});
