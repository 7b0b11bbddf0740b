/**
 * Writes the mean of two files of weights by learn-labels.ts: one learnt from PolNeAR alone keeps to how its annotators
 * mark, one learnt from other news too has seen more kinds of text.
 * Usage: node test/eval/mean-weights.ts ONE OTHER [--keep N] [--out FILE], where ONE is learnt from PolNeAR alone
 * With --keep N the N features of a table that weigh most are kept.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { unpackWeights } from '../../src/text/trained/weights.ts';
import { packTable } from './pack-weights.ts';
import { newTable, slotOf, type Table } from './weight-table.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    // A table of more features takes twice the memory.
    keep: { type: 'string', default: '87000' },
    out: { type: 'string', default: 'data/words/attribution-weights.json' },
  },
});
const packedSchema = z.object({ width: z.number(), count: z.number(), unit: z.number(), packed: z.string() });
const fileSchema = z.object({
  source: z.string(),
  tables: z.object({ cue: packedSchema, token: packedSchema, edge: packedSchema, final: packedSchema }),
});
type Packed = z.infer<typeof packedSchema>;

const [one, other] = positionals.map((file) => fileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))));
if (one === undefined || other === undefined)
  throw new Error('expected two files of weights, as learn-labels.ts writes');

/** Half the weights of both tables, by the hash of the feature. */
function halvesOf(tables: readonly Packed[]): Map<number, number[]> {
  const sums = new Map<number, number[]>();
  for (const packed of tables) {
    const { hashes, weights } = unpackWeights(packed);
    for (const [place, hash] of hashes.entries()) {
      const columns = sums.get(hash) ?? new Array<number>(packed.width).fill(0);
      for (let column = 0; column < packed.width; column += 1) {
        const step = ((weights[place] ?? 0) << (24 - 8 * column)) >> 24;
        columns[column] = (columns[column] ?? 0) + (step * packed.unit) / 2;
      }
      sums.set(hash, columns);
    }
  }
  return sums;
}

function meanOf(tables: readonly Packed[]): Table {
  const largest = (columns: readonly number[]): number => Math.max(...columns.map(Math.abs));
  const kept = [...halvesOf(tables)]
    .sort(([hashOfA, a], [hashOfB, b]) => largest(b) - largest(a) || hashOfA - hashOfB)
    .slice(0, Number(values.keep));
  const table = newTable(
    kept.map(([hash]) => hash),
    kept.length,
    tables[0]?.width ?? 1,
  );
  for (const [hash, columns] of kept) table.values.set(columns, slotOf(table, hash));
  return table;
}

const names = ['cue', 'token', 'edge', 'final'] as const;
const tables = names.map((name) => [name, packTable(meanOf([one.tables[name], other.tables[name]]), 0)] as const);
for (const [name, { count, packed }] of tables) console.log(`${name}: ${count} features, ${packed.length} bytes`);
const source = other.source.replace(
  '; hashed',
  ', and their mean with weights learnt from PolNeAR alone (test/eval/mean-weights.ts); hashed',
);
writeFileSync(values.out, `${JSON.stringify({ source, tables: Object.fromEntries(tables) }, null, 1)}\n`);
