import type { VersionRow } from '../model/archive.ts';
import { foldName } from './fold-name.ts';
import type { PackedPerson } from './people.ts';

/** Told of what a row says of people; texts and people by their numbers in the log. */
export interface MentionVisitor {
  /** `person` is the same number in every article that has the same folded name. What follows is about them. */
  person(person: number, kind: 'person' | 'group', statements: number, name: number): void;
  alias(text: number): void;
  /** The first place at which the row has this wording. */
  description(text: number, start: number): void;
}

interface Place {
  readonly offset: number;
  readonly length: number;
  /** As `publishedMs` gives it; -Infinity when undated, so that such an article is never the newest. */
  readonly published: number;
}

const FIRST_CAPACITY = 1 << 12;

/**
 * Who is named in which row: what the archive holds of people, as numbers in one array, 200 bytes an article. A list of
 * speakers is counted from it in a hundredth of the time that reading the archive takes, and what a row added to a list
 * can be taken away again after the row is gone from the archive.
 */
export class MentionLog {
  readonly #texts: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #people = new Map<string, number>();
  /** Most names come again and again, and folding is slow. */
  readonly #personByName = [new Map<string, number>(), new Map<string, number>()] as const;
  readonly #namedPeople: boolean[] = [];
  readonly #places = new Map<VersionRow, Place>();
  #words = new Int32Array(FIRST_CAPACITY);
  #end = 0;
  #unused = 0;

  text(number: number): string {
    return this.#texts[number] ?? '';
  }

  isNamed(person: number): boolean {
    return this.#namedPeople[person] ?? false;
  }

  has(row: VersionRow): boolean {
    return this.#places.has(row);
  }

  published(row: VersionRow): number {
    return this.#places.get(row)?.published ?? Number.NEGATIVE_INFINITY;
  }

  set(row: VersionRow, published: number | null, people: readonly PackedPerson[]): void {
    this.delete(row);
    const words: number[] = [];
    for (const person of people) this.#encode(person, words);
    this.#reserve(words.length);
    this.#words.set(words, this.#end);
    this.#places.set(row, {
      offset: this.#end,
      length: words.length,
      published: published ?? Number.NEGATIVE_INFINITY,
    });
    this.#end += words.length;
  }

  delete(row: VersionRow): void {
    this.#unused += this.#places.get(row)?.length ?? 0;
    this.#places.delete(row);
  }

  /** Calls back instead of giving objects: a list of everybody visits a million mentions. */
  visit(row: VersionRow, visitor: MentionVisitor): void {
    const place = this.#places.get(row);
    if (place === undefined) return;
    const words = this.#words;
    const end = place.offset + place.length;
    let at = place.offset;
    const next = (): number => words[at++] ?? 0;
    while (at < end) {
      visitor.person(next(), next() === 1 ? 'group' : 'person', next(), next());
      for (let left = next(); left > 0; left--) visitor.alias(next());
      for (let left = next(); left > 0; left--) visitor.description(next(), next());
    }
  }

  #encode([name, named, kind, , statements, aliases, descriptions]: PackedPerson, words: number[]): void {
    words.push(this.#personOf(name, named), kind === 'group' ? 1 : 0, statements, this.#numberOf(name));
    const others = new Set(aliases);
    words.push(others.size);
    for (const alias of others) words.push(this.#numberOf(alias));
    // An article counts once for a wording, however often it has it.
    const wordings = descriptions.filter(
      ([text], place) => descriptions.findIndex(([first]) => first === text) === place,
    );
    words.push(wordings.length);
    for (const [text, start] of wordings) words.push(this.#numberOf(text), start);
  }

  #numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#texts.push(text) - 1;
    this.#numbers.set(text, number);
    return number;
  }

  #personOf(name: string, named: 0 | 1): number {
    const byName = this.#personByName[named];
    const known = byName.get(name);
    if (known !== undefined) return known;
    const key = `${named} ${foldName(name)}`;
    const person = this.#people.get(key) ?? this.#namedPeople.push(named === 1) - 1;
    this.#people.set(key, person);
    byName.set(name, person);
    return person;
  }

  /** Makes room at the end, and closes the gaps when half of the array is gaps. */
  #reserve(length: number): void {
    if (this.#end + length <= this.#words.length) return;
    const used = this.#end - this.#unused;
    const old = this.#words;
    this.#words = new Int32Array(Math.max(FIRST_CAPACITY, 2 * (used + length)));
    this.#end = 0;
    this.#unused = 0;
    for (const [row, place] of this.#places) {
      this.#words.set(old.subarray(place.offset, place.offset + place.length), this.#end);
      this.#places.set(row, { ...place, offset: this.#end });
      this.#end += place.length;
    }
  }
}
