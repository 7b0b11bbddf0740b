import type { Platform } from './chat.ts';

/** What is stored of one person, and how it is forgotten. */
export interface PersonalData {
  /** Everything that bears their id, by what it is; a kind that holds nothing is left out. */
  collect(platform: Platform, user: string): PersonalRecords;
  /** Deletes it, and tells how much that was. What administrators did to the archive keeps its record, without their id. */
  forget(platform: Platform, user: string): { readonly records: number };
}

export type PersonalRecords = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
