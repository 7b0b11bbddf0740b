import type { StoredSpeaker, VersionRow } from '../model/archive.ts';
import type { MentionLog } from './mention-log.ts';

/** Counts of texts by their numbers in the log: people have few names, so that a list is smaller and faster than a map. */
type Tally = { text: number; count: number }[];

interface DescriptionTally {
  count: number;
  /** Where the newest article states it; `null` when that one is gone and another has to be found. */
  newest: { readonly row: VersionRow; readonly start: number } | null;
  /** When the oldest dated article states it; Infinity when none has a date. */
  oldest: number;
}

interface SpeakerTally {
  articles: number;
  groups: number;
  statements: number;
  readonly names: Tally;
  readonly aliases: Tally;
  /** By their texts: who is in the news every day is described in a thousand ways. */
  readonly descriptions: Map<number, DescriptionTally>;
}

/** Everyone who is named in a set of rows, kept up to date row by row. */
export class SpeakerList {
  readonly #log: MentionLog;
  readonly #rows = new Set<VersionRow>();
  readonly #tallies = new Map<number, SpeakerTally>();
  readonly #touched = new Set<number>();
  #listed: readonly Listed[] = [];
  #speakers: readonly StoredSpeaker[] = [];

  constructor(log: MentionLog) {
    this.#log = log;
  }

  has(row: VersionRow): boolean {
    return this.#rows.has(row);
  }

