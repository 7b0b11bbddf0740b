import type { IncomingArticle } from '../../src/model/article.ts';
import type { Person, Reading, Speaker, Statement } from '../../src/model/reading.ts';
import type { Span } from '../../src/model/span.ts';

/** One attribution by the words of its article. */
interface Said {
  readonly words: string;
  /** Full name; `null` when the speaker is only described, or nobody. */
  readonly by?: string | null;
  readonly description?: string;
  readonly type?: Statement['type'];
}

export interface Telling extends Partial<IncomingArticle> {
  /** Stand in the text in this order, one blank between them. */
  readonly sentences: readonly string[];
  readonly said?: readonly Said[];
  readonly people?: readonly (Partial<Omit<Person, 'descriptions'>> & {
    name: string;
    descriptions?: readonly string[];
  })[];
  readonly rules?: string;
  readonly credit?: string | null;
}

/** An article with its reading, as the text stage would hand it over. */
export function tell(telling: Telling): { readonly article: IncomingArticle; readonly reading: Reading } {
  const text = telling.sentences.join(' ');
  const sentences: Span[] = [];
  for (const sentence of telling.sentences) {
    const start = sentences.length === 0 ? 0 : (sentences.at(-1)?.end ?? 0) + 1;
    sentences.push({ start, end: start + sentence.length });
  }
  return {
    article: {
      id: telling.id ?? null,
      title: telling.title ?? null,
      text,
      outlet: telling.outlet ?? null,
      url: telling.url ?? null,
      published: telling.published ?? null,
      author: telling.author ?? null,
    },
    reading: {
      rules: telling.rules ?? 'rules-1',
      sentences: sentences.map((span) => ({ ...span, paragraph: 0 })),
      statements: (telling.said ?? []).map((said) => statementOf(text, sentences, said)),
      people: (telling.people ?? []).map(({ descriptions = [], ...person }) => ({
        named: true,
        kind: 'person',
        gender: null,
        aliases: [],
        ...person,
        descriptions: descriptions.map((words) => ({ text: words, ...placeOf(text, words) })),
      })),
      credit: telling.credit ?? null,
    },
  };
}

function placeOf(text: string, words: string): Span {
  const start = text.indexOf(words);
  if (start < 0) throw new Error(`"${words}" does not stand in "${text}"`);
  return { start, end: start + words.length };
}

function statementOf(text: string, sentences: readonly Span[], { words, by, description, type }: Said): Statement {
  const content = placeOf(text, words);
  const extent = sentences.find(({ start, end }) => start <= content.start && content.end <= end) ?? content;
  const speaker: Speaker | null =
    by === undefined && description === undefined
      ? null
      : { mention: null, name: by ?? null, description: description ?? null, via: null, rule: 'told' };
  return {
    type: type ?? 'indirect',
    content: [content],
    quoted: type === 'direct' ? [{ start: content.start + 1, end: content.end - 1 }] : [],
    extent,
    cue: null,
    speaker,
    nested: false,
    denied: false,
  };
}

export const harbour = tell({
  title: 'Harbour closes for the winter',
  outlet: 'The Northern Courier',
  url: 'https://courier.example/harbour?utm_source=feed',
  published: '2025-04-18T09:30:00Z',
  author: 'Lena Ost',
  sentences: [
    'Mayor Anna Moss spoke on Friday.',
    '"The harbour closes on Monday," Moss said.',
    'Her deputy said it may open in March.',
  ],
  said: [
    { words: '"The harbour closes on Monday,"', by: 'Anna Moss', type: 'direct' },
    { words: 'it may open in March', by: null, description: 'Her deputy' },
  ],
  people: [
    { name: 'Anna Moss', gender: 'female', aliases: ['Moss'], descriptions: ['Mayor'] },
    { name: 'Her deputy', named: false },
  ],
});

export const ferry = tell({
  title: 'Ferry fares rise',
  outlet: 'Bay Post',
  published: '2025-04-19',
  sentences: [
    'Ferry fares rise in May, the Harbour Board said.',
    'Peter Moss, the board’s head, called it "a fair price".',
    'Nobody else would speak.',
  ],
  said: [
    { words: 'Ferry fares rise in May', by: 'Harbour Board' },
    { words: '"a fair price"', by: 'Peter Moss', type: 'mixed' },
    { words: 'Nobody else would speak' },
  ],
  people: [
    { name: 'Harbour Board', kind: 'group', aliases: ['the board', 'HB'] },
    { name: 'Peter Moss', gender: 'male', aliases: ['Moss'], descriptions: ['the board’s head'] },
  ],
});

export const undated = tell({
  title: 'A letter',
  sentences: ['The Harbour Board does not answer letters, ANNA MOSS wrote.'],
  said: [{ words: 'The Harbour Board does not answer letters', by: 'ANNA MOSS' }],
  people: [{ name: 'ANNA MOSS', aliases: ['Mrs Moss'] }],
  credit: 'Bay Post',
});
