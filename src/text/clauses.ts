import { contentEnd, contentStart, takesHearer } from './clause-content.ts';
import { type Cue, findCue } from './cues.ts';
import {
  auxiliaries,
  clauseOpeners,
  determiners,
  isAdverb,
  prepositions,
  subjectPronouns,
  timeWords,
} from './grammar.ts';
import { type Phrase, phraseAt, type Subject, subjectBefore } from './noun-phrases.ts';
import type { Token } from './tokens.ts';

/** One attribution in tokens of its unit. */
export interface Clause {
  readonly cue: Phrase;
  readonly speaker: Phrase | null;
  /** In reading order, without blanks at the ends. */
  readonly content: readonly Phrase[];
  readonly denied: boolean;
  readonly thought: boolean;
  readonly rule: string;
  /** The report goes on behind it: the quotation that follows belongs to the same speaker. */
  readonly opensFollowing: boolean;
}

/** Finds the reporting clauses of a unit, in the order of their cues. */
export function findClauses(tokens: readonly Token[]): Clause[] {
  const clauses: Clause[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const clause = clauseAt(tokens, at, clauses);
    if (clause !== null) clauses.push(clause);
  }
  return clauses;
}

function clauseAt(tokens: readonly Token[], at: number, earlier: readonly Clause[]): Clause | null {
  const token = tokens[at];
  if (token === undefined || token.kind !== 'word') return null;
  if (token.lower === 'according' && tokens[at + 1]?.lower === 'to') return accordingTo(tokens, at);
  const cue = token.form?.cue;
  if (cue === undefined || cue.probability < 0.25 || !isVerbHere(tokens, at, cue)) return null;
  // Inside what another clause reports, only speech counts: "A said B had told him ...".
  if (isInside(earlier, at) && (cue.reporting === 'thought' || cue.probability < 0.5)) return null;
  if (isNegated(tokens, at)) return null;
  const clause =
    cue.form === 'gerund' ? participleClause(tokens, at, cue, earlier) : finiteClause(tokens, at, cue, earlier);
  if (clause === null || clause.content.length === 0) return null;
  return clause;
}

function isInside(clauses: readonly Clause[], at: number): boolean {
  return clauses.some(({ content }) => content.some(({ from, to }) => from <= at && at < to));
}

const beforeNoun = new Set("the a an his her its their our my your this that these those no any 's of to".split(' '));
const beforeParticiple = new Set('be been being is are was were get got'.split(' '));
const beforeGerund = new Set('is are was were be been of for the a his her its their without not'.split(' '));
const beforeBase = new Set("they we i you who also would will did could may might must should can don't".split(' '));

function isVerbHere(tokens: readonly Token[], at: number, cue: Cue): boolean {
  const before = tokens[at - 1];
  const previous = before?.lower ?? '';
  // "the State Department": a name, not a verb.
  if (tokens[at]?.capital === true && cue.form !== 'gerund' && before?.kind === 'word') return false;
  if (isNounHere(tokens, at, cue)) return false;
  if (cue.form === 'gerund') return !beforeGerund.has(previous);
  if (beforeNoun.has(previous) || beforeParticiple.has(previous)) return false;
  if (cue.form === 'base') {
    if (before === undefined || before.kind === 'sign') return false;
    return beforeBase.has(previous) || (previous.endsWith('s') && before.kind === 'word' && !determiners.has(previous));
  }
  return true;
}

/** "talks", "claims", "reports": verbs only behind a name or a pronoun, or before "that". */
function isNounHere(tokens: readonly Token[], at: number, { form, lemma }: Cue): boolean {
  if (form !== 'present' || !alsoNouns.has(lemma)) return false;
  const before = tokens[at - 1];
  const next = tokens[at + 1];
  if (before === undefined || next === undefined || before.kind === 'sign') return true;
  return (
    !(/^\p{Lu}/u.test(before.text) || subjectPronouns.has(before.lower) || next.lower === 'that') ||
    prepositions.has(next.lower)
  );
}

const alsoNouns = new Set(
  'talk report claim call plan hope fear view comment offer charge remark demand order answer question attack credit note name list cite request threat estimate forecast promise support protest challenge brief concern doubt wish show aim judge press push raise'.split(
    ' ',
  ),
);

const negations = new Set('not never neither without nobody cannot'.split(' '));

/** "did not say", "declined to say", "without saying": what was not said is no statement. */
export function isNegated(tokens: readonly Token[], at: number): boolean {
  for (let back = at - 1; back >= 0 && back > at - 5; back -= 1) {
    const token = tokens[back];
    if (token === undefined || token.kind === 'sign' || token.kind === 'quote') return false;
    if (negations.has(token.lower) || token.lower.endsWith("n't")) return true;
    if (!isAdverb(token.lower) && !auxiliaries.has(token.lower) && !behindNegation.has(token.lower)) return false;
  }
  return false;
}

