import { writeFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import type { Attachment } from '../../model/chat.ts';

const mostTries = 1000;

/**
 * Writes a file that a reply bears, beside others of its name, never over one.
 *
 * @returns the path it was written to
 * @throws what the file system says
 */
export function saveAttachment(file: Attachment, folder: string): string {
  const { name, ext } = parse(file.name.replace(/[/\\]/g, '-'));
  const data = 'text' in file ? file.text : Buffer.from(file.base64, 'base64');
  for (let number = 1; number <= mostTries; number += 1) {
    const path = join(folder, number === 1 ? `${name}${ext}` : `${name}-${number}${ext}`);
    if (wrote(path, data)) return path;
  }
  throw new Error(`Cannot write ${file.name} to "${folder}": ${mostTries} files of that name are there`);
}

/** `false` when there is a file already. */
function wrote(path: string, data: string | Uint8Array): boolean {
  try {
    writeFileSync(path, data, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
