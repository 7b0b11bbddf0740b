import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkArchive } from '../../src/archive/check.ts';
import { type Archive, openArchive } from '../../src/archive/open-archive.ts';
import type { Filter, VersionRow } from '../../src/model/archive.ts';
import type { IncomingArticle } from '../../src/model/article.ts';
import type { Reading, Sentence, Statement } from '../../src/model/reading.ts';
import type { Scope, SourceId } from '../../src/model/scope.ts';
import type { Span } from '../../src/model/span.ts';
import { tell } from './news.ts';
import { temporaryFolder } from './temporary.ts';

const all: Scope = { sources: 'all' };

/** Any UTF-16 units, halves of pairs and controls included. */
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
);
const anyTextOrNull = fc.option(anyText);

function anySpan(length: number): fc.Arbitrary<Span> {
  return fc
    .tuple(fc.nat({ max: length }), fc.nat({ max: length }))
    .map(([one, other]) => ({ start: Math.min(one, other), end: Math.max(one, other) }));
}

function anySentences(length: number): fc.Arbitrary<Sentence[]> {
  return fc.uniqueArray(fc.nat({ max: length }), { maxLength: 8 }).map((places) => {
    const borders = places.toSorted((a, b) => a - b);
    return borders.slice(1).map((end, n) => ({ start: borders[n] ?? 0, end, paragraph: n }));
  });
}

function anyStatement(length: number): fc.Arbitrary<Statement> {
  const span = anySpan(length);
  return fc.record({
    type: fc.constantFrom('direct', 'mixed', 'indirect'),
    content: fc.array(span, { maxLength: 3 }),
    quoted: fc.array(span, { maxLength: 3 }),
    extent: span,
    cue: fc.option(span),
    speaker: fc.option(
      fc.record({
        mention: fc.option(span),
        name: anyTextOrNull,
        description: anyTextOrNull,
        via: anyTextOrNull,
        rule: anyText,
      }),
    ),
    nested: fc.boolean(),
    denied: fc.boolean(),
  });
}

function anyReading(length: number): fc.Arbitrary<Reading> {
  return fc.record({
    rules: anyText,
    sentences: anySentences(length),
    statements: fc.array(anyStatement(length), { maxLength: 5 }),
    people: fc.array(
      fc.record({
        name: anyText,
        named: fc.boolean(),
        kind: fc.constantFrom('person', 'group'),
        gender: fc.constantFrom('female', 'male', null),
        aliases: fc.array(anyText, { maxLength: 3 }),
        descriptions: fc.array(
          fc.tuple(anyText, anySpan(length)).map(([text, span]) => ({ text, ...span })),
          { maxLength: 2 },
        ),
      }),
      { maxLength: 4 },
    ),
    credit: anyTextOrNull,
  });
}

const anyArticle: fc.Arbitrary<{ article: IncomingArticle; reading: Reading }> = anyText.chain((text) =>
  fc.record({
    article: fc.record({
      id: anyTextOrNull,
      title: anyTextOrNull,
      text: fc.constant(text),
      outlet: anyTextOrNull,
      url: fc.option(fc.oneof(anyText, fc.webUrl())),
      published: fc.option(
        fc.oneof(
          anyText,
          fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
        ),
      ),
      author: anyTextOrNull,
    }),
    reading: anyReading(text.length),
  }),
);

const allOf = (archive: Archive): VersionRow[] => {
  const rows: VersionRow[] = [];
  for (let mark = 0; ; ) {
    const moved = archive.movement(mark, 50);
    rows.push(...moved.stored);
    if (moved.mark === mark) return rows;
    mark = moved.mark;
  }
};

test('store() keeps any text and any reading to the letter, but for half surrogates', () => {
  fc.assert(
    fc.property(anyArticle, ({ article, reading }) => {
      using archive = openArchive(':memory:');
      const source = archive.source('import', 'files');
      const [stored] = archive.store([{ article, reading }], source);
      const found = archive.article(stored?.id ?? '', all);
      expect(found?.text).toBe(article.text.toWellFormed());
      expect(found?.title).toBe(article.title?.toWellFormed() ?? null);
      expect(found?.sentences).toEqual(reading.sentences);
      const statements = archive.statementsIn(allOf(archive), all);
      expect(
        statements.map(({ content, quoted, extent, cue, speaker }) => [content, quoted, extent, cue, speaker?.mention]),
      ).toEqual(
        reading.statements.map(({ content, quoted, extent, cue, speaker }) => [
          content,
          quoted,
          extent,
          cue,
          speaker?.mention,
        ]),
      );
      for (const statement of statements) {
        expect(archive.statement(statement.id, all)).toEqual(statement);
        const names = [statement.speaker?.name ?? statement.speaker?.description].filter(
          (name) => typeof name === 'string',
        );
        const found = archive.statementsBy(names, { scope: all });
        expect(found.map(({ id }) => id).includes(statement.id)).toBe(names.length > 0);
      }
      expect(archive.store([{ article, reading }], source)).toEqual([{ id: stored?.id, outcome: 'unchanged' }]);
    }),
    { numRuns: 40 },
  );
});

