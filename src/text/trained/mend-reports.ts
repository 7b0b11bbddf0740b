import { contentEnd, contentStart } from '../clause-content.ts';
import { findCue } from '../cues.ts';
import { auxiliaries, clauseOpeners, isAdverb, prepositions, timeWords } from '../grammar.ts';
import type { Phrase } from '../noun-phrases.ts';
import type { Token } from '../tokens.ts';
import { hasVerb, holdsMarks, isVerb, type Mend, opensAdjunct, trimEnd } from './mend.ts';
import { mendsOfQuotations } from './mend-quotations.ts';
import { mendsOfHearers, mendsOfSpeakers } from './mend-speakers.ts';
import { mendsOfWholes } from './mend-wholes.ts';

/** "In her book, “Home”, Holt suggested a tax": an adjunct that opens the sentence, no comma behind the verb: not said. */
const openingAdjunct: Mend = (tokens, report) => {
  const { cue, speaker, content } = report;
  const [first, ...rest] = content;
  if (first === undefined || speaker === null || first.to > speaker.from || speaker.to > cue) return report;
  // "“Home,”" alone, where the labels have only the title.
  const begin = isQuotation(tokens, first) && isTitle(tokens[first.from]?.text ?? '') ? 0 : first.from;
  if (begin > 1 || !opensAdjunct.test(tokens[begin]?.lower ?? '')) return report;
  const next = tokens[cue + 1];
  const known = findCue(tokens[cue]?.lower ?? '');
  if (next === undefined || known === undefined || /^[.,;—–-]$/.test(next.text) || hasVerb(tokens, first))
    return report;
  if (rest.length > 0) return { ...report, content: rest };
  const from = contentStart(tokens, cue, known);
  const to = trimEnd(tokens, from, contentEnd(tokens, from));
  return to > from ? { ...report, content: [{ from, to }] } : report;
};

