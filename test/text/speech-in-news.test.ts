import { describe, expect, test } from 'vitest';
import { type SaidRow, saidIn } from './said-in.ts';

describe('direct speech in papers of every kind is read', () => {
  test.each<SaidRow>([
    {
      it: 'in a local paper, told of many first',
      text: 'Residents on Marsh Lane say they are fed up. “It’s the same every time it rains,” said Doreen Whitlock, 71, who has lived on the street since 1989. “The drains can’t cope.”',
      said: [
        ['they are fed up', '(Residents on Marsh Lane)'],
        ['“It’s the same every time it rains,” | “The drains can’t cope.”', 'Doreen Whitlock'],
      ],
    },
    {
      it: 'in a tabloid, behind a colon',
      text: 'A fuming shopper has blasted a supermarket over its new self-checkout rule. Mum-of-two Kelly Brannigan, from Stockport, fumed: “It’s an absolute joke. I’m never going back.”',
      said: [
        ['a supermarket over its new self-checkout rule', '(A fuming shopper)'],
        ['“It’s an absolute joke. I’m never going back.”', 'Kelly Brannigan'],
      ],
    },
    {
      it: 'behind a dateline with a colon',
      text: 'NEW DELHI: The Centre will not roll back the duty, Union Minister Ramesh Bhargava told reporters on Tuesday. “There is no question of a rollback,” he said while addressing the media.',
      said: [
        ['The Centre will not roll back the duty', 'Ramesh Bhargava'],
        ['“There is no question of a rollback,”', 'Ramesh Bhargava'],
      ],
    },
    {
      it: 'of a beaming coach',
      text: 'Arsenal boss Luca Ferrante was delighted with the three points. “I’m so proud of the boys,” he beamed. “What a night.”',
      said: [['“I’m so proud of the boys,” | “What a night.”', 'Luca Ferrante']],
    },
    {
      it: 'of one who had no part in a study',
      text: '“This is the first time anyone has seen the flare in that much detail,” says Yuki Tanabe, an astronomer at the University of Leiden, who was not involved in the study.',
      said: [['“This is the first time anyone has seen the flare in that much detail,”', 'Yuki Tanabe']],
    },
    {
      it: 'under the time of a live blog',
      text: '14:32 Commuters stuck at Reading\nA Great Western spokesperson says: “We’re working to restore services as quickly as possible.”',
      said: [['“We’re working to restore services as quickly as possible.”', '(A Great Western spokesperson)']],
    },
    {
      it: 'behind a verb that opens the sentence',
      text: 'Said Councillor Joyce Appiah: “We were never consulted.”',
      said: [['“We were never consulted.”', 'Joyce Appiah']],
    },
    {
      it: 'in two halves with a pause between',
      text: '“We have,” said Juncosa, pausing, “a very serious problem.”',
      said: [['“We have,” | “a very serious problem.”', 'Juncosa']],
    },
    {
      it: 'told to a crowd',
      text: '"The factory," union leader Piotr Zielinski told the crowd, "is not for sale. Not today, not ever."',
      said: [['"The factory," | "is not for sale. Not today, not ever."', 'Piotr Zielinski']],
    },
    {
      it: 'with "according to" between its halves',
      text: '“The numbers,” according to Dr. Farida Haq of the Aga Khan University, “are worse than we feared.”',
      said: [['“The numbers,” | “are worse than we feared.”', 'Farida Haq']],
    },
    {
      it: 'over three paragraphs',
      text: 'Rev. Alan Pettifer told the congregation: “We have lost a friend.\n\n“She gave this village forty years.\n\n“We will not forget her.”',
      said: [
        ['“We have lost a friend.', 'Alan Pettifer'],
        ['“She gave this village forty years.', 'Alan Pettifer'],
        ['“We will not forget her.”', 'Alan Pettifer'],
      ],
    },
    {
      it: 'of two who take turns',
      text: '“I was nowhere near the place,” Rowntree told the court.\n\n“You were seen on camera,” replied Miss Okeke, prosecuting.\n\n“That was not me,” he said.',
      said: [
        ['“I was nowhere near the place,”', 'Rowntree'],
        ['“You were seen on camera,”', 'Okeke'],
        ['“That was not me,”', 'Rowntree'],
      ],
    },
    {
      it: 'behind a colon that ends a paragraph',
      text: 'A spokeswoman for the Department for Transport said:\n\n“We are investing £1.6bn in local roads this year.\n\n“It is for councils to decide how it is spent.”',
      said: [
        ['“We are investing £1.6bn in local roads this year.', '(A spokeswoman for the Department for Transport)'],
        ['“It is for councils to decide how it is spent.”', '(A spokeswoman for the Department for Transport)'],
      ],
    },
    {
      it: 'between a low mark and a high one',
      text: '„We can talk about tariffs, but not about our rules,“ Commissioner Andrej Vidmar told the newspaper Delo.',
      said: [['„We can talk about tariffs, but not about our rules,“', 'Andrej Vidmar']],
    },
    {
      it: 'between doubled single marks',
      text: "''We expect a record harvest,'' said Agriculture Minister Deepa Nair.",
      said: [["''We expect a record harvest,''", 'Deepa Nair']],
    },
    {
      it: 'behind backticks',
      text: "``This is unacceptable,'' said the ambassador, Rhys Morgan.",
      said: [["``This is unacceptable,''", 'Rhys Morgan']],
    },
    {
      it: 'behind a mark the wrong way round',
      text: '”We did our best,” said goalkeeper Hanna Eriksen.',
      said: [['”We did our best,”', 'Hanna Eriksen']],
    },
    {
      it: 'between two kinds of marks',
      text: '"We did our best,” said goalkeeper Hanna Eriksen.',
      said: [['"We did our best,”', 'Hanna Eriksen']],
    },
    {
      it: 'with one mark too few',
      text: '“We had no warning,” said Ursula Benk. Her neighbour agreed. “None whatsoever.',
      said: [
        ['“We had no warning,”', 'Ursula Benk'],
        ['“None whatsoever.', '(Her neighbour)'],
      ],
    },
    {
      it: 'in single marks full of apostrophes',
      text: "'You can't put a price on it,' said the Beckwiths' solicitor, Tariq Aziz-Khan. 'It's been 'em against us for years.'",
      said: [["'You can't put a price on it,' | 'It's been 'em against us for years.'", 'Tariq Aziz-Khan']],
    },
    {
      it: 'with words put in brackets',
      text: '“[He] never once [raised] his voice,” Hollis recalled.',
      said: [['“[He] never once [raised] his voice,”', 'Hollis']],
    },
    {
      it: 'between corner brackets',
      text: '「我们会继续谈判」, the spokesman Li Jian said. 「No deadline has been set」, he added.',
      said: [
        ['「我们会继续谈判」', 'Li Jian'],
        ['「No deadline has been set」', 'Li Jian'],
      ],
    },
    {
      it: 'behind a verb that no list knows',
      text: '“Darling, I never read reviews,” purrs Dame Cordelia Frost. She is 84.',
      said: [['“Darling, I never read reviews,”', 'Cordelia Frost']],
    },
    {
      it: 'by how somebody described it',
      text: '“A landmark day,” is how Caroline Meeks, the charity’s chief executive, described the ruling.',
      said: [['“A landmark day,”', 'Caroline Meeks']],
    },
    {
      it: 'by how somebody summed it up',
      text: '“Massive three points,” was how skipper Joel Adeleke summed it up.',
      said: [['“Massive three points,”', 'Joel Adeleke']],
    },
    {
      it: 'behind an office, a name and a colon',
      text: 'Manager Eddie Trent: “We were second best all over the pitch. No excuses.”',
      said: [['“We were second best all over the pitch. No excuses.”', 'Eddie Trent']],
    },
    {
      it: 'of one, another and a third',
      text: 'One fan wrote: “Bring her back!” Another said: “I’m in tears.” A third added: “Iconic.”',
      said: [
        ['“Bring her back!”', '(One fan)'],
        ['“I’m in tears.”', '(Another)'],
        ['“Iconic.”', '(A third)'],
      ],
    },
  ])('$it', ({ text, said }) => expect(saidIn(text)).toEqual(said));
});

