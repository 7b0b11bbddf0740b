import type { Reading, Sentence, Speaker, Statement } from '../model/reading.ts';
import type { Span } from '../model/span.ts';
import type { Attribution } from './attribution.ts';
import { findAttributions, type Layer } from './attributions.ts';
import { findCredit } from './credit.ts';
import { findCue } from './cues.ts';
import { splitParagraphs } from './paragraphs.ts';
import { resolvePeople } from './people/resolve-people.ts';
import { findQuotedRuns } from './quote-marks.ts';
import { saidOn } from './said-on.ts';
import { splitSentences } from './sentences.ts';
import { buildUnits } from './tokens.ts';
import { endUnclosedRuns } from './unclosed.ts';

/** Version of everything that this folder finds: a stored reading with another one is made again. */
export const readingRules = '2026.11.5';

interface ArticleText {
  readonly text: string;
  readonly title: string | null;
  readonly published: string | null;
}

/** Finds sentences, credit, statements and people of one article. Pure, and linear in the length of the text. */
export function readArticle(article: ArticleText, layer: Layer = 'trained'): Reading {
  const { text } = article;
  const paragraphs = splitParagraphs(text);
  const credit = findCredit(text, paragraphs);
  const sentences = splitSentences(text, paragraphs, credit.cuts);
  const runs = endUnclosedRuns(text, findQuotedRuns(text, paragraphs));
  const units = buildUnits(text, sentences, runs);
  const attributions = findAttributions(text, { paragraphs, units, runs }, layer);
  const { people, speakers } = resolvePeople(text, sentences, attributions, article, units);
  const statements = attributions.map((attribution, place) =>
    statementOf(attribution, { article, speaker: speakers[place] ?? null, attributions, sentences }),
  );
  return { rules: readingRules, sentences, statements, people, credit: credit.outlet };
}

interface Around {
  readonly article: ArticleText;
  readonly speaker: Speaker | null;
  readonly attributions: readonly Attribution[];
  readonly sentences: readonly Sentence[];
}

function statementOf(attribution: Attribution, { article, speaker, attributions, sentences }: Around): Statement {
  const { type, content, quoted, cue, denied, within, mention } = attribution;
  const outer = within === null ? undefined : attributions[within];
  const parts = [...content, ...(cue === null ? [] : [cue]), ...(mention === null ? [] : [mention])];
  const extent = extentOf(parts, sentences);
  const day =
    article.published === null ? null : saidOn(article.text, { content, extent, cue, mention }, article.published);
  const thought = type === 'indirect' && cue !== null && reportsThought(article.text, cue);
  return {
    type,
    content,
    quoted,
    extent,
    cue,
    speaker,
    nested: outer !== undefined,
    denied,
    ...(thought ? { thought } : {}),
    ...(day === null ? {} : { saidOn: day }),
  };
}

/** "believes", "hopes": a verb of belief or wish. */
function reportsThought(text: string, { start, end }: Span): boolean {
  return findCue(text.slice(start, end).toLowerCase())?.reporting === 'thought';
}

/** The whole sentences that hold all the parts. */
function extentOf(parts: readonly Span[], sentences: readonly Sentence[]): Span {
  const start = parts.reduce((least, part) => Math.min(least, part.start), Infinity);
  const end = parts.reduce((most, part) => Math.max(most, part.end), 0);
  const first = sentences[sentenceAt(sentences, start)];
  const last = sentences[sentenceAt(sentences, end - 1)];
  return { start: Math.min(start, first?.start ?? start), end: Math.max(end, last?.end ?? end) };
}

/** Place of the last sentence that starts at or before `at`; 0 when none does. */
function sentenceAt(sentences: readonly Sentence[], at: number): number {
  let low = 0;
  let high = sentences.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sentences[middle]?.start ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
