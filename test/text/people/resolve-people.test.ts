import { expect, test } from 'vitest';
import { resolve, type Said, speakersOf } from './attribute.ts';

interface Row {
  readonly it: string;
  readonly text: string;
  readonly by: readonly Said['by'][];
  readonly speakers: readonly string[];
  readonly title?: string;
}

const names: Row[] = [
  {
    it: 'gives a counterpart the office of the one beside, in the other country',
    text:
      'Foreign Minister Nora Daly met her French counterpart, Luc Perrin, in Cork. The French foreign minister said he ' +
      'was glad. “We agree,” the minister said.',
    by: ['The French foreign minister', 'the minister'],
    speakers: ['Luc Perrin', 'Luc Perrin'],
  },
  {
    it: 'takes a nickname in marks for a part of the name',
    text: 'Mayor Al “Shorty” Holt said the bridge was safe. “We paid,” Holt said.',
    by: ['Mayor Al “Shorty” Holt', ['Holt', 2]],
    speakers: ['Al “Shorty” Holt', 'Al “Shorty” Holt'],
  },
  {
    it: 'knows a surname after the full name',
    text: 'Marta Ilves opened the meeting. Ilves said it was late.',
    by: [['Ilves', 2]],
    speakers: ['Marta Ilves'],
  },
  {
    it: 'knows a surname before the full name',
    text: 'Ilves said it was late. It was the first time that Marta Ilves spoke.',
    by: [['Ilves', 1]],
    speakers: ['Marta Ilves'],
  },
  {
    it: 'takes the full name from the headline',
    text: 'Ilves said it was late.',
    by: ['Ilves'],
    speakers: ['Marta Ilves'],
    title: 'Marta Ilves opens the meeting',
  },
  {
    it: 'takes a forename for the person who bears it',
    text: 'Hannah Frost and Dex Malone met. Hannah said no.',
    by: [['Hannah', 2]],
    speakers: ['Hannah Frost'],
  },
  {
    it: 'takes a pet name for the person who bears the long form',
    text: 'William Kessler came late. “We waited,” Bill said.',
    by: ['Bill'],
    speakers: ['William Kessler'],
  },
  {
    it: 'tells Mr. and Mrs. apart',
    text: 'Bram Doorn and Lotte Doorn run the mill. Mr. Doorn said yes. Mrs. Doorn said no.',
    by: ['Mr. Doorn', 'Mrs. Doorn'],
    speakers: ['Bram Doorn', 'Lotte Doorn'],
  },
  {
    it: 'joins accents',
    text: 'Jean-Noël Perrin won. Jean-Noel Perrin said he was glad.',
    by: ['Jean-Noel Perrin'],
    speakers: ['Jean-Noël Perrin'],
  },
  {
    it: 'joins transliterations',
    text: 'President Volodymyr Zelenskyy spoke. Zelensky said the lines held.',
    by: ['Zelensky'],
    speakers: ['Volodymyr Zelenskyy'],
  },
  {
    it: 'reads names in capitals',
    text: 'OKAFOR: The vote stands.',
    by: ['OKAFOR'],
    speakers: ['Okafor'],
  },
  {
    it: 'reads particles and hyphens',
    text: 'Anneke van der Berg-Smit won. Van der Berg-Smit said so.',
    by: ['Van der Berg-Smit'],
    speakers: ['Anneke van der Berg-Smit'],
  },
  {
    it: 'reads initials and Jr.',
    text: 'John F. Carrow Jr. resigned. Carrow said little.',
    by: [['Carrow', 2]],
    speakers: ['John F. Carrow Jr.'],
  },
  {
    it: 'reads a long title at the start of a sentence',
    text: 'Secretary of State Marta Ilves said it was late. Ilves said it twice.',
    by: ['Secretary of State Marta Ilves', ['Ilves', 2]],
    speakers: ['Marta Ilves', 'Marta Ilves'],
  },
  {
    it: 'reads an institution at the start of a sentence',
    text: 'Labor Department officials left. Department of Fisheries said no. Trade Commission said yes.',
    by: ['Labor Department officials', 'Department of Fisheries', 'Trade Commission'],
    speakers: ['(Labor Department officials)', 'Department of Fisheries', 'Trade Commission'],
  },
  {
    it: 'leaves a day and a verb before a name out of it',
    text: 'Marta Ilves came. Yesterday Ilves left. Asked twice, Ilves said no.',
    by: [['Ilves', 3]],
    speakers: ['Marta Ilves'],
  },
  {
    it: 'leaves an adverb at the start of a sentence out of a name',
    text: 'Marta Ilves came. Separately Ilves said it was late.',
    by: [['Ilves', 2]],
    speakers: ['Marta Ilves'],
  },
  {
    it: 'names a person of one name by it',
    text: 'Ms. Abara said it was late.',
    by: ['Ms. Abara'],
    speakers: ['Abara'],
  },
  {
    it: 'keeps a son apart from his father who goes by the surname',
    text: 'Brandt said the firm was sound. His son Felix Brandt disagreed. Brandt said it again.',
    by: [['Brandt', 1], 'Felix Brandt', ['Brandt', 3]],
    speakers: ['Brandt', 'Felix Brandt', 'Brandt'],
  },
];

