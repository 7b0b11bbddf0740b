import type { ArchiveReader, Filter } from '../model/archive.ts';
import type { Asking, Core, Holdings, SuggestRequest } from '../model/core.ts';
import type { Findings } from '../model/findings.ts';
import type { Scope } from '../model/scope.ts';
import type { FollowingIndex } from '../search/open-search.ts';
import { answerCheck, answerWhoSaid } from './answer-claims.ts';
import { answerDescription } from './answer-description.ts';
import { answerFact } from './answer-passages.ts';
import { answerStatements } from './answer-statements.ts';
import { answerComparison } from './compare.ts';
import { contextFinding, fateOf } from './context.ts';
import { onlyExactWords } from './exact-words.ts';
import { exampleQuestions } from './examples.ts';
import type { Finding } from './finding.ts';
import { createFollowing } from './follow-archive.ts';
import { asksForMore, readFollowUp } from './follow-up.ts';
import { findOutlet } from './outlets.ts';
import { dayOf, findPeriod, momentsOf, type Period } from './period.ts';
import { sourcesOf } from './quotation-sources.ts';
import { createScopeViews, type ScopeView } from './scope-views.ts';
import type { Setting } from './setting.ts';
import { createShelf } from './shelf.ts';
import { createSpeakerRows } from './speaker-rows.ts';
import { whosOf } from './speaker-test.ts';
import { createStoryFinder } from './stories.ts';
import { answerTimeline } from './timeline.ts';
import { createTopics } from './topics.ts';
import { type Asked, type Knowledge, splitNames, understand } from './understand.ts';
import { understoodOf } from './understood.ts';
import { isBounded, offersWithoutPeriod } from './without-period.ts';

export interface CoreParts {
  readonly archive: ArchiveReader;
  readonly search: FollowingIndex;
  /** True when the archive holds the sample articles, so that answers say so. */
  readonly samples: boolean;
}

/** Below this probability no item is called the answer. */
const sureFrom = 0.5;
const mostOutletNames = 20;

