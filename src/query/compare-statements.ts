import { foldName } from '../archive/fold-name.ts';
import type { AnswerItem, Carriage } from '../model/answer.ts';
import type { StoredStatement, VersionRow } from '../model/archive.ts';
import { sameName } from '../text/people/name-match.ts';
import { referenceTo, statementItem } from './items.ts';
import { isSameWording, type Wording, wordingOf } from './same-words.ts';
import type { Shelved } from './shelf.ts';
import { contentText, contentTokens } from './statement-text.ts';
import type { GraphArticle } from './story-graph.ts';
import { isStopword } from './topic.ts';

/** A statement of one article, with its words as they are compared. */
interface Told {
  readonly statement: StoredStatement;
  readonly shelved: Shelved;
  readonly outlet: string;
  readonly wording: Wording;
  readonly stems: ReadonlySet<string>;
  /** What stands in marks, each run as it is compared. */
  readonly quoted: ReadonlySet<string>;
  /** Place of its article in time. */
  readonly order: number;
}

/** One statement of one speaker in all the words in which outlets carry it. */
export interface StatementGroup {
  /** The fullest in its speaker's own words; of equal ones the first to be published. */
  readonly main: Told;
  /** All others, in the order in which they were published. */
  readonly others: readonly { readonly told: Told; readonly how: Carriage['how'] }[];
}

export function outletOf(shelved: Shelved | undefined): string {
  const article = shelved?.article;
  return article?.outlet ?? (article?.url ? URL.parse(article.url)?.hostname : null) ?? 'an unnamed outlet';
}

/** Gathers the statements that are the same one. */
export function groupStatements(
  statements: readonly StoredStatement[],
  shelved: ReadonlyMap<VersionRow, Shelved>,
  articles: readonly GraphArticle[],
): StatementGroup[] {
  const order = new Map(articles.map(({ row }, place) => [row, place]));
  const told = statements
    .flatMap((statement) => {
      const article = shelved.get(statement.row);
      return article === undefined ? [] : [toldOf(statement, article, order.get(statement.row) ?? 0)];
    })
    .filter(({ stems }) => stems.size > 0)
    .sort(
      (a, b) =>
        manner[a.statement.type] - manner[b.statement.type] || b.wording.length - a.wording.length || inOrder(a, b),
    );
  const groups: { main: Told; others: { told: Told; how: Carriage['how'] }[] }[] = [];
  for (const each of told) {
    const group = groups.find(({ main, others }) =>
      [main, ...others.map((other) => other.told)].some((one) => isSameStatement(one, each)),
    );
    if (group === undefined) groups.push({ main: each, others: [] });
    else group.others.push({ told: each, how: 'reported' });
  }
  return groups
    .map(({ main, others }) => settled([main, ...others.map((other) => other.told)]))
    .sort(
      (a, b) =>
        carriersOf(b) - carriersOf(a) ||
        manner[a.main.statement.type] - manner[b.main.statement.type] ||
        inOrder(a.main, b.main),
    );
}

const manner = { direct: 0, mixed: 1, indirect: 2 } as const;

function inOrder(a: Told, b: Told): number {
  return a.order - b.order || a.statement.extent.start - b.statement.extent.start;
}

function toldOf(statement: StoredStatement, shelved: Shelved, order: number): Told {
  const tokens = contentTokens(statement, shelved);
  return {
    statement,
    shelved,
    outlet: outletOf(shelved),
    wording: wordingOf(contentText(statement, shelved.article.text)),
    stems: new Set(tokens.filter(({ folded }) => !isStopword(folded)).map(({ stem }) => stem)),
    quoted: new Set(statement.quoted.map(({ start, end }) => wordingOf(shelved.article.text.slice(start, end)).key)),
    order,
  };
}

/** The fullest direct one leads; each of the others has it whole, cut, or in words of the outlet's own. */
function settled(all: readonly Told[]): StatementGroup {
  const best = Math.min(...all.map(({ statement }) => manner[statement.type]));
  const own = all.filter(({ statement }) => manner[statement.type] === best);
  const longest = Math.max(...own.map(({ wording }) => wording.length));
  const main = own.filter(({ wording }) => wording.length >= longest * whole).sort(inOrder)[0] ?? own[0];
  if (main === undefined) throw new RangeError('Expected a statement in each group, got none');
  const others = all.filter((each) => each !== main).sort(inOrder);
  return { main, others: others.map((told) => ({ told, how: howOf(told, main) })) };
}

