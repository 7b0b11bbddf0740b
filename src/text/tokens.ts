import type { Sentence } from '../model/reading.ts';
import type { Span } from '../model/span.ts';
import type { QuotedRun } from './quote-marks.ts';
import { addWords, type Form } from './words.ts';

/** A word, a number, a sign, or a whole run in marks. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly lower: string;
  readonly kind: 'word' | 'number' | 'sign' | 'quote';
  /** A word that begins with a capital. */
  readonly capital: boolean;
  /** `null` for a run in marks. */
  readonly form: Form | null;
  readonly run: QuotedRun | null;
}

/** What has to be read together: a sentence, or all those that one run in marks ties together. */
export interface Unit {
  readonly tokens: readonly Token[];
  /** Those tokens that are runs in marks. */
  readonly quotes: readonly Token[];
  readonly paragraph: number;
  /** First and last sentence. */
  readonly from: number;
  readonly to: number;
}

/** Tokens of the longest unit; text without stops is cut there, so that reading stays linear. */
const longestUnit = 200;
const none: readonly Token[] = [];

/** Groups sentences into units, runs in marks collapsed to one token each. Runs and sentences in reading order. */
export function buildUnits(text: string, sentences: readonly Sentence[], runs: readonly QuotedRun[]): Unit[] {
  const nicknames = runs.filter((run) => isNickname(text, run));
  const outer = nicknames.length === 0 ? runs.filter(({ nested }) => !nested) : withoutNicknames(runs, nicknames);
  const units: Unit[] = [];
  let run = 0;
  let nickname = 0;
  for (let from = 0; from < sentences.length; ) {
    const first = sentences[from];
    if (first === undefined) break;
    while ((outer[run]?.end ?? Infinity) <= first.start) run += 1;
    let to = from;
    let end = first.end;
    const inside: QuotedRun[] = [];
    for (let next = outer[run]; next !== undefined && next.start < end; next = outer[run]) {
      inside.push(next);
      run += 1;
      while (to + 1 < sentences.length && (sentences[to + 1]?.start ?? Infinity) < next.end) to += 1;
      end = Math.max(end, sentences[to]?.end ?? end);
    }
    const names: QuotedRun[] = [];
    for (let next = nicknames[nickname]; next !== undefined && next.start < end; next = nicknames[nickname]) {
      if (next.start >= first.start) names.push(next);
      nickname += 1;
    }
    const tokens = tokensOf(text, { start: first.start, end }, inside, names);
    for (let cut = 0; cut < tokens.length; cut += longestUnit) {
      const own = tokens.length <= longestUnit ? tokens : tokens.slice(cut, cut + longestUnit);
      const quotes = inside.length === 0 ? none : own.filter(({ kind }) => kind === 'quote');
      units.push({ tokens: own, quotes, paragraph: first.paragraph, from, to });
    }
    from = to + 1;
  }
  return units;
}

/** `Al “Shorty” Holt`: a short name in marks between two names, which is a part of them and nothing that was said. */
function isNickname(text: string, { start, end, inner, nested }: QuotedRun): boolean {
  if (nested || inner.end - inner.start > longestNickname) return false;
  return (
    /^\p{Lu}[\p{L}\p{M}'’.-]*(?: [\p{L}\p{M}'’.-]+){0,2}$/u.test(text.slice(inner.start, inner.end)) &&
    /\p{Lu}[\p{L}\p{M}.]* $/u.test(text.slice(Math.max(0, start - 24), start)) &&
    /^ \p{Lu}\p{Ll}/u.test(text.slice(end, end + 3))
  );
}

const longestNickname = 24;

function withoutNicknames(runs: readonly QuotedRun[], nicknames: readonly QuotedRun[]): QuotedRun[] {
  const left = new Set(runs);
  for (const run of nicknames) left.delete(run);
  return [...left].filter(({ nested }) => !nested);
}

/** The words of a span, each run in marks one token; of nicknames the words, without their marks. */
function tokensOf(
  text: string,
  { start, end }: Span,
  runs: readonly QuotedRun[],
  nicknames: readonly QuotedRun[],
): Token[] {
  const tokens: Token[] = [];
  let from = start;
  const addUpTo = (to: number): void => {
    for (const name of nicknames) {
      if (name.start < from || name.end > to) continue;
      addWords(text, { start: from, end: name.start }, tokens);
      addWords(text, name.inner, tokens);
      from = name.end;
    }
    addWords(text, { start: from, end: to }, tokens);
  };
  for (const run of runs) {
    addUpTo(Math.max(from, run.start));
    const words = text.slice(run.start, run.end);
    const { start: at, end: behind } = run;
    tokens.push({ start: at, end: behind, text: words, lower: '', kind: 'quote', capital: false, form: null, run });
    from = run.end;
  }
  addUpTo(Math.max(from, end));
  return tokens;
}

/** What a range of tokens, `[from, to)`, covers. */
export function spanOf(tokens: readonly Token[], { from, to }: { from: number; to: number }): Span {
  return { start: tokens[from]?.start ?? 0, end: tokens[to - 1]?.end ?? 0 };
}
