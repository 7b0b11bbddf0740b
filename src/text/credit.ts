import outlets from '../../data/words/outlets.json' with { type: 'json' };
import type { Span } from '../model/span.ts';
import { trimSpan } from './paragraphs.ts';

/** What a text says of its own origin. */
interface Credit {
  /** Name of the outlet ("Associated Press" for "AP"), or `null` when no line names one. */
  readonly outlet: string | null;
  /** The credit lines, bylines and datelines, in reading order: they belong to no sentence. */
  readonly cuts: readonly Span[];
}

/** A part of a paragraph that is no sentence, and the outlet that it names. */
interface Cut extends Span {
  readonly outlet: string | null;
}

const known = new Map(Object.entries(outlets.names).map(([alias, name]) => [alias.toLowerCase(), name]));
const outletWords =
  /\b(?:Press|News|Newsroom|Newswire|Agency|Agence|Agentur|Times|Post|Journal|Tribune|Herald|Gazette|Guardian|Telegraph|Courier|Chronicle|Wire|Radio|Television|TV|Media|Newspapers?|Service|Reuters|Bloomberg)\b/;

/** Paragraphs at the head and the foot of an article in which bylines and credits stand. */
const headParagraphs = 5;
const footParagraphs = 5;

/** Finds credit lines ("(Associated Press)", "— Reuters"), bylines, copyright notices and datelines. */
export function findCredit(text: string, paragraphs: readonly Span[]): Credit {
  const cuts: Cut[] = [];
  let dated = false;
  for (const [place, paragraph] of paragraphs.entries()) {
    const head = place < headParagraphs;
    const foot = place >= paragraphs.length - footParagraphs;
    // In a digest every paragraph has a dateline.
    const dateline: Cut | undefined = head || dated ? datelineOf(text, paragraph) : undefined;
    dated ||= dateline !== undefined;
    cuts.push(...cutsOf(text, paragraph, { head, foot }, dateline));
  }
  const outlet = cuts.findLast((cut) => cut.outlet !== null)?.outlet ?? null;
  return { outlet, cuts: cuts.map(({ start, end }) => ({ start, end })) };
}

/** Credits are short: of a long paragraph only the two ends are read. */
const reach = 240;
const none: readonly Cut[] = [];

function cutsOf(
  text: string,
  paragraph: Span,
  place: { head: boolean; foot: boolean },
  dateline: Cut | undefined,
): readonly Cut[] {
  if (paragraph.end - paragraph.start <= reach) {
    const line = text.slice(paragraph.start, paragraph.end);
    const outlet = wholeLineCredit(line, place);
    if (outlet !== undefined) return [{ start: paragraph.start, end: paragraph.end, outlet }];
  }
  const tail = place.foot ? trailingCredit(text, paragraph) : undefined;
  return dateline === undefined && tail === undefined ? none : [dateline, tail].filter((cut) => cut !== undefined);
}

const bareCredit = /^(?:[([]\s*|[—–-]{1,2}\s*|Source:\s*|Via\s+)?([^()[\]]{2,60}?)\s*[)\]]?\.?$/u;
/** More than a bare credit may have where all its blanks are single and its letters of one unit each. */
const longestBare = 80;

function isTooLong(line: string): boolean {
  return line.length > longestBare && !/\s\s|[\ud800-\udfff]/.test(line);
}

