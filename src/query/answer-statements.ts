import type { AnswerItem } from '../model/answer.ts';
import type { StoredStatement } from '../model/archive.ts';
import type { Nearest } from '../model/findings.ts';
import { answerPassages } from './answer-passages.ts';
import { nameWords } from './directory.ts';
import { foldCopies, itemOf, newestFirst, type RankedStatement, rankStatements } from './find-statements.ts';
import type { Finding } from './finding.ts';
import { nothing } from './finding.ts';
import { headsOf } from './head-words.ts';
import { passageItem, statementItem } from './items.ts';
import { namesOneOf } from './named-near.ts';
import { nameOffer, nearestTo, nearNames } from './nearest.ts';
import type { Who } from './persons.ts';
import {
  holdsAll,
  isNamed,
  isTheirs,
  nearnessOf,
  type RankedSaid,
  rankLikeNames,
  rankRespelt,
  rankSaid,
  type SaidSearch,
  saidConfidence,
  shareInSentence,
} from './rank-said.ts';
import { slipsIn, type Theirs } from './said-respelt.ts';
import type { Setting } from './setting.ts';
import { isByOffice, isCalledSo, sharesWholeName } from './speaker-fit.ts';
import { whosOf } from './speaker-test.ts';
import { statementsNear } from './statements-near.ts';
import { isMostlyGuessed, readTopic, type Topic, topicWords } from './topic.ts';
import type { Asked, AskedSpeaker } from './understand.ts';

/** Sentences from which statements of anybody are gathered when nobody is named. */
const forAnyone = { hits: 300, articles: 100 } as const;

/** What somebody said, about something or at all. */
export function answerStatements(asked: Asked, setting: Setting): Finding {
  const topic = asked.about === null ? null : readTopic(asked.about, setting.index);
  if (topic === null || topic.words.length === 0) return allStatements(asked, setting);
  const found = asked.speakers.length === 0 ? fromAnyone(asked, topic, setting) : aboutTopic(asked, topic, setting);
  if (found !== null) {
    return { ...found, ...(isMostlyGuessed(topic) ? { unsure: true } : {}), corrections: topic.corrections };
  }
  if (!asked.asksForWords) {
    const passages = answerPassages(asked, setting);
    if (passages.kind !== 'nothing') return passages;
  }
  const nearest = [...likeNames(asked, topic, setting), ...nearestTo(asked, topic, setting)];
  return { ...nothing, nearest, corrections: topic.corrections };
}

const mostLikeNames = 2;

/** Who has a name like the one that was asked for, and does speak about the topic. */
function likeNames(asked: Asked, topic: Topic, setting: Setting): Nearest[] {
  const { speakers, exact, excluded } = asked;
  const [speaker] = speakers;
  // Whom nobody knows is offered by spelling alone.
  if (speakers.length !== 1 || speaker === undefined || speaker.found.kind === 'unknown') return [];
  const ranked = rankLikeNames({ topic, speaker, exact, excluded }, setting);
  const names = [...new Set(ranked.flatMap(({ candidate: { statement } }) => statement?.speaker?.name ?? []))];
  return names.slice(0, mostLikeNames).flatMap((name) => {
    const [entry] = setting.directory.called([name]);
    return entry === undefined ? [] : [nameOffer({ name, statements: entry.speaker.statements }, asked)];
  });
}

/** Everything they said, newest first. */
function allStatements(asked: Asked, setting: Setting): Finding {
  const several = asked.speakers.find(({ found }) => found.kind === 'several');
  // Nobody can tell descriptions apart that have no name: "the head of the agency", "the agency's director".
  if (several?.found.kind === 'several' && several.found.whos.some(({ named }) => named)) {
    const heard = several.found.whos.filter((who) => setting.rowsOfSpeaker(who.names).size > 0);
    const [only] = heard;
    if (heard.length > 1) return choiceOf(heard, asked);
    if (only === undefined) return { ...nothing, nearest: nearestTo(asked, null, setting) };
    const found = { kind: 'one' as const, who: only, others: [] };
    return { ...allStatements(withFound(asked, several, found), setting), speaker: only.name };
  }
  const names = [...new Set(whosOf(asked.speakers).flatMap((who) => who.names))];
  const statements = names.length === 0 ? [] : setting.archive.statementsBy(names, setting.filter);
  const { exact, excluded } = asked;
  // Words that must or must not stand in a statement are in its text alone: all of them are read then.
  const read = exact.length + excluded.length > 0 ? statements.length : mostRanked;
  const ranked = rankStatements(statements.slice(0, read), { topic: null, exact, excluded }, setting);
  if (ranked.length === 0) return { ...nothing, nearest: nearestTo(asked, null, setting) };
  const finding = statementsFinding(ranked, 0.95, asked);
  const rest = statements.slice(read);
  return {
    ...finding,
    items: [...finding.items, ...rest.map((statement) => () => laterItem(statement, setting))],
    references: [...finding.references, ...rest.map(({ article }) => article)],
  };
}

