import { shortened } from '../answer/words.ts';
import { foldName } from '../archive/fold-name.ts';
import type { ArticleChange, QuotationChange } from '../model/sources.ts';
import type { DigestPlan } from '../model/subscriptions.ts';
import type { Period } from './compose-digest.ts';
import { stemsOf, topicStems } from './topic-stems.ts';

const mostTold = 3;
const longest = 90;

/** What changed in articles after publication, as far as a digest is about it: a line each. */
export function changeWords(changes: readonly ArticleChange[], { since, until }: Period, plan: DigestPlan): string[] {
  const lines = changes
    .filter(({ at }) => at >= since && at < until)
    .filter((change) => concerns(change, plan))
    .flatMap(linesOf);
  const rest = lines.length - mostTold;
  return [...lines.slice(0, mostTold), ...(rest > 0 ? [`${rest} more changes after publication`] : [])];
}

function concerns({ article, title, quotations }: ArticleChange, { outlets, speakers, topics }: DigestPlan): boolean {
  const isOneOf = (names: readonly string[], name: string | null) =>
    names.length === 0 || (name !== null && names.some((each) => foldName(each) === foldName(name)));
  const words = [article.title, title?.before, title?.after, ...quotations.map(({ before }) => before)].join(' ');
  const stems = new Set(stemsOf(words));
  return (
    isOneOf(outlets, article.outlet) &&
    (speakers.length === 0 || quotations.some(({ speaker }) => isOneOf(speakers, speaker))) &&
    (topics.length === 0 || topics.some((topic) => topicStems(topic).every((stem) => stems.has(stem))))
  );
}

function linesOf({ article, title, quotations }: ArticleChange): string[] {
  const where = article.outlet === null ? '' : ` (${article.outlet})`;
  const marked = (words: string) => `“${shortened(words.replace(/^["“”]+|["“”]+$/gu, ''), longest)}”`;
  return [
    ...(title === null
      ? []
      : [`Changed after publication: the headline ${marked(title.before)} is now ${marked(title.after)}${where}`]),
    ...quotations.map((change) => `Changed after publication: ${quotationWords(change, marked)}${where}`),
  ];
}

function quotationWords(change: QuotationChange, marked: (words: string) => string): string {
  const whose = change.speaker === null ? 'a quotation' : `words of ${change.speaker}`;
  return change.kind === 'vanished'
    ? `${whose} are no longer there: ${marked(change.before)}`.replace('a quotation are', 'a quotation is')
    : `${whose}, ${marked(change.before)}, now read ${marked(change.after)}`.replace('a quotation,', 'the quotation');
}
