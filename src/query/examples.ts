import type { ArchiveReader, StoredStatement } from '../model/archive.ts';
import type { Scope } from '../model/scope.ts';
import { readyQuestion } from './ask-again.ts';
import type { Directory, Entry } from './directory.ts';
import type { Shelf, Token } from './shelf.ts';
import { contentTokens } from './statement-text.ts';
import { isStopword } from './topic.ts';

interface Source {
  readonly archive: ArchiveReader;
  readonly directory: Directory;
  readonly shelf: Shelf;
  readonly scope: Scope;
}

const wanted = 3;
const speakersTried = 8;
const statementsRead = 60;

/** Three questions that the archive can answer, from those who speak most in it and what they speak of. */
export function exampleQuestions(source: Source, isAnswered: (question: string) => boolean): string[] {
  const questions: string[] = [];
  const speakers = frequentSpeakers(source.directory);
  for (const entry of speakers) {
    if (questions.length >= wanted) break;
    const question = questions.length === 2 ? `Who is ${entry.speaker.name}?` : aboutTheirTopic(entry, source);
    if (question !== null && isAnswered(question)) questions.push(question);
  }
  for (const entry of speakers) {
    if (questions.length >= wanted) break;
    const question = sentenceOf(readyQuestion({ speaker: entry.speaker.name }));
    if (!questions.includes(question) && isAnswered(question)) questions.push(question);
  }
  return questions;
}

function sentenceOf(question: string): string {
  return `${question.charAt(0).toUpperCase()}${question.slice(1)}?`;
}

/** People before groups, as far as they are among those who speak most. */
const mostLookedAt = 200;

function frequentSpeakers(directory: Directory): Entry[] {
  return [...directory.most(mostLookedAt)]
    .sort(
      (a, b) =>
        Number(b.speaker.kind === 'person') - Number(a.speaker.kind === 'person') ||
        b.speaker.statements - a.speaker.statements ||
        b.words.length - a.words.length,
    )
    .slice(0, speakersTried);
}

function aboutTheirTopic(entry: Entry, { archive, shelf, scope }: Source): string | null {
  const statements = archive.statementsBy([entry.speaker.name], { scope }, statementsRead);
  const articles = shelf.take(
    statements.map(({ row }) => row),
    scope,
  );
  const counts = new Map<string, { word: string; count: number }>();
  for (const statement of statements) {
    const shelved = articles.get(statement.row);
    if (shelved === undefined) continue;
    for (const token of topicsOf(statement, contentTokens(statement, shelved), entry)) {
      const word = shelved.article.text.slice(token.start, token.end);
      const known = counts.get(token.stem) ?? { word, count: 0 };
      counts.set(token.stem, { word: known.word, count: known.count + 1 });
    }
  }
  const [best] = [...counts.values()].sort((a, b) => b.count - a.count || b.word.length - a.word.length);
  return best === undefined ? null : sentenceOf(readyQuestion({ speaker: entry.speaker.name, about: best.word }));
}

const capital = 2;

/** Names that a statement speaks of, each once: not the speaker's own, and not the word that opens it. */
function topicsOf({ content }: StoredStatement, tokens: readonly Token[], entry: Entry): Token[] {
  const starts = new Set(content.map(({ start }) => start));
  const found = new Map<string, Token>();
  for (const token of tokens) {
    const isName = (token.shape & capital) !== 0 && token.folded.length > 3 && !isStopword(token.folded);
    if (!isName || starts.has(token.start) || starts.has(token.start - 1) || entry.words.includes(token.folded))
      continue;
    if (/^(?:mon|tues|wednes|thurs|fri|satur|sun)day$/.test(token.folded)) continue;
    found.set(token.stem, token);
  }
  return [...found.values()];
}
