/**
 * What Discord refuses although its description does not say so, and what we promise beyond it. Measured or read in
 * the documentation of messages, components and application commands.
 */

type Json = Readonly<Record<string, unknown>>;

const suppressEmbeds = 1 << 2;
const ephemeral = 1 << 6;
const componentsV2 = 1 << 15;

export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function list(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function lengthOf(value: unknown): number {
  return typeof value === 'string' ? [...value].length : 0;
}

/** @param where `edit` may leave out what it does not change; only `interaction` can be ephemeral */
export function messageRules(body: Json, where: 'create' | 'edit' | 'interaction', files: number): string[] {
  const flags = Number(body.flags ?? 0);
  const content = typeof body.content === 'string' ? body.content : '';
  const embeds = list(body.embeds);
  const components = list(body.components);
  const broken: (string | false)[] = [
    lengthOf(content) > 2000 && `content has ${lengthOf(content)} characters, 2000 are allowed`,
    where !== 'edit' &&
      content.trim() === '' &&
      embeds.length + components.length + files === 0 &&
      'an empty message (50006)',
    embeds.length > 10 && `${embeds.length} embeds, 10 are allowed`,
    embedsLength(embeds) > 6000 && `embeds have ${embedsLength(embeds)} characters, 6000 are allowed`,
    (flags & ephemeral) !== 0 && where !== 'interaction' && 'only the answer to an interaction can be ephemeral',
    (flags & ~(suppressEmbeds | ephemeral | componentsV2 | (1 << 12))) !== 0 && `flags ${flags} cannot be set`,
    ...embeds.flatMap(embedRules),
    ...componentRules(components, (flags & componentsV2) !== 0),
    (flags & componentsV2) !== 0 && (content !== '' || embeds.length > 0) && 'components V2 beside content or embeds',
    ...mentionRules(body.allowed_mentions),
    body.enforce_nonce === true && body.nonce === undefined && 'enforce_nonce without nonce',
    lengthOf(body.nonce) > 25 && 'nonce of more than 25 characters',
  ];
  return broken.filter((rule) => rule !== false);
}

function embedsLength(embeds: readonly Json[]): number {
  const texts = embeds.flatMap((embed) => [
    embed.title,
    embed.description,
    isRecord(embed.footer) ? embed.footer.text : '',
    isRecord(embed.author) ? embed.author.name : '',
    ...list(embed.fields).flatMap(({ name, value }) => [name, value]),
  ]);
  return texts.reduce<number>((sum, text) => sum + lengthOf(text), 0);
}

function embedRules(embed: Json): (string | false)[] {
  return [
    lengthOf(embed.title) > 256 && 'embed title over 256',
    lengthOf(embed.description) > 4096 && 'embed description over 4096',
    list(embed.fields).length > 25 && 'more than 25 embed fields',
    Object.keys(embed).length === 0 && 'an empty embed',
    embed.description === '' && Object.keys(embed).length === 1 && 'an embed without text',
  ];
}

function componentRules(components: readonly Json[], isV2: boolean): (string | false)[] {
  const rows = components.filter(({ type }) => type === 1);
  const buttons = rows.flatMap((row) => list(row.components));
  const ids = buttons.map(({ custom_id }) => custom_id).filter((id) => id !== undefined);
  return [
    !isV2 && rows.length !== components.length && 'components of V2 without its flag',
    !isV2 && rows.length > 5 && `${rows.length} rows, 5 are allowed`,
    new Set(ids).size !== ids.length && 'a custom_id twice (COMPONENT_CUSTOM_ID_DUPLICATED)',
    ...rows.map((row) => list(row.components).length > 5 && 'more than 5 buttons in a row'),
    ...rows.map((row) => list(row.components).length === 0 && 'an empty row'),
    ...buttons.map(({ custom_id }) => lengthOf(custom_id) > 100 && 'custom_id over 100'),
    ...buttons.map(({ label }) => lengthOf(label) > 80 && 'label over 80'),
    ...buttons.map(({ label, emoji }) => lengthOf(label) === 0 && emoji === undefined && 'a button without label'),
  ];
}

/** Nothing of ours pings anybody, so every request has to say so. */
function mentionRules(allowed: unknown): (string | false)[] {
  if (!isRecord(allowed)) return ['allowed_mentions is missing: whoever the text names would be pinged'];
  const parse = Array.isArray(allowed.parse) ? allowed.parse : null;
  return [
    parse === null && 'allowed_mentions without parse',
    (parse?.length ?? 0) > 0 && 'allowed_mentions parses mentions',
    parse?.includes('users') === true && Array.isArray(allowed.users) && 'parse: users beside users (50035)',
    parse?.includes('roles') === true && Array.isArray(allowed.roles) && 'parse: roles beside roles (50035)',
    allowed.replied_user === true && 'the author of the message replied to would be pinged',
  ];
}

const commandName = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

export function commandRules(commands: unknown): string[] {
  const all = list(commands);
  const chat = all.filter(({ type }) => type === undefined || type === 1);
  const names = all.map(({ type, name }) => `${type ?? 1} ${name}`);
  const broken: (string | false)[] = [
    new Set(names).size !== names.length && 'a command twice',
    chat.length > 100 && 'more than 100 commands',
    all.filter(({ type }) => type === 3).length > 5 && 'more than 5 message commands',
    ...chat.map(({ name }) => !isCommandName(name) && `"${name}" is no command name`),
    ...chat.map(({ description }) => lengthOf(description) < 1 && 'a command without description'),
    ...chat.map(({ description }) => lengthOf(description) > 100 && 'a description over 100'),
    ...all
      .filter(({ type }) => type === 3)
      .map(({ description }) => lengthOf(description) > 0 && 'a described message command'),
    ...chat.flatMap(({ options }) => optionRules(list(options))),
  ];
  return broken.filter((rule) => rule !== false);
}

function isCommandName(name: unknown): boolean {
  return typeof name === 'string' && commandName.test(name) && name === name.toLowerCase();
}

function optionRules(options: readonly Json[]): (string | false)[] {
  const firstOptional = options.findIndex(({ required }) => required !== true);
  const lastRequired = options.findLastIndex(({ required }) => required === true);
  return [
    options.length > 25 && 'more than 25 options',
    firstOptional >= 0 && lastRequired > firstOptional && 'a required option behind an optional one',
    new Set(options.map(({ name }) => name)).size !== options.length && 'an option twice',
    ...options.map(({ name }) => !isCommandName(name) && `"${name}" is no option name`),
    ...options.map(
      ({ description }) =>
        (lengthOf(description) < 1 || lengthOf(description) > 100) && 'option description not 1 to 100',
    ),
    ...options.map(
      ({ autocomplete, choices }) => autocomplete === true && list(choices).length > 0 && 'choices beside autocomplete',
    ),
    ...options.flatMap(({ choices }) => choiceRules(list(choices))),
  ];
}

export function choiceRules(choices: readonly Json[]): (string | false)[] {
  return [
    choices.length > 25 && 'more than 25 choices',
    ...choices.map(({ name }) => (lengthOf(name) < 1 || lengthOf(name) > 100) && 'choice name not 1 to 100'),
    ...choices.map(({ value }) => typeof value === 'string' && lengthOf(value) > 100 && 'choice value over 100'),
    new Set(choices.map(({ name }) => name)).size !== choices.length && 'a choice twice',
  ];
}

/** A modal: up to five labels, each with one text input or one menu. */
export function formRules(form: Json): (string | false)[] {
  const labels = list(form.components);
  const inner = labels.map(({ component }) => (isRecord(component) ? component : {}));
  const ids = inner.map(({ custom_id }) => custom_id);
  return [
    (lengthOf(form.custom_id) > 100 || lengthOf(form.custom_id) === 0) && 'custom_id of a form over 100, or none',
    (lengthOf(form.title) > 45 || lengthOf(form.title) === 0) && 'title of a form over 45, or none',
    (labels.length === 0 || labels.length > 5) && `${labels.length} parts in a form, 1 to 5 are allowed`,
    new Set(ids).size !== ids.length && 'a custom_id twice in a form',
    ...labels.flatMap(({ type, label }) => [
      type !== 18 && `a part of type ${type} in a form`,
      (lengthOf(label) > 45 || lengthOf(label) === 0) && 'a label over 45, or none',
    ]),
    ...inner.flatMap(({ type, placeholder, value, options }) => [
      type !== 3 && type !== 4 && `a component of type ${type} in a label`,
      lengthOf(placeholder) > 100 && 'a placeholder over 100',
      lengthOf(value) > 4000 && 'a value over 4000',
      type === 3 && (list(options).length === 0 || list(options).length > 25) && 'a menu of no or over 25 options',
      list(options).filter((option) => option.default === true).length > 1 && 'two options chosen at first',
    ]),
  ];
}