function withFound(asked: Asked, speaker: AskedSpeaker, found: AskedSpeaker['found']): Asked {
  return { ...asked, speakers: asked.speakers.map((each) => (each === speaker ? { ...each, found } : each)) };
}

/** Of somebody who is in the news every day the newest; the archive gives the others in order, and few turn that page. */
const mostRanked = 600;

function laterItem(statement: StoredStatement, { shelf, filter }: Setting): AnswerItem {
  const article = shelf.take([statement.row], filter.scope).get(statement.row)?.article;
  if (article === undefined) throw new Error(`The article of statement "${statement.id}" went while it was read`);
  return statementItem(statement, article, { highlight: [], alsoIn: [] });
}

function choiceOf(whos: readonly Who[], asked: Asked): Finding {
  return { ...nothing, kind: 'choice', nearest: whos.map((who) => nameOffer(who, asked)) };
}

/** Nobody is named: whoever speaks about it. */
function fromAnyone(asked: Asked, topic: Topic, setting: Setting): Finding | null {
  const known = new Set(whosOf(asked.besides ?? []).flatMap(({ names }) => names));
  const statements = statementsNear(topic, forAnyone, setting).filter(
    ({ speaker }) => speaker?.name == null || !known.has(speaker.name),
  );
  const ranked = rankStatements(statements, { topic, exact: asked.exact, excluded: asked.excluded }, setting);
  const [first] = ranked;
  return first === undefined ? null : statementsFinding(ranked, Math.min(0.95, 0.3 + 0.7 * first.score), asked);
}

/** A sentence that names them goes before statements of theirs only when it is this much likelier (log-odds). */
const clearlyBetter = 2.5;
/** Two people of one name both speak about it, unless one does by this much more (log-odds). */
const clearlyMeant = 1;

function aboutTopic(asked: Asked, topic: Topic, setting: Setting): Finding | null {
  const { speakers, exact, excluded } = asked;
  const search = { topic, speakers, whos: whosOf(speakers), exact, excluded };
  const ranked = rankSaid(search, setting);
  const own = byName(asked, topic, ranked, setting);
  if (ranked.some((said) => isTheirs(said) && holdsAll(said))) return own;
  return respelt(asked, search, own === null ? 'nothing of theirs' : 'something of theirs', setting) ?? own;
}

/** What somebody of a like name said about all of it: likelier meant than nobody at all, and never called certain. */
function respelt(asked: Asked, search: SaidSearch, theirs: Theirs, setting: Setting): Finding | null {
  const { topic } = search;
  const near = onlyNearest(rankRespelt(search, theirs, setting), topic);
  const [best] = near;
  const [speaker] = asked.speakers;
  if (best === undefined || speaker === undefined) return null;
  const { statement, shelved } = best.ranked;
  const ordered = newestOfEquals(near);
  const confidence = saidConfidence(asShown(ordered[0] ?? best.ranked, near), topic);
  return {
    ...statementsFinding(ordered, confidence, { ...asked, speakers: [] }),
    unsure: true,
    speaker: statement.speaker?.name ?? statement.speaker?.description ?? speaker.typed,
    nameCorrections: slipsIn(speaker.typed, statement, shelved),
  };
}

function byName(asked: Asked, topic: Topic, ranked: readonly RankedSaid[], setting: Setting): Finding | null {
  if (ranked.length === 0) return null;
  const theirs = onlyNearest(ranked.filter(isTheirs), topic);
  const [best] = theirs;
  const rival = ranked.find((said) => isOpen(said) && isNamed(said));
  const isBetter = best !== undefined && rival !== undefined && rival.score - best.said.score >= clearlyBetter;
  if (best !== undefined && !isBetter) return ownFinding(asked, topic, theirs, setting);
  const isNamedNear = namesOneOf(asked.speakers, setting.index);
  const named = ranked.filter(({ candidate: { first, last, shelved } }) =>
    isNamedNear({ first: first - 1, last: last + 1 }, shelved),
  );
  const open = openFinding(named, topic);
  // What they are known to say is more than nothing, when the likelier sentence is not likely enough.
  if (open === null) return best === undefined ? null : ownFinding(asked, topic, theirs, setting);
  return { ...open, nearest: nearNames(asked) };
}

