import type { SmallArticle } from './small-archive.ts';

/** A week of a country that never was: four events in up to three papers, one of them a wire whose text another prints. */
export const eventArticles: readonly SmallArticle[] = [
  // The tunnel.
  {
    id: 'tunnel-wire',
    title: 'Water breaks into the Karst tunnel, digging stopped',
    outlet: 'Northern Wire',
    published: '2025-05-05T06:00:00Z',
    text: `Water broke into the Karst railway tunnel on Monday and stopped the digging, the builder Alpina Works said.
“Nobody was hurt, but the pumps cannot keep up with the inflow, and we have taken all forty men out,” site manager Olga Brandt said.
Transport Minister Henrik Sand said that the tunnel would open a year late.
Brandt said the cracks in the limestone had been known since March.`,
  },
  {
    id: 'tunnel-gazette',
    title: 'Water breaks into the Karst tunnel, digging stopped',
    outlet: 'Vale Gazette',
    published: '2025-05-05T08:30:00Z',
    text: `Water broke into the Karst railway tunnel on Monday and stopped the digging, the builder Alpina Works said.
“Nobody was hurt, but the pumps cannot keep up with the inflow, and we have taken all forty men out,” site manager Olga Brandt said.
Transport Minister Henrik Sand said that the tunnel would open a year late.
Brandt said the cracks in the limestone had been known since March.`,
  },
  {
    id: 'tunnel-herald',
    title: 'Karst tunnel floods; Sand admits a delay',
    outlet: 'Harbour Herald',
    published: '2025-05-05T17:45:00Z',
    text: `The railway tunnel under the Karst has been flooded, and nobody can say when its builder, Alpina Works, will dig again.
“The pumps cannot keep up with the inflow,” said Olga Brandt, who manages the site.
The tunnel will open a year late, Transport Minister Henrik Sand conceded.
“I have asked Alpina Works for a new plan by Friday,” Sand said.
Limestone and old water: geologists had warned of both.`,
  },
  // The strike at the port.
  {
    id: 'strike-wire',
    title: 'Dockers strike for a second day',
    outlet: 'Northern Wire',
    published: '2025-05-06T07:00:00Z',
    text: `Dockers in Port Selma walked out for a second day on Tuesday over night shifts.
“We will not load a single container until the night bonus is back,” union leader Marta Kolb said.
The port company Selma Terminals called the strike illegal.
Kolb said that nine ships were waiting in the roads.`,
  },
  {
    id: 'strike-herald',
    title: 'Nine ships wait as Selma dockers strike',
    outlet: 'Harbour Herald',
    published: '2025-05-06T16:10:00Z',
    text: `Nine ships are waiting off Port Selma, where dockers have struck since Monday for their night bonus.
Marta Kolb, who leads the dockers' union, said that no container would be loaded until the bonus was back.
“This strike is against the law, and it will be before a judge on Thursday,” said Jan Oster of Selma Terminals.`,
  },
  // The painting.
  {
    id: 'painting-gazette',
    title: 'Lost Verhoeven found in a school cellar',
    outlet: 'Vale Gazette',
    published: '2025-05-07T09:00:00Z',
    text: `A painting by Pieter Verhoeven that was lost for eighty years has turned up in the cellar of a school in Lindau.
“The caretaker used it to cover the coal,” museum director Ines Aubry said.
Aubry said the canvas would be cleaned by the autumn.`,
  },
  {
    id: 'painting-herald',
    title: 'School cellar gives up a Verhoeven',
    outlet: 'Harbour Herald',
    published: '2025-05-07T19:00:00Z',
    text: `The caretaker of a school in Lindau has found a canvas by Pieter Verhoeven, the museum said on Wednesday.
“I thought it was a tablecloth,” caretaker Emil Roth said.
The museum's director, Ines Aubry, called the find a miracle.`,
  },
  // Alone.
  {
    id: 'frost',
    title: 'Late frost costs growers half of their cherries',
    outlet: 'Vale Gazette',
    published: '2025-05-08T05:00:00Z',
    text: `Growers in the upper valley have lost half of this year's cherries to three nights of frost.
“We burned straw between the rows until morning,” grower Paula Stein said.`,
  },
];

/** What a minister said about one bill, four times in as many weeks. */
export const changingWords: readonly SmallArticle[] = [
  {
    id: 'levy-1',
    title: 'Lund rules out a levy',
    outlet: 'Harbour Herald',
    published: '2025-04-07T10:00:00Z',
    text: `Finance Minister Clara Lund came to the parliament on Monday.
“There will be no levy on harbour traffic in this parliament,” Lund said.`,
  },
  {
    id: 'levy-2',
    title: 'Lund repeats: no levy',
    outlet: 'Vale Gazette',
    published: '2025-04-14T10:00:00Z',
    text: `Clara Lund, the finance minister, was in the parliament again.
“There will be no levy on harbour traffic in this parliament,” she said. “I have nothing to add to what I said about the budget.”`,
  },
  {
    id: 'levy-3',
    title: 'Lund leaves the door open',
    outlet: 'Harbour Herald',
    published: '2025-04-28T10:00:00Z',
    text: `Finance Minister Clara Lund has chosen other words.
“There will be no new levy on harbour traffic in this year,” Lund said.`,
  },
  {
    id: 'levy-4',
    title: 'Levy on the table',
    outlet: 'Northern Wire',
    published: '2025-05-05T10:00:00Z',
    text: `Clara Lund was back in the parliament on Monday.
“There may be a levy on harbour traffic in this parliament,” the finance minister said.`,
  },
];
