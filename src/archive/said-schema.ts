/** When something was said, where the article tells it, and whether it was no speech but a belief. */
export const saidSchema = `
  ALTER TABLE statements ADD COLUMN thought INTEGER NOT NULL DEFAULT 0 CHECK (thought IN (0, 1));
  ALTER TABLE statements ADD COLUMN said_on TEXT;
`;
