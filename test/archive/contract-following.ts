import { describe, expect, test } from 'vitest';
import type { Archive } from '../../src/archive/open-archive.ts';
import type { VersionRow } from '../../src/model/archive.ts';
import { ferry, harbour, tell, undated } from './news.ts';

const all = { sources: 'all' } as const;

/** What an archive promises to whoever keeps up with it. `open` gives an empty one, and closes it after the test. */
export function followingContract(open: () => Archive): void {
  describe('changeCount()', () => {
    test('changes with every change and with nothing else', () => {
      const archive = open();
      const seen = [archive.changeCount()];
      const note = () => seen.push(archive.changeCount());
      const source = archive.source('import', 'files');
      note();
      const [stored] = archive.store([harbour], source);
      note();
      archive.replaceReading(archive.movement(0, 9).stored[0] ?? (0 as VersionRow), harbour.reading);
      note();
      archive.removeArticle(stored?.id ?? '', 'the owner');
      note();
      expect(new Set(seen).size).toBe(seen.length);
      archive.source('import', 'files');
      archive.store([harbour], source);
      archive.speakers(all);
      archive.removeArticle('nobody', 'the owner');
      expect(archive.changeCount()).toBe(seen.at(-1));
    });
  });

  describe('movement()', () => {
    test('gives everything current to a mark of 0', () => {
      const archive = open();
      const source = archive.source('import', 'files');
      archive.store([harbour, ferry], source);
      archive.store([tell({ id: 'x', sentences: ['One.'] })], source);
      archive.store([tell({ id: 'x', sentences: ['Two.'] })], source);
      const { stored, gone, mark } = archive.movement(0, 100);
      expect(archive.articles(stored, all).map(({ text }) => text)).toEqual([
        harbour.article.text,
        ferry.article.text,
        'Two.',
      ]);
      expect(gone).toEqual([]);
      expect(archive.movement(mark, 100)).toEqual({ stored: [], gone: [], mark });
    });

    test('gives nothing of an empty archive', () => {
      expect(open().movement(0, 10)).toEqual({ stored: [], gone: [], mark: 0 });
    });

    test('says what is gone to whoever has heard of it', () => {
      const archive = open();
      const source = archive.source('import', 'files');
      archive.store([tell({ id: 'x', sentences: ['One.'] })], source);
      const early = archive.movement(0, 100);
      archive.store([tell({ id: 'x', sentences: ['Two.'] })], source);
      const middle = archive.movement(0, 100);
      archive.removeArticle('x', 'the owner');
      expect(archive.movement(early.mark, 100)).toMatchObject({ stored: [], gone: early.stored });
      expect(archive.movement(middle.mark, 100)).toMatchObject({ stored: [], gone: middle.stored });
      expect(archive.movement(0, 100)).toMatchObject({ stored: [], gone: [] });
    });

    test.each([1, 2, 3, 100])('read %i at a time comes to the same', (limit) => {
      const archive = open();
      const source = archive.source('import', 'files');
      const held = new Set<VersionRow>();
      let mark = 0;
      const follow = () => {
        for (;;) {
          const moved = archive.movement(mark, limit);
          for (const row of moved.gone) held.delete(row);
          for (const row of moved.stored) held.add(row);
          if (moved.mark === mark) return;
          mark = moved.mark;
        }
      };
      archive.store([harbour, ferry, undated, tell({ id: 'x', sentences: ['One.'] })], source);
      follow();
      archive.store([tell({ id: 'x', sentences: ['Two.'] }), tell({ id: 'y', sentences: ['Three.'] })], source);
      archive.store([tell({ id: 'x', sentences: ['Four.'] })], source);
      archive.removeArticle('y', 'the owner');
      follow();
      expect([...held].sort((a, b) => a - b)).toEqual(archive.movement(0, 100).stored);
      expect(archive.articles([...held], all).map(({ text }) => text)).toContain('Four.');
    });

    test('goes on from a mark that is ahead without going back', () => {
      const archive = open();
      archive.store([harbour], archive.source('import', 'files'));
      expect(archive.movement(5000, 10)).toEqual({ stored: [], gone: [], mark: 5000 });
    });
  });
}
