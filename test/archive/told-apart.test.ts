import { describe, expect, test } from 'vitest';
import { canonicalUrl } from '../../src/archive/canonical-url.ts';
import { type Archive, openArchive } from '../../src/archive/open-archive.ts';
import type { VersionRow } from '../../src/model/archive.ts';
import type { Scope, SourceId } from '../../src/model/scope.ts';
import { type Telling, tell } from './news.ts';

const all: Scope = { sources: 'all' };

describe('canonicalUrl() takes for one', () => {
  const page = 'courier.example/news/harbour';
  test.each([
    'https://courier.example/news/harbour',
    'http://courier.example/news/harbour/',
    'https://COURIER.example/news/harbour?utm_source=rss&utm_medium=feed#top',
    'https://courier.example/news/harbour?at_medium=RSS&at_campaign=rss&fbclid=x',
    'https://courier.example/amp/news/harbour',
    'https://courier.example/news/harbour/amp/',
    'https://courier.example/news/harbour.amp.html',
    'https://courier.example/news/harbour?outputType=amp',
    'https://courier.example/news/harbour?amp',
    'https://www.google.com/amp/s/courier.example/news/harbour',
    'https://courier-example.cdn.ampproject.org/c/s/courier.example/news/harbour',
    'https://courier.example/news/harbour?guccounter=1&xtor=RSS-1&_hsenc=p',
  ])('%s', (url) => expect(canonicalUrl(url)).toBe(page));

  test.each([
    ['https://shop.example/amp', 'shop.example/amp'],
    ['https://amp.courier.example/news/1', 'www.courier.example/news/1'],
    ['https://courier.example/news?id=7&utm_id=x', 'courier.example/news?id=7'],
    ['https://courier.example/news/champ', 'courier.example/news/champ'],
    ['https://courier.example/preamp/1', 'courier.example/preamp/1'],
    ['urn:uuid:1', 'urn:uuid:1'],
  ])('%s is %s', (url, canonical) => expect(canonicalUrl(url)).toBe(canonical));
});

describe('an article', () => {
  const url = 'https://courier.example/harbour';
  const first: Telling = { url, title: 'Harbour closes', sentences: ['The harbour closes on Monday.'] };
  const other: Telling = { url, title: 'Harbour bought', sentences: ['The harbour was bought by a circus.'] };

  function open(): { archive: Archive; owner: SourceId; stranger: SourceId } {
    const archive = openArchive(':memory:');
    return { archive, owner: archive.source('feed', 'courier'), stranger: archive.source('feed', 'stranger') };
  }
  const textsSeen = (archive: Archive, source: SourceId) => {
    const rows = archive.movement(0, 99).stored;
    return archive.articles(rows, { sources: [source] }).map(({ text }) => text);
  };

  test('is replaced by the source that brought it', () => {
    const { archive, owner } = open();
    archive.store([tell(first)], owner);
    expect(archive.store([tell(other)], owner)).toMatchObject([{ outcome: 'changed' }]);
  });

  test('of one source is not replaced, renamed or seen by another that claims its address', () => {
    const { archive, owner, stranger } = open();
    const [theirs] = archive.store([tell(first)], owner);
    const [claimed] = archive.store([tell(other)], stranger);
    expect(claimed?.outcome).toBe('added');
    expect(claimed?.id).not.toBe(theirs?.id);
    expect(archive.article(theirs?.id ?? '', all)).toMatchObject({ title: 'Harbour closes', text: first.sentences[0] });
    expect(textsSeen(archive, stranger)).toEqual(other.sentences);
    expect(textsSeen(archive, owner)).toEqual(first.sentences);
    expect(archive.store([tell(other)], stranger)).toMatchObject([{ id: claimed?.id, outcome: 'unchanged' }]);
  });

  test('with an id of another source and other words is an article apart', () => {
    const { archive, owner, stranger } = open();
    archive.store([tell({ ...first, id: '1' })], owner);
    const [claimed] = archive.store([tell({ ...other, id: '1' })], stranger);
    expect(claimed).toMatchObject({ outcome: 'added' });
    expect(archive.article('1', all)?.text).toBe(first.sentences[0]);
  });

  test('is replaced by what stands at its own address, whoever found it', () => {
    const { archive, owner, stranger } = open();
    const [theirs] = archive.store([tell(first)], owner);
    const fetched = 'https://courier.example/harbour?utm_source=x';
    expect(archive.store([{ ...tell(other), fetched }], stranger)).toEqual([{ id: theirs?.id, outcome: 'changed' }]);
    const elsewhere = { ...tell(first), fetched: 'https://evil.example/harbour' };
    expect(archive.store([elsewhere], stranger)).toMatchObject([{ outcome: 'added' }]);
    expect(archive.article(theirs?.id ?? '', all)?.text).toBe(other.sentences[0]);
  });

  test('with the same text gets another carrier, which does not rename it', () => {
    const { archive, owner, stranger } = open();
    const [theirs] = archive.store([tell(first)], owner);
    const renamed = tell({ ...first, title: 'SHOCKING', author: 'Nobody' });
    expect(archive.store([renamed], stranger)).toEqual([{ id: theirs?.id, outcome: 'unchanged' }]);
    expect(archive.article(theirs?.id ?? '', { sources: [stranger] })).toMatchObject({
      title: 'Harbour closes',
      author: 'Nobody',
    });
  });

  test('that is removed does not come back at its address by another source', () => {
    const { archive, owner, stranger } = open();
    const [theirs] = archive.store([tell(first)], owner);
    archive.removeArticle(theirs?.id ?? '', 'test');
    expect(archive.store([tell(other)], stranger)).toMatchObject([{ outcome: 'removed' }]);
  });
});

