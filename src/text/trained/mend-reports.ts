import { contentEnd, contentStart } from '../clause-content.ts';
import { findCue } from '../cues.ts';
import { auxiliaries, isAdverb, looksLikeVerb, prepositions, subjectPronouns } from '../grammar.ts';
import { type Phrase, phraseAt, subjectBefore } from '../noun-phrases.ts';
import type { Token } from '../tokens.ts';
import type { Report } from './reports.ts';

/** Puts right what the labels of a report get wrong in a way that its words show; gives it back as it is where they do not. */
type Mend = (tokens: readonly Token[], report: Report) => Report;

/** Rules of reports whose subject is no speaker: it hears, or only seems. */
export const passive = 'passive';
export const appearance = 'appearance';

/** Verbs whose subject hears, or is spoken of, in the passive: "Holt was told", "Holt is accused of". */
const passives = new Set(
  'tell ask instruct order urge warn inform advise remind accuse criticize criticise charge blame praise call describe label condemn denounce name report say allege expect brief invite question interview survey poll quiz consult tout hail bill tip rumor rumour nominate forecast'.split(
    ' ',
  ),
);

/** "Holt has been accused of waste by the council": Holt is no speaker; who stands behind "by" is. */
const passiveSubject: Mend = (tokens, report) => {
  const { cue, speaker } = report;
  const lemma = findCue(tokens[cue]?.lower ?? '')?.lemma ?? tokens[cue]?.lower.replace(/ed$/, '') ?? '';
  if (!passives.has(lemma) || !(isPassive(tokens, cue) || isShortPassive(tokens, report))) return report;
  if (speaker !== null && speaker.from > cue && tokens[cue + 1]?.lower !== 'by')
    return withCharge(tokens, report, speaker);
  return {
    ...report,
    ...(agentBehind(tokens, report) ?? agentAtEnd(tokens, report) ?? { speaker: null }),
    rule: passive,
  };
};

/** "Moss was accused of waste by Holt": what stands before "by" is said too. */
function withCharge(tokens: readonly Token[], report: Report, speaker: Phrase): Report {
  const { cue, content } = report;
  const to = speaker.from - 1;
  const isSaid = content.every((piece) => piece.to <= cue) && tokens[to]?.lower === 'by' && to > cue + 1;
  return isSaid && areWords(tokens, cue + 1, to) ? { ...report, content: [...content, { from: cue + 1, to }] } : report;
}

function areWords(tokens: readonly Token[], from: number, to: number): boolean {
  return tokens.slice(from, to).every(({ kind }) => kind === 'word');
}

function isPassive(tokens: readonly Token[], cue: number): boolean {
  if (!/(?:ed|told|said|forecast)$/.test(tokens[cue]?.lower ?? '')) return false;
  let at = cue - 1;
  while (at > 0 && isAdverb(tokens[at]?.lower ?? '')) at -= 1;
  return /^(?:is|are|was|were|be|been|being|'s|'re)$/.test(tokens[at]?.lower ?? '');
}

/** "Mayor urged to act", in a headline: a verb that asks for somebody, and nobody behind it. */
function isShortPassive(tokens: readonly Token[], { cue, speaker }: Report): boolean {
  return (
    speaker?.to === cue &&
    tokens[cue + 1]?.lower === 'to' &&
    /^(?:urged|told|ordered|advised|instructed|warned|reminded)$/.test(tokens[cue]?.lower ?? '')
  );
}

/** "was told by the mayor to leave": the phrase behind "by", and what stands behind it. */
function agentBehind(tokens: readonly Token[], { cue, content }: Report): Pick<Report, 'speaker' | 'content'> | null {
  const agent = tokens[cue + 1]?.lower === 'by' ? phraseAt(tokens, cue + 2) : null;
  if (agent === null) return null;
  const task = tokens.findIndex(({ lower }, at) => at > agent.from && at < agent.to && lower === 'to');
  const speaker = { from: agent.from, to: task < 0 ? agent.to : task };
  const behind = content
    .filter(({ to }) => to > speaker.to)
    .map(({ from, to }) => ({ from: Math.max(from, speaker.to), to }));
  if (behind.length > 0) return { speaker, content: behind };
  const from = speaker.to;
  const to = trimEnd(tokens, from, contentEnd(tokens, from));
  return { speaker, content: to > from && tokens[from]?.kind !== 'sign' ? [{ from, to }] : content };
}

