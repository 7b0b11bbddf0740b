import learnt from '../../data/words/cue-statistics.json' with { type: 'json' };
import verbs from '../../data/words/reporting-verbs.json' with { type: 'json' };
import { sieved } from './sieve.ts';

/** How a verb reports: its clause is what was said; its object says what was said; it reports a belief or a wish. */
type Reporting = 'statement' | 'act' | 'thought';
type VerbForm = 'base' | 'present' | 'past' | 'participle' | 'gerund';

/** A word that may report. */
export interface Cue {
  readonly lemma: string;
  readonly reporting: Reporting;
  readonly form: VerbForm;
  /** How often the word reported where it stood outside quotation marks in annotated news, 0 to 1. */
  readonly probability: number;
}

/** Where annotated news says nothing about a form. */
const unseen = { statement: 0.6, act: 0.5, thought: 0.3 };

const statistics = new Map(Object.entries(learnt.forms));
const cues = buildCues();
const listedCue = sieved(cues);

/** Looks a word up; `word` in lower case. */
export function findCue(word: string): Cue | undefined {
  return listedCue(word);
}

/** How often any word, verb or not, headed a cue in annotated news, 0 to 1; `word` in lower case. */
export function cueShare(word: string): number {
  return cues.get(word)?.probability ?? statistics.get(word) ?? 0;
}

/** Tells whether a word is a finite form of a verb of speech ("said", "tells"); `word` in lower case. */
export function reportsSpeech(word: string): boolean {
  const cue = listedCue(word);
  return cue?.reporting === 'statement' && (cue.form === 'past' || cue.form === 'present') && cue.probability > 0.3;
}

function buildCues(): Map<string, Cue> {
  const found = new Map<string, Cue>();
  const irregular = new Map(Object.entries(verbs.irregular));
  for (const reporting of ['statement', 'act', 'thought'] as const) {
    for (const lemma of verbs[reporting].split(' ')) {
      for (const [word, form] of formsOf(lemma, irregular.get(lemma))) {
        if (found.has(word)) continue;
        const probability = statistics.get(word) ?? unseen[reporting];
        found.set(word, { lemma, reporting, form, probability });
      }
    }
  }
  return found;
}

/** The forms of a verb; a word that is past and participle alike counts as past. */
function formsOf(lemma: string, irregular: readonly string[] | undefined): [string, VerbForm][] {
  const [present, past, participle, gerund] = irregular ?? regularForms(lemma);
  const forms: [string | undefined, VerbForm][] = [
    [past, 'past'],
    [present, 'present'],
    [gerund, 'gerund'],
    [participle, 'participle'],
    [lemma, 'base'],
  ];
  return forms.flatMap(([word, form]): [string, VerbForm][] => (word === undefined ? [] : [[word, form]]));
}

function regularForms(lemma: string): string[] {
  if (/[^aeiou]y$/.test(lemma)) {
    const stem = lemma.slice(0, -1);
    return [`${stem}ies`, `${stem}ied`, `${stem}ied`, `${lemma}ing`];
  }
  if (lemma.endsWith('e')) return [`${lemma}s`, `${lemma}d`, `${lemma}d`, `${lemma.slice(0, -1)}ing`];
  const s = /(?:s|sh|ch|x|z)$/.test(lemma) ? 'es' : 's';
  return [lemma + s, `${lemma}ed`, `${lemma}ed`, `${lemma}ing`];
}
