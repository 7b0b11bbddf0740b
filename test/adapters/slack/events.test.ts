import { describe, expect, test } from 'vitest';
import {
  readButton,
  readHome,
  readMark,
  readMessageAction,
  readQuestion,
  readSlashCommand,
} from '../../../src/adapters/slack/events.ts';
import { buttonPressed, editedEvent, homeOpened, messageEvent, messageShortcut, slashCommand } from './events.ts';
import { botUser, type StoredMessage, team } from './server/workspace.ts';

const place = { team, botUser };

function message(fields: Partial<StoredMessage>): StoredMessage {
  return {
    ts: '1747207801.000100',
    channel: 'C0NEWS',
    threadTs: null,
    author: 'U0ANNA',
    seenBy: 'all',
    text: 'who said it?',
    blocks: [],
    unfurls: false,
    edits: 0,
    reactions: new Set(),
    ...fields,
  };
}

describe('readQuestion()', () => {
  test('gives one mention the same id whether it comes as app_mention or as message', () => {
    const asked = message({ text: `<@${botUser}> who said &lt;it&gt;?` });
    const mention = readQuestion(messageEvent(asked, { type: 'app_mention' }), place);
    expect(mention).toEqual(readQuestion(messageEvent(asked), place));
    expect(mention).toEqual({
      kind: 'question',
      eventId: `slack:${team}:C0NEWS:1747207801.000100`,
      at: { platform: 'slack', space: team, channel: 'C0NEWS', thread: '1747207801.000100' },
      from: 'U0ANNA',
      text: 'who said <it>?',
      message: '1747207801.000100',
      manner: 'mention',
      edited: false,
    });
  });

  test.each([
    { it: 'at the end', text: `who said it, <@${botUser}>?`, says: 'who said it, ?' },
    { it: 'with its name', text: `<@${botUser}|verbatim>: who said it?`, says: 'who said it?' },
    { it: 'alone', text: `<@${botUser}>`, says: '' },
    { it: 'before a line break', text: `<@${botUser}>\nwho said it?`, says: 'who said it?' },
    { it: 'beside others', text: `<@${botUser}> what did <@U0BERT> say?`, says: 'what did @U0BERT say?' },
  ])('takes the mention out $it', ({ text, says }) => {
    expect(readQuestion(messageEvent(message({ text })), place)?.text).toBe(says);
  });

  test('knows a mention before it knows its own name', () => {
    const asked = message({ text: `<@${botUser}> who said it?` });
    const unknown = { team, botUser: null };
    expect(readQuestion(messageEvent(asked, { type: 'app_mention' }), unknown)?.text).toBe('who said it?');
    expect(readQuestion(messageEvent(asked), unknown)).toBeNull();
  });

  test.each([
    { it: 'a direct message', asked: message({ channel: 'D0ANNA' }), manner: 'direct', thread: null },
    {
      it: 'a direct message in a thread',
      asked: message({ channel: 'D0ANNA', threadTs: '1.1' }),
      manner: 'direct',
      thread: '1.1',
    },
    {
      it: 'a mention in a thread',
      asked: message({ text: `<@${botUser}> and?`, threadTs: '1.1' }),
      manner: 'mention',
      thread: '1.1',
    },
    { it: 'words in a thread', asked: message({ threadTs: '1.1' }), manner: 'thread', thread: '1.1' },
  ])('hears $it', ({ asked, manner, thread }) => {
    expect(readQuestion(messageEvent(asked), place)).toMatchObject({ manner, at: { thread } });
  });

  test.each([
    { it: 'words in a channel that are for nobody', event: messageEvent(message({})) },
    {
      it: 'words in a thread for somebody else',
      event: messageEvent(message({ threadTs: '1.1', text: '<@U0BERT> look' })),
    },
    { it: 'its own words', event: messageEvent(message({ author: botUser, channel: 'D0ANNA' })) },
    { it: 'a bot', event: messageEvent(message({ channel: 'D0ANNA' }), { bot_id: 'B1' }) },
    {
      it: 'a bot that mentions it',
      event: messageEvent(message({ text: `<@${botUser}> hi` }), { type: 'app_mention', bot_id: 'B1' }),
    },
    {
      it: 'an old bot',
      event: messageEvent(message({ channel: 'D0ANNA' }), { subtype: 'bot_message', user: undefined }),
    },
    { it: 'Slackbot', event: messageEvent(message({ author: 'USLACKBOT', channel: 'D0ANNA' })) },
    {
      it: 'somebody who joins',
      event: messageEvent(message({ text: `<@${botUser}> has joined` }), { subtype: 'channel_join' }),
    },
    {
      it: 'a deleted message',
      event: { type: 'message', subtype: 'message_deleted', channel: 'D0ANNA', ts: '1.2', deleted_ts: '1.1' },
    },
    { it: 'what is no event at all', event: 'hello' },
  ])('does not hear $it', ({ event }) => {
    expect(readQuestion(event, place)).toBeNull();
  });

  test('hears words with a file', () => {
    const event = messageEvent(message({ channel: 'D0ANNA' }), { subtype: 'file_share', files: [] });
    expect(readQuestion(event, place)?.manner).toBe('direct');
  });

  test('hears a message that is edited within two minutes, with an id of its own', () => {
    const asked = message({ text: `<@${botUser}> who sad it?` });
    const edited = editedEvent(asked, `<@${botUser}> who said it?`, '1747207860.000200');
    expect(readQuestion(edited, place)).toMatchObject({
      eventId: `slack:${team}:C0NEWS:1747207801.000100:1747207860.000200`,
      text: 'who said it?',
      message: '1747207801.000100',
      edited: true,
      at: { thread: '1747207801.000100' },
    });
  });

  test.each([
    { it: 'comes later', edited: editedEvent(message({ channel: 'D0ANNA' }), 'other', '1747207922.000200') },
    {
      it: 'changes no word, but unfurls a link',
      edited: editedEvent(message({ channel: 'D0ANNA' }), 'who said it?', '1747207811.0'),
    },
    {
      it: 'is by the bot',
      edited: editedEvent(message({ channel: 'D0ANNA', author: botUser }), 'other', '1747207811.0'),
    },
  ])('does not hear an edit that $it', ({ edited }) => {
    expect(readQuestion(edited, place)).toBeNull();
  });
});

