/**
 * Digests, follows and what became of each, and which process may act. Moments are milliseconds since 1970. What is
 * read whole is JSON.
 */
export const subscriptionsSchema = `
  CREATE TABLE lease (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    holder TEXT NOT NULL,
    until INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE digests (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    platform TEXT NOT NULL,
    -- Of the place where it was set: what it may see.
    space TEXT,
    user TEXT NOT NULL,
    -- Where it was set, where it is posted, when, and about what.
    digest TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'paused')),
    why TEXT,
    -- The next time it is due; NULL while it is paused.
    next INTEGER,
    -- Up to when it has told.
    told_until INTEGER NOT NULL,
    set_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX digests_next ON digests (next) WHERE next IS NOT NULL;
  CREATE INDEX digests_user ON digests (user);

  CREATE TABLE follows (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    platform TEXT NOT NULL,
    space TEXT,
    user TEXT NOT NULL,
    follow TEXT NOT NULL,
    -- A draft was shown and not yet agreed to.
    state TEXT NOT NULL CHECK (state IN ('draft', 'active', 'paused')),
    why TEXT,
    muted_until INTEGER,
    -- The archive's mark when it began: what was there before is no news.
    mark INTEGER NOT NULL,
    set_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX follows_user ON follows (user);
  CREATE INDEX follows_state ON follows (state, id);

  -- Whoever changes an active follow, in whatever way: who keeps them in memory reads them again.
  CREATE TABLE follow_changes (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    count INTEGER NOT NULL
  ) STRICT;
  INSERT INTO follow_changes (only, count) VALUES (1, 0);
  CREATE TRIGGER follows_added AFTER INSERT ON follows WHEN NEW.state = 'active'
    BEGIN UPDATE follow_changes SET count = count + 1; END;
  CREATE TRIGGER follows_changed AFTER UPDATE OF state, follow, mark ON follows
    WHEN 'active' IN (OLD.state, NEW.state)
    BEGIN UPDATE follow_changes SET count = count + 1; END;
  CREATE TRIGGER follows_removed AFTER DELETE ON follows WHEN OLD.state = 'active'
    BEGIN UPDATE follow_changes SET count = count + 1; END;

  -- How far the archive was matched with the follows.
  CREATE TABLE matched (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    mark INTEGER NOT NULL
  ) STRICT;

  -- What follows have found.
  CREATE TABLE sightings (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    follow INTEGER NOT NULL REFERENCES follows (id) ON DELETE CASCADE,
    -- The words without marks and case: the same statement elsewhere has the same.
    words TEXT NOT NULL,
    item TEXT NOT NULL,
    at INTEGER NOT NULL,
    -- Told in this occasion; NULL while it waits for others.
    occasion INTEGER
  ) STRICT;
  CREATE INDEX sightings_follow ON sightings (follow, at);
  CREATE INDEX sightings_waiting ON sightings (at) WHERE occasion IS NULL;

  -- Each time a digest or follow was to tell something, and what became of it.
  CREATE TABLE occasions (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    digest INTEGER REFERENCES digests (id) ON DELETE CASCADE,
    follow INTEGER REFERENCES follows (id) ON DELETE CASCADE,
    due INTEGER NOT NULL,
    at INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    why TEXT,
    delivery TEXT,
    -- The period that a digest tells of.
    since INTEGER,
    until INTEGER,
    -- A failure was acted upon.
    settled INTEGER NOT NULL DEFAULT 0 CHECK (settled IN (0, 1)),
    UNIQUE (digest, due)
  ) STRICT;
  CREATE INDEX occasions_delivery ON occasions (delivery) WHERE delivery IS NOT NULL;
  CREATE INDEX occasions_planned ON occasions (number) WHERE outcome = 'planned';
  CREATE INDEX occasions_failed ON occasions (number) WHERE outcome IN ('no permission', 'channel gone') AND settled = 0;
  CREATE INDEX occasions_follow ON occasions (follow, number);
  CREATE INDEX occasions_at ON occasions (at);
`;
