import { refusals } from './block-rules.ts';

/** What stands in the small Slack's one workspace. */
export interface StoredMessage {
  readonly ts: string;
  readonly channel: string;
  readonly threadTs: string | null;
  /** The bot's messages are `bot`; people's are their ids. */
  readonly author: string;
  readonly seenBy: 'all' | string;
  text: string;
  blocks: unknown[];
  unfurls: boolean;
  edits: number;
  readonly reactions: Set<string>;
}

export type Args = Readonly<Record<string, unknown>>;

export const team = 'T0VERBATIM';
export const botUser = 'U0VERBATIM';
export const botId = 'B0VERBATIM';
export const botToken = 'xoxb-test-token';
export const appToken = 'xapp-test-token';

/** An error that the Web API answers with, in its own word. */
export class SlackWord extends Error {
  readonly word: string;
  readonly more: Args;
  constructor(word: string, more: Args = {}) {
    super(word);
    this.word = word;
    this.more = more;
  }
}

/** One workspace: people, conversations, messages; and which rules of Slack were broken. */
export function createWorkspace() {
  const messages: StoredMessage[] = [];
  const violations: string[] = [];
  const homes = new Map<string, unknown>();
  const prompts: Args[] = [];
  /** Views that were opened, with the trigger that opened them. */
  const views: Args[] = [];
  const files: {
    name: string;
    /** Text as it is, a picture in base64. */
    content: string;
    alternative: string | null;
    channel: string | null;
    thread: string | null;
  }[] = [];
  const people = new Map<string, Args>();
  /** Channels that the bot is not in. */
  const closedChannels = new Map<string, string>();
  /** Ten minutes behind the adapter's clock. */
  let clock = 1_747_223_400;

  function nextTs(): string {
    clock += 1;
    return `${clock}.000100`;
  }

  function check(args: Args, where: string): { text: string; blocks: unknown[] } {
    const blocks = (args.blocks ?? []) as unknown[];
    const text = String(args.text ?? '');
    const broken = [
      ...refusals(blocks),
      ...(text === '' ? ['no text for notifications'] : []),
      ...(text.length > 4000 ? [`text of ${text.length} characters`] : []),
      ...(/<[^>]*>/.test(text) ? ['the text for notifications holds control sequences'] : []),
      ...(args.parse !== undefined || args.link_names !== undefined ? ['asks Slack to find mentions'] : []),
    ];
    if (broken.length > 0) {
      violations.push(...broken.map((rule) => `${where}: ${rule}`));
      throw new SlackWord('invalid_blocks');
    }
    return { text, blocks };
  }

  function unfurls(args: Args): boolean {
    const off = (value: unknown) => value === false || value === 'false';
    return !(off(args.unfurl_links) && off(args.unfurl_media));
  }

  function post(args: Args, where: string, seenBy: 'all' | string): StoredMessage {
    const channel = String(args.channel);
    const closed = closedChannels.get(channel);
    if (closed !== undefined) throw new SlackWord(closed);
    const message: StoredMessage = {
      ts: nextTs(),
      // A message to a person stands in the conversation with them.
      channel: channel.startsWith('U') ? directOf(channel) : channel,
      threadTs: args.thread_ts === undefined ? null : String(args.thread_ts),
      author: 'bot',
      seenBy,
      ...check(args, where),
      unfurls: unfurls(args),
      edits: 0,
      reactions: new Set(),
    };
    messages.push(message);
    return message;
  }

  function update(message: StoredMessage, args: Args, where: string): void {
    const { text, blocks } = check(args, where);
    message.text = text;
    message.blocks = blocks;
    message.unfurls = unfurls(args);
    message.edits += 1;
  }

  function find(channel: string, ts: string): StoredMessage | undefined {
    return messages.find((message) => message.ts === ts && message.channel === channel);
  }

  /** A person writes; what comes of it is delivered by the caller. */
  function write(author: string, channel: string, text: string, threadTs: string | null): StoredMessage {
    const message: StoredMessage = {
      ts: nextTs(),
      channel,
      threadTs,
      author,
      seenBy: 'all',
      text,
      blocks: [],
      unfurls: false,
      edits: 0,
      reactions: new Set(),
    };
    messages.push(message);
    return message;
  }

  return {
    messages,
    violations,
    homes,
    prompts,
    views,
    files,
    people,
    closedChannels,
    nextTs,
    post,
    update,
    find,
    write,
    check,
  };
}

export type SlackWorkspace = ReturnType<typeof createWorkspace>;

export function directOf(user: string): string {
  return `D${user.slice(1)}`;
}