describe('what is reported is read', () => {
  test.each<SaidRow>([
    {
      it: 'as it was described',
      text: 'Finance Minister Carlos Duarte described the figures as “encouraging but fragile.”',
      said: [['the figures as “encouraging but fragile.”', 'Carlos Duarte']],
    },
    {
      it: 'as a warning',
      text: 'The UN’s humanitarian chief, Tobias Fletch, warned of “catastrophic hunger” in the region.',
      said: [['“catastrophic hunger” in the region', 'Tobias Fletch']],
    },
    {
      it: 'as praise that goes on',
      text: 'Coach Ange Petrakis hailed a “massive” win, adding that his side “never know when they’re beaten.”',
      said: [
        ['a “massive” win', 'Ange Petrakis'],
        ['that his side “never know when they’re beaten.”', 'Ange Petrakis'],
      ],
    },
    {
      it: 'as two call it',
      text: 'Moscow has rejected the plan as “a non-starter”, while Kyiv called it “an insult”.',
      said: [
        ['the plan as “a non-starter”', 'Moscow'],
        ['it “an insult”', 'Kyiv'],
      ],
    },
    {
      it: 'as blame',
      text: 'Officials blamed “a combination of human error and bad luck” for the blackout.',
      said: [['“a combination of human error and bad luck” for the blackout', '(Officials)']],
    },
    {
      it: 'as an open letter puts it',
      text: 'In an open letter to the prime minister published on Sunday, 140 scientists wrote: “Time is running out.”',
      said: [['“Time is running out.”', '(140 scientists)']],
    },
    {
      it: 'as it was written in a post',
      text: 'Writing on X, former Taoiseach Brian Lacey said the decision was “cowardly.”',
      said: [['the decision was “cowardly.”', 'Brian Lacey']],
    },
    {
      it: 'as a jury was told',
      text: 'The jury was told that Aldous Finch had spent the money on horses.',
      said: [['that Aldous Finch had spent the money on horses', null]],
    },
    {
      it: 'as a paper says that another said',
      text: 'According to the Nordlys newspaper, minister Tove Berge said the pipeline would be ready by autumn.',
      said: [
        ['minister Tove Berge said the pipeline would be ready by autumn', '(the Nordlys newspaper)'],
        ['the pipeline would be ready by autumn', 'Tove Berge'],
      ],
    },
    {
      it: 'as a boast that is told',
      text: 'Prosecutor Lena Brandt told jurors that Mr Otieno had boasted: “Nobody will find out.”',
      said: [
        ['that Mr Otieno had boasted: “Nobody will find out.”', 'Lena Brandt'],
        ['“Nobody will find out.”', 'Otieno'],
      ],
    },
    { it: 'as a plea', text: 'Mr Rahim denies two counts of fraud.', said: [['two counts of fraud', 'Rahim']] },
    {
      it: 'as a claim rejected',
      text: 'The minister rejected claims he had lied to parliament.',
      said: [['claims he had lied to parliament', '(The minister)']],
    },
    {
      it: 'as a finding',
      text: 'Researchers at the Karolinska Institute found that patients who slept less than six hours were twice as likely to relapse.',
      said: [
        [
          'that patients who slept less than six hours were twice as likely to relapse',
          '(Researchers at the Karolinska Institute)',
        ],
      ],
    },
    {
      it: 'as turns of a transcript with names',
      text: 'The hearing went on for hours.\n\nSenator Mike Dunleavy: Are you aware of the memo?\n\nMs. Katz: I am not, Senator. I never saw it.\n\nSenator Mike Dunleavy: You signed it.\n\nMs. Katz: I sign many things.',
      said: [
        ['Are you aware of the memo?', 'Mike Dunleavy'],
        ['I am not, Senator. I never saw it.', 'Katz'],
        ['You signed it.', 'Mike Dunleavy'],
        ['I sign many things.', 'Katz'],
      ],
    },
  ])('$it', ({ text, said }) => expect(saidIn(text)).toEqual(said));
});

