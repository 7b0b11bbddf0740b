import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { checkArchive } from '../../src/archive/check.ts';
import { type Archive, openArchive } from '../../src/archive/open-archive.ts';
import type { Scope, SourceId, Space } from '../../src/model/scope.ts';
import type { Limits } from '../../src/model/sources.ts';
import { readArticle } from '../../src/text/read-article.ts';
import { temporaryFolder } from './temporary.ts';

const all: Scope = { sources: 'all' };
const start = new Date('2025-04-20T12:00:00Z');
const day = 86_400_000;

const text = [
  'The orchard of the valley was sold on Friday, and nobody knew to whom it had gone at first.',
  '“The orchard fed my family for a hundred years,” farmer Peter Quill told reporters.',
  'The trees were planted by his grandfather after the great frost, and they bear until today.',
  'Quill said he would stay in the village.',
].join('\n\n');

let now: Date;
let archive: Archive;

beforeEach(() => {
  now = start;
  const file = join(temporaryFolder(), 'archive.db');
  archive = openArchive(file, { now: () => now });
  onTestFinished(() => {
    archive.close();
    expect(checkArchive(file).faults).toEqual([]);
  });
});

function feed(name: string, limits: Partial<Limits> = {}, space: Space | null = null): SourceId {
  return archive.sources.add(
    { address: `https://${name}.example/feed`, form: 'feed', title: name },
    { space, group: null, addedBy: 'test', channel: null, limits: { keepDays: null, keepArticles: null, ...limits } },
    now,
  ).source.id;
}

function store(id: string, source: SourceId, body = text): void {
  const article = { id, title: 'Orchard', text: body, outlet: 'Bay Post', url: null, published: null, author: null };
  archive.store([{ article, reading: readArticle(article) }], source);
}

const policy = { keepDays: 30, keepQuotationsDays: null };
const ids = () => archive.articles(archive.movement(0, 99).stored, all).map(({ id }) => id);
const later = (days: number) => {
  now = new Date(start.getTime() + days * day);
};

test('retain() deletes what was kept for long enough, and nothing that was imported or is kept elsewhere', () => {
  const [usual, long] = [feed('usual'), feed('long', { keepDays: 90 })];
  store('old', usual);
  store('both', usual);
  store('both', long);
  store('imported', archive.source('import', 'files'));
  store('imported', usual);
  later(29);
  store('new', usual);
  expect(archive.retain(policy, 99)).toEqual({ deleted: 0, reduced: 0 });
  later(31);
  expect(archive.retain(policy, 99)).toEqual({ deleted: 1, reduced: 0 });
  expect(ids()).toEqual(['both', 'imported', 'new']);
  later(91);
  archive.retain(policy, 99);
  expect(ids()).toEqual(['imported']);
  expect(archive.retain({ keepDays: null, keepQuotationsDays: null }, 99)).toEqual({ deleted: 0, reduced: 0 });
});

test('retain() keeps as long as the space that keeps it longest wants', () => {
  const source = feed('usual', { keepDays: 5 }, 'slack:T1' as Space);
  feed('usual', { keepDays: 60 }, 'slack:T2' as Space);
  store('old', source);
  later(59);
  expect(archive.retain(policy, 99).deleted).toBe(0);
  later(61);
  expect(archive.retain(policy, 99).deleted).toBe(1);
});

test('retain() keeps the newest so many of a source', () => {
  const source = feed('usual', { keepArticles: 2 });
  for (const id of ['a', 'b', 'c', 'd']) store(id, source);
  expect(archive.retain({ keepDays: null, keepQuotationsDays: null }, 99)).toEqual({ deleted: 2, reduced: 0 });
  expect(ids()).toEqual(['c', 'd']);
});

test('retain() leaves the quotations where they are to be kept for longer', () => {
  const source = feed('usual');
  store('old', source, `${text}\n\nNothing more is known.`);
  store('old', source);
  store('silent', source, 'The orchard was sold. It was a cold day.');
  const [before] = archive.statementsBy(['Peter Quill'], { scope: all });
  later(31);
  const quotations = { keepDays: 30, keepQuotationsDays: 365 };
  expect(archive.retain(quotations, 99)).toEqual({ deleted: 1, reduced: 1 });
  const article = archive.article('old', all);
  expect(article?.text).toBe(
    '“The orchard fed my family for a hundred years,” farmer Peter Quill told reporters.\n\nQuill said he would stay in the village.',
  );
  expect(article).toMatchObject({ title: 'Orchard', outlet: 'Bay Post' });
  const statements = archive.statementsBy(['Peter Quill'], { scope: all });
  const said = statements.map(({ content }) => content.map(({ start, end }) => article?.text.slice(start, end)));
  expect(said).toEqual([['“The orchard fed my family for a hundred years,”'], ['he would stay in the village']]);
  expect(statements.map(({ speaker }) => speaker?.name)).toEqual(['Peter Quill', 'Peter Quill']);
  expect(archive.statementFate(before?.id ?? '', all)).toBe('reread');
  expect(archive.changes(all, 9)).toEqual([]);
  expect(archive.outdated('other rules', 9)).toEqual([]);
  expect(archive.retain(quotations, 99)).toEqual({ deleted: 0, reduced: 0 });
  later(366);
  expect(archive.retain(quotations, 99)).toEqual({ deleted: 1, reduced: 0 });
  expect(ids()).toEqual([]);
});

test('retain() keeps quotations for good where that is wished', () => {
  store('old', feed('usual'));
  later(10_000);
  expect(archive.retain({ keepDays: 30, keepQuotationsDays: 'always' }, 99)).toEqual({ deleted: 0, reduced: 1 });
  expect(archive.retain({ keepDays: 30, keepQuotationsDays: 'always' }, 99)).toEqual({ deleted: 0, reduced: 0 });
});
