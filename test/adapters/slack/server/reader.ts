/** What a person reads of a Slack message: markup resolved, entities decoded. Written from Slack's reference alone. */
export interface Reading {
  readonly text: string;
  readonly quotations: readonly string[];
  readonly links: readonly { readonly words: string; readonly url: string }[];
  readonly bold: readonly string[];
  readonly italic: readonly string[];
  readonly struck: readonly string[];
  readonly pings: readonly string[];
  readonly dates: readonly { readonly unix: number; readonly format: string; readonly fallback: string }[];
  readonly buttons: readonly { readonly id: string; readonly label: string }[];
}

type Node = { readonly [key: string]: unknown };
type Draft = {
  -readonly [K in keyof Reading]: Reading[K] extends readonly (infer T)[] ? T[] : Reading[K];
};

function empty(): Draft {
  return { text: '', quotations: [], links: [], bold: [], italic: [], struck: [], pings: [], dates: [], buttons: [] };
}

export function readBlocks(blocks: readonly unknown[]): Reading {
  const draft = empty();
  for (const block of blocks) {
    readBlock(block as Node, draft);
    draft.text += '\n';
  }
  return draft;
}

function readBlock(block: Node, draft: Draft): void {
  switch (block.type) {
    case 'rich_text':
      for (const element of list(block.elements)) readRich(element, draft);
      return;
    case 'context':
      for (const element of list(block.elements)) readText(element, draft);
      return;
    case 'section':
    case 'header':
      if (block.text !== undefined) readText(block.text as Node, draft);
      for (const field of list(block.fields)) readText(field, draft);
      return;
    case 'actions':
      for (const { action_id, text } of list(block.elements)) {
        draft.buttons.push({ id: String(action_id), label: decode(String((text as Node).text)) });
      }
      return;
    default:
  }
}

function readRich(element: Node, draft: Draft): void {
  if (element.type === 'rich_text_list') {
    for (const item of list(element.elements)) {
      draft.text += '\n• ';
      readRich(item, draft);
    }
    return;
  }
  const before = draft.text.length;
  for (const part of list(element.elements)) readElement(part, draft);
  if (element.type === 'rich_text_quote') draft.quotations.push(draft.text.slice(before));
  draft.text += '\n';
}

function readElement(element: Node, draft: Draft): void {
  const style = (element.style ?? {}) as Node;
  const words = wordsOf(element, draft);
  draft.text += words;
  if (style.bold === true) draft.bold.push(words);
  if (style.italic === true) draft.italic.push(words);
  if (style.strike === true) draft.struck.push(words);
}

function wordsOf(element: Node, draft: Draft): string {
  switch (element.type) {
    case 'text':
      return String(element.text);
    case 'link':
      draft.links.push({ words: String(element.text ?? element.url), url: String(element.url) });
      return String(element.text ?? element.url);
    case 'emoji':
      return `[emoji ${element.name}]`;
    case 'date':
      return String(element.fallback);
    default:
      draft.pings.push(JSON.stringify(element));
      return `[${element.type}]`;
  }
}

function readText({ type, text, verbatim, emoji }: Node, draft: Draft): void {
  const source = String(text);
  if (type === 'plain_text') draft.text += emoji === false ? decode(source) : decode(withEmoji(source));
  else readMrkdwn(source, draft, { parses: verbatim !== true });
  draft.text += '\n';
}

/** What Slack makes links and mentions of, unless it is told to take the words as they are. */
const automaticLink = /https?:\/\/\S+|@(?:channel|here|everyone)\b|#[a-z][\w-]+|\b[\w-]+\.[a-z]{2,}\b/g;

/** Slack's markup: first what stands in angle brackets, then formatting, then entities. */
export function readMrkdwn(source: string, draft: Draft = empty(), { parses = true } = {}): Draft {
  const unbracketed = source.replace(/<([^<>]*)>/g, (_whole, inner: string) => {
    const [target = '', ...label] = inner.split('|');
    const words = label.length > 0 ? label.join('|') : target;
    if (target.startsWith('!date^')) {
      const [, unix, format = ''] = target.split('^');
      draft.dates.push({ unix: Number(unix), format, fallback: decode(words) });
      return words;
    }
    if (/^[@#!]/.test(target)) {
      draft.pings.push(inner);
      return `[${inner}]`;
    }
    draft.links.push({ words: decode(words), url: decode(target) });
    return words;
  });
  // Within a link nothing is made into another.
  const automatic = parses ? (source.replace(/<[^<>]*>/g, ' ').match(automaticLink) ?? []) : [];
  for (const found of automatic) draft.pings.push(`automatic: ${found}`);
  const formatted = unbracketed
    .split('\n')
    .map((line) => formatLine(line, draft))
    .join('\n');
  draft.text += decode(withEmoji(formatted));
  return draft;
}

const marks = [
  { mark: '*', into: 'bold' },
  { mark: '_', into: 'italic' },
  { mark: '~', into: 'struck' },
  { mark: '`', into: 'italic' },
] as const;

/** A mark opens after a break or punctuation and before a character, and closes the other way round. */
function formatLine(line: string, draft: Draft): string {
  const quoted = /^(?:&gt;)/.test(line);
  const shown = marks.reduce((text, { mark, into }) => {
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])[${mark}](?=\\S)([^${mark}]*\\S)[${mark}](?![\\p{L}\\p{N}])`, 'gu');
    return text.replace(pattern, (_whole, words: string) => {
      draft[into].push(decode(words));
      return words;
    });
  }, line);
  return quoted ? `[quoted] ${shown.slice(4)}` : shown;
}

function withEmoji(text: string): string {
  return text.replace(/:([a-z0-9_+'-]+):/g, '[emoji $1]');
}

/** Slack decodes these three, once, and no other. */
export function decode(text: string): string {
  return text.replace(/&(amp|lt|gt);/g, (_whole, name: string) => (name === 'amp' ? '&' : name === 'lt' ? '<' : '>'));
}

function list(value: unknown): readonly Node[] {
  return Array.isArray(value) ? value : [];
}
