import { agoWords, counted, type Speech } from '../../src/answer/words.ts';
import { defineCommand, say, sayInSections } from '../../src/command.ts';
import type { Holder, Source, SourceStore } from '../../src/model/sources.ts';
import { elsewhere, holderOf, nameOf } from './holder.ts';

/** Longer lists go as a file: a message holds some 4,000 characters. */
const mostShown = 40;

export const sourcesList = defineCommand({
  name: 'sources list',
  summary: 'Which feeds I read here',
  administrators: true,
  options: {},
  async run(_options, { sources: open, asker, now }) {
    const speech: Speech = { locale: 'en-GB', zone: asker.zone, now };
    return (
      elsewhere(asker) ??
      show('source', 'sources', holderOf(asker), (await open()).store.list(holderOf(asker)), speech, listLine)
    );
  },
});

export const sourcesHealth = defineCommand({
  name: 'sources health',
  summary: 'How fetching goes: last success, next try, items a day, errors in words',
  administrators: true,
  options: {},
  async run(_options, { sources: open, asker, now }) {
    const speech: Speech = { locale: 'en-GB', zone: asker.zone, now };
    const { store } = await open();
    const worstFirst = store.list(holderOf(asker)).toSorted((a, b) => trouble(b) - trouble(a));
    const line: Line = (source, holder) => healthLine(source, store.articlesOf(source.id), holder, speech);
    return (
      elsewhere(asker) ?? show('source', 'sources, those in trouble first', holderOf(asker), worstFirst, speech, line)
    );
  },
});

type Line = (source: Source, holder: Holder, speech: Speech) => string;

function show(one: string, many: string, holder: Holder, list: readonly Source[], speech: Speech, line: Line) {
  if (list.length === 0) return say('There are no sources yet. To add one: sources add https://...');
  const lines = list.map((source) => ({ source, line: line(source, holder, speech) }));
  const text = lines.map((each) => each.line).join('\n');
  const sections = [...Map.groupBy(lines.slice(0, mostShown), ({ source }) => groupOf(source))].map(
    ([title, grouped]) => ({ title, lines: grouped.map((each) => each.line) }),
  );
  const outcome = sayInSections(`${counted(list.length, one, many, speech)}.`, sections);
  if (list.length <= mostShown) return outcome;
  return { ...outcome, file: { name: 'sources.txt', text: `${text}\n` } };
}

function groupOf({ carriers }: Source): string | null {
  return carriers.find(({ group }) => group !== null)?.group ?? null;
}

function listLine(source: Source, holder: Holder): string {
  return [nameOf(source), source.address, ...marks(source, holder)].join(' · ');
}

function healthLine(
  source: Source,
  { articles, summaries }: ReturnType<SourceStore['articlesOf']>,
  holder: Holder,
  speech: Speech,
): string {
  const { lastSuccess, nextTry, itemsADay, lastError, failures, givenUp } = source.state;
  return [
    nameOf(source),
    lastSuccess === null ? 'never fetched yet' : `last success ${ago(lastSuccess, speech)}`,
    ...(givenUp === null && !isPaused(source) ? [`next try ${ago(nextTry, speech)}`] : []),
    ...(articles === 0
      ? []
      : [`${counted(articles, 'article', 'articles', speech)}${summaryWords(summaries, speech)}`]),
    ...(itemsADay === null ? [] : [`${rounded(itemsADay, speech)} items a day`]),
    ...(failures > 0 ? [`failed ${counted(failures, 'time', 'times', speech)}: ${lastError ?? ''}`] : []),
    ...marks(source, holder),
  ].join(' · ');
}

function summaryWords(summaries: number, speech: Speech): string {
  return summaries === 0 ? '' : ` (${counted(summaries, 'of them as a summary', 'of them as summaries', speech)} only)`;
}

/** Who else has it is told to the operator alone. */
function marks(source: Source, holder: Holder): string[] {
  const { carriers, state, id } = source;
  const isShared = carriers.some(({ space }) => space === null);
  const spaces = holder === 'all' ? carriers.flatMap(({ space }) => space ?? []) : [];
  return [
    ...(isShared ? ['shared by all'] : []),
    ...spaces,
    ...(isPaused(source) ? ['paused'] : []),
    ...(state.givenUp === null ? [] : [`given up; to try again: sources resume ${id}`]),
  ];
}

function isPaused({ carriers }: Source): boolean {
  return carriers.every(({ paused }) => paused);
}

function trouble({ state, id }: Source): number {
  return (state.givenUp === null ? 0 : 1_000) + state.failures + 1 / (id + 1);
}

function ago(moment: Date, speech: Speech): string {
  return agoWords(moment.toISOString(), speech) ?? moment.toISOString();
}

function rounded(count: number, { locale }: Speech): string {
  return new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 }).format(count);
}
