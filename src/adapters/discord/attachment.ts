import { withNote } from '../../answer/with-note.ts';
import type { Reply } from '../../model/chat.ts';
import type { Outgoing } from './api.ts';
import { shorten } from './attribution.ts';
import { type Drawing, renderReply } from './render.ts';

/** What Discord takes from a bot on a server without boosts. */
const longestFile = 10 * 1024 * 1024;
/** Of the words for those who cannot see a picture. */
const longestDescription = 1024;

/** Draws a reply with its file. One that is too large is left out, and the message says so. */
export function outgoing(reply: Pick<Reply, 'body' | 'buttons' | 'file'>, drawing: Drawing): Outgoing {
  const { file } = reply;
  if (file === undefined) return { body: renderReply(reply, drawing), files: [] };
  const data = 'text' in file ? Buffer.from(file.text) : Buffer.from(file.base64, 'base64');
  if (data.length <= longestFile) {
    const description = 'text' in file ? {} : { description: shorten(file.alternative, longestDescription) };
    return {
      body: { ...renderReply(reply, drawing), attachments: [{ id: '0', filename: file.name, ...description }] },
      files: [{ name: file.name, data, contentType: 'text' in file ? 'text/plain; charset=utf-8' : 'image/png' }],
    };
  }
  return { body: renderReply({ ...reply, body: withNote(reply.body, tooLarge(data.length)) }, drawing), files: [] };
}

function tooLarge(bytes: number): string {
  return `The file is not attached: it has ${megabytes(bytes)} MB, and Discord takes ${megabytes(longestFile)} MB. Narrow it down, by a period or an outlet.`;
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}
