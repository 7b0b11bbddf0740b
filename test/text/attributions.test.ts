import { describe, expect, test } from 'vitest';
import { readArticle } from '../../src/text/read-article.ts';

interface Expected {
  readonly said: readonly string[];
  /** The words that stand for the speaker. */
  readonly by: string | null;
  readonly cue?: string | null;
  readonly type: 'direct' | 'mixed' | 'indirect';
  readonly nested?: true;
  readonly denied?: true;
}

/** Statements in the form of the tables, optional parts only where they say something. */
function statementsOf(text: string): Expected[] {
  const words = (span: { start: number; end: number } | null | undefined): string | null =>
    span ? text.slice(span.start, span.end) : null;
  return readArticle({ text, title: null, published: null }).statements.map((statement) => ({
    said: statement.content.map((piece) => text.slice(piece.start, piece.end)),
    by: words(statement.speaker?.mention),
    cue: words(statement.cue),
    type: statement.type,
    ...(statement.nested ? { nested: true as const } : {}),
    ...(statement.denied ? { denied: true as const } : {}),
  }));
}

describe('direct speech', () => {
  test.each([
    {
      it: 'content, speaker, verb',
      text: '“The bridge is safe,” Mayor Ada Holt said.',
      expected: [{ said: ['“The bridge is safe,”'], by: 'Mayor Ada Holt', cue: 'said', type: 'direct' }],
    },
    {
      it: 'content, verb, speaker with what is set off behind',
      text: '“The bridge is safe,” said Ada Holt, the mayor of Leith.',
      expected: [{ said: ['“The bridge is safe,”'], by: 'Ada Holt', cue: 'said', type: 'direct' }],
    },
    {
      it: 'speaker, verb, content',
      text: 'Ada Holt said, “The bridge is safe.”',
      expected: [{ said: ['“The bridge is safe.”'], by: 'Ada Holt', cue: 'said', type: 'direct' }],
    },
    {
      it: 'a hearer between verb and content',
      text: 'Holt told reporters in Leith on Monday: “The bridge is safe.”',
      expected: [{ said: ['“The bridge is safe.”'], by: 'Holt', cue: 'told', type: 'direct' }],
    },
    {
      it: 'an occasion between verb and content',
      text: 'Holt said in a statement on Friday: “The bridge is safe.”',
      expected: [{ said: ['“The bridge is safe.”'], by: 'Holt', cue: 'said', type: 'direct' }],
    },
    {
      it: 'a post',
      text: '“We will rebuild,” the governor wrote on X.',
      expected: [{ said: ['“We will rebuild,”'], by: 'the governor', cue: 'wrote', type: 'direct' }],
    },
    {
      it: 'a quotation that its clause splits',
      text: '“The bridge,” Holt said on Monday, “is safe for now.”',
      expected: [{ said: ['“The bridge,”', '“is safe for now.”'], by: 'Holt', cue: 'said', type: 'direct' }],
    },
    {
      it: 'a quotation that goes on behind its clause',
      text: '“The bridge is safe,” Holt said. “We checked every bolt.”',
      expected: [
        { said: ['“The bridge is safe,”', '“We checked every bolt.”'], by: 'Holt', cue: 'said', type: 'direct' },
      ],
    },
    {
      it: 'several sentences in one run',
      text: '“The bridge is safe. We checked it. Nobody needs to worry,” Holt said.',
      expected: [
        {
          said: ['“The bridge is safe. We checked it. Nobody needs to worry,”'],
          by: 'Holt',
          cue: 'said',
          type: 'direct',
        },
      ],
    },
    {
      it: 'a mark that is opened again in the next paragraph',
      text: '“The bridge is safe,” Holt said. “We checked it.\n\n“Nobody needs to worry.”',
      expected: [
        { said: ['“The bridge is safe,”', '“We checked it.'], by: 'Holt', cue: 'said', type: 'direct' },
        { said: ['“Nobody needs to worry.”'], by: 'Holt', cue: null, type: 'direct' },
      ],
    },
    {
      it: 'a mark that was never closed',
      text: '“The bridge is safe, Holt told reporters on Monday.',
      expected: [{ said: ['“The bridge is safe,'], by: 'Holt', cue: 'told', type: 'direct' }],
    },
    {
      it: 'a question',
      text: '“Is the bridge safe?” Holt asked.',
      expected: [{ said: ['“Is the bridge safe?”'], by: 'Holt', cue: 'asked', type: 'direct' }],
    },
    {
      it: 'a transcript, its nameless askers left out',
      text: 'HOLT: The bridge is safe.\nREPORTER: For how long?\nHOLT: For years.',
      expected: [
        { said: ['The bridge is safe.'], by: 'HOLT', cue: null, type: 'direct' },
        { said: ['For years.'], by: 'HOLT', cue: null, type: 'direct' },
      ],
    },
    {
      it: 'a name behind a dash',
      text: '“The bridge has never been so safe.” — Mayor Ada Holt',
      expected: [{ said: ['“The bridge has never been so safe.”'], by: 'Mayor Ada Holt', cue: null, type: 'direct' }],
    },
    {
      it: 'a name behind a dash on a line of its own',
      text: '“The bridge has never been so safe.”\n- Ada Holt, mayor of Leith',
      expected: [{ said: ['“The bridge has never been so safe.”'], by: 'Ada Holt', cue: null, type: 'direct' }],
    },
    {
      it: 'a name and a colon in the paragraph before',
      text: 'And from Mayor Holt:\n\n“The bridge has never been so safe.”',
      expected: [{ said: ['“The bridge has never been so safe.”'], by: 'Mayor Holt', cue: null, type: 'direct' }],
    },
    {
      it: 'a quotation that nobody reports',
      text: 'The crowd waited.\n\n“This bridge should never have been built here.”\n\nThen it rained.',
      expected: [{ said: ['“This bridge should never have been built here.”'], by: null, cue: null, type: 'direct' }],
    },
  ] satisfies { it: string; text: string; expected: Expected[] }[])('reads $it', ({ text, expected }) => {
    expect(statementsOf(text)).toEqual(expected);
  });
});

