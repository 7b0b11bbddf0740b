/**
 * Tables whose rows come in no order at all, by hashes and names, in two levels as in a log-structured merge tree: what
 * comes last is small and is written to a few pages again and again, and moves on in the table's own order, many rows to
 * a page. See `levels.ts`. Whoever joins one of the views with what another row says names both of its tables instead:
 * SQLite would read all of the view first.
 */
export const levelsSchema = `
  ALTER TABLE sentence_hashes RENAME TO settled_sentence_hashes;
  CREATE TABLE recent_sentence_hashes (
    hash INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (hash, version)
  ) STRICT, WITHOUT ROWID;
  CREATE VIEW sentence_hashes AS
    SELECT hash, version FROM settled_sentence_hashes UNION ALL SELECT hash, version FROM recent_sentence_hashes;

  ALTER TABLE speaker_keys RENAME TO settled_speaker_keys;
  CREATE TABLE recent_speaker_keys (
    key TEXT NOT NULL,
    alias INTEGER NOT NULL CHECK (alias IN (0, 1)),
    version INTEGER NOT NULL REFERENCES versions (row) ON DELETE CASCADE,
    person INTEGER NOT NULL,
    PRIMARY KEY (key, alias, version, person)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX recent_speaker_keys_version ON recent_speaker_keys (version);
  CREATE VIEW speaker_keys AS
    SELECT key, alias, version, person FROM settled_speaker_keys
    UNION ALL SELECT key, alias, version, person FROM recent_speaker_keys;

  -- First letters of the ids of statements, and which versions have one that begins so.
  CREATE TABLE settled_statement_keys (
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (key, version)
  ) STRICT, WITHOUT ROWID;
  INSERT OR IGNORE INTO settled_statement_keys (key, version)
    SELECT substr(id, 1, 6), version FROM statements ORDER BY 1, 2;
  DROP INDEX statements_id;
  CREATE TABLE recent_statement_keys (
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (key, version)
  ) STRICT, WITHOUT ROWID;
  CREATE VIEW statement_keys AS
    SELECT key, version FROM settled_statement_keys UNION ALL SELECT key, version FROM recent_statement_keys;

  CREATE TABLE levels (
    name TEXT PRIMARY KEY,
    -- Rows that came since the archive was made or brought up to date, less those that moved on or went.
    recent INTEGER NOT NULL,
    -- The last key that moved on: those after it are next, and NULL before the first.
    moved_to ANY
  ) STRICT, WITHOUT ROWID;
  INSERT INTO levels (name, recent, moved_to)
    VALUES ('sentence_hashes', 0, NULL), ('speaker_keys', 0, NULL), ('statement_keys', 0, NULL);
`;
