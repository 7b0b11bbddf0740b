import { foldName } from '../archive/fold-name.ts';
import type { AnswerItem } from '../model/answer.ts';
import type { StoredArticle, StoredStatement } from '../model/archive.ts';
import type { Span } from '../model/span.ts';
import type { Follow, Followed } from '../model/subscriptions.ts';
import { passageItem, statementItem } from '../query/items.ts';
import { normalWords } from './same-statement.ts';
import { stemsOf, topicStems } from './topic-stems.ts';

/** One thing in one article that a follow asks for. */
export interface Match {
  readonly follow: Follow;
  readonly item: AnswerItem;
  /** By which the same statement is known elsewhere. */
  readonly words: string;
}

/** An article with what is said in it. */
interface News {
  readonly article: StoredArticle;
  readonly statements: readonly StoredStatement[];
}

/** Follows by what must occur in an article, so that it is compared with few of them. */
export interface FollowIndex {
  match(news: News): Match[];
}

/** What is read of a follow once, not for each article. */
interface Sought {
  readonly follow: Follow;
  readonly followed: Followed;
  /** Stems of the topic, all of which must occur. */
  readonly topic: readonly string[];
  readonly outlet: string | null;
  /** Words in order, with blanks around; one of them must occur. */
  readonly phrases: readonly string[];
  /** Stems without which an article need not be looked at, for each way to be met. */
  readonly ways: readonly (readonly string[])[];
}

export function createFollowIndex(follows: readonly Follow[]): FollowIndex {
  const bySpeaker = new Map<string, Sought[]>();
  const byWord = new Map<string, Sought[]>();
  const byOutlet = new Map<string, Sought[]>();
  const byText: Sought[] = [];
  for (const follow of follows) {
    const sought = soughtBy(follow);
    const { followed, outlet, ways } = sought;
    if (followed.speaker !== undefined && followed.manner !== 'mentioned') {
      for (const key of speakerKeys(followed)) put(bySpeaker, key, sought);
    } else if (ways.length > 0) {
      byText.push(sought);
    } else if (outlet !== null) {
      put(byOutlet, outlet, sought);
    }
  }
  // Each stands under the word that fewest others ask for.
  const asked = new Map<string, number>();
  for (const { ways } of byText) for (const stem of ways.flat()) asked.set(stem, (asked.get(stem) ?? 0) + 1);
  const seldom = (one: string, other: string) => ((asked.get(other) ?? 0) < (asked.get(one) ?? 0) ? other : one);
  for (const sought of byText) for (const way of sought.ways) put(byWord, way.reduce(seldom), sought);
  return { match: (news) => matchAll(news, { bySpeaker, byWord, byOutlet }) };
}

interface Indexes {
  readonly bySpeaker: ReadonlyMap<string, readonly Sought[]>;
  readonly byWord: ReadonlyMap<string, readonly Sought[]>;
  readonly byOutlet: ReadonlyMap<string, readonly Sought[]>;
}

function matchAll({ article, statements }: News, { bySpeaker, byWord, byOutlet }: Indexes): Match[] {
  const outlet = article.outlet === null ? null : foldName(article.outlet);
  const isFrom = (sought: Sought) => sought.outlet === null || sought.outlet === outlet;
  const reader = createReader(article);
  const matches: Match[] = [];
  for (const statement of statements) {
    const name = statement.speaker?.name ?? null;
    if (name === null || statement.nested) continue;
    for (const sought of bySpeaker.get(foldName(name)) ?? []) {
      if (isFrom(sought) && reader.holds(sought, statement.extent))
        matches.push(statementMatch(sought, statement, article));
    }
  }
  const candidates = new Set<Sought>();
  const stems = byWord.size === 0 ? new Set<string>() : reader.stems();
  for (const stem of stems)
    for (const sought of byWord.get(stem) ?? [])
      if (isFrom(sought) && sought.ways.some((way) => way.every((each) => stems.has(each)))) candidates.add(sought);
  for (const sought of candidates) matches.push(...textMatches(sought, article, statements, reader));
  for (const sought of outlet === null ? [] : (byOutlet.get(outlet) ?? [])) {
    const [first] = article.sentences;
    if (first !== undefined) matches.push(passageMatch(sought, article, first, `article ${article.id}`));
  }
  return matches;
}

/** Statements that hold what is sought; where none does, the first sentence that does. */
function textMatches(
  sought: Sought,
  article: StoredArticle,
  statements: readonly StoredStatement[],
  reader: ReturnType<typeof createReader>,
): Match[] {
  const found = statements.filter(({ nested, extent }) => !nested && reader.holds(sought, extent));
  if (found.length > 0) return found.map((statement) => statementMatch(sought, statement, article));
  const sentence = article.sentences.find((each) => reader.holds(sought, each));
  return sentence === undefined ? [] : [passageMatch(sought, article, sentence, null)];
}

function createReader({ text, title }: StoredArticle) {
  let all: ReadonlySet<string> | null = null;
  const titleStems = new Set(stemsOf(title ?? ''));
  const known = new Map<string, { readonly stems: ReadonlySet<string>; readonly words: string }>();

  function within({ start, end }: Span) {
    const key = `${start} ${end}`;
    const read = known.get(key) ?? {
      stems: new Set(stemsOf(text.slice(start, end))),
      words: ` ${normalWords(text.slice(start, end))} `,
    };
    known.set(key, read);
    return read;
  }

  return {
    stems: () => {
      all ??= new Set([...stemsOf(text), ...titleStems]);
      return all;
    },
    /** Whether topic and words are there; a topic may stand in the headline. */
    holds({ topic, phrases }: Sought, span: Span): boolean {
      if (topic.length === 0 && phrases.length === 0) return true;
      const { stems, words } = within(span);
      return (
        topic.every((stem) => stems.has(stem) || titleStems.has(stem)) &&
        (phrases.length === 0 || phrases.some((phrase) => words.includes(phrase)))
      );
    },
  };
}

function statementMatch({ follow }: Sought, statement: StoredStatement, article: StoredArticle): Match {
  const said = statement.content.map(({ start, end }) => article.text.slice(start, end)).join(' ');
  return { follow, words: normalWords(said), item: statementItem(statement, article, { highlight: [], alsoIn: [] }) };
}

function passageMatch({ follow }: Sought, article: StoredArticle, span: Span, words: string | null): Match {
  const item = passageItem(article, span, { highlight: [], alsoIn: [] });
  return { follow, item, words: words ?? normalWords(item.text) };
}

function soughtBy(follow: Follow): Sought {
  const { followed } = follow.plan;
  const names = followed.manner === 'mentioned' ? [followed.speaker ?? '', ...(followed.aliases ?? [])] : [];
  const phrases = [...names, followed.words ?? ''].map(normalWords).filter((phrase) => phrase !== '');
  const topic = topicStems(followed.topic ?? '');
  const ways = phrases.length > 0 ? phrases.map((phrase) => [...topic, ...stemsOf(phrase)]) : [topic];
  return {
    follow,
    followed,
    topic,
    ways: ways.filter((way) => way.length > 0),
    outlet: followed.outlet === undefined ? null : foldName(followed.outlet),
    phrases: phrases.map((phrase) => ` ${phrase} `),
  };
}

function speakerKeys({ speaker = '', aliases = [] }: Followed): Set<string> {
  return new Set([speaker, ...aliases].map(foldName));
}

function put(index: Map<string, Sought[]>, key: string, sought: Sought): void {
  const there = index.get(key);
  if (there === undefined) index.set(key, [sought]);
  else if (there.at(-1) !== sought) there.push(sought);
}
