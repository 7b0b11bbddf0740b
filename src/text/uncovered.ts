import type { Draft } from './attributions.ts';
import { findCue } from './cues.ts';
import { auxiliaries, isAdverb, looksLikeVerb } from './grammar.ts';
import { type Phrase, phraseAt, subjectBefore } from './noun-phrases.ts';
import { spanOf, type Token, type Unit } from './tokens.ts';

/** Words in a run from which on it is speech, not a title or a scare quote, when it stands like speech. */
const fewestWords = 3;

/**
 * Adds attributions of quotations that no report holds, where the way they stand shows who speaks whatever the verb:
 * `“...,” Holt shot back`, `Holt went further: “...”`.
 */
export function findUncovered({ tokens, quotes }: Unit, reported: readonly Draft[]): Draft[] {
  const found: Draft[] = [];
  if (quotes.length === 0) return found;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined || token.kind !== 'quote' || isHeld(token, reported) || isHeld(token, found)) continue;
    const attribution = behind(tokens, at) ?? before(tokens, at);
    if (attribution === null) continue;
    const { speaker, cue, rule } = attribution;
    found.push({
      content: [{ start: token.start, end: token.end }],
      cue: spanOf(tokens, cue),
      mention: spanOf(tokens, speaker),
      continues: null,
      within: null,
      denied: false,
      rule,
      verbatim: false,
    });
  }
  return found;
}

interface Standing {
  readonly speaker: Phrase;
  readonly cue: Phrase;
  readonly rule: string;
}

function isHeld({ start, end }: Token, drafts: readonly Draft[]): boolean {
  return drafts.some(({ content }) => content.some((piece) => piece.start < end && start < piece.end));
}

