import type { Sentence } from '../model/reading.ts';
import type { Span } from '../model/span.ts';
import { reportsSpeech } from './cues.ts';
import { trimSpan } from './paragraphs.ts';
import { isAsciiLetter } from './people/characters.ts';

/** A place where a sentence may end: `before` is the text up to it, `after` the text from the next word on. */
interface Boundary {
  /** The last 24 units, stop and closing marks included. */
  readonly before: string;
  /** The next 80 units, blanks at the start left out. */
  readonly after: string;
  /** The stop with its closing marks: `.”`. */
  readonly stop: string;
  /** Blanks between stop and next word; 0 where a page lost them. */
  readonly gap: number;
}

/** Tells whether a boundary only looks like the end of a sentence. */
type FalseEnd = (boundary: Boundary) => boolean;

const titles =
  /(?:^|[^\p{L}\p{N}])(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sen|Sens|Rep|Reps|Gov|Govs|Gen|Lt|Col|Maj|Capt|Cmdr|Sgt|Cpl|Adm|Brig|Rev|Fr|Hon|Pres|Supt|Det|Insp|Amb|Del|Sec|Dep|Asst|Atty|Messrs|Mme|Mlle|St|Ste|Ft|Mt)\.$/u;
const abbreviations =
  /(?:^|[^\p{L}\p{N}])(?:vs|v|cf|etc|e\.g|i\.e|al|approx|ca|vol|pp|est|dept|fig|inc|corp|cos?|ltd|llc|plc|bros|assn|ave|blvd|rd|bldg|jr|sr|n\.?y|n\.?j|n\.?c|s\.?c|d\.?c)\.$/iu;
/** Words of their own in small letters: "He was ill.", "They fell on the mass." */
const shortNames =
  /(?:^|[^\p{L}\p{N}])(?:No|Nos|Ed|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Fri|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Vt|Va|Wash|Wis|Wyo)\.$/u;
