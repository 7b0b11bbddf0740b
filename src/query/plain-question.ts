/** Openings and endings that carry no meaning for the search; taken off until none is left. */
const openings: readonly RegExp[] = [
  /^(?:hey|hi|hello|ok|okay|so|well|please|now|also|um+|verbatim|bot)\b[,:!.]*\s+/i,
  /^(?:can|could|would|will) (?:you|u|someone|anyone)(?: please)? (?:tell|show|give|find|get|list|remind)(?: (?:me|us))?(?: out)?(?: about (?=wh|how))?\s+/i,
  /^(?:please )?(?:tell|show|give|remind) (?:me|us)(?: (?=(?:wh|how|if|everything|anything|all|the|some|quotes|what)))\s*/i,
  /^(?:i|we)(?: would|'d)? (?:want|like|need|wonder|was wondering|am wondering|'m wondering|am looking|'m looking)(?: to (?:know|see|find|hear|read))?(?: out)?(?: for)?\s+/i,
  /^(?:do|does|did) (?:you|anyone|anybody) (?:know|remember|recall)\s+/i,
  /^(?:any idea|any clue|curious|quick question|question)[,:]?\s+/i,
  /^(?:if|whether) (?=(?:\S+\s+){1,4}(?:said|say))/i,
];

const endings: readonly RegExp[] = [
  /[\s?!.;,…¿¡？！。]+$/u,
  /[,]?\s+(?:please|pls|plz|thanks|thank you|thx)$/i,
  /[,]?\s+(?:in|from) (?:the|this|our|my|your) (?:archive|articles|news|database)$/i,
];

const contractions: readonly (readonly [RegExp, string])[] = [
  [/\b(what|who|when|where|how|why|which)(?:'s|s')(?=\s)/giu, '$1 is'],
  [/^(what|who|when|where|how)s(?=\s)/iu, '$1 is'],
  [/\b(what|who|when|where|how|why)(?:'d|d)(?=\s)/giu, '$1 did'],
  [/\b(what|who|when|where|how|why)(?:'ve|ve)(?=\s)/giu, '$1 have'],
  [/\b(what|who|when|where|how|why)(?:'re|re)(?=\s)/giu, '$1 are'],
  // Further on it turns what is claimed round: "did Reed say you didn't build that".
  [/^((?:what|who|when|where|how|why|which)(?: else)? )?(did|does|do|has|have|had|is|are|was|were)n't(?=\s)/iu, '$1$2'],
];

/** The question without its manners: one kind of apostrophe, contractions of question words opened, no end mark. */
export function plainQuestion(text: string): string {
  let plain = text.replace(/[’‘ʼ]/g, "'").replace(/\s+/g, ' ').trim();
  for (let changed = true; changed; ) {
    const before = plain;
    for (const pattern of [...openings, ...endings]) plain = plain.replace(pattern, '');
    changed = plain !== before;
  }
  for (const [pattern, replacement] of contractions) plain = plain.replace(pattern, replacement);
  return plain.trim();
}
