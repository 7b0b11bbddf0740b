import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openStores } from '../../../src/archive/stores/open-stores.ts';
import type { Reply, Target } from '../../../src/model/chat.ts';
import { temporaryFolder } from '../temporary.ts';

const start = new Date('2025-05-14T12:00:00Z');
const after = (ms: number) => new Date(start.getTime() + ms);
const target: Target = { platform: 'slack', space: 'T1', channel: 'C1', thread: null };
const reply: Reply = {
  body: { kind: 'notice', lead: 'x', sections: [] },
  buttons: [],
  visibility: 'public',
  placement: 'new',
};

function open(file: string, now = () => start) {
  const stores = openStores(file, { now, claimsWithMs: 10_500 });
  onTestFinished(() => stores.close());
  return stores;
}

test('one process holds the lease; another takes over when it is not renewed', () => {
  const file = join(temporaryFolder(), 'news.db');
  const [one, other] = [open(file).lease, open(file).lease];
  expect(one.take(start)).toBe(true);
  expect(other.take(after(5_000))).toBe(false);
  expect(one.take(after(15_000))).toBe(true);
  expect(other.take(after(30_000))).toBe(false);
  expect(other.take(after(35_001))).toBe(true);
  expect(one.take(after(36_000))).toBe(false);
  expect(one.leftMs(after(36_000))).toBe(0);
  other.release();
  expect(one.take(after(36_001))).toBe(true);
});

test('a process that is seen to be dead is followed at once', () => {
  const file = join(temporaryFolder(), 'news.db');
  const store = join(import.meta.dirname, '../../../src/archive/stores/open-stores.ts');
  const code = `
    const { openStores } = await import(${JSON.stringify(store)});
    const now = () => new Date(${start.getTime()});
    console.log(openStores(${JSON.stringify(file)}, { now }).lease.take(now()));
    process.kill(process.pid, 'SIGKILL');`;
  const { stdout } = spawnSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', code]);
  expect(String(stdout).trim()).toBe('true');
  expect(open(file).lease.take(after(1_000))).toBe(true);
});

test('a clock that was a day ahead keeps nobody out', () => {
  const file = join(temporaryFolder(), 'news.db');
  expect(open(file).lease.take(after(86_400_000))).toBe(true);
  expect(open(file).lease.take(start)).toBe(true);
});

test('a delivery is claimed only while the lease is ours for longer than a request takes', () => {
  const file = join(temporaryFolder(), 'news.db');
  const [one, other] = [open(file), open(file)];
  one.outbox.enqueue('a', target, reply, start);
  expect(one.outbox.claim(start)).toBeNull();
  one.lease.take(start);
  expect(other.outbox.claim(start)).toBeNull();
  expect(one.outbox.claim(after(9_600))).toBeNull();
  expect(one.outbox.claim(after(9_400))).not.toBeNull();
});
