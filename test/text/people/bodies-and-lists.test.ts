import { describe, expect, test } from 'vitest';
import { type SpeakersRow, speakersIn } from './speakers-in.ts';

describe('those who speak together', () => {
  test.each<SpeakersRow>([
    {
      it: 'may bear the tags of their parties',
      text: 'Rep. Tom Vale, R-Ohio, and Sen. Ruth Pike, D-Maine, said the bill was dead.',
      speakers: ['Tom Vale and Ruth Pike'],
    },
    {
      it: 'may stand behind a title for both',
      text: '“This is unfair,” Senators Ada Holt (D-Ohio) and Ben Moss (R-Maine) wrote in a letter.',
      speakers: ['Ada Holt and Ben Moss'],
    },
    {
      it: 'may be three countries before the verb',
      text: 'Britain, France and West Germany agreed that the tax must go.',
      speakers: ['United Kingdom, France and West Germany'],
    },
    {
      it: 'may be three people behind the verb',
      text: '“We will not move,” said Ada Holt, Ben Moss and Carl Pike.',
      speakers: ['Ada Holt, Ben Moss and Carl Pike'],
    },
    {
      it: 'do not take in who was met before',
      text: 'After meeting Ada Holt, Ben Moss and Carl Pike said talks went well.',
      speakers: ['Ben Moss and Carl Pike'],
    },
    {
      it: 'may be a person and his firm',
      text: 'Karl Trask and Interstate Properties Inc said they were in talks.',
      speakers: ['Karl Trask and Interstate Properties Inc'],
    },
    {
      it: 'may be a body and a word that hardly shows to be one',
      text: 'Budget carriers Kestrel Airlines and HopJet said they would merge.',
      speakers: ['Kestrel Airlines and HopJet'],
    },
  ])('$it', ({ text, speakers }) => expect(speakersIn(text)).toEqual(speakers));
});

describe('bodies that go on speaking', () => {
  test.each<SpeakersRow>([
    {
      it: 'are meant by "it" rather than one spoken of since',
      text: 'Alder Corp said it would buy Mosse Ltd. But it said there were no plans to join Brier Co and Mosse. They will be sisters, it said.',
      speakers: ['Alder Corp', 'Alder Corp', 'Alder Corp'],
    },
    {
      it: 'are meant by their kind rather than one spoken of since',
      text: 'The Coffee Growers Organisation (CGO) said crops failed. The CGO urged the World Trade Organisation to act. It also wants loans. According to the organisation, prices will rise.',
      speakers: Array.from({ length: 4 }, () => 'Coffee Growers Organisation'),
    },
    {
      it: 'are two where each has the ending of a firm',
      text: 'Alder Inc and Mosse Co are far apart. Alder said it would sue.',
      speakers: ['Alder Inc'],
    },
    {
      it: 'are meant by the first words of their names',
      text: 'Mark IV Pumps Inc said it holds a stake in Brier Corp. In a filing, Mark IV said its directors met. Brier agreed to wait, it said.',
      speakers: ['Mark IV Pumps Inc', 'Mark IV Pumps Inc', 'Mark IV Pumps Inc'],
    },
    {
      it: 'are not their founders',
      text: 'Ada Holt Corp said profits rose. Its chairman is Ada Holt, 64. Ada Holt said she was glad.',
      speakers: ['Ada Holt Corp', 'Ada Holt'],
    },
    {
      it: 'are no product that is named once',
      text: 'The new HopFares were tried on tickets from Leith. The airline says no fare will be dearer.',
      speakers: ['(The airline)'],
    },
    {
      it: 'are no person by whose surname a group goes',
      text: 'Ada Hunt owns a mill. The Hunt group said it would sell.',
      speakers: ['(The Hunt group)'],
    },
    {
      it: 'have initials without the ending of a firm',
      text: 'Alder Retrieval Systems Inc said it made an offer. ARS said the deal was fair.',
      speakers: ['Alder Retrieval Systems Inc', 'Alder Retrieval Systems Inc'],
    },
    {
      it: 'do not speak where somebody in them does',
      text: "In a statement, detainee 'B' in Leith Prison said: “It is cold here.”",
      speakers: ['(Leith Prison)'],
    },
    {
      it: 'are varied by where they are from',
      text: 'BERLIN (AP) — Norwerk said it would cut jobs. The German group said 6,000 posts would go.',
      speakers: ['Norwerk', 'Norwerk'],
    },
    {
      it: 'are not what is spoken of by "it"',
      text: 'Editors chose gadgets. The Kubix will be popular, it says.',
      speakers: [null],
    },
  ])('$it', ({ text, speakers }) => expect(speakersIn(text)).toEqual(speakers));
});