const pronouns: Row[] = [
  {
    it: 'tells namesakes by the pronoun behind the surname',
    text: 'Bill Moss toured Riga with Hillary Moss. Moss said she was grateful. “We came far,” she said.',
    by: [
      ['Moss', 3],
      ['she', 2],
    ],
    speakers: ['Hillary Moss', 'Hillary Moss'],
  },
  {
    it: 'links to the last speaker',
    text: '“No,” Marta Ilves said. “Never,” she added.',
    by: ['Marta Ilves', 'she'],
    speakers: ['Marta Ilves', 'Marta Ilves'],
  },
  {
    it: 'links to the subject of the sentence before',
    text: 'Marco Rossi met Sergei Orlov in Riga. He said the truce would hold.',
    by: ['He'],
    speakers: ['Marco Rossi'],
  },
  {
    it: 'agrees in sex',
    text: 'Marco Rossi met Marta Ilves in Riga. She said the truce would hold.',
    by: ['She'],
    speakers: ['Marta Ilves'],
  },
  {
    it: 'knows a forename by its own spelling, not by a like one that either sex has',
    text: '“No,” Marco Rossi said. Hillary Moss lost the vote. He said nothing was signed.',
    by: ['Marco Rossi', 'He'],
    speakers: ['Marco Rossi', 'Marco Rossi'],
  },
  {
    it: 'prefers a new subject to the last speaker',
    text: '“No,” Marco Rossi said. Sergei Orlov flew home. He said nothing was signed.',
    by: ['Marco Rossi', 'He'],
    speakers: ['Marco Rossi', 'Sergei Orlov'],
  },
  {
    it: 'names nobody where two fit alike',
    text: 'Marco Rossi and Sergei Orlov met in Riga. He said the truce would hold.',
    by: ['He'],
    speakers: ['?'],
  },
  {
    it: 'follows a chain of pronouns',
    text: 'Marta Ilves flew home. She was tired. She said the talks went well.',
    by: [['She', 2]],
    speakers: ['Marta Ilves'],
  },
  {
    it: 'links to somebody who is only described',
    text: 'A neighbour called the police. She said she heard a shot.',
    by: ['She'],
    speakers: ['(A neighbour)'],
  },
  {
    it: 'links "they" to several',
    text: 'Two officials confirmed it. They said the ship was empty.',
    by: ['They'],
    speakers: ['(Two officials)'],
  },
  {
    it: 'links "they" to a pair',
    text: 'Marco Rossi and Marta Ilves met. They said the truce would hold.',
    by: ['They'],
    speakers: ['Marco Rossi and Marta Ilves'],
  },
  {
    it: 'links "it" to an institution',
    text: 'The Environment Agency closed the beach. It said the water was foul.',
    by: ['It'],
    speakers: ['Environment Agency'],
  },
  {
    it: 'links "who" to the name before it',
    text: 'Marco Rossi wrote to Marta Ilves, who said no.',
    by: ['who'],
    speakers: ['Marta Ilves'],
  },
  {
    it: 'learns the sex of a name from the pronouns beside it',
    text: 'Tove Brask lost her seat. Marco Rossi won. She said it was close.',
    by: ['She'],
    speakers: ['Tove Brask'],
  },
  {
    it: 'names nobody for "you"',
    text: 'Marta Ilves came. You said so.',
    by: ['You'],
    speakers: ['?'],
  },
];

