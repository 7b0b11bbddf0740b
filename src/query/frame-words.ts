import { wordDistance } from '../search/edit-distance.ts';

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
    if (!/^[a-z]{2,12}$/.test(word)) return token;
    const isFrame = openingWords.includes(word) || innerWords.includes(word);
    if (isFrame) return token;
    const joined = place < 4 ? splitJoined(word) : null;
    if (joined !== null && !known(word)) return joined;
    const choices = place < 2 ? openingWords : place < 8 ? innerWords : [];
    const best = choices.find((choice) => isSlipOf(word, choice, known));
    return best ?? token;
  });
  return mended.join(' ');
}

function isSlipOf(word: string, frame: string, known: (word: string) => boolean): boolean {
  if (known(word)) return false;
  const sameLetters = [...word].sort().join('') === [...frame].sort().join('');
  if (sameLetters) return true;
  return frame.length >= 4 && word.length >= 3 && wordDistance(word, frame, 1) === 1;
}

/** "whatdid" is "what did". */
function splitJoined(word: string): string | null {
  for (const head of openingWords) {
    const tail = word.slice(head.length);
    if (word.startsWith(head) && (openingWords.includes(tail) || innerWords.includes(tail))) return `${head} ${tail}`;
  }
  for (const head of innerWords) {
    const tail = word.slice(head.length);
    if (word.startsWith(head) && innerWords.includes(tail)) return `${head} ${tail}`;
  }
  return null;
}
