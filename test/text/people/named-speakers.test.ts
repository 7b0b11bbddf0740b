import { describe, expect, test } from 'vitest';
import { type SpeakersRow, speakersIn } from './speakers-in.ts';

describe('tags of parties', () => {
  test.each<SpeakersRow>([
    {
      it: 'are nobody before a relative clause',
      text: 'Sen. Clara Hobart (D-Mo.), who has praised Reed, said the bill was dead.',
      speakers: ['Clara Hobart', 'Clara Hobart'],
    },
    {
      it: 'are nobody between commas',
      text: 'Rep. Tom Vale, R-Ohio, said the bill was dead.',
      speakers: ['Tom Vale'],
    },
  ])('$it', ({ text, speakers }) => expect(speakersIn(text)).toEqual(speakers));
});

describe('names of companies', () => {
  test.each<SpeakersRow>([
    {
      it: 'join partners whose firm it is, and go on in passing mention of another firm',
      text: `Alder and Mosse Co said it hired an agency to sell its biscuits.

The account was handled by Grayling Ltd of London. The company declined to say why it had moved.`,
      speakers: ['Alder and Mosse Co', 'Alder and Mosse Co'],
    },
    {
      it: 'may begin with a number',
      text: `6Tel Corp said it introduced a new modem. The product, part of a family that will include a Silver Ring version, is small, the company said.

It said the modem was cheap.`,
      speakers: ['6Tel Corp', '6Tel Corp', '6Tel Corp'],
    },
    {
      it: 'may begin with a word of the language',
      text: 'Computer Signal Technology Corp said it signed an agreement with Vault Technology Corp.',
      speakers: ['Computer Signal Technology Corp'],
    },
    {
      it: 'may begin with what looks like an adverb',
      text: 'Bally Motors Corp said profits rose.',
      speakers: ['Bally Motors Corp'],
    },
    {
      it: 'may list what a body is for',
      text: 'The State Administration of Radio, Film and Television (SART) said it would move. The SART said it was late.',
      speakers: [
        'State Administration of Radio, Film and Television',
        'State Administration of Radio, Film and Television',
      ],
    },
    {
      it: 'are not meant by a word that stood alone before',
      text: 'Sky said it was honoured. Coverage on Sky Movies will go on. Sky denied the claim.',
      speakers: ['Sky', 'Sky'],
    },
    {
      it: 'may join two trades',
      text: 'Reserve Oil and Minerals Corp said its shareholders approved a new name. The company said it has a contract.',
      speakers: ['Reserve Oil and Minerals Corp', 'Reserve Oil and Minerals Corp'],
    },
    {
      it: 'may join what a department is for',
      text: 'Exports fell, the Trade and Industry Department said.',
      speakers: ['Trade and Industry Department'],
    },
    {
      it: 'may hold an owner',
      text: 'Fireman’s Fund Corp said it has been asked for records.',
      speakers: ['Fireman’s Fund Corp'],
    },
    {
      it: 'may begin with "First", which is then no other firm',
      text: 'FGB Corp, parent of the First Federal Bank of Oregon, said profits rose. The company said sales fell.',
      speakers: ['FGB Corp', 'FGB Corp'],
    },
    {
      it: 'stand behind an adjunct that names another',
      text: 'In a filing with the Securities and Exchange Commission, Northern Equity, which is owned by Brier Ltd, said it bought 400 shares.',
      speakers: ['Northern Equity'],
    },
    {
      it: 'end before a ticker',
      text: 'The Lisbon Steamship Co Ltd <LSA.S> said it will buy 30 million shares.',
      speakers: ['Lisbon Steamship Co Ltd'],
    },
    {
      it: 'are meant by their first word rather than what belongs to them',
      text: `Northfield Financial Corp said its Northfield Federal Bank subsidiary will close six branches.

Northfield, with assets of two billion dollars, said it is confident of the plan.`,
      speakers: ['Northfield Financial Corp', 'Northfield Financial Corp'],
    },
  ])('$it', ({ text, speakers }) => {
    expect(speakersIn(text)).toEqual(speakers);
  });
});

