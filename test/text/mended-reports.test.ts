import { describe, expect, test } from 'vitest';
import { readArticle } from '../../src/text/read-article.ts';

/** Content (pieces parted by " | ") and speaker of each statement: the name, else the description in brackets, else null. */
type Row = {
  readonly it: string;
  readonly text: string;
  readonly expected: readonly (readonly [string, string | null])[];
};

function read(text: string): [string, string | null][] {
  return readArticle({ text, title: null, published: null }).statements.map(({ content, speaker }) => [
    content.map(({ start, end }) => text.slice(start, end)).join(' | '),
    speaker === null ? null : (speaker.name ?? (speaker.description === null ? null : `(${speaker.description})`)),
  ]);
}

describe('who is spoken of in the passive', () => {
  test.each<Row>([
    {
      it: 'is no speaker',
      text: 'Ian Moss was told that the ferry was late.',
      expected: [['that the ferry was late', null]],
    },
    {
      it: 'hears what the one behind "by" says',
      text: 'Ian Moss was told by Mayor Ada Holt to leave.',
      expected: [['to leave', 'Ada Holt']],
    },
    {
      it: 'hears what the one behind "by" says, at the end too',
      text: 'Ian Moss was warned of a strike by Mayor Ada Holt.',
      expected: [['a strike', 'Ada Holt']],
    },
    {
      it: 'is spoken of, and so is what for',
      text: 'Ian Moss was accused of waste by Mayor Ada Holt.',
      expected: [['Ian Moss | of waste', 'Ada Holt']],
    },
    {
      it: 'hears no more than the task as the speaker',
      text: 'The men were told by the council to sell the ferry.',
      expected: [['to sell the ferry', '(the council)']],
    },
    {
      it: 'is accused by nobody who is named',
      text: 'Ian Moss has been accused of selling the ferry.',
      expected: [['selling the ferry', null]],
    },
  ])('$it', ({ text, expected }) => expect(read(text)).toEqual(expected));
});

describe('content', () => {
  test.each<Row>([
    {
      it: 'is not the adjunct that opens the sentence',
      text: 'In her second book, “Home Is the Sailor,” Ina Karr suggested selling the ferry.',
      expected: [['selling the ferry', 'Ina Karr']],
    },
    {
      it: 'leaves out what the words were about',
      text: '“It is over,” Karr said of the long race to the island.',
      expected: [['“It is over,”', 'Karr']],
    },
    {
      it: 'leaves out what came next',
      text: '“It is over,” Karr said, and soon the boats were coming in.',
      expected: [['“It is over,”', 'Karr']],
    },
    {
      it: 'holds what is called so',
      text: 'Karr called half of the council “a disgrace.”',
      expected: [['half of the council “a disgrace.”', 'Karr']],
    },
    {
      it: 'goes on behind a relative clause',
      text: 'Ina Karr said the ferry, which the council owns, could sink.',
      expected: [['the ferry, which the council owns, could sink', 'Ina Karr']],
    },
    {
      it: 'goes on through words in marks',
      text: 'The researchers say the study suggests that ferries are “strongly linked” to the weather.',
      expected: [
        ['the study suggests that ferries are “strongly linked” to the weather', '(The researchers)'],
        ['that ferries are “strongly linked” to the weather', '(the study)'],
      ],
    },
    {
      it: 'goes on behind a name in brackets',
      text: 'Ina Karr said a loan for the harbour will be signed this week with the Leith bank (LB), to pay for the bridge.',
      expected: [
        ['a loan for the harbour will be signed this week with the Leith bank (LB), to pay for the bridge', 'Ina Karr'],
      ],
    },
    {
      it: 'begins at "that" behind a hearer with a relative clause',
      text: 'Karr told the board, which is small, unions and owners that the price would rise.',
      expected: [['that the price would rise', 'Karr']],
    },
    {
      it: 'stands on both sides of an aside',
      text: 'The bridge, according to Nora Daly, a teacher, was never safe.',
      expected: [['The bridge | was never safe', 'Nora Daly']],
    },
    {
      it: 'stays with its own report behind a colon',
      text: 'Ada Holt was mayor then. Her joy is recorded in detail:\n\n“Here comes the ferry,” said Nora Daly, clapping. “The ferry.”',
      expected: [['“Here comes the ferry,” | “The ferry.”', 'Nora Daly']],
    },
    {
      it: 'holds the report that it quotes, which stands beside it',
      text: 'According to the Leith Courier, Mayor Ada Holt said the bridge was safe.',
      expected: [
        ['Mayor Ada Holt said the bridge was safe', '(the Leith Courier)'],
        ['the bridge was safe', 'Ada Holt'],
      ],
    },
  ])('$it', ({ text, expected }) => expect(read(text)).toEqual(expected));
});

