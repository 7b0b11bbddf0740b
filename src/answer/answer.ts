import type { Answer, Understood } from '../model/answer.ts';
import type { Findings } from '../model/findings.ts';
import { comparisonNotes } from './comparison-words.ts';
import { leadOf } from './leads.ts';
import { offerOf } from './offers.ts';
import { counted, inMarks, type Speech } from './words.ts';

/**
 * Says what was found: the lead, remarks and offers in words; what is shown as evidence stays as it is.
 *
 * @param options.zone IANA zone of the reader
 * @param options.locale for numbers and dates, `en-GB` when absent; the words themselves are English
 */
export function answer(findings: Findings, options: { zone: string; now: Date; locale?: string }): Answer {
  const speech: Speech = { locale: options.locale ?? 'en-GB', zone: options.zone, now: options.now };
  const { lead, leadStyle } = leadOf(findings, speech).done();
  return {
    question: findings.question,
    understood: findings.understood,
    kind: findings.kind,
    lead,
    leadStyle,
    unsure: findings.unsure,
    ...(findings.verdict === undefined ? {} : { verdict: findings.verdict }),
    ...(findings.series === undefined ? {} : { series: findings.series }),
    ...(findings.comparison === undefined ? {} : { comparison: findings.comparison }),
    items: findings.items,
    offset: findings.offset,
    more: Math.max(0, findings.total - findings.offset - findings.items.length - findings.dropped),
    offers: findings.nearest.map((nearest) => offerOf(nearest, speech)),
    searched: findings.searched,
    confidence: findings.confidence,
    notes: notesOf(findings, speech),
  };
}

/** Short remarks: what was read differently, which archive answered, what nothing means, what was left out. */
function notesOf(findings: Findings, speech: Speech): string[] {
  const { kind, understood, samples, dropped, items, total, offset } = findings;
  const isAbsent = kind === 'nothing' || findings.verdict?.kind === 'not in this archive';
  return [
    ...understood.corrections.map(({ from, to }) => `Read ${inMarks(from)} as ${to}.`),
    ...missingNote(understood),
    ...undatedNote(findings, speech),
    ...(findings.comparison === undefined ? [] : comparisonNotes(findings.comparison, speech)),
    ...(findings.isPartial ? ['There are more than can be laid out here: these are the oldest and the newest.'] : []),
    ...(samples ? ['From the sample articles, which answer as long as your archive is empty.'] : []),
    ...(isAbsent ? ['This archive does not hold it; that does not mean it was not said.'] : []),
    ...(dropped > 0
      ? [`Left out ${counted(dropped, 'item', 'items', speech)}: the article has changed meanwhile.`]
      : []),
    ...(items.length === 0 && total > 0 && offset >= total ? ['There is no more.'] : []),
  ];
}

function missingNote({ missing = [] }: Understood): string[] {
  return missing.map((word) => `No article holds ${inMarks(word)}.`);
}

/** Nobody can tell whether an article without a date is of the period; said where it may be why so little was found. */
function undatedNote({ undated = 0, items, searched }: Findings, speech: Speech): string[] {
  if (undated === 0 || (items.length > 0 && undated < searched.articles)) return [];
  const articles = counted(undated, 'article has', 'articles have', speech);
  return [`${articles} no date and could not be looked at for a period.`];
}
