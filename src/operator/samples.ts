import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Archive, openArchive } from '../archive/open-archive.ts';
import { readMarkdown } from '../ingest/markdown.ts';
import { readArticle } from '../text/read-article.ts';

/** The sample articles that come with the product. */
const sampleFolder = join(import.meta.dirname, '..', '..', 'data', 'articles');

/**
 * Opens an archive of the sample articles, so that there is something to ask before anything is imported. It is made
 * anew each time, and never mixed with the owner's.
 *
 * @param options.file where to keep it; in memory when absent
 */
export async function openSamples({ file = ':memory:' }: { readonly file?: string } = {}): Promise<Archive> {
  const archive = openArchive(file);
  try {
    const names = readdirSync(sampleFolder).filter((name) => name.endsWith('.md'));
    const entries = await Promise.all(
      names.sort().map((name) => readMarkdown(readFileSync(join(sampleFolder, name), 'utf8'))),
    );
    archive.store(
      entries.map(({ article }) => ({ article, reading: readArticle(article) })),
      archive.source('samples', 'Sample articles'),
    );
    return archive;
  } catch (error) {
    archive.close();
    throw error;
  }
}
