import { demonymsOf } from '../text/people/known-names.ts';

/** Of one country there are few words. */
const mostWordings = 3;

/** "Hungarian prime minister" for "prime minister of Hungary", "CEO" for "chief executive": other words for the same office. */
export function otherWordings(asked: readonly string[]): string[][] {
  const wordings: string[][] = [];
  const short = shortened(asked);
  if (short.length < asked.length) wordings.push(short);
  const opened = asked.flatMap((word) => (word === 'ceo' ? ['chief', 'executive'] : [word]));
  if (opened.length > asked.length) wordings.push(opened);
  // A country alone is who speaks, and no office.
  if (asked.length > 1)
    asked.forEach((word, place) => {
      for (const other of demonymsOf(word)) wordings.push(asked.with(place, other));
    });
  return wordings.slice(0, mostWordings);
}

/** One wording of all that mean the same office. */
export function oneWording(words: readonly string[]): string[] {
  return shortened(words).map((word) => [word, ...demonymsOf(word)].sort()[0] ?? word);
}

/** With "CEO" for "chief executive" and "chief executive officer". */
function shortened(words: readonly string[]): string[] {
  const short: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const isChief = words[at] === 'chief' && words[at + 1] === 'executive';
    short.push(isChief ? 'ceo' : (words[at] ?? ''));
    if (isChief) at += words[at + 2] === 'officer' ? 2 : 1;
  }
  return short;
}
