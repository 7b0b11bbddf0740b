import type { Corrections } from '../model/corrections.ts';
import { type Archive, openArchive } from './open-archive.ts';

/** Corrections in an archive that is open. */
export function correctionsOf(archive: Archive): Corrections {
  return {
    correct: (request) => archive.correct(request),
    undo: (request) => archive.undoCorrection(request),
    recent: (scope, limit) => archive.corrections(scope, limit),
    reported: (scope, space, limit) => archive.reports(scope, space, limit),
  };
}

/** Corrections in an archive file that is opened for each: they are made once a week. */
export function openCorrections(file: string): Corrections {
  function within<T>(use: (corrections: Corrections) => T): T {
    using archive = openArchive(file);
    return use(correctionsOf(archive));
  }
  return {
    correct: (request) => within((corrections) => corrections.correct(request)),
    undo: (request) => within((corrections) => corrections.undo(request)),
    recent: (scope, limit) => within((corrections) => corrections.recent(scope, limit)),
    reported: (scope, space, limit) => within((corrections) => corrections.reported(scope, space, limit)),
  };
}
