import type { Verdict } from '../model/answer.ts';
import type { StoredStatement } from '../model/archive.ts';
import type { Span } from '../model/span.ts';
import { findQuotation, type SentencePlace } from '../search/phrase.ts';
import { type Claim, type ClaimMatch, matchSentences, matchStatement, readClaim } from './claim-match.ts';
import { onlyIn } from './row-test.ts';
import type { Setting } from './setting.ts';
import type { Shelved } from './shelf.ts';
import { type Belonging, belongingOf, belongingOfSentences, whosOf } from './speaker-test.ts';
import { findPieces, type Piece } from './stitching.ts';
import type { AskedSpeaker } from './understand.ts';

/** A claim as it is judged, with what it is judged by, best first. */
export interface Judged {
  readonly verdict: Verdict;
  readonly matches: readonly ClaimMatch[];
  /** For a stitched claim its pieces in order. */
  readonly pieces: readonly Piece[];
  /** How sure the verdict is, 0 to 1. */
  readonly confidence: number;
}

interface Weighed {
  readonly match: ClaimMatch;
  readonly belonging: Belonging;
}

/** Sentences looked at for a claim: those with most of its words. */
const mostHits = 120;
const mostOwnHits = 60;
/** A claim of fewer words is found whole. */
const fewestInPieces = 16;
const mostPlaces = 30;

/** Longest run of sentences that one claim is compared with, where no statement holds them. */
const mostSentences = 12;

/** Share of the claim's weight from which differing words are the same saying. */
const closeShare = 0.62;

/** To say that somebody else said it takes more: of a few plain words many people say something like them. */
const foreignShare = 0.75;
const fewestForeign = 5;

/** Judges whether words stand in the archive, as the words of `speakers` when anyone is claimed to have said them. */
export function judge(text: string, speakers: readonly AskedSpeaker[], setting: Setting): Judged {
  const hasSpeaker = speakers.length > 0;
  const claim = readClaim(text, rarityIn(setting));
  const weighed = weigh(claim, speakers, setting);
  const isOurs = ({ belonging }: Weighed) => !hasSpeaker || belonging !== "another's";
  const ours = weighed.filter(isOurs);
  const others = weighed.filter((each) => !isOurs(each) && each.match.statement !== null);

  const exact = ours.filter(({ match }) => match.manner === 'exact');
  if (exact.length > 0) return settled('exact', exact, 0.97);
  const foreign = others.filter(({ match }) => match.manner === 'exact');
  const marked = ours.filter(({ match }) => match.manner === 'outlet' && match.inMarks);
  if (marked.length > 0 && foreign.length === 0) return settled('exact', marked, 0.9);
  const reported = reportedBy(ours);
  if (foreign.length > 0 && reported.length === 0) return settled('said by someone else', foreign, 0.95);
  if (reported.length > 0) return settled('reported', reported, 0.9);

  const best = ours.find(({ match }) => match.manner === 'near');
  const pieces = best !== undefined && best.match.share >= 0.9 ? null : findPieces(claim, sourcesOf(weighed));
  if (pieces !== null) return stitched(pieces);

  const close = ours.filter(({ match }) => match.manner === 'near' && match.share >= closeShare);
  const [closest] = close;
  const foreignReported = others.filter(({ match }) => match.manner === 'outlet');
  if (closest !== undefined) {
    const kind = closest.match.inMarks ? 'close' : 'reported';
    const same = close.filter(({ match }) => match.share >= closest.match.share - 0.02);
    return settled(kind, same, closest.match.share);
  }
  if (foreignReported.length > 0) return settled('said by someone else', foreignReported, 0.8);
  const isLong = claim.words.length >= fewestForeign;
  const foreignClose = others.find(({ match }) => isLong && match.manner === 'near' && match.share >= foreignShare);
  if (foreignClose?.match.turned === false) {
    return settled('said by someone else', [foreignClose], foreignClose.match.share);
  }
  // Who said the opposite did not say it, and yet is what the asker wants to see.
  const opposite = foreignClose === undefined ? [] : [foreignClose];
  const own = (hasSpeaker && ours.length > 0 ? ours : weighed).filter(({ match }) => match.share > 0);
  const nearest = [...opposite, ...own.filter((each) => each !== foreignClose)];
  return {
    verdict: { kind: 'not in this archive', changed: [] },
    matches: nearest.slice(0, 3).map(({ match }) => match),
    pieces: [],
    confidence: 1 - (nearest[0]?.match.share ?? 0) / 2,
  };
}

