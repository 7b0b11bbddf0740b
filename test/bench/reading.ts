import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Layer } from '../../src/text/attributions.ts';
import { readArticle } from '../../src/text/read-article.ts';
import { readAnnotated } from '../eval/annotated-articles.ts';
import { readAnnotated as readNews } from '../eval/annotated-news.ts';

// How fast articles are read: npm run bench:reading -- [--data DIR] [--passes 12]
// Processor time of the reading thread; the fastest pass counts, since others may use the machine.
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/eval/quotations' },
    passes: { type: 'string', default: '12' },
  },
});
const news = 'polnear-dev.jsonl.gz';
const texts = existsSync(`${values.data}/${news}`)
  ? readNews(values.data, news).flatMap(({ text, primary }) => (primary ? [text] : []))
  : readAnnotated('speakers-articles.txt').map(({ text }) => text);
const usual = 4000;

function say(what: string, figure: string): void {
  process.stdout.write(`${what.padEnd(44)} ${figure}\n`);
}

/** Milliseconds of processor time that one call takes. */
function cost(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

const read = (text: string, layer: Layer): void => {
  readArticle({ text, title: null, published: null }, layer);
};
const characters = texts.reduce((sum, { length }) => sum + length, 0);

/** Articles of the usual length that are read in a second. */
function speed(layer: Layer): number {
  let best = Infinity;
  for (let pass = 0; pass < Number(values.passes); pass += 1) {
    best = Math.min(
      best,
      cost(() => {
        for (const text of texts) read(text, layer);
      }),
    );
  }
  return characters / usual / (best / 1000);
}

const rules = speed('rules');
const trained = speed('trained');
say(`articles of ${usual} characters a second, rules`, rules.toFixed(0));
say(`articles of ${usual} characters a second, trained`, trained.toFixed(0));
say('trained layer, times the price of the rules', (rules / trained).toFixed(2));

/** How much dearer a character is in a text ten times as long: 1 where time is linear. */
const long: readonly { readonly what: string; readonly make: (times: number) => string }[] = [
  {
    what: 'news, 1 MB and 10 MB',
    make: (times) => `${texts.join('\n\n')}\n\n`.repeat(times * 4).slice(0, times * 1_000_000),
  },
  { what: 'marks alone, 10,000 and 100,000', make: (times) => '"'.repeat(10_000 * times) },
  {
    what: 'quotations in one paragraph, 10,000 and 100,000',
    make: (times) => `Holt said: ${'“We go on.” '.repeat(10_000 * times)}`,
  },
  {
    what: 'no stop, 50 kB and 500 kB',
    make: (times) => 'he said that she saying Holt told reporters, '.repeat(1_111 * times),
  },
];
for (const { what, make } of long) {
  const short = make(1).padEnd(1);
  const longer = make(10);
  const first = Math.min(
    cost(() => read(short, 'trained')),
    cost(() => read(short, 'trained')),
  );
  const second = cost(() => read(longer, 'trained'));
  const ratio = second / longer.length / (first / short.length);
  say(what, `${(second / 1000).toFixed(2)} s; a character costs ${ratio.toFixed(2)} times as much`);
}
