import type { SmallArticle } from './small-archive.ts';

/** A harbour town that never was, in two papers that never were: dated, with two people of one name. */
export const townArticles: readonly SmallArticle[] = [
  {
    id: 'herald-1',
    title: 'Mayor wants the harbour bridge closed to lorries',
    outlet: 'Harbour Herald',
    published: '2025-05-02T08:00:00Z',
    text: `Mayor Anna Moss said on Friday that the harbour bridge must be closed to lorries before the autumn.
“The bridge is tired, and so are the people who live under it,” Moss told reporters at the town hall. “We will not wait for another winter.”
The Ministry of Ports called the plan “premature”. Its spokesman, Jonas Reed, said engineers would inspect the bridge in June.
Reed said the ministry had spent 4.2 million crowns on repairs since 2019.`,
  },
  {
    id: 'post-1',
    title: 'Lorries and the bridge',
    outlet: 'Northern Post',
    published: '2025-05-03T09:30:00Z',
    text: `“The bridge is tired, and so are the people who live under it,” Mayor Anna Moss said at the town hall.
Opposition leader Peter Moss, who is not related to her, dismissed the closure as “a gift to the ferry company”.
“Nobody has asked the shopkeepers about the bridge,” Peter Moss said.
The ferry company declined to comment.`,
  },
  {
    id: 'herald-2',
    title: 'Ferry fares to rise',
    outlet: 'Harbour Herald',
    published: '2025-05-12T07:15:00Z',
    text: `Ferry fares will rise by six percent in July, the Coastal Ferry Company said on Monday.
Chief executive Lucía Ferrer said the company had no choice because diesel had become dearer.
“We have carried the cost for three years. We cannot carry it any longer,” Ferrer said.
Mayor Anna Moss criticised the rise. “I do not believe that six percent is fair,” she said.
Peter Moss said the fares proved him right.`,
  },
  {
    id: 'post-2',
    title: 'Council meets on the bridge',
    outlet: 'Northern Post',
    published: '2025-05-18T18:00:00Z',
    text: `The council will vote on the bridge on 4 June in the old customs house.
Anna Moss said she expected a majority for the closure.
“Ferry fares are not our business tonight,” Moss told the council on Sunday.
Jonas Reed, the spokesman of the Ministry of Ports, denied that the bridge was unsafe.
The International Harbour Safety Board said that it had written to the ministry twice.`,
  },
];
