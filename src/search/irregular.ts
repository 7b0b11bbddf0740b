/**
 * Irregular forms of English verbs and nouns as the form that a dictionary lists. Forms that are more often another word
 * ("left", "found", "saw", "rose", "lives") are not here: a wrong join does more harm than a missing one.
 */
const forms = `
  arise arose arisen; awake awoke awoken; beat beaten; become became; begin began begun; bend bent; blow blew blown;
  break broke broken; breed bred; bring brought; build built; buy bought; catch caught; choose chose chosen; cling clung;
  come came; creep crept; deal dealt; dig dug; draw drew drawn; drink drank drunk; drive drove driven; eat ate eaten;
  fall fell fallen; feed fed; feel felt; fight fought; flee fled; fly flew flown; forbid forbade forbidden;
  foresee foresaw foreseen; forget forgot forgotten; forgive forgave forgiven; freeze froze frozen; give gave given;
  grow grew grown; hang hung; hear heard; hide hid hidden; hold held; keep kept; know knew known; lead led; lend lent;
  light lit; lose lost; make made; mean meant; meet met; mislead misled; mistake mistook mistaken; oversee oversaw overseen;
  overtake overtook overtaken; overthrow overthrew overthrown; pay paid; plead pled; prove proven; rebuild rebuilt;
  ride rode ridden; ring rang rung; run ran; say said; seek sought; sell sold; send sent; shake shook shaken; shine shone;
  shoot shot; show shown; shrink shrank shrunk; sing sang sung; sink sank sunk; sit sat; sleep slept; speak spoke spoken;
  spend spent; spin spun; spring sprang sprung; stand stood; steal stole stolen; stick stuck; strike struck stricken;
  strive strove; swear swore sworn; sweep swept; swell swollen; swim swam swum; swing swung; take took taken;
  teach taught; tear tore torn; tell told; think thought; throw threw thrown; understand understood;
  undergo underwent undergone; undertake undertook undertaken; wake woke woken; wear wore worn; weave wove woven;
  weep wept; win won; withdraw withdrew withdrawn; withhold withheld; write wrote written;
  child children; crisis crises; criterion criteria; foot feet; goose geese; half halves; hypothesis hypotheses; knife knives;
  man men; mouse mice; phenomenon phenomena; shelf shelves; thief thieves; tooth teeth; wife wives; wolf wolves; woman women;
  analysis analyses; parenthesis parentheses`;

const regular: ReadonlyMap<string, string> = new Map(
  forms.split(';').flatMap((line) => {
    const [base = '', ...others] = line.trim().split(/\s+/);
    return others.map((form): [string, string] => [form, base]);
  }),
);

/** The form in a dictionary of a folded word whose forms follow no rule; any other word as it is. */
export function regularForm(word: string): string {
  return regular.get(word) ?? word;
}
