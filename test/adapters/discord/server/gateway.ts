import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { isRecord } from './rules.ts';

export const intents = {
  guilds: 1 << 0,
  guildMessages: 1 << 9,
  directMessages: 1 << 12,
  messageContent: 1 << 15,
} as const;
const privileged = (1 << 1) | (1 << 8) | intents.messageContent;

interface Dispatch {
  readonly t: string;
  readonly d: unknown;
  readonly s: number;
}

interface Session {
  readonly id: string;
  readonly intents: number;
  socket: WebSocket | null;
  /** Everything sent or due, so that a resume gets what it missed. */
  readonly sent: Dispatch[];
  resumable: boolean;
}

interface GatewayOptions {
  readonly url: () => string;
  readonly token: () => string;
  /** Privileged intents that are switched on in the portal. */
  readonly allowed: () => number;
  readonly ready: (session: string) => Readonly<Record<string, unknown>>;
  /** What follows READY. */
  readonly greet: () => readonly { readonly t: string; readonly d: unknown }[];
}

export interface Gateway {
  /** Each identify: with which intents, and how it ended. */
  readonly identified: readonly { readonly intents: number; readonly outcome: 'ready' | number }[];
  resumed(): number;
  connected(): number;
  /** To every session; `d` may depend on what the session may see, `null` keeps it from it. */
  dispatch(t: string, d: (intents: number) => unknown): void;
  /** Closes every connection; `clean` false drops the socket without a closing frame. */
  disconnect(code: number): void;
  drop(): void;
  askToReconnect(): void;
  invalidateSessions(options: { readonly resumable: boolean }): void;
  /** Resolves when every client has read what was sent to it so far. */
  flush(): Promise<void>;
  /** Refuses connections for now. */
  setDown(down: boolean): void;
  close(): void;
}

export function openGateway(server: Server, options: GatewayOptions): Gateway {
  const sockets = new WebSocketServer({ noServer: true });
  const sessions = new Map<string, Session>();
  const identified: { intents: number; outcome: 'ready' | number }[] = [];
  const flushing = new Map<WebSocket, (() => void)[]>();
  let resumes = 0;
  let isDown = false;

  server.on('upgrade', (request, socket, head) => {
    if (isDown) {
      socket.destroy();
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => greet(opened));
  });

  function greet(socket: WebSocket): void {
    socket.on('close', () => {
      for (const resolve of flushing.get(socket) ?? []) resolve();
      flushing.delete(socket);
    });
    socket.on('message', (data) => take(socket, JSON.parse(String(data))));
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: 41_250 } }));
  }

  function take(socket: WebSocket, frame: unknown): void {
    if (!isRecord(frame)) return;
    if (frame.op === 1) {
      flushing.get(socket)?.shift()?.();
      socket.send(JSON.stringify({ op: 11 }));
    }
    if (frame.op === 2 && isRecord(frame.d)) identify(socket, frame.d);
    if (frame.op === 6 && isRecord(frame.d)) resume(socket, frame.d);
  }

  function identify(socket: WebSocket, d: Readonly<Record<string, unknown>>): void {
    const asked = Number(d.intents);
    const isDisallowed = (asked & privileged & ~options.allowed()) !== 0;
    const code = d.token !== options.token() ? 4004 : isDisallowed ? 4014 : null;
    if (code !== null) {
      identified.push({ intents: asked, outcome: code });
      socket.close(code);
      return;
    }
    identified.push({ intents: asked, outcome: 'ready' });
    const session: Session = { id: `session-${sessions.size + 1}`, intents: asked, socket, sent: [], resumable: true };
    sessions.set(session.id, session);
    push(session, 'READY', { ...options.ready(session.id), resume_gateway_url: options.url() });
    for (const { t, d: data } of options.greet()) push(session, t, data);
  }

  function resume(socket: WebSocket, d: Readonly<Record<string, unknown>>): void {
    const session = sessions.get(String(d.session_id));
    if (d.token !== options.token()) {
      socket.close(4004);
      return;
    }
    if (!session?.resumable) {
      socket.send(JSON.stringify({ op: 9, d: false }));
      return;
    }
    resumes += 1;
    session.socket = socket;
    for (const missed of session.sent.filter(({ s }) => s > Number(d.seq))) write(session, missed);
    push(session, 'RESUMED', {});
  }

  function push(session: Session, t: string, d: unknown): void {
    const dispatch = { t, d, s: session.sent.length + 1 };
    session.sent.push(dispatch);
    write(session, dispatch);
  }

  function write(session: Session, dispatch: Dispatch): void {
    if (session.socket?.readyState === 1) session.socket.send(JSON.stringify({ op: 0, ...dispatch }));
  }

  return {
    identified,
    resumed: () => resumes,
    connected: () => sockets.clients.size,
    dispatch(t, d) {
      for (const session of sessions.values()) {
        const data = d(session.intents);
        if (data !== null) push(session, t, data);
      }
    },
    disconnect(code) {
      for (const socket of sockets.clients) socket.close(code);
    },
    drop() {
      for (const socket of sockets.clients) socket.terminate();
    },
    askToReconnect() {
      for (const socket of sockets.clients) socket.send(JSON.stringify({ op: 7, d: null }));
    },
    invalidateSessions({ resumable }) {
      for (const session of sessions.values()) session.resumable = resumable;
      for (const socket of sockets.clients) socket.send(JSON.stringify({ op: 9, d: resumable }));
    },
    async flush() {
      // Asked for a heartbeat, a client answers at once, after all that came before.
      const open = [...sockets.clients].filter(({ readyState }) => readyState === 1);
      await Promise.all(
        open.map(
          (socket) =>
            new Promise<void>((resolve) => {
              flushing.set(socket, [...(flushing.get(socket) ?? []), resolve]);
              socket.send(JSON.stringify({ op: 1, d: null }));
            }),
        ),
      );
    },
    setDown(down) {
      isDown = down;
    },
    close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}
