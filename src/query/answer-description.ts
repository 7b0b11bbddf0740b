import { answerPassages } from './answer-passages.ts';
import { describe } from './describe.ts';
import type { Finding } from './finding.ts';
import { nothing } from './finding.ts';
import { nameOffer } from './nearest.ts';
import type { Setting } from './setting.ts';
import type { Asked } from './understand.ts';

/** Who somebody is: what articles call them, newest first, and how often they are quoted. */
export function answerDescription(asked: Asked, setting: Setting): Finding {
  const [speaker] = asked.speakers;
  if (speaker === undefined) return nothing;
  const { found, typed } = speaker;
  if (found.kind === 'several') {
    return { ...nothing, kind: 'choice', nearest: found.whos.map((who) => nameOffer(who, asked)) };
  }
  if (found.kind === 'unknown') return { ...nothing, nearest: found.nearest.map((who) => nameOffer(who, asked)) };
  const items = describe(found.who, typed, setting);
  if (items.length === 0) {
    const passages = answerPassages({ ...asked, about: `who is ${found.who.name}` }, setting);
    const { statements } = found.who;
    // Whom no article describes may speak all the same.
    const nearest =
      passages.items.length === 0 && statements > 0
        ? [nameOffer(found.who, { ...asked, intent: 'statements' })]
        : passages.nearest;
    return { ...passages, nearest, statements };
  }
  return {
    kind: 'description',
    items: items.map((item) => () => item),
    references: items.map(({ article }) => article),
    confidence: 0.9,
    nearest: found.who.statements > 0 ? [{ ...nameOffer(found.who, { ...asked, intent: 'statements' }) }] : [],
    statements: found.who.statements,
  };
}
