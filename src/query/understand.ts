import type { Intent, Understood } from '../model/answer.ts';
import type { Clock } from './date-words.ts';
import { nameWords } from './directory.ts';
import { mendFrame } from './frame-words.ts';
import { isJointName } from './joint-speakers.ts';
import { fits } from './name-fits.ts';
import { generations } from './name-frame.ts';
import { findOutlet, type KnownOutlets } from './outlets.ts';
import { findPeriod, momentsOf, type Period, type StatedPeriod } from './period.ts';
import type { Who } from './persons.ts';
import { plainQuestion } from './plain-question.ts';
import { quotationPlace, readMarks } from './question-marks.ts';
import { readShapes, type ShapedQuestion } from './shapes.ts';
import { isStopword } from './topic.ts';
import { type Acquaintance, findWho, type WhoFound } from './who.ts';

/** A question as it was read: what is looked for, in which words and within which bounds. */
export interface Asked {
  readonly intent: Intent;
  /** True when words are asked for, so that a fact is no answer. */
  readonly asksForWords: boolean;
  /** Everyone asked about, one entry for each; empty when nobody is. */
  readonly speakers: readonly AskedSpeaker[];
  /** Whose statements are not asked for, where nobody's are: "who else". */
  readonly besides?: readonly AskedSpeaker[];
  /** Words of the topic as typed, quotations included; `null` when anything will do. */
  readonly about: string | null;
  /** Words claimed to have been said. */
  readonly quote: string | null;
  /** True when the claimed words stood in marks. */
  readonly inMarks: boolean;
  /** Words that must stand exactly so. */
  readonly exact: readonly string[];
  readonly excluded: readonly string[];
  readonly period: Period;
  /** As the archive writes it. */
  readonly outlet: string | null;
  readonly corrections: readonly { readonly from: string; readonly to: string }[];
}

export interface AskedSpeaker {
  /** As typed. */
  readonly typed: string;
  readonly found: WhoFound;
}

/** What of the archive is needed to read a question. */
export interface Knowledge extends Acquaintance {
  readonly outlets: KnownOutlets;
  readonly clock: Clock;
  readonly previous?: Understood;
}

/** The parts of a question that hold whatever its form is. */
export interface Frame {
  /** The plain question without its period and outlet. */
  readonly text: string;
  /** The plain question whole, for what may belong to the topic after all. */
  readonly whole: string;
  readonly stated: StatedPeriod | null;
  readonly outlet: string | null;
  readonly quotations: readonly string[];
  readonly excluded: readonly string[];
  readonly corrections: readonly { readonly from: string; readonly to: string }[];
}

/** Reads a question as people type it. */
export function understand(question: string, archive: Knowledge): Asked {
  const frame = readFrame(question, archive);
  const knowledge = asOf(frame.stated?.period ?? {}, archive);
  return (
    readForm(frame, frame.text, knowledge, 'clear') ??
    readForm(frame, mendFrame(frame.text, knowledge.known), knowledge, 'clear') ??
    readForm(frame, frame.text, knowledge, 'any') ??
    readPlainNames(frame, knowledge) ??
    asPassages(frame)
  );
}

/** Offices are held by whoever held them at the end of the period. */
export function asOf(period: Period, knowledge: Knowledge): Knowledge {
  const { to } = momentsOf(period, knowledge.clock.zone);
  return to === undefined ? knowledge : { ...knowledge, asOf: to.getTime() };
}

export function readFrame(question: string, { outlets, clock }: Knowledge): Frame {
  const marked = readMarks(question);
  const whole = plainQuestion(marked.text);
  const stated = findPeriod(whole, clock);
  const undated = stated === null ? whole : cut(whole, stated.start, stated.end);
  const named = marked.outlet === null ? null : findOutlet(marked.outlet, outlets, 'near');
  const inText = named === null ? outletPhrase(undated, outlets) : null;
  const text = inText === null ? undated : cut(undated, inText.start, inText.end);
  return {
    text: plainQuestion(text),
    whole,
    stated,
    // An outlet that nobody knows still narrows: nothing is found, and the answer can say why.
    outlet: named?.name ?? inText?.name ?? marked.outlet,
    quotations: marked.quotations,
    excluded: marked.excluded,
    corrections: named?.corrected ? [{ from: marked.outlet ?? '', to: named.name }] : [],
  };
}

function cut(text: string, start: number, end: number): string {
  return `${text.slice(0, start)} ${text.slice(end)}`.replace(/\s+/g, ' ').trim();
}

