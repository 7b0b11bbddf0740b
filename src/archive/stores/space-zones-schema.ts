/** The zone of those in a workspace or guild who set none. */
export const spaceZonesSchema = `
  CREATE TABLE space_zones (
    platform TEXT NOT NULL,
    space TEXT NOT NULL,
    zone TEXT NOT NULL,
    PRIMARY KEY (platform, space)
  ) STRICT, WITHOUT ROWID;
`;
