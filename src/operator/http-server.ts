import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** Requests to these paths go to this listener. */
interface Route {
  readonly paths: readonly string[];
  readonly listener: RequestListener;
}

/** One port for everything that is asked over HTTP: health, metrics, and Slack where it comes over HTTP. */
export interface HttpServer {
  /** Puts a route in; what it returns takes it out again. */
  mount(route: Route): () => void;
  /**
   * @returns the port, chosen by the system when `port` is 0
   * @throws {Error} `EADDRINUSE`, `EACCES`
   */
  listen(port: number, host: string): Promise<number>;
  /** Takes no more requests and waits for those that run, but not for long. */
  close(): Promise<void>;
}

/** A body that does not come, or comes a byte at a time, must not hold a connection for ever. */
const requestTimeoutMs = 30_000;

/** A request that takes longer does not keep the process from ending. */
const closeWithinMs = 5_000;

export function createHttpServer(): HttpServer {
  const listeners = new Map<string, RequestListener>();
  const sockets = new Set<Socket>();
  const answering = new Set<Socket>();
  let isClosing = false;
  const server = createServer({ requestTimeout: requestTimeoutMs }, (request, response) => {
    answering.add(request.socket);
    response.once('close', () => {
      answering.delete(request.socket);
      // Else the client keeps the connection for its next request.
      if (isClosing) request.socket.destroySoon();
    });
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const listener = listeners.get(path);
    if (listener !== undefined) return listener(request, response);
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n');
  });

  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });

  return {
    mount({ paths, listener }) {
      for (const path of paths) listeners.set(path, listener);
      return () => {
        for (const path of paths) if (listeners.get(path) === listener) listeners.delete(path);
      };
    },

    listen(port, host) {
      return new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          server.off('error', reject);
          resolve((server.address() as AddressInfo).port);
        });
      });
    },

    close() {
      return new Promise((resolve) => {
        isClosing = true;
        const patience = setTimeout(() => server.closeAllConnections(), closeWithinMs);
        server.close(() => {
          clearTimeout(patience);
          resolve();
        });
        // Those that never asked for anything count as busy to `closeIdleConnections`.
        for (const socket of sockets) if (!answering.has(socket)) socket.destroy();
      });
    },
  };
}
