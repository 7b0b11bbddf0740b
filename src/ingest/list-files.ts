import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { RefusedArrival } from './arrival.ts';

export type Format = 'text' | 'markdown' | 'html' | 'json' | 'jsonl' | 'docx' | 'pdf';

const formats: Readonly<Record<string, Format>> = {
  '.txt': 'text',
  '.text': 'text',
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.html': 'html',
  '.htm': 'html',
  '.xhtml': 'html',
  '.json': 'json',
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
  '.docx': 'docx',
  '.pdf': 'pdf',
};

const readable = '.txt, .md, .html, .json, .jsonl, .docx or .pdf';

/** What is to be read, in the order in which it will be. */
export type Listed =
  | { readonly kind: 'file'; readonly path: string; readonly format: Format; readonly bytes: number }
  /** Standard input ("-"), or a pipe by its path: its size is not known and its format is judged by its content. */
  | { readonly kind: 'stream'; readonly path: string | null; readonly where: string }
  | RefusedArrival;

/**
 * Lists the files that `paths` name: folders with all that is in them, sorted by name, hidden files passed over. Links
 * are followed, and each file and folder is taken once, so that links that lead back end.
 *
 * @param paths files, folders, or "-" for standard input
 */
export async function* listFiles(paths: readonly string[]): AsyncGenerator<Listed> {
  const seen = new Set<string>();
  for (const path of paths) {
    if (path === '-') yield { kind: 'stream', path: null, where: 'standard input' };
    else yield* listPath(path, seen, 'named');
  }
}

async function* listPath(path: string, seen: Set<string>, how: 'named' | 'found'): AsyncGenerator<Listed> {
  try {
    const entry = await stat(path);
    if (how === 'named' && (entry.isFIFO() || entry.isCharacterDevice())) {
      return yield { kind: 'stream', path, where: path };
    }
    const place = await realpath(path);
    if (seen.has(place)) return;
    seen.add(place);
    if (entry.isDirectory()) return yield* listFolder(path, seen, how);
    if (entry.isFile()) return yield listFile(path, entry.size);
    yield refused(path, 'expected a file or a folder, found a device, socket or pipe');
  } catch (error) {
    yield refused(path, await describeFileError(error, path));
  }
}

async function* listFolder(path: string, seen: Set<string>, how: 'named' | 'found'): AsyncGenerator<Listed> {
  const names = (await readdir(path)).filter((name) => !name.startsWith('.')).sort();
  if (names.length === 0 && how === 'named')
    yield refused(path, `expected a folder with ${readable} files, found no file in it`);
  for (const name of names) yield* listPath(join(path, name), seen, 'found');
}

function listFile(path: string, bytes: number): Listed {
  const extension = extname(path);
  const format = formats[extension.toLowerCase()];
  if (format !== undefined) return { kind: 'file', path, format, bytes };
  return refused(
    path,
    `expected a file that ends in ${readable}, found ${extension === '' ? 'no such ending' : extension}`,
  );
}

function refused(where: string, reason: string): RefusedArrival {
  return { kind: 'refused', where, reason };
}

const fileErrors: Readonly<Record<string, string>> = {
  ENOENT: 'expected a file or a folder, found nothing there',
  ENOTDIR: 'expected a file or a folder, found nothing there',
  EACCES: 'expected a file that may be read, found no permission; change its permissions, or import as its owner',
  EPERM: 'expected a file that may be read, found no permission; change its permissions, or import as its owner',
  ELOOP: 'expected a file or a folder, found links that lead to themselves',
  ENAMETOOLONG: 'expected a file or a folder, found a name that is too long',
  EISDIR: 'expected a file, found a folder',
  EMFILE: 'expected to open one more file, found too many open; close other programs and import again',
};

/**
 * What the system says of a file, in words.
 *
 * @throws what is no error of the file system
 */
export async function describeFileError(error: unknown, path: string): Promise<string> {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error;
  if (error.code === 'ENOENT' && (await isLink(path)))
    return 'expected a file or a folder, found a link that leads nowhere';
  return fileErrors[error.code] ?? `expected a file that can be read, found ${error.message}`;
}

async function isLink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink();
  } catch {
    return false;
  }
}
