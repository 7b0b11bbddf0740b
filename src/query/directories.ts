import type { ArchiveReader } from '../model/archive.ts';
import type { Scope } from '../model/scope.ts';
import { createDirectory, type Directory } from './directory.ts';
import { createNameLists, type NameLists } from './suggest.ts';
import type { Topics } from './topics.ts';

/** Who speaks in a scope and who publishes, and what there is to suggest from. */
interface Named {
  readonly directory: Directory;
  readonly outlets: ReturnType<ArchiveReader['outlets']>;
  readonly names: NameLists;
}

interface Kept extends Named {
  readonly madeAt: number;
  readonly tookMs: number;
  isOutdated: boolean;
}

export interface Directories {
  of(scope: Scope, key: string): Named;
  /** *at once*: somebody may have to be forgotten; *soon*: there is only somebody new. */
  outdate(when: 'at once' | 'soon'): void;
}

/** Faster than this they are made anew each time; else they may take up a twentieth of the time. */
const quickMs = 30;
const share = 20;

/**
 * Keeps the directories of speakers. With a hundred thousand speakers one takes a second to make: while articles come in,
 * questions are answered from the one before, and new names are known some seconds later. What is removed is forgotten
 * at once.
 */
export function createDirectories(archive: ArchiveReader, topics: Topics): Directories {
  const kept = new Map<string, Kept>();

  function isGood({ isOutdated, madeAt, tookMs }: Kept): boolean {
    return !isOutdated || (tookMs > quickMs && performance.now() - madeAt < tookMs * share);
  }

  function make(scope: Scope): Kept {
    const started = performance.now();
    const directory = createDirectory(archive.speakers(scope));
    const outlets = archive.outlets(scope);
    const names = createNameLists({ directory, outlets, topics: () => topics.within(scope) });
    const madeAt = performance.now();
    return { directory, outlets, names, madeAt, tookMs: madeAt - started, isOutdated: false };
  }

  return {
    of(scope, key) {
      const known = kept.get(key);
      if (known !== undefined && isGood(known)) return known;
      const made = make(scope);
      kept.set(key, made);
      return made;
    },
    outdate(when) {
      if (when === 'at once') kept.clear();
      else for (const each of kept.values()) each.isOutdated = true;
    },
  };
}