/** What they are known to say; `near` holds one at least. */
function ownFinding(asked: Asked, topic: Topic, near: readonly Near[], setting: Setting): Finding {
  const ofOffice = near.filter(({ said }) => isOfOffice(asked, said, setting));
  // Whom nobody knows is known by nothing but what stands in other names.
  const isKnown = asked.speakers.some(({ found }) => found.kind !== 'unknown');
  const own = isKnown ? near.filter((each) => !ofOffice.includes(each)) : [];
  const theirs = own.length > 0 ? own : near;
  const ordered = newestOfEquals(theirs);
  const shown = own.length > 0 ? [...ordered, ...newestOfEquals(ofOffice)] : ordered;
  const [first] = shown;
  const confidence = first === undefined ? 0 : saidConfidence(asShown(first, near), topic);
  const finding = statementsFinding(shown, confidence, asked);
  const meant = severalMeant(asked, near);
  if (meant !== null) return { ...finding, kind: 'choice', nearest: meant.map((who) => nameOffer(who, asked)) };
  const [best] = theirs;
  return {
    ...finding,
    ...(best !== undefined && ofOffice.includes(best) ? { unsure: true } : {}),
    ...(best === undefined ? {} : calledByOffice(asked, best.said)),
    ...onlyOneMeant(asked, shown),
  };
}

/** "The secretary" may be another one than who is known best by it: then it is told as it was typed. */
function calledByOffice({ speakers }: Asked, { candidate }: RankedSaid): Pick<Finding, 'speaker'> {
  const [speaker] = speakers;
  if (speakers.length !== 1 || speaker?.found.kind !== 'one') return {};
  // "The prime minister" of another article, whom it names.
  const name = candidate.statement?.speaker?.name ?? null;
  const isAnother = isCalledSo(candidate.fit) && name !== null && !speaker.found.who.names.includes(name);
  return isAnother || isByOffice(candidate.fit) ? { speaker: speaker.typed } : {};
}

/** "The harbour" is asked for, and the harbour minister speaks: nobody says for whom. */
function isOfOffice(
  { speakers }: Asked,
  { candidate: { statement, shelved, fit } }: RankedSaid,
  setting: Setting,
): boolean {
  const speaker = statement?.speaker;
  if (!isByOffice(fit) || speaker == null || speaker.mention === null) return false;
  const [entry] = speaker.name === null ? [] : setting.directory.called([speaker.name]);
  if (speaker.name !== null && entry?.speaker.kind !== 'person') return false;
  const called = nameWords(shelved.article.text.slice(speaker.mention.start, speaker.mention.end));
  const heads = headsOf(called.filter((word) => !entry?.words.includes(word)));
  const speaksForIt = heads.some((head) => spokesman.test(head));
  return !speaksForIt && speakers.every(({ typed }) => !nameWords(typed).some((word) => heads.includes(word)));
}

/** Whose words are those of whom they speak for. */
const spokesman = /^(?:spokes(?:man|men|woman|women|person|people)|officials?|sources?|aides?|campaign)$/;

/** Of several who bear a name the one whose statements all of these are. */
function onlyOneMeant(
  { speakers }: Asked,
  statements: readonly RankedStatement[],
): Pick<Finding, 'speaker' | 'nameCorrections'> {
  const [speaker] = speakers;
  if (speakers.length !== 1 || speaker?.found.kind !== 'several') return {};
  const only = speaker.found.whos.find(({ names }) =>
    statements.every(({ statement }) => names.includes(statement.speaker?.name ?? '')),
  );
  return only === undefined ? {} : { speaker: only.name, nameCorrections: only.corrections };
}

/**
 * Nobody else is known to say it, or the word that was asked for belongs to the name of who does: "Clinton" to the Clinton
 * campaign, as long as that speaks of the whole topic.
 */
function isOpen(said: RankedSaid): boolean {
  const { statement, isBeside, fit } = said.candidate;
  if (isTheirs(said)) return false;
  return isBeside || (statement?.speaker?.name ?? null) === null || (sharesWholeName(fit) && holdsAll(said));
}

interface Near {
  readonly said: RankedSaid;
  readonly ranked: RankedStatement;
}

