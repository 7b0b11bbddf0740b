import { type Cue, findCue, reportsSpeech } from './cues.ts';
import { determiners, isAdverb, objectPronouns, subjectPronouns, timeWords } from './grammar.ts';
import { isOccasion, phraseAt } from './noun-phrases.ts';
import type { Token } from './tokens.ts';

/** Verbs whose first object is the hearer, so that no speaker stands behind them; and those where it may be. */
export const takesHearer = new Set(['tell', 'remind', 'inform', 'assure', 'advise', 'text', 'email', 'brief']);
const mayTakeHearer = new Set(['warn', 'ask']);

/** Where the content begins behind a verb: addressee, time and occasion are passed over. */
export function contentStart(tokens: readonly Token[], cue: number, { lemma }: Cue): number {
  let at = cue + 1;
  if (takesHearer.has(lemma) || mayTakeHearer.has(lemma)) at = afterAddressee(tokens, at);
  for (;;) {
    const next = afterAdjunct(tokens, at, lemma);
    if (next === at) break;
    at = next;
  }
  if (tokens[at]?.text === ',' && (tokens[at + 1]?.kind === 'quote' || tokens[at + 1]?.lower === 'that')) at += 1;
  if (tokens[at]?.text === ':') at += 1;
  return at;
}

function afterAddressee(tokens: readonly Token[], from: number): number {
  const first = tokens[from];
  if (first === undefined || first.lower === 'that' || first.kind === 'sign') return from;
  if (objectPronouns.has(first.lower) && tokens[from + 1]?.lower !== "'s") return from + 1;
  if (first.kind === 'quote') return tokens[from + 1] === undefined ? from : from + 1;
  const phrase = phraseAt(tokens, from);
  if (phrase === null) return from;
  // "told reporters the deal was off": a determiner or a capital after a small word begins the clause.
  for (let at = from + 1; at < phrase.to; at += 1) {
    const token = tokens[at];
    const before = tokens[at - 1];
    if (token === undefined || before === undefined) break;
    if (determiners.has(token.lower) && !/^(?:of|for|at|in|from|with|and)$/.test(before.lower)) return at;
  }
  return phrase.to;
}

/** Verbs whose "to" names the hearer, not an intention. */
const addresses = new Set([
  'say',
  'explain',
  'write',
  'complain',
  'suggest',
  'confirm',
  'comment',
  'describe',
  'remark',
  'reply',
  'respond',
]);

/** One adjunct of time or occasion: "on Friday", "late Thursday", "in a statement", "at a news conference". */
function afterAdjunct(tokens: readonly Token[], from: number, lemma: string): number {
  const first = tokens[from];
  if (first === undefined || first.kind === 'quote') return from;
  if (timeWords.has(first.lower) && !(first.lower === 'this' || first.lower === 'that')) return from + 1;
  if (first.lower === 'this' && timeWords.has(tokens[from + 1]?.lower ?? '')) return from + 2;
  if (first.kind === 'number' && timeWords.has(tokens[from - 1]?.lower ?? '')) return from + 1;
  if (isAdverb(first.lower) && first.kind === 'word' && first.lower !== 'only') return from + 1;
  if (!/^(?:on|in|at|during|to|upon|after|before|via|through|by|of)$/.test(first.lower)) return from;
  const second = tokens[from + 1];
  if (second === undefined || (first.lower === 'to' && !addresses.has(lemma))) return from;
  if (timeWords.has(second.lower)) return from + 2;
  if (
    first.lower === 'of' ||
    (first.lower === 'in' && !isOccasion(second, tokens[from + 2]) && !/^\p{Lu}/u.test(second.text))
  )
    return from;
  const object = phraseAt(tokens, from + 1);
  if (object === null) return from;
  const stop = tokens[object.to];
  // Without a comma, mark or "that" behind it, what looks like an adjunct may be the beginning of the clause.
  const safe =
    stop === undefined ||
    stop.kind === 'quote' ||
    /^[,:.]$/.test(stop.text) ||
    stop.lower === 'that' ||
    timeWords.has(stop.lower) ||
    (stop.lower === 'on' && timeWords.has(tokens[object.to + 1]?.lower ?? '')) ||
    subjectPronouns.has(stop.lower);
  return safe ? object.to : from;
}

/** Words that end what is said where they stand behind a comma. */
const endsContent = new Set(
  'according adding saying calling accusing noting stating citing referring while although though'.split(' '),
);

/** Where the content ends that begins at `from`: at the sentence's end, or before the next report of the same speaker. */
export function contentEnd(tokens: readonly Token[], from: number): number {
  for (let at = from + 1; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined || token.kind === 'quote') continue;
    const next = tokens[at + 1];
    if (next === undefined) break;
    // ", who asked not to be named, said": the second verb has the subject of the whole sentence.
    if (token.text === ',' && (endsContent.has(next.lower) || reportsSpeech(next.lower))) return at;
    if (token.lower === 'and' || token.lower === 'but') {
      const verb = isAdverb(next.lower) ? tokens[at + 2] : next;
      const cue = verb === undefined ? undefined : findCue(verb.lower);
      const more =
        cue !== undefined &&
        cue.reporting !== 'thought' &&
        cue.probability > 0.4 &&
        (cue.form === 'past' || cue.form === 'present');
      if (more) return tokens[at - 1]?.text === ',' ? at - 1 : at;
    }
  }
  return tokens.length;
}
