import type { Span } from '../model/span.ts';
import { everyMatch } from './every-match.ts';
import type { Token } from './shelf.ts';
import { isStopword } from './topic.ts';

/** What kind of words would answer a question. */
export type Wanted =
  | 'person'
  | 'time'
  | 'place'
  | 'number'
  | 'amount'
  | 'share'
  | 'duration'
  | 'reason'
  | 'name'
  | 'other';

interface WantedRule {
  readonly wanted: Wanted;
  readonly pattern: RegExp;
}

const wantedRules: readonly WantedRule[] = [
  {
    wanted: 'amount',
    pattern:
      /\bhow much (?:money|did .* (?:cost|pay|earn|spend|raise)|does .* cost|is .* worth)|\bwhat (?:was|is|were|are) the (?:price|cost|budget|salary|value|revenue|fee)\b|\bhow much\b/iu,
  },
  { wanted: 'share', pattern: /\b(?:what|which) (?:percent|percentage|proportion|fraction|share)\b|\bwhat % /iu },
  { wanted: 'duration', pattern: /\bhow (?:long|old)\b/iu },
  {
    wanted: 'number',
    pattern:
      /\bhow (?:many|far|tall|high|big|large|fast|deep|wide|heavy|often|hot|cold)\b|\b(?:what|which) (?:number|amount|score|population|size|speed|temperature|rank|height|distance)\b|\bwhat (?:was|is|were|are) the (?:\w+ )?(?:number|score|population|size|total|average|median|rate|record|attendance)\b/iu,
  },
  {
    wanted: 'time',
    pattern:
      /\bwhen\b|\b(?:what|which|in what|in which) (?:\w+ )?(?:year|years|date|day|month|decade|century|time|era|period|season)\b|\bhow (?:soon|recently)\b/iu,
  },
  {
    wanted: 'place',
    pattern:
      /\bwhere\b|\b(?:what|which) (?:\w+ )?(?:country|countries|city|cities|state|states|place|town|region|continent|island|river|nation|province|location|county|area|district|village|street|neighborhood|building|stadium|venue)\b/iu,
  },
  {
    wanted: 'person',
    pattern:
      /\bwho(?:m|se)?\b|\b(?:what|which) (?:\w+ )?(?:person|man|woman|president|king|queen|emperor|leader|player|actor|actress|singer|author|artist|scientist|politician|minister|official|ruler|general|pope|philosopher|name of the (?:person|man|woman))\b/iu,
  },
  {
    wanted: 'reason',
    pattern: /\bwhy\b|\bwhat (?:caused|causes|led to|was the (?:cause|reason))\b|\bfor what (?:reason|purpose)\b/iu,
  },
  {
    wanted: 'name',
    pattern:
      /\b(?:what|which) (?:\w+ ){0,2}(?:name|named|called|company|team|organization|organisation|university|school|college|group|party|newspaper|network|channel|book|song|album|film|movie|show|act|law|treaty|battle|war|language|religion|award|ship|agency|church|band|title|term|word)\b|\bname\b/iu,
  },
];

export function wantedBy(question: string): Wanted {
  return wantedRules.find(({ pattern }) => pattern.test(question))?.wanted ?? 'other';
}

const months =
  'january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec';
const weekdays = 'monday|tuesday|wednesday|thursday|friday|saturday|sunday';
const numberWord =
  'zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|trillion|dozens?|half|quarter|third|twice|once|thrice|several|hundreds|thousands|millions';
const figure = `(?:\\d[\\d,.]*\\d|\\d)(?:st|nd|rd|th|s|m|bn|k|%)?`;

/** A pattern with what it needs somewhere in a sentence: most sentences have none of it, and that is told for a tenth. */
interface Guarded {
  readonly pattern: RegExp;
  readonly needs: RegExp;
}

const aDigit = /\d/u;

