import { describe, expect, test } from 'vitest';
import { defineCommand, findCommand, readLine, readOptions, UsageError, usage } from '../src/command.ts';

const sample = defineCommand({
  name: 'sample',
  summary: 'A command for these tests',
  options: {
    speaker: { type: 'text', summary: 'Name', required: true },
    about: { type: 'text', summary: 'Topic' },
    format: { type: 'choice', summary: 'Form', choices: ['csv', 'jsonl'] },
    count: { type: 'count', summary: 'How many', default: 3, max: 20 },
  },
  async run({ speaker, count }) {
    return { body: { kind: 'notice', lead: `${speaker} ${count}`, sections: [] } };
  },
});

test.each([
  { it: 'gives what stands first to the first option', line: 'Marco Rubio', options: { speaker: 'Marco Rubio' } },
  { it: 'reads name:value', line: 'Rubio about:Iran talks', options: { speaker: 'Rubio', about: 'Iran talks' } },
  { it: 'allows a blank behind the colon', line: 'Rubio about: Iran', options: { speaker: 'Rubio', about: 'Iran' } },
  {
    it: 'reads --name value',
    line: 'Rubio --about Iran --count 5',
    options: { speaker: 'Rubio', about: 'Iran', count: '5' },
  },
  { it: 'leaves a colon in words alone', line: 'note: Rubio', options: { speaker: 'note: Rubio' } },
  { it: 'leaves an address alone', line: 'https://example.com/a', options: { speaker: 'https://example.com/a' } },
  {
    it: 'keeps an unknown --option to be refused',
    line: 'Rubio --colour red',
    options: { speaker: 'Rubio', colour: 'red' },
  },
  { it: 'reads nothing from nothing', line: '  ', options: {} },
])('readLine() $it', ({ line, options }) => {
  expect(readLine(sample, line)).toEqual(options);
});

describe('readOptions()', () => {
  test('fills in defaults and turns numbers typed as words into numbers', () => {
    expect(readOptions(sample, { speaker: 'Rubio' })).toEqual({ speaker: 'Rubio', count: 3 });
    expect(readOptions(sample, { speaker: 'Rubio', count: '7' })).toEqual({ speaker: 'Rubio', count: 7 });
  });

  const refusals: readonly { it: string; given: Record<string, string | number>; says: string }[] = [
    { it: 'names what is missing', given: {}, says: '"sample" needs speaker' },
    { it: 'counts blank as missing', given: { speaker: '  ' }, says: '"sample" needs speaker' },
    { it: 'names what is unknown', given: { speaker: 'R', colour: 'red' }, says: 'has no option "colour"' },
    { it: 'lists the choices', given: { speaker: 'R', format: 'pdf' }, says: 'one of csv, jsonl, not "pdf"' },
    { it: 'refuses a fraction', given: { speaker: 'R', count: '2.5' }, says: 'a whole number from 1 to 20, not "2.5"' },
    { it: 'refuses too many', given: { speaker: 'R', count: 21 }, says: 'from 1 to 20, not "21"' },
    {
      it: 'does not take what every object has for an option',
      given: { speaker: 'R', toString: 'x' },
      says: 'no option "toString"',
    },
  ];

  test.each(refusals)('$it', ({ given, says }) => {
    expect(() => readOptions(sample, given)).toThrow(UsageError);
    expect(() => readOptions(sample, given)).toThrow(says);
  });
});

test('usage() shows what is required and what may be left out', () => {
  expect(usage(sample)).toBe('sample <speaker> [about:...] [format:csv|jsonl] [count:...]');
});

describe('findCommand()', () => {
  const named = (name: string) => defineCommand({ ...sample, options: {}, name, run: sample.run });
  const known = [named('ask'), named('sources add'), named('sources list')];

  test.each([
    { it: 'finds a command of one word', line: 'ask who is Rubio', name: 'ask', rest: 'who is Rubio' },
    {
      it: 'finds a command of two words',
      line: '/Sources  ADD https://a.example/',
      name: 'sources add',
      rest: 'https://a.example/',
    },
    { it: 'leaves nothing behind a bare name', line: 'sources list', name: 'sources list', rest: '' },
  ])('$it', ({ line, name, rest }) => {
    expect(findCommand(known, line)).toMatchObject({ command: { name }, rest });
  });

  test.each([
    { it: 'gives all commands of a first word', line: 'sources', names: ['sources add', 'sources list'] },
    { it: 'gives them also behind a wrong second word', line: 'sources ad', names: ['sources add', 'sources list'] },
    { it: 'gives none for another word', line: 'source add', names: [] },
    { it: 'gives none for nothing', line: ' ', names: [] },
  ])('$it', ({ line, names }) => {
    const found = findCommand(known, line);
    expect('command' in found ? null : found.map(({ name }) => name)).toEqual(names);
  });
});
