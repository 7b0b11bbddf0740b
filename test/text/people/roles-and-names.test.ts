import { describe, expect, test } from 'vitest';
import { type SpeakersRow, speakersIn } from './speakers-in.ts';

const promise = ({ text, speakers }: SpeakersRow): void => expect(speakersIn(text)).toEqual(speakers);

describe('a role', () => {
  test.each<SpeakersRow>([
    {
      it: 'of a government is not that of who leads a party',
      text: 'Labour leader Ada Holt and Ben Moss were in Leeds on Monday. The prime minister said the bridge would be built.',
      speakers: ['(The prime minister)'],
    },
    {
      it: 'of a government may be that of who leads a country',
      text: 'Chilean leader Ada Holt was in Leeds on Monday. The president said the bridge would be built.',
      speakers: ['Ada Holt'],
    },
    {
      it: 'is not that of the one of whom something is reported',
      text: 'Ada Holt, 63, was in the dock on Monday. The former treasurer said Ms Holt knew of the fraud.',
      speakers: ['(The former treasurer)'],
    },
    {
      it: 'within the words of the one in focus is somebody else',
      text: 'Ada Holt is in Leeds. “The harbour is full,” Ms Holt said, adding that the transport minister has promised to widen it.',
      speakers: ['Ada Holt', 'Ada Holt', '(the transport minister)'],
    },
    {
      it: 'of one house is not that of another',
      text: 'Labour Party chairman Ben Moss was in Leeds. Last month the chairman of the Harbour Commission said the plan was dead.',
      speakers: ['(the chairman of the Harbour Commission)'],
    },
    {
      it: 'of one portfolio is not another that some of its kind hold',
      text: 'Culture Minister Ada Holt and Ben Moss were in Leeds. The lord chancellor said the court was full.',
      speakers: ['(The lord chancellor)'],
    },
    {
      it: 'of one general is not that of another',
      text: 'Solicitor General Ada Holt and Ben Moss were in Leeds. The attorney general said the court was full.',
      speakers: ['(The attorney general)'],
    },
    {
      it: 'of first minister is not that of prime minister',
      text: 'First Minister Ada Holt was in Leeds. The prime minister said the court was full. The first minister said it was not.',
      speakers: ['(The prime minister)', 'Ada Holt'],
    },
    {
      it: 'of who leads a party of some nation is not to govern it',
      text: 'Australian opposition leader Ada Holt was in Leeds. The prime minister said the court was full.',
      speakers: ['(The prime minister)'],
    },
    {
      it: 'of party leader, which nobody states, is not to govern',
      text: 'Jeremy Corbyn went to Leeds. The chancellor said the court was full. The Labour leader said it was not.',
      speakers: ['(The chancellor)', 'Jeremy Corbyn'],
    },
    {
      it: 'for a nation is not that for home affairs',
      text: 'Scottish Secretary Ben Moss was in Leeds. The home secretary said the court was full. The secretary of state said it was not.',
      speakers: ['(The home secretary)', 'Ben Moss'],
    },
    {
      it: 'in a team is not another',
      text: 'Defender Ben Moss and Carl Holt were in Leeds. The striker said the match was hard.',
      speakers: ['(The striker)'],
    },
    {
      it: 'behind an owner speaks for itself',
      text: 'Chile’s first minister has said that the bridge would be built.',
      speakers: ['(Chile’s first minister)'],
    },
  ])('$it', promise);
});

describe('"the government"', () => {
  test.each<SpeakersRow>([
    {
      it: 'is that of the country that the words before are about',
      text: 'Chile raised its limits. The banks of Chile are old, and so are those of Peru. The government hopes to sell more.',
      speakers: ['Chile'],
    },
    {
      it: 'is none where another is spoken of as much',
      text: 'Chilean wine sells in Peru. The farms of Peru are old, and so are Chilean ones. The government will agree that vines be destroyed.',
      speakers: ['(The government)'],
    },
    {
      it: 'is not a city',
      text: 'The minister spoke in London. The government hopes to sell more wine.',
      speakers: ['(The government)'],
    },
  ])('$it', promise);
});

describe('the name of a body', () => {
  test.each<SpeakersRow>([
    {
      it: 'goes on with the country that it is of, whose letters stand behind it',
      text: 'The National Association of Bicycle Manufacturers of Chile (NABMC) said sales rose. NABMC said it expects more.',
      speakers: [
        'National Association of Bicycle Manufacturers of Chile',
        'National Association of Bicycle Manufacturers of Chile',
      ],
    },
    {
      it: 'joins what a department is for, and its spokeswoman speaks',
      text: 'A Department for Roads and Harbours spokeswoman said: “The award is fair.”',
      speakers: ['(A Department for Roads and Harbours spokeswoman)'],
    },
    {
      it: 'joins two trades of a country',
      text: 'Barley and Livestock Canada says growers lose.',
      speakers: ['Barley and Livestock Canada'],
    },
    {
      it: 'of one word is not a longer one that comes in later',
      text: 'Norlex rose. Norlex Europe is a unit of it. Norlex says that it sells well.',
      speakers: ['Norlex'],
    },
  ])('$it', promise);
});

describe('the name of a person', () => {
  test.each<SpeakersRow>([
    {
      it: 'may end with a small word',
      text: 'Graeme Down from the Fire Authority says the flood was bad. “They tore it up,” said Jeremy Dear, of the union.',
      speakers: ['Graeme Down', 'Jeremy Dear'],
    },
    {
      it: 'may begin with a short month behind a number',
      text: 'The firm sold Halo 2. Jan Bolz, a vice president of the firm, said it was working hard.',
      speakers: ['Jan Bolz'],
    },
    {
      it: 'is shown without orders and seats',
      text: 'Ian Holt QC quit. Mr Holt said it was late. Ruth Moss MP said it was early.',
      speakers: ['Ian Holt', 'Ruth Moss'],
    },
    {
      it: 'does not begin with the letters of a house, nor with the house itself',
      text: 'The head of defence group ADX Philip Holt is to leave. Mr Holt said it was time. Lecturer in politics at Chile’s Leith University Paul Moss says farmers could lose.',
      speakers: ['Philip Holt', 'Paul Moss'],
    },
    {
      it: 'does not begin with a prize',
      text: 'Prize-winner Andrea Holt said she was glad.',
      speakers: ['Andrea Holt'],
    },
    {
      it: 'is no word of a faith, and no headline word',
      text: 'Roman Catholic bishops met in Leeds. The top Catholic in Chile backed the plan. Govt considers aid.',
      speakers: ['(The top Catholic in Chile)', '(Govt)'],
    },
  ])('$it', promise);

  test.fails.each<SpeakersRow>([
    {
      it: 'does not take an object behind a participle',
      text: 'Shipping serving Chile has said that it is late.',
      speakers: ['(Shipping serving Chile)'],
    },
    {
      it: 'stands behind a prelate’s style',
      text: 'The Archbishop of Leith, the Most Reverend Peter Holt, told the BBC that the church was right.',
      speakers: ['Peter Holt'],
    },
  ])('$it', promise);
});
