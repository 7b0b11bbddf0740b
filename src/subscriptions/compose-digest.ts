import { DateTime } from 'luxon';
import { listWords } from '../answer/words.ts';
import type { Bulletin, BulletinStory, Button } from '../model/chat.ts';
import type { StoriesFound, Story } from '../model/stories.ts';
import type { Digest, DigestPlan } from '../model/subscriptions.ts';
import { momentWords } from './timetable-words.ts';

export interface Period {
  readonly since: Date;
  readonly until: Date;
}

interface Issue extends Period {
  readonly digest: Digest;
  readonly found: StoriesFound;
  /** What changed after publication, in words. */
  readonly changes: readonly string[];
  /** For when it was due; `null` for a test. */
  readonly due: Date | null;
  readonly offset: number;
}

/** After so long a post says that it is late. */
const lateMs = 10 * 60_000;

export function composeDigest({ digest, found, changes, since, until, due, offset }: Issue): Bulletin {
  const { plan, next } = digest;
  const { zone } = plan.timetable;
  const isLate = due !== null && until.getTime() - due.getTime() > lateMs;
  return {
    kind: 'bulletin',
    lead: offset === 0 ? titleOf(plan, due ?? until) : `${titleOf(plan, due ?? until)}: more`,
    stories: found.stories.map(storyOf),
    remarks:
      offset > 0
        ? []
        : [
            ...(isLate ? [`Late: it was due ${momentWords(due, zone, until)}, and the bot was not running.`] : []),
            ...(found.stories.length === 0 ? [nothingWords(found, plan)] : []),
            ...(found.speakers.length > 0 ? [`Quoted most: ${speakersWords(found)}`] : []),
            ...changes,
          ],
    closing: [
      `${countWords(found)} since ${momentWords(since, zone, until)}`,
      ...(next === null ? [] : [`next: ${momentWords(next, zone, until)}`]),
    ].join(' · '),
  };
}

/** "Digest on Iran · Wednesday 12 November 2025, 08:00 (Europe/Berlin)". */
function titleOf(plan: DigestPlan, at: Date): string {
  const about = aboutWords(plan);
  const when = DateTime.fromJSDate(at, { zone: plan.timetable.zone })
    .setLocale('en-GB')
    .toFormat('cccc d LLLL yyyy, HH:mm');
  return `Digest${about === '' ? '' : ` ${about}`} · ${when} (${plan.timetable.zone})`;
}

/** "on Iran and Gaza, by Marco Rubio, from Courier"; empty when it is about everything. */
export function aboutWords({ topics, speakers, outlets }: Pick<DigestPlan, 'topics' | 'speakers' | 'outlets'>): string {
  return [
    ...(topics.length > 0 ? [`on ${listWords(topics)}`] : []),
    ...(speakers.length > 0 ? [`by ${listWords(speakers)}`] : []),
    ...(outlets.length > 0 ? [`from ${listWords(outlets)}`] : []),
  ].join(', ');
}

/** The outlets that the line under the quotation does not name. */
function storyOf({ headline, quotation, outlets }: Story): BulletinStory {
  const told = quotation === null ? [] : [quotation.article, ...quotation.alsoIn.map(({ article }) => article)];
  const named = new Set(told.map(({ outlet }) => outlet));
  const others = outlets.filter((outlet) => !named.has(outlet));
  const first = others.slice(0, 3);
  const rest = others.length - first.length;
  const carriers = `${first.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
  if (others.length === 0) return { headline, quotation, carriers: null };
  return { headline, quotation, carriers: quotation === null ? carriers : `the story also in ${carriers}` };
}

function nothingWords({ articles }: StoriesFound, plan: DigestPlan): string {
  const about = aboutWords(plan);
  return articles > 0 && about !== '' ? `Nothing new ${about}.` : 'Nothing new.';
}

function speakersWords({ speakers }: StoriesFound): string {
  return speakers
    .slice(0, 3)
    .map(({ name, statements }) => `${name} (${statements})`)
    .join(', ');
}

function countWords({ articles, matching }: StoriesFound): string {
  const all = `${articles.toLocaleString('en')} new ${articles === 1 ? 'article' : 'articles'}`;
  return matching < articles ? `${matching.toLocaleString('en')} of ${all}` : all;
}

/** @param occasion by which More finds the period again; `null` where nothing was posted */
export function digestButtons(digest: Digest, occasion: number | null, shown: number, more: number): Button[] {
  return [
    ...(occasion !== null && more > 0
      ? [
          {
            id: `do.digest more.${new URLSearchParams({ occasion: String(occasion), from: String(shown) })}`,
            label: 'More',
          },
        ]
      : []),
    { id: `do.digest set.digest=${digest.id}`, label: 'Change' },
    { id: `do.digest pause.digest=${digest.id}`, label: 'Pause' },
  ];
}
