import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentWords, possibleInitials } from '../../src/archive/name-words.ts';
import { type Archive, openArchive } from '../../src/archive/open-archive.ts';
import type { ArchiveReader } from '../../src/model/archive.ts';
import type { Scope, SourceId } from '../../src/model/scope.ts';
import { createCore } from '../../src/query/core.ts';
import { createDirectory, type Directory, type Entry, nameWords } from '../../src/query/directory.ts';
import { createNameVocabulary } from '../../src/query/name-vocabulary.ts';
import { findWho } from '../../src/query/who.ts';
import { wordDistance } from '../../src/search/edit-distance.ts';
import { openSearch } from '../../src/search/open-search.ts';
import { knownName } from '../../src/text/people/known-names.ts';
import { readArticle } from '../../src/text/read-article.ts';
import { townArticles } from './town-articles.ts';

const all: Scope = { sources: 'all' };

function storeText(archive: Archive, text: string, source: SourceId, id: string | null = null): void {
  const published = '2025-05-04';
  const article = { id, title: null, text, outlet: 'Harbour Herald', url: null, published, author: null };
  archive.store([{ article, reading: readArticle({ text, title: null, published }) }], source);
}

const more = [
  'The United Nations warned of floods. “We need boats,” said Volodymyr Zelenskyy, the president of Ukraine.',
  '“Boats are on their way,” said Hillary Stone of the Coastal Ferry Company. Ann Reed and Tom Bell said they would wait.',
  'A senior official said the bridge was safe. “It holds,” said Hilary Stone, president of the bridge club.',
];

/** Town and world in two sources, one article in both. */
function openTown(): { readonly archive: Archive; readonly scopes: readonly Scope[]; readonly sources: SourceId[] } {
  const archive = openArchive(':memory:');
  const sources = ['one', 'two'].map((name) => archive.source('import', name));
  const [one = 0 as SourceId, two = 0 as SourceId] = sources;
  for (const [place, { text }] of townArticles.entries()) storeText(archive, text, place % 2 === 0 ? one : two);
  for (const text of more) storeText(archive, text, two);
  storeText(archive, more[0] ?? '', one);
  return { archive, sources, scopes: [all, { sources: [one] }, { sources: [two] }] };
}

function directoryOf(archive: ArchiveReader, scope: Scope, mostKept?: number): Directory {
  const vocabulary = createNameVocabulary(archive);
  return createDirectory(archive, { scope, vocabulary, ...(mostKept !== undefined && { mostKept }) });
}

const namesOf = (entries: readonly Entry[]): string[] =>
  entries.map(({ speaker: { name, named } }) => `${name} ${named}`);

/** What looking at everybody finds. */
function byLookingAtAll(archive: ArchiveReader, scope: Scope) {
  const everyone = archive.speakers(scope).map((speaker) => {
    const own = [speaker.name, ...speaker.aliases].map(nameWords);
    const stated = speaker.descriptions.map(({ text }) => nameWords(text));
    return {
      label: `${speaker.name} ${speaker.named}`,
      forms: speaker.named ? own : [],
      roles: (speaker.named ? stated : [...stated, ...own]).map(contentWords),
    };
  });
  const who = (isMeant: (one: (typeof everyone)[number]) => boolean) =>
    everyone.filter(isMeant).map(({ label }) => label);
  return {
    words: [...new Set(everyone.flatMap(({ forms, roles }) => [...forms, ...roles].flat()))],
    named: (word: string) => who(({ forms }) => forms.some((form) => form.includes(word))),
    surnamed: (word: string) => who(({ forms }) => forms.some((form) => form.at(-1) === word)),
    described: (word: string) => who(({ roles }) => roles.some((role) => role.includes(word))),
    initialled: (letters: string) =>
      who(({ forms, roles }) => [...forms, ...roles].some((words) => possibleInitials(words).includes(letters))),
    knownAs: (name: string) => who(({ forms }) => forms.some((form) => knownName(form.join(' '))?.name === name)),
  };
}

