/** Tells those who speak from things, by their nouns. */
import { determiners, prepositions, subjectPronouns } from '../grammar.ts';
import type { Phrase } from '../noun-phrases.ts';
import { roleNoun } from '../people/lexicon.ts';
import type { Token } from '../tokens.ts';

/** Tells whether a subject is a plain noun that stands for nobody: no name, no pronoun, neither people nor a body of them. */
export function isThing(tokens: readonly Token[], subject: Phrase): boolean {
  const { kind, capital, lower } = headOf(tokens, subject);
  return kind === 'word' && !capital && !subjectPronouns.has(lower) && !determiners.has(lower) && !isPeople(lower);
}

/** The last word of a phrase before a preposition or comma in it. */
function headOf(tokens: readonly Token[], { from, to }: Phrase): Token {
  let at = from;
  while (at + 1 < to && !prepositions.has(tokens[at + 1]?.lower ?? '') && tokens[at + 1]?.kind === 'word') at += 1;
  return tokens[at] ?? noToken;
}

const noToken: Token = { start: 0, end: 0, text: '', lower: '', kind: 'sign', capital: false, form: null, run: null };

/** Nouns for those who speak besides those of roles. */
const bodies = new Set(
  'government company group party campaign team court committee board union agency ministry department police bank club council administration commission organization organisation country nation state city university church firm watchdog regulator court panel coalition opposition authorities military army navy family public newspaper paper report study poll survey statement letter memo document lawsuit complaint suit filing brief'.split(
    ' ',
  ),
);

export function isPeople(word: string): boolean {
  const singular = word.endsWith('ies') ? `${word.slice(0, -3)}y` : word.replace(/s$/, '');
  return (
    roleNoun(word) !== undefined ||
    roleNoun(singular) !== undefined ||
    bodies.has(word) ||
    bodies.has(singular) ||
    /(?:men|women|people|others|many|some|most|critics|person|ists|ians|ers|ors|ants|ents)$/.test(word)
  );
}
