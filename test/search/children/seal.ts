import { openArchive } from '../../../src/archive/open-archive.ts';
import { openSearch } from '../../../src/search/open-search.ts';
import { makeArticle } from '../../archive/made-articles.ts';

// Stores and removes articles and seals an index of them, over and over until it is killed: FILE FOLDER FIRST
const [file = '', folder = '', first = '0'] = process.argv.slice(2);
const shape = { sentences: 12, statements: 1, people: 20 };

const archive = openArchive(file);
const source = archive.source('import', 'children');
const search = openSearch({ archive, sealed: { folder, identity: archive.identity() } });
process.stdout.write(`opened ${search.base}\n`);
for (let n = Number(first); ; n += 10) {
  const stored = archive.store(
    Array.from({ length: 10 }, (_, place) => makeArticle(n + place, shape)),
    source,
  );
  const leaves = stored[n % 7];
  if (leaves !== undefined) archive.removeArticle(leaves.id, 'children');
  search.follow();
  const sealed = await search.seal();
  process.stdout.write(`${sealed.kind}\n`);
}
