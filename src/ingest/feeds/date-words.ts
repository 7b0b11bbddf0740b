/** Months by the first letters of their names, in the languages that feeds write mail dates in; 1 is January. */
const monthNames: readonly (readonly string[])[] = [
  ['jan', 'janv', 'ene', 'gen', 'jän', 'sty', 'янв', 'ιαν', 'oca', 'tammi', 'led', 'січ', 'ian', 'jaan'],
  ['feb', 'fév', 'fev', 'lut', 'фев', 'φεβ', 'şub', 'sub', 'helmi', 'úno', 'uno', 'лют', 'veebr'],
  ['mar', 'mär', 'mrt', 'maa', 'мар', 'μαρ', 'μάρ', 'bře', 'bre', 'бер', 'már'],
  ['apr', 'avr', 'abr', 'kwi', 'апр', 'απρ', 'nis', 'huhti', 'dub', 'квi', 'квіт', 'ápr'],
  ['may', 'mai', 'maj', 'mag', 'mei', 'máj', 'мая', 'май', 'μαϊ', 'μαι', 'μάι', 'touko', 'kvě', 'kve', 'трав'],
  ['jun', 'juin', 'giu', 'cze', 'июн', 'ιουν', 'ιούν', 'haz', 'kesä', 'čer', 'черв', 'jún', 'iun'],
  ['jul', 'juil', 'lug', 'lip', 'июл', 'ιουλ', 'ιούλ', 'tem', 'heinä', 'čvc', 'лип', 'júl', 'iul'],
  ['aug', 'aoû', 'aou', 'ago', 'sie', 'авг', 'αυγ', 'αύγ', 'ağu', 'agu', 'elo', 'srp', 'серп'],
  ['sep', 'set', 'wrz', 'сен', 'σεπ', 'eyl', 'syys', 'zář', 'zar', 'вер', 'szep'],
  ['oct', 'okt', 'ott', 'out', 'paź', 'paz', 'окт', 'οκτ', 'eki', 'loka', 'říj', 'rij', 'жовт'],
  ['nov', 'lis', 'ноя', 'νοε', 'νοέ', 'kas', 'marras', 'nóv', 'лист', 'noi'],
  ['dec', 'dez', 'déc', 'dic', 'gru', 'дек', 'δεκ', 'ara', 'joulu', 'pro', 'груд', 'des'],
];

const months = new Map(monthNames.flatMap((names, index) => names.map((name) => [name, index + 1] as const)));
const longest = Math.max(...[...months.keys()].map((name) => name.length));

/** 1 to 12; `null` for a word that is no month. The longest beginning counts: `juil` is not `jui`. */
export function monthOf(word: string): number | null {
  const lower = word.toLowerCase().normalize('NFC');
  for (let length = Math.min(longest, lower.length); length >= 3; length--) {
    const month = months.get(lower.slice(0, length));
    if (month !== undefined) return month;
  }
  return null;
}

/**
 * Offsets of zones in minutes. RFC 822 has those of America; the others are common in feeds and mean one thing there:
 * BST is the summer time of Britain. Names that mean several (IST: India, Israel, Ireland) are left out.
 *
 * @see https://www.rfc-editor.org/rfc/rfc822#section-5.1
 */
const zones: Readonly<Record<string, number>> = {
  Z: 0,
  UT: 0,
  UTC: 0,
  GMT: 0,
  WET: 0,
  WEST: 60,
  BST: 60,
  CET: 60,
  MET: 60,
  MEZ: 60,
  CEST: 120,
  MEST: 120,
  MESZ: 120,
  EET: 120,
  SAST: 120,
  EEST: 180,
  MSK: 180,
  MSD: 240,
  HKT: 480,
  AWST: 480,
  JST: 540,
  KST: 540,
  ACST: 570,
  AEST: 600,
  ACDT: 630,
  AEDT: 660,
  NZST: 720,
  NZDT: 780,
  NST: -210,
  NDT: -150,
  AST: -240,
  ADT: -180,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  AKST: -540,
  AKDT: -480,
  HST: -600,
};

/** Minutes east of Greenwich; `null` for a zone that is not given, not known. */
export function zoneOffset(zone: string): number | null {
  const plain = zone
    .trim()
    .toUpperCase()
    .replace(/^(?:GMT|UTC?)(?=[+-])/, '');
  const numeric = /^([+-])(\d{1,2}):?(\d{2})?(?::?\d{2})?$/.exec(plain);
  if (numeric === null) return zones[plain.replace(/[^A-Z]/g, '')] ?? null;
  const [, sign, hours = '0', minutes = '0'] = numeric;
  const offset = Number(hours) * 60 + Number(minutes);
  // The widest there is are 14 hours; more is a mistake, and nobody can tell which.
  if (offset > 14 * 60 || Number(minutes) > 59) return null;
  return sign === '-' ? -offset : offset;
}
