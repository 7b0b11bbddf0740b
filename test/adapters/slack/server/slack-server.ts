import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse as parseForm } from 'node:querystring';
import { type WebSocket, WebSocketServer } from 'ws';
import { webApi } from './web-api.ts';
import { type Args, appToken, botToken, createWorkspace, SlackWord, type StoredMessage } from './workspace.ts';

/** What goes wrong with a request: before it is taken, or after. */
export type Fault =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: number }
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'reset'; readonly taken: boolean }
  | { readonly kind: 'hang'; readonly taken: boolean };

interface Call {
  /** `response_url` for answers to interactions. */
  readonly method: string;
  readonly args: Args;
  readonly token: string | null;
}

interface Interaction {
  readonly channel: string;
  readonly user: string;
  /** The message whose button was pressed. */
  readonly bearing: StoredMessage | null;
  uses: number;
}

interface ServerOptions {
  /** Scopes of the bot's token. */
  readonly granted?: readonly string[];
  /** After this an event that was not acknowledged is delivered again. */
  readonly ackTimeoutMs?: number;
}

/**
 * A small Slack on loopback: the Web API, answers to interactions, and Socket Mode. It keeps what it was sent, notes
 * each rule of Slack that was broken, and fails as it is told to.
 */
export async function startSlackServer({ granted, ackTimeoutMs = 3_000 }: ServerOptions = {}) {
  const workspace = createWorkspace();
  const calls: Call[] = [];
  const faults = new Map<string, Fault[]>();
  const interactions = new Map<string, Interaction>();
  const sockets: WebSocket[] = [];
  const awaited = new Map<string, () => void>();
  const acks: { readonly envelope: string; readonly afterMs: number }[] = [];
  const hanging = new Set<ServerResponse>();
  let turn = 0;
  let envelopes = 0;
  let redelivered = 0;
  let closes = false;
  let revoked: ReadonlySet<string> = new Set();

  const server = createServer((request, response) => void serve(request, response));
  const socketServer = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    socketServer.handleUpgrade(request, socket, head, (webSocket) => {
      sockets.push(webSocket);
      webSocket.on('close', () => sockets.splice(sockets.indexOf(webSocket), 1));
      webSocket.on('message', (data) => acknowledged(JSON.parse(String(data))));
      webSocket.send(
        JSON.stringify({ type: 'hello', num_connections: sockets.length, connection_info: { app_id: 'A1' } }),
      );
      if (closes) webSocket.close();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const base = `http://127.0.0.1:${port}`;
  const call = webApi(workspace, () => base);
  const scopes = granted === undefined ? 'all' : new Set(granted);

  function acknowledged({ envelope_id }: { readonly envelope_id?: string }): void {
    if (envelope_id !== undefined) awaited.get(envelope_id)?.();
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const raw = await readBody(request);
    const body = raw.toString();
    const path = request.url ?? '';
    if (path.startsWith('/upload/')) {
      const file = workspace.files[Number(path.slice('/upload/'.length))];
      if (file !== undefined) file.content = contentOf(raw);
      response.end('OK');
      return;
    }
    const isAnswer = path.startsWith('/respond/');
    const method = isAnswer ? 'response_url' : path.slice('/api/'.length);
    const args = isAnswer ? (JSON.parse(body) as Args) : readForm(body);
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
    calls.push({ method, args, token });
    const fault = faults.get(method)?.shift();
    if (fault?.kind === 'status') {
      response.writeHead(
        fault.status,
        fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) },
      );
      response.end('');
      return;
    }
    if (fault?.kind === 'word') return answer(response, { ok: false, error: fault.word });
    if (fault !== undefined && !fault.taken) return drop(request, response, fault);
    try {
      const result = isAnswer ? answerInteraction(path, args) : run(method, args, token);
      if (fault !== undefined) return drop(request, response, fault);
      if (scopes !== 'all' && token === botToken) response.setHeader('x-oauth-scopes', [...scopes].join(','));
      answer(response, { ok: true, ...result });
    } catch (error) {
      if (!(error instanceof SlackWord)) throw error;
      if (isAnswer) response.writeHead(404);
      answer(response, { ok: false, error: error.word, ...error.more });
    }
  }

  function drop(request: IncomingMessage, response: ServerResponse, fault: Fault): void {
    if (fault.kind === 'reset') request.socket.resetAndDestroy();
    else hanging.add(response);
  }

  function run(method: string, args: Args, token: string | null): Args {
    if (token !== null && revoked.has(token)) throw new SlackWord('token_revoked');
    if (method === 'apps.connections.open') {
      if (token !== appToken) throw new SlackWord('invalid_auth');
      return { url: `ws://127.0.0.1:${port}/link/?ticket=secret-ticket` };
    }
    if (token !== botToken) throw new SlackWord('invalid_auth');
    return call(method, args, scopes);
  }

  function answerInteraction(path: string, args: Args): Args {
    const interaction = interactions.get(path);
    if (interaction === undefined) throw new SlackWord('expired_url');
    interaction.uses += 1;
    if (interaction.uses > 5) throw new SlackWord('used_url');
    if (args.replace_original === true && interaction.bearing !== null) {
      workspace.update(interaction.bearing, args, 'response_url');
      return {};
    }
    const seenBy = args.response_type === 'in_channel' ? 'all' : interaction.user;
    workspace.post({ ...args, channel: interaction.channel }, 'response_url', seenBy);
    return {};
  }

  /** Sends an envelope over one of the connections, and again when it is not acknowledged in time. */
  async function deliver(type: string, payload: Args): Promise<void> {
    envelopes += 1;
    const envelope = `envelope-${envelopes}`;
    const since = performance.now();
    const done = new Promise<void>((resolve) => {
      awaited.set(envelope, () => {
        acks.push({ envelope, afterMs: performance.now() - since });
        resolve();
      });
    });
    for (let attempt = 0; attempt < 4; attempt += 1) {
      if (attempt > 0) redelivered += 1;
      send({ envelope_id: envelope, type, payload, accepts_response_payload: false, retry_attempt: attempt });
      const isLate = await Promise.race([done.then(() => false), later(ackTimeoutMs).then(() => true)]);
      if (!isLate) return;
    }
    throw new Error(`The envelope ${envelope} was never acknowledged`);
  }

  function send(message: Args): void {
    const open = sockets.filter(({ readyState }) => readyState === 1);
    turn += 1;
    open[turn % Math.max(1, open.length)]?.send(JSON.stringify(message));
  }

  return {
    apiUrl: `${base}/api/`,
    workspace,
    calls,
    acks,
    sockets,
    redeliveries: () => redelivered,
    /** Whether each new connection is closed as soon as it is there. */
    closesAtOnce(does: boolean) {
      closes = does;
    },
    deliver,
    /** The token is worth nothing from now on; with the app's token its connections go. */
    revoke(token: string) {
      revoked = new Set([...revoked, token]);
      if (token === appToken) for (const socket of [...sockets]) socket.close();
    },
    /** The next requests of this method fail, in turn. */
    fail(method: string, ...next: Fault[]) {
      faults.set(method, [...(faults.get(method) ?? []), ...next]);
    },
    /** Makes an address for answers to what this person did. */
    responseUrl(channel: string, user: string, bearing: StoredMessage | null): string {
      const path = `/respond/${interactions.size}`;
      interactions.set(path, { channel, user, bearing, uses: 0 });
      return base + path;
    },
    /** What Slack does to each connection about once an hour. */
    recycle(socket: WebSocket | undefined, reason = 'refresh_requested') {
      socket?.send(JSON.stringify({ type: 'disconnect', reason }));
    },
    async close() {
      for (const response of hanging) response.destroy();
      for (const socket of [...sockets]) socket.terminate();
      socketServer.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type SlackServer = Awaited<ReturnType<typeof startSlackServer>>;

function answer(response: ServerResponse, body: Args): void {
  if (!response.headersSent) response.writeHead(response.statusCode, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}

/** The client sends forms; these of its fields are JSON. */
const structured = new Set(['blocks', 'view', 'prompts', 'files', 'metadata']);

function readForm(body: string): Args {
  return Object.fromEntries(
    Object.entries(parseForm(body)).map(([key, value]) => [
      key,
      structured.has(key) ? JSON.parse(String(value)) : value,
    ]),
  );
}

/** The bytes of a file come as one part of a form. */
function contentOf(body: Buffer): string {
  const letters = body.toString('latin1');
  const [, part] = /\r\n\r\n([\s\S]*?)\r\n--/.exec(letters) ?? [];
  const content = Buffer.from(part ?? letters, 'latin1');
  return content.subarray(1, 4).toString() === 'PNG' ? content.toString('base64') : content.toString();
}

function later(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