describe('no statement', () => {
  test.each([
    { it: 'is when somebody spoke', text: 'Ada Holt spoke the morning after the vote.' },
    { it: 'is a note of a transcript', text: 'It rained.\n\n“(CROSSTALK AND LAUGHTER.)\n\nIt rained again.' },
    { it: 'is how often', text: 'Ada Holt and Ian Moss talk often.' },
    { it: 'is whom somebody thanked', text: 'Ada Holt thanked Moss in public.' },
    { it: 'is a title that somebody won', text: 'Ian Moss was named player of the year by the league.' },
    { it: 'is a noun before its verb', text: 'The new forecast is lower than the old one was in spring.' },
    {
      it: 'is a heading in marks',
      text: 'It rained.\n\n‘Legend of the Coal Fields.’\n\nIt rained when Mr. Moss came.',
    },
  ])('$it', ({ text }) => expect(read(text)).toEqual([]));
});

describe('the speaker', () => {
  test.each<Row>([
    {
      it: 'stands before a participle',
      text: 'Protesters marching through the streets chanted “No more ferries!”',
      expected: [['“No more ferries!”', '(Protesters)']],
    },
    {
      it: 'comes behind a participle that opens the sentence',
      text: 'Ada Holt is the mayor. After saying the bridge was safe, she left.',
      expected: [['the bridge was safe', 'Ada Holt']],
    },
    {
      it: 'may hold an office for two things',
      text: 'Trade and Industry Secretary Nora Daly said the plan was sound.',
      expected: [['the plan was sound', 'Nora Daly']],
    },
    {
      it: 'may hold an office for two things beside another speaker',
      text: 'Food and Agriculture Minister Ian Moss and Trade Minister Ina Karr said the pact was over.',
      expected: [['the pact was over', 'Ian Moss and Ina Karr']],
    },
    {
      it: 'stands right before a participle and a colon or comma',
      text: 'The spot ends with footage of Ada Holt saying during a debate, “That makes me smart.”',
      expected: [['“That makes me smart.”', 'Ada Holt']],
    },
    {
      it: 'is no clip that shows her',
      text: 'The film begins with a clip of Ada Holt telling voters last year, “I pay my way.”',
      expected: [['“I pay my way.”', 'Ada Holt']],
    },
    {
      it: 'is not where a company sits',
      text: 'Yesterday, Leith-based Holt Ferries Ltd said it would sell the ferry.',
      expected: [['it would sell the ferry', 'Holt Ferries Ltd']],
    },
    {
      it: 'may bear a short title',
      text: 'In a hearing, Del. Nora Daly said the bill was bad.',
      expected: [['the bill was bad', 'Nora Daly']],
    },
    {
      it: 'is brought in by what it belongs to',
      text: 'Mayor Ada Holt closed the bridge. It was never safe, as the clerk of the council wrote in a note.',
      expected: [['It was never safe', '(the clerk of the council)']],
    },
    {
      it: 'is not the leader of another party',
      text: 'Nora Daly has launched an attack on spending plans. The prime minister said it would pay. Tory leader Ian Moss said it was waste.',
      expected: [
        ['it would pay', 'Nora Daly'],
        ['it was waste', 'Ian Moss'],
      ],
    },
  ])('$it', ({ text, expected }) => expect(read(text)).toEqual(expected));
});

