import { correctionsSchema } from './corrections-schema.ts';
import { levelsSchema } from './levels-schema.ts';
import { saidSchema } from './said-schema.ts';
import { sourcesSchema } from './sources-schema.ts';
import { speakersSchema } from './speakers-schema.ts';
import { storesSchema } from './stores/schema.ts';
import { spaceZonesSchema } from './stores/space-zones-schema.ts';
import { subscriptionsSchema } from './subscriptions-schema.ts';

/** Marks the file as ours in its header: "Vrbm". */
export const APPLICATION_ID = 0x5672626d;

/** One step of the schema, run in one transaction. The archive's `user_version` counts the steps it has taken. */
export type Migration = string;

/**
 * What is derived from a text (sentences, people, statements) hangs on its version and names the rules that made it.
 * Spans are packed and people are JSON, for they are read whole; what is asked for by itself has a column and an index.
 */
const articlesSchema: Migration = `
  CREATE TABLE archive (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    -- Another one after a restore: a cache on disk belongs to the archive with this identity and to no other.
    identity TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    -- The last one given: see movement.
    mark INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE sources (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    added_at INTEGER NOT NULL,
    UNIQUE (kind, name)
  ) STRICT;

  CREATE TABLE articles (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    -- Canonical, to know the article again.
    address TEXT
  ) STRICT;
  CREATE INDEX articles_address ON articles (address) WHERE address IS NOT NULL;

  CREATE TABLE article_sources (
    article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
    source INTEGER NOT NULL REFERENCES sources (id),
    mark INTEGER NOT NULL,
    PRIMARY KEY (article, source)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX article_sources_source ON article_sources (source, mark, article);

  CREATE TABLE versions (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
    current INTEGER NOT NULL CHECK (current IN (0, 1)),
    version TEXT NOT NULL,
    title TEXT,
    -- As the source gave it; where it gave none, the credit line in the text stands for it.
    outlet TEXT,
    credit TEXT,
    outlet_key TEXT,
    url TEXT,
    published TEXT,
    published_ms INTEGER,
    author TEXT,
    stored_at INTEGER NOT NULL,
    rules TEXT NOT NULL,
    sentence_count INTEGER NOT NULL,
    statement_count INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX versions_article ON versions (article);
  CREATE UNIQUE INDEX versions_one_current ON versions (article) WHERE current = 1;
  CREATE INDEX versions_version ON versions (version);
  CREATE INDEX versions_rules ON versions (rules) WHERE current = 1;
  -- Covers what filters, counts and periods read.
  CREATE INDEX versions_published
    ON versions (published_ms, outlet_key, article, sentence_count, statement_count, outlet, credit) WHERE current = 1;

  -- Apart from versions, so that reading a thousand titles does not read a thousand texts.
  CREATE TABLE texts (
    version INTEGER PRIMARY KEY REFERENCES versions (row) ON DELETE CASCADE,
    sentences BLOB NOT NULL,
    people TEXT NOT NULL,
    text TEXT NOT NULL
  ) STRICT;

  CREATE TABLE statements (
    version INTEGER NOT NULL REFERENCES versions (row) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    spans BLOB NOT NULL,
    nested INTEGER NOT NULL CHECK (nested IN (0, 1)),
    denied INTEGER NOT NULL CHECK (denied IN (0, 1)),
    -- Place in the people of the text; NULL when unattributed.
    person INTEGER,
    -- The speaker, NULL all four when unattributed.
    name TEXT,
    description TEXT,
    via TEXT,
    rule TEXT,
    PRIMARY KEY (version, number)
  ) STRICT, WITHOUT ROWID;
  -- Not unique: a text that was changed and changed back has two versions with the same statements.
  CREATE INDEX statements_id ON statements (id);

  -- Folded names and aliases of those who speak, in current versions only.
  CREATE TABLE speaker_keys (
    key TEXT NOT NULL,
    alias INTEGER NOT NULL CHECK (alias IN (0, 1)),
    version INTEGER NOT NULL REFERENCES versions (row) ON DELETE CASCADE,
    person INTEGER NOT NULL,
    PRIMARY KEY (key, alias, version, person)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX speaker_keys_version ON speaker_keys (version);

  -- The last thing that happened to each row, in the order in which it happened. Outlives the row.
  CREATE TABLE movement (
    row INTEGER PRIMARY KEY,
    mark INTEGER NOT NULL UNIQUE,
    -- Who read up to a mark before this one has never heard of the row.
    first_mark INTEGER NOT NULL,
    gone INTEGER NOT NULL CHECK (gone IN (0, 1))
  ) STRICT;

  -- Statements that a button may still name.
  CREATE TABLE vanished (
    statement TEXT PRIMARY KEY,
    why TEXT NOT NULL CHECK (why IN ('reread', 'removed')),
    at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- Articles that may not come back: their ids, and hashes of their addresses.
  CREATE TABLE removed (
    key TEXT PRIMARY KEY,
    article TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE audit (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL
  ) STRICT;
`;

/** Only ever appended to: archives out there have taken the earlier steps as they stand. */
export const migrations: readonly Migration[] = [
  articlesSchema,
  storesSchema,
  correctionsSchema,
  subscriptionsSchema,
  sourcesSchema,
  spaceZonesSchema,
  saidSchema,
  speakersSchema,
  levelsSchema,
];