const behindNegation = new Set(['to', 'yet', 'ever']);

function accordingTo(tokens: readonly Token[], at: number): Clause | null {
  const cue = { from: at, to: at + 2 };
  const speaker = phraseAt(tokens, at + 2);
  if (speaker === null) return null;
  const shared = { cue, speaker, denied: false, thought: false, opensFollowing: false };
  if (at === 0 || tokens[at - 1]?.lower === 'but' || tokens[at - 1]?.lower === 'and') {
    const comma = tokens.findIndex(({ text }, place) => place >= speaker.to && text === ',');
    const content = comma < 0 ? null : clean(tokens, { from: comma + 1, to: tokens.length });
    return content === null ? null : { ...shared, content: [content], rule: 'according-to-first' };
  }
  const content = clean(tokens, { from: clauseStart(tokens, at), to: at });
  return content === null ? null : { ...shared, content: [content], rule: 'according-to' };
}

/** ", adding that ...", ", accusing X of ...": the subject is that of the clause before. */
function participleClause(tokens: readonly Token[], at: number, cue: Cue, earlier: readonly Clause[]): Clause | null {
  const before = tokens[at - 1];
  if (before !== undefined && before.text !== ',' && !/^(?:and|while|by|in|also|publicly)$/.test(before.lower))
    return null;
  const speaker = earlier.at(-1)?.speaker ?? mainSubject(tokens, at);
  const start = contentStart(tokens, at, cue);
  const content = clean(tokens, { from: start, to: contentEnd(tokens, start) });
  if (content === null || speaker === null) return null;
  return {
    cue: { from: at, to: at + 1 },
    speaker,
    content: [content],
    denied: cue.lemma === 'deny',
    thought: cue.reporting === 'thought',
    rule: 'participle',
    opensFollowing: false,
  };
}

/** Subject of the first verb of the unit: whatever stands before the first finite verb. */
function mainSubject(tokens: readonly Token[], before: number): Phrase | null {
  for (let at = 1; at < before; at += 1) {
    const token = tokens[at];
    if (token === undefined || token.kind !== 'word') continue;
    const cue = findCue(token.lower);
    const finite =
      auxiliaries.has(token.lower) ||
      (cue !== undefined && cue.form !== 'gerund' && cue.form !== 'base') ||
      /[^e]ed$/.test(token.lower);
    const subject = finite ? subjectBefore(tokens, at) : null;
    // "After saying ...": no subject yet.
    if (subject !== null && !prepositions.has(tokens[subject.from]?.lower ?? ''))
      return { from: subject.from, to: subject.to };
  }
  return null;
}

function finiteClause(tokens: readonly Token[], at: number, cue: Cue, earlier: readonly Clause[]): Clause | null {
  const shared = { denied: cue.lemma === 'deny' || cue.lemma === 'refute', thought: cue.reporting === 'thought' };
  const cueSpan = { from: at, to: at + 1 };
  const before = tokens[at - 1];
  if (before !== undefined && (before.kind === 'quote' || (before.text === ',' && cue.reporting === 'statement'))) {
    const inverted = takesHearer.has(cue.lemma) ? null : invertedClause(tokens, at);
    if (inverted !== null) return { ...shared, ...inverted, cue: cueSpan };
  }
  const subject = subjectBefore(tokens, at) ?? sharedSubject(tokens, at, earlier);
  if (subject === null) return null;
  const leading = cue.reporting === 'statement' ? contentBefore(tokens, subject) : null;
  const start = contentStart(tokens, at, cue);
  const trailing = clean(tokens, { from: start, to: contentEnd(tokens, start) });
  const speaker = { from: subject.from, to: subject.to };
  const stopped = /^[.,;]$/.test(tokens[start]?.text ?? '.') || start >= tokens.length;
  const saidBefore =
    stopped || trailing === null || /^(?:while|as|after|before|during)$/.test(tokens[start]?.lower ?? '');
  if (leading !== null && (tokens[leading.to - 1]?.kind === 'quote' || saidBefore)) {
    const more = resumedContent(tokens, start);
    const content = more === null ? [leading] : [leading, more];
    return { ...shared, cue: cueSpan, speaker, content, rule: 'content-subject-cue', opensFollowing: more === null };
  }
  if (trailing === null) return null;
  return { ...shared, cue: cueSpan, speaker, content: [trailing], rule: 'subject-cue-content', opensFollowing: false };
}

