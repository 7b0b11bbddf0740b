/** Every rule that can link a statement to its speaker, in the words in which it can be shown. */
export const speakerRules = {
  'full-name': 'the statement names the speaker in full',
  surname: 'a surname that one person of the article bears',
  'same-surname': 'a surname that several bear, given to the one whom the article calls so',
  forename: 'a forename or another part of the name of one person of the article',
  'misspelt-surname': 'a surname one letter off that of one person named before',
  'title-surname': 'a title with a surname ("Mr. Clinton", "President Trump")',
  apposition: 'a role whose bearer is named beside it ("the envoy, Steve Witkoff,")',
  role: 'a role that one person of the article holds ("the secretary of state")',
  'role-in-focus': 'a role, where the sentences before speak of one person only',
  institution: 'the name of an institution, a country or a company',
  acronym: 'an acronym whose long form the article or the word list gives',
  'institution-again': 'a word for the institution named before ("the agency")',
  joint: 'several who are named together',
  document: 'who stands behind a statement, a report or a post',
  'pronoun-last-speaker': 'a pronoun for the speaker of the statement before',
  'pronoun-subject': 'a pronoun for the subject of a sentence before',
  'pronoun-nearest': 'a pronoun for the nearest name that agrees in sex and number',
  'pronoun-relative': '"who" or "which", for the name before it',
  'pronoun-quoted-self': '"I" or "we" within the words of a speaker',
  continued: 'the speaker of the statement that this one goes on from',
  description: 'the article describes the speaker and gives no name',
  'description-again': 'a speaker described before ("the spokesman")',
  unresolved: 'a pronoun or phrase for which the article offers nobody',
} as const;

export type SpeakerRule = keyof typeof speakerRules;
