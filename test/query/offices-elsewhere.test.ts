import { expect, test } from 'vitest';
import { smallArchive } from './small-archive.ts';

const { ask } = smallArchive([
  {
    id: 'lind',
    title: 'On the ferry',
    text: 'Harbour Minister Petra Lind spoke on the quay. “The ferry will be sold,” the harbour minister said.',
    outlet: 'Courier',
    published: '2024-09-01T12:00:00Z',
  },
  {
    id: 'brandt',
    title: 'On the bridge',
    text: 'Ove Brandt of Skye, the harbour minister, was in Leith. The harbour minister said that the bridge would be built of oak.',
    outlet: 'Herald',
    published: '2015-06-01T12:00:00Z',
  },
]);

test('a statement by an earlier holder of an office is not told as the newest one’s', async () => {
  const { items, lead } = await ask('what did the harbour minister say about the bridge of oak?');
  expect(items[0]?.article?.id).toBe('brandt');
  expect(lead).not.toContain('Petra Lind');
});
