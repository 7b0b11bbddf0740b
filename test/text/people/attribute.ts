import type { Sentence } from '../../../src/model/reading.ts';
import type { Span } from '../../../src/model/span.ts';
import type { Attribution } from '../../../src/text/attribution.ts';
import { type ResolvedPeople, resolvePeople } from '../../../src/text/people/resolve-people.ts';

/** An attribution as a test writes it: the words that speak and the words that are said, as they stand in the text. */
export interface Said {
  /** The mention; `null` when it goes on from the one before. A number picks its n-th occurrence, from 1. */
  readonly by: string | readonly [words: string, occurrence: number] | null;
  /** The content; the mention's sentence when absent. */
  readonly says?: string;
  /** Place in the list of the attribution that this one stands inside of. */
  readonly within?: number;
}

/** Resolves a text whose attributions are written by hand. Paragraphs are parted by blank lines. */
export function resolve(text: string, said: readonly Said[], title: string | null = null): ResolvedPeople {
  const attributions = said.map((one, place) => attributionOf(text, one, place));
  return resolvePeople(text, sentencesOf(text), attributions, { title, published: null });
}

/** How each speaker is called: the name, else the description in brackets, else "?". */
export function speakersOf(text: string, said: readonly Said[], title: string | null = null): string[] {
  return resolve(text, said, title).speakers.map((speaker) => {
    if (speaker === null) return 'none';
    return speaker.name ?? (speaker.description === null ? '?' : `(${speaker.description})`);
  });
}

function attributionOf(text: string, { by, says, within }: Said, place: number): Attribution {
  const mention = by === null ? null : typeof by === 'string' ? find(text, by, 1) : find(text, by[0], by[1]);
  const content = says === undefined ? (mention ?? { start: 0, end: 0 }) : find(text, says, 1);
  const isDirect = /^[“"‘]/.test(says ?? '');
  return {
    type: isDirect ? 'direct' : 'indirect',
    content: [content],
    quoted: isDirect ? [{ start: content.start + 1, end: content.end - 1 }] : [],
    cue: null,
    mention,
    continues: mention === null ? place - 1 : null,
    within: within ?? null,
    denied: false,
    rule: 'test',
  };
}

function find(text: string, words: string, occurrence: number): Span {
  let start = -1;
  for (let count = 0; count < occurrence; count += 1) {
    start = nextWord(text, words, start + 1);
    if (start < 0) throw new Error(`Cannot find "${words}" ${occurrence} times in the text`);
  }
  return { start, end: start + words.length };
}

/** Next occurrence that is no part of a longer word, so that "He" is not found in "The". */
function nextWord(text: string, words: string, from: number): number {
  let at = text.indexOf(words, from);
  while (
    at >= 0 &&
    (/[\p{L}\p{N}]/u.test(text.charAt(at - 1)) || /[\p{L}\p{N}]/u.test(text.charAt(at + words.length)))
  ) {
    at = text.indexOf(words, at + 1);
  }
  return at;
}

/** Splits at ". " before a capital and at blank lines, which is enough for texts written for tests. */
function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let paragraph = 0;
  let start = 0;
  const cuts = [...text.matchAll(/(?<!\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|St|[A-Z]))[.!?][”"’]?\s+(?=[“"‘]?\p{Lu})|\n\n+/gu)];
  for (const cut of cuts) {
    const end = cut.index + cut[0].trimEnd().length;
    if (end > start) sentences.push({ start, end, paragraph });
    if (cut[0].includes('\n\n')) paragraph += 1;
    start = cut.index + cut[0].length;
  }
  if (start < text.length) sentences.push({ start, end: text.length, paragraph });
  return sentences;
}