/** `“We go on,” Holt retaliated.`: the comma within the marks says that a clause follows which belongs to the words. */
function behind(tokens: readonly Token[], at: number): Standing | null {
  const quote = tokens[at];
  const opensClause = at === 0 || tokens[at - 1]?.kind === 'sign';
  if (quote === undefined || !opensClause || !/[,?!—–-]["”'’″»“«]*$/u.test(quote.text) || !isSpeech(quote.text))
    return null;
  const turned = (at === 0 ? verbFirst(tokens, at) : null) ?? howItWasPut(tokens, at);
  if (turned !== null) return turned;
  const phrase = phraseAt(tokens, at + 1);
  if (phrase === null) return null;
  const verb = verbBehind(tokens, phrase);
  const speaker = { from: phrase.from, to: Math.min(phrase.to, verb) };
  if (verb < 0 || !isNamed(tokens, speaker) || !endsSoon(tokens, verb + 1)) return null;
  return { speaker, cue: { from: verb, to: verb + 1 }, rule: 'quotation-subject-verb' };
}

/** `“We go on,” purrs Holt.` */
function verbFirst(tokens: readonly Token[], at: number): Standing | null {
  const verb = tokens[at + 1];
  if (verb?.kind !== 'word' || verb.capital || auxiliaries.has(verb.lower) || !mayBeVerb(verb.lower)) return null;
  const speaker = phraseAt(tokens, at + 2);
  if (speaker === null || speaker.from !== at + 2 || tokens[speaker.to - 1]?.capital !== true) return null;
  return endsSoon(tokens, speaker.to)
    ? { speaker, cue: { from: at + 1, to: at + 2 }, rule: 'quotation-verb-subject' }
    : null;
}

/** `“We go on,” was how Holt put it.` */
function howItWasPut(tokens: readonly Token[], at: number): Standing | null {
  if (!/^(?:is|was)$/.test(tokens[at + 1]?.lower ?? '') || tokens[at + 2]?.lower !== 'how') return null;
  const phrase = phraseAt(tokens, at + 3);
  if (phrase === null) return null;
  const verb = verbBehind(tokens, phrase);
  const speaker = { from: phrase.from, to: verb < 0 ? phrase.to : Math.min(phrase.to, verb) };
  return isNamed(tokens, speaker)
    ? { speaker, cue: { from: at + 1, to: at + 3 }, rule: 'quotation-subject-verb' }
    : null;
}

/** Place of the verb behind a subject, or within the phrase where no list knows it ("Holt went"); -1 when there is none. */
function verbBehind(tokens: readonly Token[], { from, to }: Phrase): number {
  for (let at = from + 1; at <= to + 1; at += 1) {
    const word = tokens[at];
    if (word === undefined || word.kind !== 'word') return -1;
    if (!word.capital && mayBeVerb(word.lower)) return at;
    if (at >= to && !isAdverb(word.lower)) return -1;
  }
  return -1;
}

/** Behind a name and before the end of its clause anything in -s is a verb: "Holt sings". */
function mayBeVerb(word: string): boolean {
  return isVerb(word) || /[^s]s$/.test(word);
}

/** Past forms without "-ed" of verbs with which words are thrown in: "shot back", "went on", "broke in". */
const irregular = new Set(
  'went shot broke cut began burst came flung gave got kept led let put ran rang sang sent set sprang struck threw took'.split(
    ' ',
  ),
);

function isVerb(word: string): boolean {
  const cue = findCue(word);
  return (
    irregular.has(word) ||
    (looksLikeVerb(word) && !auxiliaries.has(word)) ||
    (cue !== undefined && cue.form !== 'gerund')
  );
}

/** "back.", "in a letter": no second verb before the clause ends. */
function endsSoon(tokens: readonly Token[], from: number): boolean {
  for (let at = from; at < tokens.length && at < from + 12; at += 1) {
    const token = tokens[at];
    if (token === undefined || token.kind === 'quote' || /^[.,;—]$/.test(token.text)) return true;
    if (auxiliaries.has(token.lower)) return false;
  }
  return true;
}

/** Tokens from "was" to the quotation in `Holt was no less clear: “Enough.”`. */
const longestManner = 6;

/** `“Enough.”`, `“Let’s see.”` */
function isWordOrTwo(text: string): boolean {
  return /^["“”″„«»‘']+\p{Lu}[\p{L}’']*(?: \p{Ll}[\p{L}’']*)?[.?!…]["”'’″»“«]*$/u.test(text);
}

/** `Holt went further: “We go on.”`, `Holt was blunter: “Enough.”`: a whole sentence in marks behind a comma or colon. */
function before(tokens: readonly Token[], at: number): Standing | null {
  const quote = tokens[at];
  const sign = tokens[at - 1]?.text;
  if (quote === undefined || (sign !== ':' && sign !== ',')) return null;
  const isWhole = isSentence(quote.text);
  if (!isWhole && !(sign === ':' && isWordOrTwo(quote.text))) return null;
  for (let verb = at - 2; verb > 0; verb -= 1) {
    const token = tokens[verb];
    if (token === undefined || token.kind === 'quote' || /^[;:]$/.test(token.text)) return null;
    if (token.kind !== 'word' || token.capital) continue;
    // "Footage of Holt saying": only a name right before it.
    const saying = findCue(token.lower)?.form === 'gerund' && tokens[verb - 1]?.capital === true;
    const isBlunt = sign === ':' && /^(?:is|was|are|were)$/.test(token.lower) && at - verb <= longestManner;
    // "Holt smiled: “Let’s see.”"
    const isBeside = verb === at - 2 && isVerb(token.lower);
    if (isWhole ? !saying && !isBlunt && !isVerb(token.lower) : !isBlunt && !isBeside) continue;
    const subject = subjectBefore(tokens, verb);
    if (subject === null) continue;
    return isNamed(tokens, subject)
      ? {
          speaker: { from: subject.from, to: subject.to },
          cue: { from: verb, to: verb + 1 },
          rule: 'subject-verb-quotation',
        }
      : null;
  }
  return null;
}

function isNamed(tokens: readonly Token[], { from, to }: Phrase): boolean {
  return tokens[to - 1]?.capital === true || /^(?:he|she|they)$/.test(tokens[from]?.lower ?? '');
}

function isSentence(text: string): boolean {
  return /^["“”″„«»‘']+\s*\p{Lu}/u.test(text) && /[.?!…]["”'’″»“«]*$/u.test(text) && isSpeech(text);
}

/** Some words, and not all of the long ones with capitals, as in a title. */
function isSpeech(text: string): boolean {
  const words = text.split(/\s+/u);
  const long = words.slice(1).filter((word) => /^\p{L}{4}/u.test(word));
  return words.length >= fewestWords && (long.length === 0 || long.some((word) => /^\p{Ll}/u.test(word)));
}