describe('offices and names', () => {
  test.each<SpeakersRow>([
    {
      it: 'are two offices of one before a name',
      text: 'Alder Bank vice president and treasurer Eugene Roth said rates would fall.',
      speakers: ['Eugene Roth'],
    },
    {
      it: 'part a body from its chairman',
      text: 'Organisation of Radio Amateurs Chairman Denis Sassou said bands were full.',
      speakers: ['Denis Sassou'],
    },
    {
      it: 'are a description where a body is named and nobody of it',
      text: 'The talks failed, the President of the Arab Bankers Association said.',
      speakers: ['(the President of the Arab Bankers Association)'],
    },
    {
      it: 'name what an office is for with a capital',
      text: 'Minister for Aviation Michael Speke said fares would fall. Speke said so twice.',
      speakers: ['Michael Speke', 'Michael Speke'],
    },
    {
      it: 'hold surnames before forenames that are words for people',
      text: 'Dr Fan Peilei said the work was good. Fan said it was cheap.',
      speakers: ['Fan Peilei', 'Fan Peilei'],
    },
    {
      it: 'hold surnames that are titles elsewhere',
      text: 'Ewa Maj told reporters that talks had failed. Maj said they would resume.',
      speakers: ['Ewa Maj', 'Ewa Maj'],
    },
    {
      it: 'hold surnames that are broadcasters elsewhere',
      text: '“I saw smoke,” Lena Fox said. Fox said her dog barked.',
      speakers: ['Lena Fox', 'Lena Fox'],
    },
    {
      it: 'write the prime minister in two letters',
      text: 'Prime Minister Jack Holt told MPs he was tired. The PM said it was over.',
      speakers: ['Jack Holt', 'Jack Holt'],
    },
    {
      it: 'take members of parliament for many',
      text: 'The MPs said the fee was too high.',
      speakers: ['(The MPs)'],
    },
    {
      it: 'tell the nominee of one party from that of another',
      text: 'Republican presidential nominee Karl Vance met Democrat Ada Holt. Holt spoke in Leith. The Democratic presidential nominee said she would win.',
      speakers: ['Ada Holt'],
    },
    {
      it: 'tell who resigned from an office from who holds it',
      text: 'Jonas Berg resigned as finance minister. Eva Lind is the finance minister. Berg met Lind. The former finance minister said the books were bad.',
      speakers: ['Jonas Berg'],
    },
    {
      it: 'are no titles where a forename is written like one',
      text: 'Sen. Pike said no. Sen. Ruth Pike said so twice.',
      speakers: ['Ruth Pike', 'Ruth Pike'],
    },
    {
      it: 'stand beside a role that is only spoken of',
      text: 'Complaints by the secretary of the Treasury, Jacob Lunt, annoyed Lou Jiwei. Mr. Lunt said steel was cheap.\n\n“We thank you,” Mr. Lou said.',
      speakers: ['Jacob Lunt', 'Lou Jiwei'],
    },
    {
      it: 'stand behind two things that an office is for',
      text: 'Opposition farms and fisheries spokesman Gavan Orr says the plan is late. “It is weak,” he said.',
      speakers: ['Gavan Orr', 'Gavan Orr'],
    },
    {
      it: 'stand behind the house of an analyst',
      text: 'Senior analyst at CommBank Grant Salter says the review is late.',
      speakers: ['Grant Salter'],
    },
    {
      it: 'stand before a role that no comma closes',
      text: 'Jerry Abbot, analyst for ABC Clearing noted that prices were low. “They may fall,” he said.',
      speakers: ['Jerry Abbot', 'Jerry Abbot'],
    },
    {
      it: 'are those of whom the sentences before speak, where several bear them',
      text: 'Karl and Greta Hahn spoke in Leith. Greta Hahn wore a scarf. They are new to politics.\n\nKarl Hahn waved a book. A lawyer, Hahn said he had many.',
      speakers: ['Karl Hahn'],
    },
    {
      it: 'hold forenames that are small words too',
      text: '“She is fast,” said Per Vik, an engineer. “We are proud,” Vik added.',
      speakers: ['Per Vik', 'Per Vik'],
    },
    {
      it: 'are not called by the office of another nation',
      text: 'Russian Foreign Minister Karl Lavin met Senator Max Ruiz. Lavin said it was useful. The Finnish minister said it was not.',
      speakers: ['Karl Lavin', '(The Finnish minister)'],
    },
    {
      it: 'are called by an office in the shadows',
      text: 'Bridget Lowe, the shadow housing minister, told the Post it was time. The shadow minister said her staff knew.',
      speakers: ['Bridget Lowe', 'Bridget Lowe'],
    },
    {
      it: 'were held by who was replaced',
      text: 'Trade Secretary Kemi Bright, who replaced Jo Lane in May, said tariffs were daft. Lane is a backbencher. The former trade secretary said she would help.',
      speakers: ['Kemi Bright', 'Jo Lane'],
    },
    {
      it: 'stand before another who comes in',
      text: 'The mayor, Ada Holt, and her deputy, Ben Moss, said the bridge was safe. They said it was new.',
      speakers: ['Ada Holt', 'Ada Holt and Ben Moss'],
    },
    {
      it: 'hold surnames that are small words too',
      text: 'Mrs May said the deal was good. Theresa May, the premier, met the press. “It is late,” May said.',
      speakers: ['Theresa May', 'Theresa May'],
    },
    {
      it: 'hold surnames that are titles of nobles too',
      text: 'Tennis great Bella Jean King said it was over. They met at King Salo Baptist Church. King says it was late.',
      speakers: ['Bella Jean King', 'Bella Jean King'],
    },
    {
      it: 'stand behind two teams and a trade that no list knows',
      text: 'Norway and Oslo keeper-sweeper Paul Connell has dismissed the reports.',
      speakers: ['Paul Connell'],
    },
    {
      it: 'stand behind a verb that opens the sentence',
      text: 'The clerk James Comeford was late. Said Comeford, “It was an error.”',
      speakers: ['James Comeford'],
    },
    {
      it: 'are not those whom lawyers represent',
      text: 'Tom Ward left. Lawyers representing Ward have said he was ill.',
      speakers: ['(Lawyers representing Ward)'],
    },
    {
      it: 'are not those of whom words in marks are',
      text: 'Last year’s Janet Jackson ‘wardrobe slip’ encouraged the regulator to impose rules.',
      speakers: ['(Last year’s Janet Jackson ‘wardrobe slip’)'],
    },
    {
      it: 'are not called by the office of whom they serve',
      text: 'David Black is the home secretary. Home Office minister Fiona Tuck praised him. Black spoke in Leith. The home secretary said he was glad.',
      speakers: ['Fiona Tuck', 'David Black'],
    },
    {
      it: 'are not those of a relative who was named just before',
      text: 'Senator Hilda Carver and her husband, Bill Carver, met voters. Carver claimed that rates were low.',
      speakers: ['Hilda Carver'],
    },
    {
      it: 'stand behind a university of a town',
      text: 'Professor of ecology at the University of Sydney Rick Stone says toads are useful.',
      speakers: ['Rick Stone'],
    },
    {
      it: 'stand behind a corporation for two things',
      text: 'Australian Wine and Brandy Corporation chief executive Sam Tull says the wine was bad.',
      speakers: ['Sam Tull'],
    },
  ])('$it', ({ text, speakers }) => expect(speakersIn(text)).toEqual(speakers));
});

