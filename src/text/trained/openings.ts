import { findCue } from '../cues.ts';
import { clauseOpeners, prepositions, timeWords } from '../grammar.ts';
import { isOccasion, type Phrase, phraseAt } from '../noun-phrases.ts';
import type { Token } from '../tokens.ts';
import { hasVerb, holdsMarks } from './mend.ts';
import { commaBehind } from './mend-quotations.ts';
import type { Report } from './reports.ts';

/** Adds to a report what was said before its speaker; `taken` marks tokens that other reports hold. */
type Opening = (tokens: readonly Token[], report: Report, taken: Uint8Array) => Report;

/** "In that case, she said, “it is over.”": what goes on in small letters began before its speaker. */
const smallStart: Opening = (tokens, report, taken) => {
  const { cue, speaker, content } = report;
  const first = content[0];
  if (speaker === null || first === undefined || first.from < cue || speaker.to > cue) return report;
  const goesOn = /^["“”″„«»‘']+\s*\p{Ll}/u.test(tokens[first.from]?.text ?? '');
  if (!goesOn || tokens[first.from - 1]?.text !== ',' || tokens[speaker.from - 1]?.text !== ',') return report;
  const to = speaker.from - 1;
  let from = to;
  while (from > 0 && !/^[;:—–]$/.test(tokens[from - 1]?.text ?? '')) from -= 1;
  const opening = tokens.slice(from, to);
  const isSetting = opening.some(
    ({ lower, kind }, at) => kind === 'quote' || timeWords.has(lower) || isOccasionAt(opening, at),
  );
  if (opening.length === 0 || isSetting || taken.subarray(from, to).includes(1)) return report;
  return { ...report, content: [{ from, to }, ...content] };
};

/** "in an interview" */
function isOccasionAt(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1];
  return prepositions.has(tokens[at]?.lower ?? '') && next !== undefined && isOccasion(next, tokens[at + 2]);
}

/** `The tests “raise doubts”, Holt wrote, and call for more`: the clause began before its speaker. */
const clauseBefore: Opening = (tokens, report, taken) => {
  const front = frontOf(tokens, report, taken);
  const first = report.content[0];
  if (front === null || first === undefined || first.from !== commaBehind(tokens, report.cue) + 1) return report;
  if (!/^(?:and|but|or|because|which)$/.test(tokens[first.from]?.lower ?? '') || isOpened(tokens)) return report;
  return { ...report, content: [front, ...report.content] };
};

/** `The fare had “risen by a tenth”, Holt told Radio Leith's news`: whom he told is not what. */
const hearerForContent: Opening = (tokens, report, taken) => {
  const front = frontOf(tokens, report, taken);
  const [piece, ...others] = report.content;
  if (front === null || piece === undefined || others.length > 0) return report;
  const isHearer = piece.from > report.cue + 1 && piece.to - piece.from <= longestHearer;
  if (tokens[report.cue]?.lower !== 'told' || !isHearer) return report;
  const isEnd = tokens.slice(piece.to).every(({ kind }) => kind === 'sign');
  return isEnd && !hasVerb(tokens, piece) && !holdsMarks(tokens, piece) ? { ...report, content: [front] } : report;
};

const longestHearer = 6;

/** The clause that a comma parts from the speaker behind it, where all that the report holds stands behind the verb. */
function frontOf(tokens: readonly Token[], { cue, speaker, content }: Report, taken: Uint8Array): Phrase | null {
  if (speaker === null || speaker.to > cue || tokens[speaker.from - 1]?.text !== ',') return null;
  const front = { from: 0, to: speaker.from - 1 };
  if (content.some(({ from }) => from < cue) || taken.subarray(0, front.to).includes(1)) return null;
  if (!isOpened(tokens)) return hasVerb(tokens, front) || holdsMarks(tokens, front) ? front : null;
  const comma = tokens.findIndex(({ text }) => text === ',');
  return comma < front.to && hasVerb(tokens, { from: comma, to: front.to }) ? front : null;
}

/** "When asked", "In Leith": an adjunct opens the sentence. */
function isOpened([first]: readonly Token[]): boolean {
  return (
    first === undefined ||
    first.kind !== 'word' ||
    prepositions.has(first.lower) ||
    clauseOpeners.has(first.lower) ||
    /(?:ed|ing)$/.test(first.lower)
  );
}

/** `“It will hold,” Ada Holt, the builder, told Radio Leith. “We tested it.”`: the words before the apposition too. */
const quotationBefore: Opening = (tokens, report, taken) => {
  const { cue, speaker, content } = report;
  const place = tokens.findLastIndex(({ kind }, at) => at < cue && kind === 'quote');
  const quote = tokens[place];
  if (quote === undefined || taken[place] === 1 || cue - place > farthest || !isFiniteCue(tokens[cue]?.lower ?? ''))
    return report;
  // Not "Tides and Their Keepers,": some long word in small letters.
  if (!/,["”'’″»]*$/u.test(quote.text) || !/\s\p{Ll}{4}/u.test(quote.text)) return report;
  if (place > 0 && tokens[place - 1]?.kind !== 'sign') return report;
  if (speaker === null || speaker.from <= place || speaker.to > cue || content.some(({ from }) => from < cue))
    return report;
  const between = tokens.slice(place + 1, cue);
  if (between.some(({ lower }) => isFiniteCue(lower)) || findCue(between[0]?.lower ?? '') !== undefined) return report;
  const first = phraseAt(tokens, place + 1);
  const isApposed =
    first !== null &&
    tokens[first.to]?.text === ',' &&
    first.to < speaker.from &&
    tokens[first.to - 1]?.capital === true;
  if (!isApposed && speaker.from !== place + 1) return report;
  const behind = content.filter((piece) => holdsMarks(tokens, piece));
  return {
    ...report,
    speaker: isApposed ? { from: first.from, to: first.to } : speaker,
    content: [{ from: place, to: place + 1 }, ...behind],
    rule: 'content-subject-cue',
  };
};

/** Tokens between words in marks and the verb behind their speaker. */
const farthest = 20;

function isFiniteCue(word: string): boolean {
  const form = findCue(word)?.form;
  return form === 'past' || form === 'present';
}

const openings: readonly Opening[] = [smallStart, clauseBefore, hearerForContent, quotationBefore];

/** Adds to a report what it says before its speaker, as far as no other report holds it. */
export const withOpening: Opening = (tokens, report, taken) =>
  openings.reduce((opened, add) => add(tokens, opened, taken), report);
