import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Span } from '../../src/model/span.ts';
import type { Attribution } from '../../src/text/attribution.ts';

/** An article whose speakers were annotated by hand. */
export interface Annotated {
  readonly title: string | null;
  readonly text: string;
  readonly mentions: readonly { readonly span: Span; readonly answers: readonly string[] }[];
}

/** Reads a file of this folder: articles parted by `===`, speakers marked as `[[mention|name]]`. */
export function readAnnotated(file: string): Annotated[] {
  return readFileSync(join(import.meta.dirname, file), 'utf8')
    .split(/^===\n/m)
    .slice(1)
    .map((part) => {
      const title = /^title: (.*)\n/.exec(part)?.[1] ?? null;
      const marked = part.replace(/^title: .*\n/, '').trim();
      let text = '';
      let from = 0;
      const mentions = [...marked.matchAll(/\[\[([^|]+)\|([^\]]+)\]\]/g)].map(
        ({ 0: whole, 1: words = '', 2: gold = '', index }) => {
          text += marked.slice(from, index);
          from = index + whole.length;
          const span = { start: text.length, end: text.length + words.length };
          text += words;
          return { span, answers: gold.split(' / ') };
        },
      );
      return { title, text: text + marked.slice(from), mentions };
    });
}

/** Attributions with the annotated mentions, each with the words in marks that stand closest to it. */
export function attributionsOf({ text, mentions }: Annotated): Attribution[] {
  const quoted = [...text.matchAll(/“[^”]*”/g)].map(({ 0: words, index }) => ({
    start: index + 1,
    end: index + words.length - 1,
  }));
  const spans = mentions.map(({ span }) => span);
  return spans.map((span) => ({
    type: 'indirect',
    content: [span],
    quoted: quoted.filter((words) => nearestTo(words, spans) === span),
    cue: null,
    mention: span,
    continues: null,
    within: null,
    denied: false,
    rule: 'given',
  }));
}

function nearestTo(words: Span, spans: readonly Span[]): Span | undefined {
  const distance = ({ start, end }: Span): number => Math.max(start - words.end, words.start - end);
  return spans.toSorted((a, b) => distance(a) - distance(b))[0];
}