describe('look()', () => {
  const article = tell({ url: 'https://courier.example/a', title: 'A', sentences: ['It rains on the harbour.'] });

  test('settles what is there word for word, without reading it', () => {
    using archive = openArchive(':memory:');
    const source = archive.source('feed', 'one');
    expect(archive.look(article.article, source)).toEqual({ kind: 'to be read' });
    const [stored] = archive.store([article], source);
    const changes = archive.changeCount();
    expect(archive.look(article.article, source)).toEqual({
      kind: 'settled',
      stored: { ...stored, outcome: 'unchanged' },
    });
    expect(archive.changeCount()).toBe(changes);
    expect(archive.look({ ...article.article, text: 'It does not.' }, source)).toEqual({ kind: 'to be read' });
  });

  test('makes another source a carrier of the same text, and tells of another text at the address', () => {
    using archive = openArchive(':memory:');
    const [one, other] = [archive.source('feed', 'one'), archive.source('feed', 'other')];
    const [stored] = archive.store([article], one);
    expect(archive.look({ ...article.article, text: 'It does not.' }, other)).toEqual({ kind: 'of another source' });
    expect(archive.article(stored?.id ?? '', { sources: [other] })).toBeNull();
    expect(archive.look(article.article, other)).toMatchObject({ kind: 'settled' });
    expect(archive.article(stored?.id ?? '', { sources: [other] })).not.toBeNull();
  });

  test('takes up a changed title', () => {
    using archive = openArchive(':memory:');
    const source = archive.source('feed', 'one');
    const [stored] = archive.store([article], source);
    archive.look({ ...article.article, title: 'B' }, source);
    expect(archive.article(stored?.id ?? '', all)?.title).toBe('B');
    expect(archive.changes(all, 9)).toMatchObject([{ title: { before: 'A', after: 'B' }, text: false }]);
  });

  test('tells of a removed article', () => {
    using archive = openArchive(':memory:');
    const source = archive.source('feed', 'one');
    const [stored] = archive.store([article], source);
    archive.removeArticle(stored?.id ?? '', 'test');
    expect(archive.look(article.article, source)).toMatchObject({ kind: 'settled', stored: { outcome: 'removed' } });
  });
});

