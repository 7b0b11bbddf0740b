import { describe, expect, test } from 'vitest';
import type { Archive } from '../../src/archive/open-archive.ts';
import type { Filter, StatementId, VersionRow } from '../../src/model/archive.ts';
import type { Scope, SourceId } from '../../src/model/scope.ts';
import { ferry, harbour, tell, undated } from './news.ts';

const all: Scope = { sources: 'all' };

/** What an archive promises to whoever reads it. `open` gives an empty one, and closes it after the test. */
export function readingContract(open: () => Archive): void {
  /** The Courier is one source and the Bay Post another; the letter came by both. */
  const openNews = () => {
    const archive = open();
    const courier = archive.source('feed', 'courier');
    const bay = archive.source('feed', 'bay');
    archive.store([harbour, undated], courier);
    archive.store([ferry, undated], bay);
    const rows = archive.movement(0, 9).stored;
    const rowOf = (title: string | null) =>
      archive.articles(rows, all).find((article) => article.title === title)?.row ?? (0 as VersionRow);
    return {
      archive,
      courier: { sources: [courier] } satisfies Scope,
      bay: { sources: [bay] } satisfies Scope,
      rows: { harbour: rowOf(harbour.article.title), ferry: rowOf(ferry.article.title), letter: rowOf('A letter') },
    };
  };
  const nobody: Scope = { sources: [] };
  const stranger: Scope = { sources: [999 as SourceId] };

  test('articles() come in the order of their rows', () => {
    const { archive, rows } = openNews();
    const asked = [rows.letter, 77 as VersionRow, rows.harbour, rows.ferry];
    expect(archive.articles(asked, all).map(({ row }) => row)).toEqual([rows.letter, rows.harbour, rows.ferry]);
    expect(archive.articles([], all)).toEqual([]);
  });

  describe('a scope', () => {
    test('hides what other sources carry from every method', () => {
      const { archive, courier, rows } = openNews();
      const everything = Object.values(rows);
      const hidden = archive.statementsIn([rows.ferry], all);
      const id = archive.articles([rows.ferry], all)[0]?.id ?? '';
      expect(archive.articles(everything, courier).map(({ row }) => row)).toEqual([rows.harbour, rows.letter]);
      expect(archive.article(id, courier)).toBeNull();
      expect(archive.rowsWithin({ scope: courier })).toEqual(new Set([rows.harbour, rows.letter]));
      expect(archive.statementsBy(['Peter Moss', 'Harbour Board'], { scope: courier })).toEqual([]);
      expect(archive.rowsBy(['Peter Moss', 'Harbour Board'], { scope: courier })).toEqual(new Set());
      expect(archive.statementsIn(everything, courier).map(({ row }) => row)).toEqual([
        rows.harbour,
        rows.harbour,
        rows.letter,
      ]);
      for (const { id: statement } of hidden) {
        expect(archive.statement(statement, courier)).toBeNull();
        expect(archive.statementFate(statement, courier)).toBe('unknown');
      }
      expect(archive.speakers(courier).map(({ name }) => name)).toEqual(['ANNA MOSS', 'Her deputy']);
      expect(archive.outlets(courier).map(({ name }) => name)).toEqual(['Bay Post', 'The Northern Courier']);
      expect(archive.extent({ scope: courier })).toEqual({
        articles: 2,
        outlets: 2,
        sentences: 4,
        statements: 3,
        oldest: harbour.article.published,
        newest: harbour.article.published,
      });
    });

    test('of all its sources sees what no scope hides', () => {
      const { archive, courier, bay } = openNews();
      const both: Scope = { sources: [...courier.sources, ...bay.sources] };
      expect(archive.speakers(both)).toEqual(archive.speakers(all));
      expect(archive.extent({ scope: both })).toEqual(archive.extent({ scope: all }));
      expect(archive.outlets(both)).toEqual(archive.outlets(all));
    });

    test.each([{ scope: nobody }, { scope: stranger }])(
      'without articles sees nothing: $scope.sources',
      ({ scope }) => {
        const { archive, rows } = openNews();
        expect(archive.articles(Object.values(rows), scope)).toEqual([]);
        expect(archive.rowsWithin({ scope })).toEqual(new Set());
        expect(archive.statementsBy(['Anna Moss'], { scope })).toEqual([]);
        expect(archive.speakers(scope)).toEqual([]);
        expect(archive.outlets(scope)).toEqual([]);
        expect(archive.extent({ scope })).toEqual({
          articles: 0,
          outlets: 0,
          sentences: 0,
          statements: 0,
          oldest: null,
          newest: null,
        });
      },
    );

    test('widens by an article that a source carries from now on', () => {
      const { archive, courier } = openNews();
      expect(archive.speakers(courier)).toHaveLength(2);
      const changes = archive.changeCount();
      archive.store([ferry], courier.sources[0] ?? (0 as SourceId));
      expect(archive.changeCount()).not.toBe(changes);
      expect(archive.speakers(courier)).toEqual(archive.speakers(all));
      expect(archive.extent({ scope: courier }).articles).toBe(3);
    });
  });

  describe('a filter', () => {
    const day = (date: string, offset = 'Z') => new Date(`${date}T00:00:00${offset}`);
    test.each<{ it: string; filter: Omit<Filter, 'scope'>; titles: string[] }>([
      {
        it: 'by outlet, however it is spelt',
        filter: { outlet: 'the BAY post' },
        titles: ['A letter', 'Ferry fares rise'],
      },
      { it: 'by an outlet that is not there', filter: { outlet: 'Nowhere' }, titles: [] },
      {
        it: 'from a moment',
        filter: { from: new Date('2025-04-18T09:30:00Z') },
        titles: ['Ferry fares rise', 'Harbour closes for the winter'],
      },
      {
        it: 'from a moment after it',
        filter: { from: new Date('2025-04-18T09:30:00.001Z') },
        titles: ['Ferry fares rise'],
      },
      { it: 'up to a moment, which is out', filter: { to: new Date('2025-04-18T09:30:00Z') }, titles: [] },
      { it: 'by a day', filter: { from: day('2025-04-19'), to: day('2025-04-20') }, titles: ['Ferry fares rise'] },
      {
        it: 'by a day in Tokyo',
        filter: { from: day('2025-04-19', '+09:00'), to: day('2025-04-20', '+09:00') },
        titles: ['Ferry fares rise'],
      },
      {
        it: 'by the day before in Tokyo',
        filter: { from: day('2025-04-18', '+09:00'), to: day('2025-04-19', '+09:00') },
        titles: ['Harbour closes for the winter'],
      },
      {
        it: 'by a day in Honolulu',
        filter: { from: day('2025-04-19', '-10:00'), to: day('2025-04-20', '-10:00') },
        titles: ['Ferry fares rise'],
      },
      {
        it: 'by a day in Auckland in summer',
        filter: { from: day('2025-04-19', '+13:00'), to: day('2025-04-20', '+13:00') },
        titles: ['Ferry fares rise'],
      },
      {
        it: 'by outlet and day',
        filter: { outlet: 'Bay Post', from: day('2025-04-01') },
        titles: ['Ferry fares rise'],
      },
    ])('passes $it', ({ filter, titles }) => {
      const { archive } = openNews();
      const passed = archive.rowsWithin({ scope: all, ...filter });
      const rows = passed === 'all' ? [] : [...passed];
      expect(
        archive
          .articles(rows, all)
          .map(({ title }) => title)
          .sort(),
      ).toEqual(titles);
      expect(archive.extent({ scope: all, ...filter }).articles).toBe(titles.length);
      const said = archive.statementsBy(['Anna Moss', 'Peter Moss', 'Harbour Board', 'Her deputy'], {
        scope: all,
        ...filter,
      });
      expect([...new Set(said.map(({ article }) => article.title))].sort()).toEqual(titles);
    });

    test('lets everything pass when it asks for nothing', () => {
      expect(openNews().archive.rowsWithin({ scope: all })).toBe('all');
    });
  });

  describe('statementsBy()', () => {
    test.each([
      { it: 'a name', names: ['Peter Moss'], said: ['"a fair price"'] },
      {
        it: 'a name in other letters, the undated last',
        names: ['ánna moss'],
        said: ['"The harbour closes on Monday,"', 'The Harbour Board does not answer letters'],
      },
      { it: 'a description', names: ['her deputy'], said: ['it may open in March'] },
      { it: 'a group', names: ['the Harbour Board'], said: ['Ferry fares rise in May'] },
      { it: 'an acronym that the article gives', names: ['HB'], said: ['Ferry fares rise in May'] },
      {
        it: 'a surname, newest article first',
        names: ['Moss'],
        said: ['"a fair price"', '"The harbour closes on Monday,"'],
      },
      {
        it: 'a surname beside the full name, without the namesake',
        names: ['Anna Moss', 'Moss', 'Mrs Moss'],
        said: ['"The harbour closes on Monday,"', 'The Harbour Board does not answer letters'],
      },
      {
        it: 'several speakers of one article in reading order',
        names: ['Peter Moss', 'Harbour Board'],
        said: ['Ferry fares rise in May', '"a fair price"'],
      },
      { it: 'nobody', names: ['Nobody', '', '...'], said: [] },
      { it: 'no names', names: [], said: [] },
    ])('finds $it', ({ names, said }) => {
      const { archive } = openNews();
      const found = archive.statementsBy(names, { scope: all });
      const words = found.map(({ row, content }) => {
        const [article] = archive.articles([row], all);
        return article?.text.slice(content[0]?.start, content[0]?.end);
      });
      expect(words).toEqual(said);
      expect(archive.rowsBy(names, { scope: all })).toEqual(new Set(found.map(({ row }) => row)));
      for (const limit of [0, 1, 2, 9])
        expect(archive.statementsBy(names, { scope: all }, limit)).toEqual(found.slice(0, limit));
    });
  });

  test('statementsOf() tells where statements stand, and reads only those that are wanted', () => {
    const { archive, rows } = openNews();
    const articles = archive.articles([rows.ferry, rows.harbour], all);
    const whole = archive.statementsIn([rows.ferry, rows.harbour], all);
    const told: string[] = [];
    const some = archive.statementsOf(articles, ({ row }, { start, end }) => {
      told.push(`${row} ${start}-${end}`);
      return row === rows.harbour;
    });
    expect(told.toSorted()).toEqual(whole.map(({ row, extent }) => `${row} ${extent.start}-${extent.end}`).toSorted());
    expect(some).toEqual(whole.filter(({ row }) => row === rows.harbour));
    expect(archive.statementsOf(articles, () => true)).toEqual(whole);
    expect(archive.statementsOf(articles, () => false)).toEqual([]);
  });

  test('statementsIn() keeps the order of rows and of reading', () => {
    const { archive, rows } = openNews();
    const found = archive.statementsIn([rows.ferry, rows.harbour], all);
    expect(found.map(({ row }) => row)).toEqual([rows.ferry, rows.ferry, rows.ferry, rows.harbour, rows.harbour]);
    expect(found.map(({ speaker }) => speaker?.name ?? speaker?.description ?? null)).toEqual([
      'Harbour Board',
      'Peter Moss',
      null,
      'Anna Moss',
      'Her deputy',
    ]);
  });

  test('statement() finds each by its id', () => {
    const { archive, rows } = openNews();
    for (const statement of archive.statementsIn(Object.values(rows), all)) {
      expect(archive.statement(statement.id, all)).toEqual(statement);
      expect(archive.statementFate(statement.id, all)).toBe('here');
    }
    expect(archive.statement('nothing' as StatementId, all)).toBeNull();
    expect(archive.statementFate('nothing', all)).toBe('unknown');
  });

  describe('speakers()', () => {
    test('are one person across articles, with all that is known of them', () => {
      const { archive, rows } = openNews();
      expect(archive.speakers(all)).toEqual([
        {
          name: 'ANNA MOSS',
          named: true,
          kind: 'person',
          aliases: ['Moss', 'Mrs Moss'],
          statements: 2,
          descriptions: [
            { text: 'Mayor', row: rows.harbour, start: 0, count: 1, from: 1744968600000, to: 1744968600000 },
          ],
        },
        {
          name: 'Harbour Board',
          named: true,
          kind: 'group',
          aliases: ['HB', 'the board'],
          statements: 1,
          descriptions: [],
        },
        { name: 'Her deputy', named: false, kind: 'person', aliases: [], statements: 1, descriptions: [] },
        {
          name: 'Peter Moss',
          named: true,
          kind: 'person',
          aliases: ['Moss'],
          statements: 1,
          descriptions: [
            { text: 'the board’s head', row: rows.ferry, start: 61, count: 1, from: 1745058600000, to: 1745058600000 },
          ],
        },
      ]);
    });

    test('are described newest first, each wording once, as published and not as stored', () => {
      const archive = open();
      const source = archive.source('import', 'files');
      const about = (id: string, published: string | null, words: string) =>
        tell({
          id,
          published,
          sentences: [`${words} Anna Moss spoke.`],
          people: [{ name: 'Anna Moss', descriptions: [words] }],
        });
      archive.store(
        [
          about('1', '2025-03-01', 'Mayor'),
          about('2', '2025-01-01', 'Candidate'),
          about('3', null, 'Neighbour'),
          about('4', '2025-02-01', 'Mayor'),
          about('5', '2025-04-01T10:00:00Z', 'Former mayor'),
        ],
        source,
      );
      const described = () =>
        archive
          .speakers(all)[0]
          ?.descriptions.map(({ text, row, count }) => [text, archive.articles([row], all)[0]?.id, count]);
      expect(described()).toEqual([
        ['Former mayor', '5', 1],
        ['Mayor', '1', 2],
        ['Candidate', '2', 1],
        ['Neighbour', '3', 1],
      ]);
      archive.removeArticle('1', 'the owner');
      archive.removeArticle('5', 'the owner');
      expect(described()).toEqual([
        ['Mayor', '4', 1],
        ['Candidate', '2', 1],
        ['Neighbour', '3', 1],
      ]);
    });

    test('are named and sorted as most of their articles have it', () => {
      const archive = open();
      const about = (id: string, name: string, kind: 'person' | 'group') =>
        tell({ id, sentences: [`Words ${id}.`], people: [{ name, kind }] });
      archive.store(
        [about('1', 'Zoë Moss', 'group'), about('2', 'Zoe Moss', 'person'), about('3', 'Zoe Moss', 'person')],
        archive.source('import', 'files'),
      );
      expect(archive.speakers(all)).toMatchObject([{ name: 'Zoe Moss', kind: 'person' }]);
      archive.removeArticle('2', 'the owner');
      archive.removeArticle('3', 'the owner');
      expect(archive.speakers(all)).toMatchObject([{ name: 'Zoë Moss', kind: 'group' }]);
      archive.removeArticle('1', 'the owner');
      expect(archive.speakers(all)).toEqual([]);
    });

    test('lists who is named but says nothing, and who speaks but is not listed', () => {
      const archive = open();
      archive.store(
        [
          tell({
            sentences: ['It rains, Ida Brook said.'],
            said: [{ words: 'It rains', by: 'Ida Brook' }],
            people: [{ name: 'Otto Brook' }],
          }),
        ],
        archive.source('import', 'files'),
      );
      expect(archive.speakers(all).map(({ name, statements }) => [name, statements])).toEqual([
        ['Ida Brook', 1],
        ['Otto Brook', 0],
      ]);
      expect(archive.statementsBy(['Ida Brook'], { scope: all })).toHaveLength(1);
    });

    test('give the same list while nothing moves', () => {
      const { archive } = openNews();
      expect(archive.speakers(all)).toBe(archive.speakers(all));
    });
  });

  test('outlets() come by how many articles they have, in the spelling that most have', () => {
    const archive = open();
    const by = (outlet: string, n: number) => tell({ id: `${outlet} ${n}`, outlet, sentences: [`Words ${n}.`] });
    archive.store(
      [
        by('Bay Post', 1),
        by('bay post', 2),
        by('Bay Post', 3),
        by('A Gazette', 4),
        by('The Courier', 5),
        tell({ sentences: ['By nobody.'] }),
      ],
      archive.source('import', 'files'),
    );
    expect(archive.outlets(all)).toEqual([
      { name: 'Bay Post', articles: 3 },
      { name: 'A Gazette', articles: 1 },
      { name: 'The Courier', articles: 1 },
    ]);
    expect(archive.extent({ scope: all })).toMatchObject({ articles: 6, outlets: 3, oldest: null, newest: null });
  });

  test('extent() gives the period as published', () => {
    const { archive } = openNews();
    expect(archive.extent({ scope: all })).toEqual({
      articles: 3,
      outlets: 2,
      sentences: 7,
      statements: 6,
      oldest: '2025-04-18T09:30:00Z',
      newest: '2025-04-19',
    });
  });
}
