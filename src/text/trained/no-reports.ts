import { findCue, reportsSpeech } from '../cues.ts';
import {
  auxiliaries,
  determiners,
  isAdverb,
  looksLikeVerb,
  prepositions,
  subjectPronouns,
  timeWords,
} from '../grammar.ts';
import type { Phrase } from '../noun-phrases.ts';
import type { Token } from '../tokens.ts';
import { otherSenses } from './other-senses.ts';
import type { Report } from './reports.ts';
import { isPeople, isThing } from './things.ts';

/** Tells of what was labelled as a report that it says nothing which anyone said. */
type NoReport = (tokens: readonly Token[], report: Pick<Report, 'cue' | 'speaker' | 'content'>) => boolean;

/** "Concerns over the bridge grew": nobody said it, and no word of it is given. */
const unspoken: NoReport = (tokens, { cue, speaker, content }) =>
  speaker === null &&
  findCue(tokens[cue]?.lower ?? '') === undefined &&
  prepositions.has(tokens[(content[0]?.from ?? 0) - 1]?.lower ?? '') &&
  !holdsMarks(tokens, content);

/** "The sides are known to have met": others know. */
const thoughtOfSubject: NoReport = (tokens, { cue, speaker }) =>
  speaker !== null &&
  speaker.to <= cue &&
  findCue(tokens[cue]?.lower ?? '')?.reporting === 'thought' &&
  /^(?:is|are|was|were|be|been|being)$/.test(tokens[cue - 1]?.lower ?? '') &&
  findCue(tokens[cue]?.lower ?? '')?.form !== 'gerund';

/** "They discussed the bridge and its repair": what it was about, not what was said. */
const topicAlone: NoReport = (tokens, { cue, content }) =>
  /^(?:discuss|address|debate|negotiate)/.test(tokens[cue]?.lower ?? '') &&
  !holdsMarks(tokens, content) &&
  !content.some(({ from, to }) => tokens.slice(from, to).some(({ lower, capital }) => !capital && isVerb(lower)));

/** "The talks hailed a new start": an event speaks only in headlines. */
const eventSpeaks: NoReport = (tokens, { speaker, content }) =>
  speaker !== null &&
  events.has(tokens[speaker.to - 1]?.lower ?? '') &&
  // "Two officials familiar with the talks": the head stands before the preposition.
  !tokens.slice(speaker.from, speaker.to).some(({ lower }) => prepositions.has(lower)) &&
  !holdsMarks(tokens, content);

/** "Holt made plans": a verb that reports nothing by itself, and hardly a word behind it. */
const hardlyAWord: NoReport = (tokens, { cue, content }) =>
  findCue(tokens[cue]?.lower ?? '') === undefined &&
  tokens[cue]?.kind === 'word' &&
  !holdsMarks(tokens, content) &&
  content.reduce((sum, { from, to }) => sum + to - from, 0) <= 2;

/** `the play, titled “Home Is the Sailor,” by Ian Moss`: a name. */
const namesSomething: NoReport = (tokens, { cue, content }) =>
  /^(?:titled|entitled|named|nicknamed)$/.test(tokens[cue]?.lower ?? '') &&
  content.every(({ from }) => tokens[from]?.kind === 'quote');

/** `They watched “The Long Night”`, `the film “The Long Night” is shown`: the name of a work. */
const titleInMarks: NoReport = (tokens, { cue, content }) => {
  const isShown = /^(?:watch|screen|perform|stage|sing|sang|sung)/.test(tokens[cue]?.lower ?? '');
  const quotes = content.flatMap(({ from, to }) => placesOfMarks(tokens, from, to));
  return (
    quotes.length > 0 &&
    quotes.every((at) => (isShown || works.has(tokens[at - 1]?.lower ?? '')) && isTitle(tokens[at]?.text ?? ''))
  );
};

function placesOfMarks(tokens: readonly Token[], from: number, to: number): number[] {
  const places: number[] = [];
  for (let at = from; at < to; at += 1) if (tokens[at]?.kind === 'quote') places.push(at);
  return places;
}

const works = new Set(
  'film movie book novel song album show series play musical documentary poem painting magazine programme program episode drama comedy opera single memoir'.split(
    ' ',
  ),
);

