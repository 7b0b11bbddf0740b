import type { AnswerItem } from '../model/answer.ts';
import { passageConfidence, type RankedPassage, rankPassages } from './find-passages.ts';
import type { Finding } from './finding.ts';
import { nothing } from './finding.ts';
import { type FoldedPassage, foldPassages } from './fold-passages.ts';
import { type Copy, passageItem, referenceTo, statementItem } from './items.ts';
import { featureOf } from './passage-features.ts';
import { supportOf } from './passage-support.ts';
import type { Setting } from './setting.ts';
import { isMostlyGuessed, isStopword, readTopic, type Topic } from './topic.ts';
import type { Asked } from './understand.ts';

/** Sentences that answer a question, or hold its words. */
export function answerPassages(asked: Asked, setting: Setting): Finding {
  const text = asked.about ?? '';
  const topic = readTopic(text, setting.index);
  if (topic.words.length === 0) return nothing;
  const { exact, excluded } = asked;
  const wants = asked.intent === 'passages' || asked.intent === 'statements' ? 'mention' : 'answer';
  const found = rankPassages({ question: text, topic, exact, excluded, wants }, setting);
  const ranked = foldPassages(found);
  if (ranked.length === 0) return nothing;
  return {
    kind: 'passages',
    items: ranked.map((each) => () => itemOfPassage(each, setting)),
    references: found.map(({ shelved: { article } }) => article),
    confidence: Math.min(
      mostConfidence(ranked, topic),
      Math.max(passageConfidence(ranked, topic), asked.intent === 'passages' ? leastConfidence(ranked) : 0),
    ),
    corrections: topic.corrections,
    nearest: [],
  };
}

/** Who looks for passages on something has found one that holds all its words; who asks for a fact may have not. */
function leastConfidence([first]: readonly RankedPassage[]): number {
  const coverage = first === undefined ? 0 : featureOf(first.examined, 'coverage');
  return coverage > 0.99 ? 0.6 : 0;
}

/** A first passage with less is called no answer, however well it does beside the others. */
export const leastSupport = 0.25;
const notSure = 0.45;

/**
 * "How many soldiers were killed in Mariupol" is not answered by soldiers who were killed elsewhere, however well the rest
 * fits; nor is anything by words that were guessed at, or that stand everywhere.
 */
function mostConfidence([first]: readonly RankedPassage[], topic: Topic): number {
  if (first === undefined) return 1;
  if (isMostlyGuessed(topic) || topic.words.every(({ folded }) => isStopword(folded))) return notSure;
  return supportOf(first.examined) < leastSupport ? notSure : 1;
}

/**
 * The same, within the period when that finds anything. "Which bridge is still used today" asks for no article of
 * today, so that nothing there is no answer yet.
 */
export function answerFact(asked: Asked, setting: Setting, unbounded: () => Setting): Finding {
  const within = answerPassages(asked, setting);
  const isBounded = asked.period.from !== undefined || asked.period.to !== undefined;
  if (within.kind !== 'nothing' || !isBounded) return within;
  return { ...answerPassages(asked, unbounded()), unsure: true, isUnbounded: true };
}

/** A sentence; with its speaker when it lies within one statement. */
function itemOfPassage(passage: FoldedPassage, { shelf, filter }: Setting): AnswerItem {
  const { shelved, sentence } = passage;
  const highlight = passage.highlight();
  const { article } = shelved;
  const span = article.sentences[sentence] ?? { start: 0, end: 0 };
  const alsoIn = passage.copies.map(copyOf);
  const item = passageItem(article, { start: span.start, end: span.end }, { highlight, alsoIn });
  const inside = shelf
    .statementsAt([shelved], filter.scope, (_shelved, extent) => extent.start <= span.start && span.end <= extent.end)
    .find(({ nested }) => !nested);
  if (inside === undefined) return item;
  const whole = statementItem(inside, article, { highlight, alsoIn });
  const isSame = inside.extent.start === span.start && inside.extent.end === span.end;
  return isSame
    ? whole
    : {
        ...item,
        speaker: whole.speaker,
        type: whole.type,
        said: saidWithin(whole, span.start - whole.start, item.text.length),
      };
}

function copyOf({ shelved: { article }, sentence }: RankedPassage): Copy {
  const { start, end } = article.sentences[sentence] ?? { start: 0, end: 0 };
  return { article: referenceTo(article), start, end };
}

function saidWithin({ said }: AnswerItem, shift: number, length: number): [number, number][] {
  return said
    .map(([start, end]): [number, number] => [Math.max(0, start - shift), Math.min(length, end - shift)])
    .filter(([start, end]) => start < end);
}
