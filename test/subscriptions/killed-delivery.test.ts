import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../archive/temporary.ts';
import { deliverKilled, isKept, type Outcome, openFarEnd, type Trouble } from './killed-delivery.ts';

// Each step, and processes that are really killed: test/faults/delivery-kill.ts.
const ways: readonly { readonly platform: 'slack' | 'discord'; readonly trouble: Trouble; readonly stride: number }[] =
  [
    { platform: 'slack', trouble: 'none', stride: 7 },
    { platform: 'slack', trouble: 'no history', stride: 9 },
    { platform: 'discord', trouble: 'none', stride: 7 },
  ];

test.each(ways)(
  'a digest on $platform that dies at any step is told once ($trouble)',
  async ({ platform, trouble, stride }) => {
    const told: Outcome[] = [];
    for (let step = 1; told.at(-1)?.isOver !== true; step += stride) {
      const far = await openFarEnd(platform, trouble);
      try {
        const outcome = await deliverKilled(far, join(temporaryFolder(), 'news.db'), step, 'thrown');
        expect(outcome, `step ${step}`).toSatisfy(isKept);
        if (trouble === 'none') expect(outcome, `step ${step}`).toMatchObject({ posts: 1, history: 'delivered' });
        told.push(outcome);
      } finally {
        await far.close();
      }
    }
    expect(told.length).toBeGreaterThan(3);
  },
  60_000,
);

test('a process that is killed while its post is under way is followed by one that finds it', async () => {
  const far = await openFarEnd('slack', 'none');
  onTestFinished(() => far.close());
  const outcome = await deliverKilled(far, join(temporaryFolder(), 'news.db'), 18, 'killed');
  expect(outcome).toEqual({ posts: 1, history: 'delivered', isOver: false });
}, 30_000);
