/**
 * What the bot remembers of conversations. Moments are milliseconds since 1970. Whatever a platform or a user said is
 * JSON that is read whole; what is asked for by itself has a column.
 */
export const storesSchema = `
  CREATE TABLE seen_events (
    id TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    -- The event itself, until it is answered: a crash in between must not lose a question.
    event TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX seen_events_at ON seen_events (at);

  CREATE TABLE asked (
    id TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    user TEXT NOT NULL,
    space TEXT,
    asked TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX asked_at ON asked (at);
  CREATE INDEX asked_user ON asked (user);

  CREATE TABLE conversations (
    place TEXT PRIMARY KEY,
    space TEXT,
    at INTEGER NOT NULL,
    asked TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX conversations_at ON conversations (at);

  -- Which message of ours answered which message of theirs.
  CREATE TABLE answers (
    place TEXT NOT NULL,
    message TEXT NOT NULL,
    space TEXT,
    at INTEGER NOT NULL,
    answer TEXT NOT NULL,
    PRIMARY KEY (place, message)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX answers_at ON answers (at);

  CREATE TABLE outbox (
    id TEXT PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'failed', 'unknown')),
    space TEXT,
    target TEXT NOT NULL,
    -- Forgotten once it is settled: the platform has it.
    reply TEXT,
    attempts INTEGER NOT NULL,
    due INTEGER NOT NULL,
    at INTEGER NOT NULL,
    why TEXT,
    ref TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX outbox_due ON outbox (due) WHERE state = 'pending';
  CREATE INDEX outbox_sending ON outbox (at) WHERE state = 'sending';
  CREATE INDEX outbox_at ON outbox (at);

  CREATE TABLE askers (
    platform TEXT NOT NULL,
    user TEXT NOT NULL,
    zone TEXT NOT NULL,
    PRIMARY KEY (platform, user)
  ) STRICT, WITHOUT ROWID;

  -- Sealed before they come here.
  CREATE TABLE installations (
    space TEXT PRIMARY KEY,
    sealed TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE reports (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    item TEXT NOT NULL,
    at INTEGER NOT NULL,
    space TEXT,
    user TEXT NOT NULL,
    UNIQUE (item, user)
  ) STRICT;
`;