function isTitle(text: string): boolean {
  const long = text.match(/\p{L}{4,}/gu) ?? [];
  return long.length > 1 && long.every((word) => /^\p{Lu}/u.test(word));
}

/** "Holt agreed.": the word for saying, and nothing that is said. */
const cueAlone: NoReport = (_tokens, { cue, content }) =>
  content.every(({ from, to }) => from === cue && to === cue + 1);

/** "Holt was quoted by Skyline as saying", "Holt, cited by Skyline, said": whose words they are stands elsewhere. */
const quotedBy: NoReport = (tokens, { cue, content }) =>
  /^(?:quoted|cited)$/.test(tokens[cue]?.lower ?? '') &&
  tokens[cue + 1]?.lower === 'by' &&
  !holdsMarks(tokens, content);

/** "Asked whether it would hold Moss said": Moss answers, and what he was asked is none of his words. */
const askedFirst: NoReport = (tokens, { cue, content }) =>
  /^(?:asked|questioned|pressed|quizzed)$/.test(tokens[cue]?.lower ?? '') &&
  (cue === 0 || (cue < 3 && /^(?:when|but|and)$/.test(tokens[cue - 1]?.lower ?? ''))) &&
  content.some(({ from, to }) => tokens.slice(from, to).some(({ lower }) => reportsSpeech(lower))) &&
  holdsMarks(tokens, content);

/** "One neighbour, who asked not to be named, said": of use to nobody who looks for words. */
// Four words are the most that the pattern takes.
const namelessness: NoReport = (tokens, { content }) =>
  content.every(({ from, to }) => {
    const first = tokens[from]?.lower;
    if (first !== 'to' && first !== 'not') return false;
    return /^(?:not )?to be (?:named|identified|quoted)/.test(wordsOf(tokens, from, Math.min(to, from + 4)));
  });

function wordsOf(tokens: readonly Token[], from: number, to: number): string {
  return tokens
    .slice(from, to)
    .map(({ lower }) => lower)
    .join(' ');
}

/** "The city held talks to discuss the bridge": the noun. */
const talksHeld: NoReport = (tokens, { cue }) => {
  const before = tokens[cue - 1];
  return tokens[cue]?.lower === 'talks' && before?.capital !== true && !/^(?:he|she|who)$/.test(before?.lower ?? '');
};

/** "The new forecast is lower": a noun where noun and past form look alike. */
const nounAsCue: NoReport = (tokens, { cue }) =>
  /^(?:forecast|broadcast|bid|cast|cut|set|split|read)$/.test(tokens[cue]?.lower ?? '') &&
  /^(?:is|was|are|were|has|had|for|of)$/.test(tokens[cue + 1]?.lower ?? '');

/** "The Champions League clash": a capital within a sentence belongs to a name; in headlines every word has one. */
const wordOfName: NoReport = (tokens, { cue, content }) =>
  cue > 0 &&
  tokens[cue]?.capital === true &&
  tokens[cue - 1]?.kind === 'word' &&
  !holdsMarks(tokens, content) &&
  tokens.filter(({ kind, lower, capital }) => kind === 'word' && !capital && lower.length > 4).length >= 3;

/** "A process called the Holt reaction", "Ada Holt was named player of the year": a name is given, not a word. */
const namedOnly: NoReport = (tokens, { cue, speaker, content }) => {
  if (!/^(?:named|called|nicknamed)$/.test(tokens[cue]?.lower ?? '') || holdsMarks(tokens, content)) return false;
  const passive = isBe(tokens[skipAdverbs(tokens, cue - 1)]);
  return passive || (speaker?.to === cue && /^(?:a|an|something|some)$/.test(tokens[speaker.from]?.lower ?? ''));
};

/** "It can make you think the others are after you": the reader. */
const nobodyYouKnow: NoReport = (tokens, { speaker, content }) =>
  speaker !== null &&
  speaker.to === speaker.from + 1 &&
  /^(?:you|yourself|anyone|nobody)$/.test(tokens[speaker.from]?.lower ?? '') &&
  !holdsMarks(tokens, content);

