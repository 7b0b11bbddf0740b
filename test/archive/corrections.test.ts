import { beforeEach, describe, expect, test } from 'vitest';
import { type Archive, openArchive } from '../../src/archive/open-archive.ts';
import { openStores } from '../../src/archive/stores/open-stores.ts';
import type { StoredStatement } from '../../src/model/archive.ts';
import type { Reading } from '../../src/model/reading.ts';
import type { Scope, SourceId, Space } from '../../src/model/scope.ts';
import { readArticle } from '../../src/text/read-article.ts';
import { temporaryFolder } from './temporary.ts';

const everything: Scope = { sources: 'all' };
const by = 'terminal';

const paragraphs = [
  'Harbour master Oskar Dahl met Mayor Ilse Marten on Friday.',
  '“The cranes stand idle until Monday,” he said.',
  '“The bridge is sound,” Marten said.',
];

let file: string;
let archive: Archive;
let source: SourceId;

beforeEach(() => {
  file = `${temporaryFolder()}/archive.db`;
  archive = openArchive(file);
  source = archive.source('import', 'files');
  store(paragraphs);
  return () => archive.close();
});

function store(parts: readonly string[]): void {
  const article = {
    id: 'harbour',
    title: 'Cranes idle',
    text: parts.join('\n\n'),
    outlet: 'Courier',
    url: null,
    published: '2025-04-18',
    author: null,
  };
  archive.store([{ article, reading: readArticle(article) }], source);
}

function statements(): readonly StoredStatement[] {
  const { stored } = archive.movement(0, 100);
  return archive.statementsIn(stored, everything);
}

function about(word: string): StoredStatement {
  const { text } = archive.article('harbour', everything) ?? { text: '' };
  const found = statements().find(({ extent }) => text.slice(extent.start, extent.end).includes(word));
  if (found === undefined) throw new Error(`No statement holds "${word}"`);
  return found;
}

/** The same reading by other rules. */
function readAgain(change: (reading: Reading) => Reading = (reading) => reading): void {
  const article = archive.article('harbour', everything);
  if (article === null) throw new Error('The article is gone');
  archive.replaceReading(article.row, change({ ...readArticle(article), rules: 'later' }));
}

describe('correct()', () => {
  test('puts a name in the place of the speaker, with what the article says of its bearer', () => {
    const { id } = about('bridge');
    const corrected = archive.correct({ statement: id, speaker: 'oskar dahl', by, space: null, scope: everything });
    expect(corrected).toMatchObject({ kind: 'corrected', from: 'Ilse Marten' });
    expect(about('bridge').speaker).toMatchObject({ name: 'Oskar Dahl', rule: 'corrected' });
    expect(about('bridge').id).toBe(id);
  });

  test('finds the statement under the new name, and no more under the old one', () => {
    archive.correct({ statement: about('bridge').id, speaker: 'Nora Lind', by, space: null, scope: everything });
    const saidBy = (name: string) => archive.statementsBy([name], { scope: everything }).map(({ id }) => id);
    expect(saidBy('Nora Lind')).toEqual([about('bridge').id]);
    expect(saidBy('Ilse Marten')).not.toContain(about('bridge').id);
    expect(archive.speakers(everything).find(({ name }) => name === 'Nora Lind')?.statements).toBe(1);
  });

  test('takes the name away where nobody is to be named', () => {
    archive.correct({ statement: about('bridge').id, speaker: null, by, space: null, scope: everything });
    expect(about('bridge').speaker).toBeNull();
  });

  test('tells whoever follows the archive', () => {
    const before = archive.movement(0, 100).mark;
    archive.correct({ statement: about('bridge').id, speaker: 'Nora Lind', by, space: null, scope: everything });
    expect(archive.movement(before, 100).stored).toEqual([about('bridge').row]);
  });

  test('is audited, with who did it and both names', () => {
    const { id } = about('bridge');
    archive.correct({ statement: id, speaker: 'Nora Lind', by: 'slack:U1', space: null, scope: everything });
    expect(archive.audit(1)).toMatchObject([
      { who: 'slack:U1', action: 'correct speaker', subject: `${id}: Ilse Marten → Nora Lind` },
    ]);
  });

  test('changes nothing where the speaker is this one already', () => {
    const corrected = archive.correct({
      statement: about('bridge').id,
      speaker: 'Ilse Marten',
      by,
      space: null,
      scope: everything,
    });
    expect(corrected.kind).toBe('unchanged');
    expect(archive.audit(1)).toEqual([]);
  });

  test.each([
    { it: 'a statement that never was', statement: 'nonsense', scope: everything, why: 'unknown' },
    { it: 'a statement of sources that one may not see', statement: null, scope: { sources: [] }, why: 'unknown' },
  ])('refuses $it', ({ statement, scope, why }) => {
    const corrected = archive.correct({
      statement: statement ?? about('bridge').id,
      speaker: 'Nora Lind',
      by,
      space: null,
      scope,
    });
    expect(corrected).toEqual({ kind: 'not found', why });
    expect(about('bridge').speaker?.name).toBe('Ilse Marten');
  });
});

