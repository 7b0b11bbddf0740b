import { expect, onTestFinished } from 'vitest';
import type { Adapter, DeliveryId, Handlers, Incoming, Reply, Target } from '../../../src/model/chat.ts';
import { firstPage } from '../../fixtures/answers.ts';
import { type SmallDispatcher, smallDispatcher } from '../small-dispatcher.ts';
import { userId } from './events.ts';
import { channel, type SlackHarness, slackHarness } from './harness.ts';
import { appToken, botToken, team } from './server/workspace.ts';

export const patient = { timeout: 10_000, interval: 5 };
export const question = 'what did Ilse Marten say about the bridge?';
export const anna = userId('anna');
export const bert = userId('bert');

export const target: Target = { platform: 'slack', space: team, channel, thread: null };
export const delivery = 'delivery-1' as DeliveryId;
export const reply: Reply = { body: firstPage, buttons: [], visibility: 'public', placement: 'new' };

/** The adapter, listening; it is closed with the test, which fails if Slack was sent what it refuses. */
export async function started(
  settings: Parameters<typeof slackHarness>[0] = {},
  dispatch: (adapter: Adapter) => Handlers = smallDispatcher,
): Promise<SlackHarness> {
  const harness = await slackHarness(settings);
  onTestFinished(async () => {
    await harness.close();
    expect(harness.violations()).toEqual([]);
  });
  await harness.start(dispatch);
  return harness;
}

/** Answers in its own time; everything else as the small dispatcher does. */
export function withHandle(handle: (event: Incoming, next: SmallDispatcher['handle']) => Promise<Reply | null>) {
  return (adapter: Adapter): Handlers => {
    const dispatcher = smallDispatcher(adapter);
    return { ...dispatcher, handle: (event) => handle(event, dispatcher.handle) };
  };
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** A door that stays shut until it is opened. */
export function door(): { readonly opened: Promise<void>; readonly open: () => void } {
  let unlock = () => {};
  const opened = new Promise<void>((resolve) => {
    unlock = resolve;
  });
  return { opened, open: () => unlock() };
}

export function callsOf(harness: SlackHarness, method: string) {
  return harness.server.calls.filter((call) => call.method === method);
}

export function socketMode(connections: number) {
  return { kind: 'socket', botToken, appToken, connections } as const;
}
