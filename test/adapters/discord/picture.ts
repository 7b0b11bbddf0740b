import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'discord-markdown-parser';
import { chromium } from 'playwright-core';
import { type MessageBody, renderReply } from '../../../src/adapters/discord/render.ts';
import type { Reply } from '../../../src/model/chat.ts';
import {
  choice,
  closeVerdict,
  context,
  fact,
  firstPage,
  help,
  hostileAnswer,
  hostileTexts,
  longQuotation,
  nothing,
} from '../../fixtures/answers.ts';
import { alert, digest, digestForm } from '../../fixtures/bulletins.ts';

/**
 * Draws real payloads as Discord would, to be looked at:
 * `node test/adapters/discord/picture.ts picture.png [all|digests] [phone]`. Needs Chromium; `CHROMIUM` names it when it is
 * elsewhere.
 */

const [path = 'discord.png', ...which] = process.argv.slice(2);
const width = which.includes('phone') ? 390 : 700;

const buttons = (...labels: string[]) => labels.map((label) => ({ id: label, label }));

const shown: readonly Pick<Reply, 'body' | 'buttons'>[] = [
  { body: firstPage, buttons: buttons('More', 'Context 1', 'Context 2', 'Context 3') },
  { body: closeVerdict, buttons: buttons('Context') },
];

const subscriptions: readonly Pick<Reply, 'body' | 'buttons'>[] = [
  { body: digest, buttons: buttons('More', 'Change', 'Pause') },
  { body: alert, buttons: buttons('Why', 'Mute', 'Stop') },
  { body: digestForm, buttons: buttons('Open the form') },
];

const others: readonly Pick<Reply, 'body' | 'buttons'>[] = [
  { body: help, buttons: [] },
  { body: context, buttons: buttons('Share', 'Wrong speaker?') },
  { body: fact, buttons: buttons('Context') },
  { body: choice, buttons: buttons(...choice.offers.map(({ label }) => label)) },
  { body: nothing, buttons: buttons(...nothing.offers.map(({ label }) => label)) },
  { body: longQuotation(4000), buttons: [] },
  ...hostileTexts.map(({ text }) => ({ body: hostileAnswer(text), buttons: [] })),
];

type Node = ReturnType<typeof parse>[number];

const elements: Readonly<Record<string, string>> = {
  // The elements of the drawing library put a blank behind the words.
  strong: 'b',
  em: 'i',
  strikethrough: 's',
  underline: 'discord-underlined',
  spoiler: 'discord-spoiler',
  subtext: 'discord-subscript',
  blockQuote: 'discord-quote',
  heading: 'discord-header',
};

function draw(node: Node): string {
  const inside = Array.isArray(node.content) ? node.content.map(draw).join('') : escapeHtml(String(node.content ?? ''));
  if (node.type === 'br' || node.type === 'newline') return '<br>';
  if (node.type === 'twemoji') return escapeHtml(String(node.name));
  if (node.type === 'link') return `<discord-link href="${escapeHtml(String(node.target))}">${inside}</discord-link>`;
  if (node.type === 'timestamp') {
    const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
    return `<discord-time>${day.format(Number(node.timestamp) * 1000)}</discord-time>`;
  }
  const element = elements[node.type];
  return element === undefined ? inside : `<${element}>${inside}</${element}>`;
}

/** The grammar of the reader has no lists: their lines are gathered here. */
function drawText(markdown: string): string {
  return markdown
    .split(/((?:^- .*(?:\n|$))+)/m)
    .map((part) => {
      if (!part.startsWith('- ')) return parse(part, 'extended').map(draw).join('');
      const items = part
        .trim()
        .split('\n')
        .map((line) => parse(line.slice(2), 'extended').map(draw).join(''));
      return `<discord-unordered-list>${items.map((item) => `<discord-list-item>${item}</discord-list-item>`).join('')}</discord-unordered-list>`;
    })
    .join('');
}

function drawMessage({ content, embeds, components }: MessageBody): string {
  const drawnEmbeds = embeds.map(
    ({ description = '' }) =>
      `<discord-embed slot="embeds"><discord-embed-description slot="description">${drawText(description)}</discord-embed-description></discord-embed>`,
  );
  const rows = components.map(
    (row) =>
      `<discord-action-row>${row.components.map(({ label = '' }) => `<discord-button type="secondary">${escapeHtml(label)}</discord-button>`).join('')}</discord-action-row>`,
  );
  const attachments =
    rows.length === 0 ? '' : `<discord-attachments slot="components">${rows.join('')}</discord-attachments>`;
  return `<discord-message author="Verbatim" bot avatar="${logo()}" timestamp="05/14/2025">${drawText(content)}${drawnEmbeds.join('')}${attachments}</discord-message>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

function logo(): string {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="#5865f2"/><text x="20" y="38" font-size="44" text-anchor="middle" fill="#fff" font-family="serif">“</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(drawing)}`;
}

const modules = fileURLToPath(new URL('../../../', import.meta.resolve('@skyra/discord-components-core')));
const origin = 'http://modules.invalid';
const imports = {
  '@skyra/discord-components-core': `${origin}/@skyra/discord-components-core/dist/index.js`,
  '@lit/context': `${origin}/@lit/context/index.js`,
  '@lit/reactive-element': `${origin}/@lit/reactive-element/reactive-element.js`,
  '@lit/reactive-element/': `${origin}/@lit/reactive-element/`,
  lit: `${origin}/lit/index.js`,
  'lit/': `${origin}/lit/`,
  'lit-html': `${origin}/lit-html/lit-html.js`,
  'lit-html/': `${origin}/lit-html/`,
  'lit-element': `${origin}/lit-element/index.js`,
  'lit-element/': `${origin}/lit-element/`,
};

const now = new Date('2025-05-14T12:00:00Z');
const messages = (
  which.includes('digests') ? subscriptions : which.includes('all') ? [...shown, ...others] : shown
).map((reply) => drawMessage(renderReply(reply, { now, delivery: null, overflow: 'embed' })));

const page = `<!doctype html><meta charset="utf-8"><script type="importmap">${JSON.stringify({ imports })}</script>
<style>body { margin: 0; background: #313338 } discord-messages { font-family: 'Liberation Sans', sans-serif; border: 0 }
discord-message { padding-block: 6px }</style>
<discord-messages no-background>${messages.join('\n')}</discord-messages>
<script type="module">import '@skyra/discord-components-core'; document.title = 'drawn';</script>`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const tab = await browser.newPage({ viewport: { width, height: 400 }, deviceScaleFactor: 1.1 });
tab.on('pageerror', (error) => console.error(error.message));
await tab.route(`${origin}/**`, async (route) => {
  const { pathname } = new URL(route.request().url());
  await route.fulfill({ path: join(modules, pathname), headers: { 'access-control-allow-origin': '*' } });
});
await tab.route(`${origin}/`, (route) => route.fulfill({ contentType: 'text/html', body: page }));
await tab.goto(`${origin}/`);
await tab.waitForFunction("document.title === 'drawn'");
await tab.screenshot({ path, fullPage: true });
await browser.close();
