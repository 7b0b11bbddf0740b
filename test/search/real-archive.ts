import { type Archive, openArchive } from '../../src/archive/open-archive.ts';
import { readArticle } from '../../src/text/read-article.ts';

/** Stores articles of one paragraph each, as an import would; an id that is there already gets a new version. */
export function storeTexts(archive: Archive, texts: readonly { readonly id: string; readonly text: string }[]): void {
  const source = archive.source('import', 'test');
  const batch = texts.map(({ id, text }) => ({
    article: { id, title: null, text, outlet: null, url: null, published: null, author: null },
    reading: readArticle({ text, title: null, published: null }),
  }));
  archive.store(batch, source);
}

export function openInMemory(): Archive {
  return openArchive(':memory:');
}