describe('readSlashCommand()', () => {
  const names = new Set(['ask', 'quotes', 'check']);
  const read = (text: string, command?: string) =>
    readSlashCommand(slashCommand('U0ANNA', 'C0NEWS', text, 'https://hooks.example/1', command), names);

  test.each([
    { text: 'quotes Rubio about:Iran', name: 'quotes', rest: 'Rubio about:Iran', visibility: 'private' },
    { text: 'Quotes Rubio --public', name: 'quotes', rest: 'Rubio', visibility: 'public' },
    { text: 'quotes Rubio —public', name: 'quotes', rest: 'Rubio', visibility: 'public' },
    { text: 'quotes Rubio --private', name: 'quotes', rest: 'Rubio', visibility: 'private' },
    { text: '', name: 'help', rest: '', visibility: 'private' },
    { text: '--public', name: 'help', rest: '', visibility: 'public' },
    { text: '/quotes Rubio', name: 'quotes', rest: 'Rubio', visibility: 'private' },
    { text: 'quoets Rubio', name: 'quoets', rest: 'Rubio', visibility: 'private' },
    { text: 'check "a &amp; b"\n&lt;more&gt;', name: 'check', rest: '"a & b"\n<more>', visibility: 'private' },
    { text: 'ask is it public', name: 'ask', rest: 'is it public', visibility: 'private' },
  ])('reads "/verbatim $text"', ({ text, name, rest, visibility }) => {
    expect(read(text)).toMatchObject({ kind: 'command', name, text: rest, visibility, from: 'U0ANNA' });
  });

  test('takes a slash command with the name of one of ours for that command', () => {
    expect(read('Rubio about:Iran', '/Quotes')).toMatchObject({ name: 'quotes', text: 'Rubio about:Iran' });
  });

  test('gives each call an id of its own, and the same call the same', () => {
    const body = slashCommand('U0ANNA', 'C0NEWS', 'ask', 'https://hooks.example/1');
    const id = readSlashCommand(body, names)?.eventId;
    expect(readSlashCommand(body, names)?.eventId).toBe(id);
    expect(read('ask')?.eventId).not.toBe(id);
    expect(id).not.toContain('hooks.example');
  });
});

