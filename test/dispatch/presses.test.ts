import { afterEach, beforeEach, expect, test } from 'vitest';
import { type OpenStores, openStores } from '../../src/archive/stores/open-stores.ts';
import { defineCommand, say } from '../../src/command.ts';
import { createCalls } from '../../src/dispatch/calls.ts';
import { createPresses } from '../../src/dispatch/presses.ts';
import type { Incoming, Reply, Target } from '../../src/model/chat.ts';

const now = new Date('2025-04-20T12:00:00Z');
const at: Target = { platform: 'slack', space: 'T1', channel: 'C1', thread: null };

const more = defineCommand({
  name: 'news more',
  summary: 'Further stories',
  options: { from: { type: 'text', summary: 'Stories to pass over' } },
  run: async () => say('never run here'),
});

let stores: OpenStores;
beforeEach(() => {
  stores = openStores(':memory:', { now: () => now });
});
afterEach(() => stores.close());

const page: Reply = {
  body: { kind: 'bulletin', lead: 'Digest: more', stories: [], remarks: [], closing: '' },
  buttons: [],
  visibility: 'public',
  placement: 'new',
};

function press(button: string, privately: boolean): Promise<Reply> {
  const calls = createCalls({ commands: [], buttonCommands: [more], stores, now: () => now });
  const pressed = createPresses({
    calls,
    stores,
    now: () => now,
    run: async () => page,
    askerOf: () => Promise.reject(new Error('nobody has to be known')),
  });
  const from = { user: 'anna', zone: null, administrator: false };
  const event: Incoming = { kind: 'button', eventId: 'e1', at, from, button, message: 'm1', privately };
  return pressed(event);
}

test('a page of a post leaves the post of all as it is, and comes to who pressed', async () => {
  expect(await press('do.news more.from=5', false)).toMatchObject({ visibility: 'private', placement: 'new' });
});

test('the next page takes the place of the one that somebody alone sees', async () => {
  expect(await press('do.news more.from=10', true)).toMatchObject({ visibility: 'private', placement: 'in place' });
});

test('a button of a command that is gone says so', async () => {
  const { body } = await press('do.news less.from=5', false);
  expect(body).toMatchObject({ kind: 'notice', lead: expect.stringContaining('no longer running') });
});
