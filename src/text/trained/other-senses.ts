/** Words that report in one sense, met in another. */
import { findCue } from '../cues.ts';
import { clauseOpeners, determiners, prepositions, subjectPronouns, timeWords } from '../grammar.ts';
import type { Phrase } from '../noun-phrases.ts';
import type { Token } from '../tokens.ts';
import { holdsMarks, isVerb } from './mend.ts';
import type { Report } from './reports.ts';

/** Tells of what was labelled as a report that it says nothing which anyone said. */
type NoReport = (tokens: readonly Token[], report: Pick<Report, 'cue' | 'speaker' | 'content'>) => boolean;

const holdsNoMarks = (tokens: readonly Token[], content: readonly Phrase[]): boolean =>
  !content.some((piece) => holdsMarks(tokens, piece));

/** No clause: neither a verb nor the word that opens one. */
const isThing = (tokens: readonly Token[], { from, to }: Phrase): boolean =>
  !clauseOpeners.has(tokens[from]?.lower ?? '') &&
  !tokens.slice(from, to).some(({ lower, capital }) => !capital && isVerb(lower));

/** "The bank added money to the market": a thing is added to others, a clause to what was said. */
const addedThing: NoReport = (tokens, { cue, content }) =>
  /^add(?:s|ed|ing)?$/.test(tokens[cue]?.lower ?? '') &&
  holdsNoMarks(tokens, content) &&
  content.every((piece) => piece.from > cue && isThing(tokens, piece));

/** "Showers continued throughout the week", "they continued creating accounts": what goes on is no word. */
const goesOn: NoReport = (tokens, { cue, content }) => {
  const [first] = content;
  if (first === undefined || first.from < cue || !/^continu(?:e|es|ed|ing)$/.test(tokens[cue]?.lower ?? ''))
    return false;
  const lasts = /^(?:through|throughout|during|until|despite|at|in|for)$/.test(tokens[cue + 1]?.lower ?? '');
  return holdsNoMarks(tokens, content) && (lasts || doesSomething(tokens, first));
};

/** "creating accounts", "to rise"; but "calling", "to say". */
function doesSomething(tokens: readonly Token[], { from }: Phrase): boolean {
  const isTo = tokens[from]?.lower === 'to';
  const word = tokens[isTo ? from + 1 : from]?.lower ?? '';
  return (isTo || /ing$/.test(word)) && findCue(word) === undefined;
}

/** "The fund posted a loss of 3.7 billion": a figure. */
const postedFigure: NoReport = (tokens, { cue, content }) =>
  /^post(?:s|ed|ing)?$/.test(tokens[cue]?.lower ?? '') &&
  holdsNoMarks(tokens, content) &&
  content.every(
    (piece) => isThing(tokens, piece) && tokens.slice(piece.from, piece.to).some(({ kind }) => kind === 'number'),
  );

/** "A previously announced sale", "the firm's announced sale", "a related case": which one, not who said what. */
const whichOne: NoReport = (tokens, { cue, speaker, content }) => {
  const word = tokens[cue]?.lower ?? '';
  if (!/(?:ed|ing)$/.test(word) || !holdsNoMarks(tokens, content)) return false;
  if (content.some(({ from, to }) => to <= cue || clauseOpeners.has(tokens[from]?.lower ?? ''))) return false;
  let at = cue - 1;
  while (/^(?:newly|previously|recently|already|so|much|long|widely|also)$/.test(tokens[at]?.lower ?? '')) at -= 1;
  const before = tokens[at];
  const next = tokens[cue + 1];
  // "He's looking"
  if (subjectPronouns.has(tokens[at - 1]?.lower ?? '')) return false;
  const closes =
    before !== undefined && (/^(?:'s|a|an|the|its|his|her|their)$/.test(before.lower) || /'s$|s'$/.test(before.lower));
  return (
    closes &&
    speaker?.to !== cue &&
    next?.kind === 'word' &&
    !prepositions.has(next.lower) &&
    !determiners.has(next.lower)
  );
};

/** "This year sees new rules", "the last two weeks signalled a start": a time tells nothing. */
const timeSpeaks: NoReport = (tokens, { cue, speaker, content }) =>
  speaker !== null &&
  speaker.to <= cue &&
  holdsNoMarks(tokens, content) &&
  timeWords.has(tokens[speaker.to - 1]?.lower ?? '') &&
  tokens
    .slice(speaker.from, speaker.to)
    .every(
      ({ lower, kind }) => timeWords.has(lower) || determiners.has(lower) || kind === 'number' || lower === 'past',
    );

export const otherSenses: readonly NoReport[] = [addedThing, goesOn, postedFigure, whichOne, timeSpeaks];
