import type { Offer } from '../model/answer.ts';
import type { Nearest } from '../model/findings.ts';
import { daysWords, type Speech, shortened } from './words.ts';

/** What would find something, as a button says it. */
export function offerOf(nearest: Nearest, speech: Speech): Offer {
  const { question } = nearest;
  switch (nearest.kind) {
    case 'name':
      return { label: withCount(nearest.name, nearest.count), question };
    case 'period':
      return { label: daysWords(nearest.from, nearest.to, speech), question };
    case 'undated':
      return { label: `Whatever the date (${nearest.count})`, question };
    case 'other speaker':
      return { label: withCount(`${nearest.name} on ${nearest.about}`, nearest.count), question };
    case 'story':
      return { label: shortened(nearest.headline, 60), question };
    case 'mentions':
      return { label: withCount(`Sentences that mention ${nearest.what}`, nearest.count), question };
  }
}

function withCount(words: string, count: number): string {
  return count > 0 ? `${words} (${count})` : words;
}