describe('names of people', () => {
  test.each<SpeakersRow>([
    {
      it: 'may be a trade behind "Mr"',
      text: 'General secretary Brendan Barber said: "It is no offence." Mr Barber, who said the problem was worse, called for a law.',
      speakers: ['Brendan Barber', 'Brendan Barber', 'Brendan Barber'],
    },
    {
      it: 'go on behind a loose apostrophe',
      text: 'Rory O’ Neal, editor of a magazine, said the plan was a mistake.',
      speakers: ['Rory O’ Neal'],
    },
    {
      it: 'begin behind "New Yorker"',
      text: 'New Yorker William Trow said he was sorry.',
      speakers: ['William Trow'],
    },
    {
      it: 'stand behind an office and what it is of',
      text: 'Managing director of Southern Exporters Neil Drummond says the tax is high. "It kills us," he said.',
      speakers: ['Neil Drummond', 'Neil Drummond'],
    },
    {
      it: 'stand behind an office with a hyphen',
      text: 'A reshuffle will take place, Vice-Premier Yan Yilun said Saturday.',
      speakers: ['Yan Yilun'],
    },
    {
      it: 'stand behind an owned office and what it is for',
      text: 'Labour’s deputy minister for women Jackie Smyth said their sums did not add up.',
      speakers: ['Jackie Smyth'],
    },
    {
      it: 'stand behind a rank in sport',
      text: 'World number one Linda Davies has criticised the prize money.',
      speakers: ['Linda Davies'],
    },
    {
      it: 'stand behind two teams',
      text: 'Former Spurs and England defender Gary Stephens said he would not be surprised.',
      speakers: ['Gary Stephens'],
    },
    {
      it: 'stand behind a body and its letters',
      text: 'Soybean Growers Association (SGA) president Wayne Bennet said that growers were confident.',
      speakers: ['Wayne Bennet'],
    },
    {
      it: 'stand behind a university and its town',
      text: 'The finding could help, says University of California, Berkeley researcher Dr Tom Immler.',
      speakers: ['Tom Immler'],
    },
    {
      it: 'may be a country',
      text: `Dr Trevor Ireland reported that the rocks are old.

“This was unexpected,” Ireland says. He says it is based on rocks from Ireland.`,
      speakers: ['Trevor Ireland', 'Trevor Ireland', 'Trevor Ireland'],
    },
    {
      it: 'may be a firm',
      text: 'Fisheries Minister Jon Ford says fines will rise. Mr Ford says the law is weak.',
      speakers: ['Jon Ford', 'Jon Ford'],
    },
    {
      it: 'may be a park, and stand behind a title for several',
      text: 'In an article in the Courier, Senators Jay Park and Lou Stone argued that the bill was flawed. Park said it was late.',
      speakers: ['Jay Park and Lou Stone', 'Jay Park'],
    },
    {
      it: 'may belong to the WHO, which is no pronoun',
      text: 'The WHO’s Ana Silva said cases rose. The WHO said so on Monday.',
      speakers: ['Ana Silva', 'WHO'],
    },
    {
      it: 'end before the verb of a heading',
      text: 'Why Ada Holt Goes\n\nBeneath the bridge, Holt said, lay a wreck.',
      speakers: ['Ada Holt'],
    },
    {
      it: 'are not found behind the office of another',
      text: 'A spokesman for Senator Neil Drummond said the tax was high.',
      speakers: ['(A spokesman for Senator Neil Drummond)'],
    },
    {
      it: 'do not hold the dateline of a later paragraph',
      text: `LEITH - The mayor met the council.

The bridge is shut.

It is an old bridge.

It was built of steel.

It has rusted since.

OSLO - Norline Industries said it would build a new one.`,
      speakers: ['Norline Industries'],
    },
  ])('$it', ({ text, speakers }) => {
    expect(speakersIn(text)).toEqual(speakers);
  });
});

describe('words for somebody named before', () => {
  test.each<SpeakersRow>([
    {
      it: 'tell ministers of other things apart',
      text: `The flood damaged 40 houses, health minister jorge ramos told reporters.

Information Minister Carla Ruiz told reporters that the number of dead was not known.`,
      speakers: ['(health minister jorge ramos)', 'Carla Ruiz'],
    },
    {
      it: 'do not take a body for the executive of another',
      text: 'Jack Lowe, chief executive of Water Focus Scotland, said the comment was ill-advised. The Scottish Executive has insisted it was not.',
      speakers: ['Jack Lowe', 'Scottish Executive'],
    },
    {
      it: 'mean the last speaker rather than the owner of a thing in the same sentence',
      text: `The film may have been hurt by its makers, says Tim Ware, the editor of a magazine. The problem with Mel Gibbon's film, he believed, was its length.

"Nobody likes it," he said.`,
      speakers: ['Tim Ware', 'Tim Ware'],
    },
    {
      it: 'mean a report that spoke rather than what it is about',
      text: 'A new report says the National Water Plan (NWP) is late. It says pumps are missing.',
      speakers: ['(A new report)', '(A new report)'],
    },
    {
      it: 'name two bodies of which one alone would be wrong',
      text: 'Labour and the Tories claim the sums do not add up.',
      speakers: ['Labour and Tories'],
    },
    {
      it: 'do not mean the object of a sentence by "it"',
      text: 'The report, carried out by consultants, placed the UK behind Sweden. It said British business was mature.',
      speakers: [null],
    },
    {
      it: 'do not mean a body of which only a spokesman spoke',
      text: 'The Bank of Italy said no. “It is weak,” EPN spokesman Alex Rodman said. It refused to say more.',
      speakers: ['Bank of Italy', 'Alex Rodman', 'Bank of Italy'],
    },
    {
      it: 'do not mean another body by what is somebody’s',
      text: 'The Football Association met. The sport’s world governing body said it was late.',
      speakers: ['(The sport’s world governing body)'],
    },
    {
      it: 'mean a company that goes on speaking rather than one spoken of',
      text: 'Alder Corp said its Mosse Life Insurance Co sold its office business. The company said the sale was planned.',
      speakers: ['Alder Corp', 'Alder Corp'],
    },
    {
      it: 'do not mean the second of two behind a preposition',
      text: 'Ada Parry said no. Responding to criticism from the pundit and former captain Alan Hanson, she insisted talks went on.',
      speakers: ['Ada Parry', 'Ada Parry'],
    },
    {
      it: 'name both for "both"',
      text: 'Both Labour and the Conservatives have said they plan to boost pensions.',
      speakers: ['Labour and Conservatives'],
    },
    {
      it: 'mean several who spoke without a name',
      text: 'Alder Corp bought the mill. Several firms said they would leave. They said the tax was high.',
      speakers: ['(Several firms)', '(Several firms)'],
    },
    {
      it: 'do not mean a body in passing by "they"',
      text: 'Ada Holt and University of Oregon astronomer Carl Agner looked at the moon. And they say it was stolen.',
      speakers: ['Ada Holt and Carl Agner'],
    },
  ])('$it', ({ text, speakers }) => {
    expect(speakersIn(text)).toEqual(speakers);
  });
});
