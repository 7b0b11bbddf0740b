/**
 * An independent reckoning of wall clocks: the changes of a zone's clocks, found by asking Intl for what they show, and
 * the first moment at which they show a time or have passed it. Shares nothing with what it is compared with but Intl.
 */
const hourMs = 3_600_000;

interface Change {
  readonly at: number;
  /** What is added to UTC from then on, in milliseconds. */
  readonly offset: number;
}

export function changesOf(zone: string, from: number, to: number): Change[] {
  const shown = clockOf(zone);
  const changes: Change[] = [{ at: Number.NEGATIVE_INFINITY, offset: shown(from) - from }];
  for (let at = from; at < to; at += 12 * hourMs) {
    const offset = shown(at + 12 * hourMs) - (at + 12 * hourMs);
    if (offset === changes.at(-1)?.offset) continue;
    let early = at;
    let late = at + 12 * hourMs;
    while (late - early > 1000) {
      const middle = Math.floor((early + late) / 2000) * 1000;
      if (shown(middle) - middle === offset) late = middle;
      else early = middle;
    }
    changes.push({ at: late, offset });
  }
  return changes;
}

/** What the clocks of a zone show at a full second, as if it were UTC. */
function clockOf(zone: string): (moment: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (moment) => {
    const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second);
  };
}

/** @param wall as if it were UTC */
export function firstShown(changes: readonly Change[], wall: number): number {
  for (const [place, { at, offset }] of changes.entries()) {
    const end = changes[place + 1]?.at ?? Number.POSITIVE_INFINITY;
    const moment = Math.max(at, wall - offset);
    if (moment < end) return moment;
  }
  throw new Error('No clock shows it');
}
