import { counted, type Speech } from '../../src/answer/words.ts';
import { type Asker, defineCommand, type Outcome, say } from '../../src/command.ts';
import type { Holder, Removal, Source, SourceStore } from '../../src/model/sources.ts';
import { carrierFor, elsewhere, holderOf, nameOf, noSuchSource, sourceNamed } from './holder.ts';

const source = { type: 'text', summary: 'Its number in the list, or its name', required: true } as const;

export const sourcesRemove = defineCommand({
  name: 'sources remove',
  summary: 'Stop reading a feed; says first what happens to its articles',
  administrators: true,
  options: {
    source,
    articles: { type: 'choice', summary: 'What becomes of articles that nobody else has', choices: ['keep', 'delete'] },
  },
  async run({ source: typed, articles }, { sources: open, asker, now }) {
    const { store } = await open();
    const chosen = choose(typed, store, asker);
    if ('body' in chosen) return chosen;
    const { found, holder } = chosen;
    const speech: Speech = { locale: 'en-GB', zone: asker.zone, now };
    if (articles === undefined) return confirm(found, store.removal(found.id, holder), holder, speech);
    const fate = articles === 'delete' ? 'delete' : 'keep';
    const done = store.remove(found.id, holder, fate, carrierFor(asker).addedBy);
    return say(`Removed ${nameOf(found)}. ${happened(done, fate, holder, speech)}`);
  },
});

export const sourcesLimit = defineCommand({
  name: 'sources limit',
  summary: 'How long, and how many, articles of a feed are kept here',
  administrators: true,
  options: {
    source,
    days: { type: 'count', summary: 'Days to keep an article; as the operator has set it when left out', max: 100_000 },
    articles: { type: 'count', summary: 'Newest articles to keep; all when left out', max: 1_000_000 },
  },
  async run({ source: typed, days, articles }, { sources: open, asker, now }) {
    const { store } = await open();
    const chosen = choose(typed, store, asker);
    if ('body' in chosen) return chosen;
    const { found, holder } = chosen;
    store.limit(found.id, holder, { keepDays: days ?? null, keepArticles: articles ?? null });
    const speech: Speech = { locale: 'en-GB', zone: asker.zone, now };
    const kept = [
      days === undefined ? 'as long as the operator has set it' : `for ${counted(days, 'day', 'days', speech)}`,
      ...(articles === undefined ? [] : [`the newest ${counted(articles, 'article', 'articles', speech)} at most`]),
    ];
    return say(
      `Articles of ${nameOf(found)} are kept ${kept.join(', ')}; where others have it too, the longest counts.`,
    );
  },
});

export const sourcesPause = defineCommand({
  name: 'sources pause',
  summary: 'Fetch a feed no more for now; its articles stay',
  administrators: true,
  options: { source },
  async run({ source: typed }, { sources: open, asker }) {
    const { store } = await open();
    const chosen = choose(typed, store, asker);
    if ('body' in chosen) return chosen;
    const { found, holder } = chosen;
    const isDone = store.pause(found.id, holder);
    return say(
      `${isDone ? 'Paused' : 'It was paused already:'} ${nameOf(found)}. To go on: sources resume ${found.id}`,
    );
  },
});

export const sourcesResume = defineCommand({
  name: 'sources resume',
  summary: 'Fetch a feed again that was paused or given up',
  administrators: true,
  options: { source },
  async run({ source: typed }, { sources: open, asker, now }) {
    const { store } = await open();
    const chosen = choose(typed, store, asker);
    if ('body' in chosen) return chosen;
    const { found, holder } = chosen;
    const isDone = store.resume(found.id, holder, now);
    return say(isDone ? `${nameOf(found)} is fetched again, at once.` : `${nameOf(found)} was not paused.`);
  },
});

interface Chosen {
  readonly found: Source;
  /** As whose it is changed. */
  readonly holder: Holder;
}

/** The source that is meant, where whoever asks may change it: what all share is the operator's. */
function choose(typed: string, store: SourceStore, asker: Asker): Chosen | Outcome {
  const refused = elsewhere(asker);
  if (refused !== null) return refused;
  const holder = holderOf(asker);
  const found = sourceNamed(typed, store, holder);
  if (found === null) return noSuchSource(typed);
  if (holder === 'all' || found.carriers.some(({ space }) => space === holder)) return { found, holder };
  if (asker.operator) return { found, holder: null };
  return say(`${nameOf(found)} is shared by all: the operator of this bot decides over it.`);
}

/** How many nobody else has is told to the operator alone: it would tell a space what others have. */
function leaving({ articles, stillSeen, unseen }: Removal, holder: Holder): number {
  return holder === 'all' ? unseen : articles - stillSeen;
}

/** The terminal goes on seeing what is kept. */
function whose(holder: Holder): string {
  return holder === 'all' ? 'all answers but those of the operator' : 'your answers';
}

function confirm(found: Source, removal: Removal, holder: Holder, speech: Speech): Outcome {
  const { articles, stillSeen } = removal;
  const left = leaving(removal, holder);
  const lines = [
    `It brought ${counted(articles, 'article', 'articles', speech)}.`,
    ...(stillSeen > 0 && holder !== 'all' ? [`You go on seeing ${stillSeen} of them by other sources of yours.`] : []),
    ...(left > 0
      ? [
          `${counted(left, 'article leaves', 'articles leave', speech)} ${whose(holder)}. "keep" leaves what nobody else has in the archive, where the operator alone finds it; "delete" deletes that.`,
        ]
      : []),
  ];
  const choices = left > 0 ? (['keep', 'delete'] as const) : (['keep'] as const);
  const order = `To do it: sources remove ${found.id} articles:${choices.join(' or articles:')}`;
  return {
    ...say(`Remove ${nameOf(found)}?`, [...lines, order]),
    buttons: choices.map((fate) => ({
      id: `do.sources remove.source=${found.id}&articles=${fate}`,
      label: left === 0 ? 'Remove' : fate === 'keep' ? 'Remove, keep articles' : 'Remove and delete articles',
    })),
  };
}

function happened(removal: Removal, fate: 'keep' | 'delete', holder: Holder, speech: Speech): string {
  const left = leaving(removal, holder);
  if (left === 0) return `No article left ${whose(holder)} by it.`;
  const gone = `${counted(left, 'article', 'articles', speech)} left ${whose(holder)}`;
  return fate === 'delete'
    ? `${gone}, and what nobody else has was deleted.`
    : `${gone}; the archive keeps what nobody else has, for the operator.`;
}
