import { type Shape, sayForm, view } from './shape-words.ts';

const outletWords =
  '(?:(?:the )?(?:different |various |other |our )?(?:outlets|papers|newspapers|media|news outlets|news sites|sources|press))';

/** How outlets differ, and how the words of somebody changed. */
export const comparisonShapes: readonly Shape[] = [
  {
    name: 'compare outlets on A',
    intent: 'comparison',
    pattern: new RegExp(
      `^compare (?:(?:how )?${outletWords}(?:'s)?(?: (?:cover(?:ed|ing|age)?|report(?:s|ed|ing)?|wrote|write|tell|told))?|(?:the )?(?:coverage|reporting|reports))(?: (?:on|about|of|over|for|regarding|concerning))? (?<about>.+)$`,
      'i',
    ),
  },
  {
    name: 'compare A across outlets',
    intent: 'comparison',
    pattern: new RegExp(`^compare (?<about>.+?) (?:across|between|among|in|by) ${outletWords}$`, 'i'),
  },
  {
    name: 'how do outlets cover A',
    intent: 'comparison',
    pattern: new RegExp(
      `^how (?:do|did|does|have|has|are|is|were) ${outletWords} (?:differ(?:ently)? (?:on|about|over|in(?: covering)?)|cover(?:ed|ing)?|report(?:ed|ing)?(?: on| about)?|write about|writing about|written about|tell|told|treat(?:ed|ing)?|describe[sd]?|present(?:ed)?|frame[sd]?) (?<about>.+?)(?: differently)?$`,
      'i',
    ),
  },
  {
    name: 'how is A covered',
    intent: 'comparison',
    pattern: new RegExp(
      `^how (?:is|was|has|are|were)(?: been)? (?<about>.+?) (?:being |been )?(?:covered|reported|told|presented)(?: (?:on|by|in|across) ${outletWords})?$`,
      'i',
    ),
  },
  {
    name: 'what do outlets say about A',
    intent: 'comparison',
    pattern: new RegExp(
      `^what (?:do|did|does|have|has) ${outletWords} (?:say|said|write|written|wrote|report|reported) (?:about|on|regarding|of) (?<about>.+)$`,
      'i',
    ),
  },
  {
    name: 'compare A',
    intent: 'comparison',
    pattern: /^compare (?:this story|that story|this|that|it)(?<nothing>)(?: (?:across|between|in) .+)?$/i,
  },
  {
    name: 'S on A over time',
    intent: 'timeline',
    pattern:
      /^(?!(?:what|who|when|where|why|how|which|whose|did|does|is|are|was|were|has|have)\b)(?:timeline of |history of )?(?<speaker>.+?)(?:,? (?:on|about|regarding|concerning|over) (?<about>.+?))?,? (?:over time|through time|through the years|over the (?:years|months|weeks)|as a timeline|timeline|chronologically)$/i,
  },
  {
    name: 'timeline of S on A',
    intent: 'timeline',
    pattern:
      /^(?:(?:show|give)(?: me| us)? )?(?:the |a )?timeline (?:of|for) (?:what )?(?<speaker>.+?)(?: (?:said|says|has said))?(?: (?:on|about|regarding|concerning) (?<about>.+))?$/i,
  },
  {
    name: "how has S's view on A changed",
    intent: 'timeline',
    pattern: new RegExp(
      `^(?:how|in what way) (?:has|have|did|do|does) (?<speaker>.+?)(?:'s|s'|') (?:${view}|mind|rhetoric|tone|language|wording|views?) (?:(?:on|about|regarding|concerning|towards?|over) (?<about>.+?) )?(?:(?:been )?(?:changed?|changing|evolved?|evolving|shift(?:ed|ing)?|develop(?:ed)?|moved?))(?: over time| since.*| lately| recently)?$`,
      'i',
    ),
  },
  {
    name: 'has S changed on A',
    intent: 'timeline',
    pattern: new RegExp(
      `^(?:how )?(?:has|have|did) (?<speaker>.+?) (?:changed?|shift(?:ed)?|softened?|hardened?|revised?|reversed?)(?: (?:his|her|their|its))?(?: (?:${view}|mind|tone|rhetoric|wording|tune))? (?:on|about|regarding|over|towards?) (?<about>.+?)(?: over time)?$`,
      'i',
    ),
  },
  {
    name: 'what has S said about A over time',
    intent: 'timeline',
    pattern: new RegExp(
      `^(?:what|how) (?:has|have|did|does|do) (?<speaker>.+?) (?:${sayForm})(?: (?:about|on|regarding|concerning) (?<about>.+?))? (?:over time|over the (?:years|months|weeks)|through time)$`,
      'i',
    ),
  },
];
