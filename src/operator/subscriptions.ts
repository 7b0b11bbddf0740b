import { openArchive } from '../archive/open-archive.ts';
import { openStores } from '../archive/stores/open-stores.ts';
import type { Core } from '../model/core.ts';
import type { Scope } from '../model/scope.ts';
import type { Subscriptions } from '../model/subscriptions.ts';
import { createSubscriptions } from '../subscriptions/subscriptions.ts';

const everything: Scope = { sources: 'all' };

/** Digests and follows as the terminal sets them: kept in the archive, opened when a command needs them, never delivered. */
export function terminalSubscriptions(file: string, core: Core): { open(): Subscriptions; close(): void } {
  const closing: (() => void)[] = [];
  let opened: Subscriptions | null = null;
  return {
    open() {
      if (opened !== null) return opened;
      const archive = openArchive(file);
      const stores = openStores(file, { now: () => new Date() });
      closing.push(
        () => stores.close(),
        () => archive.close(),
      );
      opened = createSubscriptions({
        stores,
        archive,
        core,
        scopeOf: () => everything,
        delivers: () => false,
        changes: (scope) => archive.changes(scope, 200),
      });
      return opened;
    },
    close() {
      for (const close of closing) close();
    },
  };
}