const timePatterns: readonly (RegExp | Guarded)[] = [
  {
    needs: aDigit,
    pattern: new RegExp(
      `\\b(?:\\d{1,2}(?:st|nd|rd|th)? (?:of )?(?:${months})|(?:${months})\\.? \\d{1,2}(?:st|nd|rd|th)?)(?:,? (?:of )?\\d{4})?\\b`,
      'giu',
    ),
  },
  { needs: aDigit, pattern: new RegExp(`\\b(?:early |late |mid-?)?(?:${months}),? (?:of )?\\d{4}\\b`, 'giu') },
  { needs: aDigit, pattern: /\b(?:early|late|mid)?[- ]?(?:1[0-9]|20)\d0s\b/giu },
  /\b(?:1[0-9]\d\d|20\d\d)(?:[-–](?:\d\d|\d{4}))?\b(?!,\d)/gu,
  {
    needs: / (?:century|millennium)/iu,
    pattern: /\b(?:\d{1,2}(?:st|nd|rd|th)|\p{L}+th|first|second|third) (?:century|millennium)\b/giu,
  },
  /\b(?:\d+|[ivx]+) (?:BC|BCE|AD|CE)\b|\bAD \d+\b/gu,
  new RegExp(
    `\\b(?:next|last|this|early|late|later|earlier|the following|the previous) (?:in (?:the )?)?(?:week|month|year|weekend|spring|summer|autumn|fall|winter|${weekdays}|${months})(?: in the week)?\\b`,
    'giu',
  ),
  /\b(?:early|late|later|earlier|midway) (?:in|this|next|last) (?:the )?(?:week|month|year|day|spring|summer|autumn|fall|winter)\b/giu,
  /\b(?:in|within|over|for) (?:the )?(?:coming|next|past|last|following|a matter of|a few|several) ?(?:few |couple of )?(?:hours|days|weeks|months|years|decades)\b/giu,
  /\b(?:in|within) (?:a )?(?:matter of )?(?:\d+|two|three|four|five|six|seven|ten) (?:hours|days|weeks|months|years)\b/giu,
  /\b(?:today|yesterday|tomorrow|tonight)\b/giu,
  new RegExp(`\\b(?:(?:on )?(?:${weekdays})(?: (?:morning|afternoon|evening|night))?)\\b`, 'giu'),
  new RegExp(`\\b(?:in|by|since|until|during|of|from|before|after) (?:${months})\\b`, 'giu'),
  /\b\d{1,2}(?::\d\d)? ?(?:a\.?m\.?|p\.?m\.?|o'clock|GMT|ET|UTC)\b/giu,
  {
    needs: / (?:ago|later|earlier|before|after)/iu,
    pattern:
      /\b(?:\d+|\p{L}+) (?:years?|months?|weeks?|days?|decades?|centuries) (?:ago|later|earlier|before|after)\b/giu,
  },
];

const unit =
  '(?:percent|per cent|%|times?|years?|months?|weeks?|days?|hours?|minutes?|seconds?|miles?|kilomet(?:er|re)s?|met(?:er|re)s?|feet|foot|inch(?:es)?|km|cm|mm|m|ft|kg|tons?|tonnes?|pounds?|dollars?|euros?|people|million|billion|trillion|thousand|hundred|acres?|square|degrees?|points?|yards?|mph|seats?|members?|students?|votes?)';
const numberPatterns: readonly RegExp[] = [
  new RegExp(
    `(?:[$€£¥]|US\\$|\\b)${figure}(?:[ -](?:million|billion|trillion|thousand|hundred|dozen))?(?:[ -]${unit})*(?![\\p{L}\\d])`,
    'giu',
  ),
  new RegExp(`\\b(?:${numberWord})(?:[ -](?:and )?(?:${numberWord}))*(?:[ -]${unit})*\\b`, 'giu'),
  new RegExp(`\\b(?:a|an) (?:${unit}|dozen|hundred|thousand|million|quarter|third|half)\\b`, 'giu'),
];
const amountPatterns: readonly RegExp[] = [
  /(?:US\$|[$€£¥])\s?\d[\d,.]*(?:[ -]?(?:million|billion|trillion|thousand|m|bn|k))?(?! ?\p{L}*\d)/giu,
  new RegExp(
    `\\b(?:${figure}|${numberWord})(?:[ -](?:${numberWord}))* (?:dollars|euros|pounds|cents|francs|marks|yen|rubles|percent)\\b`,
    'giu',
  ),
];
const sharePatterns: readonly RegExp[] = [
  new RegExp(`\\b(?:${figure}|${numberWord})(?:[-–]${figure})? ?(?:%|percent|per cent|percentage points)`, 'giu'),
  /\b(?:half|a third|two[- ]thirds|a quarter|three[- ]quarters|one[- ](?:half|third|quarter|fifth|tenth))\b/giu,
];
const durationPatterns: readonly RegExp[] = [
  new RegExp(
    `\\b(?:${figure}|${numberWord}|a|an|several|many|few)(?:[ -](?:to|or|and)[ -](?:${figure}|${numberWord}))?[ -](?:more )?(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|centur(?:y|ies))(?:[ -]old)?\\b`,
    'giu',
  ),
];
const reasonPatterns: readonly RegExp[] = [
  /\b(?:because(?: of)?|due to|owing to|thanks to|as a result of|in order to|so that|caused by|in response to|for fear of|led to|resulted from|on account of)\b[^.;]*/giu,
  /\b(?:to|for) (?=\p{L}+)[^,.;]*/giu,
];

/**
 * Places of a sentence that may hold the answer, by the kind of it. Persons, places and names go by their capitals.
 *
 * @param sentence with `tokens`, whose places and the result's count in the article that `sentence.start` counts in
 */
export function findAnswerWords(
  sentence: { readonly text: string; readonly start: number; readonly tokens: readonly Token[] },
  wanted: Wanted,
  isAsked: (stem: string) => boolean,
): Span[] {
  const patterns = patternsOf(wanted);
  if (patterns !== null) {
    return distinct(patterns.flatMap((pattern) => spansOf(pattern, sentence.text))).map(({ start, end }) => ({
      start: start + sentence.start,
      end: end + sentence.start,
    }));
  }
  if (wanted === 'person' || wanted === 'place' || wanted === 'name') return names(sentence.tokens, wanted, isAsked);
  return [];
}

function patternsOf(wanted: Wanted): readonly (RegExp | Guarded)[] | null {
  switch (wanted) {
    case 'time':
      return timePatterns;
    case 'number':
      return numberPatterns;
    case 'amount':
      return [...amountPatterns, ...numberPatterns];
    case 'share':
      return sharePatterns;
    case 'duration':
      return durationPatterns;
    case 'reason':
      return reasonPatterns.slice(0, 1);
    default:
      return null;
  }
}

function spansOf(wanted: RegExp | Guarded, text: string): Span[] {
  if ('needs' in wanted && !wanted.needs.test(text)) return [];
  const pattern = 'needs' in wanted ? wanted.pattern : wanted;
  return everyMatch(pattern, text).map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

/** In order, each place once: the first pattern that takes a place has it. */
function distinct(spans: readonly Span[]): Span[] {
  const taken: Span[] = [];
  for (const span of spans) {
    if (!taken.some(({ start, end }) => span.start < end && start < span.end)) taken.push(span);
  }
  return taken.sort((a, b) => a.start - b.start);
}

const capital = 2;
const placeJoint = new Set([
  'in',
  'at',
  'to',
  'from',
  'near',
  'of',
  'into',
  'through',
  'across',
  'around',
  'on',
  'outside',
  'between',
  'for',
]);

/** Words with capitals that name nobody and no place; "May" may be somebody's name. */
const notName = new RegExp(`^(?:i|${weekdays}|${months.replace('may|', '')})$`, 'u');

/** Runs of words with capitals that the question does not have itself. */
function names(tokens: readonly Token[], wanted: Wanted, isAsked: (stem: string) => boolean): Span[] {
  const found: Span[] = [];
  for (let place = 0; place < tokens.length; place += 1) {
    const start = place;
    while (place < tokens.length && isNameWord(tokens, place, start)) place += 1;
    if (place === start) continue;
    const run = tokens.slice(start, place);
    const first = run[0];
    const last = run.at(-1);
    if (first === undefined || last === undefined || run.every(({ stem }) => isAsked(stem))) continue;
    if (run.every(({ folded }) => notName.test(folded))) continue;
    if (wanted === 'place' && !isPlaceRun(tokens, start)) continue;
    found.push({ start: first.start, end: last.end });
  }
  return found;
}

function isNameWord(tokens: readonly Token[], place: number, start: number): boolean {
  const token = tokens[place];
  if (token === undefined) return false;
  if ((token.shape & capital) !== 0) return !(place === 0 && isStopword(token.folded));
  // "Kingdom of the Netherlands", "Anna van der Veer": small words only between capitals.
  if (place === start || !/^(?:of|de|von|van|der|den|la|al|bin)$/.test(token.folded)) return false;
  const next = tokens.slice(place + 1).find(({ folded }) => !/^(?:der|den|la)$/.test(folded));
  return next !== undefined && (next.shape & capital) !== 0;
}

function isPlaceRun(tokens: readonly Token[], start: number): boolean {
  const before = tokens[start - 1]?.folded;
  const twoBefore = tokens[start - 2]?.folded;
  return (
    (before !== undefined && placeJoint.has(before)) ||
    (before === 'the' && twoBefore !== undefined && placeJoint.has(twoBefore))
  );
}
