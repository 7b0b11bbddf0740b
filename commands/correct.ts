import { defineCommand, type Outcome, type Services, say } from '../src/command.ts';
import type { Corrected, Correction, ReportedStatement } from '../src/model/corrections.ts';
import type { Space } from '../src/model/scope.ts';

/** Reports and corrections shown at a time. */
const mostShown = 10;
const longestWords = 160;

const howTo = 'correct <statement> speaker:<name>';

/** What stands for an unattributed statement. */
const nobody = /^(?:nobody|no one|none|unattributed)$/i;

export const correct = defineCommand({
  name: 'correct',
  summary: 'Put a wrong speaker right, or see what readers reported',
  administrators: true,
  options: {
    statement: {
      type: 'text',
      summary: 'Number of the statement in the last answer, or its id; left out: what was reported',
    },
    speaker: { type: 'text', summary: 'Who said it; "nobody" where nobody is to be named', suggest: 'speaker' },
    undo: { type: 'choice', summary: 'Let the speaker stand as it was read', choices: ['yes'] },
  },
  async run({ statement, speaker, undo }, services) {
    if (statement === undefined) return overview(services);
    const given = readStatement(statement, speaker);
    const id = /^\d{1,3}$/.test(given.statement) ? services.shown[Number(given.statement) - 1] : given.statement;
    if (id === undefined)
      return say(`There is no statement ${given.statement} in the last answer. Ask something first, or give its id.`);
    const { corrections, asker } = services;
    const { platform, space } = asker.at;
    const own = asker.operator || space === null ? null : (`${platform}:${space}` as Space);
    const request = { statement: id, by: `${platform}:${asker.user}`, scope: asker.scope, space: own };
    if ((await services.core.holdings(asker.scope)).samples) return say(samples);
    if (undo !== undefined) return tell(corrections.undo(request), 'undone');
    if (given.speaker === undefined) return say(`Who said it? ${howTo}`);
    const name = nobody.test(given.speaker) ? null : given.speaker;
    return tell(corrections.correct({ ...request, speaker: name }), 'corrected');
  },
});

/** "2 Ann Reed" is a number and a name. */
function readStatement(typed: string, speaker: string | undefined): { statement: string; speaker: string | undefined } {
  const [, statement = typed, behind] = /^(\S+)\s+(.+)$/.exec(typed.trim()) ?? [];
  return { statement: statement.trim(), speaker: speaker ?? behind };
}

function tell(corrected: Corrected, done: 'corrected' | 'undone'): Outcome {
  if (corrected.kind === 'not found') return say(reasons[corrected.why]);
  if (corrected.kind === 'shared') return say(shared);
  const now = corrected.statement.speaker?.name ?? corrected.statement.speaker?.description ?? null;
  if (corrected.kind === 'unchanged') {
    return say(
      done === 'undone' ? 'Nobody has corrected this statement.' : `Nothing to do: it is ${shown(now)} already.`,
    );
  }
  const lines = ['It holds for every answer, also when the article is read again. It stands in the audit.'];
  const undo = `To take it back: correct ${corrected.statement.id} undo:yes`;
  return say(
    `${done === 'undone' ? 'Taken back' : 'Corrected'}: ${shown(corrected.from)} → ${shown(now)}.`,
    done === 'undone' ? [] : [...lines, undo],
  );
}

const shared =
  'Others see this article as well, and their answers would change. Who runs this bot can correct it (VERBATIM_ADMINS).';

const samples =
  'The sample articles are read anew at each start, and keep no corrections: import articles of your own.';

const reasons = {
  changed: 'The article has changed since, and this statement with it. Ask again.',
  reread: 'Better rules read this place otherwise now. Ask again.',
  removed: 'The article was removed.',
  unknown: 'There is no such statement in the archive, or not in yours. Ask again, then name it by its number.',
} as const;

function overview({ corrections, asker }: Services): Outcome {
  const reported = corrections.reported(asker.scope, asker.at.space, mostShown);
  const recent = corrections.recent(asker.scope, mostShown);
  return {
    body: {
      kind: 'notice',
      lead: reported.length === 0 ? 'Nobody has reported a wrong speaker.' : 'Speakers that readers reported as wrong:',
      sections: [
        ...(reported.length > 0 ? [{ title: null, lines: reported.map(reportLine) }] : []),
        ...(reported.length > 0 ? [{ title: 'To correct one', lines: [howTo] }] : []),
        ...(recent.length > 0 ? [{ title: 'Corrected', lines: recent.map(correctionLine) }] : []),
      ],
    },
    visibility: 'private',
  };
}

function reportLine({ statement, words, speaker, rule, outlet, reports }: ReportedStatement): string {
  const source = [outlet, rule === null ? null : `by the rule ${rule}`, reports === 1 ? null : `${reports} reports`];
  return `${statement}: ${shorten(words)} · now ${shown(speaker)} · ${source.filter((part) => part !== null).join(' · ')}`;
}

function correctionLine({ statement, words, from, to, by, at }: Correction): string {
  return `${statement}: ${shorten(words)} · ${shown(from)} → ${shown(to)} · ${by}, ${at.toISOString().slice(0, 10)}`;
}

function shown(name: string | null): string {
  return name ?? 'nobody';
}

function shorten(words: string): string {
  const line = words.replace(/\s+/g, ' ');
  return line.length <= longestWords ? line : `${line.slice(0, longestWords).trimEnd()}…`;
}
