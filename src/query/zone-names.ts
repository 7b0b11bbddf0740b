import Fuse from 'fuse.js';
import { IANAZone } from 'luxon';

/** Zones that people mean by a name that is none of the database: https://www.iana.org/time-zones */
const otherNames: Readonly<Record<string, string>> = {
  utc: 'UTC',
  gmt: 'UTC',
  z: 'UTC',
  et: 'America/New_York',
  est: 'America/New_York',
  edt: 'America/New_York',
  'new york': 'America/New_York',
  washington: 'America/New_York',
  ct: 'America/Chicago',
  mt: 'America/Denver',
  pt: 'America/Los_Angeles',
  pst: 'America/Los_Angeles',
  pdt: 'America/Los_Angeles',
  'san francisco': 'America/Los_Angeles',
  uk: 'Europe/London',
  bst: 'Europe/London',
  cet: 'Europe/Paris',
  cest: 'Europe/Paris',
  germany: 'Europe/Berlin',
  france: 'Europe/Paris',
  // Intl lists these by the names of older editions.
  kyiv: 'Europe/Kyiv',
  kathmandu: 'Asia/Kathmandu',
  kolkata: 'Asia/Kolkata',
  yangon: 'Asia/Yangon',
  'ho chi minh': 'Asia/Ho_Chi_Minh',
  'ho chi minh city': 'Asia/Ho_Chi_Minh',
  india: 'Asia/Kolkata',
  ist: 'Asia/Kolkata',
  beijing: 'Asia/Shanghai',
  japan: 'Asia/Tokyo',
};

interface NamedZone {
  readonly zone: string;
  /** "new york": the last part, as people say it. */
  readonly city: string;
}

interface ZoneList {
  readonly zones: readonly NamedZone[];
  readonly search: Fuse<NamedZone>;
}

let listed: ZoneList | null = null;

/** Made when a zone is first looked for, which most starts never do. */
function zoneList(): ZoneList {
  listed ??= listZones();
  return listed;
}

function listZones(): ZoneList {
  const zones = Intl.supportedValuesOf('timeZone').map((zone) => ({ zone, city: cityOf(zone) }));
  const keys = [{ name: 'city', weight: 2 }, 'zone'];
  return { zones, search: new Fuse(zones, { keys, threshold: 0.35, ignoreLocation: true }) };
}

function cityOf(zone: string): string {
  return plain(zone.split('/').at(-1) ?? zone);
}

function plain(words: string): string {
  return words.toLowerCase().replace(/[_-]+/g, ' ').trim();
}

/** The IANA zone that is meant by "Europe/Paris", "paris" or "CET"; `null` when it is none, or one of several. */
export function findZone(typed: string): string | null {
  const words = plain(typed);
  const other = otherNames[words];
  if (other !== undefined) return other;
  const same = zoneList().zones.filter(({ zone, city }) => plain(zone) === words || city === words);
  if (same.length === 1) return same[0]?.zone ?? null;
  // Names of older editions still count: "Asia/Calcutta", "Europe/Kiev".
  return typed.includes('/') && IANAZone.isValidZone(typed.trim()) ? typed.trim() : null;
}

/** Zones whose names begin like or resemble what is typed, best first. */
export function suggestZones(typed: string, limit: number): string[] {
  const exact = findZone(typed);
  const { zones, search } = zoneList();
  if (plain(typed) === '') return zones.slice(0, limit).map(({ zone }) => zone);
  const near = search.search(plain(typed), { limit }).map(({ item }) => item.zone);
  return [...new Set([...(exact === null ? [] : [exact]), ...near])].slice(0, limit);
}