test('checkArchive() finds nothing wrong with whatever was stored', () => {
  const file = join(temporaryFolder(), 'archive.db');
  using archive = openArchive(file);
  const source = archive.source('import', 'files');
  fc.assert(
    fc.property(fc.array(anyArticle, { minLength: 1, maxLength: 5 }), (batch) => {
      const stored = archive.store(batch, source);
      expect(archive.store(batch, source).map(({ id }) => id)).toEqual(stored.map(({ id }) => id));
    }),
    { numRuns: 20 },
  );
  expect(checkArchive(file).faults).toEqual([]);
});

test('every reading method takes any string', () => {
  using archive = openArchive(':memory:');
  archive.store([tell({ sentences: ['Words.'] })], archive.source('import', 'files'));
  fc.assert(
    fc.property(anyText, fc.array(anyText), (one, many) => {
      archive.article(one, all);
      archive.statement(one as never, all);
      archive.statementFate(one, all);
      archive.statementsBy(many, { scope: all, outlet: one });
      archive.rowsWithin({ scope: all, outlet: one });
      archive.extent({ scope: { sources: [] }, outlet: one });
    }),
  );
});

/** What may happen to an archive, over a few articles, texts and sources. */
type Step =
  | { readonly kind: 'store'; readonly article: number; readonly text: number; readonly source: number }
  | { readonly kind: 'reread'; readonly article: number }
  | { readonly kind: 'remove'; readonly article: number }
  | { readonly kind: 'look' };

const few = fc.nat({ max: 3 });
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('store'), article: few, text: few, source: few }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('reread'), article: few }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove'), article: few }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('look') }) },
);

const names = ['Anna Moss', 'Peter Moss', 'Moss', 'Harbour Board', 'a clerk'];

/** Article `article` with one of its texts, read by old or new rules. */
function tellOf(article: number, text: number, rules: 'old' | 'new') {
  const speaker = names[(article + text) % 2] ?? '';
  const isNew = rules === 'new';
  return tell({
    id: `article-${article}`,
    title: `Title ${article}`,
    outlet: article % 2 === 0 ? 'Bay Post' : 'Courier',
    published: `2025-04-1${article}T0${text % 10}:00:00Z`,
    rules,
    sentences: [
      `Text ${text} begins here.`,
      `It rains in place ${text}, said ${speaker}.`,
      'Fares rise, a clerk said.',
    ],
    said: [
      { words: isNew ? `It rains in place ${text}` : 'It rains', by: speaker },
      { words: 'Fares rise', by: null, description: 'a clerk' },
    ],
    people: [
      { name: speaker, aliases: ['Moss'], descriptions: [isNew ? 'rains in' : `Text ${text}`] },
      ...(isNew ? [{ name: 'Harbour Board', kind: 'group' as const }] : []),
    ],
  });
}

interface Surviving {
  readonly article: number;
  readonly text: number;
  rules: 'old' | 'new';
  readonly sources: Set<number>;
  /** Counts changes of text, in whose order rows are given. */
  readonly stamp: number;
}

const wordKinds = ['name', 'first', 'last', 'description', 'initials'] as const;
const searched: readonly (readonly [(typeof wordKinds)[number], readonly string[]])[] = [
  ['name', ['moss', 'board']],
  ['first', ['anna']],
  ['last', ['moss']],
  ['description', ['text', 'clerk']],
  ['initials', ['am', 'hb']],
];

function rowsOf(archive: Archive, scope: Scope): (number | 'all')[] {
  const filters: Filter[] = [{ scope }, { scope, outlet: 'bay post' }, { scope, from: new Date('2025-04-11') }];
  return filters.map((filter) => {
    const rows = archive.rowsWithin(filter);
    return rows === 'all' ? rows : rows.size;
  });
}

