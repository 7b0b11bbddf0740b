import type { StoredStatement } from '../model/archive.ts';
import { answerPassages } from './answer-passages.ts';
import { foldCopies, itemOf, type RankedStatement, rankStatements } from './find-statements.ts';
import type { Finding } from './finding.ts';
import { nothing } from './finding.ts';
import { nameOffer, nearestTo } from './nearest.ts';
import type { Setting } from './setting.ts';
import { whosOf } from './speaker-test.ts';
import { readTopic, type Topic } from './topic.ts';
import type { Asked } from './understand.ts';

/** Sentences from which statements of anybody are gathered when nobody is named. */
const hitsForAnyone = 300;

/** What somebody said, about something or at all. */
export function answerStatements(asked: Asked, setting: Setting, unbounded: () => Setting): Finding {
  const topic = asked.about === null ? null : readTopic(asked.about, setting.index);
  const several = asked.speakers.find(({ found }) => found.kind === 'several');
  const ranked = rankStatements(
    candidates(asked, topic, setting),
    { topic, exact: asked.exact, excluded: asked.excluded },
    setting,
  );
  if (several?.found.kind === 'several' && (topic === null || holdSeveral(ranked))) {
    const nearest = several.found.whos.map((who) => nameOffer(who, asked));
    return { ...nothing, kind: 'choice', nearest, confidence: 0 };
  }
  if (ranked.length > 0) return found(ranked, topic, asked);
  const nearest = nearestTo(asked, topic, setting, unbounded);
  if (!asked.asksForWords && topic !== null) return answerPassages(asked, setting);
  return { ...nothing, nearest, corrections: topic?.corrections ?? [] };
}

function candidates(asked: Asked, topic: Topic | null, setting: Setting): readonly StoredStatement[] {
  const { archive, filter } = setting;
  if (asked.speakers.length === 0) return statementsOfAnyone(topic, setting);
  const names = whosOf(asked.speakers).flatMap((who) => who.names);
  return names.length === 0 ? [] : archive.statementsBy([...new Set(names)], filter);
}

function statementsOfAnyone(topic: Topic | null, { archive, index, filter, allows }: Setting): StoredStatement[] {
  if (topic === null) return [];
  const hits = index.search(topic.query, { limit: hitsForAnyone, ...(allows === undefined ? {} : { allows }) });
  const rows = [...new Set(hits.map(({ row }) => row))];
  return archive.statementsIn(rows, filter.scope).filter(({ speaker }) => speaker !== null);
}

/** Two people of one name who both speak about it: only the asker knows who is meant. */
function holdSeveral(ranked: readonly RankedStatement[]): boolean {
  const best = ranked[0]?.score ?? 0;
  const names = ranked.filter(({ score }) => score >= best - 0.2).map(({ statement }) => statement.speaker?.name ?? '');
  return new Set(names).size > 1;
}

function found(ranked: readonly RankedStatement[], topic: Topic | null, asked: Asked): Finding {
  const folded = foldCopies(ranked);
  const [first] = folded;
  const confidence = topic === null ? 0.95 : Math.min(0.97, 0.3 + 0.7 * (first?.evidence?.score ?? 0));
  const others = asked.speakers.flatMap(({ found: who }) => (who.kind === 'one' ? who.others : []));
  return {
    kind: 'statements',
    items: folded.map((each) => () => itemOf(each)),
    references: ranked.map(({ shelved: { article } }) => article),
    confidence,
    corrections: topic?.corrections ?? [],
    nearest: others
      .filter((who) => who.statements > 0)
      .slice(0, 2)
      .map((who) => nameOffer(who, asked)),
  };
}
