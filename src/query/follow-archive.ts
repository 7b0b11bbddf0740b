import { foldName } from '../archive/fold-name.ts';
import type { ArchiveReader, VersionRow } from '../model/archive.ts';
import type { FollowingIndex } from '../search/open-search.ts';
import type { ScopeViews } from './scope-views.ts';
import type { SpeakerRows } from './speaker-rows.ts';

interface RowCache {
  drop(rows: readonly VersionRow[]): void;
}

interface Following {
  readonly archive: ArchiveReader;
  readonly search: FollowingIndex;
  readonly caches: {
    readonly shelf: RowCache;
    readonly topics: RowCache;
    readonly storyFinder: RowCache;
    readonly views: ScopeViews;
    readonly speakerRows: SpeakerRows;
  };
}

/** After a great import reading anew what is asked for costs less than taking in what came. */
const mostTakenIn = 1_000;

/** Brings the index up to the archive, and has what was remembered forgotten as far as it moved, and no further. */
export function createFollowing({ archive, search, caches }: Following): () => void {
  const { shelf, topics, storyFinder, views, speakerRows } = caches;
  // In this order: what comes between the two is looked at again, and nothing is remembered yet that it could spoil.
  let seenMark = archive.mark();
  search.follow();

  function takeIn(added: readonly VersionRow[]): ReturnType<ArchiveReader['speakersIn']> {
    const speakers = archive.speakersIn(added);
    const called = archive.speakersOf(speakers, { sources: 'all' }).values();
    speakerRows.add(added, new Set([...called].flatMap(({ name, aliases }) => [name, ...aliases].map(foldName))));
    return speakers;
  }

  return () => {
    const movement = search.follow();
    const mark = archive.mark();
    if (movement === null && mark === seenMark) return;
    const moved = movement?.moved ?? [];
    const how = archive.movedHow(seenMark);
    const changed = how.changed || moved.length > mostTakenIn;
    seenMark = mark;
    shelf.drop(moved);
    topics.drop(moved);
    storyFinder.drop(moved);
    if (changed) speakerRows.forget('all');
    else if (how.carried) speakerRows.forget('of some sources');
    views.outdate({ speakers: changed ? 'all' : takeIn(moved), carried: how.carried });
  };
}
