import { enableCompileCache } from 'node:module';

// As in src/worker-start.js: a thread does not inherit the cache.
enableCompileCache();
const { readArticle } = await import('../text/read-article.ts');

const encoder = new TextEncoder();

/**
 * What a thread of the reading pool runs. As JSON a reading is handed over in half of the time that its objects take, and
 * as bytes it waits outside of the heap that is collected.
 */
export default function readToJson(article: Parameters<typeof readArticle>[0]): Uint8Array {
  return encoder.encode(JSON.stringify(readArticle(article)));
}
