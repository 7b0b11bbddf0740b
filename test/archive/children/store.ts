import { openArchive } from '../../../src/archive/open-archive.ts';
import { makeArticle } from '../made-articles.ts';

// Stores made-up articles and writes the id of each once it was reported stored: FILE FIRST COUNT BATCH
const [file = '', ...numbers] = process.argv.slice(2);
const [first = 0, count = 0, batch = 1] = numbers.map(Number);
const shape = { sentences: 8, statements: 3, people: 40 };

const archive = openArchive(file);
const source = archive.source('import', 'children');
for (let n = first; n < first + count; n += batch) {
  const articles = Array.from({ length: Math.min(batch, first + count - n) }, (_, place) =>
    makeArticle(n + place, shape),
  );
  const stored = archive.store(articles, source);
  process.stdout.write(stored.map(({ id, outcome }) => `${outcome} ${id}.\n`).join(''));
}
archive.close();
process.stdout.write('done\n');
