import type { IncomingArticle } from '../model/article.ts';

/** What comes out of a file: an article, or the reason why there is none. `where` names the place: `a.jsonl, line 7`. */
export type Arrival = ArticleArrival | RefusedArrival;

interface ArticleArrival {
  readonly kind: 'article';
  readonly where: string;
  readonly article: IncomingArticle;
  /** What was given and could not be used ("published" in an unknown form); the article itself is sound. */
  readonly warnings: readonly string[];
}

export interface RefusedArrival {
  readonly kind: 'refused';
  readonly where: string;
  /** What was expected, what was met and what to do, in one line. */
  readonly reason: string;
}

/** One entry of a document before it is known where it stands. */
export interface Entry {
  readonly article: IncomingArticle;
  readonly warnings: readonly string[];
}

/** Why a document or one entry of it is not taken: expected, met, what to do. The rest goes on. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** The arrival that `read` makes, a refusal turned into one. Anything else that it throws is a defect and rises. */
export function arrivalFrom(where: string, read: () => Entry): Arrival {
  try {
    return { kind: 'article', where, ...read() };
  } catch (error) {
    return refusedArrival(where, error);
  }
}

/** @throws what is no refusal */
export function refusedArrival(where: string, error: unknown): RefusedArrival {
  if (!(error instanceof Refusal)) throw error;
  return { kind: 'refused', where, reason: error.message };
}
