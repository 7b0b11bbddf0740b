const behindHead = new Set(['of', 'for', 'at', 'to', 'in', 'from', 'with', 'by', 'on', 'until', 'since', 'who', 'and']);

/**
 * What a description says that somebody is, and not of what: "leader" of "harbour leader", "chairman" and "owner" of
 * "chairman and owner of the mill".
 */
export function headsOf(words: readonly string[]): readonly string[] {
  return words.filter((_word, place) => place + 1 === words.length || behindHead.has(words[place + 1] ?? ''));
}
