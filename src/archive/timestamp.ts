/** A moment as file names can carry it and sort by it: `20250418T093000Z`. */
export function timestamp(moment: Date): string {
  return moment.toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '');
}