describe('changes()', () => {
  const url = 'https://courier.example/fares';
  const version = (sentences: readonly string[], said: readonly string[], title = 'Fares rise') =>
    tell({ url, title, sentences, said: said.map((words) => ({ words, by: 'Peter Moss', type: 'direct' })) });

  test('tells which quotations vanished and which changed, with both wordings', () => {
    using archive = openArchive(':memory:');
    const source = archive.source('feed', 'one');
    const kept = '"We will not sell the ferry to anyone,"';
    const before = '"The fares will rise by five percent in May,"';
    const gone = '"My critics are fools and liars, all of them,"';
    const after = '"The fares will rise by two percent in May,"';
    archive.store(
      [version([`${kept} he said.`, `${before} Moss said.`, `${gone} he added.`], [kept, before, gone])],
      source,
    );
    archive.store([version([`${kept} he said.`, `${after} Moss said.`], [kept, after], 'Fares to rise')], source);
    expect(archive.changes(all, 9)).toMatchObject([
      {
        title: { before: 'Fares rise', after: 'Fares to rise' },
        text: true,
        quotations: [
          { kind: 'changed', before: before.slice(1, -1), after: after.slice(1, -1), speaker: 'Peter Moss' },
          { kind: 'vanished', before: gone.slice(1, -1), speaker: 'Peter Moss' },
        ],
      },
    ]);
    expect(archive.changes({ sources: [] }, 9)).toEqual([]);
  });

  test('takes other marks, another place and a longer quotation for the same words', () => {
    using archive = openArchive(':memory:');
    const source = archive.source('feed', 'one');
    const before = '"The fares will rise in May,"';
    const after = '“It is true: the fares will rise in May, sadly,”';
    archive.store([version([`${before} Moss said.`], [before])], source);
    archive.store([version(['Nothing else is new.', `Moss said ${after}.`], [after])], source);
    expect(archive.changes(all, 9)).toMatchObject([{ quotations: [], title: null }]);
  });
});

describe('copiesOf()', () => {
  const line = (n: number) => `Sentence number ${n} tells something long enough about the old harbour.`;
  const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => line(from + n));
  const rowOf = (archive: Archive, id: string): VersionRow => archive.article(id, all)?.row ?? (0 as VersionRow);

  test('tells how many sentences other articles share, and which are one text', () => {
    using archive = openArchive(':memory:');
    const [wire, post] = [archive.source('feed', 'wire'), archive.source('feed', 'post')];
    archive.store([tell({ id: 'wire', outlet: 'Wire', sentences: lines(0, 18) })], wire);
    const retold = lines(0, 14).map((sentence) => sentence.toUpperCase().replace('.', '!'));
    archive.store([tell({ id: 'copy', outlet: 'Post', sentences: [...retold, line(90), line(91)] })], post);
    archive.store([tell({ id: 'quoting', outlet: 'Sun', sentences: [...lines(0, 2), ...lines(40, 52)] })], post);
    archive.store([tell({ id: 'brief', outlet: 'Sun', sentences: ['He declined to comment.'] })], post);
    expect(archive.copiesOf(rowOf(archive, 'wire'), all)).toMatchObject([
      { article: { id: 'copy', outlet: 'Post' }, shared: 14, of: 18, isCopy: true },
      { article: { id: 'quoting' }, shared: 2, of: 18, isCopy: false },
    ]);
    expect(archive.copiesOf(rowOf(archive, 'wire'), { sources: [wire] })).toEqual([]);
    expect(archive.copiesOf(rowOf(archive, 'brief'), all)).toEqual([]);
  });

  test('knows current versions only, and none that was removed', () => {
    using archive = openArchive(':memory:');
    const source = archive.source('feed', 'wire');
    archive.store([tell({ id: 'a', sentences: lines(0, 9) }), tell({ id: 'b', sentences: lines(0, 9) })], source);
    expect(archive.copiesOf(rowOf(archive, 'a'), all)).toHaveLength(1);
    archive.store([tell({ id: 'b', sentences: lines(20, 29) })], source);
    expect(archive.copiesOf(rowOf(archive, 'a'), all)).toEqual([]);
    archive.store([tell({ id: 'b', sentences: lines(0, 9) })], source);
    archive.removeArticle('b', 'test');
    expect(archive.copiesOf(rowOf(archive, 'a'), all)).toEqual([]);
  });

  test('leaves out sentences that stand in hundreds of articles', () => {
    using archive = openArchive(':memory:');
    const source = archive.source('feed', 'wire');
    const furniture = lines(0, 5);
    const batch = Array.from({ length: 210 }, (_, n) =>
      tell({ id: `n${n}`, sentences: [...furniture, line(1000 + n)] }),
    );
    archive.store(batch, source);
    expect(archive.copiesOf(rowOf(archive, 'n0'), all)).toEqual([]);
  });
});
