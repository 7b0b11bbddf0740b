import { expect, test } from 'vitest';
import { openReadingPool } from '../../src/operator/reading-pool.ts';
import { readArticle } from '../../src/text/read-article.ts';

const articles = Array.from({ length: 120 }, (_, index) => ({
  title: null,
  text: `“Road ${index} is shut,” Ida Moss said.\nNobody asked her why.`,
  published: '2025-01-02',
}));

test('openReadingPool() reads as this thread does', async () => {
  const pool = openReadingPool();
  try {
    const readings = await Promise.all(articles.map((article) => pool.readArticle(article)));
    expect(readings).toEqual(articles.map((article) => readArticle(article)));
  } finally {
    await pool.close();
  }
});

test('openReadingPool() starts no thread for a few articles, and lets go of them at once', async () => {
  const pool = openReadingPool();
  const [article] = articles;
  if (article !== undefined) expect(await pool.readArticle(article)).toEqual(readArticle(article));
  await pool.close();
});