  /** Counts a row of the log in. */
  add(row: VersionRow): void {
    this.#rows.add(row);
    let tally = emptyTally();
    this.#log.visit(row, {
      person: (person, kind, statements, name) => {
        tally = this.#tallyOf(person);
        count(tally, kind, statements, 1);
        countText(tally.names, name, 1);
      },
      alias: (text) => countText(tally.aliases, text, 1),
      description: (text, start) => this.#countDescription(tally, text, row, start),
    });
  }

  /** Takes a row away again, as it stands in the log: before it is changed there. */
  remove(row: VersionRow): void {
    this.#rows.delete(row);
    let tally = emptyTally();
    this.#log.visit(row, {
      person: (person, kind, statements, name) => {
        tally = this.#tallyOf(person);
        count(tally, kind, statements, -1);
        countText(tally.names, name, -1);
      },
      alias: (text) => countText(tally.aliases, text, -1),
      description: (text) => this.#dropDescription(tally, text, row),
    });
  }

  /** Most statements first, then by name. The same list again while nothing has changed. */
  speakers(): readonly StoredSpeaker[] {
    if (this.#touched.size === 0) return this.#speakers;
    this.#findNewest();
    const changed: Listed[] = [];
    for (const person of this.#touched) {
      const tally = this.#tallies.get(person);
      if (tally === undefined) continue;
      if (tally.articles === 0) this.#tallies.delete(person);
      else changed.push({ person, speaker: this.#describe(person, tally) });
    }
    const unchanged = this.#listed.filter(({ person }) => !this.#touched.has(person));
    this.#listed = merge(unchanged, changed.sort(byStatements));
    this.#speakers = this.#listed.map(({ speaker }) => speaker);
    this.#touched.clear();
    return this.#speakers;
  }

  #tallyOf(person: number): SpeakerTally {
    this.#touched.add(person);
    const known = this.#tallies.get(person);
    if (known !== undefined) return known;
    const tally = emptyTally();
    this.#tallies.set(person, tally);
    return tally;
  }

  #countDescription(tally: SpeakerTally, text: number, row: VersionRow, start: number): void {
    const known = tally.descriptions.get(text);
    const tallied = known ?? { count: 0, newest: { row, start }, oldest: Number.POSITIVE_INFINITY };
    tallied.count += 1;
    // Where the newest has to be found again, so has the oldest.
    if (tallied.newest !== null) this.#date(tallied, row, start);
    if (known === undefined) tally.descriptions.set(text, tallied);
  }

  #date(tallied: DescriptionTally, row: VersionRow, start: number): void {
    if (tallied.newest === null || this.#isNewer(row, tallied.newest.row)) tallied.newest = { row, start };
    const published = this.#log.published(row);
    if (Number.isFinite(published)) tallied.oldest = Math.min(tallied.oldest, published);
  }

  #dropDescription(tally: SpeakerTally, text: number, row: VersionRow): void {
    const known = tally.descriptions.get(text);
    if (known === undefined) return;
    known.count -= 1;
    if (known.newest?.row === row || known.oldest === this.#log.published(row)) {
      known.newest = null;
      known.oldest = Number.POSITIVE_INFINITY;
    }
    if (known.count === 0) tally.descriptions.delete(text);
  }

  #isNewer(one: VersionRow, other: VersionRow): boolean {
    const [published, otherPublished] = [this.#log.published(one), this.#log.published(other)];
    return published === otherPublished ? one > other : published > otherPublished;
  }

  /** Looks through all rows once for every description whose newest one was taken away. */
  #findNewest(): void {
    const wanted = new Map<number, Map<number, DescriptionTally>>();
    for (const person of this.#touched) {
      const lost = [...(this.#tallies.get(person)?.descriptions ?? [])].filter(([, { newest }]) => newest === null);
      if (lost.length > 0) wanted.set(person, new Map(lost));
    }
    if (wanted.size === 0) return;
    let lostOfPerson: Map<number, DescriptionTally> | undefined;
    for (const row of this.#rows)
      this.#log.visit(row, {
        person: (person) => {
          lostOfPerson = wanted.get(person);
        },
        alias: () => {},
        description: (text, start) => {
          const lost = lostOfPerson?.get(text);
          if (lost !== undefined) this.#date(lost, row, start);
        },
      });
  }

  #describe(person: number, tally: SpeakerTally): StoredSpeaker {
    const log = this.#log;
    const [name = ''] = this.#ranked(tally.names);
    const descriptions = [...tally.descriptions]
      .flatMap(([text, { count, newest, oldest }]) =>
        newest === null
          ? []
          : [{ text: log.text(text), count, ...newest, from: finite(oldest), to: finite(log.published(newest.row)) }],
      )
      .sort((a, b) => (a.row === b.row ? a.start - b.start : this.#isNewer(a.row, b.row) ? -1 : 1));
    return {
      name,
      named: log.isNamed(person),
      kind: 2 * tally.groups > tally.articles ? 'group' : 'person',
      aliases: this.#ranked(tally.aliases),
      descriptions,
      statements: tally.statements,
    };
  }

  /** Most frequent first, then by code unit. */
  #ranked(tally: Tally): string[] {
    return tally
      .map(({ text, count }) => ({ text: this.#log.text(text), count }))
      .sort((a, b) => b.count - a.count || compareText(a.text, b.text))
      .map(({ text }) => text);
  }
}

interface Listed {
  readonly person: number;
  readonly speaker: StoredSpeaker;
}

function emptyTally(): SpeakerTally {
  return { articles: 0, groups: 0, statements: 0, names: [], aliases: [], descriptions: new Map() };
}

function count(tally: SpeakerTally, kind: 'person' | 'group', statements: number, times: 1 | -1): void {
  tally.articles += times;
  tally.groups += kind === 'group' ? times : 0;
  tally.statements += times * statements;
}

function countText(tally: Tally, text: number, times: 1 | -1): void {
  const place = tally.findIndex((known) => known.text === text);
  const known = tally[place];
  if (known === undefined) tally.push({ text, count: times });
  else {
    known.count += times;
    if (known.count === 0) tally.splice(place, 1);
  }
}

function byStatements({ speaker: a }: Listed, { speaker: b }: Listed): number {
  return b.statements - a.statements || compareText(a.name, b.name) || Number(b.named) - Number(a.named);
}

function finite(moment: number): number | null {
  return Number.isFinite(moment) ? moment : null;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Both in order; so is the result. */
function merge(one: readonly Listed[], other: readonly Listed[]): Listed[] {
  const merged: Listed[] = [];
  let next = 0;
  for (const listed of one) {
    for (let from = other[next]; from !== undefined && byStatements(from, listed) < 0; from = other[++next])
      merged.push(from);
    merged.push(listed);
  }
  return merged.concat(other.slice(next));
}
