import type { Intent } from '../model/answer.ts';
import { quotationPlace } from './question-marks.ts';

/** A form that questions have, with named groups for what stands in it. */
export interface Shape {
  readonly name: string;
  readonly intent: Intent;
  readonly pattern: RegExp;
  readonly asksForWords?: false;
}

export const quoted = quotationPlace;
export const adverb =
  '(?:(?:really|actually|ever|truly|just|also|even|already|recently|publicly|once|have|just now|literally|specifically|exactly|not|then|later|again)\\s+)*';
export const sayBase = 'say|tell|state|comment|remark|mention|talk|speak|think|feel|have to say';
export const sayForm =
  'say|says|said|saying|tell|tells|told|telling|state|states|stated|stating|comment|comments|commented|remark|remarked|talk|talks|talked|talking|speak|speaks|spoke|spoken|speaking|think|thinks|thought|thinking|mention|mentions|mentioned|feel|feels';
export const claimBase =
  'claim|argue|warn|suggest|announce|promise|insist|declare|explain|admit|deny|confirm|demand|propose|write|tweet|post|add|allege|respond|react|reply|answer|believe|threaten|vow|predict|call|describe|ask|urge|stress|emphasi[sz]e|reveal|report|recommend|pledge|condemn|critici[sz]e';
export const claimForm =
  'claims?|claimed|claiming|argue[sd]?|arguing|warn(?:s|ed|ing)?|suggest(?:s|ed|ing)?|announce[sd]?|announcing|promise[sd]?|insist(?:s|ed|ing)?|declare[sd]?|explain(?:s|ed)?|admit(?:s|ted)?|den(?:y|ies|ied)|confirm(?:s|ed)?|demand(?:s|ed)?|propose[sd]?|writes?|wrote|written|tweet(?:s|ed)?|post(?:s|ed)?|add(?:s|ed)?|allege[sd]?|respond(?:s|ed)?|react(?:s|ed)?|repl(?:y|ies|ied)|answer(?:s|ed)?|believe[sd]?|threaten(?:s|ed)?|vow(?:s|ed)?|predict(?:s|ed)?|call(?:s|ed)?|describe[sd]?|urge[sd]?|stress(?:es|ed)?|emphasi[sz]e[sd]?|reveal(?:s|ed)?|report(?:s|ed)?|quip(?:s|ped)?|joke[sd]?|utter(?:s|ed)?|shout(?:s|ed)?|complain(?:s|ed)?|condemn(?:s|ed)?|critici[sz]e[sd]?|signal(?:s|ed|led)?';
export const topicJoint =
  'about|on|regarding|concerning|re|over|of|around|with regard to|with respect to|in regard to|when it comes to|as to|towards?|to|in|at|after|for|against|with';
export const topicMark = 'about|regarding|concerning|re|on|over|around';
export const view =
  '(?:view|opinion|position|stance|statement|comment|remark|quote|quotation|word|reaction|response|thought|claim|take|line|message|answer|argument|warning|demand)s?';
/** Something said without saying what: the question is about the topic behind it. */
export const anything =
  '(?:anything|something|nothing|any\\s?thing|a lot|much|more|lately|all)(?: (?:new|else|more|at all|interesting|specific))?';
/** "Post" in "the Washington Post say", "State" in "the State Department say": the verb comes later. */
export const noVerbBehind = `(?!(?: \\S+)? (?:${sayBase}|${claimBase})\\b)`;
export const isItTrue = '(?:is|was) it (?:true|right|correct|a fact)(?: that)?';
export const aux = '(?:did|does|do|has|have|had|is|are|was|were|would|will|could|can)';
