import { contentEnd, contentStart } from '../clause-content.ts';
import { findCue } from '../cues.ts';
import { auxiliaries, isAdverb, looksLikeVerb, prepositions } from '../grammar.ts';
import { type Phrase, phraseAt } from '../noun-phrases.ts';
import type { Token } from '../tokens.ts';
import type { Report } from './reports.ts';

/** Puts right what the labels of a report get wrong in a way that its words show; gives it back as it is where they do not. */
type Mend = (tokens: readonly Token[], report: Report) => Report;

/** Verbs whose subject hears, or is spoken of, in the passive: "Holt was told", "Holt is accused of". */
const passives = new Set(
  'tell ask instruct order urge warn inform advise remind accuse criticize criticise charge blame praise call describe label condemn denounce name report say allege expect brief invite'.split(
    ' ',
  ),
);

/** "Holt has been accused of waste by the council": Holt is no speaker; who stands behind "by" is. */
const passiveSubject: Mend = (tokens, report) => {
  const { cue, speaker } = report;
  const lemma = findCue(tokens[cue]?.lower ?? '')?.lemma ?? '';
  if (speaker === null || speaker.to > cue || !passives.has(lemma) || !isPassive(tokens, cue)) return report;
  return { ...report, ...agentBehind(tokens, report), rule: 'passive' };
};

function isPassive(tokens: readonly Token[], cue: number): boolean {
  if (!/(?:ed|told|said)$/.test(tokens[cue]?.lower ?? '')) return false;
  let at = cue - 1;
  while (at > 0 && isAdverb(tokens[at]?.lower ?? '')) at -= 1;
  return /^(?:is|are|was|were|be|been|being|'s|'re)$/.test(tokens[at]?.lower ?? '');
}

/** "was told by the mayor to leave": the phrase behind "by", and the content without it. */
function agentBehind(tokens: readonly Token[], { cue, content }: Report): Pick<Report, 'speaker' | 'content'> {
  const agent = tokens[cue + 1]?.lower === 'by' ? phraseAt(tokens, cue + 2) : null;
  if (agent === null) return { speaker: null, content };
  const left = content.map((piece) =>
    piece.from >= agent.from && piece.from < agent.to && piece.to > agent.to ? { from: agent.to, to: piece.to } : piece,
  );
  return { speaker: agent, content: left };
}

/** "In her book, “Home”, Holt suggested a tax": an adjunct that opens the sentence, no comma behind the verb: not said. */
const openingAdjunct: Mend = (tokens, report) => {
  const { cue, speaker, content } = report;
  const [first, ...rest] = content;
  if (first === undefined || speaker === null || first.to > speaker.from || speaker.to > cue) return report;
  if (first.from > 1 || !opensAdjunct.test(tokens[first.from]?.lower ?? '')) return report;
  const next = tokens[cue + 1];
  const known = findCue(tokens[cue]?.lower ?? '');
  if (next === undefined || known === undefined || /^[.,;—–-]$/.test(next.text) || hasVerb(tokens, first))
    return report;
  if (rest.length > 0) return { ...report, content: rest };
  const from = contentStart(tokens, cue, known);
  const to = trimEnd(tokens, from, contentEnd(tokens, from));
  return to > from ? { ...report, content: [{ from, to }] } : report;
};

const opensAdjunct = /^(?:in|on|at|during|after|before|for|from|with|as|by|through|throughout|over|despite|since)$/;

function hasVerb(tokens: readonly Token[], { from, to }: Phrase): boolean {
  return tokens.slice(from, to).some(({ lower, capital }) => !capital && isVerb(lower));
}

function isVerb(word: string): boolean {
  return auxiliaries.has(word) || looksLikeVerb(word) || /(?:'s|'re|'ll|n't)$/.test(word);
}

function trimEnd(tokens: readonly Token[], from: number, end: number): number {
  let to = end;
  while (to > from && tokens[to - 1]?.kind === 'sign' && /^[.,;:—–-]$/.test(tokens[to - 1]?.text ?? '')) to -= 1;
  return to;
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

function holdsMarks(tokens: readonly Token[], { from, to }: Phrase): boolean {
  return tokens.slice(from, to).some(({ kind }) => kind === 'quote');
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
const takesClause = new Set('say add insist warn argue state note explain believe think'.split(' '));

/** "Holt said the plan, which the council backs, could fail" and "the plan could, however, fail": the clause goes on behind the aside. */
const cutClause: Mend = (tokens, report) => {
  const { cue, content } = report;
  const piece = content[0];
  const known = findCue(tokens[cue]?.lower ?? '');
  if (piece === undefined || content.length !== 1 || known === undefined || !takesClause.has(known.lemma))
    return report;
  if (piece.from <= cue || piece.from > cue + 8 || holdsMarks(tokens, piece)) return report;
  const last = tokens[piece.to - 1]?.lower ?? '';
  const next = tokens[piece.to];
  const openEnd = auxiliaries.has(last) || (prepositions.has(last) && last !== 'in' && last !== 'on');
  const bare = !hasVerb(tokens, piece);
  const aside =
    next?.text === ',' && /^(?:which|who|whose|where|however|including|like)$/.test(tokens[piece.to + 1]?.lower ?? '');
  const verbNext = next?.kind === 'word' && (auxiliaries.has(next.lower) || findCue(next.lower)?.form === 'present');
  if (!(openEnd && next?.text === ',') && !(bare && (aside || verbNext))) return report;
  const to = trimEnd(tokens, piece.from, contentEnd(tokens, piece.from));
  return to > piece.to ? { ...report, content: [{ from: piece.from, to }] } : report;
};

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

const mends: readonly Mend[] = [passiveSubject, openingAdjunct, behindQuotation, calledSo, cutClause, relativeOfHearer];

/** Puts a report right in every way that its words show. */
export const mendReport: Mend = (tokens, report) => mends.reduce((mended, mend) => mend(tokens, mended), report);
