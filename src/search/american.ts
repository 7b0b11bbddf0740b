/**
 * British spellings as Americans write them. The rules are wider than the language ("promise" becomes "promize"): the
 * index and every question pass through the same ones, so only two words that fall together could do harm.
 */
interface Respelling {
  readonly from: RegExp;
  readonly to: string;
}

const respellings: readonly Respelling[] = [
  // colour, neighbourhood, behavioural; not four, hour, tour
  {
    from: /^([a-z]{3,}|od)our(s|ed|er|ers|ing|ings|al|ally|able|ably|ful|less|hood|hoods|ite|ites|y)?$/,
    to: '$1or$2',
  },
  // organise, organisation, recognising; not rise, noise
  { from: /^([a-z]{3,})is(e|es|ed|er|ers|ing|ation|ations|ational)$/, to: '$1iz$2' },
  { from: /^([a-z]{3,}l)ys(e|ed|es|er|ers|ing)$/, to: '$1yz$2' },
  // centre, theatre, kilometres, fibre
  { from: /^([a-z]{2,}[bt])re(s|d)?$/, to: '$1er$2' },
  { from: /^(maneuv|manoeuv)re(s|d)?$/, to: 'maneuver$2' },
  { from: /^(def|off|pret|lic)ence(s|d|less)?$/, to: '$1ense$2' },
  { from: /^([a-z]{3,}og)ue(s|d)?$/, to: '$1$2' },
  { from: /^([a-z]{3,}e)llor(s)?$/, to: '$1lor$2' },
  { from: /^(arch|encyclop|leuk|an|h|p|orthop|gyn)ae(?=[a-z]{3})/, to: '$1e' },
  { from: /^(diarrh|f|hom)oe(?=[a-z]{2})/, to: '$1e' },
  { from: /^oe(?=(?:strogen|dema|sophag))/, to: 'e' },
];

/** What a word has to hold for any of the rules to apply: nearly none does, and one look is cheaper than eleven. */
const telltale = /our|is[aei]|yse|ysi|re[ds]?$|ence|ogue|ellor|ae|oe/;

const single: ReadonlyMap<string, string> = new Map([
  ['programme', 'program'],
  ['programmes', 'programs'],
  ['grey', 'gray'],
  ['greys', 'grays'],
  ['tyre', 'tire'],
  ['tyres', 'tires'],
  ['aluminium', 'aluminum'],
  ['sceptic', 'skeptic'],
  ['sceptics', 'skeptics'],
  ['sceptical', 'skeptical'],
  ['scepticism', 'skepticism'],
  ['mould', 'mold'],
  ['moulds', 'molds'],
  ['plough', 'plow'],
  ['ploughs', 'plows'],
  ['judgement', 'judgment'],
  ['judgements', 'judgments'],
  ['acknowledgement', 'acknowledgment'],
  ['fulfil', 'fulfill'],
  ['fulfilment', 'fulfillment'],
  ['enrol', 'enroll'],
  ['enrolment', 'enrollment'],
  ['instalment', 'installment'],
  ['instalments', 'installments'],
  ['skilful', 'skillful'],
  ['wilful', 'willful'],
  ['ageing', 'aging'],
  ['moustache', 'mustache'],
  ['practise', 'practice'],
  ['practised', 'practiced'],
  ['practising', 'practicing'],
  ['jewellery', 'jewelry'],
  ['sulphur', 'sulfur'],
  ['learnt', 'learned'],
  ['towards', 'toward'],
  ['afterwards', 'afterward'],
  ['gaol', 'jail'],
]);

/** The American spelling of a folded English word, or one that stands for it. */
export function americanise(word: string): string {
  const known = single.get(word);
  if (known !== undefined) return known;
  if (!telltale.test(word)) return word;
  const rule = respellings.find(({ from }) => from.test(word));
  return rule === undefined ? word : word.replace(rule.from, rule.to);
}