describe('createDirectory()', () => {
  test('finds by each word whom looking at everybody finds, in every scope', () => {
    const { archive, scopes } = openTown();
    const words = [...byLookingAtAll(archive, all).words, 'nobody'];
    for (const scope of scopes) {
      const directory = directoryOf(archive, scope);
      const expected = byLookingAtAll(archive, scope);
      for (const word of words) {
        expect([word, namesOf(directory.named(word))]).toEqual([word, expected.named(word)]);
        expect([word, namesOf(directory.surnamed(word))]).toEqual([word, expected.surnamed(word)]);
        expect([word, namesOf(directory.describedAll([word]))]).toEqual([word, expected.described(word)]);
        expect([word, directory.isNamed(word)]).toEqual([word, expected.named(word).length > 0]);
        expect([word, directory.isDescribed(word)]).toEqual([word, expected.described(word).length > 0]);
      }
      for (const letters of ['am', 'ihsb', 'un', 'cfc', 'zz'])
        expect(namesOf(directory.initialled(letters))).toEqual(expected.initialled(letters));
      expect(namesOf(directory.knownAs(['un']))).toEqual(expected.knownAs('United Nations'));
    }
  });

  test('finds who has all of several words, in one spelling or another', () => {
    const directory = directoryOf(openTown().archive, all);
    expect(namesOf(directory.namedAll(nameWords('Anna Moss')))).toEqual(['Anna Moss true']);
    expect(namesOf(directory.named('zelensky'))).toEqual(['Volodymyr Zelenskyy true']);
    expect(namesOf(directory.describedAll(['bridge', 'club'])).length).toBe(1);
    expect(namesOf(directory.surnamed('moss', 'peter'))).toEqual(['Peter Moss true']);
    expect(namesOf(directory.called(['the  ANNA moss']))).toEqual(['Anna Moss true']);
  });

  test('knows no misspelt name from outside of its scope', () => {
    const { archive, scopes } = openTown();
    const near = (scope: Scope | undefined) =>
      directoryOf(archive, scope ?? all).spelledLike('zelensk', { kind: 'name', most: 2, isLike: () => true });
    expect(scopes.map((scope) => near(scope).length)).toEqual([1, 1, 1]);
    expect(near({ sources: [] })).toEqual([]);
  });
});

test('near() finds every word within so many slips, and what comes later too', () => {
  const archive = openArchive(':memory:');
  // Letters of which nobody's name is made, so that none has another spelling.
  const word = fc.string({ unit: fc.constantFrom('q', 'x', 'z', 'j', 'é'), minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(
      fc.array(word, { maxLength: 30 }),
      fc.array(word, { maxLength: 5 }),
      word,
      fc.constantFrom(1, 2),
      (first, later, typed, most) => {
        const told = [...new Set(first)];
        const vocabulary = createNameVocabulary({
          ...archive,
          nameWords: (_kind, after) => ({ words: told.slice(after), last: told.length }),
        });
        vocabulary.near(typed, 'name', most);
        for (const each of later) if (!told.includes(each)) told.push(each);
        const expected = told.filter((candidate) => wordDistance(typed, candidate, most) <= most);
        expect(
          vocabulary
            .near(typed, 'name', most)
            .map((near) => near.word)
            .sort(),
        ).toEqual(expected.sort());
      },
    ),
    { numRuns: 200 },
  );
});

test('findWho() counts nobody twice, however few speakers the directory keeps', () => {
  const { archive } = openTown();
  const known = () => true;
  for (const typed of ['Moss', 'Ann Reed', 'the mayor', 'Hilary Stone', 'president', 'Reed and Bell']) {
    const roomy = findWho(typed, { directory: directoryOf(archive, all), known });
    const narrow = directoryOf(archive, all, 1);
    for (const other of ['mayor', 'official', typed]) findWho(other, { directory: narrow, known });
    expect([typed, findWho(typed, { directory: narrow, known })]).toEqual([typed, roomy]);
  }
});

describe('a core that follows its archive', () => {
  function watched() {
    const { archive, sources } = openTown();
    const read: number[] = [];
    const reader: ArchiveReader = {
      ...archive,
      speakers: () => {
        throw new Error('expected nobody to list all speakers');
      },
      speakersOf(numbers, scope) {
        read.push(...numbers);
        return archive.speakersOf(numbers, scope);
      },
    };
    const core = createCore({ archive: reader, search: openSearch({ archive }), samples: false });
    const ask = (text: string, scope: Scope = all) =>
      core.ask({ text, scope, now: new Date('2025-05-20'), zone: 'utc', limit: 9, offset: 0 });
    return { archive, sources, read, ask };
  }

  test('reads again after a new article only who is named in it', async () => {
    const { archive, sources, read, ask } = watched();
    await ask('what did Anna Moss say about the bridge?');
    read.length = 0;
    await ask('what did Anna Moss say about the bridge?');
    expect(read).toEqual([]);
    storeText(archive, '“No news is good news,” said Tom Bell on Friday.', sources[0] ?? (0 as SourceId));
    const [bell] = archive.speakersCalled(['Tom Bell']);
    await ask('what did Anna Moss say about the bridge?');
    expect(new Set(read)).toEqual(new Set([bell]));
  });

  test('knows a new name, and forgets a removed one, with the next question', async () => {
    const { archive, sources, ask } = watched();
    const asked = async () => (await ask('what did Edda Quill say about news?')).items.length;
    expect(await asked()).toBe(0);
    storeText(archive, '“No news is good news,” said Edda Quill on Friday.', sources[0] ?? (0 as SourceId), 'quill');
    expect(await asked()).toBe(1);
    archive.removeArticle('quill', 'test');
    expect(await asked()).toBe(0);
  });

  test('shows a scope what another of its sources carries from then on', async () => {
    const { archive, sources, ask } = watched();
    const third = archive.source('import', 'three');
    const asked = async () => (await ask('what did Hillary Stone say about boats?', { sources: [third] })).items.length;
    expect(await asked()).toBe(0);
    storeText(archive, more[1] ?? '', third);
    expect(await asked()).toBe(1);
    expect(sources).toHaveLength(2);
  });
});
