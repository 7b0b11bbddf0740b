/** A web address made absolute, as it is to be fetched; `null` for what is none (`javascript:`, `mailto:`, words). */
export function resolveAddress(given: string | null | undefined, base: string | null): string | null {
  // A line break within an address comes from a template; URL takes it out, blanks around it too.
  const text = given?.trim() ?? '';
  if (text === '' || text.length > 4_000) return null;
  const url = parse(text, base);
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') ? url.href : null;
}

function parse(text: string, base: string | null): URL | null {
  if (URL.canParse(text)) return new URL(text);
  return base !== null && URL.canParse(text, base) ? new URL(text, base) : null;
}
