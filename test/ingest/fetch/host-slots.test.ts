import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { HostSlots } from '../../../src/ingest/fetch/host-slots.ts';

/** Takes a place, and notes when it got it. */
function taking(slots: HostSlots, name: string, got: string[], signal?: AbortSignal, host = 'mill.example') {
  return slots.take(host, signal).then((release) => {
    got.push(name);
    return release;
  });
}

test('HostSlots lets so many go to one host, and the others wait in their order', async () => {
  const slots = new HostSlots(2);
  const got: string[] = [];
  const first = taking(slots, 'first', got);
  taking(slots, 'second', got);
  taking(slots, 'third', got);
  taking(slots, 'fourth', got);
  taking(slots, 'elsewhere', got, undefined, 'wire.example');
  await turn();
  expect(got.sort()).toEqual(['elsewhere', 'first', 'second']);
  (await first)();
  await turn();
  expect(got.at(-1)).toBe('third');
  expect(got).not.toContain('fourth');
});

test('HostSlots passes over who has left meanwhile', async () => {
  const slots = new HostSlots(1);
  const got: string[] = [];
  const leaving = new AbortController();
  const release = await taking(slots, 'first', got);
  const left = taking(slots, 'left', got, leaving.signal);
  taking(slots, 'second', got);
  leaving.abort(new Error('no longer wanted'));
  await expect(left).rejects.toThrow('no longer wanted');
  release();
  await turn();
  expect(got).toEqual(['first', 'second']);
});

test('HostSlots takes nobody in who does not want to go', async () => {
  const signal = AbortSignal.abort(new Error('too late'));
  await expect(new HostSlots(1).take('mill.example', signal)).rejects.toThrow('too late');
});
