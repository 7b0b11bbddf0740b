import { join } from 'node:path';
import type { VersionRow } from '../../src/model/archive.ts';
import { createDirectory } from '../../src/query/directory.ts';
import { createNameVocabulary } from '../../src/query/name-vocabulary.ts';
import type { Setting } from '../../src/query/setting.ts';
import { createShelf } from '../../src/query/shelf.ts';
import { understand } from '../../src/query/understand.ts';
import { openSearch } from '../../src/search/open-search.ts';
import { archiveOf } from './eval-archive.ts';
import type { EvalArticle } from './question-data.ts';

/** A setting over the evaluation's articles, in a file of the folder where one is given. */
export function settingOver(articles: readonly EvalArticle[], archives: string | undefined): Setting {
  const file = archives === undefined ? ':memory:' : join(archives, `questions-${articles.length}.db`);
  const archive = archiveOf(articles, file);
  const { index } = openSearch({ archive });
  const filter = { scope: { sources: 'all' } } as const;
  const rows = new Map<string, ReadonlySet<VersionRow>>();
  return {
    archive,
    index,
    shelf: createShelf(archive),
    directory: createDirectory(archive, { scope: filter.scope, vocabulary: createNameVocabulary(archive) }),
    filter,
    period: {},
    zone: 'UTC',
    allows: undefined,
    rowsOfSpeaker(names) {
      const key = names.join('|');
      const known = rows.get(key) ?? archive.rowsBy(names, filter);
      rows.set(key, known);
      return known;
    },
  };
}

/** A question as the query core reads it. */
export function read(text: string, { directory, index }: Setting) {
  return understand(text, {
    directory,
    outlets: new Map(),
    known: (word) => index.knows(word),
    isCommon: (word) => index.display(word) === word,
    clock: { now: new Date('2025-06-01T12:00:00Z'), zone: 'UTC' },
  });
}
