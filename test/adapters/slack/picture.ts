import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright-core';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { type Block, Message } from 'slack-blocks-to-jsx';
import { renderMessage } from '../../../src/adapters/slack/render.ts';
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
 * Draws real payloads as Slack would, to be looked at:
 * `node test/adapters/slack/picture.ts picture.png [all|digests]`. Needs Chromium; `CHROMIUM` names it when it is elsewhere.
 */

const [path = 'slack.png', which] = process.argv.slice(2);

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

const now = new Date('2025-05-14T12:00:00Z');
const style = join(dirname(createRequire(import.meta.url).resolve('slack-blocks-to-jsx')), 'style.css');
const messages = (which === 'digests' ? subscriptions : which === 'all' ? [...shown, ...others] : shown).map((reply) =>
  renderToStaticMarkup(
    createElement(Message, {
      name: 'Verbatim',
      logo: logo(),
      time: now,
      theme: 'light',
      // The drawing library has its own words for the same blocks.
      blocks: renderMessage(reply, { now }).blocks as unknown as Block[],
    }),
  ),
);

const page = `<!doctype html><meta charset="utf-8"><style>${readFileSync(style, 'utf8')}</style>
<style>body { margin: 0; padding: 12px 16px; width: 680px; font-family: Lato, Inter, 'DejaVu Sans', sans-serif; background: #fff }
#slack_blocks_to_jsx { margin-bottom: 18px }</style>${messages.join('\n')}`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const tab = await browser.newPage({ viewport: { width: 712, height: 400 }, deviceScaleFactor: 1.25 });
await tab.setContent(page);
await tab.screenshot({ path, fullPage: true });
await browser.close();

function logo(): string {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="36" height="36"><rect width="36" height="36" rx="6" fill="#1f2933"/><text x="18" y="34" font-size="40" text-anchor="middle" fill="#fff" font-family="serif">“</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(drawing)}`;
}
