import type { ArchiveReader, SpeakerNumber, VersionRow } from '../model/archive.ts';
import type { Scope } from '../model/scope.ts';
import type { SentenceIndex } from '../model/search.ts';
import { createDirectory, type Directory } from './directory.ts';
import { indexWithin } from './index-within.ts';
import { createNameVocabulary } from './name-vocabulary.ts';
import { type KnownOutlets, knownOutlets } from './outlets.ts';
import { createNameLists, type NameLists } from './suggest.ts';
import type { Topics } from './topics.ts';
import type { WhoFound } from './who.ts';

/** What all questions of one scope share. */
export interface ScopeView {
  readonly directory: Directory;
  readonly names: NameLists;
  /** Whom words mean in this scope. */
  readonly met: Map<string, WhoFound>;
  /** Knows the words of the scope's articles only. */
  readonly index: SentenceIndex;
  outlets(): KnownOutlets;
  outletNames(): ReturnType<ArchiveReader['outlets']>;
  /** As published; `null` when nothing is dated. */
  newest(): string | null;
  /** The same examples until something moves. */
  examples(make: () => readonly string[]): readonly string[];
}

/** What of the archive moved since the views were last told. */
interface Outdated {
  /** Whom there may be more of, or less; *all* when somebody may have to be forgotten. */
  readonly speakers: readonly SpeakerNumber[] | 'all';
  /** True when another source carries a known article now: it is new to whoever sees that source only. */
  readonly carried: boolean;
}

export interface ScopeViews {
  of(scope: Scope): ScopeView;
  outdate(outdated: Outdated): void;
}

interface Kept {
  readonly view: ScopeView;
  outdate(outdated: Outdated): void;
}

/** Scopes whose views are kept; the one not asked for longest goes. */
const mostKept = 64;

export function createScopeViews(
  archive: ArchiveReader,
  { index, topics }: { readonly index: SentenceIndex; readonly topics: Topics },
): ScopeViews {
  const vocabulary = createNameVocabulary(archive);
  const views = new Map<string, Kept>();

  function make(scope: Scope): Kept {
    const directory = createDirectory(archive, { scope, vocabulary });
    let rows: ReadonlySet<VersionRow> | 'all' | null = null;
    const rowsSeen = () => {
      rows ??= archive.rowsWithin({ scope });
      return rows;
    };
    const within = indexWithin(index, (row) => {
      const seen = rowsSeen();
      return seen === 'all' || seen.has(row);
    });
    const met = new Map<string, WhoFound>();
    let outletNames: ReturnType<ArchiveReader['outlets']> | null = null;
    let outlets: KnownOutlets | null = null;
    let newest: string | null | undefined;
    let examples: readonly string[] | null = null;
    const readOutlets = () => {
      outletNames ??= archive.outlets(scope);
      return outletNames;
    };
    const view: ScopeView = {
      directory,
      met,
      names: createNameLists({ directory, outlets: readOutlets, topics: () => topics.within(scope) }),
      get index() {
        return rowsSeen() === 'all' ? index : within;
      },
      outletNames: readOutlets,
      outlets() {
        outlets ??= knownOutlets(readOutlets().map(({ name }) => name));
        return outlets;
      },
      newest() {
        newest ??= archive.extent({ scope }).newest;
        return newest;
      },
      examples(makeExamples) {
        examples ??= makeExamples();
        return examples;
      },
    };
    return {
      view,
      outdate({ speakers, carried }) {
        directory.outdate(carried && scope.sources !== 'all' ? 'all' : speakers);
        met.clear();
        within.forget(speakers === 'all' ? 'all' : 'unknown');
        rows = null;
        outletNames = null;
        outlets = null;
        newest = undefined;
        examples = null;
      },
    };
  }

  return {
    of(scope) {
      const key = scope.sources === 'all' ? 'all' : [...scope.sources].sort((a, b) => a - b).join(',');
      const kept = views.get(key) ?? make(scope);
      views.delete(key);
      views.set(key, kept);
      for (const oldest of views.keys()) if (views.size > mostKept) views.delete(oldest);
      return kept.view;
    },
    outdate(outdated) {
      for (const kept of views.values()) kept.outdate(outdated);
    },
  };
}
