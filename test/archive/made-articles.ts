import type { IncomingArticle } from '../../src/model/article.ts';
import type { Person, Reading, Sentence, Statement } from '../../src/model/reading.ts';

/** What the made-up articles look like; the same shape and number give the same article on every machine. */
export interface Shape {
  readonly sentences: number;
  readonly statements: number;
  /** How many people there are in the whole archive. The first of them speak most. */
  readonly people: number;
}

export const usualShape: Shape = { sentences: 30, statements: 10, people: 20_000 };

const words =
  'the of to a in that talks council harbour price budget vote weather school river court company train report winter plan'.split(
    ' ',
  );

/** Mulberry32: small, fast and good enough to make up articles. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function nameOf(person: number): string {
  const syllables = ['ba', 'de', 'fi', 'go', 'lu', 'ma', 'ne', 'ri', 'so', 'tu'];
  const surname = [...String(person)].map((digit) => syllables[Number(digit)]).join('');
  return `Ana${person % 7} ${surname[0]?.toUpperCase()}${surname.slice(1)}`;
}

/** The person who speaks in one article of ten or so. */
export const frequentSpeaker = nameOf(0);

/** An article with its reading, as the text stage would hand it over. Number `n` is always the same. */
export function makeArticle(n: number, shape: Shape = usualShape): { article: IncomingArticle; reading: Reading } {
  const random = randomFrom(n + 1);
  const cast = Array.from({ length: 6 }, () => Math.floor(shape.people * random() ** 4));
  const sentences: Sentence[] = [];
  const statements: Statement[] = [];
  let text = '';
  for (let number = 0; number < shape.sentences; number++) {
    const start = text.length;
    const body = Array.from({ length: 16 }, () => words[Math.floor(random() * words.length)]).join(' ');
    const person = cast[number % cast.length] ?? 0;
    if (number < shape.statements) {
      const surname = nameOf(person).split(' ')[1] ?? '';
      text += `“${body},” ${surname} said.`;
      const mention = { start: start + body.length + 4, end: start + body.length + 4 + surname.length };
      statements.push({
        type: 'direct',
        content: [{ start, end: start + body.length + 3 }],
        quoted: [{ start: start + 1, end: start + body.length + 2 }],
        extent: { start, end: text.length },
        cue: { start: text.length - 5, end: text.length - 1 },
        speaker: { mention, name: nameOf(person), description: null, via: null, rule: 'inverted-subject' },
        nested: false,
        denied: false,
      });
    } else text += `${body}.`;
    sentences.push({ start, end: text.length, paragraph: Math.floor(number / 3) });
    text += number % 3 === 2 ? '\n' : ' ';
  }
  return {
    article: {
      id: `made-${n}`,
      title: `Made up ${n}`,
      text,
      outlet: `Outlet ${n % 40}`,
      url: `https://outlet-${n % 40}.example/${n}`,
      published: new Date(Date.UTC(2024, 0, 1) + n * 600_000).toISOString(),
      author: null,
    },
    reading: {
      rules: 'made-1',
      sentences,
      statements,
      people: [...new Set(cast)].map((person) => personOf(person, text)),
      credit: null,
    },
  };
}

/** A few wordings a person, whatever the article. */
function personOf(person: number, text: string): Person {
  const name = nameOf(person);
  const description = { text: `${words[person % words.length]} minister ${text.length % 8}`, start: 1, end: 20 };
  return {
    name,
    named: true,
    kind: 'person',
    gender: null,
    aliases: [name.split(' ')[1] ?? name],
    descriptions: [description],
  };
}
