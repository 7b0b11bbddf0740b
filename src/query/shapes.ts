import type { Intent } from '../model/answer.ts';
import { comparisonShapes } from './comparison-shapes.ts';
import {
  adverb,
  anything,
  aux,
  claimBase,
  claimForm,
  isItTrue,
  noVerbBehind,
  quoted,
  type Shape,
  sayBase,
  sayForm,
  topicJoint,
  topicMark,
  view,
} from './shape-words.ts';

/** What the form of a question tells, before anyone knows the names in it. Slots are slices of the plain question. */
export interface ShapedQuestion {
  readonly shape: string;
  readonly intent: Intent;
  /** Words that stand for the speaker. */
  readonly speaker?: string;
  readonly about?: string;
  /** Words claimed to have been said; may hold `quotationPlace`. */
  readonly claim?: string;
  /** True when the verb asks for words ("say", "think"); "announce" or "call" may ask for a fact as well. */
  readonly asksForWords: boolean;
}

/** First fit wins: from the most particular to the most general. `S` speaker, `A` topic, `C` claim. */
const shapes: readonly Shape[] = [
  // Checks of words in marks.
  {
    name: 'did S say "C"',
    intent: 'check',
    pattern: new RegExp(
      `^(?:(?:when|where|why|how often|in which article|to whom) )?(?:${isItTrue}|${aux}) (?<speaker>[^${quoted}]+?) ${adverb}(?:${sayForm}|${claimForm})\\b${noVerbBehind}(?<claim>[^${quoted}]*${quoted}.*)$`,
      'i',
    ),
  },
  {
    name: 'is "C" by S',
    intent: 'check',
    pattern: new RegExp(
      `^(?:is|was|are|were)(?: the)?(?: quote| quotation| words?| statement)? ?(?<claim>${quoted}) (?:really |actually )?(?:(?:a )?(?:real |genuine )?(?:quote|quotation|words?|statement) )?(?:said |spoken |stated )?(?:by|from) (?<speaker>.+)$`,
      'i',
    ),
  },
  {
    name: 'did "C" come from S',
    intent: 'check',
    pattern: new RegExp(
      `^(?:did|does|do|has|have)(?: the)?(?: quote| quotation| words?| statement)? ?(?<claim>${quoted}) (?:come|stem|originate) from (?<speaker>.+)$`,
      'i',
    ),
  },
  {
    name: 'is "C" real',
    intent: 'check',
    pattern: new RegExp(
      `^(?:check|verify|fact[- ]?check|confirm|is (?:this|that|the)(?: quote| quotation)?(?: real| true| right| genuine)?|(?:is|was)(?: it true)?)\\s*:?(?: (?:this|the|that))?(?: quote| quotation| words?)?:? (?<claim>${quoted})(?: (?:a )?(?:real|true|genuine|exact|accurate|right)(?: quote| quotation)?)?$`,
      'i',
    ),
  },
  {
    name: 'who said "C"',
    intent: 'who said',
    pattern: new RegExp(
      `^(?:so )?(?:who(?: was it (?:that|who)| is it (?:that|who))?|which (?:person|politician|leader|official|minister|president|man|woman|one)|whose)(?: (?:words?|quote|quotation|line)(?: is| are| was| were)?)?(?: has| had| have| first| is quoted(?: as)?| was quoted(?: as)?)* ?(?:${sayForm}|${claimForm}|coined|used(?: the)?(?: words?| phrase| term| expression)?|is|are|was)?\\b ?(?<claim>[^${quoted}]*${quoted}.*)$`,
      'i',
    ),
  },
  {
    name: 'where is "C" from',
    intent: 'who said',
    pattern: new RegExp(
      `^(?:where|from whom|by whom|in which article|which article|source)(?: (?:is|was|does|did|are|has|from|of))*:?(?: the)?(?: words?| quote| quotation| phrase| line)?:? (?<claim>${quoted})(?: (?:from|come from|said|appear|quoted|stand))?$`,
      'i',
    ),
  },
  { name: '"C"', intent: 'who said', pattern: new RegExp(`^(?<claim>${quoted})$`, 'u') },
  {
    name: 'S said "C"',
    intent: 'check',
    pattern: new RegExp(
      `^(?!(?:what|who|when|where|why|how|which|whose)\\b)(?<speaker>[^${quoted}]+?)(?: ${adverb}(?:${sayForm}|${claimForm})(?: that)?|:| -)[:,]? (?<claim>${quoted})$`,
      'i',
    ),
  },
  {
    name: '"C" said S',
    intent: 'check',
    pattern: new RegExp(`^(?<claim>${quoted}),?(?: (?:${sayForm}|by|from)| [-–—])? (?<speaker>[^${quoted}]+)$`, 'i'),
  },
  // How outlets differ, and how somebody's words changed.
  ...comparisonShapes,
  {
    name: 'mentions of A',
    intent: 'passages',
    pattern: /^(?:sentences |articles |passages )?(?:mentions of|that mention|mentioning) (?<about>.+)$/i,
  },
  // Who speaks about a topic.
  {
    name: 'who said anything about A',
    intent: 'statements',
    pattern: new RegExp(
      `^(?:who|which (?:people|politicians|leaders|officials|ministers)|what people|has anyone|has anybody|did anyone|did anybody|anyone|anybody)(?: else)?(?: (?:has|have|had|is|are|was|were))? ${adverb}(?:${sayForm}|${claimForm})(?: ${anything})? (?:about|on|regarding|concerning) (?<about>.+)$`,
      'i',
    ),
  },
  {
    name: 'who mentioned A',
    intent: 'statements',
    pattern: new RegExp(
      `^(?:who|has anyone|did anyone)(?: else)?(?: (?:has|have|had|is|are))? ${adverb}(?:mention|mentions|mentioned|discuss|discussed|discussing|addressed|address) (?<about>.+)$`,
      'i',
    ),
  },
  {
    name: 'what was said about A by S',
    intent: 'statements',
    pattern:
      /^what (?:was|is|has been|have been|is being|was being|gets|got) (?:said|written|stated|reported|told)(?: (?:about|on|regarding|concerning) (?<about>.+?))? by (?<speaker>.+)$/i,
  },
  {
    name: 'what was said about A',
    intent: 'statements',
    pattern:
      /^what (?:(?:was|is|has been|have been|is being|was being|gets|got) (?:said|stated|told)|(?:did|do|does|have|has|are) (?:people|they|everyone|everybody|anyone|others|politicians|leaders) (?:say|said|saying|think|thinking)) (?:about|on|regarding|concerning) (?<about>.+)$/i,
  },
  {
    name: 'who said C',
    intent: 'who said',
    pattern: new RegExp(
      `^who(?: was it (?:that|who)| is it (?:that|who))?(?: has| had| first)* ${adverb}(?:(?:said|says|say|stated|states|argued|argues|told (?:reporters|journalists|the press|us)|tweeted|insisted|believes|thinks|thought)(?: that|,)?|(?:wrote|claimed|claims|warned|warns|announced|declared|suggested|promised|denied|admitted)(?: that|,)) (?<claim>.+)$`,
      'i',
    ),
  },
  // Whether somebody said anything about a topic.
  {
    name: 'did S say anything about A',
    intent: 'statements',
    pattern: new RegExp(
      `^(?:${aux}) (?<speaker>.+?) ${adverb}(?:(?:${sayForm}|${claimForm})(?: ${anything})? (?:about|on|regarding|concerning) (?<about>.+)|(?:${sayForm})(?: ${anything})?|(?:mention|mentioned|discuss|discussed|address|addressed) (?<about2>.+))$`,
      'i',
    ),
  },
  {
    name: 'what did S say to A',
    intent: 'statements',
    pattern: new RegExp(
      `^(?:when|where|why|how|what|wh?at else)(?: exactly| else)? ${aux}(?:n't)? (?<speaker>.+?) ${adverb}(?:${sayBase}|says|said|saying|been saying|told|thinking|commented|spoken|talked)(?: exactly| recently| publicly| lately| so far| next| then)*(?:(?: anything| something)? (?:${topicMark}) (?<about>.+)| (?:${topicJoint}) (?<about2>.+))?$`,
      'i',
    ),
  },
  {
    name: 'what did S say C',
    intent: 'statements',
    pattern: new RegExp(
      `^(?:what|why|how|when|where)(?: exactly| else)? ${aux} (?<speaker>.+?) ${adverb}(?:say|said|tell|told|think|says)(?: that)? (?<about>.+)$`,
      'i',
    ),
  },
  {
    name: 'what did S announce about A',
    intent: 'statements',
    asksForWords: false,
    pattern: new RegExp(
      `^(?:what|how)(?: exactly| else)? (?:did|does|do|has|have|had) (?<speaker>.+?) ${adverb}(?:${claimBase})(?: (?:${topicJoint})? ?(?<about>.+))?$`,
      'i',
    ),
  },
  {
    name: 'did S say C',
    intent: 'check',
    pattern: new RegExp(
      `^(?:${isItTrue}|${aux}) (?<speaker>.+?) ${adverb}(?:say|says|said|claim|claims|claimed|state|stated|tell (?:reporters|the press)|told (?:reporters|the press)|tweet|tweeted|announce|announced|declare|declared|write|wrote)${noVerbBehind}(?: that|,|:)? (?<claim>(?!(?:what|why|when|how|if|whether|where|who|to)\\b).+)$`,
      'i',
    ),
  },
  {
    name: 'what S said about A',
    intent: 'statements',
    pattern: new RegExp(
      `^(?:(?:show|list|find|give|get|everything|anything|all|things?)(?: me| us)?(?: everything| anything| all)? )?(?:that |what )?(?<speaker>.+?) (?:has |have |had |was |is )?${adverb}(?:said|says|told|stated|saying|commented|spoke|remarked|thinks)(?: (?:what|anything|something))?(?: (?:about|on|regarding|concerning|to|of) (?<about>.+))?$`,
      'i',
    ),
  },
  {
    name: "in S's words A",
    intent: 'statements',
    pattern:
      /^(?:(?<about>.+?),? )?in (?<speaker>his|her|their|its|.+?)'?s?'? (?:own |exact )?words?(?:[:,]? (?:about |on )?(?<about2>.+))?$/i,
  },
  {
    name: "what is S's view on A",
    intent: 'statements',
    pattern: new RegExp(
      `^(?:(?:what|how) (?:is|are|was|were|about) )?(?<speaker>.+?)(?:'s|s'|') (?:(?:exact|latest|last|recent|newest|own|official|public|current|first) )*${view}(?: (?:${topicJoint}) (?<about>.+))?$`,
      'i',
    ),
  },
  {
    name: 'words of S on A',
    intent: 'statements',
    pattern: new RegExp(
      `^(?:(?:show|list|find|give|get)(?: me| us)? )?(?:the |all |any |some |a |latest |last |recent |newest |exact )*(?:quotes?|quotations?|statements?|remarks?) (?:by|made by) (?<speaker>.+?)(?: (?:${topicMark}) (?<about>.+))?$`,
      'i',
    ),
  },
  {
    name: 'quotes by S on A',
    intent: 'statements',
    pattern: new RegExp(
      `^(?:(?:show|list|find|give|get)(?: me| us)? )?(?:the |all |any |some |a |latest |last |recent |newest |exact )*(?:${view}|quotes?|anything|everything|something|latest|newest) (?:by|from|of|made by) (?<speaker>.+?)(?: (?:${topicMark}) (?<about>.+))?$`,
      'i',
    ),
  },
  {
    name: 'quotes on A by S',
    intent: 'statements',
    pattern: new RegExp(
      `^(?:(?:show|list|find|give|get)(?: me| us)? )?(?:the |all |any |some |latest |recent )*(?:(?:${view}|quotes?) (?:${topicMark}) (?<about>.+?) (?:by|from)|(?:anything|everything|something) (?:${topicMark}) (?<about2>.+?) by) (?<speaker>.+)$`,
      'i',
    ),
  },
  {
    name: 'S quotes on A',
    intent: 'statements',
    pattern: new RegExp(
      `^(?<speaker>.+?) (?:quotes?|quotations?|statements?|remarks?|comments?)(?: (?:${topicMark}) (?<about>.+))?$`,
      'i',
    ),
  },
  {
    name: 'what does S want',
    intent: 'statements',
    asksForWords: false,
    pattern: new RegExp(
      `^what (?:does|did|do) (?<speaker>.+?) (?:want|expect|hope|plan|intend)(?: (?:${topicJoint}) (?<about>.+))?$`,
      'i',
    ),
  },
  {
    name: 'according to S',
    intent: 'statements',
    pattern: /^according to (?<speaker>[^,]+?), (?<about>.+)$/i,
    asksForWords: false,
  },
  {
    name: 'A according to S',
    intent: 'statements',
    pattern: /^(?<about>.+),? according to (?<speaker>[^,]+)$/i,
    asksForWords: false,
  },
  {
    name: 'anything about A',
    intent: 'passages',
    pattern: new RegExp(
      `^(?:(?:is|are|was|were|has) (?:there|it) (?:been )?|(?:do|did) (?:you|we|they) (?:have|know|hold|find) |(?:what|anything)(?: is|'s)? |(?:show|list|find|give|get)(?: me| us)? )?(?:(?:the|all|any|some|more|latest|newest|recent|new|everything) )*(?:${anything}|everything|anything else|what|articles?|news|stories|story|reports?|reporting|coverage|information|info|sentences|passages|updates?|latest|newest|new|know)(?: (?:new|else|more|written|said|known|published|there))* (?:about|on|of|regarding|concerning) (?<about>.+)$`,
      'i',
    ),
  },
  {
    name: 'S on A',
    intent: 'statements',
    pattern:
      /^(?!(?:what|who|when|where|why|how|which|whose|did|does|is|are|was|were|has|have)\b)(?<speaker>.+?),? (?:on|about|re|regarding|concerning|over|vs\.?(?! .+ (?:on|about|over) ))[:,]? (?<about>.+)$/i,
  },
  {
    name: 'who is S',
    intent: 'who is',
    pattern:
      /^(?:who (?:is|are|was|were) (?:the )?(?:person |man |woman )?(?:called |named )?|(?:tell me |what do you know )about )(?<speaker>.+)$/i,
  },
  {
    name: "what is S's job",
    intent: 'who is',
    pattern:
      /^what (?:is|was|are) (?:(?<speaker>.+?)(?:'s|s'|') (?:job|role|title|position|office|post|function|occupation)|the (?:job|role|title|position|office|post|function) of (?<speaker2>.+)|(?<speaker3>.+?) known for)$/i,
  },
];

/** Reads the form of a question: every one that fits, the most particular first. Names decide which one holds. */
export function* readShapes(text: string): Generator<ShapedQuestion> {
  for (const { name, intent, pattern, asksForWords } of shapes) {
    const groups = pattern.exec(text)?.groups;
    if (!groups) continue;
    const speaker = slot(groups.speaker ?? groups.speaker2 ?? groups.speaker3);
    const about = slot(groups.about ?? groups.about2);
    const claim = slot(groups.claim);
    yield {
      shape: name,
      intent,
      ...(speaker === null ? {} : { speaker }),
      ...(about === null ? {} : { about }),
      ...(claim === null ? {} : { claim }),
      asksForWords: asksForWords ?? true,
    };
  }
}

function slot(words: string | undefined): string | null {
  const trimmed = words?.replace(/^[\s,:;–—-]+|[\s,:;–—-]+$/gu, '') ?? '';
  return trimmed === '' ? null : trimmed;
}
