import { existsSync } from 'node:fs';
import { loadCoreThread } from './core-thread.ts';

/** Commands that ask the query core; so does the chat, which has no word. */
const asking = new Set(['ask', 'quotes', 'check', 'compare', 'timeline', 'context']);

/**
 * Starts the thread of the query core as soon as the command line tells that it will be needed, so that it loads and
 * opens the archive while this thread still loads what reads the command line. A wrong guess costs nothing but that.
 *
 * @param argv as `process.argv`
 */
export async function openAhead([, , ...words]: readonly string[]): Promise<void> {
  const option = words.indexOf('--archive');
  const given = option < 0 ? undefined : words[option + 1];
  const [command] = words.filter((word, place) => !word.startsWith('-') && (option < 0 || place !== option + 1));
  if (command === undefined ? words.some((word) => /^(?:-h|-V|--help|--version)$/.test(word)) : !asking.has(command))
    return;
  const thread = loadCoreThread();
  const archive = given ?? (await archiveOfSettings());
  // Opening makes an archive where there is none: that is left to the command, which may yet be refused.
  if (archive !== null && existsSync(archive)) thread.open(archive);
}

async function archiveOfSettings(): Promise<string | null> {
  const { loadSettings } = await import('./load-settings.ts');
  const { SettingsError } = await import('./settings.ts');
  try {
    return loadSettings().archive;
  } catch (error) {
    // Told by the command, which reads them again.
    if (error instanceof SettingsError) return null;
    throw error;
  }
}
