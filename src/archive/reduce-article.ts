import type { VersionRow } from '../model/archive.ts';
import type { Person, Reading, Statement } from '../model/reading.ts';
import type { Span } from '../model/span.ts';

/** An article as it is kept for its quotations alone: its text and reading. */
export interface Reduced {
  readonly text: string;
  readonly reading: Reading;
}

interface Whole {
  readonly row: VersionRow;
  readonly text: string;
  readonly reading: Reading;
}

interface Kept extends Span {
  /** Where it begins in the reduced text. */
  readonly at: number;
}

const between = '\n\n';

/**
 * Leaves of a text the sentences that hold a statement, each run of them a paragraph, with all that was read in them.
 *
 * @returns `null` when there is no statement to keep
 */
export function reduceToStatements({ text, reading }: Whole): Reduced | null {
  const kept = keptParts(reading.statements);
  if (kept.length === 0) return null;
  const move = ({ start, end }: Span): Span | null => {
    const part = kept.find((each) => each.start <= start && end <= each.end);
    return part === undefined ? null : { start: start - part.start + part.at, end: end - part.start + part.at };
  };
  return {
    text: kept.map(({ start, end }) => text.slice(start, end)).join(between),
    reading: {
      ...reading,
      sentences: reading.sentences.flatMap((sentence) => {
        const span = move(sentence);
        return span === null ? [] : [{ ...span, paragraph: kept.findLastIndex(({ at }) => at <= span.start) }];
      }),
      statements: reading.statements.flatMap((statement) => movedStatement(statement, move)),
      people: reading.people.map((person) => movedPerson(person, move)),
    },
  };
}

/** Extents of all statements, those that touch as one, in reading order. */
function keptParts(statements: readonly Statement[]): Kept[] {
  const parts: { start: number; end: number }[] = [];
  for (const { start, end } of statements.map(({ extent }) => extent).toSorted((a, b) => a.start - b.start)) {
    const last = parts.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else if (end > start) parts.push({ start, end });
  }
  let at = 0;
  return parts.map(({ start, end }) => {
    const part = { start, end, at };
    at += end - start + between.length;
    return part;
  });
}

type Move = (span: Span) => Span | null;

function movedStatement(statement: Statement, move: Move): Statement[] {
  const extent = move(statement.extent);
  if (extent === null) return [];
  const all = (spans: readonly Span[]) => spans.flatMap((span) => move(span) ?? []);
  const content = all(statement.content);
  // A statement that reaches out of its own sentences cannot be shown whole any more.
  if (content.length < statement.content.length) return [];
  const { speaker, cue } = statement;
  return [
    {
      ...statement,
      extent,
      content,
      quoted: all(statement.quoted),
      cue: cue === null ? null : move(cue),
      speaker:
        speaker === null ? null : { ...speaker, mention: speaker.mention === null ? null : move(speaker.mention) },
    },
  ];
}

function movedPerson(person: Person, move: Move): Person {
  return {
    ...person,
    descriptions: person.descriptions.flatMap((description) => {
      const span = move(description);
      return span === null ? [] : [{ text: description.text, ...span }];
    }),
  };
}
