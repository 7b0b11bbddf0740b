import { describe, expect, test } from 'vitest';
import type { Archive } from '../../src/archive/open-archive.ts';
import type { VersionRow } from '../../src/model/archive.ts';
import { ferry, harbour, tell, undated } from './news.ts';

const all = { sources: 'all' } as const;

/** What an archive promises to whoever stores in it. `open` gives an empty one, and closes it after the test. */
export function storingContract(open: () => Archive): void {
  const openWithImport = () => {
    const archive = open();
    return { archive, source: archive.source('import', 'files') };
  };
  const everyRow = (archive: Archive) => archive.movement(0, 1000).stored;
  const everyText = (archive: Archive) => archive.articles(everyRow(archive), all).map(({ text }) => text);
  const stateOf = (archive: Archive) => {
    const rows = everyRow(archive);
    return { articles: archive.articles(rows, all), statements: archive.statementsIn(rows, all) };
  };

  describe('store()', () => {
    test('keeps article and reading to the letter', () => {
      const { archive, source } = openWithImport();
      const [stored] = archive.store([harbour], source);
      const article = archive.article(stored?.id ?? '', all);
      expect(article).toMatchObject({ ...harbour.article, id: stored?.id, sentences: harbour.reading.sentences });
      const statements = archive.statementsIn(everyRow(archive), all);
      expect(statements).toMatchObject(harbour.reading.statements);
      expect(
        statements.map(({ article: { id, title, outlet, url, published } }) => [id, title, outlet, url, published]),
      ).toEqual(Array(2).fill([stored?.id, article?.title, article?.outlet, article?.url, article?.published]));
    });

    test('takes a reading that waits packed', () => {
      const [plain, packed] = [openWithImport(), openWithImport()];
      plain.archive.store([harbour, ferry], plain.source);
      const waiting = [harbour, ferry].map(({ article, reading }) => ({ article, reading: { unpack: () => reading } }));
      packed.archive.store(waiting, packed.source);
      expect(stateOf(packed.archive)).toEqual(stateOf(plain.archive));
    });

    test('changes nothing when the same articles come again', () => {
      const { archive, source } = openWithImport();
      const first = archive.store([harbour, ferry, undated], source);
      const [state, changes, mark] = [stateOf(archive), archive.changeCount(), archive.movement(0, 9).mark];
      const again = archive.store([harbour, ferry, undated, ferry], source);
      expect(first.map(({ outcome }) => outcome)).toEqual(['added', 'added', 'added']);
      expect(again.map(({ outcome }) => outcome)).toEqual(Array(4).fill('unchanged'));
      expect(again.slice(0, 3).map(({ id }) => id)).toEqual(first.map(({ id }) => id));
      expect([stateOf(archive), archive.changeCount(), archive.movement(0, 9).mark]).toEqual([state, changes, mark]);
    });

    test('makes a new version of a changed text, and answers from it alone', () => {
      const { archive, source } = openWithImport();
      archive.store([{ ...ferry, article: { ...ferry.article, id: 'f' } }], source);
      const [before] = archive.articles(everyRow(archive), all);
      const [old] = archive.statementsBy(['Peter Moss'], { scope: all });
      const changed = tell({ id: 'f', sentences: ['The fares stay.'], people: [{ name: 'Peter Moss' }] });
      expect(archive.store([changed], source)).toEqual([{ id: 'f', outcome: 'changed' }]);
      const [after] = archive.articles(everyRow(archive), all);
      expect(after).toMatchObject({ id: 'f', text: 'The fares stay.', title: ferry.article.title });
      expect(after?.version).not.toBe(before?.version);
      expect(Number(after?.row)).toBeGreaterThan(Number(before?.row));
      expect(archive.articles([before?.row ?? (0 as VersionRow)], all)).toEqual([]);
      expect(archive.statementsBy(['Peter Moss'], { scope: all })).toEqual([]);
      expect(archive.statement(old?.id ?? ('' as never), all)).toBeNull();
      expect(archive.extent({ scope: all })).toMatchObject({ articles: 1, sentences: 1, statements: 0 });
      expect(archive.speakers(all)).toMatchObject([{ name: 'Peter Moss', statements: 0, descriptions: [] }]);
    });

    test('gives a text that was changed back its statement ids again, and a row of its own', () => {
      const { archive, source } = openWithImport();
      const first = { ...harbour, article: { ...harbour.article, id: 'h' } };
      archive.store([first], source);
      const [row] = everyRow(archive);
      const ids = archive.statementsIn(everyRow(archive), all).map(({ id }) => id);
      archive.store([tell({ id: 'h', sentences: ['Nothing closes.'] })], source);
      expect(archive.store([first], source)).toMatchObject([{ outcome: 'changed' }]);
      expect(archive.statementsIn(everyRow(archive), all).map(({ id }) => id)).toEqual(ids);
      expect(archive.statement(ids[0] ?? ('' as never), all)?.row).toBe(everyRow(archive)[0]);
      expect(everyRow(archive)[0]).toBeGreaterThan(Number(row));
    });

    test('stores all of a batch or nothing', () => {
      const { archive, source } = openWithImport();
      archive.store([undated], source);
      const before = stateOf(archive);
      const wrong = { ...ferry, reading: { ...ferry.reading, sentences: [{ start: 0, end: 9999, paragraph: 0 }] } };
      expect(() => archive.store([harbour, wrong], source)).toThrow(RangeError);
      expect(stateOf(archive)).toEqual(before);
    });

    test('takes changed metadata into the same version', () => {
      const { archive, source } = openWithImport();
      archive.store([harbour], source);
      const { mark } = archive.movement(0, 9);
      const [row] = everyRow(archive);
      const renamed = { ...harbour, article: { ...harbour.article, title: 'Harbour to close', author: null } };
      expect(archive.store([renamed], source)).toMatchObject([{ outcome: 'unchanged' }]);
      expect(archive.articles(everyRow(archive), all)).toMatchObject([
        { row, title: 'Harbour to close', author: 'Lena Ost', text: harbour.article.text },
      ]);
      expect(archive.movement(mark, 9)).toMatchObject({ stored: [row], gone: [] });
    });

    test.each([
      { it: 'an address with other tracking', change: { url: 'http://courier.example/harbour/?utm_source=app#top' } },
      { it: 'the same moment in another zone', change: { published: '2025-04-18T11:30:00+02:00' } },
      { it: 'the day of a known moment', change: { published: '2025-04-18' } },
      {
        it: 'nothing but the text and the address',
        change: { title: null, outlet: null, published: null, author: null },
      },
    ])('does not take $it for news', ({ change }) => {
      const { archive, source } = openWithImport();
      archive.store([harbour], source);
      const { mark } = archive.movement(0, 9);
      archive.store([{ ...harbour, article: { ...harbour.article, ...change } }], source);
      expect(archive.movement(mark, 9)).toEqual({ stored: [], gone: [], mark });
    });

    test.each([
      {
        it: 'the same id',
        one: { id: 'x', url: 'https://a.example/1' },
        other: { id: 'x', url: 'https://b.example/2' },
        articles: 1,
      },
      { it: 'other ids', one: { id: 'x' }, other: { id: 'y' }, articles: 2 },
      {
        it: 'the same address without an id',
        one: { url: 'https://a.example/1' },
        other: { url: 'http://a.example/1/', text: 'Other words.' },
        articles: 1,
      },
      {
        it: 'the same address, only one with an id',
        one: { id: 'x', url: 'https://a.example/1' },
        other: { url: 'https://a.example/1' },
        articles: 1,
      },
      { it: 'the same text', one: {}, other: {}, articles: 1 },
      {
        it: 'the same text, only one with a title and an address',
        one: {},
        other: { title: 'A title', url: 'https://a.example/1' },
        articles: 1,
      },
      {
        it: 'the same text at two addresses',
        one: { url: 'https://a.example/1' },
        other: { url: 'https://b.example/1' },
        articles: 2,
      },
      { it: 'the same text in two outlets', one: { outlet: 'Bay Post' }, other: { outlet: 'Courier' }, articles: 2 },
      {
        it: 'the same text in two spellings of an outlet',
        one: { outlet: 'The Bay Post' },
        other: { outlet: 'bay post' },
        articles: 1,
      },
      { it: 'the same text under two titles', one: { title: 'One' }, other: { title: 'Another' }, articles: 2 },
      { it: 'two texts', one: {}, other: { text: 'Other words.' }, articles: 2 },
    ])('knows $it: $articles', ({ one, other, articles }) => {
      const { archive, source } = openWithImport();
      const bare = (change: object) => {
        const { article } = tell({ sentences: ['The same words.'] });
        return { article: { ...article, ...change }, reading: tell({ sentences: ['Words.'] }).reading };
      };
      const [first] = archive.store([bare(one)], source);
      const [second] = archive.store([bare(other)], source);
      expect(archive.extent({ scope: all }).articles).toBe(articles);
      expect(second?.id === first?.id).toBe(articles === 1);
      // And nothing moves when both come once more.
      const again = archive.store([bare(one), bare(other)], source);
      expect(again.map(({ id }) => id)).toEqual([first?.id, second?.id]);
    });

    test('knows an older text of an article without taking it back', () => {
      const { archive, source } = openWithImport();
      const old = tell({ sentences: ['Old words.'] });
      const at = (sentence: string) => tell({ url: 'https://a.example/1', sentences: [sentence] });
      const outcomes = [old, at('Old words.'), at('New words.'), old, old].map(
        (article) => archive.store([article], source)[0],
      );
      expect(outcomes.map((stored) => stored?.outcome)).toEqual([
        'added',
        'unchanged',
        'changed',
        'unchanged',
        'unchanged',
      ]);
      expect(new Set(outcomes.map((stored) => stored?.id)).size).toBe(1);
      expect(everyText(archive)).toEqual(['New words.']);
    });

    test('keeps half surrogates, NUL and an empty text, one unit for one', () => {
      const { archive, source } = openWithImport();
      const odd = tell({
        title: 'a\0b\ud800',
        sentences: ['One \udc00 two\0three \u{1f600}.'],
        said: [{ words: 'two\0three' }],
      });
      const empty = tell({ id: 'empty', sentences: [], title: '' });
      archive.store([odd, empty], source);
      expect(everyText(archive)).toEqual(['One \ufffd two\0three \u{1f600}.', '']);
      const [statement] = archive.statementsIn(everyRow(archive), all);
      const [article] = archive.articles(everyRow(archive), all);
      expect(article?.title).toBe('a\0b\ufffd');
      expect(article?.text.slice(statement?.content[0]?.start, statement?.content[0]?.end)).toBe('two\0three');
      expect(archive.store([odd, empty], source).map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged']);
    });

    test('makes ids that a button can carry', () => {
      const { archive, source } = openWithImport();
      archive.store([harbour, ferry], source);
      const ids = archive.statementsIn(everyRow(archive), all).map(({ id }) => id);
      for (const id of ids) expect(id).toMatch(/^[\w-]{1,40}$/);
      expect(new Set(ids).size).toBe(5);
    });
  });

  describe('source()', () => {
    test('finds the source that it made', () => {
      const archive = open();
      const one = archive.source('feed', 'https://a.example/feed');
      expect(archive.source('feed', 'https://a.example/feed')).toBe(one);
      expect(archive.source('page', 'https://a.example/feed')).not.toBe(one);
    });
  });

  describe('removeArticle()', () => {
    test('takes an article out of every answer at once, and says who did', () => {
      const { archive, source } = openWithImport();
      const [stored] = archive.store([harbour, ferry], source);
      const id = stored?.id ?? '';
      const { mark } = archive.movement(0, 9);
      const [row] = everyRow(archive);
      const said = archive.statementsIn(row === undefined ? [] : [row], all);
      expect(archive.removeArticle(id, 'the owner')).toBe(true);
      expect(archive.article(id, all)).toBeNull();
      expect(everyText(archive)).toEqual([ferry.article.text]);
      expect(archive.statementsBy(['Anna Moss', 'Her deputy'], { scope: all })).toEqual([]);
      expect(said.map((statement) => archive.statement(statement.id, all))).toEqual([null, null]);
      expect(said.map((statement) => archive.statementFate(statement.id, all))).toEqual(['removed', 'removed']);
      expect(archive.speakers(all).map(({ name }) => name)).toEqual(['Harbour Board', 'Peter Moss']);
      expect(archive.outlets(all)).toEqual([{ name: 'Bay Post', articles: 1 }]);
      expect(archive.extent({ scope: all })).toMatchObject({ articles: 1, newest: '2025-04-19', oldest: '2025-04-19' });
      expect(archive.movement(mark, 9)).toMatchObject({ stored: [], gone: [row] });
      expect(archive.audit(9)).toMatchObject([{ who: 'the owner', action: 'remove article', subject: id }]);
    });

    test('takes the older versions too', () => {
      const { archive, source } = openWithImport();
      archive.store([tell({ id: 'f', sentences: ['Old words here.'], said: [{ words: 'Old words' }] })], source);
      const [old] = archive.statementsIn(everyRow(archive), all);
      archive.store([tell({ id: 'f', sentences: ['New words.'] })], source);
      archive.removeArticle('f', 'the owner');
      expect(archive.statementFate(old?.id ?? '', all)).toBe('removed');
      expect(archive.movement(0, 9)).toMatchObject({ stored: [], gone: [] });
    });

    test('keeps it out under its id and at its address, until it is let in again', () => {
      const { archive, source } = openWithImport();
      const [stored] = archive.store([harbour], source);
      const id = stored?.id ?? '';
      archive.removeArticle(id, 'the owner');
      const elsewhere = { ...harbour, article: { ...harbour.article, id: 'other', text: harbour.article.text + ' ' } };
      expect(archive.store([harbour, elsewhere], source)).toEqual([
        { id, outcome: 'removed' },
        { id: 'other', outcome: 'removed' },
      ]);
      expect(archive.readmitArticle(id, 'the owner')).toBe(true);
      expect(archive.store([harbour], source)).toEqual([{ id, outcome: 'added' }]);
      expect(archive.audit(9).map(({ action }) => action)).toEqual(['readmit article', 'remove article']);
      const [again] = archive.statementsIn(everyRow(archive), all);
      expect(archive.statementFate(again?.id ?? '', all)).toBe('here');
    });

    test('does nothing for an article that is not there', () => {
      const { archive } = openWithImport();
      expect(archive.removeArticle('nobody', 'the owner')).toBe(false);
      expect(archive.readmitArticle('nobody', 'the owner')).toBe(false);
      expect(archive.audit(9)).toEqual([]);
    });
  });

  describe('replaceReading()', () => {
    const sentences = harbour.article.text.split(/(?<=[.]) /);
    const better = tell({
      sentences,
      rules: 'rules-2',
      said: [
        { words: '"The harbour closes on Monday,"', by: 'Anna Moss', type: 'direct' },
        { words: 'it may open', by: null, description: 'Her deputy' },
      ],
      people: [{ name: 'Anna Moss', descriptions: ['Mayor Anna'] }],
      credit: 'Wire',
    }).reading;

    test('keeps the ids of statements whose words stay, and remembers the others', () => {
      const { archive, source } = openWithImport();
      archive.store([harbour], source);
      const [row = 0 as VersionRow] = everyRow(archive);
      const before = archive.statementsIn([row], all).map(({ id }) => id);
      const version = archive.articles([row], all)[0]?.version;
      archive.replaceReading(row, better);
      const after = archive.statementsIn([row], all).map(({ id }) => id);
      expect(after[0]).toBe(before[0]);
      expect(after[1]).not.toBe(before[1]);
      expect(before.map((id) => archive.statementFate(id, all))).toEqual(['here', 'reread']);
      expect(archive.articles([row], all)).toMatchObject([{ row, version, sentences: better.sentences }]);
      expect(archive.speakers(all)[0]).toMatchObject({
        name: 'Anna Moss',
        descriptions: [{ text: 'Mayor Anna' }],
        aliases: [],
      });
    });

    test('tells whoever follows', () => {
      const { archive, source } = openWithImport();
      archive.store([harbour], source);
      const { mark, stored } = archive.movement(0, 9);
      archive.replaceReading(stored[0] ?? (0 as VersionRow), better);
      expect(archive.movement(mark, 9)).toMatchObject({ stored, gone: [] });
    });

    test('lets a new credit stand for an outlet that the source did not give, and only there', () => {
      const { archive, source } = openWithImport();
      archive.store([harbour, undated], source);
      for (const row of everyRow(archive)) {
        const [article] = archive.articles([row], all);
        archive.replaceReading(row, tell({ sentences: [article?.text ?? ''], credit: 'Wire' }).reading);
      }
      expect(archive.outlets(all).map(({ name }) => name)).toEqual(['The Northern Courier', 'Wire']);
    });

    test('refuses one that reaches outside the text, and changes nothing', () => {
      const { archive, source } = openWithImport();
      archive.store([ferry], source);
      const before = stateOf(archive);
      const [row = 0 as VersionRow] = everyRow(archive);
      expect(() => archive.replaceReading(row, tell({ sentences: ['x'.repeat(999)] }).reading)).toThrow(RangeError);
      expect(stateOf(archive)).toEqual(before);
    });

    test('does nothing for a row that is gone', () => {
      const { archive, source } = openWithImport();
      const [stored] = archive.store([harbour], source);
      const [row = 0 as VersionRow] = everyRow(archive);
      archive.removeArticle(stored?.id ?? '', 'the owner');
      archive.replaceReading(row, better);
      expect(everyRow(archive)).toEqual([]);
    });
  });

  test('outdated() gives what other rules have read, oldest first', () => {
    const { archive, source } = openWithImport();
    archive.store([harbour, ferry, undated], source);
    const rows = everyRow(archive);
    const [, second = 0 as VersionRow] = rows;
    archive.replaceReading(second, { ...ferry.reading, rules: 'rules-2' });
    expect(archive.outdated('rules-1', 9).map(({ row }) => row)).toEqual([second]);
    expect(archive.outdated('rules-2', 9).map(({ row }) => row)).toEqual(rows.filter((row) => row !== second));
    expect(archive.outdated('rules-2', 1).map(({ row }) => row)).toEqual(rows.slice(0, 1));
    expect(archive.outdated('rules-3', 9)).toEqual(archive.articles(rows, all));
  });
}
