/**
 * What is fetched, who carries it, how fetching goes, and what tells articles apart. A source is the row of `sources`
 * that its articles are linked with. Moments are milliseconds since 1970.
 */
export const sourcesSchema = `
  -- Imported files have a source as well, and no feed.
  CREATE TABLE feeds (
    source INTEGER PRIMARY KEY REFERENCES sources (id) ON DELETE CASCADE,
    address TEXT NOT NULL,
    form TEXT NOT NULL CHECK (form IN ('feed', 'sitemap')),
    title TEXT,
    -- What to send back with the next request, JSON.
    memory TEXT,
    last_success INTEGER,
    last_try INTEGER,
    next_try INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    last_error TEXT,
    given_up INTEGER,
    items_a_day REAL,
    -- Back to when items are taken at the first visit; NULL takes what is listed.
    backfill INTEGER
  ) STRICT;
  CREATE INDEX feeds_next ON feeds (next_try) WHERE given_up IS NULL;

  -- Which space has which source; the empty one stands for what is shared.
  CREATE TABLE carriers (
    space TEXT NOT NULL,
    source INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    "group" TEXT,
    added_by TEXT NOT NULL,
    added_at INTEGER NOT NULL,
    -- Where it was added, JSON.
    channel TEXT,
    paused INTEGER NOT NULL CHECK (paused IN (0, 1)),
    keep_days INTEGER,
    keep_articles INTEGER,
    PRIMARY KEY (space, source)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX carriers_source ON carriers (source);
  -- What there was before spaces had sources was seen by all.
  INSERT INTO carriers (space, source, "group", added_by, added_at, channel, paused, keep_days, keep_articles)
    SELECT '', id, NULL, 'terminal', added_at, NULL, 0, NULL, NULL FROM sources;

  -- Items as they came last: what comes the same is not looked at again.
  CREATE TABLE feed_items (
    source INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    item TEXT NOT NULL,
    digest TEXT NOT NULL,
    first_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (source, item)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX feed_items_first ON feed_items (source, first_at);
  CREATE INDEX feed_items_seen ON feed_items (seen_at);

  -- The server whose sources somebody wants to ask in direct messages.
  CREATE TABLE chosen_spaces (
    platform TEXT NOT NULL,
    user TEXT NOT NULL,
    space TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (platform, user)
  ) STRICT, WITHOUT ROWID;

  -- Titles that were changed while the text stayed.
  CREATE TABLE retitled (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL
  ) STRICT;
  CREATE INDEX retitled_article ON retitled (article);
  CREATE INDEX retitled_at ON retitled (at);

  -- Only what a feed tells of an article, where the whole of it could not be had.
  ALTER TABLE versions ADD COLUMN summary INTEGER NOT NULL DEFAULT 0 CHECK (summary IN (0, 1));

  -- Cut down to the sentences that hold a statement, since its text was kept for long enough.
  ALTER TABLE versions ADD COLUMN reduced INTEGER NOT NULL DEFAULT 0 CHECK (reduced IN (0, 1));

  -- Articles that changed, without looking through all.
  CREATE INDEX versions_old ON versions (article) WHERE current = 0;

  -- 64-bit hashes of the normalised sentences of current versions, packed; a version without a row was not looked at.
  CREATE TABLE fingerprints (
    version INTEGER PRIMARY KEY REFERENCES versions (row) ON DELETE CASCADE,
    hashes BLOB NOT NULL
  ) STRICT;
  -- Which versions hold a sentence. Kept in step by the code: a foreign key would need an index twice as large.
  CREATE TABLE sentence_hashes (
    hash INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (hash, version)
  ) STRICT, WITHOUT ROWID;
`;