/** "No one said it would be easy", "neither side has said when", unlike "No 10 said". */
const saidByNobody: NoReport = (tokens, { cue, speaker, content }) => {
  if (speaker === null || speaker.to > cue || holdsMarks(tokens, content)) return false;
  if (findCue(tokens[cue]?.lower ?? '')?.reporting !== 'statement') return false;
  const from = tokens[speaker.from]?.lower === 'one' ? speaker.from - 1 : speaker.from;
  const next = tokens[from + 1];
  return /^(?:no|none|neither)$/.test(tokens[from]?.lower ?? '') && next?.kind === 'word' && !next.capital;
};

/** "The word “sustainable” appears": what is spoken of. */
const wordInMarks: NoReport = (tokens, { speaker, content }) =>
  speaker === null &&
  content.every(({ from, to }) => {
    const quote = tokens.slice(from, to).findIndex(({ kind }) => kind === 'quote');
    return quote > 0 && from + quote === to - 1 && wordsForWords.has(tokens[to - 2]?.lower ?? '');
  });

const wordsForWords = new Set('word words term terms phrase expression name'.split(' '));

/** "The move, announced last weekend", "they talk often", "he spoke the morning after the vote": when, not what. */
const onlyWhen: NoReport = (tokens, { cue, content }) => {
  const speaks = /^(?:speak|speaks|spoke|spoken|speaking|talk|talks|talked|talking|testified|testifies)$/;
  return content.every(({ from, to }) => {
    const words = tokens.slice(from, to);
    const first = words[/^(?:the|that)$/.test(words[0]?.lower ?? '') ? 1 : 0];
    const opensWithDay = timeWords.has(first?.lower ?? '');
    return (
      words.every(isWhen) || (speaks.test(tokens[cue]?.lower ?? '') && opensWithDay && !holdsMarks(tokens, content))
    );
  });
};

function isWhen({ lower, kind }: Token): boolean {
  return timeWords.has(lower) || kind === 'number' || isAdverb(lower) || /^(?:on|in|at|the|of|,)$/.test(lower);
}

/** "Holt thanked Moss in public": whom, not for what. */
const onlyWhom: NoReport = (tokens, { cue, content }) =>
  /^(?:thank|greet|congratulate|interview|address)(?:s|es|d|ed|ing)?$/.test(tokens[cue]?.lower ?? '') &&
  content.every(
    ({ from, to }) =>
      to - from <= 6 &&
      !tokens.slice(from, to).some(({ kind, lower }) => kind === 'quote' || lower === 'for' || isVerb(lower)),
  );

/** "Holt, who was in Leith, spoke to reporters on the quay", "Holt showed off the bridge": nothing is said. */
const onlyShown: NoReport = (tokens, { cue, content }) => {
  const word = tokens[cue]?.lower ?? '';
  if (holdsMarks(tokens, content)) return false;
  if (/^(?:show(?:s|ed|n|ing)?|blast(?:s|ed|ing)?)$/.test(word)) return tokens[cue + 1]?.lower === 'off';
  const speaks = /^(?:speak|speaks|spoke|spoken|speaking|talk|talks|talked|talking)$/.test(word);
  return (
    speaks &&
    content.every(({ from, to }) => {
      const first = from > cue ? cue + 1 : from;
      return (
        /^(?:to|with)$/.test(tokens[first]?.lower ?? '') &&
        !tokens.slice(first, to).some(({ lower }) => /^(?:about|of|against|that|how|why|what)$/.test(lower))
      );
    })
  );
};

/** "The bank's economist, Ada Holt, disagreed": what stands beside the speaker was not said. */
const onlyBeside: NoReport = (tokens, { speaker, content }) => {
  const [piece] = content;
  if (piece === undefined || content.length > 1 || speaker === null || speaker.from !== piece.to + 1) return false;
  if (tokens[piece.to]?.text !== ',' || piece.from > 0 || holdsMarks(tokens, content)) return false;
  const words = tokens.slice(piece.from, piece.to);
  const isPhrase = words.every(({ kind, lower }) => kind === 'word' && !isVerb(lower) && !subjectPronouns.has(lower));
  return isPhrase && isPeople(words.at(-1)?.lower ?? '') && tokens[speaker.to - 1]?.capital === true;
};