describe('no statement is', () => {
  test.each<SaidRow>([
    { it: 'what a firm would not say', text: 'The company would not say how many jobs were at risk.', said: [] },
    { it: 'what police have not confirmed', text: 'Police have not confirmed the identity of the victim.', said: [] },
    { it: 'what no one said', text: 'No one said it would be easy.', said: [] },
    { it: 'what neither side said', text: 'Neither side has said when talks will resume.', said: [] },
    { it: 'a missing answer', text: 'The airline did not immediately respond to a request for comment.', said: [] },
    { it: 'a word in doubt', text: 'The “smart” motorway has been closed for a third day.', said: [] },
    { it: 'an album', text: 'Her latest album, “Salt and Silver,” went straight to number one.', said: [] },
    { it: 'a name somebody went by', text: 'Known as “the Butcher of Brno,” the wrestler retired in 2019.', said: [] },
    { it: 'a measure', text: 'The 27" monitor costs $499 and the 5\'10" model wore a 32" belt.', said: [] },
    { it: 'a mark given to a player', text: 'Ian Moss: 7\nAda Holt: 8\nIan Moss: 6.5', said: [] },
    { it: 'a word that is spoken of', text: 'The word “sustainable” appears 114 times in the report.', said: [] },
    { it: 'an essay', text: 'He won an award for his essay, ‘On Getting Lost’, in 2021.', said: [] },
    { it: 'a ship', text: 'The ship, named “Northern Star”, sank in minutes.', said: [] },
    { it: 'a recipe', text: 'Ingredients: Two eggs and a pinch of salt.\nTime: 40 minutes.', said: [] },
  ])('$it', ({ text, said }) => expect(saidIn(text)).toEqual(said));
});

/** What a reader sees and the rules do not. */
describe('what is said would be read', () => {
  test.fails.each<SaidRow>([
    {
      it: 'where words in marks stand between dashes',
      text: '“It was a mistake,” Hale conceded — “a bad one” — before apologising to viewers.',
      said: [['“It was a mistake,” | “a bad one”', 'Hale']],
    },
    {
      it: 'on a banner',
      text: 'Fans held a banner reading “Sack the board.”',
      said: [['“Sack the board.”', '(Fans)']],
    },
    {
      it: 'in the marks of a heading, before a colon',
      text: '‘We lost everything’: Families return to flooded village\n\nThe river burst its banks on Sunday.',
      said: [['‘We lost everything’', null]],
    },
    {
      it: 'in somebody’s own words',
      text: 'Danny Rourke is, in his own words, “no saint.”',
      said: [['“no saint.”', 'Danny Rourke']],
    },
  ])('$it', ({ text, said }) => expect(saidIn(text)).toEqual(said));
});
