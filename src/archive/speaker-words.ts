import type { NameWordKind } from '../model/archive.ts';
import { integerOrNull } from './columns.ts';
import type { Connection } from './connection.ts';
import { insertRows } from './insert-rows.ts';

type SearchWord = readonly [kind: NameWordKind, word: string];

/** In how many wordings of whom words stand that come or go. */
export class SpeakerWords {
  readonly #words = new Map<string, { readonly word: SearchWord; readonly speakers: Map<number, number> }>();

  /** A wording of a speaker came or went; `words` are what it is found by. */
  add(speaker: number, words: readonly SearchWord[]): void {
    for (const word of words) {
      const key = wordKey(word);
      const known = this.#words.get(key) ?? { word, speakers: new Map() };
      this.#words.set(key, known);
      known.speakers.set(speaker, (known.speakers.get(speaker) ?? 0) + 1);
    }
  }

  countIn(connection: Connection): void {
    const rows: [word: number, speaker: number, wordings: number][] = [];
    for (const [key, { word, speakers }] of this.#words) {
      const number = connection.number(key, () => makeWord(connection, word));
      for (const [speaker, wordings] of speakers) rows.push([number, speaker, wordings]);
    }
    rows.sort(([word, speaker], [otherWord, otherSpeaker]) => word - otherWord || speaker - otherSpeaker);
    insertRows(
      connection,
      'speaker_words (word, speaker, wordings)',
      rows,
      'ON CONFLICT (word, speaker) DO UPDATE SET wordings = wordings + excluded.wordings',
    );
  }

  countOut(connection: Connection): void {
    for (const [key, { word, speakers }] of this.#words) {
      const number = findWord(connection, word);
      for (const [speaker, wordings] of speakers) {
        connection
          .prepare('UPDATE speaker_words SET wordings = wordings - ? WHERE word = ? AND speaker = ?')
          .run(wordings, number, speaker);
        const gone = connection
          .prepare('DELETE FROM speaker_words WHERE word = ? AND speaker = ? AND wordings = 0')
          .run(number, speaker);
        if (gone.changes === 0) continue;
        const { changes } = connection
          .prepare(
            'DELETE FROM name_words WHERE number = ? AND NOT EXISTS (SELECT 1 FROM speaker_words WHERE word = ?)',
          )
          .run(number, number);
        if (changes > 0) connection.forgetNumber(key);
      }
    }
  }
}

function wordKey([kind, word]: SearchWord): string {
  return `word ${kind} ${word}`;
}

function findWord(connection: Connection, [kind, word]: SearchWord): number | null {
  const found = connection.prepare('SELECT number FROM name_words WHERE kind = ? AND word = ?').get(kind, word);
  return integerOrNull(found?.number ?? null);
}

/** What is not remembered is new most times. */
function makeWord(connection: Connection, [kind, word]: SearchWord): number {
  const { changes, lastInsertRowid } = connection
    .prepare('INSERT INTO name_words (kind, word) VALUES (?, ?) ON CONFLICT DO NOTHING')
    .run(kind, word);
  return (changes > 0 ? null : findWord(connection, [kind, word])) ?? Number(lastInsertRowid);
}
