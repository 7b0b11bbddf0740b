/** How well a speaker fits; the larger wins, and only the best are looked at. */
export const fits = {
  fullName: 1,
  alias: 0.96,
  surname: 0.95,
  titled: 0.92,
  description: 0.9,
  initials: 0.88,
  part: 0.8,
  describedPart: 0.75,
  spelling: 0.7,
} as const;