const outletJoint =
  /\b(?:as )?(?:(?:reported|published|written|printed|quoted|carried)\s+)?(?:in|by|from|on|according to|via) (?:the )?/gi;

/** "in the Guardian": a preposition, and words that are an outlet's name and nothing less. */
function outletPhrase(text: string, outlets: KnownOutlets): { name: string; start: number; end: number } | null {
  for (const match of text.matchAll(outletJoint)) {
    const after = match.index + match[0].length;
    const words = text.slice(after).split(' ').slice(0, 6);
    for (let length = words.length; length > 0; length -= 1) {
      const phrase = words.slice(0, length).join(' ');
      const found = findOutlet(phrase.replace(/[,;:]$/, ''), outlets, 'whole');
      if (found) return { name: found.name, start: match.index, end: after + phrase.length };
    }
  }
  return null;
}

/** The form that fits and whose names are somebody, or `null`. */
function readForm(frame: Frame, text: string, knowledge: Knowledge, forms: 'clear' | 'any'): Asked | null {
  for (const shaped of readShapes(text)) {
    if (forms === 'clear' && shaped.shape === unclearShape) continue;
    const asked = asShaped(frame, shaped, knowledge);
    if (asked) return asked;
  }
  return null;
}

function asShaped(frame: Frame, shaped: ShapedQuestion, knowledge: Knowledge): Asked | null {
  if (shaped.intent === 'who said') return asWhoSaid(frame, shaped);
  if (shaped.intent === 'passages') {
    const about = withQuotations(shaped.about ?? null, frame.quotations);
    return { ...common(frame), intent: 'passages', asksForWords: false, about };
  }
  if (shaped.intent === 'comparison') {
    const about = withQuotations(shaped.about ?? null, frame.quotations);
    return { ...common(frame), intent: 'comparison', asksForWords: false, about };
  }
  const speakers = readSpeakers(shaped.speaker, knowledge);
  if (speakers === null) return null;
  if (shaped.intent === 'timeline') return asTimeline(frame, shaped, speakers);
  if (shaped.intent === 'who is') return asWhoIs(frame, shaped, speakers);
  if (shaped.intent === 'check') return asCheck(frame, shaped, speakers);
  return asStatements(frame, shaped, speakers, knowledge);
}

function asWhoSaid(frame: Frame, { claim }: ShapedQuestion): Asked | null {
  const quote = claimedWords(claim ?? '', frame.quotations);
  if (quote === null) return null;
  return { ...common(frame), intent: 'who said', quote, inMarks: frame.quotations.length > 0, about: null };
}

function asCheck(frame: Frame, { claim, shape }: ShapedQuestion, speakers: readonly AskedSpeaker[]): Asked | null {
  const quote = claimedWords(claim ?? '', frame.quotations);
  if (quote === null) return null;
  const inMarks = frame.quotations.length > 0;
  const named = speakers.length > 0 && speakers.every(({ found }) => found.kind !== 'unknown');
  // `S said "C"` without a question word may be any words with a quotation in them.
  if (shape === 'S said "C"' && !named) return null;
  if (!inMarks && !named) return null;
  return { ...common(frame), intent: 'check', speakers, quote, inMarks, about: null };
}

/** The quotations of a claim; the words themselves when none stand in marks. */
function claimedWords(claim: string, quotations: readonly string[]): string | null {
  if (quotations.length > 0) return quotations.join(' ');
  const words = claim.replaceAll(quotationPlace, ' ').trim();
  return words === '' ? null : words;
}

function asWhoIs(frame: Frame, { speaker }: ShapedQuestion, speakers: readonly AskedSpeaker[]): Asked | null {
  const [first] = speakers;
  if (speakers.length !== 1 || first === undefined || speaker === undefined) return null;
  if (first.found.kind === 'unknown' || !isSureOf(first)) return null;
  return { ...common(frame), intent: 'who is', speakers, about: null };
}

function asTimeline(frame: Frame, { about }: ShapedQuestion, speakers: readonly AskedSpeaker[]): Asked | null {
  if (speakers.length === 0 || speakers.every(({ found }) => found.kind === 'unknown')) return null;
  const topic = about === undefined ? null : withQuotations(about, frame.quotations);
  return { ...common(frame), intent: 'timeline', speakers, about: topic };
}

