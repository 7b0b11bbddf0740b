import { createHmac } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Mount } from '../../../src/adapters/slack/slack.ts';

export const signingSecret = 'the signing secret';

/** An HTTP server that others take part in, as the one that serves health and metrics. */
export async function startHttpBot() {
  const routes = new Map<string, RequestListener>();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const listener = routes.get(pathname);
    if (listener === undefined) response.writeHead(404).end();
    else listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const mount: Mount = ({ paths, listener }) => {
    for (const path of paths) routes.set(path, listener);
    return () => {
      for (const path of paths) routes.delete(path);
    };
  };
  return {
    url: `http://localhost:${port}`,
    mount,
    routes,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface SignedOptions {
  readonly secret?: string;
  readonly at?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends what Slack would send, signed as Slack signs. */
export async function sendSigned(url: string, payload: object | URLSearchParams, options: SignedOptions = {}) {
  const { secret = signingSecret, at = Math.floor(Date.now() / 1000), headers = {} } = options;
  const isForm = payload instanceof URLSearchParams;
  const body = isForm ? payload.toString() : JSON.stringify(payload);
  const signature = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex');
  return fetch(`${url}/slack/events`, {
    method: 'POST',
    body,
    headers: {
      'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
      'x-slack-request-timestamp': String(at),
      'x-slack-signature': `v0=${signature}`,
      ...headers,
    },
  });
}

export function asForm(fields: Readonly<Record<string, string>>): URLSearchParams {
  return new URLSearchParams(fields);
}