/** "had been told of the meeting by Moss": the phrase behind "by" where it ends what was said. */
function agentAtEnd(tokens: readonly Token[], { content }: Report): Pick<Report, 'speaker' | 'content'> | null {
  const last = content.at(-1);
  if (last === undefined) return null;
  for (let at = last.to - 2; at > last.from; at -= 1) {
    if (tokens[at]?.lower !== 'by') continue;
    const speaker = phraseAt(tokens, at + 1);
    return speaker?.to === last.to && tokens[speaker.to - 1]?.capital === true
      ? { speaker, content: [...content.slice(0, -1), { from: last.from, to: at }] }
      : null;
  }
  return null;
}

/** "It seems that ...", "Holt appears to have left", "it is hoped that ...": how things look, and nobody who says so. */
const howItLooks: Mend = (tokens, report) => {
  const { cue, speaker } = report;
  if (speaker === null || speaker.to > cue) return report;
  const looks = /^(?:seem|appear|look)(?:s|ed)?$/.test(tokens[cue]?.lower ?? '');
  const isIt = speaker.to === speaker.from + 1 && tokens[speaker.from]?.lower === 'it';
  const dummy = isIt && (isPassive(tokens, cue) || /^(?:emerge|turn|happen)(?:s|ed)?$/.test(tokens[cue]?.lower ?? ''));
  return (looks && tokens[cue + 1]?.lower !== 'forward') || dummy
    ? { ...report, speaker: null, rule: appearance }
    : report;
};

/** "Reuters quoted Holt as saying", "..., Reuters reported Holt as saying": Holt said it. */
const quotedAsSaying: Mend = (tokens, report) => {
  const { cue, content } = report;
  if (!/^(?:quot|report|cit)(?:es|ed|ing|s)$/.test(tokens[cue]?.lower ?? '')) return report;
  const said = phraseAt(tokens, cue + 1);
  const verb = said?.to ?? 0;
  if (
    said === null ||
    tokens[verb]?.lower !== 'as' ||
    !/^(?:say|tell|writ|add)ing$/.test(tokens[verb + 1]?.lower ?? '')
  )
    return report;
  const speaker = { from: said.from, to: said.to };
  const left = content.filter((piece) => piece.to <= cue || piece.from >= verb + 2);
  if (left.length > 0) return { ...report, speaker, content: left };
  const from = verb + 2;
  const to = trimEnd(tokens, from, contentEnd(tokens, from));
  if (to > from) return { ...report, speaker, content: [{ from, to }] };
  const comma = report.speaker === null ? -1 : report.speaker.from - 1;
  return comma > 0 && tokens[comma]?.text === ',' ? { ...report, speaker, content: [{ from: 0, to: comma }] } : report;
};

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

const opensAdjunct = /^(?:in|on|at|during|after|before|for|from|with|as|by|through|throughout|over|despite|since)$/;

