import type { Understood } from '../model/answer.ts';
import type { Finding } from './finding.ts';
import type { Asked } from './understand.ts';

/** How a question was read, as it is told to the asker. */
export function understoodOf(asked: Asked, finding: Finding): Understood {
  const speaker = asked.speakers
    .map(({ typed, found }) => (found.kind === 'one' ? found.who.name : typed))
    .join(' and ');
  return {
    intent: asked.intent,
    ...(speaker === '' ? {} : { speaker }),
    ...(asked.about === null ? {} : { about: asked.about }),
    ...(asked.quote === null ? {} : { quote: asked.quote }),
    ...(asked.period.from === undefined ? {} : { from: asked.period.from }),
    ...(asked.period.to === undefined ? {} : { to: asked.period.to }),
    ...(asked.outlet === null ? {} : { outlet: asked.outlet }),
    corrections: correctionsOf(asked, finding),
  };
}

function correctionsOf(asked: Asked, finding: Finding): { from: string; to: string }[] {
  const names = asked.speakers.flatMap(({ found }) => (found.kind === 'one' ? found.who.corrections : []));
  const all = [...asked.corrections, ...names, ...(finding.corrections ?? [])];
  return all
    .filter(({ from, to }, place) => from !== to && all.findIndex((other) => other.from === from) === place)
    .map(({ from, to }) => ({ from, to }));
}