/** A long slot is a fact to find ("who was the first chair of the mill"), unless somebody is described in just these words. */
function isSureOf({ typed, found }: AskedSpeaker): boolean {
  const whos: readonly Who[] = found.kind === 'one' ? [found.who] : found.kind === 'several' ? found.whos : [];
  const isShort = typed.split(' ').length <= 3;
  return whos.some(({ fit, corrections }) => (isShort ? fit >= 0.7 : fit >= 0.88 && corrections.length === 0));
}

function asStatements(
  frame: Frame,
  { about, asksForWords, shape, speaker }: ShapedQuestion,
  speakers: readonly AskedSpeaker[],
  { previous }: Knowledge,
): Asked | null {
  const known = speakers.filter(({ found }) => found.kind !== 'unknown');
  const isLoose = looseShapes.has(shape) || !asksForWords;
  // "Jane Calder on tariffs" where only an Ines Calder speaks: nobody is found, and she is offered.
  const isNamesake = shape === 'S on A' && speakers.length === 1 && speakers.every(hasNamesake);
  if (isLoose && speaker !== undefined && known.length === 0 && !isNamesake) return null;
  // Nobody's name is that long: "where was the language that Reed used spoken".
  const isUnknown = shape === 'S on A' ? known.length < speakers.length : known.length === 0;
  if (isUnknown && (speaker?.split(' ').length ?? 0) > 5) return null;
  // "Guardian on Iran" names who wrote, "Tesla on Mars" may be a title: a name must be a speaker's outright.
  if (shape === 'S on A' && known.some(({ found }) => found.kind === 'one' && found.who.fit < 0.7)) return null;
  const topic = about === undefined ? null : withQuotations(withoutAddressee(about), frame.quotations);
  const asked = { ...common(frame), intent: 'statements' as const, asksForWords, speakers, about: topic };
  return previous !== undefined && speaker !== undefined && speakers.length === 0 && previous.speaker === undefined
    ? { ...asked, speakers: [] }
    : asked;
}

/** Two words, and others bear the second as their surname. */
function hasNamesake({ typed, found }: AskedSpeaker): boolean {
  if (found.kind !== 'unknown') return false;
  const words = nameWords(typed).filter((word) => !generations.has(word));
  return words.length === 2 && found.nearest.some(({ name }) => nameWords(name).at(-1) === words[1]);
}

/** "what did Rubio say abuot Iran" has this form too, until its slips are mended. */
const unclearShape = 'what did S say C';

/** Forms that plain words may have by chance. */
const looseShapes = new Set([
  'what S said about A',
  "in S's words A",
  "what is S's view on A",
  'quotes by S on A',
  'quotes on A by S',
  'S quotes on A',
  'S on A',
  'A according to S',
  'what did S say C',
]);

/** "tell reporters about Iran" asks about Iran. */
function withoutAddressee(about: string): string | null {
  const rest = about
    .replace(/^(?:to )?(?:reporters|journalists|the press|the media)\b\s*/i, '')
    .replace(/^(?:us|me|them|him|her|people)\b\s*(?=(?:about|on|regarding|concerning)\s)/i, '')
    .replace(/^(?:about|on|regarding|concerning)\s+/i, '')
    .replace(/\s+(?:exactly|recently|lately|so far|in general|at all|since forever|all the time|of all time)$/i, '')
    .trim();
  return rest === '' ? null : rest;
}

function withQuotations(text: string | null, quotations: readonly string[]): string | null {
  if (text === null) return null;
  let place = 0;
  return text
    .replaceAll(quotationPlace, () => quotations[place++] ?? '')
    .replace(/\s+/g, ' ')
    .trim();
}

const pronoun =
  /^(?:he|she|they|it|him|her|them|his|hers|their|its|this (?:man|woman|person|guy)|that (?:man|woman|person|guy))$/i;
const questionWord = /\b(?:who|whom|whose|what|which|when|where|why|how)\b/i;
const anyone = /^(?:people|everyone|everybody|anyone|anybody|someone|somebody|others|else|we|you|i)$/i;

/** Whom a slot names: several when "and" joins somebodies; `null` when a pronoun has nobody to stand for. */
function readSpeakers(slot: string | undefined, knowledge: Knowledge): readonly AskedSpeaker[] | null {
  if (slot === undefined || anyone.test(slot)) return [];
  // "Who spoke to Reed about it" asks for a fact, and nobody is called "what".
  if (questionWord.test(slot)) return null;
  const { previous } = knowledge;
  const ofPrevious = /^(?:his|her|their|its)\s+(?<role>.+)$/i.exec(slot)?.groups?.role;
  if (ofPrevious !== undefined && previous?.speaker !== undefined) {
    return splitNames(`${previous.speaker}'s ${ofPrevious}`, knowledge);
  }
  if (pronoun.test(slot)) return previous?.speaker === undefined ? [] : splitNames(previous.speaker, knowledge);
  return splitNames(slot, knowledge);
}