const roles: Row[] = [
  {
    it: 'takes the subject behind a name for somebody else',
    text: 'In a post on Skyline, the senator wrote: “No.”',
    by: ['the senator'],
    speakers: ['(the senator)'],
  },
  {
    it: 'links a role to its one holder',
    text: 'Finance Minister Eero Salmi spoke to Katri Laine. The finance minister said no.',
    by: ['The finance minister'],
    speakers: ['Eero Salmi'],
  },
  {
    it: 'links another word for the same office',
    text: 'Foreign Minister Eero Salmi met Prime Minister Katri Laine. The top diplomat said no.',
    by: ['The top diplomat'],
    speakers: ['Eero Salmi'],
  },
  {
    it: 'tells offices of two nations apart',
    text: 'French Foreign Minister Luc Morel met Finnish Foreign Minister Eero Salmi. The French minister said no.',
    by: ['The French minister'],
    speakers: ['Luc Morel'],
  },
  {
    it: 'tells a vice president from a president',
    text: 'President Adan Ruiz met Vice President Ines Mora. The president said no. The vice president said yes.',
    by: ['The president', 'The vice president'],
    speakers: ['Adan Ruiz', 'Ines Mora'],
  },
  {
    it: 'tells a former president from the president',
    text: 'President Adan Ruiz met former President Victor Salas. The former president said no. The president said yes.',
    by: ['The former president', 'The president'],
    speakers: ['Victor Salas', 'Adan Ruiz'],
  },
  {
    it: 'links a role to the one person in focus',
    text: 'Marta Ilves landed in Doha. “We are close,” the secretary of state said.',
    by: ['the secretary of state'],
    speakers: ['Marta Ilves'],
  },
  {
    it: 'leaves a role alone that nobody is known to hold',
    text: 'Marta Ilves met Eero Salmi and Katri Laine. The governor said no.',
    by: ['The governor'],
    speakers: ['(The governor)'],
  },
  {
    it: 'reads the name beside a role',
    text: 'The president of the chess club, Carl Jessup, said no.',
    by: ['The president of the chess club'],
    speakers: ['Carl Jessup'],
  },
  {
    it: 'reads the state from the party tag',
    text: 'Sen. Clara Boyd, D-Ohio, met Sen. Wade Turner, R-Idaho. The Idaho senator said no.',
    by: ['The Idaho senator'],
    speakers: ['Wade Turner'],
  },
  {
    it: 'takes an owned role for the phrase, not for its owner',
    text: 'Volodymyr Petrenko spoke first. His chief of staff thanked the hosts.',
    by: ['His chief of staff'],
    speakers: ['(His chief of staff)'],
  },
  {
    it: 'links a spouse by the shared surname',
    text: 'Bram Doorn and Lotte Doorn run the mill. Mrs. Doorn said no. Her husband said yes.',
    by: ['Mrs. Doorn', 'Her husband'],
    speakers: ['Lotte Doorn', 'Bram Doorn'],
  },
  {
    it: 'describes the unnamed by the phrase itself',
    text: 'The truce holds, according to two officials familiar with the talks.',
    by: ['two officials familiar with the talks'],
    speakers: ['(two officials familiar with the talks)'],
  },
  {
    it: 'does not name a role by a name in its complement',
    text: 'A spokesman for Marta Ilves said no.',
    by: ['A spokesman for Marta Ilves'],
    speakers: ['(A spokesman for Marta Ilves)'],
  },
  {
    it: 'calls a described speaker again',
    text: 'A spokesman for the ministry said no. The spokesman said it twice.',
    by: ['A spokesman for the ministry', 'The spokesman'],
    speakers: ['(A spokesman for the ministry)', '(A spokesman for the ministry)'],
  },
];