/** All long words with capitals. */
function isTitle(text: string): boolean {
  return !text.split(/\s+/u).some((word) => /^["“‘']*\p{Ll}\p{L}{3}/u.test(word));
}

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
  if (next?.text !== ',') return false;
  if (auxiliaries.has(last)) return /^(?:however|too|though|in|at|as|if|for|by)$/.test(second);
  const relative = /^(?:who|which|whose|where)$/.test(second);
  const comma = relative ? tokens.findIndex(({ text }, at) => at > piece.to + 1 && text === ',') : -1;
  return comma > 0 && auxiliaries.has(tokens[comma + 1]?.lower ?? '');
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

/** "Workers gathered outside the plant said": the subject stands before the participle. */
const beforeParticiple: Mend = (tokens, report) => {
  const { cue, speaker } = report;
  if (speaker === null || speaker.to !== cue || !prepositions.has(tokens[speaker.from - 1]?.lower ?? '')) return report;
  const verb = tokens[speaker.from - 2];
  const before = tokens[speaker.from - 3];
  if (verb === undefined || verb.capital || !/(?:ing|ed)$/.test(verb.lower) || before?.kind !== 'word') return report;
  if (auxiliaries.has(before.lower) || findCue(verb.lower)?.reporting === 'statement') return report;
  const subject = subjectBefore(tokens, speaker.from - 2);
  return subject === null ? report : { ...report, speaker: { from: subject.from, to: subject.to } };
};

/** "In a filing with the Commission, Holt Corp, which is Danish, [said]": the subject stands behind what opens the sentence. */
const behindOpening: Mend = (tokens, report) => {
  const { cue, speaker } = report;
  if (speaker === null || speaker.to >= cue - 1 || tokens[speaker.to]?.text !== ',') return report;
  if (!opensAdjunct.test(tokens[0]?.lower ?? '') || speaker.from === 0) return report;
  const opening = tokens.slice(0, speaker.to);
  if (
    opening.some(
      ({ lower, kind, text }) => (kind === 'sign' && text !== '-') || (lower !== '' && subjectPronouns.has(lower)),
    )
  )
    return report;
  const subject = phraseAt(tokens, speaker.to + 1);
  const isSubject = subject !== null && (subject.to === cue || tokens[subject.to]?.text === ',');
  return isSubject && subject.to <= cue ? { ...report, speaker: { from: subject.from, to: subject.to } } : report;
};

/** "Holt is still hurt, claims [his agent]": who stands behind the verb and nothing else said what stands before. */
const speakerAtEnd: Mend = (tokens, report) => {
  const { cue, speaker, content } = report;
  const [piece] = content;
  if (speaker === null || piece === undefined || content.length > 1 || piece.from !== cue + 1) return report;
  if (tokens[cue - 1]?.text !== ',' || speaker.from > 1) return report;
  // Not "Holt, who led the council, denied the claims".
  const isClause = speaker.to === cue - 1 ? speaker.to >= longestSubject : isVerb(tokens[speaker.to]?.lower ?? '');
  const known = findCue(tokens[cue]?.lower ?? '');
  const phrase = phraseAt(tokens, cue + 1);
  const isWhole = phrase?.to === piece.to && /^[.]?$/.test(tokens[piece.to]?.text ?? '');
  const before = { from: 0, to: cue - 1 };
  if (known?.reporting !== 'statement' || !isClause || !isWhole || holdsMarks(tokens, piece)) return report;
  return { ...report, speaker: piece, content: [before] };
};

/** Tokens of what is rather a clause than a subject. */
const longestSubject = 9;

/** "the archipelago, Iceland's, ... [to find] whether": an owner speaks by a noun right behind it only. */
const onlyOwner: Mend = (tokens, report) => {
  const { cue, speaker } = report;
  const isOwner = speaker !== null && tokens[speaker.to - 1]?.lower === "'s" && speaker.to <= cue;
  return isOwner && cue - speaker.to > 3 ? { ...report, speaker: null, rule: appearance } : report;
};

/** "Daly and Karr at the university say their study [shows]", "she left": the subject of the cue alone. */
const ownSubject: Mend = (tokens, report) => {
  const { speaker } = report;
  if (speaker === null || speaker.to - speaker.from < 2) return report;
  if (/^(?:he|she|they|it)$/.test(tokens[speaker.from]?.lower ?? '') && isVerb(tokens[speaker.from + 1]?.lower ?? ''))
    return { ...report, speaker: { from: speaker.from, to: speaker.from + 1 } };
  for (let at = speaker.to - 2; at > speaker.from; at -= 1) {
    const token = tokens[at];
    if (token === undefined || token.capital || !/^(?:say|says|said|believe|believes|think|thinks)$/.test(token.lower))
      continue;
    return { ...report, speaker: { from: at + 1, to: speaker.to } };
  }
  return report;
};

/** "The bridge, according to Holt, was never safe": the sentence goes on behind the aside. */
const aroundAside: Mend = (tokens, report) => {
  const { cue, speaker, content } = report;
  const first = content[0];
  if (tokens[cue]?.lower !== 'according' || speaker === null || first === undefined || content.length > 1)
    return report;
  if (first.to > cue || tokens[cue - 1]?.text !== ',' || hasVerb(tokens, first) || holdsMarks(tokens, first))
    return report;
  const comma = tokens.findLastIndex(
    ({ text }, at) => at >= speaker.to && text === ',' && auxiliaries.has(tokens[at + 1]?.lower ?? ''),
  );
  if (comma < 0) return report;
  const to = trimEnd(tokens, comma + 1, contentEnd(tokens, comma + 1));
  return to > comma + 1 ? { ...report, content: [first, { from: comma + 1, to }] } : report;
};

const mends: readonly Mend[] = [
  passiveSubject,
  howItLooks,
  quotedAsSaying,
  openingAdjunct,
  behindQuotation,
  calledSo,
  cutClause,
  relativeOfHearer,
  behindWhole,
  beforeParticiple,
  behindOpening,
  speakerAtEnd,
  onlyOwner,
  ownSubject,
  aroundAside,
];

/** Puts a report right in every way that its words show. */
export const mendReport: Mend = (tokens, report) => mends.reduce((mended, mend) => mend(tokens, mended), report);
