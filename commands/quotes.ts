import { answer } from '../src/answer/answer.ts';
import {
  hasGuardedCells,
  mostQuotations,
  quotationFile,
  quotationForms,
  withByteOrderMark,
} from '../src/answer/quotation-file.ts';
import { counted } from '../src/answer/words.ts';
import { defineCommand, type Outcome, UsageError } from '../src/command.ts';
import type { Understood } from '../src/model/answer.ts';
import type { QuotationsFound } from '../src/model/core.ts';

export const quotes = defineCommand({
  name: 'quotes',
  summary: 'What has a person said?',
  options: {
    speaker: { type: 'text', summary: 'Name, part of a name, or role', required: true, suggest: 'speaker' },
    about: { type: 'text', summary: 'Words that must occur in or near the statement', suggest: 'topic' },
    since: { type: 'text', summary: 'From when: a day, "Monday", "last week"' },
    outlet: { type: 'text', summary: 'Only what this outlet published', suggest: 'outlet' },
    format: { type: 'choice', choices: quotationForms, summary: 'All of them as a file of this form' },
  },
  async run({ since, outlet, format, ...typed }, { core, asker, now, page }): Promise<Outcome> {
    const { speaker, about } = typed.about === undefined ? apart(typed.speaker) : typed;
    const request = {
      speaker,
      scope: asker.scope,
      now,
      zone: asker.zone,
      ...(about !== undefined && { about }),
      ...(since !== undefined && { since }),
      ...(outlet !== undefined && { outlet }),
    };
    const speech = { locale: 'en-GB', zone: asker.zone, now };
    const form = quotationForms.find((each) => each === format);
    if (form === undefined || page.offset > 0) {
      const found = await core.quotes({ ...request, ...page });
      requirePeriod(since, found.understood);
      return { body: answer(found, speech) };
    }
    const found = await core.quotations({ ...request, limit: mostQuotations, offset: 0 });
    requirePeriod(since, found.findings.understood);
    const body = answer({ ...found.findings, items: found.findings.items.slice(0, page.limit), dropped: 0 }, speech);
    if (body.kind !== 'statements') return { body };
    const file = quotationFile(found, form, fileName(speaker, about), speech);
    const isForSpreadsheet = form === 'csv' && asker.at.platform !== 'console';
    const note = extentWords(found, file.name, (count) => counted(count, 'statement', 'statements', speech));
    const notes = [note, ...(form === 'csv' && hasGuardedCells(file) ? [guarded] : []), ...body.notes];
    return { body: { ...body, notes }, file: isForSpreadsheet ? withByteOrderMark(file) : file };
  },
});

/** "Ada Holt about the bridge", typed in one go; "talks about fares" are one topic, so the first "about" parts. */
function apart(typed: string): { speaker: string; about?: string } {
  const [, speaker = typed, about] = /^(\S.*?)\s+about\s+(\S.*)$/i.exec(typed) ?? [];
  return about === undefined ? { speaker } : { speaker, about };
}

/** Statements of all times must not pass for those of a time that could not be read. */
function requirePeriod(since: string | undefined, { from, to }: Understood): void {
  if (since === undefined || from !== undefined || to !== undefined) return;
  throw new UsageError(`"since" of "quotes" is a day, "Monday", "last week" or the like, not "${since}"`);
}

const guarded =
  'A cell that a spreadsheet would take for a formula has an apostrophe before it; without that one it is exact.';

/** What the file holds; a part is never passed off as all. */
function extentWords({ findings }: QuotationsFound, name: string, counting: (count: number) => string): string {
  const held = findings.items.length;
  return findings.total > held + findings.dropped
    ? `${name} holds the first ${counting(held)} of ${findings.total}: narrow it down by a topic, a time or an outlet.`
    : `${name} holds all that were found: ${counting(held)}.`;
}

function fileName(...parts: readonly (string | undefined)[]): string {
  const words = parts
    .join(' ')
    .toLowerCase()
    .normalize('NFKD')
    .match(/[a-z0-9]+/g) ?? ['quotations'];
  return words.join('-').slice(0, 60);
}
