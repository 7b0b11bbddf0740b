/** What a thread of the reading pool runs. */
export { readArticle as default } from '../text/read-article.ts';
