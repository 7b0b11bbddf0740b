/** A moment as file names can carry it and sort by it: `20250418T093000123Z`. */
export function timestamp(moment: Date): string {
  return moment.toISOString().replace(/[-:.]/g, '');
}
