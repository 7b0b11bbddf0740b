import { expect, test } from 'vitest';
import { mannerWords } from '../../src/answer/source-words.ts';
import { readArticle } from '../../src/text/read-article.ts';
import { smallArchive } from '../query/small-archive.ts';

const reported = 'reported, not in quotation marks';

const { ask } = smallArchive([
  {
    title: 'The quay',
    text: [
      '“The quay is closed,” Petra Lind said on Thursday.',
      'Jonas Falk said on Friday that the crane would be sold.',
      'Ove Brandt believes that the ferry is lost.',
      '“The lamp is lit,” said Ida Moss.',
    ].join('\n\n'),
    outlet: 'Courier',
    published: '2025-04-18T12:00:00Z',
  },
]);

test.each([
  {
    it: 'tells the day of a quotation when it is not the day of the article',
    of: 'Lind',
    words: ['said on 17 April 2025'],
  },
  { it: 'tells that words are reported, and no day when it is the same', of: 'Falk', words: [reported] },
  { it: 'tells a view from speech', of: 'Brandt', words: ['reported as a view, not in quotation marks'] },
  { it: 'has nothing to tell of a quotation', of: 'Moss', words: [] },
])('mannerWords() $it', async ({ of, words }) => {
  const { items } = await ask(`what did ${of} say?`);
  expect(items.map((item) => mannerWords(item))).toEqual([words]);
});

test('mannerWords() tells that only a summary was read', async () => {
  const { ask: askAbout, archive } = smallArchive([]);
  const article = { id: null, title: 'Dam', text: '“The dam holds,” Nils Berg said.', url: null, author: null };
  const incoming = { ...article, outlet: 'Courier', published: '2025-04-18' };
  const feed = archive.source('feed', 'https://courier.example/feed');
  archive.store([{ article: incoming, reading: readArticle(incoming), summary: true }], feed);
  const { items } = await askAbout('what did Berg say?');
  expect(items.map((item) => mannerWords(item))).toEqual([['from a summary, the article itself was not read']]);
});
