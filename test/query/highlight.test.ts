import { describe, expect, test } from 'vitest';
import { smallArchive } from './small-archive.ts';

const { ask } = smallArchive([
  {
    outlet: 'Harbour Post',
    published: '2025-05-10',
    text: `Ines Calder thanked Tomas Vrana for the loan on Monday.

Lena Ost was elected mayor of Eastwick by the council in March.

The new bridge was opened by Piet Aldous, who met Rosa Marek at the river.

Rosa Marek, who never liked Oskar Brandt, sued the Eastwick Ferry Company.

Oskar Brandt visited the mill and later hired Hanna Weir.

The harbour master paid Jonas Lund after the storm.

She rescued Emil Kurz from the flood.`,
  },
]);

async function marked(question: string): Promise<string[]> {
  const [item] = (await ask(question)).items;
  return item === undefined ? [] : item.highlight.map(([start, end]) => item.text.slice(start, end));
}

describe('ask() who', () => {
  test.each([
    { question: 'who thanked Vrana?', answer: 'Ines Calder' },
    { question: 'who has thanked Tomas Vrana', answer: 'Ines Calder' },
    { question: 'who did Calder thank?', answer: 'Tomas Vrana' },
    { question: 'whom did Ines Calder thank for the loan?', answer: 'Tomas Vrana' },
    { question: 'who opened the new bridge?', answer: 'Piet Aldous' },
    { question: 'who was elected mayor of Eastwick?', answer: 'Lena Ost' },
    { question: 'who sued the ferry company?', answer: 'Rosa Marek' },
    { question: 'who hired Hanna Weir?', answer: 'Oskar Brandt' },
    { question: 'who paid Jonas Lund?', answer: 'The harbour master' },
    { question: 'who rescued Emil Kurz?', answer: 'She' },
    { question: 'who was paid by the harbour master?', answer: 'Jonas Lund' },
  ])('highlights the one who answers "$question": $answer', async ({ question, answer }) => {
    expect(await marked(question)).toEqual([answer]);
  });

  test('highlights no word that is nobody’s topic', async () => {
    expect(await marked('mentions of the storm')).toEqual(['storm']);
  });
});
