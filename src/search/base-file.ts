import { join } from 'node:path';

/** The folder of the sealed base: beside the archive's file, so that both are found, moved and thrown away together. */
export function baseFolder(archive: string): string {
  return `${archive}.index`;
}

export function baseFile(folder: string): string {
  return join(folder, 'sentences.index');
}
