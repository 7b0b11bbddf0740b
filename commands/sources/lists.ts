import { counted, type Speech } from '../../src/answer/words.ts';
import { defineCommand, say, sayInSections } from '../../src/command.ts';
import { carrierFor, elsewhere, holderOf, plainAddress } from './holder.ts';

const mostWarnings = 5;

export const sourcesImport = defineCommand({
  name: 'sources import',
  summary: 'Add all feeds of an OPML list; the same again is harmless',
  administrators: true,
  options: {
    url: { type: 'text', summary: 'Address of the list; in the terminal also a file', required: true },
  },
  async run({ url }, { sources: open, asker, now }) {
    const refused = elsewhere(asker);
    if (refused !== null) return refused;
    const speech: Speech = { locale: 'en-GB', zone: asker.zone, now };
    const done = await (await open()).importList({ address: plainAddress(url) }, carrierFor(asker));
    if (done.kind === 'failed') return { ...say(`I could not read the list: ${done.why}.`), failed: true };
    const known = done.known === 0 ? '' : ` ${counted(done.known, 'was', 'were', speech)} there already.`;
    const notes = done.warnings.slice(0, mostWarnings);
    return sayInSections(
      `Added ${counted(done.added, 'source', 'sources', speech)}.${known} They are fetched one after another; "sources health" tells how it goes.`,
      notes.length === 0 ? [] : [{ title: 'Note', lines: notes }],
    );
  },
});

export const sourcesExport = defineCommand({
  name: 'sources export',
  summary: 'All sources as an OPML file, which other feed readers take',
  administrators: true,
  options: {},
  async run(_options, { sources: open, asker, now }) {
    const refused = elsewhere(asker);
    if (refused !== null) return refused;
    const speech: Speech = { locale: 'en-GB', zone: asker.zone, now };
    const desk = await open();
    const holder = holderOf(asker);
    const count = desk.store.list(holder).length;
    return {
      ...say(`${counted(count, 'source', 'sources', speech)}, as a list that feed readers take.`),
      file: { name: 'sources.opml', text: desk.exportList(holder) },
    };
  },
});
