import type { AnswerItem, Understood, Verdict } from '../model/answer.ts';
import type { Findings } from '../model/findings.ts';
import { comparisonLead } from './comparison-words.ts';
import { Lead } from './lead.ts';
import { agoWords, counted, daysWords, inMarks, listWords, periodWords, type Speech, shortened } from './words.ts';

/** Quoted words in a lead are cut here: the lead is a notification as well. */
const longestQuote = 120;

type LeadOf = (findings: Findings, speech: Speech) => Lead;

/** The first line of an answer. */
export function leadOf(findings: Findings, speech: Speech): Lead {
  return findings.inContext ? contextLead(findings, speech) : leads[findings.kind](findings, speech);
}

const leads: Readonly<Record<Findings['kind'], LeadOf>> = {
  statements: statementsLead,
  passages: passagesLead,
  verdict: verdictLead,
  description: descriptionLead,
  timeline: timelineLead,
  comparison: comparisonLead,
  choice: choiceLead,
  nothing: nothingLead,
};

/** Marco Rubio in Courier, 18 April 2025, with what stands before and after. */
function contextLead({ items, from, to }: Findings, speech: Speech): Lead {
  const lead = new Lead();
  const [item] = items;
  const who = item?.speaker?.name ?? item?.speaker?.description;
  if (who) lead.name(who);
  else lead.plain('A passage');
  if (item?.article.outlet) lead.plain(` in ${item.article.outlet}`);
  if (from !== null && to !== null) lead.plain(`, ${daysWords(from, to, speech)}`);
  return lead.plain(', with what stands before and after.');
}

/** Marco Rubio on Iran: 4 statements, 3 outlets, 2 to 14 May 2025. */
function statementsLead(findings: Findings, speech: Speech): Lead {
  const { understood, verdict, total } = findings;
  if (understood.intent === 'who said' && verdict !== undefined) return whoSaidLead(findings, verdict, speech);
  const lead = new Lead();
  if (understood.intent === 'who said') {
    lead.plain(`Nobody is found to say ${inMarks(shortened(understood.quote ?? '', longestQuote))}; `);
    return lead.plain(`${counted(total, 'statement comes', 'statements come', speech)} nearest.`);
  }
  if (understood.speaker !== undefined) lead.name(understood.speaker);
  if (understood.about !== undefined) {
    if (understood.speaker !== undefined) lead.plain(' on ');
    lead.topic(shortened(understood.about, longestQuote));
  }
  if (understood.speaker !== undefined || understood.about !== undefined) lead.plain(': ');
  lead.plain(`${[counted(total, 'statement', 'statements', speech), ...spread(findings, speech)].join(', ')}.`);
  return unsureWords(lead, findings, 'None is certain to be about it.');
}

/** Marco Rubio on Iran over time: 4 statements, 3 outlets, 2 to 14 May 2025. */
function timelineLead(findings: Findings, speech: Speech): Lead {
  const { understood, total } = findings;
  const lead = new Lead().name(understood.speaker ?? '');
  if (understood.about !== undefined) lead.plain(' on ').topic(shortened(understood.about, longestQuote));
  const parts = [counted(total, 'statement', 'statements', speech), ...spread(findings, speech)];
  return lead.plain(` over time: ${parts.join(', ')}.`);
}

/** "3 outlets", "2 to 14 May 2025", as far as they are known. */
function spread({ outlets, from, to }: Findings, speech: Speech): string[] {
  return [
    ...(outlets > 0 ? [counted(outlets, 'outlet', 'outlets', speech)] : []),
    ...(from !== null && to !== null ? [daysWords(from, to, speech)] : []),
  ];
}

function unsureWords(lead: Lead, { unsure }: Findings, words: string): Lead {
  return unsure ? lead.plain(` ${words}`) : lead;
}

