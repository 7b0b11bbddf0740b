import { SHAPE } from '../search/analyse.ts';
import type { Token } from './shelf.ts';
import { isStopword } from './topic.ts';

const longestPhrase = 4;

/** Words that stand in every article and are no topic, alone or at either end of a phrase. */
const plain = new Set(
  `monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
  october november december today yesterday tomorrow week weeks month months year years day days hour hours minute minutes
  time times moment morning afternoon evening night early earlier late later last next past recent recently previous
  previously former new old big small large good bad better best great high higher low lower long short first second third
  one two three four five six seven eight nine ten dozen hundred hundreds thousand thousands million millions billion
  billions percent per cent number part way thing things people person man woman men women many several various certain
  different same such full whole main major key top senior other another
  make makes made making take takes took taken taking give gives gave given giving come comes came coming go goes went gone
  know knows knew known see sees saw seen seeing want wants wanted use uses used using find found keep kept put set
  call calls called added adding add told asked ask asking according including included follow following followed
  begin began begun start started starting end ended ending continue continued become became remain remained seem seemed
  hold held holding bring brought leave left meet met meeting pay paid run ran lead led leading show shows showed shown
  say says said saying speak spoke spoken reported reporters reporter statement interview news agency press
  also already always never really quite rather almost nearly just even back away together well much likely able
  would could should must might shall can cannot will not n't re ve ll don didn doesn isn wasn
  mr mrs ms dr sir per via versus`.split(/\s+/),
);

/** Verb and adverb endings: "quickly moved" is no noun phrase. */
const noNoun = /(?:ly|ed)$/;

/** The capital that opens a sentence says nothing, unless another follows it ("Marco Rubio said"). */
function isName(tokens: readonly Token[], place: number): boolean {
  const token = tokens[place];
  if (token === undefined || (token.shape & SHAPE.capital) === 0) return false;
  const next = tokens[1];
  return place > 0 || (token.shape & SHAPE.upper) !== 0 || (next !== undefined && (next.shape & SHAPE.capital) !== 0);
}

function isContent({ folded }: Token): boolean {
  return folded.length > 1 && !isStopword(folded) && !/^\d/.test(folded);
}

/** Tells whether nothing but one blank or hyphen stands between two words. */
function adjoins(one: Token, other: Token, text: string): boolean {
  return /^[ \u00a0-]$/.test(text.slice(one.end, other.start));
}

/**
 * Names and noun phrases of a sentence: runs of words with capitals ("Strait of Hormuz" in two parts), and two to four
 * lower-case words in a row of which none is a common verb, adverb or time ("nuclear talks"). Without a tagger this lets
 * some phrases through that are none; those hardly ever stand in three articles.
 */
export function* nounPhrases(tokens: readonly Token[], text: string): Generator<readonly Token[]> {
  let run: Token[] = [];
  let runIsName = false;
  for (const [place, token] of [...tokens, null].entries()) {
    const last = run.at(-1);
    const isUsable = token !== null && isContent(token) && !plain.has(token.folded);
    const named = token !== null && isName(tokens, place);
    const goesOn = isUsable && last !== undefined && runIsName === named && adjoins(last, token, text);
    if (goesOn && token !== null) {
      run.push(token);
      continue;
    }
    if (run.length > 0) yield* phrasesOf(run, runIsName);
    run = isUsable && token !== null ? [token] : [];
    runIsName = named;
  }
}

function* phrasesOf(run: readonly Token[], isName: boolean): Generator<readonly Token[]> {
  if (isName) {
    yield run.slice(0, longestPhrase + 1);
    return;
  }
  for (let start = 0; start + 2 <= run.length; start += 1) {
    for (let length = 2; length <= longestPhrase && start + length <= run.length; length += 1) {
      const phrase = run.slice(start, start + length);
      if (!phrase.some(({ folded }) => noNoun.test(folded))) yield phrase;
    }
  }
}
