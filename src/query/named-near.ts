import { foldName } from '../archive/fold-name.ts';
import type { SentenceIndex } from '../model/search.ts';
import { generations } from './name-frame.ts';
import type { Shelved } from './shelf.ts';
import { whosOf } from './speaker-test.ts';
import { isStopword } from './topic.ts';
import type { AskedSpeaker } from './understand.ts';

interface Sentences {
  readonly first: number;
  readonly last: number;
}

/** The words of some sentences. */
interface Held {
  readonly folded: ReadonlySet<string>;
  readonly stems: ReadonlySet<string>;
}

/** Whoever has more words is described, not named. */
const mostWords = 3;

/**
 * Tells whether sentences name one of those asked about: by all words that were typed, as the index reads them, or as
 * the archive names them, a person by the surname; whom nobody knows by the last word.
 */
export function namesOneOf(
  speakers: readonly AskedSpeaker[],
  index: SentenceIndex,
): (sentences: Sentences, shelved: Shelved) => boolean {
  const tests = speakers.map((speaker) => nameTest(speaker, index));
  return (sentences, shelved) => {
    const held = wordsOf(sentences, shelved);
    return tests.some((isNamed) => isNamed(held));
  };
}

function nameTest(speaker: AskedSpeaker, index: SentenceIndex): (held: Held) => boolean {
  const words = speaker.typed.split(/\s+/).filter((word) => {
    const folded = foldName(word);
    return !generations.has(folded) && !isStopword(folded);
  });
  // One word is what was looked for in the first place.
  if (words.length < 2 || words.length > mostWords) return () => true;
  const read = words.map((word) => index.readQuery(word).flatMap(({ terms }) => terms.map(({ term }) => term)));
  const needed = speaker.found.kind === 'unknown' ? read.slice(-1) : read;
  const ways = whosOf([speaker]).flatMap(({ mentions }) => mentions);
  return ({ folded, stems }) =>
    ways.some((way) => way.length > 0 && way.every((word) => folded.has(word))) ||
    needed.every((terms) => terms.some((term) => stems.has(term)));
}

function wordsOf({ first, last }: Sentences, shelved: Shelved): Held {
  const folded = new Set<string>();
  const stems = new Set<string>();
  for (let place = Math.max(0, first); place <= Math.min(last, shelved.article.sentences.length - 1); place += 1) {
    for (const token of shelved.tokens(place)) {
      folded.add(token.folded);
      stems.add(token.stem);
    }
  }
  return { folded, stems };
}
