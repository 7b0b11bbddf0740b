import type { Span } from '../model/span.ts';

interface SingleRun extends Span {
  /** Inside a run of double marks. */
  readonly nested: boolean;
}

/** Words that begin with an apostrophe: "'em", "'90s". */
const elisions = /^(?:\p{N}{2}s?|em|til|tis|twas|cause|bout|n|round|cuz|ol|neath)(?![\p{L}\p{N}])/iu;

type Role = 'opening' | 'closing' | 'weak closing' | 'possessive' | 'apostrophe';

interface SingleMark {
  readonly at: number;
  readonly role: Role;
}

/**
 * Finds words in single marks (‘ ’ or ' ') and leaves apostrophes alone.
 *
 * @param doubles runs of double marks in this paragraph: a single run stays within one, or outside of all
 */
export function findSingleRuns(text: string, paragraph: Span, doubles: readonly Span[]): SingleRun[] {
  const runs: SingleRun[] = [];
  let open: { at: number; zone: number; end: number | null; settled: boolean } | null = null;
  let outer = 0;
  const settle = (): void => {
    if (open !== null && open.end !== null) runs.push({ start: open.at, end: open.end, nested: open.zone >= 0 });
    open = null;
  };
  for (const { at, role } of singleMarks(text, paragraph)) {
    while (outer < doubles.length && (doubles[outer]?.end ?? 0) <= at) outer += 1;
    const within = doubles[outer];
    const zone = within !== undefined && within.start <= at ? within.start : -1;
    if (role === 'opening') {
      settle();
      open = { at, zone, end: null, settled: false };
    } else if (open !== null && open.zone === zone && role !== 'apostrophe') {
      // "the officials' view,'": a possessive may be the end, but only where nothing better follows.
      open.end = at + 1;
      if (role !== 'possessive') settle();
    } else if (open !== null && open.zone >= 0 && open.zone !== zone) settle();
  }
  settle();
  return runs;
}

const marks = /(?<!['‘’])['‘’](?!['‘’])/g;

function* singleMarks(text: string, { start, end }: Span): Generator<SingleMark> {
  const piece = text.slice(start, end);
  marks.lastIndex = 0;
  for (let found = marks.exec(piece); found !== null; found = marks.exec(piece)) {
    const at = start + found.index;
    const before = at === start ? ' ' : text.charAt(at - 1);
    const after = at + 1 === end ? ' ' : text.charAt(at + 1);
    yield { at, role: roleOf(found[0], before, after, text.slice(at + 1, Math.min(end, at + 12))) };
  }
}

function roleOf(glyph: string, before: string, after: string, rest: string): Role {
  const wordBefore = /[\p{L}\p{N}]/u.test(before);
  const wordAfter = /[\p{L}\p{N}]/u.test(after);
  if (wordBefore && wordAfter) return 'apostrophe';
  const startsHere = /[\s([{/—–“"„«″-]/u.test(before) && !/[\s)\]}.,;:!?]/u.test(after);
  if (startsHere) return (glyph !== '‘' && elisions.test(rest)) || glyph === '’' ? 'apostrophe' : 'opening';
  if (glyph === '‘') return 'apostrophe';
  if (/[.,!?…;]/.test(before)) return 'closing';
  if (/\p{N}/u.test(before) && /[\p{N}"″]/u.test(after)) return 'apostrophe';
  if (wordBefore && /[.,;:!?)\]”"″»—–]/u.test(after)) return before === 's' ? 'possessive' : 'closing';
  return before === 's' || before === 'S' ? 'possessive' : 'weak closing';
}
