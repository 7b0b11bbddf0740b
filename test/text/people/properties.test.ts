import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Sentence } from '../../../src/model/reading.ts';
import type { Span } from '../../../src/model/span.ts';
import type { Attribution } from '../../../src/text/attribution.ts';
import { splitParagraphs } from '../../../src/text/paragraphs.ts';
import { nameKey, sameName } from '../../../src/text/people/name-match.ts';
import { resolvePeople } from '../../../src/text/people/resolve-people.ts';
import { speakerRules } from '../../../src/text/people/rules.ts';
import { splitSentences } from '../../../src/text/sentences.ts';
import { type Annotated, attributionsOf, readAnnotated } from '../../eval/annotated-articles.ts';

const pieces = fc.constantFrom(
  ...[
    'Marta',
    'Ilves',
    'Rossi',
    'he',
    'She',
    'they',
    'the',
    'The',
    'president',
    'minister',
    'of',
    'who',
    'said',
    'Mr.',
  ],
  ...[
    'U.S.',
    'IAEA',
    'Ministry',
    'officials',
    'his',
    'wife',
    ',',
    '.',
    ' ',
    ' ',
    ' ',
    '\n',
    '\n\n',
    '“',
    '”',
    '"',
    "'s",
    '-',
  ],
  ...['(', ')', ':', 'van', 'der', 'al-', '—', '5', 'é', '\u0301', '\ud83d', '王', 'Ω', '\u0000', 'ǅ', 'İ', 'A.', 'a'],
);
const texts = fc.array(pieces, { maxLength: 120 }).map((words) => words.join(''));

const spans = (length: number): fc.Arbitrary<Span> =>
  fc.tuple(fc.nat(length), fc.nat(length)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));

const scenes = texts.chain((text) =>
  fc.record({
    text: fc.constant(text),
    title: fc.option(texts),
    attributions: fc.array(
      fc.record({
        type: fc.constantFrom('direct', 'mixed', 'indirect'),
        content: fc.array(spans(text.length), { minLength: 1, maxLength: 2 }),
        quoted: fc.array(spans(text.length), { maxLength: 2 }),
        cue: fc.constant(null),
        mention: fc.option(spans(text.length)),
        continues: fc.option(fc.nat(6)),
        within: fc.option(fc.nat(6)),
        denied: fc.boolean(),
        rule: fc.constant('any'),
      }) satisfies fc.Arbitrary<Attribution>,
      { maxLength: 7 },
    ),
  }),
);

function sentencesOf(text: string): Sentence[] {
  return splitSentences(text, splitParagraphs(text), []);
}

describe('resolvePeople() on any text', () => {
  test('gives one answer for each attribution, and exact slices', () => {
    fc.assert(
      fc.property(scenes, ({ text, title, attributions }) => {
        const { people, speakers } = resolvePeople(text, sentencesOf(text), attributions, { title, published: null });
        expect(speakers).toHaveLength(attributions.length);
        for (const person of people) {
          expect(person.name).not.toBe('');
          for (const { text: words, start, end } of person.descriptions) expect(text.slice(start, end)).toBe(words);
        }
        const known = new Set(people.map(({ name }) => name));
        for (const speaker of speakers) {
          if (speaker?.name != null) expect(known).toContain(speaker.name);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('gives the same answer again', () => {
    fc.assert(
      fc.property(scenes, ({ text, title, attributions }) => {
        const once = resolvePeople(text, sentencesOf(text), attributions, { title, published: null });
        expect(resolvePeople(text, sentencesOf(text), attributions, { title, published: null })).toEqual(once);
      }),
      { numRuns: 50 },
    );
  });
});

const articles = readAnnotated('speakers-articles.txt');

function speakersOf(article: Annotated): (string | null)[] {
  const { text, title } = article;
  const { speakers } = resolvePeople(text, sentencesOf(text), attributionsOf(article), { title, published: null });
  return speakers.map((speaker) => speaker?.name ?? speaker?.description ?? null);
}

/** Puts a paragraph in front, and moves every mention by its length. */
function withBefore(article: Annotated, paragraph: string): Annotated {
  const shift = paragraph.length + 2;
  return {
    ...article,
    text: `${paragraph}\n\n${article.text}`,
    mentions: article.mentions.map(({ span, answers }) => ({
      span: { start: span.start + shift, end: span.end + shift },
      answers,
    })),
  };
}

test.each(articles)('resolvePeople() names the rule of each link by the list: $title', (article) => {
  const { text, title } = article;
  const { speakers } = resolvePeople(text, sentencesOf(text), attributionsOf(article), { title, published: null });
  for (const speaker of speakers) expect(Object.keys(speakerRules)).toContain(speaker?.rule);
});

test.each(articles)('resolvePeople() is not moved by a paragraph before: $title', (article) => {
  const paragraph = 'Rain fell on the hills for three days. The road to the pass was closed, and the shops were shut.';
  expect(speakersOf(withBefore(article, paragraph))).toEqual(speakersOf(article));
});

/** Names that take the place of others, chosen so that nobody in the articles bears them. */
const replacements: readonly (readonly [from: string, to: string])[] = [
  ['Halvorsen', 'Quistgaard'],
  ['Ingrid', 'Margaret'],
  ['Okafor', 'Zbrowska'],
  ['Adeyemi', 'Tanner-Holt'],
  ['Ruiz', 'O’Malley'],
  ['Adan', 'Thomas'],
  ['Boateng', 'Lindqvist'],
  ['Webb', 'Castellanos'],
  ['Salmi', 'Ó Briain'],
  ['Gale', 'Fairweather'],
  ['Diallo', 'Bar-Lev'],
];

function renamed(text: string): string {
  return replacements.reduce((words, [from, to]) => words.replaceAll(new RegExp(`\\b${from}\\b`, 'g'), to), text);
}

function withNames(article: Annotated): Annotated {
  const mentions = article.mentions.map(({ span, answers }) => {
    const start = renamed(article.text.slice(0, span.start)).length;
    return { span: { start, end: start + renamed(article.text.slice(span.start, span.end)).length }, answers };
  });
  return { title: article.title === null ? null : renamed(article.title), text: renamed(article.text), mentions };
}

test.each(articles)('resolvePeople() links the same when people are renamed: $title', (article) => {
  const links = speakersOf(article).map((name) => (name === null ? null : renamed(name)));
  expect(speakersOf(withNames(article))).toEqual(links);
});

describe('sameName() of any names', () => {
  test('is the same both ways round', () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        expect(sameName(a, b)).toBe(sameName(b, a));
      }),
      { numRuns: 300 },
    );
  });

  test('takes a name with letters for itself', () => {
    fc.assert(
      fc.property(texts, (name) => {
        if (nameKey(name) !== '') expect(sameName(name, name)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
