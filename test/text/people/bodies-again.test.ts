import { describe, expect, test } from 'vitest';
import { type SpeakersRow, speakersIn } from './speakers-in.ts';

describe('"it"', () => {
  test.each<SpeakersRow>([
    {
      it: 'is one word that spoke, and nobody else who is named in its clause',
      text: `Norlex has claimed that it sought help abroad because the Court of Human Rights was slow. It has claimed that the tax bill was unjust.`,
      speakers: ['Norlex', 'Norlex'],
    },
    {
      it: 'is the single word that is the subject of its own sentence',
      text: 'Alder Motors has a hybrid on the market. Even sports car maker Vesparo may join the race, although it insists that nothing has been decided.',
      speakers: ['Vesparo'],
    },
    {
      it: 'is not the country by which people are described',
      text: 'UK phone owners send more messages than before. The numbers surpassed all forecasts, it said.',
      speakers: [null],
    },
    {
      it: 'is a firm that names itself in its own words',
      text: 'Norlex said the offer would stand. “Norlex is convinced that the offer is fair,” it said.',
      speakers: ['Norlex', 'Norlex'],
    },
    {
      it: 'goes on from the report that spoke rather than from who is named in it',
      text: 'A new study of Germany and the United Kingdom said that calls were cheap. It showed that people keep their phones.',
      speakers: ['(A new study of Germany and the United Kingdom)', '(A new study of Germany and the United Kingdom)'],
    },
    {
      it: 'is nobody where a thing that no list knows is the subject of the sentence before',
      text: `The Harrow Institute is in Leith. The discovery of Alder Labs Ltd changed the field. The theory of the Harrow Institute is old. It explains why the river bends.`,
      speakers: [null],
    },
  ])('$it', ({ text, speakers }) => expect(speakersIn(text)).toEqual(speakers));
});

describe('"the company"', () => {
  test.each<SpeakersRow>([
    {
      it: 'is the one that the sentence before is about, without a word for a firm in its name',
      text: `Quarrel Oil Co bought the unit last year, and Quarrel Oil Co paid for it. Norlex opened a plant in May. Norlex still has a complaint against Alder Bank Ltd, a lender. The company has also accused two ministers of fraud.`,
      speakers: ['Norlex'],
    },
    {
      it: 'is the one most spoken of where all are named in passing',
      text: `Shares in Norlex rose. Critics of Norlex were silent. The plants of Norlex are old, and so is the yard of Mosse Lines Ltd. A stake of Norlex in Mosse Lines Ltd is a lifeline to Norlex. The company said it would survive.`,
      speakers: ['Norlex'],
    },
    {
      it: 'goes on from "it"',
      text: 'Norlex rose 14 per cent on Tuesday after it said it would move its plants. The Swedish firm, a maker of ovens, said it would close ten. It did not say which.',
      speakers: ['Norlex', 'Norlex'],
    },
  ])('$it', ({ text, speakers }) => expect(speakersIn(text)).toEqual(speakers));
});

describe('"he"', () => {
  test.each<SpeakersRow>([
    {
      it: 'is nobody of whom one word is known that never speaks',
      text: 'Norlex is run by an administrator of banks. Norlex is in debt. He has alleged that the banks knew of it.',
      speakers: [null],
    },
  ])('$it', ({ text, speakers }) => expect(speakersIn(text)).toEqual(speakers));
});

describe('a firm in capitals', () => {
  test.each<SpeakersRow>([
    {
      it: 'is called by its first word alone',
      text: 'QXH Industries Inc said profits rose. QXH said sales fell.',
      speakers: ['QXH Industries Inc', 'QXH Industries Inc'],
    },
  ])('$it', ({ text, speakers }) => expect(speakersIn(text)).toEqual(speakers));
});
