import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { saveAttachment } from '../../../src/adapters/console/attachment.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'verbatim-files-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('saveAttachment()', () => {
  test('writes beside what is there, never over it', () => {
    writeFileSync(join(folder, 'rubio.csv'), 'mine');
    expect(saveAttachment({ name: 'rubio.csv', text: 'theirs' }, folder)).toBe(join(folder, 'rubio-2.csv'));
    expect(readFileSync(join(folder, 'rubio.csv'), 'utf8')).toBe('mine');
    expect(readFileSync(join(folder, 'rubio-2.csv'), 'utf8')).toBe('theirs');
  });

  test('stays in its folder, whatever the name says', () => {
    saveAttachment({ name: '../../out.csv', text: '' }, folder);
    expect(readdirSync(folder)).toEqual(['..-..-out.csv']);
  });

  test('says what stands in the way', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(() => saveAttachment({ name: 'a.png', base64: '', alternative: '' }, file)).toThrow(/ENOTDIR/);
  });
});
