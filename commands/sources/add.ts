import { agoWords, counted, dayWords, type Speech, shortened } from '../../src/answer/words.ts';
import { defineCommand, type Outcome, say, sayInSections, UsageError } from '../../src/command.ts';
import type { AddedSource } from '../../src/model/sources.ts';
import { carrierFor, elsewhere, nameOf, plainAddress } from './holder.ts';

const mostItemsShown = 3;
const mostOffersShown = 8;
const longestTitle = 120;

export const sourcesAdd = defineCommand({
  name: 'sources add',
  summary: 'Add a feed, or a site whose feeds I find',
  administrators: true,
  options: {
    url: { type: 'text', summary: 'Address of a feed, a page or a site', required: true },
    backfill: { type: 'text', summary: 'How far back to take articles: 7d, 2w; what the feed lists when left out' },
    group: { type: 'text', summary: 'Name of a group to list it under' },
  },
  async run({ url, backfill, group }, { sources: open, asker, now }) {
    const refused = elsewhere(asker);
    if (refused !== null) return refused;
    const speech: Speech = { locale: 'en-GB', zone: asker.zone, now };
    const added = await (await open()).add({
      address: plainAddress(url),
      carrier: { ...carrierFor(asker), group: group ?? null },
      since: backfill === undefined ? null : sinceOf(backfill, now),
    });
    if (added.kind === 'failed') return { ...say(`I could not add it: ${added.why}.`), failed: true };
    return added.kind === 'choice' ? choose(added) : tell(added, speech);
  },
});

const unitMs = { h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const;

function sinceOf(backfill: string, now: Date): Date {
  const [, count, unit] = /^(\d{1,3})\s*(h|d|w)(?:ours?|ays?|eeks?)?$/i.exec(backfill.trim()) ?? [];
  if (count === undefined || unit === undefined) {
    throw new UsageError(`"backfill" is a time such as 12h, 7d or 2w, not "${backfill}"`);
  }
  return new Date(now.getTime() - Number(count) * unitMs[unit.toLowerCase() as keyof typeof unitMs]);
}

/** Addresses are longer than the id of a button may be: each choice is a line to send. */
function choose({ page, offers }: AddedSource & { kind: 'choice' }): Outcome {
  const lines = offers
    .slice(0, mostOffersShown)
    .map(
      ({ address, title }) => `${title === null ? '' : `${shortened(title, longestTitle)}: `}sources add ${address}`,
    );
  return say(`${page} has several feeds. Send the line of the one that you want:`, lines);
}

function tell(
  { source, outcome, items, oldest, warnings, stored }: AddedSource & { kind: 'added' },
  speech: Speech,
): Outcome {
  const newest = items
    .filter(({ title }) => title !== null)
    .slice(0, mostItemsShown)
    .map(({ title, published }) => `${shortened(title ?? '', longestTitle)}${whenOf(published, speech)}`);
  const reach = oldest === null ? '' : `, back to ${dayWords(oldest.slice(0, 10), speech)}`;
  const done =
    stored === null ? 'I am taking its articles now.' : `I stored ${counted(stored, 'article', 'articles', speech)}.`;
  const lead = outcome === 'known' ? `You have it already: ${nameOf(source)}.` : `Added ${nameOf(source)}.`;
  return sayInSections(lead, [
    {
      title: null,
      lines: [
        source.address,
        `It lists ${counted(items.length, 'item', 'items', speech)}${reach}. ${done}`,
        ...(source.state.givenUp === null
          ? []
          : [`It is paused since it failed too often; to go on: sources resume ${source.id}`]),
      ],
    },
    ...(newest.length > 0 ? [{ title: 'Newest', lines: newest }] : []),
    ...(warnings.length > 0 ? [{ title: 'Note', lines: warnings.slice(0, mostItemsShown) }] : []),
  ]);
}

function whenOf(published: string | null, speech: Speech): string {
  const ago = published === null ? null : agoWords(published, speech);
  return ago === null ? '' : ` (${ago})`;
}
