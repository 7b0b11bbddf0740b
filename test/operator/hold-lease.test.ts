import { expect, test } from 'vitest';
import type { Lease } from '../../src/model/stores.ts';
import { holdLease } from '../../src/operator/hold-lease.ts';

const log = { info() {}, warn() {} };

/** A lease that answers as told, `true` when nothing is told. */
function leaseThat(...answers: readonly (boolean | Error)[]): { lease: Lease; calls: string[] } {
  const calls: string[] = [];
  const left = [...answers];
  return {
    calls,
    lease: {
      holder: 'test',
      take() {
        const answer = left.shift() ?? true;
        calls.push(String(answer));
        if (answer instanceof Error) throw answer;
        return answer;
      },
      leftMs: () => 20_000,
      release: () => void calls.push('release'),
    },
  };
}

test('holdLease() waits for the lease, works, and gives it up', async () => {
  const { lease, calls } = leaseThat(false);
  let worked = 0;
  await holdLease({ lease, now: () => new Date(), signal: new AbortController().signal, log }, async () => {
    worked += 1;
  });
  expect(worked).toBe(1);
  expect(calls).toEqual(['false', 'true', 'release']);
});

test('holdLease() does not begin when it is stopped while it waits', async () => {
  const stop = new AbortController();
  const { lease, calls } = leaseThat(false, false, false);
  const held = holdLease({ lease, now: () => new Date(), signal: stop.signal, log }, async () => {
    throw new Error('It began');
  });
  stop.abort();
  await held;
  expect(calls).not.toContain('release');
});

test('holdLease() gives the lease up when the work fails', async () => {
  const { lease, calls } = leaseThat();
  const held = holdLease({ lease, now: () => new Date(), signal: new AbortController().signal, log }, async () => {
    throw new Error('no such port');
  });
  await expect(held).rejects.toThrow('no such port');
  expect(calls.at(-1)).toBe('release');
});
