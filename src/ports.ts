import { type Archive, openArchive } from './archive/open-archive.ts';
import { openCorrections } from './archive/open-corrections.ts';
import { openPersonalData } from './archive/personal-data.ts';
import type { Ports } from './command.ts';
import type { Core } from './model/core.ts';
import type { SourceWorks } from './operator/sources.ts';
import { terminalSubscriptions } from './operator/subscriptions.ts';
import type { Settings } from './settings.ts';

/** What commands use besides the core. */
export function portsOver(file: string, sources: Ports['sources'], subscriptions: Ports['subscriptions']): Ports {
  return { corrections: openCorrections(file), privacy: openPersonalData(file), sources, subscriptions };
}

interface TerminalSources {
  readonly open: () => Promise<SourceWorks>;
  close(): Promise<void>;
}

/** What fetches, opened when a command of the terminal needs it. What is added is fetched while its user waits. */
export function terminalSources(file: string, settings: Settings, signal: AbortSignal): TerminalSources {
  let opened: Promise<{ readonly works: SourceWorks; readonly archive: Archive }> | null = null;
  const open = async () => {
    const { openSourceWorks } = await import('./operator/sources.ts');
    const archive = openArchive(file);
    const now = () => new Date();
    const onError = (error: unknown) => process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    return {
      archive,
      works: openSourceWorks({ archive, settings, now, added: 'at once', signal, onError }),
    };
  };
  return {
    async open() {
      opened ??= open();
      return (await opened).works;
    },
    async close() {
      if (opened === null) return;
      const { works, archive } = await opened;
      await works.close();
      archive.close();
    },
  };
}

export interface TerminalPorts {
  readonly ports: Ports;
  close(): Promise<void>;
}

/** What commands of the terminal use besides the core, opened as far as they use it. */
export function terminalPorts(file: string, core: Core, settings: Settings, signal: AbortSignal): TerminalPorts {
  const sources = terminalSources(file, settings, signal);
  const subscriptions = terminalSubscriptions(file, core);
  return {
    ports: portsOver(file, async () => (await sources.open()).desk, subscriptions.open),
    async close() {
      await sources.close();
      subscriptions.close();
    },
  };
}
