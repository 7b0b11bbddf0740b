import type { Notice } from '../model/chat.ts';
import type { Holdings } from '../model/core.ts';
import { searchedWords } from './searched-words.ts';
import type { Speech } from './words.ts';

/** What a chat begins with: what it holds, and what it can be asked. */
export function greeting(holdings: Holdings, speech: Speech): Notice {
  return {
    kind: 'notice',
    lead: 'Verbatim: ask your news, and get the exact words, who said them, and where.',
    sections: [
      { title: null, lines: [describeHoldings(holdings, speech), ...samplesRemark(holdings)] },
      ...(holdings.examples.length > 0 ? [{ title: 'Try', lines: holdings.examples }] : []),
      { title: null, lines: ['Then: more · context 1 · help · exit'] },
    ],
  };
}

function samplesRemark({ samples }: Holdings): string[] {
  return samples ? ['They answer until you import articles of your own: npm start -- import PATH'] : [];
}

/** "1,240 articles of 6 outlets, 1 May 2025 to today." */
export function describeHoldings(holdings: Holdings, speech: Speech): string {
  if (holdings.articles === 0) return 'The archive is empty.';
  return `${holdings.samples ? 'Sample archive: ' : ''}${searchedWords(holdings, speech)}.`;
}
