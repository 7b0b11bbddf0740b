import { describe, expect, test } from 'vitest';
import { readArticle } from '../../../src/text/read-article.ts';
import { type SpeakersRow, speakersIn } from './speakers-in.ts';

describe('a long mention', () => {
  test.each<SpeakersRow>([
    {
      it: 'names who stands behind an office and what it is for',
      text: 'NASA’s chief scientist for Mars exploration Dr Jim Garvey describes the formation as a butte.',
      speakers: ['Jim Garvey'],
    },
    {
      it: 'is a spokesman all the same where he speaks for a doctor',
      text: 'A spokesman for Dr Jim Garvey said it was a butte.',
      speakers: ['(A spokesman for Dr Jim Garvey)'],
    },
    {
      it: 'names who stands behind one of several',
      text: 'Mr Bakri was away. But one of his deputies, Sita Regara, told reporters that talks went on.',
      speakers: ['Sita Regara'],
    },
    {
      it: 'names who holds an office for two things behind "but"',
      text: 'But shadow minister for science and research, Jenny Mackley, said she had obtained an email.',
      speakers: ['Jenny Mackley'],
    },
    {
      it: 'names who holds an office for three things',
      text: 'The Secretary of State for Culture, Media and Sport, Tessa Jowle, has hit out at critics. She told a newspaper there would be no casinos.',
      speakers: ['Tessa Jowle'],
    },
    {
      it: 'names the one before "who"',
      text: 'The findings don’t surprise Australian food technologist Keith Richer, who says cold is the key.',
      speakers: ['Keith Richer'],
    },
    {
      it: 'names a grower behind what he grows',
      text: 'Last week it rained. Stanhope lettuce grower Karl Radley says prices will rise.',
      speakers: ['Karl Radley'],
    },
    {
      it: 'of an institute is not whom its report is about',
      text: 'In January the independent Institute for Fiscal Matters (IFM) said Mr Brownlow would need to raise taxes.',
      speakers: ['Institute for Fiscal Matters'],
    },
    {
      it: 'names who stands behind a clause',
      text: 'Dr David Cole studies storms. Another one reached Earth today and Cole predicts its effects will last.',
      speakers: ['David Cole'],
    },
    {
      it: 'names the agency of which it says what it is',
      text: 'The numbers have fallen since May, according to the Xinhua news agency. The Labour party said it was late.',
      speakers: ['Xinhua', 'Labour'],
    },
    {
      it: 'by an office is not its owner',
      text: 'New York Attorney General Elliot Spitter was absent. According to a statement from Mr Spitter’s office, the firm had paid.',
      speakers: ['(a statement from Mr Spitter’s office)'],
    },
  ])('$it', ({ text, speakers }) => expect(speakersIn(text)).toEqual(speakers));
});

describe('a name over "and"', () => {
  test.each<SpeakersRow>([
    {
      it: 'is one where the letters behind it count both halves',
      text: 'The Norland Marine Science and Technology Organisation (NMSTO) was shut. “Nobody was hurt,” NMSTO said.',
      speakers: ['Norland Marine Science and Technology Organisation'],
    },
    {
      it: 'is one behind "for" too',
      text: 'It was paid for by the Centre for Health and Medical Research (CHMR). CHMR said that the data were safe.',
      speakers: ['Centre for Health and Medical Research'],
    },
    {
      it: 'is two where the letters are those of the second',
      text: 'Norline and Alder Bay Lines (ABL) said they would merge.',
      speakers: ['Norline and Alder Bay Lines'],
    },
  ])('$it', ({ text, speakers }) => expect(speakersIn(text)).toEqual(speakers));
});

describe('a party', () => {
  test.each<SpeakersRow>([
    {
      it: 'speaks by the name of its people',
      text: 'The Tories said the plan was a sham. Both Plaid Cymru and the Liberal Democrats said it was late.',
      speakers: ['Tories', 'Plaid Cymru and Liberal Democrats'],
    },
    {
      it: 'is not those of it who sit in a chamber',
      text: 'Senate conservatives said the plan was a sham.',
      speakers: ['(Senate conservatives)'],
    },
  ])('$it', ({ text, speakers }) => expect(speakersIn(text)).toEqual(speakers));
});

describe('an office alone', () => {
  test.each<SpeakersRow>([
    {
      it: 'is not that of who leads a party',
      text: 'Opposition leader Jane Holt met the press. The prime minister said nothing would change.',
      speakers: ['(The prime minister)'],
    },
    {
      it: 'is not that of who is a secretary to it',
      text: 'Parliamentary Secretary to the Prime Minister Jane Holt said it would rain. The prime minister said it would not.',
      speakers: ['Jane Holt', '(The prime minister)'],
    },
    {
      it: 'of a leader is not that of who is known as prime minister',
      text: 'Prime Minister Ian Moss has failed, Jane Holt has said. “We go the wrong way,” the Conservative leader said.',
      speakers: ['Jane Holt', '(the Conservative leader)'],
    },
    {
      it: 'with its rank is another one',
      text: 'Secretary of State Jane Holt landed in Doha. The top U.S. diplomat said that talks would go on.',
      speakers: ['Jane Holt'],
    },
    {
      it: 'is that of who is known to have held it then',
      text: 'Tony Blair has met Gordon Brown. “No deals,” the prime minister said. The chancellor said it was late.',
      speakers: ['Tony Blair', 'Gordon Brown'],
    },
    {
      it: 'is not that of who is known to have held it where the article names another holder',
      text: 'Tony Blair was away. Prime Minister Jane Holt spoke in Leith. “No deals,” the prime minister said.',
      speakers: ['Jane Holt'],
    },
  ])('$it', ({ text, speakers }) => expect(speakersIn(text)).toEqual(speakers));

  test.each([
    { day: '2006-05-01', speaker: 'Tony Blair' },
    { day: '2009-05-01', speaker: 'Gordon Brown' },
    { day: '2015-05-01', speaker: null },
  ])('goes by the day of the article: $day', ({ day, speaker }) => {
    const text = 'Tony Blair met Gordon Brown in Leith. “No deals,” the prime minister said.';
    const [statement] = readArticle({ text, title: null, published: day }).statements;
    expect(statement?.speaker?.name).toBe(speaker);
  });
});

describe('a surname with one letter wrong', () => {
  test.each([
    { it: 'is that of the one named before', said: 'Shurigg', name: 'David Schurigg', rule: 'misspelt-surname' },
    { it: 'is another’s when it is short', said: 'Mose', name: 'Mose', rule: 'surname' },
    { it: 'is another’s when two letters are wrong', said: 'Shurick', name: 'Shurick', rule: 'surname' },
  ])('$it', ({ said, name, rule }) => {
    const text = `Dr David Schurigg and Ada Moss study light. “Think of it as a cloth,” ${said} said.`;
    const [statement] = readArticle({ text, title: null, published: null }).statements;
    expect([statement?.speaker?.name, statement?.speaker?.rule]).toEqual([name, rule]);
  });
});
