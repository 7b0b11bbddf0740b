import { describe, expect, test } from 'vitest';
import { openArchive } from '../../src/archive/open-archive.ts';
import type { SuggestRequest } from '../../src/model/core.ts';
import type { Scope, SourceId } from '../../src/model/scope.ts';
import { createCore } from '../../src/query/core.ts';
import { openSearch } from '../../src/search/open-search.ts';
import { readArticle } from '../../src/text/read-article.ts';

interface Piece {
  readonly text: string;
  readonly outlet: string;
  readonly published: string | null;
}

function suggesting() {
  const archive = openArchive(':memory:');
  const search = openSearch({ archive });
  const core = createCore({ archive, search, samples: false });
  return {
    store(pieces: readonly Piece[], source: SourceId = archive.source('import', 'one')): void {
      const batch = pieces.map(({ text, outlet, published }) => ({
        article: { id: null, title: null, text, outlet, url: null, published, author: null },
        reading: readArticle({ text, title: null, published }),
      }));
      archive.store(batch, source);
    },
    source: (name: string) => archive.source('import', name),
    async names(kind: SuggestRequest['kind'], typed: string, scope: Scope = { sources: 'all' }) {
      return (await core.suggest({ kind, typed, scope, limit: 25 })).map(({ name, count }) => `${name} · ${count}`);
    },
  };
}

const days = ['2025-05-01', '2025-05-03', '2025-05-06', '2025-05-09'];

function fourArticles() {
  const made = suggesting();
  const speakers = ['Ines Calder', 'Ines Calder', 'Tomas Vrana', 'Ines Calder'];
  made.store(
    days.map((published, place) => ({
      published,
      outlet: place < 3 ? 'Harbour Post' : 'Valley Mail',
      text: `"We will keep number ${place} open," said ${speakers[place]}, the mayor of Eastwick. The ferry service to Port Alder stopped on Monday. ${place < 2 ? 'Bread prices rose.' : ''}`,
    })),
  );
  return made;
}

describe('suggest()', () => {
  test.each<{ kind: SuggestRequest['kind']; typed: string; first: string | undefined }>([
    { kind: 'speaker', typed: '', first: 'Ines Calder · 3' },
    { kind: 'speaker', typed: 'cald', first: 'Ines Calder · 3' },
    { kind: 'speaker', typed: 'VRA', first: 'Tomas Vrana · 1' },
    { kind: 'speaker', typed: 'caldre', first: 'Ines Calder · 3' },
    { kind: 'speaker', typed: 'ines ca', first: 'Ines Calder · 3' },
    { kind: 'speaker', typed: 'inse caldr', first: 'Ines Calder · 3' },
    { kind: 'speaker', typed: 'Vraan', first: 'Tomas Vrana · 1' },
    { kind: 'speaker', typed: 'vran tomas', first: 'Tomas Vrana · 1' },
    { kind: 'speaker', typed: 'xyzzy', first: undefined },
    { kind: 'speaker', typed: '.*', first: undefined },
    { kind: 'outlet', typed: '', first: 'Harbour Post · 3' },
    { kind: 'outlet', typed: 'mail', first: 'Valley Mail · 1' },
    { kind: 'topic', typed: 'port', first: 'Port Alder · 4' },
    { kind: 'topic', typed: 'ferry', first: 'ferry service · 4' },
    { kind: 'topic', typed: 'bread', first: undefined },
    { kind: 'topic', typed: 'monday', first: undefined },
  ])('offers for the $kind "$typed" first $first', async ({ kind, typed, first }) => {
    expect((await fourArticles().names(kind, typed))[0]).toBe(first);
  });

  test('counts no topic of articles older than thirty days before the newest', async () => {
    const made = fourArticles();
    made.store([{ published: '2025-06-20', outlet: 'Harbour Post', text: 'Rain fell on the old town hall.' }]);
    expect(await made.names('topic', 'port')).toEqual([]);
  });

  test('takes a new article into account at once', async () => {
    const made = fourArticles();
    expect(await made.names('topic', 'port')).toEqual(['Port Alder · 4']);
    made.store([{ published: '2025-05-10', outlet: 'Valley Mail', text: 'Ships left Port Alder.' }]);
    expect(await made.names('topic', 'port')).toEqual(['Port Alder · 5']);
  });

  test.each<SuggestRequest['kind']>(['speaker', 'outlet', 'topic'])(
    'offers no %s from outside of the scope',
    async (kind) => {
      const made = fourArticles();
      const other = made.source('other');
      made.store([{ published: '2025-05-10', outlet: 'Secret Wire', text: 'Nothing of that happened here.' }], other);
      expect(await made.names(kind, kind === 'outlet' ? 'harbour' : 'ines', { sources: [other] })).toEqual([]);
      expect(await made.names(kind, '', { sources: [other] })).toEqual(kind === 'outlet' ? ['Secret Wire · 1'] : []);
    },
  );
});
