/** How many characters of a piece of HTML stand outside of its tags. */
function textLength(html: string): number {
  let length = 0;
  for (let at = 0; at < html.length; ) {
    const tag = html.indexOf('<', at);
    if (tag === -1) return length + html.length - at;
    length += tag - at;
    const end = html.indexOf('>', tag);
    if (end === -1) return length;
    at = end + 1;
  }
  return length;
}

/** The last words of a piece of HTML. WordPress signs teasers and articles alike; that is left out. */
function ending(html: string): string {
  const text = html
    .slice(-2_000)
    .replace(/<[^<>]*>|^[^<>]*>/g, ' ')
    .replace(/&(?:nbsp|#160|#xa0);/gi, ' ')
    .replace(/&(?:hellip|#8230|#x2026);/gi, '…')
    .replace(/\s+/g, ' ')
    .trim();
  const sign = text.lastIndexOf('The post ');
  const isSigned = sign !== -1 && /\b(?:appeared first|first appeared) on\b/.test(text.slice(sign));
  return (isSigned ? text.slice(0, sign) : text).trim().slice(-60);
}

function hasParagraphs(html: string): boolean {
  return (html.match(/<p\b|<br\s*\/?>\s*<br\b/gi)?.length ?? 0) >= 3;
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
    const length = content.length < shortContent ? 0 : textLength(content);
    const enough = length >= longContent || (length >= shortContent && hasParagraphs(content));
    return enough && !cutShort.test(ending(content)) ? 'content' : null;
  }
  if (summary === null || summary.length < longSummary) return null;
  return textLength(summary) >= longSummary && !cutShort.test(ending(summary)) ? 'summary' : null;
}
