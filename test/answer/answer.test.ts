import { describe, expect, test } from 'vitest';
import { answer } from '../../src/answer/answer.ts';
import type { AnswerItem } from '../../src/model/answer.ts';
import type { Findings } from '../../src/model/findings.ts';

const now = new Date('2025-05-14T12:00:00Z');

const item: AnswerItem = {
  id: 's1',
  text: 'Ann Reed said the mill would close.',
  start: 0,
  end: 35,
  article: { id: 'a1', title: null, outlet: 'Mill Post', url: null, published: '2025-05-02' },
  said: [[14, 34]],
  highlight: [],
  speaker: { name: 'Ann Reed', mention: 'Ann Reed', description: 'the owner', via: null, rule: 'full-name' },
  type: 'indirect',
  alsoIn: [],
};

const findings: Findings = {
  question: 'what did Ann Reed say about the mill',
  understood: { intent: 'statements', speaker: 'Ann Reed', about: 'the mill', corrections: [] },
  kind: 'statements',
  items: [item],
  total: 4,
  offset: 0,
  outlets: 3,
  from: '2025-05-02',
  to: '2025-05-14',
  confidence: 0.9,
  unsure: false,
  nearest: [],
  dropped: 0,
  searched: { articles: 1240, outlets: 6, from: '2025-05-01', to: '2025-05-14' },
  samples: false,
  newest: '2025-05-14T09:00:00Z',
};

function say(changes: Partial<Findings>) {
  return answer({ ...findings, ...changes }, { zone: 'UTC', now });
}

const nothing = { kind: 'nothing', items: [], total: 0, outlets: 0, from: null, to: null } as const;
const understood = findings.understood;

