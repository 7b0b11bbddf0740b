import { isRecord } from './rules.ts';
import { type Channel, type StoredMessage, snowflake, type World } from './world.ts';

/** Told of what changed, so that the gateway can tell the bot. */
export interface Changes {
  created(message: StoredMessage): void;
  updated(message: StoredMessage): void;
  threadStarted(thread: Channel, message: StoredMessage): void;
}

type Body = Readonly<Record<string, unknown>> & {
  readonly files?: readonly { readonly name: string; readonly text: string }[];
  readonly reference?: StoredMessage | null;
  readonly interaction?: string;
  readonly ephemeralTo?: string | null;
  readonly nonce?: string | null;
};

/** Stores a message of the bot. */
export function storeMessage(world: World, channel: string, body: Body): StoredMessage {
  const reference = body.reference ?? null;
  const message: StoredMessage = {
    id: snowflake(),
    channel_id: channel,
    type: reference === null ? 0 : 19,
    author: world.bot,
    content: '',
    embeds: [],
    components: [],
    attachments: [],
    flags: Number(body.flags ?? 0),
    mentions: [],
    mention_roles: [],
    message_reference: reference === null ? null : { message_id: reference.id, channel_id: channel },
    edited_timestamp: null,
    reactions: new Set(),
    interaction: body.interaction ?? null,
    ephemeralTo: body.ephemeralTo ?? null,
    edits: 0,
    nonce: body.nonce ?? null,
  };
  fill(message, body, body.files ?? []);
  world.messages.push(message);
  return message;
}

export function changeMessage(
  message: StoredMessage,
  body: Readonly<Record<string, unknown>>,
  files: readonly { readonly name: string; readonly text: string }[],
): void {
  fill(message, body, files);
  if (body.flags !== undefined) message.flags = Number(body.flags);
  message.edited_timestamp = new Date().toISOString();
  message.edits += 1;
}

function fill(
  message: StoredMessage,
  body: Readonly<Record<string, unknown>>,
  files: readonly { readonly name: string; readonly text: string }[],
): void {
  if (typeof body.content === 'string') message.content = body.content.trim();
  if (Array.isArray(body.embeds))
    message.embeds = body.embeds.filter(isRecord).map((embed) => ({ type: 'rich', ...embed }));
  if (Array.isArray(body.components)) message.components = body.components.filter(isRecord);
  if (Array.isArray(body.attachments) && body.attachments.length === 0) message.attachments = [];
  const notes = Array.isArray(body.attachments) ? body.attachments.filter(isRecord) : [];
  const descriptionOf = (place: number) => {
    const description = notes.find(({ id }) => String(id) === String(place))?.description;
    return typeof description === 'string' ? { description } : {};
  };
  if (files.length > 0)
    message.attachments = files.map(({ name, text }, place) => ({
      id: snowflake(),
      filename: name,
      content: text,
      ...descriptionOf(place),
    }));
}
