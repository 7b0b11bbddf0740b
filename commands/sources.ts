import { sourcesAdd } from './sources/add.ts';
import { sourcesChanges } from './sources/changes.ts';
import { sourcesExport, sourcesImport } from './sources/lists.ts';
import { sourcesLimit, sourcesPause, sourcesRemove, sourcesResume } from './sources/remove.ts';
import { sourcesHealth, sourcesList } from './sources/show.ts';

/** What administrators do with sources, in the order in which help lists it. */
export const sources = [
  sourcesAdd,
  sourcesList,
  sourcesHealth,
  sourcesRemove,
  sourcesPause,
  sourcesResume,
  sourcesLimit,
  sourcesChanges,
  sourcesImport,
  sourcesExport,
];
