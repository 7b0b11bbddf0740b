import { searchedWords } from '../../answer/searched-words.ts';
import type { Answer, AnswerItem, Searched, StyledSpan, Verdict } from '../../model/answer.ts';
import type { Span } from '../../model/span.ts';
import { shorten } from './attribution.ts';
import { bold, escapeInline, italic, struck } from './escape.ts';

const longestLead = 600;
const longestNote = 300;
const notesShown = 5;
const longestClaim = 600;
const differencesShown = 8;
const longestDifference = 80;
const longestRun = 200;

/** The first line, its names bold and its topics italic. */
export function drawLead(lead: string, styles: readonly StyledSpan[]): string {
  const shown = shorten(lead, longestLead);
  const kept = shown === lead ? lead.length : shown.length - 1;
  let drawn = '';
  let at = 0;
  for (const { start, end, style } of [...styles].sort((a, b) => a.start - b.start)) {
    if (start < at || end > kept) continue;
    const words = escapeInline(lead.slice(start, end));
    drawn += escapeInline(lead.slice(at, start)) + (style === 'strong' ? bold(words) : italic(words));
    at = end;
  }
  return (drawn + escapeInline(shown.slice(at))).trim() || '…';
}

export function drawNotes(notes: readonly string[]): string[] {
  return notes.slice(0, notesShown).map((note) => italic(escapeInline(shorten(note, longestNote))));
}

/** What was claimed and where it differs. Said in words too: strikes and bold are not read aloud. */
export function drawVerdict({ verdict, understood }: Answer): string[] {
  if (verdict === undefined || verdict.changed.length === 0) return [];
  const shown = verdict.changed.slice(0, differencesShown).map(drawDifference);
  const rest = verdict.changed.length - shown.length;
  return [
    ...(understood.quote === undefined ? [] : [`Claimed: ${drawClaim(understood.quote, verdict)}`]),
    `Differs: ${shown.join(' · ')}${rest > 0 ? ` · ${rest} more` : ''}`,
  ];
}

function drawDifference({ claimed, stored }: Verdict['changed'][number]): string {
  const claim = struck(escapeInline(shorten(claimed, longestDifference)));
  const source = bold(escapeInline(shorten(stored, longestDifference)));
  if (claimed.trim() === '') return `only in the article ${source}`;
  if (stored.trim() === '') return `only in the claim ${claim}`;
  return `claim ${claim}, article ${source}`;
}

function drawClaim(quote: string, verdict: Verdict): string {
  const claim = shorten(quote.trim(), longestClaim);
  let drawn = '';
  let at = 0;
  const runs = findRuns(
    claim,
    verdict.changed.map(({ claimed }) => claimed),
  );
  for (const { start, end } of runs) {
    drawn += escapeInline(claim.slice(at, start)) + struck(escapeInline(claim.slice(start, end)));
    at = end;
  }
  return drawn + escapeInline(claim.slice(at));
}

/** The spans of an item that stand out. */
export function strongSpans(item: AnswerItem, { kind, verdict }: Answer): Span[] {
  const toSpan = ([start, end]: readonly [number, number]) => ({ start, end });
  if (verdict !== undefined && verdict.changed.length > 0) {
    return findRuns(
      item.text,
      verdict.changed.map(({ stored }) => stored),
    );
  }
  if (item.highlight.length > 0) return item.highlight.map(toSpan);
  // Among its neighbours the statement is to be found at a glance.
  return kind === 'passages' ? item.said.map(toSpan) : [];
}

/** Where runs of words stand, each once, whole words, in order. What is not found, or is no mere run, is left out. */
function findRuns(text: string, runs: readonly string[]): Span[] {
  const found: Span[] = [];
  const sought = runs.map((words) => words.trim()).filter(({ length }) => length > 0 && length <= longestRun);
  for (const run of sought.slice(0, differencesShown)) {
    const span = placesOf(text, run).find(({ start, end }) =>
      found.every((other) => end <= other.start || start >= other.end),
    );
    if (span) found.push(span);
  }
  return found.sort((a, b) => a.start - b.start);
}

function placesOf(text: string, run: string): Span[] {
  const pattern = run
    .split(/\s+/)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('\\s+');
  return [...text.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'giu'))].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** "Searched 1,240 articles of 6 outlets, 1 May 2025 to today · 7 more". */
export function drawSearched(searched: Searched, more: number, now: Date): string {
  // Discord tells no zone: days are reckoned as the archive's dates are compared.
  const words = searchedWords(searched, { locale: 'en', zone: 'utc', now });
  return `-# Searched ${escapeInline(words)}${more > 0 ? ` · ${more.toLocaleString('en')} more` : ''}`;
}