/** `undefined` when the line is none; `null` when it is one and names no outlet. */
function wholeLineCredit(line: string, { head, foot }: { head: boolean; foot: boolean }): string | null | undefined {
  const bare = isTooLong(line) ? undefined : bareCredit.exec(line)?.[1];
  const marked = /^(?:[([]|[—–-]|Source:)/.test(line);
  if (bare !== undefined) {
    const name = known.get(bare.toLowerCase());
    if (name !== undefined && (marked || head || foot)) return name;
    if (marked && /^[([]/.test(line) && isOutletLike(bare)) return bare;
  }
  if (/^(?:Copyright\b|©|\(c\)\s)/i.test(line)) return outletIn(line);
  if (/\ball rights reserved\b|^This material may not be published, broadcast/i.test(line)) return outletIn(line);
  if (/^\(?(?:Reporting|Writing|Editing|Additional reporting|Compiled) by \p{Lu}/u.test(line)) return outletIn(line);
  if (/^\(?With (?:inputs?|files|reporting) from\b/i.test(line)) return outletIn(line);
  if ((head || foot) && isByline(line)) return outletIn(line);
  return undefined;
}

/** "By Jane Doe", "By JANE DOE and John Roe, Courier News": names only, no stop. */
function isByline(line: string): boolean {
  return (
    line.length <= 120 &&
    /^B[yY]:?\s+\p{Lu}[\p{L}.'’-]*(?:(?:\s+|,\s*|\s*[/|&]\s*|\s*[—–-]\s*)(?:and|of|for|the|in|at|de|da|van|von|al|The|\p{Lu}[\p{L}.'’-]*)){1,14}$/u.test(
      line,
    ) &&
    !/\p{Ll}\.$/u.test(line)
  );
}

function isOutletLike(words: string): boolean {
  return /^(?:\p{Lu}[\p{L}.&'’/-]*\s*(?:of|the|and|for)?\s*){1,6}$/u.test(words) && outletWords.test(words);
}

function outletIn(line: string): string | null {
  for (const [found] of line.matchAll(/\p{L}[\p{L}./-]*(?:\s\p{Lu}[\p{L}.-]*){0,3}/gu)) {
    const parts = found.split(/\s/);
    for (let from = 0; from < parts.length; from += 1) {
      for (let to = parts.length; to > from; to -= 1) {
        const words = parts.slice(from, to).join(' ').replace(/\.$/, '');
        const name = known.get(words.toLowerCase());
        if (name !== undefined && (words.length > 3 || words === words.toUpperCase())) return name;
      }
    }
  }
  const named = /(?:Copyright|©|\(c\))[\s©(c)]*(?:\p{N}{4}[\s,–-]*)*((?:\p{Lu}[\p{L}'’&-]*\s?){1,5})/u
    .exec(line)?.[1]
    ?.trim();
  return named !== undefined && outletWords.test(named) ? named : null;
}

const place = String.raw`\p{Lu}[\p{L}.'’-]*(?:[ ,/]+[\p{L}\p{N}.'’-]+){0,7}`;
const withAgency = new RegExp(String.raw`^(?:${place}[ ,]*)?\(([^()\n]{2,40})\)\s*(?:[-–—_]{1,2}|:|\.)?\s+`, 'u');
const withDash =
  /^\p{Lu}[\p{Lu}.'’]{2,}(?:[ -]\p{Lu}[\p{Lu}.'’]+){0,3}(?:, [\p{L}.]+(?: [\p{L}\p{N}.]+){0,2}){0,2}(?:\s*(?:[–—]|--)\s*|\s+-\s+)(?=["“]?\p{Lu})/u;

/** "PARIS (AP) — ", "WASHINGTON, April 18 (Reuters) - ", "LONDON — ". */
function datelineOf(text: string, { start, end }: Span): Cut | undefined {
  const opening = text.slice(start, Math.min(end, start + 120));
  const agency = withAgency.exec(opening);
  const inner = agency?.[1];
  if (agency !== null && inner !== undefined) {
    const name = known.get(inner.trim().toLowerCase()) ?? (isOutletLike(inner) ? inner : undefined);
    const dashed = /[-–—_:.]\s+$/.test(agency[0]);
    if (name !== undefined && dashed) return { start, end: start + agency[0].length, outlet: name };
  }
  const dash = withDash.exec(opening);
  return dash === null ? undefined : { start, end: start + dash[0].length, outlet: null };
}

/** "... on Thursday. (Reuters)" */
function trailingCredit(text: string, { start, end }: Span): Cut | undefined {
  const from = Math.max(start, end - reach);
  const found = /(?<=[.!?”"’…]\s*)[([]([^()[\]]{2,60})[)\]]\.?$/u.exec(text.slice(from, end));
  const inner = found?.[1];
  if (found === null || inner === undefined) return undefined;
  const outlet = known.get(inner.trim().toLowerCase()) ?? (isOutletLike(inner) ? inner.trim() : undefined);
  if (outlet === undefined) return undefined;
  return { ...trimSpan(text, { start: from + found.index, end }), outlet };
}
