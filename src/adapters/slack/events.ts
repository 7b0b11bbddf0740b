import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Incoming, Person, Target, Visibility } from '../../model/chat.ts';
import { typedText } from './escape.ts';
import { isMark } from './mark.ts';

/**
 * What Slack tells, read into what the dispatcher takes; `null` where nobody asks us anything. The person is looked
 * up afterwards, so `from` is still the id.
 */
export type Read<Kind extends Incoming['kind']> = Omit<Extract<Incoming, { kind: Kind }>, 'from'> & {
  readonly from: string;
};

/** Fills in who it is. */
export function byPerson<Kind extends Incoming['kind']>(read: Read<Kind>, from: Person) {
  return { ...read, from };
}

/** An edit that comes later is a new thought, and the answer has been read. */
const longestEditS = 120;

const textPart = z.object({ text: z.string().optional(), url: z.string().optional() });
const richBlock = z.object({
  type: z.literal('rich_text'),
  elements: z.array(z.looseObject({ type: z.string() })),
});

const message = z.object({
  type: z.string().optional(),
  subtype: z.string().optional(),
  channel: z.string(),
  channel_type: z.string().optional(),
  user: z.string().optional(),
  bot_id: z.string().optional(),
  text: z.string().optional().catch(undefined),
  ts: z.string(),
  thread_ts: z.string().optional(),
});

const changed = z.object({
  channel: z.string(),
  channel_type: z.string().optional(),
  message: z.object({
    subtype: z.string().optional(),
    user: z.string().optional(),
    bot_id: z.string().optional(),
    text: z.string().optional().catch(undefined),
    ts: z.string(),
    thread_ts: z.string().optional(),
    edited: z.object({ ts: z.string() }).optional(),
  }),
  previous_message: z.object({ text: z.string().optional().catch(undefined) }).optional(),
});

/** People write these; all other subtypes are of bots or tell that something happened. */
const written = new Set([undefined, 'file_share', 'thread_broadcast', 'me_message']);

/** Where an event came from: the workspace that it was told to, and the bot's own user there, when known. */
export interface Place {
  readonly team: string | null;
  readonly botUser: string | null;
}

/** Reads `app_mention` and `message`, which both come of one mention and get the same event id. */
export function readQuestion(event: unknown, place: Place): Read<'question'> | null {
  const edit = changed.safeParse(event);
  if (edit.success) return readEdit(edit.data, place);
  const parsed = message.safeParse(event);
  return parsed.success ? readWritten(parsed.data, place, { edited: null }) : null;
}

function readEdit({ message: now, previous_message: before, ...around }: z.infer<typeof changed>, place: Place) {
  // Slack tells a change also when it unfurls a link or counts a reply.
  if (now.edited === undefined || now.text === before?.text) return null;
  if (Number(now.edited.ts) - Number(now.ts) > longestEditS) return null;
  return readWritten({ ...around, ...now, channel: around.channel }, place, { edited: now.edited.ts });
}

function readWritten(
  event: z.infer<typeof message>,
  place: Place,
  { edited }: { readonly edited: string | null },
): Read<'question'> | null {
  const { user, text = '', ts, channel } = event;
  if (user === undefined || user === 'USLACKBOT' || user === place.botUser) return null;
  if (event.bot_id !== undefined || !written.has(event.subtype)) return null;
  const manner = mannerOf(event, place);
  if (manner === null) return null;
  const thread = manner === 'mention' ? (event.thread_ts ?? ts) : (event.thread_ts ?? null);
  return {
    kind: 'question',
    eventId: ['slack', place.team, channel, ts, ...(edited === null ? [] : [edited])].join(':'),
    at: { platform: 'slack', space: place.team, channel, thread },
    from: user,
    text: typedText(withoutMention(text, event, place)).trim(),
    message: ts,
    manner,
    edited: edited !== null,
  };
}

function mannerOf(event: z.infer<typeof message>, { botUser }: Place): 'mention' | 'direct' | 'thread' | null {
  const { text = '', channel, channel_type, thread_ts, ts } = event;
  if (channel_type === 'im' || channel.startsWith('D')) return 'direct';
  if (event.type === 'app_mention' || (botUser !== null && text.includes(`<@${botUser}`))) return 'mention';
  if (thread_ts === undefined || thread_ts === ts) return null;
  // Words to somebody else in the thread are none of ours.
  return /^\s*<[@!]/.test(text) ? null : 'thread';
}

