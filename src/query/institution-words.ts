import type { QueryWord, SentenceIndex } from '../model/search.ts';
import { type KnownName, knownName, longestKnownFrom } from '../text/people/known-names.ts';
import { stemOf, tokensOf } from './shelf.ts';

/** What is said of an institution by its letters is said of it, and the other way round, though one word of a name tells less. */
const lettersWeight = 0.9;
const nameWeight = 0.6;
/** Sentences that a word of a name may stand in, to tell the name: a fixed few, or a share of all. */
const fewest = 5;
const share = 1 / 500;

/** Adds to the words of a topic what else its institutions are called: "IMF" for the words of its name, "monetary" for the letters. */
export function withInstitutions(text: string, words: readonly QueryWord[], index: SentenceIndex): QueryWord[] {
  const further = new Map<string, { readonly term: string; readonly weight: number }>();
  for (const { typed, known } of institutionsIn(text)) {
    const [only] = typed;
    const other = typed.length > 1 || only === undefined ? lettersOf(known, index) : tellingWordOf(known, only, index);
    if (other === null) continue;
    const weight = typed.length > 1 ? lettersWeight : nameWeight;
    for (const word of typed) further.set(word, { term: other, weight });
  }
  return words.map((word) => {
    const added = further.get(word.typed);
    const isKnown = added === undefined || word.terms.some(({ term }) => term === added.term);
    return isKnown ? word : { ...word, terms: [...word.terms, added] };
  });
}

/** In characters; a pasted page is no topic. */
const longestTopic = 1_000;

interface Named {
  /** Folded. */
  readonly typed: readonly string[];
  readonly known: KnownName;
}

function institutionsIn(text: string): Named[] {
  const words = tokensOf(text.slice(0, longestTopic), 0).map(({ folded }) => folded);
  const found: Named[] = [];
  for (let place = 0; place < words.length; place += 1) {
    for (let length = longestKnownFrom(words[place] ?? ''); length > 0; length -= 1) {
      const typed = words.slice(place, place + length);
      const known = knownName(typed.join(' '));
      if (typed.length < length || known?.kind !== 'institution') continue;
      found.push({ typed, known });
      place += length - 1;
      break;
    }
  }
  return found;
}

function lettersOf({ keys }: KnownName, index: SentenceIndex): string | null {
  const letters = keys.find((key) => /^[a-z]{3,6}$/.test(key) && isMadeOf(key, keys) && index.frequency(key) > 0);
  return letters === undefined ? null : stemOf(letters);
}

function isMadeOf(letters: string, keys: readonly string[]): boolean {
  return keys.some((key) => {
    const initials = key.split(' ').map((word) => word.charAt(0));
    return initials.length > 1 && [...letters].every((letter) => initials.includes(letter));
  });
}

/** The rarest word of the name, where few sentences hold it. */
function tellingWordOf({ keys }: KnownName, letters: string, index: SentenceIndex): string | null {
  if (!isMadeOf(letters, keys)) return null;
  const most = Math.max(fewest, index.size * share);
  const [rarest] = keys
    .flatMap((key) => (key.includes(' ') ? key.split(' ') : []))
    .map((word) => ({ word, frequency: index.frequency(word) }))
    .filter(({ frequency }) => frequency > 0)
    .sort((a, b) => a.frequency - b.frequency);
  return rarest === undefined || rarest.frequency > most ? null : stemOf(rarest.word);
}
