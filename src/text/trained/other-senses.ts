/** Words that report in one sense, met in another. */
import { findCue } from '../cues.ts';
import { clauseOpeners, determiners, prepositions, subjectPronouns, timeWords } from '../grammar.ts';
import type { Phrase } from '../noun-phrases.ts';
import type { Token } from '../tokens.ts';
import { holdsMarks, isVerb } from './mend.ts';
import { isWhereSaid } from './mend-wholes.ts';
import type { Report } from './reports.ts';
import { isThing } from './things.ts';

/** Tells of what was labelled as a report that it says nothing which anyone said. */
type NoReport = (tokens: readonly Token[], report: Pick<Report, 'cue' | 'speaker' | 'content'>) => boolean;

const holdsNoMarks = (tokens: readonly Token[], content: readonly Phrase[]): boolean =>
  !content.some((piece) => holdsMarks(tokens, piece));

/** No clause: neither a verb nor the word that opens one. */
const isNoClause = (tokens: readonly Token[], { from, to }: Phrase): boolean =>
  !clauseOpeners.has(tokens[from]?.lower ?? '') &&
  !tokens.slice(from, to).some(({ lower, capital }) => !capital && isVerb(lower));

/** "The bank added money to the market": a thing is added to others, a clause to what was said. */
const addedThing: NoReport = (tokens, { cue, content }) =>
  /^add(?:s|ed|ing)?$/.test(tokens[cue]?.lower ?? '') &&
  holdsNoMarks(tokens, content) &&
  content.every((piece) => piece.from > cue && isNoClause(tokens, piece));

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
    (piece) => isNoClause(tokens, piece) && tokens.slice(piece.from, piece.to).some(({ kind }) => kind === 'number'),
  );

/** "A previously announced sale", "the firm's announced sale", "a related case": which one, not who said what. */
const whichOne: NoReport = (tokens, { cue, speaker, content }) => {
  const word = tokens[cue]?.lower ?? '';
  if (!/(?:ed|ing)$/.test(word) || !holdsNoMarks(tokens, content)) return false;
  if (content.some(({ from, to }) => to <= cue || clauseOpeners.has(tokens[from]?.lower ?? ''))) return false;
  let at = cue - 1;
  while (/^(?:newly|previously|recently|earlier|already|so|much|long|widely|also)$/.test(tokens[at]?.lower ?? ''))
    at -= 1;
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

/** "Holt reported from Leith", "they said without giving details": where and how, not what. */
const onlyWhere: NoReport = (tokens, { cue, content }) =>
  content.length > 0 && content.every((piece) => isWhereSaid(tokens, cue, piece));

/** "Output declined 2 pct", "sales declined by half": less came. */
const becameLess: NoReport = (tokens, { cue }) =>
  /^declin(?:e|es|ed|ing)$/.test(tokens[cue]?.lower ?? '') &&
  (tokens[cue + 1]?.kind === 'number' || tokens[cue + 1]?.lower === 'by');

/** "They published their results in Harbour", "Holt presents his findings today": that there are some, not which. */
const onlyPublished: NoReport = (tokens, { cue, content }) =>
  /^(?:publish|present|report|releas|outlin|unveil)(?:e?s|e|ed|ing)?$/.test(tokens[cue]?.lower ?? '') &&
  holdsNoMarks(tokens, content) &&
  content.every(
    (piece) =>
      piece.from === cue + 1 &&
      isNoClause(tokens, piece) &&
      tokens.slice(piece.from, Math.min(piece.to, piece.from + 3)).some(({ lower }) => findings.has(lower)),
  );

const findings = new Set('result results finding findings study studies research paper papers work report'.split(' '));

/** "Dry weather saw a fall in sales", "the year has seen two strikes": what came about in it. */
const seesHappen: NoReport = (tokens, { cue, speaker, content }) =>
  /^(?:see|sees|saw|seen|seeing)$/.test(tokens[cue]?.lower ?? '') &&
  speaker !== null &&
  speaker.to <= cue &&
  holdsNoMarks(tokens, content) &&
  content.every((piece) => piece.from > cue && isSight(tokens, piece)) &&
  isThing(tokens, speaker);

/** "a fall in sales"; but "the plan as a threat", "no need". */
const isSight = (tokens: readonly Token[], { from, to }: Phrase): boolean =>
  !clauseOpeners.has(tokens[from]?.lower ?? '') &&
  tokens[from]?.lower !== 'no' &&
  !tokens.slice(from, to).some(({ lower }) => lower === 'as');

export const otherSenses: readonly NoReport[] = [
  addedThing,
  goesOn,
  postedFigure,
  whichOne,
  timeSpeaks,
  onlyWhere,
  becameLess,
  seesHappen,
  onlyPublished,
];
