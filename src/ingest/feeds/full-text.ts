interface Measured {
  /** Characters of text, roughly. */
  readonly length: number;
  readonly end: string;
  readonly paragraphs: number;
}

function measure(html: string): Measured {
  const text = html
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&(?:nbsp|#160|#xa0);/gi, ' ')
    .replace(/&(?:hellip|#8230|#x2026);/gi, '…')
    .replace(/\s+/g, ' ')
    .trim();
  const paragraphs = html.match(/<p\b|<br\s*\/?>\s*<br\b/gi)?.length ?? 0;
  // WordPress signs teasers and articles alike.
  const end = text
    .slice(-500)
    .replace(/(?:^|\.) *The post .{1,300} (?:appeared first|first appeared) on .{1,100}$/i, '.');
  return { length: text.length, end: end.trim().slice(-60), paragraphs };
}

/** How a teaser ends. */
const cutShort =
  /(?:\[?(?:…|\.\.\.)\]?|\[…?\]|\b(?:read|see|view|learn) (?:more|on|the (?:full|rest|whole).{0,40})|\bcontinue reading.{0,40}|\bfull (?:story|article)|\bread full.{0,30}|\bkeep reading.{0,30}|weiterlesen|lire la suite|leer más|sigue leyendo|leggi tutto|lees (?:meer|verder)|läs mer|les mer|læs mere|czytaj (?:dalej|więcej)|читать (?:далее|дальше))\s*(?:[»›→>…]|&\w+;|\.)*$/i;

// Taking a teaser for the article loses the article; taking an article for a teaser costs one visit to its page.
const longContent = 1_000;
const shortContent = 500;
const longSummary = 2_000;

/** Tells which of the two is the whole article, as far as length and ending show; `null` when neither seems to be. */
export function judgeFullText(content: string | null, summary: string | null): 'content' | 'summary' | null {
  if (content !== null) {
    const { length, end, paragraphs } = measure(content);
    const enough = length >= longContent || (length >= shortContent && paragraphs >= 3);
    return enough && !cutShort.test(end) ? 'content' : null;
  }
  if (summary === null || summary.length < longSummary) return null;
  const { length, end } = measure(summary);
  return length >= longSummary && !cutShort.test(end) ? 'summary' : null;
}
