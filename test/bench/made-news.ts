import type { IncomingArticle } from '../../src/model/article.ts';
import type { Reading, Sentence } from '../../src/model/reading.ts';
import { randomFrom } from '../archive/made-articles.ts';

const syllables =
  'ba be bo da de di fa fe ga go ka ke ki la le lo ma me mi na ne no pa pe ra re ri sa se so ta te ti'.split(' ');
const commonWords = 1500;
const rareWords = 60_000;
/** Whom every second article names, whatever it is about. */
const celebrities = 120;
const sentencesEach = 14;

/** An article made up about an event; the event is told, so that it is known what belongs together. */
export interface MadeNews {
  readonly event: number;
  readonly article: IncomingArticle;
  readonly reading: Reading;
}

function word(rank: number): string {
  let rest = rank + 7;
  let made = '';
  while (rest > 0) {
    made += syllables[rest % syllables.length] ?? 'ba';
    rest = Math.floor(rest / syllables.length);
  }
  return `${made}n`;
}

function named(rank: number): string {
  const [first, last] = [word(rank % 400), word(rank + 3000)];
  return `${first.charAt(0).toUpperCase()}${first.slice(1)} ${last.charAt(0).toUpperCase()}${last.slice(1)}`;
}

/**
 * The news of a day: events of one to forty articles, each in words of its own outlet but with the event's names and
 * rare words, among everyday words and names that are in all the news. Some events are of the same people.
 */
export function* madeDay(day: number, articles: number): Generator<MadeNews> {
  const random = randomFrom(day + 1);
  let event = day * 100_000;
  for (let made = 0; made < articles; event += 1) {
    const size = Math.min(articles - made, 1 + Math.floor(random() ** 4 * 40));
    for (let number = 0; number < size; number += 1) yield madeArticle(event, number, day, random);
    made += size;
  }
}

function madeArticle(event: number, number: number, day: number, random: () => number): MadeNews {
  const own = randomFrom(event + 1);
  const names = [
    named(Math.floor(own() * celebrities)),
    ...Array.from({ length: 3 }, () => named(celebrities + Math.floor(own() * 40_000))),
  ];
  const rare = Array.from({ length: 10 }, () => word(commonWords + Math.floor(own() * rareWords)));
  const everyday = () => word(Math.floor(random() ** 3 * commonWords));
  const anyOf = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const sentences: Sentence[] = [];
  let text = '';
  for (let place = 0; place < sentencesEach; place += 1) {
    const words = Array.from({ length: 15 }, () => {
      const chance = random();
      if (chance < 0.07) return anyOf(names) ?? '';
      if (chance < 0.1) return named(Math.floor(random() * celebrities));
      if (chance < 0.2) return anyOf(rare) ?? '';
      return chance < 0.24 ? word(commonWords + Math.floor(random() * rareWords)) : everyday();
    });
    const start = text.length;
    text += `The ${words.join(' ')}.`;
    sentences.push({ start, end: text.length, paragraph: Math.floor(place / 3) });
    text += place % 3 === 2 ? '\n' : ' ';
  }
  const hour = Math.floor(random() * 24 * 60);
  return {
    event,
    article: {
      id: `event-${event}-${number}`,
      title: `${anyOf(names)} ${everyday()} ${anyOf(rare)} ${everyday()} ${anyOf(rare)}`,
      text,
      outlet: `Outlet ${number % 60}`,
      url: `https://outlet-${number % 60}.example/${event}/${number}`,
      published: new Date(Date.UTC(2025, 0, 1 + day) + hour * 60_000).toISOString(),
      author: null,
    },
    reading: { rules: 'made-1', sentences, statements: [], people: [], credit: null },
  };
}
