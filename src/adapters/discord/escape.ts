/**
 * Everything that Discord reads as markup or acts upon, wherever it stands: emphasis, code, spoilers, the brackets of
 * links and mentions, emoji names, addresses (their colon) and invites without a scheme (their dot), which get a preview.
 * A backslash is shown as nothing and copied as nothing, whereas a zero-width character would stay in the copied words.
 */
const markup =
  /[\\*_~|`<[\]]|:(?=\/\/)|:(?=[\w+-]+:)|@(?=everyone|here)|(?<=discord(?:app)?)\.(?=(?:gg|gift|com|new|media)\/)/gi;

/** What makes a heading, small print, a quotation or a list, at the start of a line only. */
const lineStart = /^(\s*)(?:([-+](?=\s|#|$)|#{1,6}(?=\s|$)|>)|(\d+)([.)](?=\s|$)))/;

const controls = /[\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F]/g;
const lineBreaks = /[\n\v\f\r\u0085\u2028\u2029]/g;
/** Marks that turn the direction of what follows; left-to-right and right-to-left marks turn only themselves. */
const directions = /[\u202A-\u202E\u2066-\u2069]/g;

/**
 * Makes text from outside ready to be cut at its own offsets: every unit stays in its place, but control characters
 * become spaces, all line breaks become newlines, and lone surrogates become U+FFFD.
 */
export function settleUnits(text: string): string {
  return text.toWellFormed().replace(controls, ' ').replace(/\t/g, ' ').replace(lineBreaks, '\n');
}

/** Text from outside as part of a line: names, outlets, notes. Directions are taken out, since more follows. */
export function escapeInline(text: string): string {
  return escapeLine(plainLine(text, { keepEnds: true }));
}

/** One settled line of a quotation, or a piece of one. Directions stay, since they belong to the words. */
export function escapeLine(line: string): string {
  return line
    .replace(markup, '\\$&')
    .replace(lineStart, (_all, indent: string, mark?: string, number?: string, dot?: string) =>
      mark === undefined ? `${indent}${number}\\${dot}` : `${indent}\\${mark}`,
    );
}

/** Where no markup is read: button labels, thread names, autocomplete. */
export function plainLine(text: string, options: { readonly keepEnds?: boolean } = {}): string {
  const line = settleUnits(text).replace(directions, '').replace(/\s+/g, ' ');
  return options.keepEnds ? line : line.trim();
}

/** The closing marks that a line still owes, so that nothing after it is turned. */
export function closeDirections(line: string): string {
  const open: string[] = [];
  for (const [mark] of line.matchAll(directions)) {
    if (mark === '\u202C' || mark === '\u2069') {
      const place = open.lastIndexOf(mark);
      if (place >= 0) open.splice(place);
    } else {
      open.push(mark >= '\u2066' ? '\u2069' : '\u202C');
    }
  }
  return open.reverse().join('');
}

export function bold(escaped: string): string {
  return wrap(escaped, '**');
}

export function italic(escaped: string): string {
  return wrap(escaped, '*');
}

export function struck(escaped: string): string {
  return wrap(escaped, '~~');
}

/** Marks must touch the words, or Discord shows them as they are. */
function wrap(escaped: string, mark: string): string {
  const words = escaped.trim();
  if (words === '') return escaped;
  const start = escaped.indexOf(words);
  return `${escaped.slice(0, start)}${mark}${words}${mark}${escaped.slice(start + words.length)}`;
}

/**
 * `[words](<address>)`: the angle brackets keep the preview away. Only the words when the address is no web address or
 * longer than `longest`.
 */
export function link(words: string, url: string | null, longest: number): string {
  const target = url === null ? null : linkTarget(url);
  if (target === null || target.length > longest) return escapeInline(words);
  return `[${escapeInline(labelWords(words))}](<${target}>)`;
}

/** Discord shows a link raw when its words hold an address or brackets that do not pair, escaped or not. */
function labelWords(words: string): string {
  const label = words
    .replaceAll('[', '(')
    .replaceAll(']', ')')
    .replace(/\w+:\/\//g, '');
  return label.trim() === '' ? 'article' : label;
}

/** The address as it may stand between angle brackets, or `null` when it is no web address. `~` stays: `#:~:text=`. */
function linkTarget(url: string): string | null {
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return null;
  return parsed.href.replace(/[()<>\\*|`[\]\s]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}
