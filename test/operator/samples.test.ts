import { expect, test } from 'vitest';
import { openSamples } from '../../src/operator/samples.ts';

const scope = { sources: 'all' } as const;

test('openSamples() holds the sample articles of both outlets, read', async () => {
  using archive = await openSamples();
  expect(archive.extent({ scope })).toMatchObject({
    articles: 8,
    outlets: 2,
    oldest: '2025-04-17T19:40:00+02:00',
    newest: '2025-04-19T12:30:00+01:00',
  });
  const rows = archive.movement(0, 100).stored;
  const quoted = archive
    .statementsIn(rows, scope)
    .map(({ row, content }) => archive.articles([row], scope)[0]?.text.slice(content[0]?.start, content.at(-1)?.end));
  expect(quoted).toContainEqual(expect.stringContaining('Europe at the table'));
});