/** What the outlet says that they said: their indirect statements, and its own words in a sentence that names them. */
function reportedBy(ours: readonly Weighed[]): Weighed[] {
  return ours.filter(({ match }) => match.manner === 'outlet');
}

function settled(kind: Verdict['kind'], weighed: readonly Weighed[], confidence: number): Judged {
  return {
    verdict: { kind, changed: weighed[0]?.match.changed ?? [] },
    matches: weighed.map(({ match }) => match),
    pieces: [],
    confidence,
  };
}

function stitched(pieces: readonly Piece[]): Judged {
  return { verdict: { kind: 'stitched', changed: [] }, matches: [], pieces, confidence: 0.85 };
}

function sourcesOf(weighed: readonly Weighed[]): { statement: StoredStatement; shelved: Shelved }[] {
  return weighed.flatMap(({ match: { statement, shelved } }) => (statement === null ? [] : [{ statement, shelved }]));
}

/** Every statement and sentence near the claim's words, the most like it first. */
function weigh(claim: Claim, speakers: readonly AskedSpeaker[], setting: Setting): Weighed[] {
  const hits = hitsFor(claim, speakers, setting);
  const rows = [...new Set(hits.map(({ row }) => row))];
  const shelf = setting.shelf.take(rows, setting.filter.scope);
  const sentencesOfRow = Map.groupBy(hits, ({ row }) => row);
  const isNear = (shelved: Shelved, extent: Span): boolean =>
    (sentencesOfRow.get(shelved.article.row) ?? []).some(({ sentence }) => touches({ extent }, sentence, shelved));
  const near = setting.shelf.statementsAt(shelf.values(), setting.filter.scope, isNear);
  const byRow = Map.groupBy(near, ({ row }) => row);
  const seen = new Set<string>();
  const weighed: Weighed[] = [];
  for (const { row, sentence } of hits) {
    const shelved = shelf.get(row);
    if (shelved === undefined) continue;
    const statements = (byRow.get(row) ?? []).filter((each) => touches(each, sentence, shelved));
    for (const statement of statements) {
      if (seen.has(statement.id)) continue;
      seen.add(statement.id);
      const match = matchStatement(claim, statement, shelved);
      weighed.push({ match, belonging: belongingOf(statement, shelved, speakers) });
    }
    const isStated = (place: number) => statements.some(({ extent }) => overlaps(extent, place, shelved));
    if (isStated(sentence)) continue;
    const last = lastUnstated(sentence, claim, shelved, isStated);
    const belonging = belongingOfSentences({ first: sentence, last }, shelved, speakers);
    weighed.push({ match: matchSentences(claim, { first: sentence, last }, shelved), belonging });
  }
  return weighed.filter((each) => !weighed.some((other) => tellsWhose(other, each))).sort(byLikeness);
}

/** "Reed noted that Hale had boasted, “I won.”": the words are Hale's, though they stand in what Reed noted. */
function tellsWhose({ match: inner }: Weighed, { match: outer }: Weighed): boolean {
  if (inner.manner !== 'exact' || outer.manner !== 'exact') return false;
  if (inner.statement === null || outer.statement === null || inner.shelved !== outer.shelved) return false;
  if (!inner.statement.nested || inner.statement.speaker === null) return false;
  const [within, around] = [reachOf(inner.statement), reachOf(outer.statement)];
  const isShorter = within.end - within.start < around.end - around.start;
  return isShorter && within.start >= around.start && within.end <= around.end;
}

/** From the first word that was said to the last. */
function reachOf({ content, extent }: StoredStatement): Span {
  return { start: content[0]?.start ?? extent.start, end: content.at(-1)?.end ?? extent.end };
}

