import { agoWords, inMarks, type Speech, shortened } from '../../src/answer/words.ts';
import { defineCommand, say, sayInSections } from '../../src/command.ts';
import type { ArticleChange, QuotationChange } from '../../src/model/sources.ts';
import { elsewhere } from './holder.ts';

const usual = 10;
const longest = 300;

export const sourcesChanges = defineCommand({
  name: 'sources changes',
  summary: 'What changed in articles after they were published: quotations, titles',
  administrators: true,
  options: {
    count: { type: 'count', summary: 'How many articles', default: usual, max: 50 },
  },
  async run({ count }, { sources: open, asker, now }) {
    const refused = elsewhere(asker);
    if (refused !== null) return refused;
    const speech: Speech = { locale: 'en-GB', zone: asker.zone, now };
    const changes = (await open()).changes(asker.scope, count);
    if (changes.length === 0) return say('No article was changed since I stored it.');
    const sections = changes.map((change) => ({ title: headOf(change, speech), lines: linesOf(change) }));
    return sayInSections('Changed after I first stored them, newest first:', sections);
  },
});

function headOf({ article, at }: ArticleChange, speech: Speech): string {
  const named = shortened(article.title ?? article.url ?? article.id, longest);
  const ago = agoWords(at.toISOString(), speech);
  return [named, article.outlet, ago].filter((part) => part !== null).join(' · ');
}

function linesOf({ title, quotations, text }: ArticleChange): string[] {
  return [
    ...(title === null ? [] : [`Title was: ${shortened(title.before, longest)}`]),
    ...quotations.map(quotationLine),
    ...(text && quotations.length === 0 ? ['The text changed; its quotations are as they were.'] : []),
  ];
}

/** Other words of somebody are never cut in silence: what is too long to be shown is marked as cut. */
function quotationLine(change: QuotationChange): string {
  const speaker = change.speaker === null ? 'Nobody named' : change.speaker;
  const before = inMarks(shortened(change.before, longest));
  if (change.kind === 'vanished') return `${speaker}, no longer there: ${before}`;
  return `${speaker}, was: ${before} now: ${inMarks(shortened(change.after, longest))}`;
}