/** All long words with capitals. */
function isTitle(text: string): boolean {
  return !/(?:^|\s)["“‘']*\p{Ll}\p{L}{3}/u.test(text);
}

/** `“It's finished,” she said of the race`, `“...,” she said, and closed the door`: what the words were about, and what came next. */
const behindQuotation: Mend = (tokens, report) => {
  const { cue, speaker, content } = report;
  const [first] = content;
  if (first === undefined || content.length < 2 || first.from >= cue || !isQuotation(tokens, first)) return report;
  const end = Math.max(cue + 1, speaker?.to ?? 0);
  const left = content.filter(
    (piece) =>
      piece.from < end ||
      holdsMarks(tokens, piece) ||
      !(isTopic(tokens, piece, end) || narrates.test(tokens[piece.from]?.lower ?? '')),
  );
  return left.length === content.length ? report : { ...report, content: left };
};

const narrates = /^(?:and|as|while|before|after|when)$/;

function isTopic(tokens: readonly Token[], { from }: Phrase, end: number): boolean {
  const word = from === end ? tokens[from] : from === end + 1 ? tokens[end] : undefined;
  return /^(?:of|about|on)$/.test(word?.lower ?? '');
}

function isQuotation(tokens: readonly Token[], { from, to }: Phrase): boolean {
  return to === from + 1 && tokens[from]?.kind === 'quote';
}

/** `Holt called half of them “a shame”`: what is called so belongs to what was said. */
const calledSo: Mend = (tokens, report) => {
  const [piece] = report.content;
  const { cue } = report;
  if (piece === undefined || report.content.length !== 1 || !isQuotation(tokens, piece)) return report;
  if (
    !/^(?:call(?:s|ed|ing)?|label(?:s|led|ed|ing)|brand(?:s|ed|ing)|dub(?:s|bed|bing))$/.test(tokens[cue]?.lower ?? '')
  )
    return report;
  const object = tokens.slice(cue + 1, piece.from);
  const plain =
    object.length > 0 && object.length < 12 && object.every(({ kind }) => kind === 'word' || kind === 'number');
  return plain ? { ...report, content: [{ from: cue + 1, to: piece.to }] } : report;
};

/** Verbs behind which a clause was said, not a thing. */
const takesClause = new Set('say insist warn argue state note explain believe think'.split(' '));

/**
 * "Holt said the plan, which the council backs, could fail", "the plan could, however, fail", "the bank (LSB) had failed":
 * the clause goes on behind the aside.
 */
const cutClause: Mend = (tokens, report) => {
  const { cue, content } = report;
  const piece = content[0];
  const known = findCue(tokens[cue]?.lower ?? '');
  if (piece === undefined || content.length !== 1 || known === undefined || !takesClause.has(known.lemma))
    return report;
  if (piece.from <= cue || piece.from > cue + 8 || holdsMarks(tokens, piece) || !goesOn(tokens, piece)) return report;
  const stop = tokens.findIndex(({ text }, at) => at >= piece.to && text === ':');
  const end = contentEnd(tokens, piece.from);
  const to = trimEnd(tokens, piece.from, stop < 0 ? end : Math.min(stop, end));
  return to > piece.to ? { ...report, content: [{ from: piece.from, to }] } : report;
};

function goesOn(tokens: readonly Token[], piece: Phrase): boolean {
  const last = tokens[piece.to - 1]?.lower ?? '';
  const next = tokens[piece.to];
  const second = tokens[piece.to + 1]?.lower ?? '';
  if (next?.text === '(' || (next?.text === ',' && second === 'because')) return true;
  if (piece.to - piece.from <= 6 && !hasVerb(tokens, piece) && !holdsCue(tokens, piece)) {
    if (next?.kind === 'word') return auxiliaries.has(next.lower) || findCue(next.lower)?.form === 'present';
    return (
      next?.text === ',' && auxiliaries.has(verbBehind(tokens, piece.to + 1)) && !/^(?:and|but)$|ing$/.test(second)
    );
  }
  if (next !== undefined && isMidClause(next)) return true;
  if (next?.text !== ',') return false;
  if (auxiliaries.has(last)) return /^(?:however|too|though|in|at|as|if|for|by)$/.test(second);
  const relative = /^(?:who|which|whose|where)$/.test(second);
  const comma = relative ? tokens.findIndex(({ text }, at) => at > piece.to + 1 && text === ',') : -1;
  return comma > 0 && auxiliaries.has(tokens[comma + 1]?.lower ?? '');
}

/** A word before which no clause ends: neither a connective nor the beginning of an adjunct. */
function isMidClause({ kind, lower }: Token): boolean {
  if (kind === 'number') return true;
  if (kind !== 'word' || isAdverb(lower) || /ing$/.test(lower)) return false;
  return (
    !prepositions.has(lower) &&
    !clauseOpeners.has(lower) &&
    !timeWords.has(lower) &&
    !/^(?:who|whose|to|as)$/.test(lower)
  );
}

function holdsCue(tokens: readonly Token[], { from, to }: Phrase): boolean {
  return tokens.slice(from, to).some(({ lower }) => findCue(lower) !== undefined);
}

/** The first auxiliary behind a place; an empty string when there is none. */
function verbBehind(tokens: readonly Token[], from: number): string {
  return tokens.find(({ lower, kind }, at) => at >= from && kind === 'word' && auxiliaries.has(lower))?.lower ?? '';
}

/** "Holt told the board, which is small, that ...": the clause behind "that" was said. */
const relativeOfHearer: Mend = (tokens, report) => {
  const { cue, content } = report;
  const piece = content[0];
  if (piece === undefined || content.length !== 1 || !/^(?:which|who|whose)$/.test(tokens[piece.from]?.lower ?? ''))
    return report;
  if (piece.from < cue || !/^(?:told|tells|reminded|informed|assured|warned)$/.test(tokens[cue]?.lower ?? ''))
    return report;
  const that = tokens.findIndex(
    ({ lower }, at) => at > piece.from && lower === 'that' && tokens[at - 1]?.kind !== 'sign',
  );
  if (that < 0) return report;
  const to = trimEnd(tokens, that, contentEnd(tokens, that));
  return to > that ? { ...report, content: [{ from: that, to }] } : report;
};

/** `Holt asked “What curfew?” and went on`: what came next. */
const behindWhole: Mend = (tokens, report) => {
  const content = report.content.map((piece) => {
    const first = tokens[piece.from];
    const next = tokens[piece.from + 1];
    if (piece.from <= report.cue || first?.kind !== 'quote' || next === undefined || piece.to === piece.from + 1)
      return piece;
    const goesOn = narrates.test(next.lower) && isVerb(tokens[piece.from + 2]?.lower ?? '');
    const rest = { from: piece.from + 1, to: piece.to };
    return goesOn && !holdsMarks(tokens, rest) ? { from: piece.from, to: piece.from + 1 } : piece;
  });
  return content.every((piece, at) => piece === report.content[at]) ? report : { ...report, content };
};

/** "The bridge, according to Holt, was never safe", "the next step, says Holt, is to pay": the sentence goes on behind the aside. */
const aroundAside: Mend = (tokens, report) => {
  const { cue, speaker, content } = report;
  const first = content[0];
  if (speaker === null || first === undefined || content.length > 1 || !reportsAside(tokens[cue]?.lower ?? ''))
    return report;
  const begin = Math.min(cue, speaker.from);
  if (first.to > begin || tokens[begin - 1]?.text !== ',' || hasVerb(tokens, first) || holdsMarks(tokens, first))
    return report;
  const end = Math.max(cue + 1, speaker.to);
  const comma = tokens.findLastIndex(
    ({ text }, at) => at >= end && text === ',' && auxiliaries.has(tokens[at + 1]?.lower ?? ''),
  );
  if (comma < 0) return report;
  const to = trimEnd(tokens, comma + 1, contentEnd(tokens, comma + 1));
  return to > comma + 1 ? { ...report, content: [first, { from: comma + 1, to }] } : report;
};

function reportsAside(word: string): boolean {
  return word === 'according' || takesClause.has(findCue(word)?.lemma ?? '');
}

/** "Holt was hailed as [the best]": annotators leave "as" out twice as often as not. */
const withoutAs: Mend = (tokens, report) => {
  const { cue, content } = report;
  if (!/^(?:tout|describe|see|regard|view|portray|hail|know|cast|label)$/.test(lemmaOf(tokens[cue]?.lower ?? '')))
    return report;
  const isAs = ({ from, to }: Phrase): boolean => from > cue && from + 1 < to && tokens[from]?.lower === 'as';
  if (!content.some(isAs)) return report;
  return { ...report, content: content.map((piece) => (isAs(piece) ? { from: piece.from + 1, to: piece.to } : piece)) };
};

function lemmaOf(word: string): string {
  return findCue(word)?.lemma ?? word.replace(/ed$/, '');
}

const mends: readonly Mend[] = [
  ...mendsOfHearers,
  ...mendsOfQuotations,
  openingAdjunct,
  behindQuotation,
  calledSo,
  cutClause,
  relativeOfHearer,
  behindWhole,
  ...mendsOfSpeakers,
  ...mendsOfWholes,
  aroundAside,
  withoutAs,
];

/** Puts a report right in every way that its words show. */
export const mendReport: Mend = (tokens, report) => mends.reduce((mended, mend) => mend(tokens, mended), report);
