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
export function findUncovered({ tokens }: Unit, reported: readonly Draft[]): Draft[] {
  const found: Draft[] = [];
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== 'quote' || isHeld(token, reported) || isHeld(token, found)) continue;
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
  if (quote === undefined || !opensClause || !/[,?!—–-]["”'’″»]*$/u.test(quote.text) || !isSpeech(quote.text))
    return null;
  const speaker = phraseAt(tokens, at + 1);
  if (speaker === null || !isNamed(tokens, speaker)) return null;
  let verb = speaker.to;
  while (isAdverb(tokens[verb]?.lower ?? '')) verb += 1;
  const word = tokens[verb];
  if (word === undefined || word.kind !== 'word' || word.capital || !mayBeVerb(word.lower)) return null;
  return endsSoon(tokens, verb + 1)
    ? { speaker, cue: { from: verb, to: verb + 1 }, rule: 'quotation-subject-verb' }
    : null;
}

/** Behind a name and before the end of its clause anything in -s is a verb: "Holt sings". */
function mayBeVerb(word: string): boolean {
  return isVerb(word) || /[^s]s$/.test(word);
}

function isVerb(word: string): boolean {
  const cue = findCue(word);
  return (looksLikeVerb(word) && !auxiliaries.has(word)) || (cue !== undefined && cue.form !== 'gerund');
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

/** `Holt went further: “We go on.”`: a whole sentence in marks behind a comma or colon. */
function before(tokens: readonly Token[], at: number): Standing | null {
  const quote = tokens[at];
  const sign = tokens[at - 1]?.text;
  if (quote === undefined || (sign !== ':' && sign !== ',') || !isSentence(quote.text)) return null;
  for (let verb = at - 2; verb > 0; verb -= 1) {
    const token = tokens[verb];
    if (token === undefined || token.kind === 'quote' || /^[;:]$/.test(token.text)) return null;
    if (token.kind !== 'word' || token.capital || !isVerb(token.lower)) continue;
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
  return /^["“”″„«‘']+\s*\p{Lu}/u.test(text) && /[.?!…]["”'’″»]*$/u.test(text) && isSpeech(text);
}

/** Some words, and not all of the long ones with capitals, as in a title. */
function isSpeech(text: string): boolean {
  const words = text.split(/\s+/u);
  const long = words.slice(1).filter((word) => /^\p{L}{4}/u.test(word));
  return words.length >= fewestWords && (long.length === 0 || long.some((word) => /^\p{Ll}/u.test(word)));
}