const groups: Row[] = [
  {
    it: 'joins an acronym in brackets',
    text: 'The Rail Staff Association (RSA) met. RSA said no.',
    by: [['RSA', 2]],
    speakers: ['Rail Staff Association'],
  },
  {
    it: 'joins an acronym by its initials',
    text: 'The Nordic Fisheries Council met. The NFC said no.',
    by: ['The NFC'],
    speakers: ['Nordic Fisheries Council'],
  },
  {
    it: 'joins a known acronym',
    text: 'The IAEA inspected. The International Atomic Energy Agency said no.',
    by: ['The IAEA'],
    speakers: ['International Atomic Energy Agency'],
  },
  {
    it: 'finds "the agency" and "the union" again',
    text: 'The Environment Agency met the Metalworkers Union. The agency said no. The union said yes.',
    by: ['The agency', 'The union'],
    speakers: ['Environment Agency', 'Metalworkers Union'],
  },
  {
    it: 'finds "the company" again where nothing says that it is one',
    text: 'Norvax paused the trial. The company said a volunteer fell ill.',
    by: ['The company'],
    speakers: ['Norvax'],
  },
  {
    it: 'lets countries and capitals speak',
    text: 'France said no. Moscow said yes.',
    by: ['France', 'Moscow'],
    speakers: ['France', 'Moscow'],
  },
  {
    it: 'drops a nation before what every country has one of',
    text: 'The State Department met. The US State Department said no.',
    by: ['The State Department'],
    speakers: ['US State Department'],
  },
  {
    it: 'describes officials of a country',
    text: 'French officials said the meeting was in London.',
    by: ['French officials'],
    speakers: ['(French officials)'],
  },
  {
    it: 'takes a statement for the words of whoever made it',
    text: 'Taxes will rise, according to a statement from the Treasury.',
    by: ['a statement from the Treasury'],
    speakers: ['Treasury'],
  },
  {
    it: 'joins two who speak together',
    text: 'Marco Rossi met Marta Ilves. Rossi and Ilves said yes.',
    by: ['Rossi and Ilves'],
    speakers: ['Marco Rossi and Marta Ilves'],
  },
  {
    it: 'lets the head of an institution speak, not the institution beside it',
    text: 'Talks are hard, the head of the nuclear watchdog, the International Atomic Energy Agency said on Monday.',
    by: ['the International Atomic Energy Agency'],
    speakers: ['(the head of the nuclear watchdog)'],
  },
];

test.each([...names, ...pronouns, ...roles, ...groups])('resolvePeople() $it', ({ text, by, speakers, title }) => {
  expect(
    speakersOf(
      text,
      by.map((words) => ({ by: words })),
      title ?? null,
    ),
  ).toEqual(speakers);
});

test('resolvePeople() gives a statement that goes on the speaker of the one before', () => {
  const text = '“No,” Marta Ilves said. “Never.”';
  expect(
    speakersOf(text, [
      { by: 'Marta Ilves', says: '“No,”' },
      { by: null, says: '“Never.”' },
    ]),
  ).toEqual(['Marta Ilves', 'Marta Ilves']);
});

test.each([
  ['direct', 'Marco Rossi called. “Sergei Orlov lied,” he said.', '“Sergei Orlov lied,”'],
  ['indirect', 'Marco Rossi called. The fault was with Sergei Orlov, he said.', 'The fault was with Sergei Orlov'],
])('resolvePeople() does not take a name out of the words that are said (%s)', (_, text, says) => {
  expect(speakersOf(text, [{ by: 'he', says }])).toEqual(['Marco Rossi']);
});

test('resolvePeople() says through whom a speaker is known', () => {
  const text = 'According to the US State Department, Marta Ilves repeated the promise.';
  const said = [
    { by: 'the US State Department', says: 'Marta Ilves repeated the promise' },
    { by: 'Marta Ilves', says: 'the promise', within: 0 },
  ];
  const { speakers } = resolve(text, said);
  expect(speakers.map((speaker) => speaker?.via)).toEqual([null, 'US State Department']);
});

