import { expect, test } from 'vitest';
import { smallArchive } from './small-archive.ts';

const wire = [
  'The lighthouse at Grey Point was lit again on Friday after a silence of twelve years.',
  '“We have missed its light on every one of those nights,” said keeper Oskar Dahl.',
  'The lamp was carried up the stairs by forty schoolchildren of the island in one hour.',
  'Visitors may climb the lighthouse from Monday on, when the new railing has been painted.',
  'The island had sold the old lamp to a museum of the mainland in the year of the flood.',
].join('\n\n');

const told = smallArchive([
  { id: 'wire', outlet: 'Wire', published: '2025-05-02', text: wire },
  { id: 'copy', outlet: 'Courier', published: '2025-05-03', text: `${wire}\n\nThe Courier will report on Monday.` },
  { id: 'other', outlet: 'Bay Post', published: '2025-05-03', text: 'The market of the town opens on Tuesday.' },
]);

test('a fact that copies carry is shown once, with all who carry it', async () => {
  const answer = await told.ask('who carried the lamp up the stairs?');
  const carried = answer.items.filter(({ text }) => text.includes('forty schoolchildren'));
  expect(carried).toHaveLength(1);
  const outlets = [carried[0]?.article.outlet, ...(carried[0]?.alsoIn.map(({ article }) => article.outlet) ?? [])];
  expect(outlets.sort()).toEqual(['Courier', 'Wire']);
  const [copy] = carried[0]?.alsoIn ?? [];
  const text = told.archive.article(copy?.article.id ?? '', { sources: 'all' })?.text ?? '';
  expect(text.slice(copy?.start, copy?.end)).toBe(carried[0]?.text);
});

test('the context of a statement tells who carries a copy of its article', async () => {
  const answer = await told.ask('what did Dahl say?');
  expect(answer.items).toHaveLength(1);
  const shown = await told.core.context({ item: answer.items[0]?.id ?? '', scope: { sources: 'all' }, sentences: 1 });
  expect(shown?.items[0]?.alsoIn).toHaveLength(1);
});
