import { stringify } from 'csv-stringify/sync';
import { DateTime } from 'luxon';
import type { AnswerItem } from '../model/answer.ts';
import type { Attachment } from '../model/chat.ts';
import type { QuotationsFound } from '../model/core.ts';
import { addressOf, otherOutlets } from './source-words.ts';
import type { Speech } from './words.ts';

export const quotationForms = ['csv', 'jsonl', 'markdown', 'citations'] as const;
export type QuotationForm = (typeof quotationForms)[number];

/** Statements in one file. */
export const mostQuotations = 2000;

/** One statement with all that it takes to find it again and to cite it. */
interface Row {
  readonly statement: string;
  /** What was said, as it stands in the article: its pieces where the attribution parts it. */
  readonly words: readonly string[];
  /** The whole sentences in one piece, `article.text.slice(start, end)`. */
  readonly sentences: string;
  readonly start: number;
  readonly end: number;
  /** Places of the words in the article's text. */
  readonly wordSpans: readonly (readonly [start: number, end: number])[];
  readonly type: AnswerItem['type'];
  readonly speaker: string | null;
  readonly description: string | null;
  readonly mention: string | null;
  readonly via: string | null;
  /** How the speaker was found. */
  readonly rule: string | null;
  readonly outlet: string | null;
  readonly title: string | null;
  readonly author: string | null;
  readonly published: string | null;
  readonly url: string | null;
  /** The address of the words. */
  readonly address: string | null;
  readonly alsoIn: readonly string[];
  readonly article: string;
  /** Hash of the text in which the places count. */
  readonly version: string;
  /** When this text was stored. */
  readonly read: string | null;
}

/** Writes all of what was found into one file. */
export function quotationFile(found: QuotationsFound, form: QuotationForm, name: string, speech: Speech): Attachment {
  const rows = found.findings.items.map((item, place) => rowOf(item, found.sources[place]));
  return { name: `${name}.${endings[form]}`, text: writers[form](rows, found, speech) };
}

const endings: Readonly<Record<QuotationForm, string>> = {
  csv: 'csv',
  jsonl: 'jsonl',
  markdown: 'md',
  citations: 'txt',
};

type Writer = (rows: readonly Row[], found: QuotationsFound, speech: Speech) => string;

const writers: Readonly<Record<QuotationForm, Writer>> = {
  csv: writeCsv,
  jsonl: (rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
  markdown: (rows, { findings }, speech) => {
    const heading = [findings.understood.speaker, findings.understood.about].filter((part) => part !== undefined);
    return `# ${escaped(heading.join(' on '))}\n\n${rows.map((row) => markdownOf(row, speech)).join('\n')}`;
  },
  citations: (rows, _found, speech) => rows.map((row) => `${citationOf(row, speech)}\n`).join('\n'),
};

function rowOf(item: AnswerItem, source: QuotationsFound['sources'][number] | undefined): Row {
  const { id, text, start, end, said, type, speaker, article } = item;
  return {
    statement: id,
    words: said.map(([from, to]) => text.slice(from, to)),
    sentences: text,
    start,
    end,
    wordSpans: said.map(([from, to]) => [start + from, start + to] as const),
    type,
    speaker: speaker?.name ?? null,
    description: speaker?.description ?? null,
    mention: speaker?.mention ?? null,
    via: speaker?.via ?? null,
    rule: speaker?.rule ?? null,
    outlet: article.outlet,
    title: article.title,
    author: source?.author ?? null,
    published: article.published,
    url: article.url,
    address: addressOf(item),
    alsoIn: otherOutlets(item).map(({ name }) => name),
    article: article.id,
    version: source?.version ?? '',
    read: source?.read ?? null,
  };
}

/** What stands between pieces that are shown in one line; in JSON they are a list. */
const between = ' […] ';

/** RFC 4180: a heading, CRLF, marks doubled. */
function writeCsv(rows: readonly Row[]): string {
  const cells = rows.map(({ statement, words, wordSpans, alsoIn, ...row }) => ({
    statement,
    words: words.join(between),
    ...row,
    wordSpans: wordSpans.map(([from, to]) => `${from}-${to}`).join(' '),
    alsoIn: alsoIn.join('; '),
  }));
  const columns = Object.keys(cells[0] ?? { statement: '', words: '', sentences: '' });
  return stringify([columns, ...cells.map((row) => Object.values(row).map(harmless))], {
    quoted_string: true,
    record_delimiter: 'windows',
  });
}

/**
 * A cell that begins like a formula is run by spreadsheets, also behind an apostrophe of its own. It gets an apostrophe
 * before it: dropping one where `'` is followed by such a sign gives the exact words back, and nothing else has one.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
function harmless<T>(value: T): T | string {
  return typeof value === 'string' && /^'*[=+\-@\t\r\n＝＋－＠]/u.test(value) ? `'${value}` : value;
}

/** The words as a quotation; who, where, when and the address below. */
function markdownOf(row: Row, speech: Speech): string {
  const quotation = row.sentences
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `> ${escaped(line)}`);
  const title = row.title === null ? (row.outlet ?? 'article') : `${row.outlet ?? ''} “${row.title}”`.trim();
  const address = row.address ?? row.url;
  const source = address === null ? escaped(title) : `[${escaped(title)}](<${address.replace(/[<>\n]/g, encodeURI)}>)`;
  const line = [
    `**${escaped(speakerOf(row))}**${roleOf(row)}`,
    ...mannerOf(row),
    source,
    dayOf(row.published, speech),
    escaped(placeOf(row, speech)),
  ];
  return `${quotation.join('\n')}\n>\n> ${line.join(' · ')}\n`;
}

