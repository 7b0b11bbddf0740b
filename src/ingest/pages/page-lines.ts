/** What a page is known to say of its article elsewhere. */
interface Known {
  readonly heading: string | null;
  readonly title: string | null;
  readonly author: string | null;
  readonly outlet: string | null;
}

/** How many lines before the article may be about it. */
const prefaceLines = 6;

/** A line of a date, of the time that reading takes, or of who wrote it, and nothing else. */
const preface = [
  /^(?:first |last )?(?:published|updated|posted|modified)(?: (?:on|at))?\b[^.!?]{0,60}\d[^.!?]{0,40}$/i,
  /^(?:\d+|an?|one) (?:seconds?|minutes?|mins?|hours?|days?|weeks?) ago$/i,
  /^\d+[ -]min(?:ute)?s?(?: read)?$/i,
  /^(?:reading time|estimated reading time):? .{1,20}$/i,
];

/** What stands behind an article and is none of it. */
const closing = [
  /^(?:©|\(c\)|copyright\b).{0,160}$/i,
  /^all rights reserved\.?$/i,
  /^follow (?:us|@?\w+) on \w.{0,80}$/i,
  /^(?:this (?:article|story) )?(?:was )?(?:first|originally) (?:published|appeared) (?:on|in|at) .{1,80}$/i,
];
const closingLines = 4;

/** The lines of an article without those before and behind it that tell of it what is known already. */
export function withoutFrame(lines: readonly string[], known: Known): readonly string[] {
  const isPreface = (line: string, index: number): boolean =>
    index < prefaceLines && (tellsKnown(line, known) || preface.some((form) => form.test(line)));
  const isClosing = (line: string, index: number): boolean =>
    index >= lines.length - closingLines && closing.some((form) => form.test(line));
  return lines.filter((line, index) => !isPreface(line, index) && !isClosing(line, index));
}

/** The headline once more, or "By Ada Roe, The Gazette". */
function tellsKnown(line: string, { heading, title, author, outlet }: Known): boolean {
  if (line === heading || line === title) return true;
  if (author === null || line.length > author.length + 60) return false;
  const rest = line
    .replace(/^by\s+/i, '')
    .replace(author, '')
    .replace(outlet ?? '', '')
    .replace(/[\s,|·•–—-]+/g, '');
  return rest === '' && line.includes(author);
}