/** The mention may stand anywhere. In an `app_mention` without our own name the first one is taken for it. */
function withoutMention(text: string, event: z.infer<typeof message>, { botUser }: Place): string {
  if (botUser !== null && text.includes(`<@${botUser}`)) {
    return text.replaceAll(new RegExp(`\\s*<@${botUser}(?:\\|[^>]*)?>[:,]?`, 'g'), ' ');
  }
  return event.type === 'app_mention' ? text.replace(/<@[^>]+>[:,]?/, ' ') : text;
}

const slashCommand = z.object({
  command: z.string(),
  text: z.string().catch(''),
  team_id: z.string().optional(),
  user_id: z.string(),
  channel_id: z.string(),
  trigger_id: z.string(),
  response_url: z.string().optional(),
});

/**
 * Reads `/verbatim quotes Rubio about:Iran`. A slash command that bears the name of one of ours (`/quotes Rubio`) is
 * that command: a workspace may have chosen to spell them out.
 */
export function readSlashCommand(body: unknown, names: ReadonlySet<string>): Read<'command'> | null {
  const parsed = slashCommand.safeParse(body);
  if (!parsed.success) return null;
  const { command, team_id, user_id, channel_id, trigger_id } = parsed.data;
  const own = command.replace(/^\//, '').toLowerCase();
  const typed = readVisibility(typedText(parsed.data.text));
  const [, first = '', rest = ''] = /^\/?(\S*)\s*([\s\S]*)$/.exec(typed.words) ?? [];
  return {
    kind: 'command',
    eventId: idOf('command', [trigger_id, parsed.data.response_url, command, parsed.data.text, user_id, channel_id]),
    at: targetOf(team_id, channel_id, null),
    from: user_id,
    name: names.has(own) ? own : first.toLowerCase() || 'help',
    options: {},
    text: names.has(own) ? typed.words : rest,
    visibility: typed.visibility,
  };
}

/** A slash command answers the asker alone, unless it ends in `--public`. */
function readVisibility(text: string): { words: string; visibility: Visibility } {
  const [, words = text, choice] = /^([\s\S]*?)(?:^|\s)(?:--|—)(public|private)\s*$/i.exec(text) ?? [];
  return { words: words.trim(), visibility: choice?.toLowerCase() === 'public' ? 'public' : 'private' };
}

const messageAction = z.object({
  team: z.object({ id: z.string() }).nullish(),
  user: z.object({ id: z.string() }),
  channel: z.object({ id: z.string() }),
  trigger_id: z.string(),
  message: z.looseObject({
    ts: z.string().optional(),
    text: z.string().optional().catch(undefined),
    thread_ts: z.string().optional(),
    blocks: z.array(z.unknown()).optional(),
    attachments: z.array(z.looseObject({ text: z.string().optional() })).optional(),
  }),
});

/** Reads the shortcut "Check this quote": the command `check` with the words of the message. */
export function readMessageAction(body: unknown): Read<'command'> | null {
  const parsed = messageAction.safeParse(body);
  if (!parsed.success) return null;
  const { team, user, channel, trigger_id, message: chosen } = parsed.data;
  return {
    kind: 'command',
    eventId: idOf('shortcut', [trigger_id, user.id, channel.id, chosen.ts, chosen.text]),
    at: targetOf(team?.id, channel.id, chosen.thread_ts ?? null),
    from: user.id,
    name: 'check',
    options: { quote: wordsOf(chosen) },
    text: null,
    visibility: 'private',
  };
}

/** Rich text has the words without markup; a forwarded message has them in an attachment. */
function wordsOf({ text, blocks = [], attachments = [] }: z.infer<typeof messageAction>['message']): string {
  const rich = blocks.map(richWordsOf).join('\n').trim();
  if (rich !== '') return rich;
  const typed = typedText(text ?? '').trim();
  return typed !== '' ? typed : typedText(attachments.map((attachment) => attachment.text ?? '').join('\n')).trim();
}

function richWordsOf(block: unknown): string {
  const parsed = richBlock.safeParse(block);
  return parsed.success ? parsed.data.elements.map(wordsIn).join('\n') : '';
}

function wordsIn(element: unknown): string {
  const inner = z.looseObject({ type: z.string(), elements: z.array(z.unknown()) }).safeParse(element);
  if (inner.success) return inner.data.elements.map(wordsIn).join(inner.data.type === 'rich_text_list' ? '\n' : '');
  const part = textPart.safeParse(element);
  return part.success ? (part.data.text ?? part.data.url ?? '') : '';
}

const blockAction = z.object({
  team: z.object({ id: z.string() }).nullish(),
  user: z.object({ id: z.string(), team_id: z.string().optional() }),
  channel: z.object({ id: z.string() }).optional(),
  container: z
    .object({
      channel_id: z.string().optional(),
      message_ts: z.string().optional(),
      thread_ts: z.string().optional(),
      is_ephemeral: z.boolean().optional(),
    })
    .optional(),
  message: z
    .object({
      ts: z.string().optional(),
      thread_ts: z.string().optional(),
      blocks: z.array(z.object({ block_id: z.string().optional() })).optional(),
    })
    .optional(),
  trigger_id: z.string().optional(),
  actions: z.array(z.object({ action_id: z.string(), action_ts: z.string().optional() })).min(1),
});

/** Reads a pressed button. One in the App Home has no channel: its answer goes into the direct messages. */
export function readButton(body: unknown): Read<'button'> | null {
  const parsed = blockAction.safeParse(body);
  if (!parsed.success) return null;
  const { team, user, channel, container, message: bearing, trigger_id, actions } = parsed.data;
  const [action] = actions;
  if (action === undefined) return null;
  const where = container?.channel_id ?? channel?.id ?? user.id;
  const at = targetOf(team?.id ?? user.team_id, where, container?.thread_ts ?? bearing?.thread_ts ?? null);
  const bears = container?.message_ts ?? bearing?.ts ?? '';
  return {
    kind: 'button',
    eventId: idOf('button', [trigger_id, where, bears, user.id, action.action_id, action.action_ts]),
    at,
    from: user.id,
    button: action.action_id.replace(/~.*$/, ''),
    message: bears,
    privately: container?.is_ephemeral === true || !/^[CG]/.test(where),
  };
}

/** The mark of the delivery that the message with the pressed button bears, to be kept when the message changes. */
export function readMark(body: unknown): string | null {
  const blocks = blockAction.safeParse(body).data?.message?.blocks ?? [];
  return blocks.map(({ block_id }) => block_id ?? '').find(isMark) ?? null;
}

/** What opens a form within 3 s of an interaction. */
export function readTrigger(body: unknown): string | null {
  return z.looseObject({ trigger_id: z.string() }).safeParse(body).data?.trigger_id ?? null;
}

const homeOpened = z.object({
  user: z.string(),
  channel: z.string(),
  tab: z.enum(['home', 'messages']).catch('home'),
  event_ts: z.string(),
});

/** What the App Home shows when it is opened: the answers of these commands, asked for privately. */
export function readHome(event: unknown, team: string | null) {
  const parsed = homeOpened.safeParse(event);
  if (!parsed.success) return null;
  const { user, channel, tab, event_ts } = parsed.data;
  const ask = (name: 'help' | 'status'): Read<'command'> => ({
    kind: 'command',
    eventId: `slack:home:${user}:${event_ts}:${name}`,
    at: targetOf(team, channel, null),
    from: user,
    name,
    options: {},
    text: null,
    visibility: 'private',
  });
  return { tab, user, at: targetOf(team, channel, null), commands: [ask('help'), ask('status')] as const };
}

/**
 * The id of what somebody did: the same when Slack sends it again, another when it is done again. Made of all that
 * tells it apart, since what an interaction is known by differs from kind to kind; hashed, since an address to answer
 * to is a secret.
 */
export function idOf(kind: string, parts: readonly (string | undefined)[]): string {
  return `slack:${kind}:${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)}`;
}

export function targetOf(team: string | null | undefined, channel: string, thread: string | null): Target {
  return { platform: 'slack', space: team ?? null, channel, thread };
}
