import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import type { Archive } from '../../src/archive/open-archive.ts';
import type { SentenceIndex } from '../../src/model/search.ts';
import { formatVersion } from '../../src/search/index-file.ts';
import type { Search } from '../../src/search/open-search.ts';
import { openSearch } from '../../src/search/open-search.ts';
import { readIndexAhead } from '../../src/search/read-index-file.ts';
import { createSentenceIndex } from '../../src/search/sentence-index.ts';
import { lexicon, someWord } from './random-news.ts';
import { openInMemory, storeTexts } from './real-archive.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-search-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function open(folder: string, archive: Archive): Search {
  return openSearch({ archive, sealed: { folder, identity: archive.identity() } });
}

async function openReadAhead(folder: string, archive: Archive): Promise<Search> {
  const read = await readIndexAhead(join(folder, 'sentences.index'));
  return openSearch({
    archive,
    sealed: { folder, identity: archive.identity() },
    ...(read !== null && { read }),
  });
}

/** What is asked of two indexes that are to be alike: every word alone, and some together. */
function answersOf(index: SentenceIndex): unknown {
  const queries = [...lexicon.slice(0, 40), lexicon.slice(0, 6).join(' '), lexicon.slice(3, 30).join(' ')];
  return {
    size: index.size,
    frequencies: lexicon.map((word) => index.frequency(word)),
    hits: queries.map((query) => index.search(index.readQuery(query), { limit: 7 })),
  };
}

/** The same articles in an index that was never written, nor changed. */
function builtAnew(archive: Archive): SentenceIndex {
  const index = createSentenceIndex();
  const { stored } = archive.movement(0, 100_000);
  for (const { row, title, text, sentences } of archive.articles(stored, { sources: 'all' })) {
    index.add({
      row,
      title,
      sentences: sentences.map(({ start, end, paragraph }) => ({ text: text.slice(start, end), paragraph })),
    });
  }
  return index;
}

type Step =
  | { readonly kind: 'store'; readonly id: string; readonly text: string }
  | { readonly kind: 'remove'; readonly id: string }
  | { readonly kind: 'follow' | 'seal' | 'seal while storing' | 'reopen' | 'crash' };

const someId = fc.integer({ min: 0, max: 7 }).map((number) => `article-${number}`);
const someText = fc
  .array(fc.array(someWord, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 5 })
  .map((sentences) => sentences.map((words) => `The ${words.join(' ')}.`).join(' '));
const someStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('store' as const), id: someId, text: someText }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), id: someId }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom('follow', 'seal', 'seal while storing', 'reopen', 'crash') as fc.Arbitrary<
        'follow' | 'seal' | 'seal while storing' | 'reopen' | 'crash'
      >,
    }),
  },
);

test('openSearch() answers as an index that was built anew, whatever was stored, removed, sealed and opened before', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(someStep, { minLength: 1, maxLength: 25 }), async (steps) => {
      const folder = mkdtempSync(join(tmpdir(), 'verbatim-search-'));
      using archive = openInMemory();
      let search = open(folder, archive);
      try {
        for (const step of steps) {
          if (step.kind === 'store') storeTexts(archive, [step]);
          else if (step.kind === 'remove') archive.removeArticle(step.id, 'test');
          else if (step.kind === 'follow') search.follow();
          else if (step.kind === 'seal') expect(await search.seal()).toMatchObject({ kind: 'sealed' });
          else if (step.kind === 'seal while storing') {
            const sealed = search.seal();
            storeTexts(archive, [{ id: 'meanwhile', text: `The ${lexicon.slice(2, 9).join(' ')}.` }]);
            search.follow();
            await sealed;
          } else if (step.kind === 'reopen') {
            await search.close();
            search = open(folder, archive);
          } else search = open(folder, archive);
        }
        search.follow();
        expect(answersOf(search.index)).toEqual(answersOf(builtAnew(archive)));
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }),
    { numRuns: 35 },
  );
});

