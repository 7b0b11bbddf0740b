import type { AnswerItem } from '../model/answer.ts';
import { answerPassages } from './answer-passages.ts';
import { answerStatements } from './answer-statements.ts';
import type { ClaimMatch } from './claim-match.ts';
import type { Finding } from './finding.ts';
import { nothing } from './finding.ts';
import { type Copy, passageItem, referenceTo, statementItem } from './items.ts';
import { nearestTo } from './nearest.ts';
import { isSameWording, type Wording, wordingOf } from './same-words.ts';
import type { Setting } from './setting.ts';
import { contentText } from './statement-text.ts';
import { readTopic } from './topic.ts';
import type { Asked } from './understand.ts';
import { type Judged, judge } from './verdict.ts';

/** Whether words were said, and by whom. */
export function answerCheck(asked: Asked, setting: Setting): Finding {
  const judged = judge(asked.quote ?? '', asked.speakers, setting);
  const isFound = judged.verdict.kind !== 'not in this archive';
  // Without marks nobody claims these very words: what was said about it answers better than "not these words".
  if (!asked.inMarks && !isFound) {
    const about = answerStatements({ ...asked, about: asked.quote, exact: [] }, setting);
    if (about.kind === 'statements') return { ...about, unsure: true };
  }
  const nearest = isFound
    ? []
    : nearestTo({ ...asked, about: null }, null, setting).filter(({ kind }) => kind === 'name');
  return { ...asFinding(judged), kind: 'verdict', verdict: judged.verdict, nearest };
}

/** Who said these words: their statements, everyone who carried them once. */
export function answerWhoSaid(asked: Asked, setting: Setting): Finding {
  const judged = judge(asked.quote ?? '', [], setting);
  const { kind } = judged.verdict;
  if (kind !== 'not in this archive') {
    const isSaid = judged.matches.some(({ statement }) => statement !== null) || judged.pieces.length > 0;
    return {
      ...asFinding(judged),
      kind: isSaid ? 'statements' : 'passages',
      verdict: judged.verdict,
      unsure: kind !== 'exact' && kind !== 'reported',
    };
  }
  if (!asked.inMarks) {
    const about = answerStatements({ ...asked, intent: 'statements', about: asked.quote, exact: [] }, setting);
    const passages = answerPassages({ ...asked, about: `who said ${asked.quote ?? ''}`, exact: [] }, setting);
    return about.kind === 'statements' && about.confidence >= passages.confidence
      ? { ...about, unsure: true }
      : passages;
  }
  const topic = readTopic(asked.quote ?? '', setting.index);
  return { ...nothing, nearest: nearestTo({ ...asked, about: asked.quote }, topic, setting) };
}

function asFinding({ matches, pieces, confidence }: Judged): Finding {
  const items = pieces.length > 0 ? piecesItems(pieces) : matchItems(matches);
  return {
    kind: 'verdict',
    items: items.map((item) => () => item),
    references: items.flatMap(({ article, alsoIn }) => [article, ...alsoIn.map((copy) => copy.article)]),
    confidence,
    nearest: [],
  };
}

function piecesItems(pieces: Judged['pieces']): AnswerItem[] {
  const byStatement = Map.groupBy(pieces, ({ statement }) => statement.id);
  return [...byStatement.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return [
      statementItem(first.statement, first.shelved.article, {
        highlight: group.flatMap(({ words }) => words),
        alsoIn: [],
      }),
    ];
  });
}

/** The same statement in several outlets once, with all who carried it. */
function matchItems(matches: readonly ClaimMatch[]): AnswerItem[] {
  const groups: { first: ClaimMatch; wording: Wording; places: Set<string>; copies: ClaimMatch[] }[] = [];
  for (const match of matches) {
    const place = placeOf(match);
    const wording = wordingOf(wordsOf(match));
    const group = groups.find(
      ({ first, wording: other, places }) =>
        places.has(place) ||
        (first.shelved.article.row !== match.shelved.article.row &&
          (isSameWording(other, wording) || isOneSaying(first, match))),
    );
    if (group === undefined) groups.push({ first: match, wording, places: new Set([place]), copies: [] });
    else if (!group.places.has(place)) {
      group.places.add(place);
      group.copies.push(match);
    }
  }
  return groups.map(({ first, copies }) =>
    itemOfMatch(
      first,
      copies.map((copy): Copy => ({ article: referenceTo(copy.shelved.article), ...spanOf(copy) })),
    ),
  );
}

/** Shorter words may well have been said twice. */
const fewestWords = 6;

/** The same speaker with the same words in marks: one outlet only quotes more around them. */
function isOneSaying(a: ClaimMatch, b: ClaimMatch): boolean {
  if (a.manner !== 'exact' || b.manner !== 'exact' || a.words.length < fewestWords) return false;
  const [one, other] = [a.statement?.speaker, b.statement?.speaker];
  return one?.name != null && one.name === other?.name;
}

function wordsOf(match: ClaimMatch): string {
  const { text } = match.shelved.article;
  const { start, end } = spanOf(match);
  return match.statement === null ? text.slice(start, end) : contentText(match.statement, text);
}

function placeOf(match: ClaimMatch): string {
  const { start, end } = spanOf(match);
  return `${match.shelved.article.row}/${start}-${end}`;
}

function spanOf({ statement, sentence, shelved, words }: ClaimMatch): { start: number; end: number } {
  if (statement !== null) return { start: statement.extent.start, end: statement.extent.end };
  const { sentences } = shelved.article;
  const first = sentences[words[0] === undefined ? (sentence ?? 0) : shelved.sentenceAt(words[0].start)];
  const lastWord = words.at(-1);
  const last = lastWord === undefined ? first : sentences[shelved.sentenceAt(lastWord.start)];
  return { start: first?.start ?? 0, end: (last ?? first)?.end ?? 0 };
}

function itemOfMatch(match: ClaimMatch, alsoIn: readonly Copy[]): AnswerItem {
  const { statement, shelved, words } = match;
  if (statement !== null) return statementItem(statement, shelved.article, { highlight: joined(words), alsoIn });
  return passageItem(shelved.article, spanOf(match), { highlight: joined(words), alsoIn });
}

/** Words that follow one another with nothing but a blank or a mark between are one stretch. */
function joined(words: ClaimMatch['words']): { start: number; end: number }[] {
  const runs: { start: number; end: number }[] = [];
  for (const { start, end } of words) {
    const last = runs.at(-1);
    if (last !== undefined && start - last.end <= 2) last.end = end;
    else runs.push({ start, end });
  }
  return runs;
}