/** A statement with the topic only in its article answers when none has it nearer; one with nothing of it never. */
function onlyNearest(ranked: readonly RankedSaid[], topic: Topic): Near[] {
  const near = ranked.flatMap((said): Near[] => {
    const { statement, shelved, first, last } = said.candidate;
    const nearest = nearnessOf(said);
    if (statement === null || nearest === 'nowhere') return [];
    const highlight = () => topicWords(topic, shelved, { first, last });
    return [
      { said, ranked: { statement, shelved, nearest, share: shareInSentence(said), highlight, score: said.score } },
    ];
  });
  for (const places of [['content', 'sentence'], ['paragraph'], ['article']]) {
    const here = near.filter(({ ranked: { nearest } }) => places.includes(nearest ?? ''));
    if (here.length > 0) return here;
  }
  return [];
}

/** Scores nearer than this are equals, of which the newest comes first. */
const step = 1.5;

/** Best first, and the newest of those that are about as good. */
function newestOfEquals(near: readonly Near[]): RankedStatement[] {
  const best = near[0]?.said.score ?? 0;
  const bucket = ({ score }: RankedStatement) => Math.floor((best - score) / step);
  return near
    .map(({ ranked }) => ranked)
    .sort((a, b) => bucket(a) - bucket(b) || newestFirst(a, b) || b.score - a.score);
}

/** The first shown with its share, and the rest: statements made of the same sentences are shown as one and count as one. */
function asShown(first: RankedStatement, near: readonly Near[]): RankedSaid[] {
  const isSame = ({ ranked: { statement } }: Near) =>
    statement.row === first.statement.row &&
    statement.extent.start < first.statement.extent.end &&
    first.statement.extent.start < statement.extent.end;
  const same = near.filter(isSame).map(({ said }) => said);
  const others = near.filter((each) => !isSame(each)).map(({ said }) => said);
  const [best] = same;
  if (best === undefined) return others;
  const probability = Math.min(
    1,
    same.reduce((sum, said) => sum + said.probability, 0),
  );
  return [{ ...best, probability }, ...others];
}

/** Those of one name who both speak about the topic: only the asker knows who is meant. */
function severalMeant({ speakers }: Asked, near: readonly Near[]): readonly Who[] | null {
  const several = speakers.find(({ found }) => found.kind === 'several');
  if (several?.found.kind !== 'several') return null;
  const { whos } = several.found;
  const scores = whos.map((who) => {
    const own = near.filter(({ ranked: { statement } }) => who.names.includes(statement.speaker?.name ?? ''));
    return { who, score: Math.max(Number.NEGATIVE_INFINITY, ...own.map(({ said }) => said.score)) };
  });
  // Neither of them where somebody does whom only his article calls so.
  const best = Math.max(near[0]?.said.score ?? Number.NEGATIVE_INFINITY, ...scores.map(({ score }) => score));
  const meant = scores.filter(({ score }) => score > best - clearlyMeant).map(({ who }) => who);
  return meant.length > 1 ? meant : null;
}

const leastCoverage = 0.75;
const leastOpenScore = 0.5;

/** Sentences that may be theirs, when no statement is: they hold name, topic and a word of saying. Never called certain. */
function openFinding(ranked: readonly RankedSaid[], topic: Topic): Finding | null {
  const open = ranked.filter((said) => isOpen(said) && shareInSentence(said) >= leastCoverage);
  const [first] = open;
  if (first === undefined || first.probability < leastOpenScore / open.length) return null;
  return {
    kind: 'passages',
    items: open.map((said) => () => openItem(said, topic)),
    references: open.map(({ candidate }) => candidate.shelved.article),
    confidence: saidConfidence(open, topic),
    unsure: true,
    nearest: [],
  };
}

function openItem({ candidate }: RankedSaid, topic: Topic): AnswerItem {
  const { statement, shelved, first, last } = candidate;
  const highlight = topicWords(topic, shelved, { first, last });
  if (statement !== null) return statementItem(statement, shelved.article, { highlight, alsoIn: [] });
  const { sentences } = shelved.article;
  const span = { start: sentences[first]?.start ?? 0, end: sentences[last]?.end ?? 0 };
  return passageItem(shelved.article, span, { highlight, alsoIn: [] });
}

function statementsFinding(ranked: readonly RankedStatement[], confidence: number, asked: Asked): Finding {
  const folded = foldCopies(ranked);
  const others = asked.speakers.flatMap(({ found: who }) => (who.kind === 'one' ? who.others : []));
  return {
    kind: 'statements',
    items: folded.map((each) => () => itemOf(each)),
    references: ranked.map(({ shelved: { article } }) => article),
    confidence,
    nearest: others
      .filter((who) => who.statements > 0)
      .slice(0, 2)
      .map((who) => nameOffer(who, asked)),
  };
}