/** "In Leith, new ventures and old ones": no noun before what looks like the verb. */
const nobodyNamed: NoReport = (tokens, { cue, speaker, content }) =>
  speaker !== null &&
  speaker.to === cue &&
  !holdsMarks(tokens, content) &&
  tokens.slice(speaker.from, speaker.to).every(({ lower }) => nounless.has(lower));

const nounless = new Set(
  'the a an its his her their our my new old first last next same earlier early late further own recent previous'.split(
    ' ',
  ),
);

/** "The tags allow a rapid count", "profit-taking continued": a thing does something, by a verb of no list. */
const thingsDo: NoReport = (tokens, { cue, speaker, content }) => {
  const word = tokens[cue];
  if (speaker === null || speaker.to > cue || word?.kind !== 'word' || word.lower === 'according') return false;
  if (findCue(word.lower) !== undefined || holdsMarks(tokens, content)) return false;
  if (tokens[speaker.to - 1]?.lower === "'s") return false;
  return isThing(tokens, speaker);
};

/** "Moss denied Holt with a late tackle", "denied him bail": of what somebody was kept. */
const deniedSomebody: NoReport = (tokens, { cue, content }) => {
  if (!/^den(?:y|ies|ied|ying)$/.test(tokens[cue]?.lower ?? '') || holdsMarks(tokens, content)) return false;
  const next = tokens[cue + 1];
  const behind = tokens[cue + 2]?.lower ?? '';
  const isPerson = /^(?:him|them|us|me)$/.test(next?.lower ?? '') || (next?.capital === true && next.kind === 'word');
  return isPerson && (prepositions.has(behind) || /^(?:a|an|the|his|their|bail|entry|access)$/.test(behind));
};

/** "A promising run", "a demanding job", "voted off the show": what a thing is like, and what became of somebody. */
const onlyLikeness: NoReport = (tokens, { cue, content }) => {
  const word = tokens[cue]?.lower ?? '';
  const before = tokens[cue - 1]?.lower ?? '';
  if (holdsMarks(tokens, content)) return false;
  if (word === 'voted') return /^(?:off|out|in)$/.test(tokens[cue + 1]?.lower ?? '');
  return /^(?:promising|demanding|telling|questioning)$/.test(word) && (determiners.has(before) || degrees.has(before));
};

const degrees = new Set('more most less least very so too as how'.split(' '));

function isBe(token: Token | undefined): boolean {
  return /^(?:is|are|was|were|be|been|being|'s|'re)$/.test(token?.lower ?? '');
}

function skipAdverbs(tokens: readonly Token[], from: number): number {
  let at = from;
  while (at > 0 && isAdverb(tokens[at]?.lower ?? '')) at -= 1;
  return at;
}

function isVerb(word: string): boolean {
  return auxiliaries.has(word) || looksLikeVerb(word);
}

const noReports: readonly NoReport[] = [
  unspoken,
  thoughtOfSubject,
  topicAlone,
  eventSpeaks,
  hardlyAWord,
  namesSomething,
  titleInMarks,
  cueAlone,
  quotedBy,
  askedFirst,
  namelessness,
  talksHeld,
  nounAsCue,
  wordOfName,
  namedOnly,
  nobodyYouKnow,
  saidByNobody,
  wordInMarks,
  onlyWhen,
  onlyWhom,
  nobodyNamed,
  thingsDo,
  deniedSomebody,
  onlyLikeness,
  onlyShown,
  onlyBeside,
  ...otherSenses,
];

/** Tells of something that looks like a report that nobody said anything in it. */
export const reportsNothing: NoReport = (tokens, report) => noReports.some((isNone) => isNone(tokens, report));

const events = new Set(
  'talks meeting meetings discussions negotiations summit war conflict crisis election elections attack attacks visit'.split(
    ' ',
  ),
);

function holdsMarks(tokens: readonly Token[], content: readonly Phrase[]): boolean {
  for (const { from, to } of content)
    for (let at = from; at < to; at += 1) if (tokens[at]?.kind === 'quote') return true;
  return false;
}
