import { counted, type Speech } from '../../src/answer/words.ts';
import { defineCommand, type Outcome } from '../../src/command.ts';
import type { Holder, Removal, Source } from '../../src/model/sources.ts';
import { carrierFor, elsewhere, holderOf, nameOf, noSuchSource, say, sourceNamed } from './holder.ts';

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
    const holder = holderOf(asker);
    const found = sourceNamed(typed, store, holder);
    const refused = elsewhere(asker) ?? notYours(found, holder);
    if (refused !== null) return refused;
    if (found === null) return noSuchSource(typed);
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
    const holder = holderOf(asker);
    const found = sourceNamed(typed, store, holder);
    const refused = elsewhere(asker) ?? notYours(found, holder);
    if (refused !== null) return refused;
    if (found === null) return noSuchSource(typed);
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
    const holder = holderOf(asker);
    const found = sourceNamed(typed, store, holder);
    const refused = elsewhere(asker) ?? notYours(found, holder);
    if (refused !== null) return refused;
    if (found === null) return noSuchSource(typed);
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
    const holder = holderOf(asker);
    const found = sourceNamed(typed, store, holder);
    const refused = elsewhere(asker) ?? notYours(found, holder);
    if (refused !== null) return refused;
    if (found === null) return noSuchSource(typed);
    const isDone = store.resume(found.id, holder, now);
    return say(isDone ? `${nameOf(found)} is fetched again, at once.` : `${nameOf(found)} was not paused.`);
  },
});

/** What all share is the operator's. */
function notYours(found: Source | null, holder: Holder): Outcome | null {
  if (found === null || holder === 'all' || found.carriers.some(({ space }) => space === holder)) return null;
  return say(`${nameOf(found)} is shared by all: the operator of this bot decides over it, in the terminal.`);
}

function confirm(found: Source, removal: Removal, holder: Holder, speech: Speech): Outcome {
  const { articles, stillSeen, unseen } = removal;
  const outcome = say(`Remove ${nameOf(found)}?`, [
    {
      title: null,
      lines: [
        `It brought ${counted(articles, 'article', 'articles', speech)}.`,
        ...(holder === 'all'
          ? []
          : [
              `${counted(stillSeen, 'of them stays', 'of them stay', speech)} in your answers, since another source of yours has it; the rest leaves them.`,
            ]),
        ...(unseen > 0
          ? [
              `${counted(unseen, 'article is', 'articles are', speech)} in no other source: "keep" leaves them in the archive, where the operator alone finds them, and "delete" deletes them.`,
            ]
          : []),
      ],
    },
  ]);
  const choices = unseen > 0 ? (['keep', 'delete'] as const) : (['keep'] as const);
  return {
    ...outcome,
    buttons: choices.map((fate) => ({
      id: `do.sources remove.source=${found.id}&articles=${fate}`,
      label: unseen === 0 ? 'Remove' : fate === 'keep' ? 'Remove, keep articles' : 'Remove and delete articles',
    })),
  };
}

function happened(
  { articles, unseen, stillSeen }: Removal,
  fate: 'keep' | 'delete',
  holder: Holder,
  speech: Speech,
): string {
  if (articles === 0) return 'It had brought no articles.';
  const seen = holder === 'all' || stillSeen === 0 ? '' : ` You still see ${stillSeen} of them by other sources.`;
  const brought = `It had brought ${counted(articles, 'article', 'articles', speech)}.${seen}`;
  if (unseen === 0) return brought;
  const those = counted(unseen, 'article that no other source has', 'articles that no other source has', speech);
  return fate === 'delete'
    ? `${brought} I deleted ${those}.`
    : `${brought} The archive keeps ${those}, for the operator.`;
}
