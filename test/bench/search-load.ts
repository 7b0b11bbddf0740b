import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readArticles, readQuestions } from '../eval/search-data.ts';

/** Sentences and questions to load an index with. */
export interface Load {
  /** Sentence of a place; the same every time. */
  readonly sentence: (place: number) => string;
  readonly questions: readonly { readonly clean: string; readonly typo: string }[];
  /** Where they come from, for the heading of the table. */
  readonly told: string;
}

/** A number from 0 to 1 that depends on place and salt alone, so that sentences can be made in any order. */
function chance(place: number, salt: number): number {
  let hash = Math.imul(place + 0x9e3779b9, 0x85ebca6b) ^ Math.imul(salt + 1, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}

function pick<T>(list: readonly T[], share: number, fallback: T): T {
  return list[Math.floor(share * list.length)] ?? fallback;
}

/** Real sentences, and beyond their number the first half of one with the second half of another. */
function realLoad(folder: string): Load {
  const sentences = readArticles(folder).flatMap(({ indexed }) => indexed.sentences.map(({ text }) => text));
  const questions = readQuestions(folder, 'questions').map(({ question, misspelt }) => ({
    clean: question,
    typo: misspelt,
  }));
  return {
    told: `${sentences.length} real sentences, recombined beyond that; ${questions.length} real questions`,
    questions,
    sentence(place) {
      const own = sentences[place];
      if (own !== undefined) return own;
      const first = pick(sentences, chance(place, 1), '').split(' ');
      const second = pick(sentences, chance(place, 2), '').split(' ');
      return [...first.slice(0, first.length >> 1), ...second.slice(second.length >> 1)].join(' ');
    },
  };
}

const syllables =
  'ba be bo da de di fa fe ga go ka ke ki la le lo ma me mi na ne no pa pe ra re ri sa se so ta te ti va vo za'.split(
    ' ',
  );
const madeWords = 120_000;
const madeQuestions = 2_000;

/** A made-up word; the common ones are short. */
function madeWord(rank: number): string {
  const length = rank < 30 ? 1 : rank < 900 ? 2 : rank < 20_000 ? 3 : 4;
  let word = '';
  for (let place = 0; place < length; place++) word += pick(syllables, chance(rank, 10 + place), 'ba');
  return rank < 30 ? word : `${word}${pick(['n', 'r', 'l', 'k', 'm'], chance(rank, 20), 'n')}`;
}

/** Ranks by Zipf's law, so that frequencies fall off as those of a language do. */
function madeRank(share: number): number {
  return Math.min(madeWords - 1, Math.floor(madeWords ** share) - 1);
}

function madeLoad(): Load {
  const sentence = (place: number): string => {
    const length = 8 + Math.floor(chance(place, 3) * 26);
    return Array.from({ length }, (_, word) => madeWord(madeRank(chance(place, 100 + word)))).join(' ');
  };
  const questions = Array.from({ length: madeQuestions }, (_, place) => {
    const words = sentence(place * 4).split(' ');
    const asked = words.filter((_word, at) => chance(place, 200 + at) < 0.5).slice(0, 10);
    const longest = asked.toSorted((one, other) => other.length - one.length)[0] ?? '';
    const typo = longest.length > 3 ? longest.slice(0, 2) + longest.slice(3) : longest;
    return { clean: asked.join(' '), typo: asked.map((word) => (word === longest ? typo : word)).join(' ') };
  });
  return { told: `made-up sentences of ${madeWords} words by Zipf's law`, questions, sentence };
}

/** @param folder with `articles.jsonl.gz` and `questions.jsonl.gz`; sentences are made up where they are not there */
export function loadFor(folder: string): Load {
  return existsSync(join(folder, 'articles.jsonl.gz')) ? realLoad(folder) : madeLoad();
}