function passagesLead(findings: Findings, speech: Speech): Lead {
  const { understood, verdict, total, unsure } = findings;
  if (understood.intent === 'who said' && verdict !== undefined) return whoSaidLead(findings, verdict, speech);
  const lead = new Lead();
  if (understood.intent === 'passages') {
    lead
      .plain(`${counted(total, 'passage', 'passages', speech)} on `)
      .topic(shortened(understood.about ?? '', longestQuote));
    return unsureWords(lead.plain('.'), findings, 'None is certain to be what you look for.');
  }
  if (unsure && understood.intent === 'statements' && understood.speaker !== undefined) {
    lead.plain('No statement by ').name(understood.speaker);
    if (understood.about !== undefined) lead.plain(' on ').topic(shortened(understood.about, longestQuote));
    return lead.plain(' is certain; these sentences come nearest.');
  }
  if (unsure) return lead.plain('No sentence answers this for certain; these come nearest.');
  const outlet = findings.items[0]?.article.outlet;
  return lead.plain(outlet ? `This sentence of ${outlet} answers best.` : 'This sentence answers best.');
}

/** Jean-Noel Barrot, French Foreign Minister, said so. */
function whoSaidLead(findings: Findings, { kind, changed }: Verdict, speech: Speech): Lead {
  const lead = new Lead();
  const [first] = findings.items;
  if (kind === 'stitched') return lead.plain('These words are pieces of several statements, put together.');
  const carriers = carriersOf(findings.items);
  const where = carriers > 1 ? `, in ${counted(carriers, 'article', 'articles', speech)}` : '';
  if (first?.type === null) {
    return lead.plain(
      `No one is quoted with these words; they are ${first.article.outlet ?? 'the article'}’s own${where}.`,
    );
  }
  speakerWords(lead, first);
  if (kind === 'exact') return lead.plain(` said exactly this${where}.`);
  if (kind === 'reported') {
    const marks = standsInMarks(findings)
      ? 'in the article they stand in marks'
      : 'they do not stand in quotation marks';
    return lead.plain(` is reported in these words${where}; ${marks}.`);
  }
  return lead.plain(` said nearly this: ${changesWords(changed)}.`);
}

