import type { Output } from './output.ts';
import { printable } from './output.ts';
import type { SourceWorks } from './sources.ts';

/**
 * Visits all sources that are due, once, and tells what each brought.
 *
 * @returns 1 when a source failed, 130 when it was interrupted
 * @throws {ArchiveError}
 */
export async function pollSources(
  sources: { readonly open: () => Promise<SourceWorks> },
  output: Output,
  signal: AbortSignal,
): Promise<0 | 1 | 130> {
  const { poller } = await sources.open();
  const visits = await poller.visitDue(signal);
  for (const { source, error, added, changed, failed } of visits) {
    const name = `${source.id} ${source.title ?? source.address}`;
    if (error !== null) output.err(printable(`${name}: ${error}`));
    else await output.out(printable(`${name}: ${added} added, ${changed} changed, ${failed} without a text`));
  }
  if (visits.length === 0) output.err('No source is due; "sources health" tells when the next one is');
  return signal.aborted ? 130 : visits.some(({ error }) => error !== null) ? 1 : 0;
}
