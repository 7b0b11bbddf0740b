import type { ServerResponse } from 'node:http';
import type { HttpServer } from './http-server.ts';
import type { Metrics } from './metrics.ts';

interface HealthOptions {
  readonly server: HttpServer;
  readonly metrics: Metrics;
  /** What keeps it from answering, in words; empty when nothing does. */
  readonly faults: () => Promise<readonly string[]>;
}

/**
 * Serves `/healthz` (the process lives), `/readyz` (it can answer: 503 with the reasons when it cannot) and `/metrics`.
 *
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function serveHealth({ server, metrics, faults }: HealthOptions): void {
  server.mount({ paths: ['/healthz'], listener: (_request, response) => tell(response, 200, 'ok\n') });
  server.mount({
    paths: ['/readyz'],
    listener: (_request, response) =>
      answer(response, async () => {
        const found = await faults();
        tell(response, found.length === 0 ? 200 : 503, found.length === 0 ? 'ready\n' : `${found.join('\n')}\n`);
      }),
  });
  server.mount({
    paths: ['/metrics'],
    listener: (_request, response) =>
      answer(response, async () => {
        const { text, contentType } = await metrics.read();
        tell(response, 200, text, contentType);
      }),
  });
}

/** A probe gets an answer even when what it asks about has failed. */
function answer(response: ServerResponse, work: () => Promise<void>): void {
  work().catch((error: unknown) => tell(response, 503, `${error instanceof Error ? error.message : String(error)}\n`));
}

function tell(response: ServerResponse, status: number, text: string, type = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, { 'content-type': type }).end(text);
}