describe('answer()', () => {
  test.each([
    {
      it: 'counts statements, outlets and days',
      changes: {},
      lead: 'Ann Reed on the mill: 4 statements, 3 outlets, 2 to 14 May 2025.',
    },
    {
      it: 'names whose statements were looked for where only sentences come near',
      changes: { kind: 'passages' as const, unsure: true },
      lead: 'No statement by Ann Reed on the mill is certain; these sentences come nearest.',
    },
    {
      it: 'ends with one full stop',
      changes: {
        kind: 'description' as const,
        understood: { intent: 'who is' as const, speaker: 'Ann Reed', corrections: [] },
        items: [{ ...item, text: 'Maine Sen. Ann Reed left.', highlight: [[0, 10]] as const }],
        statements: 2,
      },
      lead: 'Ann Reed: Maine Sen. Quoted in 2 statements.',
    },
    {
      it: 'says one in the singular',
      changes: { total: 1, outlets: 1, to: '2025-05-02' },
      lead: 'Ann Reed on the mill: 1 statement, 1 outlet, 2 May 2025.',
    },
    {
      it: 'spans months',
      changes: { from: '2025-04-28' },
      lead: 'Ann Reed on the mill: 4 statements, 3 outlets, 28 April to 14 May 2025.',
    },
    {
      it: 'spans years',
      changes: { from: '2024-12-31' },
      lead: 'Ann Reed on the mill: 4 statements, 3 outlets, 31 December 2024 to 14 May 2025.',
    },
    {
      it: 'leaves out what is not known',
      changes: { outlets: 0, from: null, to: null },
      lead: 'Ann Reed on the mill: 4 statements.',
    },
    {
      it: 'says what was searched when it finds nothing',
      changes: { ...nothing, understood: { ...understood, from: '2025-05-01', to: '2025-05-14' } },
      lead: 'I found nothing by Ann Reed about the mill between 1 and 14 May 2025 (1,240 articles, 6 outlets, newest 3 hours ago).',
    },
    {
      it: 'names the outlet that was asked for',
      changes: { ...nothing, understood: { ...understood, outlet: 'Mill Post' } },
      lead: 'I found nothing by Ann Reed about the mill in Mill Post (1,240 articles, 6 outlets, newest 3 hours ago).',
    },
    {
      it: 'asks whom is meant',
      changes: {
        ...nothing,
        kind: 'choice' as const,
        understood: { ...understood, speaker: 'Reed' },
        nearest: [
          { kind: 'name' as const, name: 'Ann Reed', count: 3, question: 'q' },
          { kind: 'name' as const, name: 'Bob Reed', count: 2, question: 'r' },
        ],
      },
      lead: 'Whom do you mean by “Reed”: Ann Reed or Bob Reed?',
    },
  ])('$it', ({ changes, lead }) => {
    expect(say(changes).lead).toBe(lead);
  });

  test.each([
    {
      it: 'stand in marks',
      text: 'She spoke, the clerk said, of “a long and cold winter.”',
      says: '; in the article they stand in marks.',
    },
    { it: 'stand in none', text: 'She spoke of a long and cold winter.', says: ', not in quotation marks.' },
    {
      it: 'are but a part of what does',
      text: '“A long and cold winter comes,” she said.',
      says: ', not in quotation marks.',
    },
  ])('says of words that are reported that they $it', ({ text, says }) => {
    const asked = { intent: 'check', quote: 'A long and cold winter', corrections: [] } as const;
    const verdict = { kind: 'reported', changed: [] } as const;
    const { lead } = say({ kind: 'verdict', understood: asked, verdict, items: [{ ...item, text, end: text.length }] });
    expect(lead.endsWith(says), lead).toBe(true);
  });

  test.each([
    { kind: 'exact', lead: 'Exact: Ann Reed, the owner, said these words.' },
    {
      kind: 'reported',
      lead: 'Reported: these are the words of Mill Post for what Ann Reed, the owner, said, not in quotation marks.',
    },
    { kind: 'said by someone else', lead: 'Said by someone else: Ann Reed, the owner, not Bob Reed.' },
  ] as const)('leads with the verdict: $kind', ({ kind, lead }) => {
    const asked = { intent: 'check', speaker: 'Bob Reed', quote: 'x', corrections: [] } as const;
    expect(say({ kind: 'verdict', verdict: { kind, changed: [] }, understood: asked }).lead).toBe(lead);
  });

  test('does not guess whose exact words are', () => {
    const asked = { intent: 'check', speaker: 'Ann Reed', quote: 'x', corrections: [] } as const;
    const items = [{ ...item, speaker: null, type: null }];
    expect(say({ kind: 'verdict', verdict: { kind: 'exact', changed: [] }, understood: asked, items }).lead).toBe(
      'Exact: these words stand in quotation marks beside the name of Ann Reed; the article does not say outright whose they are.',
    );
  });

  test('names what was changed', () => {
    const verdict = {
      kind: 'close',
      changed: [
        { claimed: '', stored: 'not' },
        { claimed: 'red', stored: 'blue' },
      ],
    } as const;
    const { lead } = say({ kind: 'verdict', verdict });
    expect(lead).toBe('Close: Ann Reed, the owner, said it with a difference: “not” is left out; “blue”, not “red”.');
  });

  test('styles names and topics where they stand in the lead', () => {
    const { lead, leadStyle } = say({});
    expect(leadStyle.map(({ start, end, style }) => `${style} ${lead.slice(start, end)}`)).toEqual([
      'strong Ann Reed',
      'emphasis the mill',
    ]);
  });

  test('says that none is certain', () => {
    expect(say({ unsure: true })).toMatchObject({ unsure: true, lead: expect.stringContaining('None is certain') });
  });

  test('remarks on corrections, samples, absence and what was left out', () => {
    const corrections = [{ from: 'reeed', to: 'Reed' }];
    expect(say({ ...nothing, samples: true, dropped: 2, understood: { ...understood, corrections } }).notes).toEqual([
      'Read “reeed” as Reed.',
      'From the sample articles, which answer as long as your archive is empty.',
      'This archive does not hold it; that does not mean it was not said.',
      'Left out 2 items: the article has changed meanwhile.',
    ]);
  });

  test('counts what comes after the page', () => {
    expect(say({ total: 14, offset: 3 })).toMatchObject({ offset: 3, more: 10 });
  });

  test('turns what is near into offers that can be asked', () => {
    const nearest: Findings['nearest'] = [
      { kind: 'period', from: '2025-04-01', to: '2025-04-03', question: 'a' },
      { kind: 'other speaker', name: 'Bob Reed', about: 'the mill', count: 2, question: 'b' },
      { kind: 'mentions', what: 'Ann Reed and the mill', count: 1, question: 'c' },
    ];
    expect(say({ ...nothing, nearest }).offers).toEqual([
      { label: '1 to 3 April 2025', question: 'a' },
      { label: 'Bob Reed on the mill (2)', question: 'b' },
      { label: 'Sentences that mention Ann Reed and the mill (1)', question: 'c' },
    ]);
  });
});