describe('words that are no names', () => {
  test.each<SpeakersRow>([
    {
      it: 'have a capital from the place only',
      text: 'Quinoa growers are glad. Prices for quinoa rose.\n\nQuinoa says much of a country, Ada Holt said.',
      speakers: ['Ada Holt', '(Quinoa)'],
    },
    {
      it: 'count money',
      text: 'Ada Holt said costs rose. They rose by 2 billion Ecus. By May they had fallen by 1 billion Ecus. The house has proposed cuts, she added.',
      speakers: ['Ada Holt', 'Ada Holt'],
    },
    {
      it: 'are the title of a paper',
      text: 'Ada Holt spoke to the board. The move was a surprise, the Courier reported. The Pioneer said so, too.',
      speakers: ['(the Courier)', '(The Pioneer)'],
    },
    {
      it: 'are letters that stand for no body',
      text: 'The PAC attacked Holt. A TV said so.',
      speakers: ['(The PAC)', '(A TV)'],
    },
    {
      it: 'name a law',
      text: 'The Clean Water Act says rivers are public.',
      speakers: ['(The Clean Water Act)'],
    },
    {
      it: 'are teams, whatever pronoun follows',
      text: 'Leith host Wexham on Sunday. Wexham will visit Oakton in May.\n\n“It would be a sell-out,” he said.',
      speakers: [null],
    },
    {
      it: 'open a heading before "report"',
      text: 'Audit report urges test cases\n\nThe report says so, Ada Holt said.',
      speakers: ['(Audit report)', 'Ada Holt'],
    },
    {
      it: 'open a sentence before a noun',
      text: 'Fuller details are due on Monday, Ada Holt said.',
      speakers: ['Ada Holt'],
    },
    {
      it: 'stand for a state',
      text: 'OAKTON, Wisc. — Gov. Ada Holt said no.',
      speakers: ['Ada Holt'],
    },
    {
      it: 'are the verb of a heading',
      text: 'Chuck Grassley Compares Trump To Lincoln\n\nSenator Chuck Grassley said the comparison was fair.',
      speakers: ['Chuck Grassley', 'Chuck Grassley'],
    },
  ])('$it', ({ text, speakers }) => expect(speakersIn(text)).toEqual(speakers));
});
