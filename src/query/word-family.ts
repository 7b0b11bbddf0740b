import { LRUCache } from 'lru-cache';

/** Endings that stand for one another in words of one family, where stemming leaves two stems. */
const endings: readonly (readonly [from: RegExp, to: readonly string[]])[] = [
  // diplomacy, diplomat, diplomatic; democracy
  [/(?<=om|ocr)acy$/, ['at', 'atic']],
  [/(?<=om|ocr)at(?:s)?$/, ['acy', 'atic']],
  [/(?<=om|ocr)atic(?:ally)?$/, ['acy', 'at']],
  // economy, economic
  [/(?<=[a-z]{3}(?:om|or|og|ap|et|rg))y$/, ['ic', 'ical']],
  [/(?<=[a-z]{3}(?:om|or|og|ap|et|rg))ic(?:al|ally)?$/, ['y']],
  // decide, decision; expand, expansion; produce, production; permit, permission
  [/(?<=[a-z]{2})ide(?:s|d)?$/, ['ision']],
  [/(?<=[a-z]{2})isions?$/, ['ide']],
  [/(?<=[a-z]{2}[ae]n)d(?:s|ed|ing)?$/, ['sion']],
  [/(?<=[a-z]{2}[ae]n)sions?$/, ['d']],
  [/(?<=[a-z]{2}d)uc(?:e|es|ed|ing)$/, ['uction']],
  [/(?<=[a-z]{2}d)uctions?$/, ['uce']],
  [/(?<=[a-z]m)it(?:s|ted|ting)?$/, ['ission']],
  [/(?<=[a-z]{2}m)issions?$/, ['it']],
  // agree, agreement; fail, failure; deny, denial; grow, growth
  [/(?<=[a-z]{4})ments?$/, ['']],
  [
    /(?<=(?:agree|govern|develop|pay|move|state|improve|employ|invest|settle|replace|require|enforce|resign|announce|appoint))(?:s|d|ed|ing)?$/,
    ['ment'],
  ],
  [/(?<=fail|press|clos|expos|seiz|depart)(?:ure|ures)$/, ['', 'e']],
  [/(?<=fail|press|depart)(?:s|ed|ing)?$/, ['ure']],
  [/(?<=clos|expos|seiz)(?:e|es|ed|ing)$/, ['ure']],
  [/(?<=den|tr|betra)(?:y|ies|ied|ying)$/, ['ial', 'yal']],
  [/(?<=den|tr)ials?$/, ['y']],
  // recover, recovery
  [/(?<=recov|discov|deliv)er(?:s|ed|ing)?$/, ['ery']],
  [/(?<=recov|discov|deliv)er(?:y|ies)$/, ['er']],
  [/^grow(?:s|n|ing)?$|^grew$/, ['growth']],
  [/^growth$/, ['grow']],
  [/^(?:strong|stronger|strongest)$/, ['strength', 'strengthen']],
  [/^strength(?:s|en|ens|ened|ening)?$/, ['strong']],
  [/^die(?:s|d)?$/, ['death']],
  [/^deaths?$/, ['die']],
  [/^(?:lose|loses|lost|losing)$/, ['loss']],
  [/^loss(?:es)?$/, ['lose']],
  [/^(?:choose|chooses|chose|chosen|choosing)$/, ['choice']],
  [/^choices?$/, ['choose']],
  [/^(?:speak|speaks|spoke|spoken|speaking)$/, ['speech']],
  [/^speech(?:es)?$/, ['speak']],
  [/^(?:sell|sells|sold|selling)$/, ['sale']],
  [/^sales?$/, ['sell']],
];

const mostKept = 5_000;
const longestKept = 40;
/** Some forty patterns are looked at for each word, and the same words are asked for again and again. */
const kept = new LRUCache<string, readonly string[]>({ max: mostKept });

/** Words of the same family as a folded one that have another stem; whether they occur is for the index to tell. */
export function familyOf(folded: string): readonly string[] {
  const before = kept.get(folded);
  if (before !== undefined) return before;
  const family = endings.flatMap(([from, to]) => {
    if (!from.test(folded)) return [];
    // A whole word stands for itself; an ending is put in the place of another.
    return to.map((ending) => (from.source.startsWith('^') ? ending : folded.replace(from, ending)));
  });
  if (folded.length <= longestKept) kept.set(folded, family);
  return family;
}
