import { type Archive, openArchive } from '../../src/archive/open-archive.ts';
import { readArticle } from '../../src/text/read-article.ts';
import type { EvalArticle } from './question-data.ts';

const batchSize = 200;

/** An archive with these articles, read by the real text stage; a file that already holds them is used as it is. */
export function archiveOf(articles: readonly EvalArticle[], file = ':memory:'): Archive {
  const archive = openArchive(file);
  const held = archive.extent({ scope: { sources: 'all' } }).articles;
  if (held === articles.length) return archive;
  const source = archive.source('import', 'evaluation');
  for (let start = 0; start < articles.length; start += batchSize) {
    const batch = articles.slice(start, start + batchSize).map(({ id, title, text, source: outlet }) => ({
      article: { id, title, text: text.toWellFormed(), outlet, url: null, published: null, author: null },
      reading: readArticle({ text: text.toWellFormed(), title, published: null }),
    }));
    archive.store(batch, source);
  }
  return archive;
}