/** Of the longest wording, so much is all of it. */
const whole = 0.9;

function howOf(told: Told, main: Told): Carriage['how'] {
  if (!isSameWording(told.wording, main.wording)) return isWithin(told.wording, main.wording) ? 'cut' : 'reported';
  return told.wording.length >= main.wording.length * whole ? 'whole' : 'cut';
}

/** A few words of it, which are the same to the word. */
function isWithin(short: Wording, long: Wording): boolean {
  return short.length >= 2 && short.length < long.length && ` ${long.key} `.includes(` ${short.key} `);
}

function carriersOf({ main, others }: StatementGroup): number {
  return new Set([main.outlet, ...others.map(({ told }) => told.outlet)]).size;
}

/** Of the words that count in the shorter one, so many must be in the other when it is no wording of it. */
const paraphrase = 0.5;
const fewestShared = 3;

function isSameStatement(a: Told, b: Told): boolean {
  if (!isSameSpeaker(a.statement, b.statement)) return false;
  if (isSameWording(a.wording, b.wording)) return true;
  const [short, long] = a.wording.length <= b.wording.length ? [a, b] : [b, a];
  if (isWithin(short.wording, long.wording)) return true;
  // "constructive": one outlet took one word in marks, the other the same one.
  for (const words of a.quoted) if (words !== '' && b.quoted.has(words)) return true;
  // Two quotations are two statements, however much they are alike; a report may be of either.
  if (a.statement.type === 'direct' && b.statement.type === 'direct') return false;
  // One article tells a thing once as a quotation and once in its own words, but hardly ever twice in its own.
  let shared = 0;
  for (const stem of short.stems) if (long.stems.has(stem)) shared += 1;
  const enough = Math.min(short.stems.size, long.stems.size) * paraphrase;
  return shared >= Math.max(fewestShared, enough);
}

function isSameSpeaker({ speaker: a }: StoredStatement, { speaker: b }: StoredStatement): boolean {
  const one = a?.name ?? a?.description ?? null;
  const two = b?.name ?? b?.description ?? null;
  if (one === null || two === null) return false;
  return foldName(one) === foldName(two) || (a?.name != null && b?.name != null && sameName(one, two));
}

/** The whole statement, then each other wording of it that an outlet chose. */
export function itemsOfGroups(groups: readonly StatementGroup[], outlets: readonly string[]): (() => AnswerItem)[] {
  return groups.flatMap((group) => {
    const carriage = carriageOf(group, outlets);
    const { main, others } = group;
    const seen = new Set([main.outlet, ...carriage.whole]);
    const variants = others.filter(({ told, how }) => {
      if (how === 'whole' || seen.has(told.outlet)) return false;
      // Of what an outlet has only in other words, the nearest is shown.
      seen.add(told.outlet);
      return true;
    });
    return [
      () => itemOf(main, { ...carriage, how: manner[main.statement.type] === 2 ? 'reported' : 'whole' }, others),
      ...variants.map(
        ({ told, how }) =>
          () =>
            itemOf(told, { ...carriage, how }, []),
      ),
    ];
  });
}

function itemOf(told: Told, carriage: Carriage, others: StatementGroup['others']): AnswerItem {
  const alsoIn = others
    .filter(({ how, told: { statement } }) => how === 'whole' && statement.row !== told.statement.row)
    .map(({ told: { shelved, statement } }) => ({
      article: referenceTo(shelved.article),
      start: statement.extent.start,
      end: statement.extent.end,
    }));
  return { ...statementItem(told.statement, told.shelved.article, { highlight: [], alsoIn }), carriage };
}

function carriageOf({ main, others }: StatementGroup, outlets: readonly string[]): Omit<Carriage, 'how'> {
  const how = new Map<string, Carriage['how']>([[main.outlet, 'whole']]);
  for (const { told, how: theirs } of others) {
    const known = how.get(told.outlet);
    if (known === undefined || rank[theirs] < rank[known]) how.set(told.outlet, theirs);
  }
  const thatHave = (wanted: Carriage['how']) => outlets.filter((outlet) => how.get(outlet) === wanted);
  return {
    of: main.statement.id,
    whole: thatHave('whole'),
    cut: thatHave('cut'),
    reported: thatHave('reported'),
    absent: outlets.filter((outlet) => !how.has(outlet)),
  };
}

const rank = { whole: 0, cut: 1, reported: 2 } as const;
