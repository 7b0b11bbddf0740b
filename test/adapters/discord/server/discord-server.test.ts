import { expect, test } from 'vitest';
import { againstDescription, hasDescription } from './api-description.ts';
import { commandRules, messageRules } from './rules.ts';

const quiet = { allowed_mentions: { parse: [] } };

test.skipIf(!hasDescription).each([
  { it: 'a message', method: 'POST', path: '/channels/1/messages', body: { content: 'a', ...quiet }, faults: 0 },
  {
    it: 'permissions as a string',
    method: 'PUT',
    path: '/applications/1/commands',
    body: [{ name: 'a', default_member_permissions: '32' }],
    faults: 0,
  },
  {
    it: 'an edit of an answer',
    method: 'PATCH',
    path: '/webhooks/1/abc/messages/@original',
    body: { content: 'a' },
    faults: 0,
  },
  {
    it: 'a property that there is not',
    method: 'POST',
    path: '/channels/1/messages',
    body: { content: 'a', allowedMentions: {}, ...quiet },
    faults: 1,
  },
  { it: 'a number for content', method: 'POST', path: '/channels/1/messages', body: { content: 1 }, faults: 1 },
  {
    it: 'a name of 33 letters',
    method: 'PUT',
    path: '/applications/1/commands',
    body: [{ name: 'a'.repeat(33) }],
    faults: 1,
  },
  {
    it: 'a label of 81 letters',
    method: 'POST',
    path: '/channels/1/messages',
    body: { components: [{ type: 1, components: [{ type: 2, style: 2, custom_id: 'a', label: 'a'.repeat(81) }] }] },
    faults: 1,
  },
  { it: 'an unknown path', method: 'POST', path: '/channels/1/letters', body: {}, faults: 1 },
  {
    it: 'a body where none is taken',
    method: 'PUT',
    path: '/channels/1/messages/2/reactions/👀/@me',
    body: {},
    faults: 1,
  },
  { it: 'no body where one is needed', method: 'POST', path: '/channels/1/messages', body: null, faults: 1 },
])('againstDescription() judges $it ($faults faults)', ({ method, path, body, faults }) => {
  expect(againstDescription(method, path, body).length > 0).toBe(faults > 0);
});

const button = (id: string, label = 'More') => ({ type: 2, style: 2, custom_id: id, label });

test.each([
  { it: 'content of 2000', body: { content: 'a'.repeat(2000), ...quiet }, broken: null },
  { it: 'content of 2001', body: { content: 'a'.repeat(2001), ...quiet }, broken: /2000/ },
  { it: 'nothing at all', body: quiet, broken: /empty/ },
  {
    it: 'embeds of 6001',
    body: { embeds: [{ description: 'a'.repeat(4000) }, { description: 'a'.repeat(2001) }], ...quiet },
    broken: /6000/,
  },
  {
    it: 'a custom_id twice',
    body: { content: 'a', components: [{ type: 1, components: [button('a'), button('a')] }], ...quiet },
    broken: /twice/,
  },
  { it: 'V2 beside content', body: { content: 'a', flags: 32768, ...quiet }, broken: /V2/ },
  {
    it: 'text displays without V2',
    body: { content: 'a', components: [{ type: 10, content: 'a' }], ...quiet },
    broken: /V2/,
  },
  { it: 'no allowed_mentions', body: { content: 'a' }, broken: /allowed_mentions/ },
  {
    it: 'users parsed and listed',
    body: { content: 'a', allowed_mentions: { parse: ['users'], users: [] } },
    broken: /50035/,
  },
  { it: 'an ephemeral message out of nowhere', body: { content: 'a', flags: 64, ...quiet }, broken: /ephemeral/ },
])('messageRules() judge $it', ({ body, broken }) => {
  const rules = messageRules(body, 'create', 0).join('; ');
  if (broken === null) expect(rules).toBe('');
  else expect(rules).toMatch(broken);
});

const option = (name: string, required = false) => ({ type: 3, name, description: 'a', required });

test.each([
  { it: 'a capital letter', commands: [{ name: 'Ask', description: 'a' }], broken: /command name/ },
  {
    it: 'a required option behind an optional one',
    commands: [{ name: 'ask', description: 'a', options: [option('a'), option('b', true)] }],
    broken: /behind/,
  },
  { it: 'a long description', commands: [{ name: 'ask', description: 'a'.repeat(101) }], broken: /over 100/ },
  {
    it: 'choices beside autocomplete',
    commands: [
      {
        name: 'ask',
        description: 'a',
        options: [{ ...option('a'), autocomplete: true, choices: [{ name: 'a', value: 'a' }] }],
      },
    ],
    broken: /beside/,
  },
])('commandRules() judge $it', ({ commands, broken }) => {
  expect(commandRules(commands).join('; ')).toMatch(broken);
});
