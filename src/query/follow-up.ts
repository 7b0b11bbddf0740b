import type { Understood } from '../model/answer.ts';
import { findOutlet } from './outlets.ts';
import { type Asked, asOf, type Frame, type Knowledge, readFrame, splitNames } from './understand.ts';

const more =
  /^(?:(?:show|give)(?: me| us)? )?(?:more|next|the next ones|go on|continue|and more|any more|anything else|what else|the rest|others)$/i;
const opening =
  /^(?:(?:and|or|but|ok|so|now)\s+)?(?:what about|how about|same for|and for|and by|and from|only|just|and|in|on|about|regarding)\s+(?<rest>.+)$/i;

const inWordsOf =
  /^(?:(?:and|or|but|now)\s+)?in (?<whose>(?:his|her|their|its)(?= )|.+?)(?:['’]s|s['’]?|['’])? (?:own |exact )?words?(?:[:,]? (?:about |on )?(?<about>.+))?$/iu;

const pronoun = /^(?:his|her|their|its)$/iu;

const whoElse =
  /^(?:(?:and|but|so)\s+)?(?:who|anyone|anybody|someone|somebody) else(?: (?:has |have )?(?:said|say|says|spoke|speaks|spoken|talked|talks|commented|mentioned)(?: (?:so|that|this|it|anything|something|about it|about this|about that|on it|on this))?)?$/iu;

/** "who else": whoever speaks about the same, but for the one who was asked for. */
function askedOfOthers(question: string, previous: Understood, knowledge: Knowledge): Asked | null {
  if (!whoElse.test(question.replace(/[\s?!.…]+$/u, '').trim()) || previous.about === undefined) return null;
  const before = askedBefore(previous, knowledge);
  return { ...before, intent: 'statements', asksForWords: true, speakers: [], besides: before.speakers, quote: null };
}

const place = /^(?:and|or|but|what about|how about) (?<joint>in|at|for|against|from) (?<rest>.+)$/iu;

/** "who won the election in Norvik", "and in Halden?": the end of a question of fact gives way to another of its kind. */
function askedElsewhere(before: Asked, text: string): Asked | null {
  const words = place.exec(text)?.groups;
  if (words?.joint === undefined || before.intent !== 'fact' || before.about === null) return null;
  const end = before.about.toLowerCase().lastIndexOf(` ${words.joint.toLowerCase()} `);
  return end < 0 ? null : { ...before, about: `${before.about.slice(0, end)} ${words.joint} ${words.rest}` };
}

/** Tells whether these words ask for the next page of what was asked before. */
export function asksForMore(question: string): boolean {
  return more.test(question.replace(/[\s?!.…]+$/u, '').trim());
}

/** The question that was asked before, as it was understood. */
function askedBefore(previous: Understood, knowledge: Knowledge): Asked {
  return {
    intent: previous.intent,
    asksForWords: previous.intent !== 'fact' && previous.intent !== 'passages',
    speakers: previous.speaker === undefined ? [] : splitNames(previous.speaker, knowledge),
    about: previous.about ?? null,
    quote: previous.quote ?? null,
    inMarks: true,
    exact: [],
    excluded: [],
    period: {
      ...(previous.from === undefined ? {} : { from: previous.from }),
      ...(previous.to === undefined ? {} : { to: previous.to }),
    },
    outlet: previous.outlet ?? null,
    corrections: [],
  };
}

/**
 * Reads words that only make sense after another question ("and Lavrov?", "what about Iran?", "since Monday?"):
 * what they do not name stays as it was.
 *
 * @returns `null` when the words are a question of their own
 */
export function readFollowUp(question: string, previous: Understood, knowledge: Knowledge): Asked | null {
  if (asksForMore(question)) return askedBefore(previous, knowledge);
  const others = askedOfOthers(question, previous, knowledge);
  if (others !== null) return others;
  const frame = readFrame(question, knowledge);
  const before = askedBefore(previous, knowledge);
  const bounds = withBounds(before, frame);
  const text = frame.text.replace(/^(?:and|or|but|so|only|just|what about|how about)$/i, '');
  if (text === '') return bounds === before ? null : bounds;
  const rest = opening.exec(frame.text)?.groups?.rest;
  const isTopic = /^(?:(?:and|but)\s+)?(?:what (?:did|does|has) (?:he|she|they) say )?(?:on|about|regarding)\s/i.test(
    frame.text,
  );
  if (rest === undefined) return null;
  if (/^(?:who|what|when|where|why|how|did|does|has|is)\b/i.test(rest)) return null;
  const words = inWordsOf.exec(frame.text)?.groups;
  if (words?.about !== undefined) return null;
  const elsewhere = askedElsewhere(bounds, frame.text);
  if (elsewhere !== null) return elsewhere;
  if (words?.whose !== undefined && pronoun.test(words.whose)) return before.speakers.length === 0 ? null : bounds;
  if (words?.whose !== undefined) return withSubject(bounds, words.whose, { isTopic: false, frame, knowledge });
  return withSubject(bounds, rest.replace(/^(?:on|about|by|from|for)\s+/i, ''), { isTopic, frame, knowledge });
}

function withBounds(asked: Asked, frame: Frame): Asked {
  if (frame.stated === null && frame.outlet === null) return asked;
  return {
    ...asked,
    ...(frame.stated === null ? {} : { period: frame.stated.period }),
    ...(frame.outlet === null ? {} : { outlet: frame.outlet }),
  };
}

/** A name takes the place of the speaker, anything else that of the topic. */
function withSubject(
  asked: Asked,
  subject: string,
  { isTopic, frame, knowledge }: { isTopic: boolean; frame: Frame; knowledge: Knowledge },
): Asked {
  const outlet = findOutlet(subject.replace(/^(?:in|the)\s+/i, ''), knowledge.outlets, 'whole');
  if (outlet) return { ...asked, outlet: outlet.name };
  const speakers = isTopic ? [] : splitNames(subject, asOf(asked.period, knowledge));
  const isSomebody = speakers.length > 0 && speakers.every(({ found }) => isMeant(found, frame.text));
  if (isSomebody) {
    const intent = asked.intent === 'fact' || asked.intent === 'passages' ? 'statements' : asked.intent;
    return { ...asked, intent, asksForWords: true, speakers };
  }
  const intent =
    asked.intent === 'check' || asked.intent === 'who said' || asked.intent === 'who is' ? 'statements' : asked.intent;
  return { ...asked, intent, about: subject, quote: null };
}

/** "and the Kremlin?" asks for it; "what about Iran?" is about it, although Iran speaks now and then. */
function isMeant(found: Asked['speakers'][number]['found'], text: string): boolean {
  if (found.kind === 'unknown') return false;
  const whos = found.kind === 'one' ? [found.who] : found.whos;
  const asksAbout = /\b(?:what|how) about\b/i.test(text);
  return whos.some((who) => who.statements > 0 && (who.kind === 'person' || !asksAbout));
}
