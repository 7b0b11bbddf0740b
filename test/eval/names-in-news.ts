import type { Reading, Statement } from '../../src/model/reading.ts';
import { sameName } from '../../src/text/people/name-match.ts';
import type { AnnotatedArticle, AnnotatedQuote } from './annotated-news.ts';

/** One annotated quotation beside what was read. */
interface Pair {
  readonly quotation: readonly AnnotatedQuote[];
  readonly statement: Statement;
}

export interface Share {
  readonly right: number;
  readonly of: number;
}

/** Compares the named speakers of whole readings with annotated ones; the figures by what they measure. */
export function scoreNames(
  articles: readonly AnnotatedArticle[],
  readings: readonly Reading[],
): ReadonlyMap<string, Share> {
  const named = none();
  const namedWhereSaid = none();
  const resolved = none();
  const resolvedElsewhere = none();
  for (const [place, { quotes }] of articles.entries()) {
    const statements = (readings[place]?.statements ?? []).filter(({ nested }) => !nested);
    const quotations = groupsOf(quotes);
    for (const statement of statements) {
      const name = statement.speaker?.name ?? null;
      if (name === null) continue;
      const quotation = mostOverlapped(statement, quotations);
      const right = quotation !== null && isNamed(quotation, name);
      add(named, right);
      if (quotation !== null) add(namedWhereSaid, right);
    }
    for (const { quotation, statement } of pairsOf(quotations, statements)) {
      const gold = quotation[0]?.speaker_entity ?? null;
      if (gold === null) continue;
      const name = statement.speaker?.name ?? null;
      const right = name !== null && sameName(gold, name);
      add(resolved, right);
      if (!holdsSurname(quotation, gold)) add(resolvedElsewhere, right);
    }
  }
  return new Map([
    ['named speakers right', named],
    ['named speakers right, where anything was said', namedWhereSaid],
    ['resolved names right', resolved],
    ['resolved names right, surname elsewhere', resolvedElsewhere],
  ]);
}

const none = (): { right: number; of: number } => ({ right: 0, of: 0 });

function add(share: { right: number; of: number }, right: boolean): void {
  share.of += 1;
  if (right) share.right += 1;
}

function groupsOf(quotes: readonly AnnotatedQuote[]): AnnotatedQuote[][] {
  return [...Map.groupBy(quotes, ({ group }) => group).values()];
}

/** Where nobody is named over the article, the words of the mention decide ("NSW police"). */
function isNamed([first]: readonly AnnotatedQuote[], name: string): boolean {
  const expected = first?.speaker_entity ?? first?.speaker_text ?? null;
  return expected !== null && sameName(expected, name);
}

/** The quotation that shares most with a statement, if it shares a third of either. */
function mostOverlapped(statement: Statement, quotations: readonly AnnotatedQuote[][]): AnnotatedQuote[] | null {
  let best: AnnotatedQuote[] | null = null;
  let most = 0;
  for (const quotation of quotations) {
    const shared = sharedOf(quotation, statement);
    const least = Math.min(
      quotation.reduce((sum, { quote_start, quote_end }) => sum + quote_end - quote_start, 0),
      statement.content.reduce((sum, { start, end }) => sum + end - start, 0),
    );
    if (shared > most && shared * 3 >= least) {
      most = shared;
      best = quotation;
    }
  }
  return best;
}

function sharedOf(quotation: readonly AnnotatedQuote[], { content }: Statement): number {
  let shared = 0;
  for (const { start, end } of content)
    for (const { quote_start, quote_end } of quotation)
      shared += Math.max(0, Math.min(end, quote_end) - Math.max(start, quote_start));
  return shared;
}

function pairsOf(quotations: readonly AnnotatedQuote[][], statements: readonly Statement[]): Pair[] {
  return quotations.flatMap((quotation) => {
    const found = statements
      .filter((statement) => mostOverlapped(statement, [quotation]) !== null)
      .toSorted((a, b) => sharedOf(quotation, b) - sharedOf(quotation, a))[0];
    return found === undefined ? [] : [{ quotation, statement: found }];
  });
}

function holdsSurname(quotation: readonly AnnotatedQuote[], name: string): boolean {
  const surname = name.split(' ').at(-1) ?? name;
  return quotation.some(({ quote_text, speaker_text }) => `${quote_text} ${speaker_text ?? ''}`.includes(surname));
}
