import { enableCompileCache } from 'node:module';

// As in src/worker-start.js: a thread does not inherit the cache.
enableCompileCache();
const { readArticle } = await import('../text/read-article.ts');

/** What a thread of the reading pool runs. */
export default readArticle;
