/** Speakers put right by hand. They hang on the article, since statements are made anew with every reading. */
export const correctionsSchema = `
  CREATE TABLE corrections (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
    -- Where the content stood, and its words: either names the statement again.
    version TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    words TEXT NOT NULL,
    -- NULL where nobody is to be named.
    name TEXT,
    -- The speaker as it was read, JSON.
    read_as TEXT NOT NULL,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    UNIQUE (article, version, start, "end")
  ) STRICT;
`;
