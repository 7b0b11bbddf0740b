/**
 * All places where a pattern matches. `matchAll` copies the pattern each time it is asked, which costs more than looking
 * for it in a sentence.
 *
 * @param pattern with the flag `g`
 */
export function everyMatch(pattern: RegExp, text: string): RegExpExecArray[] {
  const matches: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    matches.push(match);
    if (match[0] === '') pattern.lastIndex += 1;
  }
  return matches;
}
