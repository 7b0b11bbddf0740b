import type { Reply } from '../model/chat.ts';
import type { Source } from '../model/sources.ts';
import type { Outbox } from '../model/stores.ts';

/** Tells each channel in which a source was added that it is no longer fetched, once. */
export function tellGivenUp(source: Source, outbox: Pick<Outbox, 'enqueue'>, now: Date): void {
  const { givenUp } = source.state;
  if (givenUp === null) return;
  for (const { space, channel } of source.carriers) {
    if (channel === null) continue;
    outbox.enqueue(
      `source ${source.id} given up ${givenUp.getTime()} ${space ?? 'shared'}`,
      channel,
      reply(source),
      now,
    );
  }
}

function reply({ id, title, address, state }: Source): Reply {
  const often = state.failures === 1 ? '' : ` It failed ${state.failures} times in a row.`;
  return {
    body: {
      kind: 'notice',
      lead: `I stopped fetching ${title ?? address}.${often}`,
      sections: [
        {
          title: null,
          lines: [
            `Last: ${state.lastError ?? 'no reason is known'}`,
            `Its articles stay. To try again: sources resume ${id}`,
          ],
        },
      ],
    },
    buttons: [],
    visibility: 'public',
    placement: 'new',
  };
}