describe('what only looks like a report', () => {
  test.each<Row>([
    {
      it: 'of how things look has no speaker',
      text: 'It seems that the ferry is late.',
      expected: [['that the ferry is late', null]],
    },
    {
      it: 'of how things must have looked has no speaker',
      text: 'The Corkman left. Back in Leith, it must have seemed that all was lost.',
      expected: [['that all was lost', null]],
    },
    {
      it: 'of what is hoped has no speaker',
      text: 'Mayor Ada Holt left. It is hoped that the bridge will open.',
      expected: [['that the bridge will open', null]],
    },
    {
      it: 'is none where somebody was denied a thing',
      text: 'Pablo Ferri denied Gerard with a late tackle.',
      expected: [],
    },
    {
      it: 'is none where only a title stands before the name',
      text: 'The bank’s chief economist, Kim Roe, disagreed.',
      expected: [],
    },
    {
      it: 'has no speaker where somebody was sentenced',
      text: 'In 1998, Ian Brown was sentenced to four months in jail for using threats.',
      expected: [['to four months in jail for using threats', null]],
    },
    {
      it: 'has no speaker where something has been touted',
      text: 'The tool, Oryon, has been touted as the biggest thing in search.',
      expected: [['the biggest thing in search', null]],
    },
    {
      it: 'has no speaker where a headline leaves out who urges',
      text: 'Mayor urged to act on the bridge.',
      expected: [['to act on the bridge', null]],
    },
    {
      it: 'is none where somebody only spoke to others',
      text: 'Ian Moss, who was in Leith, spoke to reporters on the quay.',
      expected: [],
    },
    { it: 'is none where a thing was shown off', text: 'Ian Moss showed off the new bridge.', expected: [] },
    {
      it: 'is none where somebody was voted off',
      text: 'Model Sofia Anders was the last person to be voted off the show.',
      expected: [],
    },
    {
      it: 'is none where a thing is promising',
      text: 'Grant had a shot blocked and a promising Sam Duff break was halted by a tackle.',
      expected: [],
    },
    {
      it: 'is none where a thing is added to others',
      text: 'The Bundesbank repeatedly added money market liquidity this morning.',
      expected: [],
    },
    {
      it: 'is none where something goes on',
      text: 'Showers continued throughout the week in the zone.',
      expected: [],
    },
    {
      it: 'is none where a figure is posted',
      text: 'Transfer payments posted a 3.7 billion mark deficit.',
      expected: [],
    },
    {
      it: 'is none where it tells which one is meant',
      text: 'The cuts are part of the firm’s announced restructuring program.',
      expected: [],
    },
    {
      it: 'is none where the subject is a time',
      text: 'This year sees $150 million allocated for the plan.',
      expected: [],
    },
    {
      it: 'is one where words are added',
      text: 'Mayor Ada Holt said it was late. She added that the ferry was full.',
      expected: [
        ['it was late', 'Ada Holt'],
        ['that the ferry was full', 'Ada Holt'],
      ],
    },
  ])('$it', ({ text, expected }) => {
    expect(read(text)).toEqual(expected);
  });
});

describe('who stands behind the verb at the end', () => {
  test.each<Row>([
    {
      it: 'says what stands before',
      text: 'Leith winger Harry Moss is hurt and may not return until March, claims his agent.',
      expected: [['Leith winger Harry Moss is hurt and may not return until March', '(his agent)']],
    },
    {
      it: 'says what stands before, however long that is',
      text: 'Molecules that mimic leaves may one day form the basis of solar cells, say Leith researchers.',
      expected: [['Molecules that mimic leaves may one day form the basis of solar cells', '(Leith researchers)']],
    },
    {
      it: 'is what is said, where a subject stands before',
      text: 'Ada Holt, who led the council, denied the claims.',
      expected: [['the claims', 'Ada Holt']],
    },
  ])('$it', ({ text, expected }) => {
    expect(read(text)).toEqual(expected);
  });
});

describe('what a witness says', () => {
  test.each<Row>([
    {
      it: 'stands behind "that"',
      text: 'Ada Holt testified that the money was gone.',
      expected: [['that the money was gone', 'Ada Holt']],
    },
    { it: 'is not the day', text: 'Ada Holt testified that day.', expected: [] },
  ])('$it', ({ text, expected }) => {
    expect(read(text)).toEqual(expected);
  });
});

describe('a report within an aside', () => {
  test.each<Row>([
    {
      it: 'has its own subject',
      text: 'The suspect, who police said was armed, was found.',
      expected: [['was armed', '(police)']],
    },
    {
      it: 'has the subject of the sentence where it has none',
      text: 'Ada Holt, who said the bridge was safe, has left.',
      expected: [['the bridge was safe', 'Ada Holt']],
    },
  ])('$it', ({ text, expected }) => {
    expect(read(text)).toEqual(expected);
  });
});

describe('who is quoted as saying something', () => {
  test.each<Row>([
    {
      it: 'speaks, not the one who quotes',
      text: 'The agency quoted Minister Ada Holt as saying that the bridge was safe.',
      expected: [['that the bridge was safe', 'Ada Holt']],
    },
    {
      it: 'speaks behind the words too',
      text: 'The bridge was safe, the Courier reported Ada Holt as saying.',
      expected: [['The bridge was safe', 'Ada Holt']],
    },
  ])('$it', ({ text, expected }) => {
    expect(read(text)).toEqual(expected);
  });
});