function speakerOf({ speaker, description, mention }: Row): string {
  return speaker ?? description ?? mention ?? 'unattributed';
}

function roleOf({ speaker, description, via }: Row): string {
  const role = speaker === null || description === null ? '' : `, ${escaped(description)}`;
  return via === null ? role : `${role}, through ${escaped(via)}`;
}

function mannerOf({ type }: Row): string[] {
  return type === 'indirect' ? ['reported, not in quotation marks'] : [];
}

/** Signs that mean something in Markdown. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>#|~]/g, '\\$&').replace(/^(\s*)([-+]|\d+(?=[.)]))/u, '$1\\$2');
}

/**
 * As the notes of Chicago have news: author, “Title,” *Outlet*, day, address; before it the words and who said them.
 * What is reported is said to be so.
 */
function citationOf(row: Row, speech: Speech): string {
  const words = row.words.length === 0 ? row.sentences : row.words.join(between);
  const role = row.speaker === null || row.description === null ? '' : `, ${row.description}`;
  const via = row.via === null ? '' : `, through ${row.via}`;
  const who = `${speakerOf(row)}${role}${via}`;
  const said = row.type === 'indirect' ? `${who}, as reported: ${words}` : `${words} ${who}`;
  const title = row.title === null ? [] : [`“${row.title}”`];
  const source = [
    ...(row.author === null ? [] : [row.author]),
    ...title,
    row.outlet ?? 'unknown outlet',
    dayOf(row.published, speech),
    ...(row.address === null ? [] : [row.address]),
  ].join(', ');
  return `${said.replace(/\s+/g, ' ')}. In: ${source} (${placeOf(row, speech)}).`;
}

/** When the text was read, which one it was, and where in it the sentences stand. */
function placeOf({ read, version, start, end }: Row, speech: Speech): string {
  return `read ${dayOf(read, speech)}, text ${version}, ${start}-${end}`;
}

function dayOf(moment: string | null, { zone, locale }: Speech): string {
  if (moment === null) return 'undated';
  const date = DateTime.fromISO(moment, { zone: moment.includes('T') ? zone : 'utc', locale });
  return date.isValid ? date.toFormat('d LLLL yyyy') : moment;
}

/** Tells whether a cell had to be kept from being a formula. */
export function hasGuardedCells(file: Attachment): boolean {
  return 'text' in file && /(?:^|,)"'+[=+\-@\t\r\n＝＋－＠]/mu.test(file.text);
}

/** For programs that read UTF-8 only behind this mark, as spreadsheets do. */
export function withByteOrderMark(file: Attachment): Attachment {
  return 'text' in file ? { ...file, text: `\uFEFF${file.text}` } : file;
}
