import file from '../../data/words/word-classes.json' with { type: 'json' };
import type { Word } from './words.ts';

/** What stands in for a part of speech. */
interface WordClass {
  /** Words that stand between like neighbours share it; words not listed are classed by shape, from `shapeClasses` on. */
  readonly class: number;
  /** Number of the word itself; for names and unlisted words that of their class, so that no weight hangs on a name. */
  readonly word: number;
}

/** First number of the classes by shape, above those of the list. */
const shapeClasses = 230;
/** First number of the words, above all classes. */
const firstWord = 256;

const listed = new Map<string, WordClass>();
for (const [place, words] of file.classes.entries()) {
  for (const word of words.split(' ')) {
    const isName = /^\p{Lu}/u.test(word);
    listed.set(word, { class: place, word: isName ? place : firstWord + listed.size });
  }
}

/**
 * The form under which a word is looked up: as it stands, but in lower case at the start of a sentence, numbers by shape,
 * marks alike.
 *
 * @param place of the word in its sentence, from 0
 */
export function classKey(word: Pick<Word, 'text' | 'lower' | 'kind'>, place: number): string {
  if (word.kind === 'word') {
    if (place === 0) return word.lower;
    return word.text.includes('’') ? word.text.replaceAll('’', "'") : word.text;
  }
  if (word.kind === 'number') return word.text.replaceAll(/\p{N}+/gu, '#');
  return /["“”″„«»]/u.test(word.text) ? '"' : word.text;
}

/** Looks a word up; one that is not listed is classed by its shape. */
export function classOf(word: Pick<Word, 'text' | 'lower' | 'kind'>, place: number): WordClass {
  const key = classKey(word, place);
  const found = listed.get(key) ?? (place === 0 ? listed.get(word.text) : undefined);
  if (found !== undefined) return found;
  // A capital in front of an ordinary word: a headline, or the first word in marks.
  const small = place !== 0 && word.kind === 'word' && !/^\p{Lu}/u.test(word.text) ? listed.get(word.lower) : undefined;
  return small ?? byShape[shapeOf(word)];
}

const shapes = ['number', 'sign', 'name', 'capitals', 'ed', 'ing', 'ly', 's', 'hyphen', 'other'] as const;
type Shape = (typeof shapes)[number];

const shapeClass = (shape: Shape): WordClass => {
  const number = shapeClasses + shapes.indexOf(shape);
  return { class: number, word: number };
};
const byShape: Record<Shape, WordClass> = {
  number: shapeClass('number'),
  sign: shapeClass('sign'),
  name: shapeClass('name'),
  capitals: shapeClass('capitals'),
  ed: shapeClass('ed'),
  ing: shapeClass('ing'),
  ly: shapeClass('ly'),
  s: shapeClass('s'),
  hyphen: shapeClass('hyphen'),
  other: shapeClass('other'),
};

function shapeOf({ text, kind }: Pick<Word, 'text' | 'kind'>): Shape {
  if (kind !== 'word') return kind;
  if (/^\p{Lu}/u.test(text)) return text.length > 1 && text === text.toUpperCase() ? 'capitals' : 'name';
  if (text.includes('-')) return 'hyphen';
  if (text.endsWith('ed')) return 'ed';
  if (text.endsWith('ing')) return 'ing';
  if (text.endsWith('ly')) return 'ly';
  return text.endsWith('s') ? 's' : 'other';
}
