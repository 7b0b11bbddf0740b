import { contentWords } from '../archive/name-words.ts';
import type { AnswerItem } from '../model/answer.ts';
import type { VersionRow } from '../model/archive.ts';
import { nameWords } from './directory.ts';
import { passageItem } from './items.ts';
import type { Who } from './persons.ts';
import type { Setting } from './setting.ts';

/** Sentences that state who somebody is, newest first, each wording once; those that say what was asked come first. */
export function describe(who: Who, typed: string, setting: Setting): AnswerItem[] {
  const { directory, shelf, filter, allows } = setting;
  const names = new Set(who.names);
  const asked = contentWords(nameWords(typed));
  const stated = directory
    .called(who.names)
    .filter(({ speaker }) => names.has(speaker.name))
    .flatMap(({ speaker }) => speaker.descriptions)
    .filter(({ row }) => allows === undefined || allows(row))
    .map((description) => ({ ...description, fits: fitsRole(asked, description.text) }));
  const articles = shelf.take(
    stated.map(({ row }) => row as VersionRow),
    filter.scope,
  );
  const dayOf = (row: VersionRow): string => articles.get(row)?.article.published ?? '';
  // Articles come in as they are found: the last to come is seldom the newest.
  const newestFirst = stated.toSorted(
    (a, b) => Number(b.fits) - Number(a.fits) || compare(dayOf(b.row), dayOf(a.row)) || b.row - a.row,
  );
  const items = newestFirst.flatMap(({ row, start, text }): AnswerItem[] => {
    const shelved = articles.get(row);
    const sentence = shelved?.article.sentences[shelved.sentenceAt(start)];
    if (shelved === undefined || sentence === undefined) return [];
    const span = { start, end: start + text.length };
    return [passageItem(shelved.article, sentence, { highlight: [span], alsoIn: [] })];
  });
  return items.filter((item, place) => items.findIndex(({ id }) => id === item.id) === place);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** "who is the French foreign minister" is answered by the sentence that says so. */
function fitsRole(asked: readonly string[], description: string): boolean {
  const words = nameWords(description);
  return asked.every((word) => words.includes(word));
}
