import type { Reading, Statement } from '../model/reading.ts';
import type { Span } from '../model/span.ts';

function isWithin({ start, end }: Span, length: number): boolean {
  return Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= length;
}

function spansOf({ content, quoted, extent, cue, speaker }: Statement): Span[] {
  const optional = [cue, speaker?.mention ?? null].filter((span) => span !== null);
  return [...content, ...quoted, extent, ...optional];
}

/** Says what is wrong with the spans of a reading over a text of that length, one line each; empty when all is well. */
export function faultsOfSpans(length: number, reading: Pick<Reading, 'sentences' | 'statements' | 'people'>): string[] {
  const faults: string[] = [];
  let end = 0;
  for (const [number, sentence] of reading.sentences.entries()) {
    if (!isWithin(sentence, length)) faults.push(`sentence ${number} reaches outside the text`);
    else if (sentence.start === sentence.end) faults.push(`sentence ${number} is empty`);
    else if (sentence.start < end) faults.push(`sentence ${number} begins before the one before it ends`);
    end = Math.max(end, sentence.end);
  }
  for (const [number, statement] of reading.statements.entries())
    if (!spansOf(statement).every((span) => isWithin(span, length)))
      faults.push(`statement ${number} reaches outside the text`);
  for (const person of reading.people)
    if (!person.descriptions.every((description) => isWithin(description, length)))
      faults.push(`a description of "${person.name}" reaches outside the text`);
  return faults;
}

/** @throws {RangeError} for a reading that does not fit its text, which would show words that are not there */
export function requireWithin(articleId: string, length: number, reading: Reading): void {
  const [fault] = faultsOfSpans(length, reading);
  if (fault !== undefined) throw new RangeError(`Cannot store the reading of article "${articleId}": ${fault}`);
}
