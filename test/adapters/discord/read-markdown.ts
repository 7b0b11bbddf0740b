import { parse } from 'discord-markdown-parser';

/** What a reader sees of Discord markup, read by a grammar that is not ours. */
export interface Read {
  readonly text: string;
  readonly quotations: readonly string[];
  readonly bold: readonly string[];
  readonly struck: readonly string[];
  readonly links: readonly { readonly words: string; readonly url: string }[];
  /** People, roles, channels, commands, everyone: whatever is drawn as a mention. */
  readonly mentions: readonly string[];
  /** Kinds of markup met, for those that nothing of ours draws. */
  readonly kinds: ReadonlySet<string>;
}

type Node = ReturnType<typeof parse>[number];

const mentions = new Set(['user', 'role', 'channel', 'everyone', 'here', 'slashCommand', 'guildNavigation', 'emoji']);

export function readMarkdown(markdown: string): Read {
  const found = { quotations: [], bold: [], struck: [], links: [], mentions: [] } as {
    quotations: string[];
    bold: string[];
    struck: string[];
    links: { words: string; url: string }[];
    mentions: string[];
  };
  const kinds = new Set<string>();

  function read(node: Node): string {
    kinds.add(node.type);
    const inside = Array.isArray(node.content) ? readAll(node.content) : String(node.content ?? '');
    if (node.type === 'blockQuote') found.quotations.push(inside);
    if (node.type === 'strong') found.bold.push(inside);
    if (node.type === 'strikethrough') found.struck.push(inside);
    if (node.type === 'link') found.links.push({ words: inside, url: String(node.target) });
    if (node.type === 'url' || node.type === 'autolink') found.links.push({ words: inside, url: String(node.target) });
    if (mentions.has(node.type)) found.mentions.push(`${node.type} ${node.id ?? ''}`);
    if (node.type === 'timestamp') return new Date(Number(node.timestamp) * 1000).toISOString().slice(0, 10);
    if (node.type === 'twemoji') return String(node.name);
    if (node.type === 'br' || node.type === 'newline') return '\n';
    return node.type === 'heading' || node.type === 'subtext' || node.type === 'blockQuote' ? `${inside}\n` : inside;
  }

  function readAll(nodes: readonly Node[]): string {
    return nodes.map(read).join('');
  }

  return { text: readAll(parse(markdown, 'extended')), kinds, ...found };
}

/** True when the platform would fetch something to draw below the message. */
export function wouldPreview(content: string): boolean {
  const bare = content.replace(/<https?:\/\/[^\s>]*>/g, '');
  return /https?:\/\/|discord(?:app)?\.(?:gg|gift|new|com)\//i.test(bare);
}
