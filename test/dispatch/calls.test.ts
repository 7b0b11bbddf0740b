import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask } from '../../commands/ask.ts';
import { help } from '../../commands/help.ts';
import { quotes } from '../../commands/quotes.ts';
import { status } from '../../commands/status.ts';
import { type OpenStores, openStores } from '../../src/archive/stores/open-stores.ts';
import { createCalls } from '../../src/dispatch/calls.ts';
import type { Incoming, Target } from '../../src/model/chat.ts';

const now = new Date('2025-04-20T12:00:00Z');
const at: Target = { platform: 'slack', space: 'T1', channel: 'C1', thread: '1.0' };

let stores: OpenStores;
beforeEach(() => {
  stores = openStores(':memory:', { now: () => now });
});
afterEach(() => stores.close());

function question(text: string): Incoming & { kind: 'question' } {
  const from = { user: 'anna', zone: null, administrator: false };
  return { kind: 'question', eventId: text, at, from, text, message: text, manner: 'mention', edited: false };
}

/** Reads words in a conversation whose last answer showed a page, and offered two questions. */
function read(text: string, lastOffset: number) {
  const id = stores.asked.keep({
    command: 'ask',
    options: { question: 'what did Marten say?' },
    previous: null,
    understood: null,
    shown: ['s1'],
    offers: ['what did Dahl say?', 'what did Lund say?'],
    offset: lastOffset,
    at,
    user: 'anna',
    asked: now,
  });
  stores.conversations.remember(at, 'anna', id, now);
  const calls = createCalls({ commands: [ask, quotes, status, help], buttonCommands: [], stores, now: () => now });
  const call = calls.ofQuestion(question(text));
  return 'command' in call ? { command: call.command.name, options: call.options, offset: call.offset } : call;
}

const again = { command: 'ask', options: { question: 'what did Marten say?' } };

test.each([
  { it: 'goes on to the next page', text: 'more', call: { ...again, offset: 6 } },
  { it: 'goes back to the page before', text: 'Back.', call: { ...again, offset: 0 } },
  {
    it: 'shows the first page again before which there is none',
    text: 'back',
    offset: 0,
    call: { ...again, offset: 0 },
  },
  {
    it: 'takes an offer by its number',
    text: '2',
    call: { command: 'ask', options: { question: 'what did Lund say?' } },
  },
  { it: 'asks a number that was not offered', text: '7', call: { command: 'ask', options: { question: '7' } } },
  { it: 'takes a name alone for the command', text: 'status', call: { command: 'status' } },
  {
    it: 'takes a few words behind the name for its options',
    text: 'quotes Ilse Marten',
    call: { command: 'quotes', options: { speaker: 'Ilse Marten' } },
  },
  {
    it: 'takes many words behind the name for a question',
    text: 'status of the bridge, as the mayor tells it',
    call: { command: 'ask', options: { question: 'status of the bridge, as the mayor tells it' } },
  },
  {
    it: 'takes many words with an option among them for the command',
    text: 'quotes the mayor of the old town about:the bridge',
    call: { command: 'quotes', options: { speaker: 'the mayor of the old town', about: 'the bridge' } },
  },
])('ofQuestion() $it', ({ text, offset = 3, call }) => {
  expect(read(text, offset)).toMatchObject(call);
});
