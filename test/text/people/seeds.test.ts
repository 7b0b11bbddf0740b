import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve as resolvePath } from 'node:path';
import { describe, expect, test } from 'vitest';
import { resolve } from './attribute.ts';

const folder = resolvePath(import.meta.dirname, '../../../../shared/seeds');
const seeds = existsSync(folder)
  ? readdirSync(folder)
      .sort()
      .map((name) => readFileSync(join(folder, name), 'utf8'))
  : [];
const [first = '', second = ''] = seeds;

describe.skipIf(seeds.length < 2)('resolvePeople() on the two seed articles', () => {
  test.each([
    { in: 'first', by: 'US Secretary of State Marco Rubio', name: 'Marco Rubio', description: 'US Secretary of State' },
    {
      in: 'first',
      by: 'French Foreign Minister Jean-Noel Barrot',
      name: 'Jean-Noel Barrot',
      description: 'French Foreign Minister',
    },
    { in: 'first', by: 'Lavrov', name: 'Sergei Lavrov', description: 'Russian Foreign Minister' },
    { in: 'first', by: 'His chief of staff', name: null, description: 'His chief of staff' },
    { in: 'first', by: 'the Kremlin', name: 'Kremlin', description: null },
    { in: 'first', by: 'French officials', name: null, description: 'French officials' },
    { in: 'first', by: 'the US State Department', name: 'US State Department', description: null },
    { in: 'second', by: 'Secretary of State Marco Rubio', name: 'Marco Rubio', description: 'Secretary of State' },
    { in: 'second', by: 'Witkoff', name: 'Steve Witkoff', description: 'presidential envoy' },
    { in: 'second', by: 'Moscow', name: 'Moscow', description: null },
    {
      in: 'second',
      by: 'the International Atomic Energy Agency',
      name: null,
      description: "the head of the United Nations' nuclear watchdog",
    },
  ])('$by in the $in', ({ in: which, by, name, description }) => {
    const { speakers } = resolve(which === 'first' ? first : second, [{ by }]);
    expect(speakers[0]).toMatchObject({ name, description });
  });

  test('can be asked for those who are only described', () => {
    const aliases = (text: string, by: string): readonly string[] =>
      resolve(text, [{ by }]).people.find(({ named }) => !named)?.aliases ?? [];
    expect(aliases(first, 'His chief of staff')).toContain("Zelensky's chief of staff");
    expect(aliases(second, 'the International Atomic Energy Agency')).toContain('IAEA chief');
  });
});
