/**
 * Characters that Slack's mrkdwn reads as formatting, and the nearest that it does not. There is no escape for them,
 * and invisible characters around them do not help: Slack takes those for the edge of a word. The words of articles
 * are never put through this; they go into rich text, which is not parsed at all.
 */
const lookAlikes: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' };

const formatting = /(?<![\p{L}\p{N}])[*_~`]|[*_~`](?![\p{L}\p{N}])/gu;
const turnsDirection = /[\u202A-\u202E\u2066-\u2069]/g;
/** Seen by nobody; it only parts what Slack would read as one. */
const joiner = '\u2060';
const unprintable = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g;

/** Escapes the three characters with which every mention, link and date begins in Slack's texts. */
export function escapeControl(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Where an invisible joiner keeps Slack from making mentions of plain words, and links. */
const mention = /(?<=[@#])(?=[\p{L}\p{N}])|(?<=:)(?=\/\/)/gu;
const domain = /(?<=\S\.)(?=\p{Ll}{2})/gu;

/**
 * One line of text from outside, safe within mrkdwn: no mention, link, formatting, emoji or quotation comes of it.
 *
 * @param longest characters to keep; a longer text ends in "…"
 */
export function mrkdwn(text: string, longest = 300): string {
  return escapeControl(inert(text, longest).replace(domain, joiner));
}

/** A link in mrkdwn, or only its words where the address is none that a browser should be sent to. */
export function mrkdwnLink(url: string | null, words: string, longest = 60): string {
  const address = url === null ? null : webAddress(url);
  if (address === null) return mrkdwn(words, longest);
  const label = inert(words, longest).replace(/[<>|]/g, (mark) => (mark === '<' ? '‹' : mark === '>' ? '›' : '¦'));
  return `<${address}|${escapeControl(label)}>`;
}

function inert(text: string, longest: number): string {
  return (
    clip(oneLine(text), longest)
      .replace(formatting, (mark) => lookAlikes[mark] ?? mark)
      .replace(/:(?=[\w+'-]+:)/g, `:${joiner}`)
      // Slack decodes what was escaped and is done; bridges, exports and drawing libraries have been seen to go on.
      .replace(/<(?=\S)/g, `<${joiner}`)
      .replace(/\](?=\()/g, `]${joiner}`)
      .replace(mention, joiner)
      .replace(/^>/, '›')
  );
}

/** Slack refuses longer addresses in places, and a passage in another script grows ninefold when it is encoded. */
const longestAddress = 1200;

/** The address with the place in the page, else of the page alone where that is too long; escaped for mrkdwn. */
function webAddress(url: string): string | null {
  const [page = ''] = url.split('#:~:');
  return [url, page].map(asWebAddress).find((address) => address !== null && address.length <= longestAddress) ?? null;
}

function asWebAddress(url: string): string | null {
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return null;
  return escapeControl(parsed.href.replace(/[|<>]/g, encodeURIComponent));
}

/** A label in plain text, where Slack reads no markup but older clients have been seen to read what stands in `<>`. */
export function plainLabel(text: string, longest: number): string {
  return clip(oneLine(text).replace(/</g, '‹').replace(/>/g, '›'), longest) || '…';
}

/** Rich text is shown as it is; only what no client can show is taken out, character by character. */
export function richWords(text: string): string {
  return text.replace(unprintable, ' ');
}

/** The same number of characters, in one line: for texts of which spans are known. */
export function inOneLine(text: string): string {
  return text.replace(/\s/g, ' ');
}

/** What a person typed, out of what Slack sends: entities decoded, links as their words, mentions as `@id`. */
export function typedText(text: string): string {
  return text
    .replace(/<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>/g, (_whole, sign: string, target: string, label?: string) => {
      if (sign === '') return label ?? target;
      if (sign === '!') return label ?? `@${target}`;
      return label ? sign + label : sign + target;
    })
    .replace(/&(amp|lt|gt);/g, (_whole, name: string) => (name === 'amp' ? '&' : name === 'lt' ? '<' : '>'));
}

function oneLine(text: string): string {
  return text.replace(unprintable, ' ').replace(turnsDirection, '').replace(/\s+/g, ' ').trim();
}

/** Cuts at a whole character as readers see it, never within a pair of surrogates or a composed emoji. */
export function clip(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, graphemeEnd(text, longest - 1)).trimEnd()}…`;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Last boundary between characters, as readers see them, at or before `at`. */
export function graphemeEnd(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const from = Math.max(0, at - 64);
  const around = graphemes.segment(text.slice(from, at + 64));
  const boundary = from + (around.containing(at - from)?.index ?? at - from);
  if (boundary > 0) return boundary;
  // One character of many code points is longer than all there is room for.
  return /[\uD800-\uDBFF]/.test(text[at - 1] ?? '') ? at - 1 : at;
}
