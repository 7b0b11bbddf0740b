import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { withNote } from '../../answer/with-note.ts';
import type { Reply } from '../../model/chat.ts';
import { clip } from './escape.ts';

/** Of the words for those who cannot see a picture. */
const longestAlternative = 1000;

const opened = z.object({ channel: z.object({ id: z.string() }) });

/** A person can be posted to, but only a conversation can be read and given files. */
export async function conversationOf(client: WebClient, channel: string): Promise<string> {
  if (!/^[UW]/.test(channel)) return channel;
  return opened.parse(await client.conversations.open({ users: channel })).channel.id;
}

export async function upload(
  client: WebClient,
  file: NonNullable<Reply['file']>,
  channel: string,
  thread: string | null,
): Promise<void> {
  const content =
    'text' in file
      ? { content: file.text }
      : { file: Buffer.from(file.base64, 'base64'), alt_text: clip(file.alternative, longestAlternative) };
  const job = { channel_id: await conversationOf(client, channel), filename: file.name, ...content };
  await client.files.uploadV2(thread === null ? job : { ...job, thread_ts: thread });
}

/** The same reply without its file, and with a line that tells what became of it. */
export function withoutFile({ file: _file, ...reply }: Reply, note: string): Reply {
  return { ...reply, body: withNote(reply.body, note) };
}
