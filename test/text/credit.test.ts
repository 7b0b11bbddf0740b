import { expect, test } from 'vitest';
import { findCredit } from '../../src/text/credit.ts';
import { splitParagraphs } from '../../src/text/paragraphs.ts';

test.each([
  {
    it: 'reads an agency in brackets',
    text: 'It rained.\n(Associated Press)',
    outlet: 'Associated Press',
    cuts: ['(Associated Press)'],
  },
  { it: 'writes abbreviations out', text: 'It rained.\n(AP)', outlet: 'Associated Press', cuts: ['(AP)'] },
  { it: 'reads a credit glued to the last line', text: 'It rained. (Reuters)', outlet: 'Reuters', cuts: ['(Reuters)'] },
  { it: 'reads a dash and a name', text: 'It rained.\n— Reuters', outlet: 'Reuters', cuts: ['— Reuters'] },
  {
    it: 'reads an outlet that no list holds',
    text: 'It rained.\n(Harbour City Courier)',
    outlet: 'Harbour City Courier',
    cuts: ['(Harbour City Courier)'],
  },
  {
    it: 'cuts a dateline with an agency',
    text: 'PARIS (AP) — It rained.',
    outlet: 'Associated Press',
    cuts: ['PARIS (AP) — '],
  },
  {
    it: 'cuts a dateline with a day',
    text: 'WASHINGTON, April 18 (Reuters) - It rained.',
    outlet: 'Reuters',
    cuts: ['WASHINGTON, April 18 (Reuters) - '],
  },
  {
    it: 'cuts a dateline in small letters',
    text: 'Paris (AFP) – It rained.',
    outlet: 'Agence France-Presse',
    cuts: ['Paris (AFP) – '],
  },
  { it: 'cuts a dateline without an outlet', text: 'LONDON — It rained.', outlet: null, cuts: ['LONDON — '] },
  {
    it: 'cuts a dateline before two hyphens',
    text: 'LEITH, May 3 -- It rained.',
    outlet: null,
    cuts: ['LEITH, May 3 -- '],
  },
  {
    it: 'cuts a dateline before a hyphen between blanks',
    text: 'LEITH - It rained.',
    outlet: null,
    cuts: ['LEITH - '],
  },
  { it: 'leaves a name with a hyphen', text: 'CO-OP shops closed.', outlet: null, cuts: [] },
  {
    it: 'cuts a byline',
    text: 'By Ada Holt and Jon Pike\nIt rained.',
    outlet: null,
    cuts: ['By Ada Holt and Jon Pike'],
  },
  {
    it: 'takes the outlet of a byline',
    text: 'By ADA HOLT, Associated Press\nIt rained.',
    outlet: 'Associated Press',
    cuts: ['By ADA HOLT, Associated Press'],
  },
  {
    it: 'cuts a copyright notice',
    text: 'It rained.\nCopyright 2025 The Associated Press. All rights reserved.',
    outlet: 'Associated Press',
    cuts: ['Copyright 2025 The Associated Press. All rights reserved.'],
  },
  {
    it: 'cuts the line on who reported',
    text: 'It rained.\n(Reporting by Ada Holt; Editing by Jon Pike)',
    outlet: null,
    cuts: ['(Reporting by Ada Holt; Editing by Jon Pike)'],
  },
  { it: 'leaves an aside in brackets', text: 'It rained. (No one minded.)', outlet: null, cuts: [] },
  { it: 'leaves an acronym in brackets', text: 'The agency\n(IAEA)', outlet: null, cuts: [] },
  { it: 'leaves a sentence that begins with By', text: 'By Monday the rain had stopped.', outlet: null, cuts: [] },
  { it: 'leaves a party in brackets', text: 'Ada Holt (D-Ohio) — who lost — left.', outlet: null, cuts: [] },
])('findCredit() $it', ({ text, outlet, cuts }) => {
  const credit = findCredit(text, splitParagraphs(text));
  expect(credit.outlet).toBe(outlet);
  expect(credit.cuts.map(({ start, end }) => text.slice(start, end))).toEqual(cuts);
});
