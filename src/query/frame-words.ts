import { wordDistance } from '../search/edit-distance.ts';
import { splitRun } from '../search/missing-blanks.ts';

/** Words that make the form of a question, by where they stand in it. */
const openingWords = ['what', 'who', 'when', 'where', 'which', 'did', 'does', 'has', 'have', 'how', 'why'];
const innerWords = [
  'say',
  'said',
  'says',
  'saying',
  'tell',
  'told',
  'think',
  'about',
  'regarding',
  'mention',
  'mentioned',
  'statement',
  'statements',
  'quotes',
];

/**
 * Mends slips in the words that make a question ("waht did rubio sya abuot iran"), not in what is asked about.
 * Only for a question whose form was not understood: "sad" is a word.
 */
export function mendFrame(text: string, known: (word: string) => boolean): string {
  const tokens = text.split(' ');
  const mended = tokens.map((token, place) => {
    const word = token.toLowerCase();
    if (!/^[a-z]{2,40}$/.test(word) || isFrameWord(word)) return token;
    if (known(word)) return inItsPlace(word, tokens, place) ?? token;
    const apart = withBlanks(word, known);
    if (apart !== null) return apart;
    const made = place < 2 ? undefined : madeForms.get(word);
    if (made !== undefined) return made;
    const choices = place < 2 ? openingWords : place < 8 ? innerWords : [];
    const best = choices.find((choice) => isSlipOf(word, choice));
    return best ?? token;
  });
  return mended.join(' ');
}

/** "wat did" and "say bout", though there are such words: nothing else has a place there. */
function inItsPlace(word: string, tokens: readonly string[], place: number): string | null {
  const opens = place === 0 && /^(?:did|does|has|have)$/iu.test(tokens[1] ?? '');
  if (opens) return openingWords.slice(0, 5).find((choice) => isSlipOf(word, choice)) ?? null;
  const isBehindVerb = /^(?:say|says|said|saying)$/iu.test(tokens[place - 1] ?? '');
  return isBehindVerb && place + 1 < tokens.length && isSlipOf(word, 'about') ? 'about' : null;
}

/** Forms that nobody's grammar has, and that are no slips of the fingers. */
const madeForms: ReadonlyMap<string, string> = new Map([
  ['sayed', 'said'],
  ['sayd', 'said'],
  ['sed', 'said'],
  ['sez', 'says'],
  ['telled', 'told'],
  ['thinked', 'thought'],
]);

function isSlipOf(word: string, frame: string): boolean {
  const sameLetters = [...word].sort().join('') === [...frame].sort().join('');
  if (sameLetters) return true;
  return frame.length >= 4 && word.length >= 3 && wordDistance(word, frame, 1) === 1;
}

function isFrameWord(word: string): boolean {
  return openingWords.includes(word) || innerWords.includes(word);
}

/** "whatdid" is "what did", "aboutiran" is "about iran": only where a word of the form is among the parts. */
function withBlanks(word: string, known: (word: string) => boolean): string | null {
  const parts = splitRun(word, (part) => (isFrameWord(part) ? 50 : known(part) ? 5 : 0), 100);
  return parts?.some(isFrameWord) ? parts.join(' ') : null;
}
