import { foldName } from '../archive/fold-name.ts';
import type { StoredStatement } from '../model/archive.ts';
import type { Shelved } from './shelf.ts';
import type { AskedSpeaker } from './understand.ts';
import type { Who } from './who.ts';

/** Everyone that a question may mean. */
export function whosOf(speakers: readonly AskedSpeaker[]): Who[] {
  return speakers.flatMap(({ found }) =>
    found.kind === 'one' ? [found.who] : found.kind === 'several' ? [...found.whos] : [],
  );
}

/** *theirs*: attributed to one of them; *open*: to nobody, and one of them is named beside it; else *another's*. */
export type Belonging = 'theirs' | 'open' | "another's";

/** Tells whose a statement is. Whoever it was reported through has said it as well. */
export function belongingOf(statement: StoredStatement, shelved: Shelved, whos: readonly Who[]): Belonging {
  const { speaker } = statement;
  const names = new Set(whos.flatMap((who) => who.names).map(foldName));
  if (speaker !== null && (speaker.name !== null || speaker.description !== null)) {
    const stated = [speaker.name, speaker.name === null ? speaker.description : null, speaker.via];
    const own = stated.some((name) => name !== null && names.has(foldName(name)));
    if (own || whos.some((who) => isNamed(who, speaker.name ?? ''))) return 'theirs';
    return "another's";
  }
  return whos.some((who) => isNamedNear(who, statement, shelved)) ? 'open' : "another's";
}

/** A surname alone in one article is the full name of another. */
function isNamed(who: Who, name: string): boolean {
  const folded = foldName(name);
  return folded !== '' && who.kind === 'person' && who.mentions.some((way) => way.join(' ') === folded);
}

function isNamedNear(who: Who, statement: StoredStatement, shelved: Shelved): boolean {
  const sentence = shelved.sentenceAt(statement.extent.start);
  const { first, last } = shelved.paragraphOf(sentence);
  const words = new Set<string>();
  for (let place = Math.max(0, first - 1); place <= last; place += 1) {
    for (const { folded } of shelved.tokens(place)) words.add(folded);
  }
  return who.mentions.some((way) => way.every((word) => words.has(word)));
}