/** Whether the article sets the very words in marks, as those of a report may be: a part of it, or words of another. */
function standsInMarks({ items, understood }: Findings): boolean {
  const words = understood.quote?.toLowerCase().replace(/[.,;:!?]+$/, '') ?? '';
  const text = items[0]?.text.toLowerCase() ?? '';
  const at = words === '' ? -1 : text.indexOf(words);
  if (at < 0) return false;
  const isOpened = /["'“‘«„]$/u.test(text.slice(0, at));
  return isOpened && /^[.,;:!?…]?["'”’»]/u.test(text.slice(at + words.length));
}

function speakerWords(lead: Lead, item: AnswerItem | undefined): Lead {
  const speaker = item?.speaker;
  if (speaker?.name) {
    lead.name(speaker.name);
    if (speaker.description) lead.plain(`, ${speaker.description},`);
    return lead;
  }
  const unnamed = speaker?.description ?? speaker?.mention;
  return unnamed ? lead.name(unnamed) : lead.plain('Somebody whom the article does not name');
}

function carriersOf(items: readonly AnswerItem[]): number {
  return new Set(items.flatMap(({ article, alsoIn }) => [article.id, ...alsoIn.map((copy) => copy.article.id)])).size;
}

/** “will walk” instead of “will not walk”. */
function changesWords(changed: Verdict['changed']): string {
  const shown = changed.slice(0, 3).map(({ claimed, stored }) => {
    if (stored === '') return `${inMarks(shortened(claimed, 60))} is not there`;
    if (claimed === '') return `${inMarks(shortened(stored, 60))} is left out`;
    return `${inMarks(shortened(stored, 60))}, not ${inMarks(shortened(claimed, 60))}`;
  });
  const rest = changed.length - shown.length;
  return `${shown.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`;
}

function verdictLead(findings: Findings, speech: Speech): Lead {
  const { verdict, understood, items } = findings;
  const lead = new Lead();
  const kind = verdict?.kind ?? 'not in this archive';
  const [first] = items;
  const asked = understood.speaker;
  switch (kind) {
    case 'exact':
      if (first !== undefined && first.speaker === null) {
        lead.plain('Exact: these words stand in quotation marks');
        if (asked !== undefined) lead.plain(' beside the name of ').name(asked);
        return lead.plain('; the article does not say outright whose they are.');
      }
      lead.plain('Exact: ');
      speakerWords(lead, first).plain(' said these words');
      if (first?.speaker?.via) lead.plain(`, as ${first.speaker.via} reports`);
      return lead.plain(`${carriersWords(items, speech)}.`);
    case 'close':
      lead.plain('Close: ');
      return speakerWords(lead, first).plain(` said it with a difference: ${changesWords(verdict?.changed ?? [])}.`);
    case 'reported':
      lead.plain('Reported: these are the words of ').plain(first?.article.outlet ?? 'the article');
      if (first?.speaker) speakerWords(lead.plain(' for what '), first).plain(' said');
      return lead.plain(
        standsInMarks(findings) ? '; in the article they stand in marks.' : ', not in quotation marks.',
      );
    case 'said by someone else':
      lead.plain('Said by someone else: ');
      speakerWords(lead, first);
      return asked === undefined
        ? lead.plain('.')
        : lead
            .plain(first?.speaker?.name && first.speaker.description ? ' not ' : ', not ')
            .name(asked)
            .plain('.');
    case 'stitched':
      return lead.plain(
        `Stitched: pieces of ${counted(Math.max(2, items.length), 'statement', 'statements', speech)} put together.`,
      );
    default:
      lead.plain('Not in this archive: nobody');
      if (asked !== undefined && (first === undefined || first.speaker?.name === asked)) {
        lead
          .plain(items.length > 0 ? ' is found to say this. The nearest by ' : ' is found to say this as ')
          .name(asked);
        return lead.plain(items.length > 0 ? ' is below.' : '.');
      }
      return lead.plain(items.length > 0 ? ' is found to say this. The nearest is below.' : ' is found to say this.');
  }
}

function carriersWords(items: readonly AnswerItem[], speech: Speech): string {
  const carriers = carriersOf(items);
  return carriers > 1 ? `, in ${counted(carriers, 'article', 'articles', speech)}` : '';
}

/** Jean-Noel Barrot: French Foreign Minister. Quoted in 3 statements. */
function descriptionLead(findings: Findings, speech: Speech): Lead {
  const lead = new Lead().name(findings.understood.speaker ?? '');
  const described = [...new Set(findings.items.flatMap(highlighted))].slice(0, 3);
  // "Virginia Sen." ends with its own full stop.
  if (described.length > 0) lead.plain(`: ${listWords(described).replace(/\.$/, '')}`);
  lead.plain('.');
  const { statements = 0 } = findings;
  return lead.plain(
    statements === 0
      ? ' Not quoted in this archive.'
      : ` Quoted in ${counted(statements, 'statement', 'statements', speech)}.`,
  );
}

function highlighted({ text, highlight }: AnswerItem): string[] {
  return highlight.map(([start, end]) => text.slice(start, end));
}

function choiceLead({ understood, nearest }: Findings): Lead {
  const names = nearest.flatMap((each) => (each.kind === 'name' ? [each.name] : []));
  const lead = new Lead().plain(
    `Whom do you mean${understood.speaker === undefined ? '' : ` by ${inMarks(understood.speaker)}`}: `,
  );
  for (const [place, name] of names.entries()) {
    if (place > 0) lead.plain(place === names.length - 1 ? ' or ' : ', ');
    lead.name(name);
  }
  return lead.plain('?');
}

/** I found nothing by Marco Rubio about Greenland between 1 and 14 May (1,240 articles, 6 outlets, newest 3 hours ago). */
function nothingLead({ understood, searched, newest }: Findings, speech: Speech): Lead {
  const lead = new Lead().plain('I found nothing');
  said(lead, understood);
  const period = periodWords(understood.from, understood.to, speech);
  if (period !== '') lead.plain(` ${period}`);
  if (understood.outlet !== undefined) lead.plain(` in ${understood.outlet}`);
  const ago = newest === null ? null : agoWords(newest, speech);
  const holdings = [
    counted(searched.articles, 'article', 'articles', speech),
    ...(searched.outlets > 0 ? [counted(searched.outlets, 'outlet', 'outlets', speech)] : []),
    ...(ago === null ? [] : [`newest ${ago}`]),
  ];
  return lead.plain(` (${holdings.join(', ')}).`);
}

function said(lead: Lead, { speaker, about, quote, intent }: Understood): void {
  if (speaker !== undefined) lead.plain(intent === 'who is' ? ' on ' : ' by ').name(speaker);
  if (quote !== undefined) lead.plain(` that says ${inMarks(shortened(quote, longestQuote))}`);
  else if (about !== undefined) lead.plain(' about ').topic(shortened(about, longestQuote));
}
