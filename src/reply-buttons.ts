import type { Answer } from './model/answer.ts';
import type { Button, Incoming, Reply } from './model/chat.ts';
import type { AskedId } from './model/stores.ts';

/** Items on a page of a screen. */
export const pageSize = 3;

/** Ready questions drawn as buttons under one answer. */
const mostOffers = 4;

/** A form that was asked for by a message cannot be opened, but a button under its words can open it. */
export function openable(reply: Reply, event: Incoming): Reply {
  const { body } = reply;
  if (body.kind !== 'form') return reply;
  if (event.kind !== 'question' || event.at.platform === 'console') return { ...reply, visibility: 'private' };
  const id = `do.${body.command}.${new URLSearchParams(body.along)}`;
  return { ...reply, buttons: [{ id, label: 'Open the form' }], visibility: 'private' };
}

export function answerButtons(id: AskedId, answer: Answer, offset: number): Button[] {
  const one = answer.items.length === 1;
  return [
    ...(offset > 0 ? [{ id: `page.${id}.${Math.max(0, offset - pageSize)}`, label: 'Back' }] : []),
    ...(answer.more > 0 ? [{ id: `page.${id}.${offset + pageSize}`, label: 'More' }] : []),
    ...answer.items.map((_item, place) => ({
      id: `context.${id}.${place}`,
      label: one ? 'Context' : `Context ${offset + place + 1}`,
    })),
    ...answer.offers.slice(0, mostOffers).map(({ label }, place) => ({ id: `offer.${id}.${place}`, label })),
  ];
}

/** Under statements of one person the way to their timeline, and under that one the way to its numbers. */
export function timelineButtons(id: AskedId, { kind, understood, items, more }: Answer): Button[] {
  if (understood.speaker === undefined) return [];
  if (kind === 'timeline') return [{ id: `numbers.${id}`, label: 'Numbers' }];
  return kind === 'statements' && items.length + more > 1 ? [{ id: `timeline.${id}`, label: 'Timeline' }] : [];
}

/** Where there is a speaker or a topic to follow. */
export function followButtons(id: AskedId, { kind, understood }: Answer): Button[] {
  const isAbout = understood.speaker !== undefined || understood.about !== undefined;
  return kind === 'statements' && isAbout ? [{ id: `follow.${id}`, label: 'Follow' }] : [];
}

export function contextButtons(id: AskedId, answer: Answer): Button[] {
  const speaker = answer.items[0]?.speaker ?? null;
  return [
    { id: `share.${id}`, label: 'Share' },
    ...(speaker === null ? [] : [{ id: `wrong.${id}.0`, label: 'Wrong speaker?' }]),
  ];
}