/** Reads names joined by "and" or commas; a name that holds an "and" itself is tried first. */
export function splitNames(slot: string, knowledge: Acquaintance): readonly AskedSpeaker[] {
  const whole = findWho(slot, knowledge);
  const isSure = whole.kind === 'one' && whole.who.fit >= 0.9 && !isJointName(whole.who, knowledge.directory);
  const parts = slot.split(/\s*,\s*(?:and\s+)?|\s+(?:and|or|&|vs\.?|versus)\s+/i).filter((part) => part !== '');
  if (isSure || parts.length < 2 || parts.length > 6) return [{ typed: slot, found: whole }];
  const found = parts.map((part) => ({ typed: part, found: findWho(part, knowledge) }));
  const allKnown = found.every((part) => part.found.kind !== 'unknown');
  return allKnown || whole.kind === 'unknown' ? found : [{ typed: slot, found: whole }];
}

/** Plain words that hold a person's name: "rubio iran" asks for his words on Iran. */
function readPlainNames(frame: Frame, knowledge: Knowledge): Asked | null {
  const words = frame.text.split(' ').filter((word) => word !== '' && word !== quotationPlace);
  if (words.length === 0 || words.length > 8 || asksForFact(frame.text)) return null;
  // All of the words may be an office: "the british chancellor of the exchequer".
  const lengths = [words.length, ...[4, 3, 2, 1].filter((length) => length < words.length)];
  for (const length of lengths) {
    for (let start = 0; start + length <= words.length; start += 1) {
      const typed = words
        .slice(start, start + length)
        .join(' ')
        .replace(/['’]s$/u, '');
      // "Name a division of it": somebody may be called "A.", and nobody means him.
      if (typed.split(' ').every((word) => isStopword(word.toLowerCase()))) continue;
      const found = findWho(typed, knowledge);
      if (!isPlainName(found, length === words.length)) continue;
      const rest = [...words.slice(0, start), ...words.slice(start + length)].join(' ').trim();
      const about = [rest, ...frame.quotations].filter((part) => part !== '').join(' ');
      return {
        ...common(frame),
        intent: 'statements',
        speakers: [{ typed, found }],
        about: about === '' ? null : withoutAddressee(about),
      };
    }
  }
  return null;
}

/** A person by name may stand among other words; a group ("Iran") only alone, since it is a topic as well. */
function isPlainName(found: WhoFound, isAlone: boolean): boolean {
  const whos: readonly Who[] = found.kind === 'one' ? [found.who] : found.kind === 'several' ? found.whos : [];
  const [first] = whos;
  if (first === undefined || first.statements === 0 || isStopword(first.name.toLowerCase())) return false;
  // "The weather" is no question about a weather service, which is known by more.
  if (isAlone) return first.fit > fits.part || first.kind === 'person';
  return first.kind === 'person' && first.named && (first.fit >= 0.92 || first.corrections.length > 0);
}

/** Words by which a question asks for a fact. */
function asksForFact(text: string): boolean {
  return /\b(?:who|whom|whose|when|where|why|how|which|what)\b|^(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would|should|shall|may|might|must)\b/iu.test(
    text,
  );
}

function asPassages(frame: Frame): Asked {
  // "in 1990" or "on Monday" belongs to what happened, unless it is reckoned from today.
  const keepsPeriod = frame.stated === null || frame.stated.manner === 'relative';
  const text = keepsPeriod ? frame.text : frame.whole;
  const intent = asksForFact(text) ? 'fact' : 'passages';
  const about = withQuotations(text, frame.quotations);
  return {
    ...common(frame),
    intent,
    asksForWords: false,
    about: about === '' ? null : about,
    period: keepsPeriod ? (frame.stated?.period ?? {}) : {},
  };
}

function common(frame: Frame): Omit<Asked, 'intent'> {
  return {
    asksForWords: true,
    speakers: [],
    about: null,
    quote: null,
    inMarks: false,
    exact: frame.quotations,
    excluded: frame.excluded,
    period: frame.stated?.period ?? {},
    outlet: frame.outlet,
    corrections: frame.corrections,
  };
}