/** Sentences that no statement holds are read together, as many as the claim is long: claims run over their ends. */
function lastUnstated(
  first: number,
  { words }: Claim,
  shelved: Shelved,
  isStated: (sentence: number) => boolean,
): number {
  let last = first;
  let length = shelved.tokens(first).length;
  while (last + 1 < shelved.article.sentences.length && last < first + mostSentences && !isStated(last + 1)) {
    if (last > first && length > words.length) break;
    last += 1;
    length += shelved.tokens(last).length;
  }
  return last;
}

function overlaps(extent: Span, sentence: number, { article }: Shelved): boolean {
  const span = article.sentences[sentence];
  return span !== undefined && extent.start < span.end && span.start < extent.end;
}

/** A statement of the sentence or of a neighbour: claims run over sentences. */
function touches({ extent }: Pick<StoredStatement, 'extent'>, sentence: number, shelved: Shelved): boolean {
  const { sentences } = shelved.article;
  const start = sentences[sentence - 1]?.start ?? sentences[sentence]?.start ?? 0;
  const end = sentences[sentence + 1]?.end ?? sentences[sentence]?.end ?? 0;
  return extent.start < end && start < extent.end;
}

const mannerOrder = { exact: 0, outlet: 1, near: 2 } as const;
const belongingOrder = { theirs: 0, open: 1, "another's": 2 } as const;

function byLikeness(a: Weighed, b: Weighed): number {
  return (
    mannerOrder[a.match.manner] - mannerOrder[b.match.manner] ||
    b.match.share + inMarksBonus(b) - a.match.share - inMarksBonus(a) ||
    belongingOrder[a.belonging] - belongingOrder[b.belonging] ||
    Number(a.match.statement?.nested ?? false) - Number(b.match.statement?.nested ?? false) ||
    publishedOf(b.match).localeCompare(publishedOf(a.match))
  );
}

/** Of two that are about as like, the one in marks: two statements of one sentence share its words. */
function inMarksBonus({ match }: Weighed): number {
  return match.inMarks ? 0.05 : 0;
}

function publishedOf({ shelved }: ClaimMatch): string {
  return shelved.article.published ?? '';
}

function hitsFor(claim: Claim, speakers: readonly AskedSpeaker[], setting: Setting): SentencePlace[] {
  const { index, archive, filter, allows } = setting;
  const query = index.readQuery(claim.text);
  const anywhere = index.search(query, { limit: mostHits, ...(allows === undefined ? {} : { allows }) });
  const names = whosOf(speakers).flatMap((who) => who.names);
  // Their own statements as well: a short claim of common words is crowded out by others'.
  const own = names.length === 0 ? null : archive.rowsBy(names, filter);
  const theirs = own === null ? [] : index.search(query, { limit: mostOwnHits, ...onlyIn(own) });
  const inPieces = claim.words.length < fewestInPieces ? [] : placesInPieces(claim, setting);
  const distinct = new Map([...anywhere, ...theirs, ...inPieces].map((hit) => [`${hit.row}/${hit.sentence}`, hit]));
  return [...distinct.values()];
}

/** A long claim may run over many sentences, or be put together from several: each stretch of it is looked for by itself. */
function placesInPieces({ text }: Claim, { index, shelf, filter, allows }: Setting): SentencePlace[] {
  const found = findQuotation(index, text, {
    limit: mostPlaces,
    ...(allows === undefined ? {} : { allows }),
    textsOf(places) {
      const articles = shelf.take(
        places.map(({ row }) => row),
        filter.scope,
      );
      return places.map(({ row, sentence }) => {
        const article = articles.get(row)?.article;
        const span = article?.sentences[sentence];
        return article === undefined || span === undefined ? null : article.text.slice(span.start, span.end);
      });
    },
  });
  return found.flatMap(({ row, first, last }) =>
    Array.from({ length: last - first + 1 }, (_, place) => ({ row, sentence: first + place })),
  );
}

function rarityIn({ index }: Setting): (word: string) => number {
  const known = new Map<string, number>();
  return (word) => {
    let rarity = known.get(word);
    if (rarity === undefined) {
      const frequency = index.frequency(word);
      rarity = Math.min(1, Math.log(1 + (index.size + 1) / (frequency + 1)) / 12);
      known.set(word, rarity);
    }
    return rarity;
  };
}
