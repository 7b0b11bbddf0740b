import { IANAZone } from 'luxon';

export type DayUnit = 'day' | 'week' | 'month';

const dayMs = 86_400_000;
/** No zone changes its clocks and changes them back within a week. */
const stretchMs = 7 * dayMs;

/**
 * Makes a function that tells the first day of the unit that a moment falls into, in a zone: `2025-04-14` for the week of
 * 18 April 2025. For many moments: the zone is asked once for each week of them.
 *
 * @param zone IANA zone; UTC in the place of one that is none
 */
export function firstDayIn(unit: DayUnit, zone: string): (moment: number) => string {
  const named = IANAZone.isValidZone(zone) ? IANAZone.create(zone) : null;
  const offsetAt = (moment: number) => (named === null ? 0 : named.offset(moment) * 60_000);
  const stretches = new Map<number, number | null>();
  const names = new Map<number, string>();

  /** The offset all through a stretch; `null` where it changes within. */
  function offsetIn(stretch: number): number | null {
    const known = stretches.get(stretch);
    if (known !== undefined) return known;
    const first = offsetAt(stretch * stretchMs);
    const offset = first === offsetAt((stretch + 1) * stretchMs) ? first : null;
    stretches.set(stretch, offset);
    return offset;
  }

  return (moment) => {
    const offset = offsetIn(Math.floor(moment / stretchMs)) ?? offsetAt(moment);
    const day = Math.floor((moment + offset) / dayMs);
    const known = names.get(day);
    if (known !== undefined) return known;
    const name = new Date(firstOf(day, unit) * dayMs).toISOString().slice(0, 10);
    names.set(day, name);
    return name;
  };
}

/** Days since 1970-01-01, which was a Thursday; weeks begin on Monday. */
function firstOf(day: number, unit: DayUnit): number {
  if (unit === 'day') return day;
  if (unit === 'week') return day - ((((day + 3) % 7) + 7) % 7);
  return day - (new Date(day * dayMs).getUTCDate() - 1);
}