test('resolvePeople() knows who "I" is within quoted words, and who "he" is not', () => {
  const text = '“I told him no, and he said yes,” Marco Rossi said.';
  const said = [
    { by: 'Marco Rossi', says: '“I told him no, and he said yes,”' },
    { by: 'I', says: 'no', within: 0 },
    { by: 'he', says: 'yes', within: 0 },
  ];
  expect(speakersOf(text, said)).toEqual(['Marco Rossi', 'Marco Rossi', '?']);
});

test.each([
  ['before the name', 'French Foreign Minister Luc Morel said no.', 'Luc Morel', ['French Foreign Minister']],
  ['in lower case before the name', 'He met presidential envoy Steve Holt.', 'Steve Holt', ['presidential envoy']],
  ['after the name', 'Hugh Hale, a doctor in Leeds, said no.', 'Hugh Hale', ['a doctor in Leeds']],
  ['after name and age', 'Hugh Hale, 34, a doctor in Leeds, said no.', 'Hugh Hale', ['a doctor in Leeds']],
  ['before the name and a comma', 'The head of the club, Eric Perl, said no.', 'Eric Perl', ['The head of the club']],
  ['in a sentence', 'Hugh Hale is the mayor of Leeds.', 'Hugh Hale', ['the mayor of Leeds']],
  ['without the clause after it', 'Hugh Hale, a doctor who sings, said no.', 'Hugh Hale', ['a doctor']],
])('resolvePeople() finds a role %s', (_, text, name, descriptions) => {
  const { people } = resolve(text, [{ by: name }]);
  const person = people.find((each) => each.name === name);
  expect(person?.descriptions.map((each) => each.text)).toEqual(descriptions);
  for (const { text: words, start, end } of person?.descriptions ?? []) expect(text.slice(start, end)).toBe(words);
});

test('resolvePeople() gives the aliases by which an article calls somebody', () => {
  const text =
    'Marta Ilves met the Rail Staff Association (RSA). Ilves said no. RSA said yes. Her driver said nothing.';
  const { people } = resolve(text, [{ by: ['Ilves', 2] }, { by: ['RSA', 2] }, { by: 'Her driver' }]);
  const aliases = Object.fromEntries(people.map((person) => [person.name, person.aliases]));
  expect(aliases['Marta Ilves']).toContain('Ilves');
  expect(aliases['Rail Staff Association']).toContain('RSA');
  expect(aliases['Her driver']).toEqual(expect.arrayContaining(["Marta Ilves's driver", "Ilves's driver"]));
});

test('resolvePeople() makes an unnamed head of an institution findable by it', () => {
  const text = "The head of the United Nations' nuclear watchdog, the International Atomic Energy Agency, said no.";
  const { people } = resolve(text, [{ by: "The head of the United Nations' nuclear watchdog" }]);
  const head = people.find(({ named }) => !named);
  expect(head?.aliases).toEqual(
    expect.arrayContaining(['head of International Atomic Energy Agency', 'IAEA head', 'IAEA chief']),
  );
});

/** What a reader sees and the rules do not. */
test.fails.each<Row>([
  {
    it: 'knows the winner of a seat as the one elected',
    text: 'Michelle Chan won the seat. Doug Hartigan conceded. “Doug is a gentleman,” the MP-elect said.',
    by: ['the MP-elect'],
    speakers: ['Michelle Chan'],
  },
  {
    it: 'knows who kept the goal by what she did',
    text: 'Harriet Osei saved three penalties. Coach Darren Pike shut his eyes. The goalkeeper said that hers were open.',
    by: ['The goalkeeper'],
    speakers: ['Harriet Osei'],
  },
  {
    it: 'knows a husband by the wife who is named beside him',
    text: 'Rui Tavares and his wife Ines Barroso came. “We are closing,” the couple said.',
    by: ['the couple'],
    speakers: ['Rui Tavares and Ines Barroso'],
  },
])('resolvePeople() $it', ({ text, by, speakers }) => {
  expect(
    speakersOf(
      text,
      by.map((words) => ({ by: words })),
    ),
  ).toEqual(speakers);
});