describe('readMessageAction()', () => {
  const chosen = message({
    text: '&gt; “It *will* hold” &amp; <https://a.example|more>',
    author: 'U0BERT',
    threadTs: '1.1',
  });
  const shortcut = messageShortcut('U0ANNA', chosen, 'https://hooks.example/1');

  test('checks the words of the message, for the asker alone', () => {
    expect(readMessageAction(shortcut)).toMatchObject({
      name: 'check',
      options: { quote: '> “It *will* hold” & more' },
      text: null,
      visibility: 'private',
      at: { channel: 'C0NEWS', thread: '1.1' },
    });
  });

  test('takes the words without markup where there is rich text', () => {
    const text = (words: string, style = {}) => ({ type: 'text', text: words, style });
    const blocks = [
      {
        type: 'rich_text',
        elements: [
          { type: 'rich_text_quote', elements: [text('“It '), text('will', { bold: true }), text(' hold”')] },
          {
            type: 'rich_text_list',
            style: 'bullet',
            elements: [
              { type: 'rich_text_section', elements: [text('one')] },
              { type: 'rich_text_section', elements: [{ type: 'link', url: 'https://a.example' }] },
            ],
          },
        ],
      },
    ];
    const body = { ...shortcut, message: { ...shortcut.message, blocks } };
    expect(readMessageAction(body)?.options).toEqual({ quote: '“It will hold”\none\nhttps://a.example' });
  });

  test('takes the words of a forwarded message from its attachment', () => {
    const body = {
      ...shortcut,
      message: { ts: '1.2', text: '', attachments: [{ text: '“It will hold” &amp; more' }] },
    };
    expect(readMessageAction(body)?.options).toEqual({ quote: '“It will hold” & more' });
  });
});

describe('readButton()', () => {
  const pressed = (fields: Partial<StoredMessage>, id = 'page.a1.3') =>
    readButton(buttonPressed('U0ANNA', message({ author: 'bot', ...fields }), id, 'https://hooks.example/1'));

  test('tells which button, on which message, and where', () => {
    expect(pressed({ threadTs: '1.1' })).toMatchObject({
      kind: 'button',
      button: 'page.a1.3',
      message: '1747207801.000100',
      privately: false,
      from: 'U0ANNA',
      at: { space: team, channel: 'C0NEWS', thread: '1.1' },
    });
  });

  test('tells that a message is seen by one person alone', () => {
    expect(pressed({ seenBy: 'U0ANNA' })?.privately).toBe(true);
    expect(pressed({ channel: 'D0ANNA' })?.privately).toBe(true);
  });

  test('gives each press an id of its own, and the same press the same', () => {
    const bearing = message({ author: 'bot' });
    const body = buttonPressed('U0ANNA', bearing, 'page.a1.3', 'https://hooks.example/1');
    expect(readButton(body)?.eventId).toBe(readButton(body)?.eventId);
    expect(pressed({})?.eventId).not.toBe(readButton(body)?.eventId);
  });

  test('leaves out what was added to find a delivery again', () => {
    expect(pressed({}, 'page.a1.3~d41')?.button).toBe('page.a1.3');
  });

  test('answers a button of the App Home in the direct messages', () => {
    const body = {
      type: 'block_actions',
      user: { id: 'U0ANNA', team_id: team },
      container: { type: 'view', view_id: 'V1' },
      trigger_id: 't1',
      actions: [{ action_id: 'offer.1', action_ts: '1.1' }],
    };
    expect(readButton(body)).toMatchObject({ message: '', privately: true, at: { space: team, channel: 'U0ANNA' } });
  });
});

test('readMark() finds what a delivery left in the message', () => {
  const marked = message({
    author: 'bot',
    blocks: [
      { type: 'divider', block_id: 'x1' },
      { type: 'divider', block_id: 'delivery.d1' },
    ],
  });
  expect(readMark(buttonPressed('U0ANNA', marked, 'page', 'https://hooks.example/1'))).toBe('delivery.d1');
  expect(readMark(buttonPressed('U0ANNA', message({ author: 'bot' }), 'page', 'https://hooks.example/1'))).toBeNull();
});

test('readHome() asks for help and status, each with an id of its own', () => {
  const opened = readHome(homeOpened('U0ANNA', 'home'), team);
  expect(opened?.commands.map(({ name, visibility }) => ({ name, visibility }))).toEqual([
    { name: 'help', visibility: 'private' },
    { name: 'status', visibility: 'private' },
  ]);
  expect(new Set(opened?.commands.map(({ eventId }) => eventId)).size).toBe(2);
});
