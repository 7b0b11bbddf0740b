import { IANAZone } from 'luxon';

const minuteMs = 60_000;
/** No zone is moved more often than once in two days, and none further than by one. */
const aroundMs = 36 * 3_600_000;

export function isZone(name: string): boolean {
  return IANAZone.isValidZone(name);
}

/** What the clocks of a zone show, as if it were UTC. */
export function wallClock(moment: number, zone: string): number {
  return moment + offsetMs(moment, zone);
}

/**
 * The first moment at which the clocks of a zone show a time, or have just passed it: a time that is skipped, by an
 * hour or by a day, gives the moment after the gap, and one that comes twice gives the first.
 *
 * @param wall as if it were UTC
 */
export function firstMoment(wall: number, zone: string): number {
  const before = wall - offsetMs(wall - aroundMs, zone);
  const after = wall - offsetMs(wall + aroundMs, zone);
  const shows = (moment: number) => wallClock(moment, zone) === wall;
  const exact = [before, after].filter(shows);
  return exact.length > 0 ? Math.min(...exact) : endOfGap(wall, Math.min(before, after), Math.max(before, after), zone);
}

/** The clocks are moved forward between the two moments, over the time that is sought. */
function endOfGap(wall: number, from: number, to: number, zone: string): number {
  let early = from - minuteMs;
  let late = to;
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (wallClock(middle, zone) >= wall) late = middle;
    else early = middle;
  }
  return late;
}

function offsetMs(moment: number, zone: string): number {
  return Math.round(IANAZone.create(zone).offset(moment) * minuteMs);
}
