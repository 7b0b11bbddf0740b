/**
 * Who speaks, who publishes and how much there is, counted as articles come and go, so that no question and no start has
 * to count. Rows hang together by numbers and are kept in step by the code: see `count-versions.ts`.
 */
export const speakersSchema = `
  -- Sets of sources. Articles that the same sources carry are counted together: what any scope sees is a sum over sets.
  CREATE TABLE source_sets (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    -- Ids in ascending order, with commas.
    sources TEXT NOT NULL UNIQUE
  ) STRICT;
  CREATE TABLE source_set_members (
    source INTEGER NOT NULL,
    source_set INTEGER NOT NULL,
    PRIMARY KEY (source, source_set)
  ) STRICT, WITHOUT ROWID;
  ALTER TABLE articles ADD COLUMN source_set INTEGER;

  -- Current versions that are not counted yet: all that there are when this step is taken.
  CREATE TABLE uncounted (row INTEGER PRIMARY KEY) STRICT;
  INSERT INTO uncounted SELECT row FROM versions WHERE current = 1;

  -- By outlets in each of their spellings; both empty for articles without one.
  CREATE TABLE outlet_counts (
    source_set INTEGER NOT NULL,
    outlet_key TEXT NOT NULL,
    name TEXT NOT NULL,
    articles INTEGER NOT NULL,
    dated INTEGER NOT NULL,
    sentences INTEGER NOT NULL,
    statements INTEGER NOT NULL,
    PRIMARY KEY (source_set, outlet_key, name)
  ) STRICT, WITHOUT ROWID;

  -- Dated current versions, for the oldest and the newest that a scope sees of an outlet.
  CREATE TABLE dated_versions (
    source_set INTEGER NOT NULL,
    outlet_key TEXT NOT NULL,
    published_ms INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (source_set, outlet_key, published_ms, version)
  ) STRICT, WITHOUT ROWID;

  -- Everyone who is named or described in a current version. A number is never used again.
  CREATE TABLE speakers (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    -- Folded name, or folded description of somebody unnamed.
    key TEXT NOT NULL,
    named INTEGER NOT NULL CHECK (named IN (0, 1)),
    UNIQUE (key, named)
  ) STRICT;

  CREATE TABLE speaker_counts (
    speaker INTEGER NOT NULL,
    source_set INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    -- Articles that take the speaker for a group.
    groups INTEGER NOT NULL,
    statements INTEGER NOT NULL,
    PRIMARY KEY (speaker, source_set)
  ) STRICT, WITHOUT ROWID;

  -- What speakers are called and described as, word for word.
  CREATE TABLE speaker_wordings (
    speaker INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('name', 'alias', 'description')),
    text TEXT NOT NULL,
    source_set INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    -- Of a description: where the newest article states it, when that was published, and the oldest dated one.
    version INTEGER,
    start INTEGER,
    newest_ms INTEGER,
    oldest_ms INTEGER,
    PRIMARY KEY (speaker, kind, text, source_set)
  ) STRICT, WITHOUT ROWID;

  -- Who states a description: the next newest when the newest goes. Undated ones are older than all.
  CREATE TABLE described_in (
    speaker INTEGER NOT NULL,
    text TEXT NOT NULL,
    source_set INTEGER NOT NULL,
    published_ms INTEGER NOT NULL,
    version INTEGER NOT NULL,
    start INTEGER NOT NULL,
    PRIMARY KEY (speaker, text, source_set, published_ms, version)
  ) STRICT, WITHOUT ROWID;

  -- Words by which speakers are found, and in how many wordings of whom they stand.
  CREATE TABLE name_words (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('name', 'first', 'last', 'description', 'initials')),
    word TEXT NOT NULL,
    UNIQUE (kind, word)
  ) STRICT;
  CREATE TABLE speaker_words (
    word INTEGER NOT NULL,
    speaker INTEGER NOT NULL,
    wordings INTEGER NOT NULL,
    PRIMARY KEY (word, speaker)
  ) STRICT, WITHOUT ROWID;
`;