describe('what one says, told by another behind it', () => {
  test.each<Row>([
    {
      it: 'is read as both say it',
      text: 'Ada Holt assured Ian Moss that the ferry would have “a quiet and lasting berth,” according to the council.',
      expected: [
        ['Ada Holt assured Ian Moss that the ferry would have “a quiet and lasting berth,”', '(the council)'],
        ['that the ferry would have “a quiet and lasting berth,”', 'Ada Holt'],
      ],
    },
    {
      it: 'ends where the other is named',
      text: 'Ada Holt told the board that she would “never again” agree to it, the Courier reported.',
      expected: [
        ['Ada Holt told the board that she would “never again” agree to it', '(the Courier)'],
        ['that she would “never again” agree to it', 'Ada Holt'],
      ],
    },
  ])('$it', ({ text, expected }) => expect(read(text)).toEqual(expected));
});

describe('words in marks', () => {
  test.each<Row>([
    {
      it: 'belong to whoever stands behind the verb, whatever his title',
      text: '“A wooden pier and a steel pier cost exactly the same,” reports lead author Joan Pike.',
      expected: [['“A wooden pier and a steel pier cost exactly the same,”', 'Joan Pike']],
    },
    {
      it: 'belong to the name before an apposition without its second comma',
      text: '“These walls were never meant to hold water,” Ian Lamb, a Leith spokesman told the paper. “We check them twice.”',
      expected: [['“These walls were never meant to hold water,” | “We check them twice.”', 'Ian Lamb']],
    },
    {
      it: 'stand before whom they were told to',
      text: "Since 1997, the average fare had “risen by a fifth in real terms” if you took out the ferries, Mr Milne told Radio Leith's Today programme.",
      expected: [
        ['Since 1997, the average fare had “risen by a fifth in real terms” if you took out the ferries', 'Milne'],
      ],
    },
    {
      it: 'go on behind the speaker',
      text: "The town's statements, the letter added, were “false and malicious”.",
      expected: [["The town's statements | were “false and malicious”", '(the letter)']],
    },
    {
      it: 'began before the speaker where they go on behind him',
      text: 'These findings “raise red flags”, Holt and her colleagues write, and point to a need for “better gloves”.',
      expected: [['These findings “raise red flags” | and point to a need for “better gloves”', 'Holt']],
    },
    {
      it: 'are no part of what else the speaker thinks',
      text: '“They are heading in the right direction,” Ada Holt says, but believes more proof is needed.',
      expected: [['“They are heading in the right direction,”', 'Ada Holt']],
    },
    {
      it: 'begin behind the colon, not with what they are called',
      text: 'The drummer Larry Mull echoed those sentiments: “We want to be on the radio.”',
      expected: [['“We want to be on the radio.”', 'Larry Mull']],
    },
    {
      it: 'begin with their capital, not with a connective before the speaker',
      text: 'But, Ada Holt added, “We are in a race that we can win.”',
      expected: [['“We are in a race that we can win.”', 'Ada Holt']],
    },
    {
      it: 'are an answer, not what somebody was asked',
      text: 'Jerry Stringer hosts the show. Asked whether he thought the town should have shown the play he said: “I do not know if they should.”',
      expected: [['“I do not know if they should.”', 'Jerry Stringer']],
    },
    {
      it: 'belong to whoever is reported as saying them',
      text: '“If pushed to the wall, of course they are going to sue,” Mr Kemp is reported as saying.',
      expected: [['“If pushed to the wall, of course they are going to sue,”', 'Kemp']],
    },
    {
      it: 'belong to the subject before an aside between dashes',
      text: 'The band - whose third record was out - thanked “all the members of the crew”, adding: “We would not be here.”',
      expected: [
        ['“all the members of the crew”', '(The band)'],
        ['“We would not be here.”', '(The band)'],
      ],
    },
  ])('$it', ({ text, expected }) => expect(read(text)).toEqual(expected));

  test.fails.each<Row>([
    {
      it: 'are what people were instructed to do',
      text: 'The men were instructed by the council to sell the ferry.',
      expected: [['to sell the ferry', '(the council)']],
    },
    {
      it: 'belong to an assessment by somebody',
      text: "“It was, as always, coded and careful,” was Mr Mason's assessment.",
      expected: [['“It was, as always, coded and careful,”', 'Mason']],
    },
    {
      it: 'go on from the sentence before where the subject is left out',
      text: '“We built four hundred houses,” Ada Holt said. And continued: “We can be proud of the low rents.”',
      expected: [
        ['“We built four hundred houses,”', 'Ada Holt'],
        ['“We can be proud of the low rents.”', 'Ada Holt'],
      ],
    },
  ])('$it', ({ text, expected }) => expect(read(text)).toEqual(expected));
});