const beforeNumber =
  /(?:^|[^\p{L}\p{N}])(?:no|nos|vol|p|pp|art|sec|ch|fig|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.$/iu;
const dottedLetters = /(?:^|[^\p{L}\p{N}])(?:\p{L}\.){2,}$/u;
const initial = /(?:^|[^\p{L}\p{N}.])\p{Lu}\.$/u;

/**
 * Words that begin a sentence and hardly ever go on with a name ("U.S. President"), so that a stop before them ends one.
 */
const starters =
  /^["'“‘«„″(]*(?:The|A|An|He|She|It|They|We|You|I|In|On|At|But|And|Or|So|Yet|For|From|This|That|These|Those|There|Then|When|While|As|After|Before|If|Since|Although|Though|However|Meanwhile|Also|His|Her|Its|Their|Our|My|Not|No|Some|Many|Most|Both|Mr|Mrs|Ms|What|Who|How|Why|Where|By|With|To|According|Asked|Last|Earlier|Later|Now)\b/;

const afterTitle: FalseEnd = ({ before, after }) => titles.test(before) && /^["'“‘(]?\p{Lu}/u.test(after);
const afterAbbreviation: FalseEnd = ({ before, after }) =>
  (abbreviations.test(before) || shortNames.test(before)) && !starters.test(after) && /^[\p{L}\p{N}]/u.test(after);
const afterNumberWord: FalseEnd = ({ before, after }) => beforeNumber.test(before) && /^\p{N}/u.test(after);
const afterDottedLetters: FalseEnd = ({ before, after }) =>
  dottedLetters.test(before) && !starters.test(after) && /^[\p{L}\p{N}]/u.test(after);
const afterInitial: FalseEnd = ({ before, after }) =>
  initial.test(before) && !/(?:^|\s)I\.$/.test(before) && /^\p{Lu}/u.test(after) && !starters.test(after);
const afterListNumber: FalseEnd = ({ before }) => /^\s*(?:\p{N}{1,3}|\p{L})\.$/u.test(before);

/** Names that begin small: "iPhone", "al-Assad", "de Blasio". */
const smallStart = /^["'“‘(]*(?:\p{Ll}\p{Lu}|(?:al|el|bin|ibn|de|di|da|del|von|van|der|ter)[- ]\p{Lu})/u;
const beforeLowerCase: FalseEnd = ({ after }) => /^["'“‘(]*\p{Ll}/u.test(after) && !smallStart.test(after);

/** "“Why?” Rubio asked." is one sentence: cut in two it would lose its speaker. */
const beforeReporter: FalseEnd = ({ stop, after }) =>
  /(?:[?!…—-]|\.\.)[\u00a0 ]?["'”’″»“«]+$/.test(stop) && startsWithReporter(after);

const beforePunctuation: FalseEnd = ({ after }) => /^(?:[,;:)\]%]|[—–-]|\.)/u.test(after);
const loneEllipsis: FalseEnd = ({ before }) => /(?:^|\s)(?:\.{2,}|…)$/.test(before);

const afterShortWord = [afterTitle, afterAbbreviation, afterNumberWord, afterDottedLetters, afterInitial];
const elsewhere = [beforeLowerCase, beforeReporter, beforePunctuation, loneEllipsis];

/** Letters of the longest word that one of the rules about short words knows. */
const longestShortWord = 6;

/** "reporters.", "Why?": no short word with its stop, so that the rules about those need not look. */
function endsInLongWord(before: string): boolean {
  const last = before.length - 1;
  if (before.charAt(last) !== '.') return true;
  if (last <= longestShortWord) return false;
  for (let at = last - longestShortWord - 1; at < last; at += 1)
    if (!isAsciiLetter(before.charCodeAt(at))) return false;
  return true;
}

/** A lost blank: "last week.He said", "“It is over.”The". Anything else without a blank is "Change.org" or "3.5". */
const lostBlank: (boundary: Boundary) => boolean = ({ before, after }) =>
  /(?:\p{Ll}{2}|\p{N}|[)\]])[.!?]["”’″»“«)]*$/u.test(before) && /^["“‘«(]?\p{Lu}(?:\p{Ll}|\s|['’])/u.test(after);

function startsWithReporter(after: string): boolean {
  const words = after.match(/^[^.?!"“”]{0,80}/u)?.[0].split(/\s+/u) ?? [];
  const verb = words.findIndex((word) => reportsSpeech(word.toLowerCase().replace(/\P{L}+$/u, '')));
  return verb >= 0 && verb <= 7;
}

/**
 * Splits paragraphs into sentences: trimmed, in reading order, never overlapping, none across paragraphs.
 *
 * @param cuts credit lines and datelines, in reading order: they belong to no sentence
 */
export function splitSentences(text: string, paragraphs: readonly Span[], cuts: readonly Span[] = []): Sentence[] {
  const sentences: Sentence[] = [];
  let cut = 0;
  for (const [paragraph, { start, end }] of paragraphs.entries()) {
    let from = start;
    for (; cut < cuts.length; cut += 1) {
      const gap = cuts[cut];
      if (gap === undefined || gap.start >= end) break;
      addSentences(text, { start: from, end: gap.start }, paragraph, sentences);
      from = Math.max(from, gap.end);
    }
    addSentences(text, { start: from, end }, paragraph, sentences);
  }
  return sentences;
}

function addSentences(text: string, piece: Span, paragraph: number, sentences: Sentence[]): void {
  const { start, end } = trimSpan(text, piece);
  let from = start;
  for (const boundary of boundariesIn(text, start, end)) {
    addSentence(text, { start: from, end: boundary }, paragraph, sentences);
    from = boundary;
  }
  addSentence(text, { start: from, end }, paragraph, sentences);
}

function addSentence(text: string, piece: Span, paragraph: number, sentences: Sentence[]): void {
  const { start, end } = trimSpan(text, piece);
  if (end > start) sentences.push({ start, end, paragraph });
}

const stops = /(?:[.!?…]+|[。！？])(?:["'”’″»)\]]+|[“«](?=\s|$)|[\u00a0 ][”»"](?=\s|$))*/gu;

/** Places right after the stop of a sentence, the last one of the piece left out. */
function boundariesIn(text: string, start: number, end: number): number[] {
  const boundaries: number[] = [];
  let from = start;
  const piece = text.slice(start, end);
  // `matchAll` copies the pattern for each piece, which costs as much as the search.
  stops.lastIndex = 0;
  const isOpenAt = openMarks(piece);
  for (let found = stops.exec(piece); found !== null; found = stops.exec(piece)) {
    const blank = found[0].length < 3 ? -1 : found[0].search(/[\u00a0 ]"/);
    // `he said. " It`: a straight mark between blanks closes what stands open, else it opens.
    const stop = blank < 0 || isOpenAt(found.index) ? found[0] : found[0].slice(0, blank);
    const place = start + found.index + stop.length;
    if (place >= end) break;
    const next = trimSpan(text, { start: place, end: Math.min(end, place + 200) }).start;
    if (stop === '.' && place - from > longestShortWord + 1 && isPlainEnd(text, place, next)) {
      boundaries.push(place);
      from = next;
      continue;
    }
    // Windows, not the whole sentence: the rules look at the words next to the stop, and the whole would be quadratic.
    const boundary: Boundary = {
      before: text.slice(Math.max(from, place - 24), place),
      after: text.slice(next, Math.min(end, next + 80)),
      stop,
      gap: next - place,
    };
    if (!isEnd(boundary) || (place - from < 6 && afterListNumber(boundary))) continue;
    boundaries.push(place);
    from = next;
  }
  return boundaries;
}

/**
 * Tells of places in a piece whether a straight mark before them stands open. Asked in reading order, so that each mark is
 * passed once however many places there are.
 */
function openMarks(piece: string): (at: number) => boolean {
  let mark = piece.indexOf('"');
  let open = false;
  return (at) => {
    for (; mark >= 0 && mark < at; mark = piece.indexOf('"', mark + 1)) open = !open;
    return open;
  };
}

/** "reporters. The": a long word, its stop, and a capital behind a blank. None of the rules takes that for a false end. */
function isPlainEnd(text: string, place: number, next: number): boolean {
  const code = text.charCodeAt(next);
  if (next === place || code < 0x41 || code > 0x5a) return false;
  for (let at = place - longestShortWord - 2; at < place - 1; at += 1)
    if (!isAsciiLetter(text.charCodeAt(at))) return false;
  return true;
}

function isEnd(boundary: Boundary): boolean {
  if (/[。！？]/u.test(boundary.stop)) return true;
  if (boundary.gap === 0 && !lostBlank(boundary)) return false;
  if (elsewhere.some((isFalseEnd) => isFalseEnd(boundary))) return false;
  return endsInLongWord(boundary.before) || !afterShortWord.some((isFalseEnd) => isFalseEnd(boundary));
}
