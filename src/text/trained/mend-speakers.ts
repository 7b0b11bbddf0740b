import { contentEnd } from '../clause-content.ts';
import { findCue } from '../cues.ts';
import { auxiliaries, determiners, isAdverb, prepositions, subjectPronouns, timeWords } from '../grammar.ts';
import { type Phrase, phraseAt, subjectBefore } from '../noun-phrases.ts';
import { roleNoun } from '../people/lexicon.ts';
import type { Token } from '../tokens.ts';
import { hasVerb, holdsMarks, isVerb, type Mend, opensAdjunct, trimEnd } from './mend.ts';
import type { Report } from './reports.ts';

/** Rules of reports whose subject is no speaker: it hears, or only seems. */
export const passive = 'passive';
export const appearance = 'appearance';

/** Verbs whose subject hears, or is spoken of, in the passive: "Holt was told", "Holt is accused of". */
const passives = new Set(
  'tell ask instruct order urge warn inform advise remind accuse criticize criticise charge blame praise call describe label condemn denounce name report say allege expect brief invite question interview survey poll quiz consult tout hail bill tip rumor rumour nominate forecast sentence credit'.split(
    ' ',
  ),
);

/** "Holt has been accused of waste by the council": Holt is no speaker; who stands behind "by" is. */
const passiveSubject: Mend = (tokens, report) => {
  const { cue, speaker } = report;
  if (!isOfHearer(tokens[cue]?.lower ?? '') || !(isPassive(tokens, cue) || isShortPassive(tokens, report)))
    return report;
  // "Holt is reported as saying": Holt said it.
  if (tokens[cue + 1]?.lower === 'as' && /^(?:saying|telling|writing)$/.test(tokens[cue + 2]?.lower ?? ''))
    return report;
  if (speaker !== null && speaker.from > cue && tokens[cue + 1]?.lower !== 'by')
    return withCharge(tokens, report, speaker);
  return {
    ...report,
    ...(agentBehind(tokens, report) ?? agentAtEnd(tokens, report) ?? { speaker: null }),
    rule: passive,
  };
};

/** A form of such a verb: "told", "touted", "nominated". */
function isOfHearer(word: string): boolean {
  const stem = findCue(word)?.lemma ?? word.replace(/ed$/, '');
  return passives.has(stem) || passives.has(`${stem}e`);
}

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
  if (speaker !== null && speaker.to > cue) return report;
  const looks = /^(?:seem|appear|look)(?:s|ed)?$/.test(tokens[cue]?.lower ?? '');
  const isIt = speaker !== null && speaker.to === speaker.from + 1 && tokens[speaker.from]?.lower === 'it';
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

const recordings = new Set('footage clip video recording audio tape film image photo picture'.split(' '));

/** "Footage of Ada Holt saying it": she speaks, and no footage. */
const shownSaying: Mend = (tokens, report) => {
  const { cue, speaker } = report;
  if (!/^(?:saying|telling|asking|claiming|warning|shouting)$/.test(tokens[cue]?.lower ?? '')) return report;
  let from = cue;
  while (tokens[from - 1]?.kind === 'word' && tokens[from - 1]?.capital === true) from -= 1;
  const isOfRecording = tokens[from - 1]?.lower === 'of' && recordings.has(tokens[from - 2]?.lower ?? '');
  const isBefore = speaker === null || speaker.to <= cue;
  return from < cue && isOfRecording && isBefore ? { ...report, speaker: { from, to: cue } } : report;
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
  if (tokens[cue - 1]?.text !== ',') return report;
  if (endsHeading(tokens, cue))
    return { ...report, speaker: { from: cue + 1, to: tokens.length }, content: [{ from: 0, to: cue - 1 }] };
  const known = findCue(tokens[cue]?.lower ?? '');
  // Behind "said" nobody puts a mere thing.
  if (speaker.from > 1 && !(known?.lemma === 'say' && hasVerb(tokens, { from: 0, to: cue - 1 }))) return report;
  // Not "Holt, who led the council, denied the claims".
  const isClause = speaker.to === cue - 1 ? speaker.to >= longestSubject : isVerb(tokens[speaker.to]?.lower ?? '');
  const phrase = phraseAt(tokens, cue + 1);
  const isWhole = phrase?.to === piece.to && /^[.]?$/.test(tokens[piece.to]?.text ?? '');
  const before = { from: 0, to: cue - 1 };
  if (known?.reporting !== 'statement' || !isClause || !isWhole || holdsMarks(tokens, piece)) return report;
  return { ...report, speaker: piece, content: [before] };
};

/** "Water bills to rise by a fifth, warns regulator": a heading, which has no stop, and one comma. */
function endsHeading(tokens: readonly Token[], cue: number): boolean {
  const known = findCue(tokens[cue]?.lower ?? '');
  const isOfHeadings =
    known?.form === 'present' && /^(?:say|warn|claim|reveal|insist|suggest|predict)$/.test(known.lemma);
  const before = tokens.slice(0, cue - 1);
  return (
    isOfHeadings &&
    before.length >= 4 &&
    before.every(({ kind, text, lower }) => kind !== 'quote' && !/^[,;:]$/.test(text) && lower !== 'who') &&
    phraseAt(tokens, cue + 1)?.to === tokens.length
  );
}

/** Tokens of what is rather a clause than a subject. */
const longestSubject = 9;

/** "the archipelago, Iceland's, ... [to find] whether": an owner speaks by a noun right behind it only. */
const onlyOwner: Mend = (tokens, report) => {
  const { cue, speaker } = report;
  const isOwner = speaker !== null && tokens[speaker.to - 1]?.lower === "'s" && speaker.to <= cue;
  return isOwner && cue - speaker.to > 3 ? { ...report, speaker: null, rule: appearance } : report;
};

/** "The suspect, who police [said] was armed, fled": a subject of its own stands between the pronoun and the verb. */
const withinAside: Mend = (tokens, report) => {
  const { cue, speaker, content } = report;
  if (speaker === null || speaker.to > cue) return report;
  const pronoun = tokens.findIndex(
    ({ lower }, at) => at >= speaker.to && at < cue && /^(?:who|which|whom)$/.test(lower),
  );
  const first = tokens[pronoun + 1];
  if (pronoun < 0 || pronoun + 1 >= cue || first === undefined || first.kind !== 'word') return report;
  const begins = determiners.has(first.lower) || first.capital || subjectPronouns.has(first.lower) || isPlural(first);
  const isPhrase = tokens
    .slice(pronoun + 1, cue)
    .every(({ kind, lower }) => kind === 'word' && !isVerb(lower) && !isAdverb(lower) && !timeWords.has(lower));
  if (!begins || !isPhrase) return report;
  const comma = tokens.findIndex(({ text }, at) => at > cue && text === ',' && isVerb(tokens[at + 1]?.lower ?? ''));
  const cut =
    comma < 0 ? content : content.map(({ from, to }) => ({ from, to: from > cue ? Math.min(to, comma) : to }));
  return { ...report, speaker: { from: pronoun + 1, to: cue }, content: cut.filter(({ from, to }) => from < to) };
};

/** "police", "experts" */
function isPlural({ lower }: Token): boolean {
  return roleNoun(lower)?.plural === true;
}

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

/** Verbs whose subject is no speaker; before what was said is put right. */
export const mendsOfHearers: readonly Mend[] = [passiveSubject, howItLooks, quotedAsSaying];

/** Who speaks, once what was said is right. */
export const mendsOfSpeakers: readonly Mend[] = [
  beforeParticiple,
  shownSaying,
  behindOpening,
  withinAside,
  speakerAtEnd,
  onlyOwner,
  ownSubject,
];
