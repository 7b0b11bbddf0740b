import { enableCompileCache } from 'node:module';

// As in src/worker-start.js: a thread does not inherit the cache.
enableCompileCache();
const { readArticle } = await import('../text/read-article.ts');

/** What a thread of the reading pool runs. As text a reading is handed over in half of the time that its objects take. */
export default function readToJson(article: Parameters<typeof readArticle>[0]): string {
  return JSON.stringify(readArticle(article));
}
