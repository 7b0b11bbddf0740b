import { DefaultRestOptions } from 'discord.js';

type MakeRequest = (typeof DefaultRestOptions)['makeRequest'];

/**
 * Sends files as bytes instead of as a form. The library's HTTP client takes whatever dispatcher the process has, and
 * a newer client beside it (Slack's) puts there one that refuses forms: every answer with a file would be lost.
 */
export const makeRequest: MakeRequest = async (url, options) => {
  const { body } = options;
  if (!(body instanceof FormData)) return DefaultRestOptions.makeRequest(url, options);
  const form = new Response(body);
  const headers = { ...plainHeaders(options.headers), 'Content-Type': form.headers.get('content-type') ?? '' };
  return DefaultRestOptions.makeRequest(url, { ...options, headers, body: Buffer.from(await form.arrayBuffer()) });
};

/** The library hands them over as an object. */
function plainHeaders(headers: Parameters<MakeRequest>[1]['headers']): Record<string, string> {
  return Object.fromEntries(new Headers(headers as Record<string, string>));
}
