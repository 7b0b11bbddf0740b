import { DateTime } from 'luxon';
import type { Comparison } from '../model/answer.ts';
import type { Findings } from '../model/findings.ts';
import { Lead } from './lead.ts';
import { counted, daysWords, dayWords, listWords, type Speech, shortened } from './words.ts';

const longestHeadline = 120;
const speakersNamed = 4;

/** “After Paris, all eyes turn to London”: 7 statements in 3 articles of 2 outlets, 18 to 19 April 2025. */
export function comparisonLead({ comparison, understood, from, to }: Findings, speech: Speech): Lead {
  const lead = new Lead();
  const headline = comparison?.headline?.title ?? null;
  if (headline !== null) lead.topic(shortened(headline, longestHeadline)).plain(': ');
  else if (understood.about !== undefined) lead.topic(shortened(understood.about, longestHeadline)).plain(': ');
  const { outlets = [], statements = 0 } = comparison ?? {};
  const articles = outlets.reduce((sum, outlet) => sum + outlet.articles, 0);
  lead.plain(
    `${counted(statements, 'statement', 'statements', speech)} in ${counted(articles, 'article', 'articles', speech)} of ${counted(outlets.length, 'outlet', 'outlets', speech)}`,
  );
  return lead.plain(from !== null && to !== null ? `, ${daysWords(from, to, speech)}.` : '.');
}

/** Who was first, who quotes whom, whose text is another's. */
export function comparisonNotes(comparison: Comparison, speech: Speech): string[] {
  const { outlets } = comparison;
  if (outlets.length === 1)
    return [`Only ${outlets[0]?.name ?? 'one outlet'} has it: there is nothing to compare it with.`];
  return [
    ...(comparison.of === 'topic' ? ['These articles are about it, but not one story.'] : []),
    ...firstWords(comparison, speech),
    ...copyWords(comparison),
    ...quotedWords(comparison),
  ];
}

function firstWords({ outlets }: Comparison, speech: Speech): string[] {
  const [first, second] = outlets;
  if (first?.first.published == null) return [];
  const then =
    second?.first.published == null ? '' : `, then ${second.name} (${momentWords(second.first.published, speech)})`;
  return [`First: ${first.name} (${momentWords(first.first.published, speech)})${then}.`];
}

function momentWords(published: string, speech: Speech): string {
  const moment = DateTime.fromISO(published, { zone: speech.zone, locale: speech.locale });
  if (!moment.isValid || !published.includes('T')) return dayWords(published.slice(0, 10), speech);
  return moment.toFormat('d LLLL yyyy, HH:mm');
}

function copyWords({ outlets }: Comparison): string[] {
  const copies = outlets.filter(({ copies: source }) => source !== null);
  return [...Map.groupBy(copies, ({ copies: source }) => source ?? '')].map(
    ([source, carriers]) => `Copies: ${listWords(carriers.map(({ name }) => name))} with the text of ${source}.`,
  );
}

function quotedWords({ outlets, speakers }: Comparison): string[] {
  const byAll = speakers.filter((speaker) => speaker.outlets.length === outlets.length).map(({ name }) => name);
  const alone = outlets.flatMap(({ name }) => {
    const theirs = speakers.filter((speaker) => speaker.outlets.length === 1 && speaker.outlets[0] === name);
    return theirs.length === 0 ? [] : [`only by ${name}: ${namesOf(theirs.map((speaker) => speaker.name))}`];
  });
  const some = speakers
    .filter((speaker) => speaker.outlets.length > 1 && speaker.outlets.length < outlets.length)
    .slice(0, speakersNamed)
    .map((speaker) => `by ${listWords(speaker.outlets)}: ${speaker.name}`);
  const parts = [...(byAll.length > 0 ? [`by all: ${namesOf(byAll)}`] : []), ...some, ...alone];
  return parts.length === 0 ? [] : [`Quoted ${parts.join('; ')}.`];
}

function namesOf(names: readonly string[]): string {
  const shown = names.slice(0, speakersNamed);
  const rest = names.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : listWords(shown);
}
