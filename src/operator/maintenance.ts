import { mkdirSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { ArchiveError } from '../archive/archive-error.ts';
import { backupArchive as copyWhole } from '../archive/backup.ts';
import { type ArchiveReport, checkArchive as lookOver } from '../archive/check.ts';
import { restoreArchive as putBack } from '../archive/restore.ts';
import type { Output } from './output.ts';

export interface BackupOptions {
  /** Where to; beside the archive, named after the moment, when absent. */
  readonly to?: string;
  readonly now: Date;
  readonly output: Output;
}

/**
 * Copies the archive to one file and checks the copy. The archive may be in use.
 *
 * @throws {ArchiveError}
 */
export async function backupArchive(archiveFile: string, { to, now, output }: BackupOptions): Promise<0> {
  const target = to ?? backupName(archiveFile, now);
  makeFolder(dirname(target), archiveFile);
  const report = await copyWhole(archiveFile, target);
  await output.out(`Backed up to ${target}, and checked the copy: ${holds(report)}`);
  return 0;
}

/**
 * Puts a backup in the place of the archive, which is kept beside it.
 *
 * @throws {ArchiveError} when `from` is no sound archive, or the archive is in use
 */
export async function restoreArchive(archiveFile: string, from: string, output: Output): Promise<0> {
  const { report, aside } = await putBack(from, archiveFile);
  await output.out(`Restored ${archiveFile} from ${from}: ${holds(report)}`);
  if (aside !== null) await output.out(`What was there before is kept as ${aside}`);
  return 0;
}

/**
 * Reads every page, hash and span of the archive.
 *
 * @returns 1 when something in it is not as it was stored
 * @throws {ArchiveError} when there is no archive
 */
export async function checkArchive(archiveFile: string, output: Output): Promise<0 | 1> {
  const report = lookOver(archiveFile);
  if (report.sound) {
    await output.out(`${archiveFile} is sound: ${holds(report)}`);
    return 0;
  }
  for (const fault of report.faults) output.err(fault);
  output.err(`${archiveFile} is damaged; "verbatim restore BACKUP" puts a backup in its place`);
  return 1;
}

function makeFolder(folder: string, archiveFile: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    const met = cause instanceof Error ? cause.message : String(cause);
    throw new ArchiveError('back up', archiveFile, 'read-only', `the folder of the copy cannot be made: ${met}`, {
      cause,
    });
  }
}

/** "news.db" becomes "news-2025-04-18T140500Z.db": no colons, which some file systems refuse. */
function backupName(archiveFile: string, now: Date): string {
  const ending = extname(archiveFile);
  const moment = now
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '');
  return join(dirname(archiveFile), `${basename(archiveFile, ending)}-${moment}${ending}`);
}

function holds({ articles, versions, sentences, statements }: ArchiveReport): string {
  const older = versions - articles;
  const parts = [
    counted(articles, 'article') + (older > 0 ? ` (and ${counted(older, 'older version')})` : ''),
    counted(sentences, 'sentence'),
    counted(statements, 'statement'),
  ];
  return parts.join(', ');
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