/** All that can be read of an archive, with ids of articles in the place of rows, which differ. */
function readAll(archive: Archive, scopes: readonly Scope[]): unknown {
  const rows = allOf(archive);
  const idOf = (row: VersionRow) => archive.articles([row], all)[0]?.id;
  const withoutRow = <T extends { row: VersionRow }>({ row, ...rest }: T) => ({ ...rest, article: idOf(row) });
  const byId = <T extends { article: string | undefined }>(list: T[]) =>
    list.toSorted((a, b) => (a.article ?? '').localeCompare(b.article ?? ''));
  return scopes.map((scope) => ({
    articles: byId(archive.articles(rows, scope).map(withoutRow)),
    statements: byId(archive.statementsIn(rows, scope).map(withoutRow)),
    said: names.map((name) => archive.statementsBy([name], { scope }).map(withoutRow)),
    speakers: archive
      .speakers(scope)
      .map((speaker) => ({ ...speaker, descriptions: speaker.descriptions.map(withoutRow) })),
    found: searched.map(([kind, words]) =>
      [...archive.speakersOf([...archive.speakersWith(kind, words).values()].flat(), scope).values()]
        .map(({ name, statements }) => `${name} ${statements}`)
        .sort(),
    ),
    called: [...archive.speakersOf(archive.speakersCalled(names), scope).values()].map(({ name }) => name).sort(),
    most: archive
      .speakersMost({ scope, limit: 2 })
      .map((number) => archive.speakersOf([number], scope).get(number)?.name),
    speakerCount: archive.speakerCount(scope),
    words: wordKinds.map((kind) => archive.nameWords(kind, 0).words.toSorted()),
    outlets: archive.outlets(scope),
    undated: archive.undated({ scope }),
    rows: rowsOf(archive, scope),
    extent: archive.extent({ scope }),
    bay: archive.extent({ scope, outlet: 'bay post', to: new Date('2025-04-12') }),
    old: archive.outdated('new', 99).length,
  }));
}

test('whatever was stored, read again and removed, what survives is read as from a fresh archive', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 40 }), (steps) => {
      using archive = openArchive(':memory:');
      using fresh = openArchive(':memory:');
      const sourcesOf = (of: Archive): SourceId[] => [0, 1, 2, 3].map((n) => of.source('feed', String(n)));
      const [sources, freshSources] = [sourcesOf(archive), sourcesOf(fresh)];
      const scopes: Scope[] = [all, { sources: [] }, ...sources.map((source) => ({ sources: [source] }))];
      const main = new Map<number, Surviving>();
      // By article and source: what a source brought under an id that is another's.
      const apart = new Map<string, Surviving>();
      const owners = new Map<number, number>();
      const removed = new Set<number>();
      const held = new Set<VersionRow>();
      let mark = 0;
      let stamp = 0;
      const follow = () => {
        const moved = archive.movement(mark, 3);
        for (const row of moved.gone) held.delete(row);
        for (const row of moved.stored) held.add(row);
        const isDone = moved.mark === mark;
        mark = moved.mark;
        return isDone;
      };
      const told = (article: number, text: number, sources: readonly number[]): Surviving => ({
        article,
        text,
        rules: 'old',
        sources: new Set(sources),
        stamp: stamp++,
      });
      const store = (article: number, text: number, source: number) => {
        const known = main.get(article);
        if (known === undefined) {
          owners.set(article, source);
          main.set(article, told(article, text, [source]));
        } else if (known.text === text) known.sources.add(source);
        else if (owners.get(article) === source) main.set(article, told(article, text, [...known.sources]));
        else if (apart.get(`${article}/${source}`)?.text !== text)
          apart.set(`${article}/${source}`, told(article, text, [source]));
      };
      for (const step of steps) {
        if (step.kind === 'look') {
          // What is kept of them is kept up from here on.
          for (const scope of scopes) rowsOf(archive, scope);
          follow();
        } else if (step.kind === 'store') {
          archive.store([tellOf(step.article, step.text, 'old')], sources[step.source] ?? (0 as SourceId));
          if (!removed.has(step.article)) store(step.article, step.text, step.source);
        } else if (step.kind === 'reread') {
          const known = main.get(step.article);
          const stored = archive.article(`article-${step.article}`, all);
          if (known === undefined || stored === null) continue;
          archive.replaceReading(stored.row, tellOf(step.article, known.text, 'new').reading);
          known.rules = 'new';
        } else {
          expect(archive.removeArticle(`article-${step.article}`, 'test')).toBe(main.delete(step.article));
          if (archive.audit(99).some(({ subject }) => subject === `article-${step.article}`)) removed.add(step.article);
        }
      }
      // Each is first there with another text, so that what is another's stays apart.
      for (const [article, owner] of owners)
        fresh.store([tellOf(article, 9, 'old')], freshSources[owner] ?? (0 as SourceId));
      for (const { article, text, rules, sources: carriers } of [...main.values(), ...apart.values()].sort(
        (a, b) => a.stamp - b.stamp,
      ))
        for (const carrier of carriers)
          fresh.store([tellOf(article, text, rules)], freshSources[carrier] ?? (0 as SourceId));
      for (const article of removed) fresh.removeArticle(`article-${article}`, 'test');
      expect(readAll(archive, scopes)).toEqual(readAll(fresh, scopes));
      while (!follow());
      expect([...held].sort((a, b) => a - b)).toEqual(allOf(archive).sort((a, b) => a - b));
    }),
    { numRuns: 25 },
  );
});
