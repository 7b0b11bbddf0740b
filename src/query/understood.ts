import type { AnswerItem, Understood } from '../model/answer.ts';
import type { SentenceIndex } from '../model/search.ts';
import type { Finding } from './finding.ts';
import { titles } from './name-frame.ts';
import { tokensOf } from './shelf.ts';
import { isStopword } from './topic.ts';
import type { Asked, AskedSpeaker } from './understand.ts';
import { familyOf } from './word-family.ts';

type Corrections = Understood['corrections'];

/**
 * How a question was read, as it is told to the asker.
 *
 * @param shown.items the page that is shown: a word counts as read differently only where that is what was found
 */
export function understoodOf(
  asked: Asked,
  finding: Finding,
  { items, index }: { readonly items: readonly AnswerItem[]; readonly index: SentenceIndex },
): Understood {
  const topicCorrections = thatMattered(finding.corrections ?? [], items);
  const missing = missingWords(asked, topicCorrections, index);
  const speaker =
    finding.speaker ??
    asked.speakers
      .map((each) =>
        each.found.kind === 'one' ? each.found.who.name : nameAsWritten(asRead(each.typed, slipsOf(each)), index),
      )
      .join(' and ');
  return {
    intent: asked.intent,
    ...(speaker === '' ? {} : { speaker }),
    ...(asked.about === null ? {} : { about: asWritten(asRead(asked.about, topicCorrections), index) }),
    ...(asked.quote === null ? {} : { quote: asked.quote }),
    ...(asked.period.from === undefined ? {} : { from: asked.period.from }),
    ...(asked.period.to === undefined ? {} : { to: asked.period.to }),
    ...(asked.outlet === null ? {} : { outlet: asked.outlet }),
    corrections: distinct([
      ...asked.corrections,
      ...(finding.nameCorrections ?? nameCorrections(asked)),
      ...topicCorrections,
    ]),
    ...(missing.length === 0 ? {} : { missing }),
  };
}

const mostMissing = 3;

/** Why so little is found, as far as words that stand nowhere explain it. */
function missingWords({ about }: Asked, corrections: Corrections, index: SentenceIndex): readonly string[] {
  if (about === null) return [];
  const read = new Set(corrections.flatMap(({ from }) => tokensOf(from, 0).map(({ folded }) => folded)));
  const isMissing = (typed: string, folded: string): boolean =>
    /\p{L}{3}/u.test(folded) &&
    !isStopword(folded) &&
    !read.has(folded) &&
    index.frequency(typed) === 0 &&
    familyOf(folded).every((word) => index.frequency(word) === 0);
  const words = tokensOf(about.slice(0, longestTopic), 0).flatMap(({ folded, start, end }) => {
    const typed = about.slice(start, end);
    return isMissing(typed, folded) ? [typed] : [];
  });
  return [...new Set(words)].slice(0, mostMissing);
}

/** In characters; a pasted page is no topic. */
const longestTopic = 300;

function nameCorrections({ speakers }: Asked): Corrections {
  return speakers.flatMap(slipsOf);
}

/** How a name was read; where it may be several people's only what is the same for all of them. */
function slipsOf({ found }: AskedSpeaker): Corrections {
  if (found.kind === 'unknown') return [];
  if (found.kind === 'one') return found.who.corrections;
  const [first, ...others] = found.whos;
  const isShared = ({ from, to }: Corrections[number]) =>
    others.every(({ corrections }) => corrections.some((other) => other.from === from && other.to === to));
  return first?.corrections.filter(isShared) ?? [];
}

function thatMattered(corrections: Corrections, items: readonly AnswerItem[]): Corrections {
  if (corrections.length === 0) return corrections;
  const shown = new Set(items.flatMap(({ text }) => tokensOf(text, 0).map(({ stem }) => stem)));
  return corrections.filter(({ to }) => tokensOf(to, 0).some(({ stem }) => shown.has(stem)));
}

function asRead(about: string, corrections: Corrections): string {
  return corrections.reduce((text, { from, to }) => text.replaceAll(from, to), about);
}

/** Names as the archive writes them: nobody types "Iran" with a capital, and the lead is read by others too. */
function asWritten(about: string, index: SentenceIndex): string {
  const isShouted = about.length > 3 && about === about.toUpperCase();
  // What stands behind an apostrophe is no word of its own: "Putin's".
  return about.replace(/(?<![\p{L}\p{M}\p{N}]['’]?)[\p{L}\p{M}\p{N}]+/gu, (word) => {
    const folded = word.toLowerCase();
    const isPlain = word === folded || (isShouted && word.length > 1);
    // "The prime minister of Norvik": a title has a capital before a name, and nowhere else.
    if (!isPlain || isStopword(folded) || titles.has(folded)) return isShouted ? folded : word;
    const written = index.display(word);
    return written !== null && written.toLowerCase() === folded ? written : word;
  });
}

/** A name of which the archive knows one word only stays as it was typed. */
function nameAsWritten(typed: string, index: SentenceIndex): string {
  const written = asWritten(typed, index);
  return /(?:^|\s)\p{Ll}/u.test(written) ? typed : written;
}

function distinct(corrections: Corrections): Corrections {
  return corrections
    .filter(({ from, to }, place) => from !== to && corrections.findIndex((other) => other.from === from) === place)
    .map(({ from, to }) => ({ from, to }));
}