test('adopt() leaves an index that shares another one’s base with the same answers, whatever moved meanwhile', async () => {
  const someTurn: fc.Arbitrary<Step | { readonly kind: 'follow there' | 'share' }> = fc.oneof(
    { weight: 3, arbitrary: someStep.filter(({ kind }) => kind !== 'reopen' && kind !== 'crash') },
    { weight: 2, arbitrary: fc.constantFrom({ kind: 'follow there' as const }, { kind: 'share' as const }) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(someTurn, { minLength: 1, maxLength: 25 }), async (turns) => {
      const folder = mkdtempSync(join(tmpdir(), 'verbatim-search-'));
      using archive = openInMemory();
      const search = openSearch({ archive, sealed: { folder, identity: archive.identity() }, sealFrom: 0 });
      let other: Search | null = null;
      try {
        for (const turn of turns) {
          if (turn.kind === 'store') storeTexts(archive, [turn]);
          else if (turn.kind === 'remove') archive.removeArticle(turn.id, 'test');
          else if (turn.kind === 'follow') search.follow();
          else if (turn.kind === 'follow there') other?.follow();
          else if (turn.kind === 'share') {
            const shared = search.share();
            if (shared === null) continue;
            if (other === null) other = openSearch({ archive, shared });
            else other.adopt(shared);
          } else await search.seal();
        }
        search.follow();
        other?.follow();
        const expected = answersOf(builtAnew(archive));
        expect(answersOf(search.index)).toEqual(expected);
        if (other !== null) expect(answersOf(other.index)).toEqual(expected);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }),
    { numRuns: 25 },
  );
});

test('adopt() still tells of what moved before it', () => {
  const archive = threeArticles();
  const search = openSearch({ archive, sealFrom: 0 });
  const shared = search.share();
  if (shared === null) throw new Error('Nothing to share');
  const other = openSearch({ archive, shared });
  other.follow();
  storeTexts(archive, [{ id: 'four', text: 'The bakbam slept.' }]);
  search.follow();
  const later = search.share();
  if (later === null) throw new Error('Nothing to share');
  other.adopt(later);
  expect(other.follow()?.moved).toHaveLength(1);
});

test('share() gives nothing that is read from the archive as soon', () => {
  expect(openSearch({ archive: threeArticles() }).share()).toBeNull();
});

async function sealedFolder(archive: Archive): Promise<{ folder: string; path: string }> {
  const folder = temporaryFolder();
  const search = open(folder, archive);
  await search.seal();
  return { folder, path: join(folder, 'sentences.index') };
}

function threeArticles(): Archive {
  const archive = openInMemory();
  onTestFinished(() => archive.close());
  storeTexts(archive, [
    { id: 'one', text: 'The bakbam met the duckum. It rained on the zokzom.' },
    { id: 'two', text: 'The bakbam left. Nobody saw the kukdum.' },
    { id: 'three', text: 'The fikrum came back from the bakbam.' },
  ]);
  return archive;
}

test('openSearch() uses a sound base and reads only what came after it', async () => {
  const archive = threeArticles();
  const { folder } = await sealedFolder(archive);
  storeTexts(archive, [{ id: 'four', text: 'The bakbam slept.' }]);
  const asked: number[] = [];
  const watched = {
    ...archive,
    articles: (...[rows, scope]: Parameters<Archive['articles']>) => {
      asked.push(rows.length);
      return archive.articles(rows, scope);
    },
  };
  const search = openSearch({ archive: watched, sealed: { folder, identity: archive.identity() } });
  expect(search.base).toBe('used');
  expect(asked.filter((count) => count > 0)).toEqual([1]);
  expect(answersOf(search.index)).toEqual(answersOf(builtAnew(archive)));
});

/** Ways in which a file may be wrong, each a function of its bytes. */
const faults: readonly { readonly it: string; readonly spoil: (bytes: Buffer) => Buffer; readonly base: string }[] = [
  { it: 'is empty', spoil: () => Buffer.alloc(0), base: 'damaged' },
  { it: 'lost its end', spoil: (bytes) => bytes.subarray(0, bytes.length - 1), base: 'damaged' },
  { it: 'lost its second half', spoil: (bytes) => bytes.subarray(0, bytes.length >> 1), base: 'damaged' },
  { it: 'is something else', spoil: () => Buffer.from('SQLite format 3\0'.repeat(40)), base: 'damaged' },
  {
    it: 'has a later format',
    spoil: (bytes) => {
      bytes.writeUInt32LE(formatVersion + 1, bytes.length - 16);
      return bytes;
    },
    base: 'other format',
  },
];

test.each(faults)('openSearch() builds anew from the archive when the base $it', async ({ spoil, base }) => {
  const archive = threeArticles();
  const { folder, path } = await sealedFolder(archive);
  writeFileSync(path, spoil(readFileSync(path)));
  const search = open(folder, archive);
  expect(search.base).toBe(base);
  expect(answersOf(search.index)).toEqual(answersOf(builtAnew(archive)));
  expect((await openReadAhead(folder, archive)).base).toBe(base);
});

test('openSearch() uses what was read ahead, also when the file has gone since', async () => {
  const archive = threeArticles();
  const { folder, path } = await sealedFolder(archive);
  const read = await readIndexAhead(path);
  if (read === null) throw new Error('Nothing was read');
  rmSync(path);
  expect(await readIndexAhead(path)).toBeNull();
  const search = openSearch({ archive, sealed: { folder, identity: archive.identity() }, read });
  expect(search.base).toBe('used');
  expect(answersOf(search.index)).toEqual(answersOf(builtAnew(archive)));
});

test('openSearch() reads the file where what was read ahead is of another archive', async () => {
  const archive = threeArticles();
  const { folder } = await sealedFolder(archive);
  const other = openInMemory();
  onTestFinished(() => other.close());
  const read = await readIndexAhead((await sealedFolder(other)).path);
  if (read === null) throw new Error('Nothing was read');
  expect(openSearch({ archive, sealed: { folder, identity: archive.identity() }, read }).base).toBe('used');
});

test('openSearch() never believes a base in which one bit is not as it was written', async () => {
  const archive = threeArticles();
  const { folder, path } = await sealedFolder(archive);
  const sound = readFileSync(path);
  const expected = answersOf(builtAnew(archive));
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: sound.length * 8 - 1 }), async (bit) => {
      const bytes = Buffer.from(sound);
      bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      writeFileSync(path, bytes);
      // Bits between two sections mean nothing; what is read has to be right, and what is not is built.
      expect(answersOf(open(folder, archive).index)).toEqual(expected);
      expect(answersOf((await openReadAhead(folder, archive)).index)).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

test('openSearch() builds anew when the base is of another archive, or of this one in another state', async () => {
  const archive = threeArticles();
  const { folder } = await sealedFolder(archive);
  expect(openSearch({ archive, sealed: { folder, identity: 'another' } }).base).toBe('other archive');
  const other = openInMemory();
  onTestFinished(() => other.close());
  storeTexts(other, [{ id: 'one', text: 'The bakbam met nobody.' }]);
  const search = openSearch({ archive: other, sealed: { folder, identity: archive.identity() } });
  expect(search.base).toBe('incomplete');
  expect(answersOf(search.index)).toEqual(answersOf(builtAnew(other)));
});

test('seal() leaves nothing of a removed article in the file', async () => {
  const archive = threeArticles();
  const { folder, path } = await sealedFolder(archive);
  const holds = (word: string): boolean => readFileSync(path).includes(Buffer.from(word, 'utf16le'));
  expect(holds('kukdum')).toBe(true);
  archive.removeArticle('two', 'test');
  const search = open(folder, archive);
  await search.seal();
  expect(holds('kukdum')).toBe(false);
  expect(holds('bakbam')).toBe(true);
  expect(answersOf(open(folder, archive).index)).toEqual(answersOf(builtAnew(archive)));
});

test('seal() that cannot write says so, leaves no piece behind and goes on answering', async () => {
  const archive = threeArticles();
  const folder = temporaryFolder();
  const search = open(join(folder, 'sub'), archive);
  writeFileSync(join(folder, 'sub'), 'in the way');
  expect(await search.seal()).toMatchObject({ kind: 'failed' });
  expect(readdirSync(folder)).toEqual(['sub']);
  expect(search.index.frequency('bakbam')).toBe(3);
});

test('sealIfDue() leaves a small archive without a file', async () => {
  const archive = threeArticles();
  const folder = temporaryFolder();
  const search = open(folder, archive);
  expect(await search.sealIfDue('idle')).toBeNull();
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  { it: 'may not be read', spoil: (path: string) => mkdirSync(path, { recursive: true }) },
  { it: 'lies in a file', spoil: (path: string) => writeFileSync(dirname(path), 'in the way') },
])('openSearch() goes on without a base that $it', ({ spoil }) => {
  const archive = threeArticles();
  const folder = join(temporaryFolder(), 'index');
  spoil(join(folder, 'sentences.index'));
  const search = open(folder, archive);
  expect(search.base).toBe('refused');
  expect(answersOf(search.index)).toEqual(answersOf(builtAnew(archive)));
});

test('seal() of two searches over one archive and folder at once leaves one sound base', async () => {
  const archive = threeArticles();
  const folder = temporaryFolder();
  const searches = [open(folder, archive), open(folder, archive), open(folder, archive)];
  const sealed = await Promise.all(searches.map((search) => search.seal()));
  expect(sealed.map(({ kind }) => kind)).toEqual(['sealed', 'sealed', 'sealed']);
  expect(readdirSync(folder)).toEqual(['sentences.index']);
  expect(open(folder, archive).base).toBe('used');
});

test('follow() tells of everything that moved, also of what was taken up before', () => {
  const archive = threeArticles();
  const search = openSearch({ archive });
  expect(search.follow()).toBeNull();
  storeTexts(archive, [
    { id: 'four', text: 'The bakbam slept.' },
    { id: 'five', text: 'The bakbam woke.' },
  ]);
  const { stored } = archive.movement(0, 100);
  expect(search.catchUp(1)).toBe(true);
  expect(search.index.frequency('slept')).toBe(1);
  expect(search.index.frequency('woke')).toBe(0);
  expect(search.follow()?.moved).toEqual(stored.slice(-2));
  expect(search.follow()).toBeNull();
});

test('openSearch() takes away what a killed process left half written', async () => {
  const archive = threeArticles();
  const { folder } = await sealedFolder(archive);
  // No system gives out so large a number.
  writeFileSync(join(folder, 'sentences.index.4194999-1f2e3d4c.part'), 'half');
  open(folder, archive);
  expect(readdirSync(folder)).toEqual(['sentences.index']);
});
