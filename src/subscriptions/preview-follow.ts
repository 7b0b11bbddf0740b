import { setImmediate as turn } from 'node:timers/promises';
import type { AnswerItem } from '../model/answer.ts';
import type { ArchiveReader, VersionRow } from '../model/archive.ts';
import type { Scope } from '../model/scope.ts';
import type { Follow, Followed, FollowPlan, FollowPreview } from '../model/subscriptions.ts';
import { createFollowIndex, type Match } from './match-follows.ts';
import { isSameStatement, normalWords } from './same-statement.ts';
import { topicStems } from './topic-stems.ts';

type Archive = Pick<ArchiveReader, 'articles' | 'statementsIn' | 'rowsBy' | 'rowsWithin'>;

const dayMs = 24 * 3_600_000;
const weekMs = 7 * dayMs;
const monthMs = 30 * dayMs;
/** Articles that are looked at, newest first: some seconds at most. */
const mostLooked = 4_000;
const batch = 50;
/** So many a month are more than most want to be told of; so few are hardly any. */
const many = 30;
const few = 2;

/** What a follow would have told in the last 30 days, matched by what will match it. */
export async function previewFollow(
  archive: Archive,
  plan: FollowPlan,
  scope: Scope,
  now: Date,
): Promise<FollowPreview> {
  const found = await lookBack(archive, plan.followed, scope, now);
  const within = (ms: number) => found.matches.filter(({ item }) => ageMs(item, now) < ms).length;
  const month = within(monthMs);
  return {
    week: within(weekMs),
    month,
    atLeast: found.isCut,
    newest: found.matches[0]?.item ?? null,
    narrower: month > many ? narrower(plan.followed, found.matches) : [],
    wider: month <= few ? await wider(archive, plan.followed, scope, now) : [],
  };
}

interface LookedBack {
  /** Newest first, each statement once. */
  readonly matches: readonly Match[];
  readonly isCut: boolean;
}

async function lookBack(archive: Archive, followed: Followed, scope: Scope, now: Date): Promise<LookedBack> {
  const filter = { scope, from: new Date(now.getTime() - monthMs) };
  const speaks = followed.speaker !== undefined && followed.manner !== 'mentioned';
  const rows = speaks
    ? archive.rowsBy([followed.speaker ?? '', ...(followed.aliases ?? [])], filter)
    : archive.rowsWithin(filter);
  const newest = rows === 'all' ? [] : [...rows].sort((a, b) => b - a);
  const index = createFollowIndex([asFollow(followed)]);
  const matches: Match[] = [];
  for (let start = 0; start < Math.min(newest.length, mostLooked); start += batch) {
    matches.push(...matchRows(archive, index, newest.slice(start, start + batch), scope));
    // Others wait for this thread.
    await turn();
  }
  const ordered = matches.sort((a, b) => moment(b.item) - moment(a.item));
  return { matches: eachOnce(ordered), isCut: newest.length > mostLooked };
}

function matchRows(
  archive: Archive,
  index: ReturnType<typeof createFollowIndex>,
  rows: readonly VersionRow[],
  scope: Scope,
): Match[] {
  const statements = Map.groupBy(archive.statementsIn(rows, scope), ({ row }) => row);
  return archive
    .articles(rows, scope)
    .flatMap((article) => index.match({ article, statements: statements.get(article.row) ?? [] }));
}

function eachOnce(matches: readonly Match[]): Match[] {
  const told: Match[] = [];
  for (const match of matches) if (!told.some((other) => isSameStatement(other.words, match.words))) told.push(match);
  return told;
}

/** The same with a word more, the words that come most often with it. */
function narrower(followed: Followed, matches: readonly Match[]): FollowPreview['narrower'] {
  if (followed.topic !== undefined) return [];
  const own = new Set(
    topicStems(`${followed.speaker ?? ''} ${(followed.aliases ?? []).join(' ')} ${followed.words ?? ''}`),
  );
  const counts = new Map<string, number>();
  for (const { item } of matches) for (const word of namesIn(item.text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .filter(([word, count]) => count < matches.length && !topicStems(word).some((stem) => own.has(stem)))
    .sort(([, a], [, b]) => b - a)
    .slice(0, 2)
    .map(([topic, month]) => ({ followed: { ...followed, topic }, month }));
}

/** Words with a capital inside of a sentence: names of places and things, as a rule. */
function namesIn(text: string): Set<string> {
  return new Set([...text.matchAll(/(?<=[\p{Ll},] )\p{Lu}\p{Ll}{3,}/gu)].map(([word]) => word));
}

async function wider(archive: Archive, followed: Followed, scope: Scope, now: Date): Promise<FollowPreview['wider']> {
  const { topic, words, outlet, speaker, ...rest } = followed;
  const broader: Followed[] = [
    ...(outlet !== undefined && (speaker ?? topic ?? words) !== undefined ? [{ ...followed, outlet: undefined }] : []),
    ...(speaker !== undefined && topic !== undefined
      ? [
          { ...followed, topic: undefined },
          { ...followed, speaker: undefined, aliases: undefined, manner: undefined },
        ]
      : []),
    ...(speaker !== undefined && topic === undefined && rest.manner === undefined
      ? [{ ...followed, manner: 'mentioned' as const }]
      : []),
    ...(words !== undefined && normalWords(words).includes(' ')
      ? [{ ...followed, words: undefined, topic: words }]
      : []),
  ].map(withoutEmpty);
  const counted: { readonly followed: Followed; readonly month: number }[] = [];
  for (const each of broader.slice(0, 2)) {
    const { matches } = await lookBack(archive, each, scope, now);
    if (matches.length > 0) counted.push({ followed: each, month: matches.length });
  }
  return counted;
}

type Loose = { readonly [K in keyof Followed]?: Followed[K] | undefined };

function withoutEmpty({ speaker, aliases, manner, topic, outlet, words }: Loose): Followed {
  return {
    ...(speaker !== undefined && { speaker }),
    ...(aliases !== undefined && { aliases }),
    ...(manner !== undefined && { manner }),
    ...(topic !== undefined && { topic }),
    ...(outlet !== undefined && { outlet }),
    ...(words !== undefined && { words }),
  };
}

function asFollow(followed: Followed): Follow {
  const at = { platform: 'console', space: null, channel: 'terminal', thread: null } as const;
  const plan: FollowPlan = { at, target: at, followed, bundleMinutes: 0, quiet: null, zone: 'UTC' };
  return { id: 0, plan, user: '', state: 'draft', why: null, mutedUntil: null, mark: 0 };
}

function moment({ article }: AnswerItem): number {
  return article.published === null ? 0 : Date.parse(article.published) || 0;
}

function ageMs(item: AnswerItem, now: Date): number {
  return now.getTime() - moment(item);
}
