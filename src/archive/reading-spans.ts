import type { Person, Reading, Sentence } from '../model/reading.ts';
import type { Span } from '../model/span.ts';
import type { StatementSpans } from './packed-spans.ts';

/** Every place that a reading names. */
export interface ReadingSpans {
  readonly sentences: readonly Sentence[];
  readonly statements: readonly StatementSpans[];
  readonly people: readonly (Pick<Person, 'name'> & { readonly descriptions: readonly Span[] })[];
}

/** Says what is wrong with the spans of a reading over a text of that length, one line each; empty when all is well. */
export function faultsOfSpans(length: number, { sentences, statements, people }: ReadingSpans): string[] {
  const faults: string[] = [];
  let end = 0;
  for (const [number, sentence] of sentences.entries()) {
    if (!isWithin(sentence, length)) faults.push(`sentence ${number} reaches outside the text`);
    else if (sentence.start === sentence.end) faults.push(`sentence ${number} is empty`);
    else if (sentence.start < end) faults.push(`sentence ${number} begins before the one before it ends`);
    end = Math.max(end, sentence.end);
  }
  for (const [number, statement] of statements.entries())
    if (!spansOf(statement).every((span) => isWithin(span, length)))
      faults.push(`statement ${number} reaches outside the text`);
  for (const { name, descriptions } of people)
    if (!descriptions.every((description) => isWithin(description, length)))
      faults.push(`a description of "${name}" reaches outside the text`);
  return faults;
}

/** @throws {RangeError} for a reading that does not fit its text, which would show words that are not there */
export function requireWithin(articleId: string, length: number, { sentences, statements, people }: Reading): void {
  const spans = statements.map((statement) => ({ ...statement, mention: statement.speaker?.mention ?? null }));
  const [fault] = faultsOfSpans(length, { sentences, statements: spans, people });
  if (fault !== undefined) throw new RangeError(`Cannot store the reading of article "${articleId}": ${fault}`);
}

function isWithin({ start, end }: Span, length: number): boolean {
  return Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= length;
}

function spansOf({ content, quoted, extent, cue, mention }: StatementSpans): Span[] {
  return [...content, ...quoted, extent, ...[cue, mention].filter((span) => span !== null)];
}
