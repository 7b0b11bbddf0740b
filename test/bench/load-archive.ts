import { type Archive, openArchive } from '../../src/archive/open-archive.ts';
import type { IncomingArticle } from '../../src/model/article.ts';
import { readArticle } from '../../src/text/read-article.ts';
import { type EvalArticle, readEvalData } from '../eval/question-data.ts';

const outlets = ['Harbour Post', 'Valley Mail', 'Northern Wire', 'City Gazette', 'Evening Star', 'Coast Radio'];
const firstDay = Date.UTC(2023, 0, 1);
const days = 800;

/**
 * Fills an archive with real articles, read by the real text stage and stored again under other dates until there are
 * enough sentences: for load, not for quality. One that is large enough is left as it is.
 *
 * @param folder with `articles.jsonl.gz`
 * @param tell is told of the progress
 */
export function loadArchive(
  file: string,
  {
    folder,
    sentences,
    tell,
  }: { readonly folder: string; readonly sentences: number; readonly tell: (line: string) => void },
): Archive {
  const archive = openArchive(file);
  const held = (): number => archive.extent({ scope: { sources: 'all' } }).sentences;
  if (held() >= sentences) return archive;
  const { articles } = readEvalData(folder);
  const source = archive.source('import', 'load');
  const each = countOf(articles, sentences);
  let read = 0;
  for (let first = 0; first < articles.length && held() < sentences; first += batch) {
    for (const [place, { title, text }] of articles.slice(first, first + batch).entries()) {
      const whole = text.toWellFormed();
      const reading = readArticle({ text: whole, title, published: null });
      archive.store(
        Array.from({ length: each }, (_, copy) => ({
          article: { ...articleOf({ title, text: whole }, first + place, copy) },
          reading,
        })),
        source,
      );
      read += 1;
    }
    tell(`${read} of ${articles.length} articles read, ${held()} sentences stored`);
  }
  return archive;
}

const batch = 500;

/** How often each article has to be stored; a guess at its sentences by its length is near enough. */
function countOf(articles: readonly EvalArticle[], sentences: number): number {
  const characters = articles.reduce((sum, { text }) => sum + text.length, 0);
  return Math.max(1, Math.ceil((sentences * charactersPerSentence) / characters));
}

const charactersPerSentence = 130;

function articleOf(
  { title, text }: { readonly title: string | null; readonly text: string },
  place: number,
  copy: number,
): IncomingArticle {
  const number = place * 97 + copy * 31;
  return {
    id: `load-${place}-${copy}`,
    title,
    text: `${text}\n\nEdition ${copy + 1}.`,
    outlet: outlets[(place + copy) % outlets.length] ?? null,
    url: null,
    published: new Date(firstDay + (number % days) * 86_400_000).toISOString().slice(0, 10),
    author: null,
  };
}