describe('mixed and indirect speech', () => {
  test.each([
    {
      it: 'a clause with its "that"',
      text: 'Holt said that the bridge was safe.',
      expected: [{ said: ['that the bridge was safe'], by: 'Holt', cue: 'said', type: 'indirect' }],
    },
    {
      it: 'a clause without it',
      text: 'Holt said Monday the bridge was safe.',
      expected: [{ said: ['the bridge was safe'], by: 'Holt', cue: 'said', type: 'indirect' }],
    },
    {
      it: 'a relative clause between speaker and verb',
      text: 'Ada Holt, who became mayor in May, said the bridge was “perfectly safe.”',
      expected: [{ said: ['the bridge was “perfectly safe.”'], by: 'Ada Holt', cue: 'said', type: 'mixed' }],
    },
    {
      it: '"according to" behind the content',
      text: 'The bridge will reopen in June, according to two officials familiar with the plan.',
      expected: [
        {
          said: ['The bridge will reopen in June'],
          by: 'two officials familiar with the plan',
          cue: 'according to',
          type: 'indirect',
        },
      ],
    },
    {
      it: '"according to" before the content',
      text: 'According to the Transport Ministry, the bridge will reopen in June.',
      expected: [
        {
          said: ['the bridge will reopen in June'],
          by: 'the Transport Ministry',
          cue: 'According to',
          type: 'indirect',
        },
      ],
    },
    {
      it: 'a clause in front of its speaker',
      text: 'The bridge will reopen in June, Holt said.',
      expected: [{ said: ['The bridge will reopen in June'], by: 'Holt', cue: 'said', type: 'indirect' }],
    },
    {
      it: 'what something is called',
      text: 'Holt called the delay “a disgrace for the city.”',
      expected: [{ said: ['the delay “a disgrace for the city.”'], by: 'Holt', cue: 'called', type: 'mixed' }],
    },
    {
      it: 'two verbs with one subject',
      text: 'Holt called the delay “a disgrace” and said Leith “deserves better.”',
      expected: [
        { said: ['the delay “a disgrace”'], by: 'Holt', cue: 'called', type: 'mixed' },
        { said: ['Leith “deserves better.”'], by: 'Holt', cue: 'said', type: 'mixed' },
      ],
    },
    {
      it: 'a participle',
      text: 'Holt defended the delay, saying that the bolts had rusted.',
      expected: [
        { said: ['the delay'], by: 'Holt', cue: 'defended', type: 'indirect' },
        { said: ['that the bolts had rusted'], by: 'Holt', cue: 'saying', type: 'indirect' },
      ],
    },
    {
      it: 'a denial',
      text: 'A spokesman for the council denied that money had gone missing.',
      expected: [
        {
          said: ['that money had gone missing'],
          by: 'A spokesman for the council',
          cue: 'denied',
          type: 'indirect',
          denied: true,
        },
      ],
    },
    {
      it: 'what one says another said',
      text: 'Holt said Pike had told her the offer was “final.”',
      expected: [
        { said: ['Pike had told her the offer was “final.”'], by: 'Holt', cue: 'said', type: 'mixed' },
        { said: ['the offer was “final.”'], by: 'Pike', cue: 'told', type: 'mixed', nested: true },
      ],
    },
  ] satisfies { it: string; text: string; expected: Expected[] }[])('reads $it', ({ text, expected }) => {
    expect(statementsOf(text)).toEqual(expected);
  });
});

describe('no speech', () => {
  test.each([
    { it: 'a negated report', text: 'The council did not say whether the bridge would reopen.' },
    { it: 'scare quotes', text: 'The so-called “repair” lasted four days.' },
    { it: 'titles', text: 'His favourite novel is “The Long Road,” and he owns a copy of “Harbour Lights.”' },
    { it: 'inches', text: 'The 12" pipe lay beside the 6\'2" post.' },
    { it: 'a nickname', text: 'Jon “Sparky” Pike won the race.' },
    { it: 'a plain report of events', text: 'The bridge was closed on Monday after a storm. Traffic was light.' },
  ])('leaves $it', ({ text }) => {
    expect(statementsOf(text)).toEqual([]);
  });
});
