import type { IncomingMessage, ServerResponse } from 'node:http';
import { isRecord } from './rules.ts';

export interface Call {
  readonly method: string;
  /** Behind `/api/v10`, decoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The JSON part; `null` when there is none. */
  readonly body: unknown;
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly authorization: string | null;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error as the API words it. */
export function refusal(status: number, code: number, message: string): Answer {
  return { status, body: { code, message } };
}

/** @throws {SyntaxError} when what claims to be JSON is none */
export async function readCall(request: IncomingMessage): Promise<Call> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const raw = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  const form = type.startsWith('multipart/')
    ? await new Response(raw, { headers: { 'content-type': type } }).formData()
    : null;
  const json = form === null ? raw.toString() : String(form.get('payload_json') ?? '');
  return {
    method: request.method ?? 'GET',
    path: decodeURIComponent(url.pathname.replace(/^\/api\/v10/, '')),
    query: url.searchParams,
    body: json === '' ? null : JSON.parse(json),
    files: form === null ? [] : await readFiles(form),
    authorization: request.headers.authorization ?? null,
  };
}

async function readFiles(form: FormData): Promise<{ name: string; text: string }[]> {
  const files: { name: string; text: string }[] = [];
  for (const [key, value] of form) {
    if (/^files\[\d\]$/.test(key) && typeof value !== 'string')
      files.push({ name: value.name, text: await contentOf(value) });
  }
  return files;
}

/** Text as it is, its byte order mark included; anything else in base64. */
async function contentOf(file: File): Promise<string> {
  const bytes = Buffer.from(await file.arrayBuffer());
  return bytes.toString(file.type.startsWith('text/') ? 'utf8' : 'base64');
}

export function writeAnswer(response: ServerResponse, { status, body, headers }: Answer): void {
  if (body === undefined) response.writeHead(status, headers).end();
  else response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

export function bodyOf(call: Call): Readonly<Record<string, unknown>> {
  return isRecord(call.body) ? call.body : {};
}