/** "X called it a mistake and said ...": the second verb has the subject of the first. */
function sharedSubject(tokens: readonly Token[], at: number, earlier: readonly Clause[]): Subject | null {
  let back = at - 1;
  while (back > 0 && (isAdverb(tokens[back]?.lower ?? '') || auxiliaries.has(tokens[back]?.lower ?? ''))) back -= 1;
  if (!/^(?:and|but|or|then)$/.test(tokens[back]?.lower ?? '')) return null;
  const speaker = earlier.at(-1)?.speaker ?? mainSubject(tokens, back);
  return speaker === null ? null : { ...speaker, reach: at };
}

/** "“...,” said X", "..., says X, who ...". */
function invertedClause(tokens: readonly Token[], at: number): Omit<Clause, 'cue' | 'denied' | 'thought'> | null {
  const speaker = phraseAt(tokens, at + 1);
  if (speaker === null) return null;
  const content = contentBefore(tokens, { reach: at });
  if (content === null) return null;
  // "X, who replaced Y, said the plan was ...": only what ends there is an inverted subject.
  if (tokens[at - 1]?.kind !== 'quote' && !endsReport(tokens, speaker.to)) return null;
  const more = resumedContent(tokens, speaker.to);
  return {
    speaker,
    content: more === null ? [content] : [content, more],
    rule: 'content-cue-subject',
    opensFollowing: more === null,
  };
}

function endsReport(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  return (
    token === undefined ||
    (token.kind === 'sign' && /^[.,;(]$/.test(token.text)) ||
    timeWords.has(token.lower) ||
    /^(?:on|in|at|who|during)$/.test(token.lower)
  );
}

/** What stands before the subject and may have been said: a run in marks, or a clause and a comma. */
function contentBefore(tokens: readonly Token[], { reach }: { reach: number }): Phrase | null {
  const last = tokens[reach - 1];
  if (last === undefined) return null;
  if (last.kind !== 'quote' && last.text !== ',') return null;
  const content = clean(tokens, { from: clauseStart(tokens, reach), to: reach });
  if (content === null) return null;
  const only = content.to - content.from === 1 ? tokens[content.from] : undefined;
  if (only?.kind === 'quote') return content;
  const words = tokens.slice(content.from, content.to);
  const hasVerb = words.some(
    ({ lower, kind }) =>
      kind === 'quote' ||
      auxiliaries.has(lower) ||
      /[^e]ed$/.test(lower) ||
      findCue(lower) !== undefined ||
      /(?:'s|'re|'ll|n't)$/.test(lower),
  );
  const first = words[0];
  const opensAdjunct =
    first !== undefined &&
    /^(?:in|on|at|after|before|during|as|when|while|if|although|though|since|asked|speaking|for|by|with|despite|earlier|meanwhile|however|still|but)$/.test(
      first.lower,
    );
  return words.length >= 3 && hasVerb && (!opensAdjunct || last.kind === 'quote') ? content : null;
}

/** `“...,” he said on Monday, “must stop shooting.”`: the second half. */
function resumedContent(tokens: readonly Token[], from: number): Phrase | null {
  for (let at = from; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) return null;
    const opensClause =
      token.text === ',' && /^(?:and|but|so|because)$/.test(tokens[at + 1]?.lower ?? '') && at === from;
    if ((token.kind === 'quote' && /^[,:]$/.test(tokens[at - 1]?.text ?? '')) || opensClause)
      return clean(tokens, { from: at, to: contentEnd(tokens, at + 1) });
    if (/^[.;]$/.test(token.text)) return null;
    if (findCue(token.lower)?.form === 'gerund') return null;
  }
  return null;
}

function clauseStart(tokens: readonly Token[], before: number): number {
  for (let at = before - 2; at >= 0; at -= 1) {
    const token = tokens[at];
    if (token === undefined) break;
    if (token.kind === 'sign' && (token.text === ';' || token.text === ':')) return at + 1;
  }
  const first = tokens[0];
  return first !== undefined && /^(?:but|and|still|meanwhile|however)$/.test(first.lower) ? 1 : 0;
}

/** Takes commas and stops off both ends; `null` when no word is left. */
function clean(tokens: readonly Token[], { from, to }: Phrase): Phrase | null {
  let start = from;
  let end = Math.min(to, tokens.length);
  while (start < end && isEdge(tokens[start])) start += 1;
  while (end > start && isEdge(tokens[end - 1])) end -= 1;
  while (
    start < end &&
    /^(?:and|but)$/.test(tokens[start]?.lower ?? '') &&
    start > 0 &&
    clauseOpeners.has(tokens[start]?.lower ?? '') &&
    tokens[start - 1]?.text !== ','
  )
    start += 1;
  if (start >= end) return null;
  const worth = tokens.slice(start, end).some(({ kind }) => kind === 'word' || kind === 'quote');
  return worth ? { from: start, to: end } : null;
}

function isEdge(token: Token | undefined): boolean {
  return token !== undefined && token.kind === 'sign' && /^[.,;:—–-]$/.test(token.text);
}
