import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Waits until the disk has the file. */
export function flushFile(file: string): void {
  const descriptor = openSync(file, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Waits until the disk has the names in a folder: a rename that is not flushed may be undone by a power cut. */
export function flushFolder(folder: string): void {
  // Windows has no such call, and flushes names with the file.
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
