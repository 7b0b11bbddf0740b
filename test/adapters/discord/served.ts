import { afterEach, beforeEach, expect } from 'vitest';
import type {
  Adapter,
  DeliveryId,
  Handlers,
  Incoming,
  Notice,
  Posting,
  Reply,
  Target,
} from '../../../src/model/chat.ts';
import { connected, type Running, run, type Setting } from './harness.ts';
import { type DiscordServer, startDiscord } from './server/discord-server.ts';

type Answer = (event: Incoming) => Promise<Reply | null> | Reply | null;

/** A Discord of its own for each test of a file, and the adapters that were logged in to it. */
export interface Far {
  readonly server: DiscordServer;
  /** Everything that was handed over. */
  readonly events: readonly Incoming[];
  /** Begins to log in. */
  start(handlers: Handlers, setting?: Setting): Promise<Running>;
  /** Logs in, and answers every event as told. */
  serve(answer: Answer, setting?: Setting): Promise<Running>;
  /** Stops all that were started. */
  stop(): Promise<void>;
}

const note: Notice = { kind: 'notice', lead: 'Understood.', sections: [] };
export const privately: Reply = { body: note, buttons: [], visibility: 'private', placement: 'new' };
export const publicly: Reply = { ...privately, buttons: [{ id: 'a', label: 'A' }], visibility: 'public' };

/** For `vi.waitFor`. */
export const soon = { timeout: 8_000, interval: 5 };

/** Afterwards no rule of Discord may have been broken, and no token may stand in the log. */
export function farDiscord(): Far {
  const started: Running[] = [];
  let server: DiscordServer | null = null;
  let events: Incoming[] = [];

  function far(): DiscordServer {
    if (server === null) throw new Error('There is a Discord during tests only');
    return server;
  }

  async function start(handlers: Handlers, setting: Setting = {}): Promise<Running> {
    const running = await run(far(), setting, () => handlers);
    started.push(running);
    return running;
  }

  async function stop(): Promise<void> {
    for (const running of started.splice(0)) {
      await running.stop();
      const told = JSON.stringify(running.lines);
      expect(told).not.toContain(far().token);
      expect(told).not.toMatch(/interaction-token/);
    }
  }

  beforeEach(async () => {
    server = await startDiscord();
    events = [];
  });

  afterEach(async () => {
    await stop();
    await far().close();
    expect(far().violations).toEqual([]);
  });

  return {
    get server() {
      return far();
    },
    get events() {
      return events;
    },
    start,
    stop,
    async serve(answer, setting = {}) {
      far().portal.messageContent = setting.messageContent ?? false;
      const handlers: Handlers = {
        async handle(event) {
          events.push(event);
          return answer(event);
        },
        suggest: async () => [],
      };
      const running = await start(handlers, setting);
      await connected(running);
      return running;
    },
  };
}

export function channelTarget({ server }: Far): Target {
  return { platform: 'discord', space: server.world.guild, channel: server.world.channel, thread: null };
}

export async function post(adapter: Adapter, target: Target, delivery = 'd1'): Promise<Posting> {
  return adapter.post(target, publicly, delivery as DeliveryId);
}