describe('a correction lasts', () => {
  beforeEach(() => {
    archive.correct({ statement: about('bridge').id, speaker: 'Nora Lind', by, space: null, scope: everything });
  });

  test('when the article is read again', () => {
    readAgain();
    expect(about('bridge').speaker).toMatchObject({ name: 'Nora Lind', rule: 'corrected' });
  });

  test('when other rules end the words elsewhere', () => {
    readAgain((reading) => ({
      ...reading,
      statements: reading.statements.map((statement) => ({
        ...statement,
        content: statement.content.map(({ start, end }) => ({ start, end: end - 2 })),
      })),
    }));
    expect(about('bridge').speaker?.name).toBe('Nora Lind');
  });

  test('when the article changes around the words', () => {
    store(['A new beginning of the article stands here.', ...paragraphs]);
    expect(about('bridge').speaker?.name).toBe('Nora Lind');
  });

  test('on no other words in their place', () => {
    store(paragraphs.map((paragraph) => paragraph.replace('The bridge is sound', 'The tunnel is shut')));
    expect(about('tunnel').speaker?.name).toBe('Ilse Marten');
  });

  test('over a restart', () => {
    archive.close();
    archive = openArchive(file);
    expect(about('bridge').speaker?.name).toBe('Nora Lind');
  });

  test('until it is undone: then the speaker stands as it was read, also when it was corrected twice', () => {
    const { id } = about('bridge');
    archive.correct({ statement: id, speaker: 'Oskar Dahl', by, space: null, scope: everything });
    expect(archive.undoCorrection({ statement: id, by, space: null, scope: everything })).toMatchObject({
      kind: 'corrected',
      from: 'Oskar Dahl',
    });
    expect(about('bridge').speaker).toMatchObject({ name: 'Ilse Marten' });
    readAgain();
    expect(about('bridge').speaker?.rule).not.toBe('corrected');
    expect(archive.speakers(everything).map(({ name }) => name)).not.toContain('Nora Lind');
    expect(archive.undoCorrection({ statement: id, by, space: null, scope: everything }).kind).toBe('unchanged');
  });
});

describe('reports()', () => {
  const at = { platform: 'slack', space: 'T1', channel: 'C1', thread: null } as const;

  function report(user: string, moment: string): void {
    const stores = openStores(file, { now: () => new Date(moment) });
    stores.reports.add(about('bridge').id, at, user, new Date(moment));
    stores.close();
  }

  test('lists what readers called wrong, with how many did, until it is corrected', () => {
    report('anna', '2025-04-20T12:00:00Z');
    report('ben', '2025-04-20T13:00:00Z');
    expect(archive.reports(everything, null, 10)).toMatchObject([
      { statement: about('bridge').id, words: '“The bridge is sound,”', speaker: 'Ilse Marten', reports: 2 },
    ]);
    archive.correct({ statement: about('bridge').id, speaker: 'Nora Lind', by, space: null, scope: everything });
    expect(archive.reports(everything, null, 10)).toEqual([]);
    expect(archive.corrections(everything, 10)).toMatchObject([{ from: 'Ilse Marten', to: 'Nora Lind', by }]);
  });

  test('keeps the reports of one space from another', () => {
    report('anna', '2025-04-20T12:00:00Z');
    expect(archive.reports(everything, 'T2', 10)).toEqual([]);
    expect(archive.reports(everything, 'T1', 10)).toHaveLength(1);
    expect(archive.reports({ sources: [] }, 'T1', 10)).toEqual([]);
  });
});

describe('an administrator of one space', () => {
  const space = 'slack:T1' as Space;
  const request = () => ({
    statement: about('bridge').id,
    speaker: 'Nora Lind',
    by: 'slack:U1',
    scope: everything,
    space,
  });

  function asksFrom(elsewhere: string): void {
    const at = { platform: 'slack', space: elsewhere, channel: 'C1', thread: null } as const;
    const stores = openStores(file, { now: () => new Date() });
    const common = { options: {}, previous: null, understood: null, shown: [], offers: [], offset: 0 };
    stores.asked.keep({ ...common, command: 'ask', at, user: 'anna', asked: new Date() });
    stores.close();
  }

  test('corrects what is shared while no other space asks', () => {
    asksFrom('T1');
    expect(archive.correct(request()).kind).toBe('corrected');
  });

  test('leaves what is shared to the operator where another space asks', () => {
    asksFrom('T2');
    expect(archive.correct(request())).toEqual({ kind: 'shared' });
    expect(archive.correct({ ...request(), space: null }).kind).toBe('corrected');
    expect(archive.undoCorrection(request())).toEqual({ kind: 'shared' });
  });
});
