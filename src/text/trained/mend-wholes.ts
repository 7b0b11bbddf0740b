/** Clauses that stand before their report, put right where the labels hold a part of them or what stands behind. */
import { contentStart } from '../clause-content.ts';
import { findCue } from '../cues.ts';
import { clauseOpeners, prepositions } from '../grammar.ts';
import type { Phrase } from '../noun-phrases.ts';
import { roleNoun } from '../people/lexicon.ts';
import type { Token } from '../tokens.ts';
import { hasVerb, holdsMarks, type Mend } from './mend.ts';
import type { Report } from './reports.ts';

/** "The coughs of sailors are more likely [a sign of poor pay], a study shows": the clause begins with its sentence. */
const wholeBefore: Mend = (tokens, report) => {
  const [piece, ...others] = report.content;
  if (piece === undefined || others.length > 0 || piece.to !== beginOf(report) - 1) return report;
  if (tokens[piece.to]?.text !== ',' || !isCutOff(tokens, piece) || !isPlainClause(tokens, piece.to)) return report;
  return { ...report, content: [{ from: 0, to: piece.to }] };
};

/** First token of cue and speaker. */
const beginOf = ({ cue, speaker }: Report): number => Math.min(cue, speaker?.from ?? cue);

/** Tells whether no clause begins with a piece: a word stands right before it, it has no verb, or it is such as follows a noun. */
function isCutOff(tokens: readonly Token[], piece: Phrase): boolean {
  const { from } = piece;
  const before = tokens[from - 1];
  if (before === undefined || clauseOpeners.has(tokens[from]?.lower ?? '')) return false;
  if (before.text === ',')
    return /^(?:such|including|like|who|whose)$/.test(tokens[from]?.lower ?? '') || !hasVerb(tokens, piece);
  return before.kind === 'word' && !clauseOpeners.has(before.lower) && findCue(before.lower) === undefined;
}

/** Tells whether all up to a place is one clause in which nothing else is reported. */
function isPlainClause(tokens: readonly Token[], to: number): boolean {
  const clause = { from: 0, to };
  return (
    hasVerb(tokens, clause) &&
    !tokens
      .slice(0, to)
      .some(({ kind, text, lower }) => kind === 'quote' || /^[.:;—–(?!]$/.test(text) || isSaying(lower))
  );
}

/** Least share of the places of a verb in which it reports, for one that reports within a clause. */
const reportsOften = 0.6;

function isSaying(word: string): boolean {
  const cue = findCue(word);
  return cue?.reporting === 'statement' && cue.probability > reportsOften;
}

/** "The ferry is late, researchers say [in the journal Harbour]": where it was said is not what was said. */
const beforeWhere: Mend = (tokens, report) => {
  const { cue, speaker, content } = report;
  const [piece, ...others] = content;
  if (piece === undefined || others.length > 0 || speaker === null || !isWhereSaid(tokens, cue, piece)) return report;
  const comma = speaker.from - 1;
  return speaker.to <= cue && tokens[comma]?.text === ',' && isPlainClause(tokens, comma)
    ? { ...report, content: [{ from: 0, to: comma }] }
    : report;
};

/** Tells whether a piece is where, when or how something was said: "in a statement", "without giving details". */
export function isWhereSaid(tokens: readonly Token[], cue: number, piece: Phrase): boolean {
  return (
    piece.from === cue + 1 &&
    findCue(tokens[cue]?.lower ?? '')?.reporting === 'statement' &&
    /^(?:in|at|from|by|without|amid|during|before|after)$/.test(tokens[piece.from]?.lower ?? '') &&
    !hasVerb(tokens, piece) &&
    !holdsMarks(tokens, piece)
  );
}

/** "Holt told a meeting the town has few boats [that the islands need]": the clause begins behind the verb and who hears it. */
const wholeBehind: Mend = (tokens, report) => {
  const { cue, speaker, content } = report;
  const [piece, ...others] = content;
  const known = findCue(tokens[cue]?.lower ?? '');
  if (piece === undefined || others.length > 0 || speaker === null || speaker.to > cue || piece.from <= cue)
    return report;
  if (known === undefined || !/^(?:say|tell)$/.test(known.lemma) || known.form === 'gerund') return report;
  const from = contentStart(tokens, cue, known);
  const before = { from, to: piece.from };
  const goesOn = from < piece.from && hasVerb(tokens, before) && !holdsMarks(tokens, { from, to: piece.from + 1 });
  return goesOn &&
    opensSaid(tokens[from]) &&
    !tokens.slice(from, piece.from).some(({ text }) => /^[.:;—–(?!]$/.test(text))
    ? { ...report, content: [{ from, to: piece.to }] }
    : report;
};

/** "that", "the town"; but "as he left", "in Leith". */
function opensSaid(token: Token | undefined): boolean {
  if (token === undefined || token.kind === 'sign') return false;
  return token.lower === 'that' || !(clauseOpeners.has(token.lower) || prepositions.has(token.lower));
}

/** "According to Ada Holt, [head of the yard,] boats will cost more": what stands beside the speaker was not said. */
const behindSpeaker: Mend = (tokens, report) => {
  const { cue, speaker, content } = report;
  const [piece, ...others] = content;
  if (tokens[cue]?.lower !== 'according' || speaker === null || piece === undefined || others.length > 0) return report;
  if (piece.from !== speaker.to + 1 || tokens[speaker.to]?.text !== ',') return report;
  const comma = tokens.findIndex(({ text }, at) => at > piece.from && at < piece.to && text === ',');
  const first = tokens[piece.from];
  if (comma < 0 || first === undefined || !hasVerb(tokens, { from: comma + 1, to: piece.to })) return report;
  const isAside = roleNoun(first.lower) !== undefined || (!first.capital && first.lower.endsWith('ed'));
  return isAside ? { ...report, content: [{ from: comma + 1, to: piece.to }] } : report;
};

/** `“It is over,” say the authors`: words in marks that end with a comma are no speaker. */
const quotationSpeaks: Mend = (tokens, report) => {
  const { cue, speaker, content } = report;
  const [piece, ...others] = content;
  if (speaker === null || piece === undefined || others.length > 0 || piece.from !== cue + 1) return report;
  const isQuotation = speaker.to === speaker.from + 1 && /[,?!]["'”’]+$/u.test(tokens[speaker.from]?.text ?? '');
  return isQuotation && tokens[speaker.from]?.kind === 'quote' && !hasVerb(tokens, piece) && !holdsMarks(tokens, piece)
    ? { ...report, speaker: piece, content: [speaker] }
    : report;
};

export const mendsOfWholes: readonly Mend[] = [quotationSpeaks, beforeWhere, wholeBefore, wholeBehind, behindSpeaker];