/** Puts the query core together. Synchronous inside: run it in a thread of its own where others wait. */
export function createCore({ archive, search, samples }: CoreParts): Core {
  const { index } = search;
  const shelf = createShelf(archive);
  const topics = createTopics(archive);
  const speakerRows = createSpeakerRows(archive);
  const storyFinder = createStoryFinder({ archive, index, shelf });
  const views = createScopeViews(archive, { index, topics });
  const follow = createFollowing({ archive, search, caches: { shelf, topics, storyFinder, views, speakerRows } });

  function knowledgeFor({ now, zone, scope }: Asking): Knowledge {
    const view = views.of(scope);
    return {
      directory: view.directory,
      met: view.met,
      outlets: view.outlets(),
      known: (word) => view.index.knows(word),
      isCommon: (word) => view.index.display(word) === word,
      clock: { now, zone, newest: dayOf(view.newest(), zone) },
    };
  }

  function settingFor({ scope, zone }: Asking, { outlet, period }: { outlet: string | null; period: Period }): Setting {
    const filter: Filter = { scope, ...(outlet === null ? {} : { outlet }), ...momentsOf(period, zone) };
    const rows = archive.rowsWithin(filter);
    const view = views.of(scope);
    return {
      archive,
      index: view.index,
      shelf,
      directory: view.directory,
      filter,
      period,
      zone,
      rowsOfSpeaker: (names) => speakerRows.of(names, filter),
      allows: rows === 'all' ? undefined : (row) => rows.has(row),
    };
  }

  function find(asked: Asked, asking: Asking): Finding {
    const finding = findWithin(asked, asking);
    if (finding.kind !== 'nothing' || !isBounded(asked.period)) return finding;
    const offers = offersWithoutPeriod(asked, () => findWithin({ ...asked, period: {} }, asking), asking.zone);
    const others = finding.nearest.filter(({ kind }) => kind !== 'period' && kind !== 'undated');
    return { ...finding, nearest: [...offers, ...others] };
  }

  /** Articles without a date, which no period lets pass. */
  function undatedIn({ outlet, period }: Asked, { scope }: Asking): number {
    return isBounded(period) ? archive.undated({ scope, ...(outlet === null ? {} : { outlet }) }) : 0;
  }

  function findWithin(asked: Asked, asking: Asking): Finding {
    const setting = settingFor(asking, asked);
    const unbounded = (): Setting => settingFor(asking, { outlet: asked.outlet, period: {} });
    switch (asked.intent) {
      case 'who is':
        return answerDescription(asked, setting);
      case 'check':
        return answerCheck(asked, setting);
      case 'who said':
        return answerWhoSaid(asked, setting);
      case 'statements':
        return answerStatements(asked, setting);
      case 'timeline':
        return answerTimeline(asked, setting);
      case 'comparison':
        return answerComparison(asked, setting);
      default:
        return answerFact(asked, setting, unbounded);
    }
  }

  function finish(question: string, asked: Asked, finding: Finding, asking: Asking): Findings {
    const setting = settingFor(asking, asked);
    const { limit, offset, zone } = asking;
    const extent = archive.extent(setting.filter);
    const undated = undatedIn(asked, asking);
    const page = finding.items.slice(offset, offset + limit).map((make) => make());
    const texts = new Map<string, string | null>();
    const compared = onlyExactWords(page, ({ id }) => {
      const known = texts.get(id);
      if (known !== undefined) return known;
      const text = archive.textOf(id, asking.scope);
      texts.set(id, text);
      return text;
    });
    const days = finding.references.flatMap(({ published }) => dayOf(published, zone) ?? []).sort();
    const kind = finding.kind;
    return {
      question,
      understood: understoodOf(asked, finding, { items: compared.items, index: setting.index }),
      kind,
      ...(finding.verdict === undefined ? {} : { verdict: finding.verdict }),
      ...(finding.series === undefined ? {} : { series: finding.series }),
      ...(finding.comparison === undefined ? {} : { comparison: finding.comparison }),
      ...(finding.isPartial ? { isPartial: true as const } : {}),
      items: compared.items,
      total: finding.items.length,
      offset,
      outlets: new Set(finding.references.flatMap(({ outlet }) => outlet ?? [])).size,
      from: days[0] ?? null,
      to: days.at(-1) ?? null,
      confidence: finding.confidence,
      unsure: finding.unsure ?? (finding.items.length > 0 && finding.confidence < sureFrom),
      nearest: finding.nearest,
      ...(finding.statements === undefined ? {} : { statements: finding.statements }),
      dropped: compared.dropped,
      searched: {
        articles: extent.articles,
        outlets: extent.outlets,
        from: dayOf(extent.oldest, zone),
        to: dayOf(extent.newest, zone),
      },
      ...(undated === 0 ? {} : { undated }),
      samples,
      newest: extent.newest,
    };
  }

  function answerTo(text: string, asked: Asked, asking: Asking): Findings {
    const finding = find(asked, asking);
    return finish(text, finding.isUnbounded ? { ...asked, period: {} } : asked, finding, asking);
  }

  /** The story that an item belongs to, whatever period and outlet were asked for before. */
  function comparisonOfItem(text: string, asked: Asked, asking: Asking, item: string): Findings {
    const ofItem: Asked = { ...asked, about: null, period: {}, outlet: null };
    return finish(text, ofItem, answerComparison(ofItem, settingFor(asking, ofItem), item), asking);
  }

  function quotesAsked(request: Parameters<Core['quotes']>[0], knowledge: Knowledge): Asked {
    const stated = request.since === undefined ? null : sinceWords(request.since, knowledge);
    const outlet = request.outlet === undefined ? null : findOutlet(request.outlet, knowledge.outlets, 'near');
    return {
      ...understand('', knowledge),
      intent: 'statements',
      asksForWords: true,
      speakers: splitNames(request.speaker, knowledge),
      about: request.about ?? null,
      period: stated ?? {},
      outlet: outlet?.name ?? request.outlet ?? null,
    };
  }

  /** The first three of the candidates that this archive answers. */
  function examplesFor(scope: Scope, { directory }: ScopeView): readonly string[] {
    return exampleQuestions({ archive, directory, shelf, scope }, (question) => {
      const asking: Asking = { scope, now: new Date(0), zone: 'utc', limit: 1, offset: 0 };
      const asked = understand(question, knowledgeFor(asking));
      const finding = find(asked, asking);
      return finding.items.length > 0 && finding.unsure !== true && finding.confidence >= sureFrom;
    });
  }

  /** Brings everything up to the archive, and answers of that one state. */
  async function answering<T>(work: () => T): Promise<T> {
    return archive.atOnce(() => {
      follow();
      return work();
    });
  }

  function answerToQuestion(question: Parameters<Core['ask']>[0]): Findings {
    const knowledge: Knowledge = {
      ...knowledgeFor(question),
      ...(question.previous === undefined ? {} : { previous: question.previous }),
    };
    const { previous, text } = question;
    const followUp = previous === undefined ? null : readFollowUp(text, previous, knowledge);
    const asked = followUp ?? understand(text, knowledge);
    if (question.shown !== undefined && asked.intent === 'comparison' && isThisStory(asked.about)) {
      return comparisonOfItem(text, asked, question, question.shown);
    }
    const isNextPage = previous !== undefined && asksForMore(text) && question.offset === 0;
    return answerTo(text, asked, isNextPage ? { ...question, offset: question.limit } : question);
  }

  return {
    ask: (question) => answering(() => answerToQuestion(question)),

    quotes: (request) =>
      answering(() => answerTo(request.speaker, quotesAsked(request, knowledgeFor(request)), request)),

    quotations: (request) =>
      answering(() => {
        const findings = answerTo(request.speaker, quotesAsked(request, knowledgeFor(request)), request);
        return { findings, sources: sourcesOf(findings.items, archive, request.scope) };
      }),

    timeline: (request) =>
      answering(() => {
        const knowledge = knowledgeFor(request);
        const asked: Asked = {
          ...understand('', knowledge),
          intent: 'timeline',
          asksForWords: true,
          speakers: splitNames(request.speaker, knowledge),
          about: request.about ?? null,
        };
        const text = request.about === undefined ? request.speaker : `${request.speaker} on ${request.about}`;
        return answerTo(text, asked, request);
      }),

    compare: (request) =>
      answering(() => {
        const { item, topic = '' } = request;
        const asked: Asked = {
          ...understand('', knowledgeFor(request)),
          intent: 'comparison',
          asksForWords: false,
          about: topic === '' ? null : topic,
        };
        if (item !== undefined) return comparisonOfItem(topic, asked, request, item);
        return answerTo(topic, asked, request);
      }),

    check: (request) =>
      answering(() => {
        const knowledge = knowledgeFor(request);
        const asked: Asked = {
          ...understand('', knowledge),
          intent: 'check',
          asksForWords: true,
          speakers: request.speaker === undefined ? [] : splitNames(request.speaker, knowledge),
          quote: withoutOuterMarks(request.quote),
          inMarks: true,
        };
        return answerTo(request.quote, asked, request);
      }),

    async fate({ item, scope }) {
      return fateOf(item, scope, archive);
    },

    context: (request) =>
      answering(() => {
        const finding = contextFinding(request, archive);
        if (finding === null) return null;
        const asking: Asking = { scope: request.scope, now: new Date(0), zone: 'utc', limit: 1, offset: 0 };
        const asked = understand('', knowledgeFor(asking));
        const findings = finish('', asked, finding, asking);
        return findings.items.length === 0 ? null : { ...findings, inContext: true };
      }),

    async stories(request) {
      follow();
      const asking: Asking = { ...request, now: request.until };
      const knowledge = knowledgeFor(asking);
      const speakers = request.speakers.flatMap((typed) => splitNames(typed, knowledge));
      const names = [...new Set(whosOf(speakers).flatMap((who) => who.names))].sort();
      const outlets = request.outlets.map((typed) => findOutlet(typed, knowledge.outlets, 'near')?.name ?? typed);
      return storyFinder.find({ ...request, outlets, names });
    },

    async holdings(scope): Promise<Holdings> {
      follow();
      const view = views.of(scope);
      const extent = archive.extent({ scope });
      return {
        articles: extent.articles,
        outlets: extent.outlets,
        from: extent.oldest?.slice(0, 10) ?? null,
        to: extent.newest?.slice(0, 10) ?? null,
        sentences: extent.sentences,
        statements: extent.statements,
        speakers: archive.speakerCount(scope),
        outletNames: view
          .outletNames()
          .slice(0, mostOutletNames)
          .map(({ name }) => name),
        newest: extent.newest,
        samples,
        examples: view.examples(() => examplesFor(scope, view)),
      };
    },

    async suggest(request: SuggestRequest) {
      follow();
      return views.of(request.scope).names.find(request);
    },
  };
}

/** "this story", "it": what was shown last. */
function isThisStory(about: string | null): boolean {
  return about === null || /^(?:this|that|it|(?:this|that|the) (?:story|event|news|article|one))$/i.test(about.trim());
}

/** "Monday", "last week", "2025-04-18": from when on. */
function sinceWords(words: string, { clock }: Knowledge): Period | null {
  const stated = findPeriod(/^\s*since\b/i.test(words) ? words : `since ${words}`, clock) ?? findPeriod(words, clock);
  return stated?.period ?? null;
}

function withoutOuterMarks(quote: string): string {
  return quote
    .trim()
    .replace(/^["“”„«»‹›″'‘’]+(?=.)|["“”„«»‹›″]+$/gu, '')
    .trim();
}
