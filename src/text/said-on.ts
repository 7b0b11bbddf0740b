import type { Span } from '../model/span.ts';

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const months = 'january february march april may june july august september october november december'.split(' ');

// A weekday before a date is told by the date.
const monthWord = '(?:Jan|Feb|Mar|Apr|May|June|July|Aug|Sept|Oct|Nov|Dec)';
const day = String.raw`(?:(last|late|early)\s+)?(Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day(?!,?\s+(?:\d{1,2}\s+)?${monthWord})|today|tonight|this\s+(?:morning|afternoon|evening)|yesterday|last\s+night`;
const monthName = '(January|February|March|April|May|June|July|August|September|October|November|December)';
const dateBefore = String.raw`(?<=on\s+(?:\p{L}+day,?\s+)?)(\d{1,2})\s+${monthName}(?:,?\s+(\d{4}))?`;
const date = String.raw`(Jan(?:uary|\.)|Feb(?:ruary|\.)|March|April|May|June|July|Aug(?:ust|\.)|Sept(?:ember|\.)|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))\s+(\d{1,2})(?:,\s+(\d{4}))?`;
/** A day, alone or behind "on"; not "Friday's", nor what comes: "next Friday". */
const stated = new RegExp(String.raw`(?<![\p{L}\p{N}-])(?:${day}|${date}|${dateBefore})(?!['’]|[\p{L}\p{N}])`, 'u');
/** Words that begin a clause of its own: a day behind them is that of something else. */
const otherClause =
  /(?<!\p{L})(?:who|which|that|whose|where|when|after|before|until|since|as|while|for|by|from|next|of|because|if)(?!\p{L})/iu;

/** Where the parts of a statement stand. */
export interface Standing {
  readonly content: readonly Span[];
  readonly extent: Span;
  readonly cue: Span | null;
  readonly mention: Span | null;
}

/** How far behind the verb a day is looked for, in characters. */
const reach = 80;

/**
 * The day on which a statement was made, as its sentence tells it beside the verb: "said on Friday", "On Friday, Holt said",
 * "Holt on Friday told reporters".
 *
 * @param published ISO date or moment of the article, in whose days the words count
 * @returns `2025-04-18`, or `null` when no day is told
 */
export function saidOn(text: string, { content, extent, cue, mention }: Standing, published: string): string | null {
  const written = /^(\d{4})-(\d{2})-(\d{2})/.exec(published);
  if (written === null || cue === null) return null;
  const base = Date.UTC(Number(written[1]), Number(written[2]) - 1, Number(written[3]));
  for (const { start, end } of placesBeside(content, extent, cue, mention)) {
    const words = text.slice(start, end);
    const found = stated.exec(words);
    if (found === null || otherClause.test(words.slice(0, found.index))) continue;
    const told = dayOf(found, base);
    if (told !== null) return new Date(told).toISOString().slice(0, 10);
  }
  return null;
}

/** Behind the verb and its subject, between the two, and before both at the head of the sentence. */
function placesBeside(content: readonly Span[], extent: Span, cue: Span, mention: Span | null): Span[] {
  const first = mention !== null && mention.start < cue.start ? mention : cue;
  const last = mention !== null && mention.start > cue.start ? mention : cue;
  const nextPiece = Math.min(Infinity, ...content.filter(({ start }) => start >= last.end).map(({ start }) => start));
  const pieceBefore = Math.max(extent.start, ...content.filter(({ end }) => end <= first.start).map(({ end }) => end));
  const places = [
    { start: last.end, end: Math.min(nextPiece, extent.end, last.end + reach) },
    { start: first.end, end: last.start },
    { start: pieceBefore, end: first.start },
  ];
  return places.filter(({ start, end }) => end - start >= 5 && end - start <= reach);
}

const dayLength = 86_400_000;

function dayOf(found: RegExpExecArray, base: number): number | null {
  const [words, how, weekday] = found;
  const [month, dayOfMonth, year] = found[3] === undefined ? [found[7], found[6], found[8]] : found.slice(3, 6);
  if (/^to|^this/.test(words)) return base;
  if (words === 'yesterday' || /night$/.test(words)) return base - dayLength;
  if (weekday !== undefined) {
    const wanted = weekdays.indexOf(`${weekday.toLowerCase()}day`);
    const back = (new Date(base).getUTCDay() - wanted + 7) % 7;
    // An article of Friday that says "last Friday" means the one before.
    return base - (back === 0 && how === 'last' ? 7 : back) * dayLength;
  }
  if (month === undefined || dayOfMonth === undefined) return null;
  const number = months.findIndex((name) => name.startsWith(month.toLowerCase().replace('.', '').slice(0, 3)));
  const told = year === undefined ? new Date(base).getUTCFullYear() : Number(year);
  const at = Date.UTC(told, number, Number(dayOfMonth));
  if (new Date(at).getUTCMonth() !== number) return null;
  // What is reported has happened: "Dec. 30" in January is of the year before.
  return year === undefined && at > base ? Date.UTC(told - 1, number, Number(dayOfMonth)) : at;
}
