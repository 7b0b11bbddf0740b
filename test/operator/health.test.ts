import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { serveHealth } from '../../src/operator/health.ts';
import { createHttpServer, type HttpServer } from '../../src/operator/http-server.ts';
import { createMetrics, type Metrics } from '../../src/operator/metrics.ts';

let server: HttpServer;
let metrics: Metrics;
let base: string;
let faults: () => Promise<readonly string[]>;

beforeEach(async () => {
  server = createHttpServer();
  metrics = createMetrics();
  faults = async () => [];
  serveHealth({ server, metrics, faults: () => faults() });
  base = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`;
});

afterEach(() => server.close());

async function get(path: string, method = 'GET') {
  const response = await fetch(base + path, { method });
  const type = response.headers.get('content-type');
  return { status: response.status, type, text: await response.text() };
}

describe('serveHealth()', () => {
  test('/healthz says that the process lives, whatever keeps it from answering', async () => {
    faults = async () => ['slack: token_revoked'];
    expect(await get('/healthz')).toMatchObject({ status: 200, text: 'ok\n' });
  });

  test.each([
    { it: 'nothing is wrong', found: [], status: 200, text: 'ready\n' },
    { it: 'one platform is out', found: ['slack: closed'], status: 503, text: 'slack: closed\n' },
    { it: 'both are', found: ['slack: closed', 'discord: 401'], status: 503, text: 'slack: closed\ndiscord: 401\n' },
  ])('/readyz answers $status when $it', async ({ found, status, text }) => {
    faults = async () => found;
    expect(await get('/readyz')).toMatchObject({ status, text });
  });

  test('/readyz says why when the question itself fails', async () => {
    faults = async () => {
      throw new Error('The thread of the archive has ended');
    };
    expect(await get('/readyz')).toMatchObject({ status: 503, text: 'The thread of the archive has ended\n' });
  });

  test('/metrics is the text format of Prometheus, and counts', async () => {
    metrics.answered('slack', 'statements', 0.2);
    metrics.answered('slack', 'statements', 0.2);
    metrics.answered('discord', 'nothing', 4);
    metrics.delivery('slack', 'sent');
    metrics.droppedQuotations(2);
    metrics.archive({ articles: 8, sentences: 200 });
    metrics.connected('discord', false);
    const { status, type, text } = await get('/metrics?from=a-probe');
    expect({ status, type }).toEqual({ status: 200, type: 'text/plain; version=0.0.4; charset=utf-8' });
    expect(text.split('\n')).toEqual(
      expect.arrayContaining([
        '# TYPE verbatim_questions_total counter',
        'verbatim_questions_total{platform="slack",outcome="statements"} 2',
        'verbatim_questions_total{platform="discord",outcome="nothing"} 1',
        'verbatim_answer_seconds_bucket{le="0.25",platform="slack"} 2',
        'verbatim_answer_seconds_bucket{le="3",platform="discord"} 0',
        'verbatim_answer_seconds_count{platform="discord"} 1',
        'verbatim_deliveries_total{platform="slack",outcome="sent"} 1',
        'verbatim_dropped_quotations_total 2',
        'verbatim_archive_articles 8',
        'verbatim_index_sentences 200',
        'verbatim_connected{platform="discord"} 0',
      ]),
    );
  });

  test.each([['/'], ['/nowhere'], ['/healthz/'], ['//healthz']])('%s is not found', async (path) => {
    expect(await get(path)).toMatchObject({ status: 404 });
  });
});

describe('createHttpServer()', () => {
  test('says when the port is taken', async () => {
    const other = createHttpServer();
    await expect(other.listen(Number(new URL(base).port), '127.0.0.1')).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await other.close();
  });

  test('takes a route out again, and leaves one that has taken its place', async () => {
    const first = server.mount({ paths: ['/a'], listener: (_request, response) => response.end('first') });
    expect(await get('/a')).toMatchObject({ text: 'first' });
    const second = server.mount({ paths: ['/a'], listener: (_request, response) => response.end('second') });
    first();
    expect(await get('/a')).toMatchObject({ text: 'second' });
    second();
    expect(await get('/a')).toMatchObject({ status: 404 });
  });

  test('closes while a client holds a connection on which it asks nothing', async () => {
    const socket = connect(Number(new URL(base).port), '127.0.0.1');
    await once(socket, 'connect');
    const closed = once(socket, 'close');
    await server.close();
    await closed;
  });

  test('finishes what runs before it closes', async () => {
    const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
    server.mount({
      paths: ['/slow'],
      async listener(_request, response) {
        arrive();
        await mayEnd;
        response.end('done');
      },
    });
    const answer = get('/slow');
    await arrived;
    const closed = server.close();
    end();
    expect(await answer).toMatchObject({ status: 200, text: 'done' });
    await closed;
  });
});
