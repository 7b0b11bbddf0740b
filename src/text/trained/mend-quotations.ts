import { contentEnd } from '../clause-content.ts';
import { findCue } from '../cues.ts';
import { auxiliaries, determiners, isAdverb, looksLikeVerb, timeWords } from '../grammar.ts';
import { phraseAt, subjectBefore } from '../noun-phrases.ts';
import type { Token } from '../tokens.ts';
import { holdsMarks, isVerb, type Mend, trimEnd } from './mend.ts';

/** `“We found nothing,” report the authors`: the words in marks were said, by whoever stands behind the verb. */
const quotationAsSpeaker: Mend = (tokens, report) => {
  const { cue, speaker, content } = report;
  const quote = tokens[cue - 1];
  if (speaker === null || speaker.to !== cue || quote?.kind !== 'quote' || !endsClause(quote)) return report;
  if (content.some((piece) => piece.from < cue || holdsMarks(tokens, piece))) return report;
  const phrase = phraseAt(tokens, cue + 1);
  return phrase === null
    ? report
    : { ...report, speaker: phrase, content: [{ from: cue - 1, to: cue }], rule: 'content-cue-subject' };
};

/** `“A landmark day,” is how Ada Holt described the ruling`: she said what stands in marks. */
const howItWasPut: Mend = (tokens, report) => {
  const from = report.content[0]?.from ?? -1;
  const isHow = /^(?:is|was)$/.test(tokens[from + 1]?.lower ?? '') && tokens[from + 2]?.lower === 'how';
  const speaker = tokens[from]?.kind === 'quote' && isHow ? phraseAt(tokens, from + 3) : null;
  if (speaker === null || tokens[speaker.to - 1]?.capital !== true) return report;
  return { ...report, speaker, content: [{ from, to: from + 1 }], rule: 'quotation-subject-verb' };
};

/** `“...,”`: marks that a clause goes on behind. */
function endsClause({ text }: Token): boolean {
  return /[,?!…—–-]["”'’″»]*$/u.test(text) && text.split(/\s+/u).length >= fewestWords;
}

const fewestWords = 3;

/** "But, Holt adds, “There is ...”": words that begin with a capital began in their marks. */
const connectiveAlone: Mend = (tokens, report) => {
  const [first, second, ...rest] = report.content;
  if (first === undefined || second === undefined || first.to !== first.from + 1) return report;
  const isWhole = /^["“”″„«»‘'`]+\p{Lu}/u.test(tokens[second.from]?.text ?? '');
  return isWhole && connectives.has(tokens[first.from]?.lower ?? '')
    ? { ...report, content: [second, ...rest] }
    : report;
};

const connectives = new Set('but and so yet however instead still then also besides meanwhile now'.split(' '));

/** `“It is over,” Holt says, but believes ...`: what the speaker does besides. */
const butDoes: Mend = (tokens, report) => {
  const { cue, content } = report;
  const left = content.filter(
    (piece) =>
      piece.from < cue ||
      holdsMarks(tokens, piece) ||
      tokens[piece.from]?.lower !== 'but' ||
      !isFiniteVerb(tokens[piece.from + 1]?.lower ?? ''),
  );
  return left.length === content.length || left.length === 0 ? report : { ...report, content: left };
};

function isFiniteVerb(word: string): boolean {
  const form = findCue(word)?.form;
  return form === 'present' || form === 'past' || auxiliaries.has(word) || looksLikeVerb(word);
}

/** `Holt echoed the thought: “We go on.”`: what the words are called is none of them. */
const behindColon: Mend = (tokens, report) => {
  const content = report.content.map((piece) => {
    const colon = tokens.findIndex(({ text }, at) => at > piece.from && at < piece.to && text === ':');
    const isName = piece.from > report.cue && colon > 0 && tokens[colon + 1]?.kind === 'quote';
    return isName && areCalledSo(tokens, piece.from, colon) ? { from: colon + 1, to: piece.to } : piece;
  });
  return content.every((piece, at) => piece === report.content[at]) ? report : { ...report, content };
};

/** Tells whether words are what others are called: "those sentiments", "the same demand". */
function areCalledSo(tokens: readonly Token[], from: number, to: number): boolean {
  const words = tokens.slice(from, to);
  return (
    words.length > 1 &&
    words.length <= longestName &&
    determiners.has(words[0]?.lower ?? '') &&
    words.every(({ kind, lower }) => kind === 'word' && !isFiniteVerb(lower))
  );
}

/** Tokens of what words are called: "those sentiments". */
const longestName = 4;

/** `The claims, the letter added, were “false”`: the sentence goes on behind the speaker. */
const aroundSpeaker: Mend = (tokens, report) => {
  const { cue, speaker, content } = report;
  const [first] = content;
  if (first === undefined || content.length > 1 || speaker === null || speaker.from !== first.to + 1) return report;
  const isSubject = tokens
    .slice(first.from, first.to)
    .every(({ kind, lower, capital }) => kind !== 'quote' && (capital || /^['’]s$/.test(lower) || !isVerb(lower)));
  if (tokens[first.to]?.text !== ',' || speaker.to > cue || !isSubject) return report;
  const comma = commaBehind(tokens, cue);
  if (comma < 0 || !auxiliaries.has(tokens[comma + 1]?.lower ?? '')) return report;
  const to = trimEnd(tokens, comma + 1, contentEnd(tokens, comma + 1));
  return to > comma + 1 ? { ...report, content: [first, { from: comma + 1, to }] } : report;
};

/** The comma behind a verb, at once or behind words of time; -1 when there is none. */
export function commaBehind(tokens: readonly Token[], cue: number): number {
  for (let at = cue + 1; at < cue + 5; at += 1) {
    const token = tokens[at];
    if (token?.text === ',') return at;
    if (
      token === undefined ||
      !(timeWords.has(token.lower) || isAdverb(token.lower) || /^(?:on|in)$/.test(token.lower))
    )
      return -1;
  }
  return -1;
}

/** `The band - its third record was out - thanked “everybody”`: the subject stands before the dashes. */
const beforeDashes: Mend = (tokens, report) => {
  const { cue, speaker } = report;
  const last = speaker === null ? undefined : tokens[speaker.to - 1];
  if (speaker === null || last?.kind !== 'sign' || !/^[—–-]+$/.test(last.text) || speaker.to > cue) return report;
  const opening = tokens.findIndex(
    ({ text, start }, at) => at < speaker.to - 1 && text === last.text && start > (tokens[at - 1]?.end ?? start),
  );
  if (opening < 1) return report;
  if (opening > speaker.from) return { ...report, speaker: { from: speaker.from, to: opening } };
  const subject = subjectBefore(tokens, opening);
  return subject === null ? report : { ...report, speaker: { from: subject.from, to: subject.to } };
};

/** What was said, where words in marks show it. */
export const mendsOfQuotations: readonly Mend[] = [
  beforeDashes,
  howItWasPut,
  quotationAsSpeaker,
  connectiveAlone,
  butDoes,
  behindColon,
  aroundSpeaker,
];
