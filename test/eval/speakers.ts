import type { Speaker } from '../../src/model/reading.ts';
import type { Span } from '../../src/model/span.ts';
import { splitParagraphs } from '../../src/text/paragraphs.ts';
import { sameName } from '../../src/text/people/name-match.ts';
import { resolvePeople } from '../../src/text/people/resolve-people.ts';
import { readArticle } from '../../src/text/read-article.ts';
import { splitSentences } from '../../src/text/sentences.ts';
import { type Annotated, attributionsOf, readAnnotated } from './annotated-articles.ts';

/**
 * Measures who is taken for the speaker: once with the mentions given, so that only the people are judged, and once
 * from the bare text. Prints the figures; with `--errors` every wrong link too.
 */

/** One mention, with what was found for it. */
interface Judged {
  readonly article: Annotated;
  readonly span: Span;
  readonly answers: readonly string[];
  readonly speaker: Speaker | null;
}

function judgeGivenMentions(article: Annotated): Judged[] {
  const { text, title, mentions } = article;
  const sentences = splitSentences(text, splitParagraphs(text), []);
  const { speakers } = resolvePeople(text, sentences, attributionsOf(article), { title, published: null });
  return mentions.map(({ span, answers }, place) => ({ article, span, answers, speaker: speakers[place] ?? null }));
}

function judgeBareText(article: Annotated): Judged[] {
  const { statements } = readArticle({ text: article.text, title: article.title, published: null });
  return article.mentions.flatMap(({ span, answers }) => {
    const found = statements.find(({ speaker }) => {
      const mention = speaker?.mention;
      return mention && mention.start < span.end && span.start < mention.end;
    });
    return found === undefined ? [] : [{ article, span, answers, speaker: found.speaker }];
  });
}

function isRight({ answers, speaker }: Judged): boolean {
  const name = speaker?.name ?? null;
  return answers.some((answer) =>
    answer === '?' || answer.startsWith('(') ? name === null : name !== null && sameFullName(answer, name),
  );
}

/** Right only in full where the article knows the full name: "Rubio" is not enough. */
function sameFullName(answer: string, name: string): boolean {
  return sameName(answer, name) && name.split(' ').length >= Math.min(2, answer.split(' ').length);
}

/** The last word of the name is nowhere in the sentence of the mention. */
function isRemote({ article, span, answers }: Judged): boolean {
  const [answer = ''] = answers;
  if (answer === '?' || answer.startsWith('(')) return false;
  const start = Math.max(article.text.lastIndexOf('. ', span.start), article.text.lastIndexOf('\n', span.start), 0);
  const end = article.text.indexOf('. ', span.end);
  return !article.text.slice(start, end < 0 ? undefined : end).includes(answer.split(' ').at(-1) ?? '');
}

function percent(judged: readonly Judged[], counts: (one: Judged) => boolean = isRight): string {
  const right = judged.filter(counts).length;
  const share = judged.length === 0 ? 0 : (100 * right) / judged.length;
  return `${share.toFixed(1)} % (${right} of ${judged.length})`;
}

function report(name: string, judged: readonly Judged[], mentions: number): void {
  const named = judged.filter(({ speaker }) => speaker?.name != null);
  const rows = [
    [
      'found',
      percent(judged, () => true)
        .replace(/of \d+/, `of ${mentions}`)
        .replace(/^[\d.]+/, ((100 * judged.length) / mentions).toFixed(1)),
    ],
    ['right', percent(judged)],
    ['right where the surname is not in the sentence', percent(judged.filter(isRemote))],
    ['right of those that are given a name', percent(named)],
    ['right where nobody is named', percent(judged.filter(({ answers }) => /^[?(]/.test(answers[0] ?? '')))],
  ] as const;
  console.log(name);
  for (const [label, figure] of rows) console.log(`  ${label.padEnd(50)}${figure}`);
}

function showErrors(judged: readonly Judged[]): void {
  for (const one of judged.filter((each) => !isRight(each))) {
    const { article, span, answers, speaker } = one;
    const found = speaker === null ? 'none' : (speaker.name ?? `(${speaker.description ?? '?'})`);
    const before = article.text.slice(Math.max(0, span.start - 60), span.start).replaceAll('\n', ' ');
    console.log(
      `  ${answers.join(' / ')} | ${found} [${speaker?.rule}] | ...${before}[${article.text.slice(span.start, span.end)}]`,
    );
  }
}

for (const [file, what] of [
  ['speakers-articles.txt', 'articles that the rules were tuned on'],
  ['speakers-unseen.txt', 'articles that were written afterwards (at first sight 90.7 % right, see the file)'],
  ['speakers-last.txt', 'articles that were written last, no rule changed for them'],
] as const) {
  const articles = readAnnotated(file);
  const mentions = articles.reduce((count, article) => count + article.mentions.length, 0);
  const given = articles.flatMap(judgeGivenMentions);
  const bare = articles.flatMap(judgeBareText);
  console.log(`${articles.length} ${what}, ${mentions} speakers annotated by hand`);
  report('with the mentions given', given, mentions);
  if (process.argv.includes('--errors')) showErrors(given);
  report('from the bare text', bare, mentions);
  if (process.argv.includes('--errors')) showErrors(bare);
}
