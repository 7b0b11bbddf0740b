import { answer } from '../../src/answer/answer.ts';
import { type Archive, openArchive } from '../../src/archive/open-archive.ts';
import type { Answer, Understood } from '../../src/model/answer.ts';
import type { Core } from '../../src/model/core.ts';
import { createCore } from '../../src/query/core.ts';
import { openSearch } from '../../src/search/open-search.ts';
import { readArticle } from '../../src/text/read-article.ts';

export interface SmallArticle {
  readonly id?: string;
  readonly title?: string;
  readonly text: string;
  readonly outlet?: string;
  readonly published?: string;
}

export interface SmallArchive {
  readonly archive: Archive;
  readonly core: Core;
  /** Asks as a reader in London on 20 May 2025 would; ten items. */
  ask(
    question: string,
    options?: { previous?: Understood; limit?: number; offset?: number; now?: Date },
  ): Promise<Answer>;
  store(articles: readonly SmallArticle[]): void;
}

const now = new Date('2025-05-20T12:00:00Z');
const zone = 'Europe/London';

/** The real stages over a few articles: text, archive in memory, index, query core, answer. */
export function smallArchive(articles: readonly SmallArticle[]): SmallArchive {
  const archive = openArchive(':memory:');
  const source = archive.source('import', 'test');
  function store(more: readonly SmallArticle[]): void {
    const batch = more.map(({ id, title, text, outlet, published }) => {
      const reading = readArticle({ text, title: title ?? null, published: published ?? null });
      return {
        article: {
          id: id ?? null,
          title: title ?? null,
          text,
          outlet: outlet ?? reading.credit,
          url: null,
          published: published ?? null,
          author: null,
        },
        reading,
      };
    });
    archive.store(batch, source);
  }
  store(articles);
  const core = createCore({ archive, search: openSearch({ archive }), samples: false });
  return {
    archive,
    core,
    store,
    async ask(question, { previous, limit = 10, offset = 0, now: asked = now } = {}) {
      const found = await core.ask({
        text: question,
        scope: { sources: 'all' },
        now: asked,
        zone,
        limit,
        offset,
        ...(previous === undefined ? {} : { previous }),
      });
      return answer(found, { zone, now: asked });
    },
  };
}
