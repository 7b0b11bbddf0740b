/**
 * How often a claim gets the verdict that it deserves. The claims are made from annotated quotations, with a seed.
 *
 *     node test/eval/check.ts [--data FOLDER] [--seed 1] [--misses]
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openArchive } from '../../src/archive/open-archive.ts';
import { createCore } from '../../src/query/core.ts';
import { openSearch } from '../../src/search/open-search.ts';
import { readArticle } from '../../src/text/read-article.ts';
import { type AnnotatedArticle, readAnnotated } from './annotated-news.ts';
import { type AnnotatedQuotation, type MadeClaim, makeClaims, seeded } from './claims.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    seed: { type: 'string', default: '1' },
    misses: { type: 'boolean', default: false },
  },
});

const shared = resolve(import.meta.dirname, '../../../shared/eval/quotations');
const own = resolve(import.meta.dirname, 'questions-data');
const folder = values.data ?? (existsSync(shared) ? shared : own);
const file = ['polnear-dev.jsonl.gz', 'quotations.jsonl'].find((name) => existsSync(join(folder, name)));
if (file === undefined) throw new Error(`Cannot find annotated quotations in "${folder}"`);
const articles = readAnnotated(folder, file).filter(({ primary }) => primary);

/** Quotations in one piece, by somebody who is named there. */
function quotationsOf({ id, text, quotes }: AnnotatedArticle): AnnotatedQuotation[] {
  const pieces = Map.groupBy(quotes, ({ group }) => group);
  return quotes.flatMap((quote): AnnotatedQuotation[] => {
    const speaker = nameIn(quote.speaker_entity ?? quote.speaker_text ?? '');
    if (speaker === null || (pieces.get(quote.group)?.length ?? 0) > 1) return [];
    const slice = text.slice(quote.quote_start, quote.quote_end);
    const inner = /^\s*(?:''|["“”″])(?<words>[^"“”″]+?)(?:''|["“”″])\s*[.,]?\s*$/u.exec(slice)?.groups?.words;
    if (quote.type === 'direct' && inner !== undefined) {
      return [{ article: id, words: inner.replace(/[,.]$/, ''), speaker, inMarks: true }];
    }
    if (quote.type !== 'indirect' || quote.speech_cue !== true || /["“”″]|''/.test(slice)) return [];
    return [{ article: id, words: slice.replace(/^that\s+/i, ''), speaker, inMarks: false }];
  });
}

/**
 * The name in a mention: "Democratic candidate Ann Reed" is "Ann Reed"; `null` for a pronoun, a mere description, and a
 * name that only belongs to the description ("a spokeswoman for Ann Reed").
 */
function nameIn(mention: string): string | null {
  const found = /(?:\p{Lu}[\p{L}'’.-]+\s+){0,2}\p{Lu}[\p{L}'’-]{2,}$/u.exec(mention.trim());
  if (found === null || /^(?:She|They|His|Her|Their|The|This|That|Some|Many|Others?|Both)$/.test(found[0])) return null;
  return /\b(?:for|of|from|at|to|with|in|by|and)\s+(?:the\s+)?$/i.test(mention.slice(0, found.index)) ? null : found[0];
}

const archive = openArchive(':memory:');
const source = archive.source('import', 'evaluation');
archive.store(
  articles.map(({ id, text, title }) => ({
    article: {
      id,
      title: title ?? null,
      text: text.toWellFormed(),
      outlet: null,
      url: null,
      published: null,
      author: null,
    },
    reading: readArticle({ text: text.toWellFormed(), title: title ?? null, published: null }),
  })),
  source,
);
const core = createCore({ archive, search: openSearch({ archive }), samples: false });
const claims = makeClaims(articles.flatMap(quotationsOf), seeded(Number(values.seed)));

async function verdictOf({ quote, speaker }: MadeClaim): Promise<string> {
  const found = await core.check({
    quote,
    speaker,
    scope: { sources: 'all' },
    now: new Date('2025-06-01T12:00:00Z'),
    zone: 'UTC',
    limit: 3,
    offset: 0,
  });
  if (values.misses && found.verdict?.kind !== 'exact') lastItem = found.items[0]?.text.slice(0, 160) ?? '';
  lastSpeaker = `${found.items[0]?.speaker?.name ?? found.items[0]?.speaker?.description}`;
  return found.verdict?.kind ?? found.kind;
}

let lastItem = '';
let lastSpeaker = '';
let right = 0;
let falseExact = 0;
const table = new Map<string, Map<string, number>>();
for (const claim of claims) {
  const verdict = await verdictOf(claim);
  const row = table.get(claim.made) ?? new Map<string, number>();
  row.set(verdict, (row.get(verdict) ?? 0) + 1);
  table.set(claim.made, row);
  if (verdict === claim.right) right += 1;
  else if (values.misses) console.log(JSON.stringify({ ...claim, verdict, lastSpeaker, lastItem }));
  const mustNotBeExact = claim.made === 'negation flipped' || claim.made === 'paraphrase only';
  if (mustNotBeExact && verdict === 'exact') falseExact += 1;
}

console.log('made'.padEnd(20), 'number'.padStart(6), '  right', '  verdicts');
for (const [made, row] of table) {
  const number = [...row.values()].reduce((sum, each) => sum + each, 0);
  const wanted = claims.find((claim) => claim.made === made)?.right ?? '';
  const share = ((100 * (row.get(wanted) ?? 0)) / number).toFixed(1);
  const verdicts = [...row].map(([verdict, each]) => `${verdict} ${each}`).join(', ');
  console.log(made.padEnd(20), String(number).padStart(6), share.padStart(7), ` ${verdicts}`);
}
console.log(`\nright ${((100 * right) / claims.length).toFixed(1)} % of ${claims.length} claims`);
console.log(`a flipped negation or a paraphrase called exact: ${falseExact}`);
