import type { AnswerItem } from '../model/answer.ts';
import type { StoredStatement } from '../model/archive.ts';
import type { Article, ArticleReference } from '../model/article.ts';
import type { Span } from '../model/span.ts';
import { passageId } from './passage-id.ts';

type Pair = readonly [start: number, end: number];

/** A place where the same words stand. */
export interface Copy {
  readonly article: ArticleReference;
  readonly start: number;
  readonly end: number;
}

export function referenceTo({ id, title, outlet, url, published, summary }: ArticleReference): ArticleReference {
  return { id, title, outlet, url, published, ...(summary && { summary }) };
}

/** A statement as it is shown: its whole sentences. `highlight` counts in the article's text. */
export function statementItem(
  statement: StoredStatement,
  article: Article,
  extra: { readonly highlight: readonly Span[]; readonly alsoIn: readonly Copy[] },
): AnswerItem {
  const { start, end } = statement.extent;
  const { speaker } = statement;
  return {
    id: statement.id,
    text: article.text.slice(start, end),
    start,
    end,
    article: referenceTo(article),
    said: within(statement.content, statement.extent),
    highlight: within(extra.highlight, statement.extent),
    speaker:
      speaker === null
        ? null
        : {
            name: speaker.name,
            mention: speaker.mention === null ? null : article.text.slice(speaker.mention.start, speaker.mention.end),
            description: speaker.description,
            via: speaker.via,
            rule: speaker.rule,
          },
    type: statement.type,
    ...(statement.thought && { thought: true }),
    ...(statement.saidOn !== undefined && { saidOn: statement.saidOn }),
    alsoIn: extra.alsoIn,
  };
}

/** Sentences as they stand, with nobody's words claimed in them. `highlight` counts in the article's text. */
export function passageItem(
  article: Article,
  span: Span,
  extra: { readonly highlight: readonly Span[]; readonly alsoIn: readonly Copy[] },
): AnswerItem {
  return {
    id: passageId(article, span),
    text: article.text.slice(span.start, span.end),
    start: span.start,
    end: span.end,
    article: referenceTo(article),
    said: [],
    highlight: within(extra.highlight, span),
    speaker: null,
    type: null,
    alsoIn: extra.alsoIn,
  };
}

/** Spans of the article as pairs within an item, cut at its ends, in order and without overlaps. */
function within(spans: readonly Span[], { start, end }: Span): Pair[] {
  const cut = spans
    .map((span) => [Math.max(span.start, start) - start, Math.min(span.end, end) - start] as const)
    .filter(([from, to]) => from < to)
    .sort(([a], [b]) => a - b);
  const joined: [number, number][] = [];
  for (const [from, to] of cut) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}
