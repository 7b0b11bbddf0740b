import { expect, test } from 'vitest';
import { context } from '../../commands/context.ts';
import { correctionsOf } from '../../src/archive/open-corrections.ts';
import { openStores } from '../../src/archive/stores/open-stores.ts';
import type { Services } from '../../src/command.ts';
import { unusedPorts } from '../fixtures/ports.ts';
import { type SmallArchive, smallArchive } from './small-archive.ts';

const before =
  '“The light will never be lit again,” said keeper Oskar Dahl on Friday.\n\nIt was built long ago by his father.';
const after = '“The light may be lit again,” said keeper Oskar Dahl on Friday.\n\nIt was built long ago by hands.';

function servicesOver({ archive, core }: SmallArchive): Services {
  return {
    ...unusedPorts,
    corrections: correctionsOf(archive),
    core,
    askers: openStores(':memory:', { now: () => new Date() }).askers,
    asker: {
      scope: { sources: 'all' },
      at: { platform: 'console', space: null, channel: 'terminal', thread: null },
      user: 'terminal',
      zone: 'UTC',
      administrator: true,
      operator: true,
    },
    now: new Date('2025-05-20T12:00:00Z'),
    page: { limit: 3, offset: 0 },
    shown: [],
    commands: [],
  };
}

async function leadOf(told: SmallArchive, item: string): Promise<string> {
  const { body } = await context.run({ item }, servicesOver(told));
  return body.kind === 'notice' ? body.lead : `an answer: ${body.kind}`;
}

test('context tells that an article was changed or removed since its words were shown', async () => {
  const told = smallArchive([{ id: 'light', text: before }]);
  const statement = (await told.ask('what did Dahl say?')).items[0]?.id ?? '';
  const passage = (await told.ask('when was it built?')).items[0]?.id ?? '';
  expect(await leadOf(told, statement)).toMatch(/^an answer/);
  told.store([{ id: 'light', text: after }]);
  expect(await leadOf(told, statement)).toContain('was changed since');
  expect(await leadOf(told, passage)).toContain('was changed since');
  told.archive.removeArticle('light', 'test');
  expect(await leadOf(told, statement)).toContain('taken out of the archive');
  expect(await leadOf(told, 'nonsense')).toContain('or not in yours');
});
