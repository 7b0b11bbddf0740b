import type { Reading, Statement, StatementType } from '../model/reading.ts';
import type { Span } from '../model/span.ts';

/** One contiguous piece of one attribution; offsets in UTF-16 units. */
interface ExtractedQuote {
  readonly quote_start: number;
  readonly quote_end: number;
  readonly quote_text: string;
  readonly cue: string | null;
  readonly cue_start: number | null;
  readonly speaker_text: string | null;
  readonly speaker_start: number | null;
  readonly speaker_entity: string | null;
  readonly type: StatementType;
  /** Shared by the pieces of one attribution. */
  readonly group: string;
}

export interface Extraction {
  readonly id: string;
  readonly quotes: readonly ExtractedQuote[];
}

/** Turns a reading into the form that `extract` writes. What one speaker says inside another's words is left out. */
export function extractQuotes(id: string, text: string, { statements }: Reading): Extraction {
  const outer = statements.filter(({ nested }) => !nested);
  const quotes = outer.flatMap((statement, place) =>
    statement.content.map((piece) => extractPiece(text, statement, piece, `${id}/${place}`)),
  );
  return { id, quotes };
}

function extractPiece(text: string, { cue, speaker, type }: Statement, piece: Span, group: string): ExtractedQuote {
  const mention = withRelative(text, speaker?.mention ?? null);
  return {
    quote_start: piece.start,
    quote_end: piece.end,
    quote_text: text.slice(piece.start, piece.end),
    cue: cue === null ? null : text.slice(cue.start, cue.end),
    cue_start: cue?.start ?? null,
    speaker_text: mention === null ? null : text.slice(mention.start, mention.end),
    speaker_start: mention?.start ?? null,
    speaker_entity: speaker?.name ?? null,
    type,
    group,
  };
}

/** "the senator, who": annotated news takes the pronoun for the speaker, so it is written with the words it stands for. */
function withRelative(text: string, mention: Span | null): Span | null {
  if (mention === null) return null;
  const found = /^,?\s+(?:who|which|that)(?![\p{L}\p{N}])/u.exec(text.slice(mention.end, mention.end + 10));
  return found === null ? mention : { start: mention.start, end: mention.end + found[0].length };
}
