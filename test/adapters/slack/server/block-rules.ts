import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { createGenerator } from 'ts-json-schema-generator';

/**
 * Slack's rules for blocks, made from the types that Slack publishes: nothing that they do not name is allowed, and
 * the "Maximum length ... is N" of their comments count.
 */

type Node = { [key: string]: unknown };

const types = createRequire(import.meta.url).resolve('@slack/types');
const { version } = JSON.parse(readFileSync(join(dirname(types), '../package.json'), 'utf8'));
/** The third part names what is made of the types below: another number makes it anew. */
const cacheFile = join(import.meta.dirname, `../../../../node_modules/.cache/verbatim/slack-blocks-${version}-1.json`);

/** Not in the comments: actions and contexts, and what every client refuses. */
const mostBlocks = { message: 50, home: 100, modal: 100 };
/** Of all blocks of a message together, as measured by others. */
const mostCharacters = 13_000;

function readSchema(): Node {
  if (existsSync(cacheFile)) return JSON.parse(readFileSync(cacheFile, 'utf8'));
  const generated = createGenerator({
    path: types.replace(/\.js$/, '.d.ts'),
    type: 'KnownBlock',
    additionalProperties: false,
    skipTypeCheck: true,
  }).createSchema('KnownBlock');
  const schema = withLimits(generated) as Node;
  mkdirSync(dirname(cacheFile), { recursive: true });
  // In one step, since another test file may be reading.
  const draft = `${cacheFile}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(schema));
  renameSync(draft, cacheFile);
  return schema;
}

const limitWords = [
  { pattern: /maximum\s+length[^.]*?is\s+(\d+)/i, keyword: 'length' },
  {
    pattern:
      /maximum\s+(?:number\s+of\s+(?:items|options|option groups)\s+is\s+|of\s+)?(\d+)\s*(?:elements|options|items|rows|blocks|cards)?/i,
    keyword: 'count',
  },
] as const;

/** Puts the numbers of the comments into the schema, upon a text object's words where the comment is about one. */
function withLimits(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withLimits);
  if (typeof node !== 'object' || node === null) return node;
  const inner: Node = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withLimits(value)]));
  if (typeof inner.description !== 'string') return inner;
  const limit = readLimit(inner.description, inner.type === 'array' ? 'count' : 'length');
  if (limit === null) return inner;
  if (inner.type === 'string')
    return { ...inner, minLength: /minimum/i.test(inner.description) ? 1 : 0, maxLength: limit };
  if (inner.type === 'array') return { ...inner, maxItems: limit };
  const { $ref, anyOf, description, ...rest } = inner;
  if ($ref === undefined && anyOf === undefined) return inner;
  const objectRule = { properties: { text: { type: 'string', maxLength: limit } } };
  return { ...rest, description, allOf: [$ref === undefined ? { anyOf } : { $ref }, objectRule] };
}

function readLimit(description: string, kind: 'length' | 'count'): number | null {
  const rule = limitWords.find(({ keyword }) => keyword === kind);
  const found = rule?.pattern.exec(description.replace(/\s+/g, ' '));
  // The comment has 75 for the value of an option; Slack takes 150.
  return found?.[1] === undefined ? null : Number(found[1]);
}

const validators = new Map<string, ValidateFunction>();
let ajv: Ajv | null = null;
let definitions: Node = {};

/** The rule for one type of block: the union of all of them gives a page of errors for each mistake. */
function validatorFor(type: string): ValidateFunction | null {
  if (ajv === null) {
    const schema = readSchema();
    definitions = schema.definitions as Node;
    ajv = new Ajv({ strict: false, allErrors: true });
    ajv.addSchema(schema, 'slack');
  }
  const known = validators.get(type);
  if (known !== undefined) return known;
  const name = Object.keys(definitions).find((key) => key.endsWith('Block') && typeOf(definitions[key]) === type);
  if (name === undefined) return null;
  const made = ajv.compile({ $ref: `slack#/definitions/${name}` });
  validators.set(type, made);
  return made;
}

function typeOf(definition: unknown): unknown {
  const properties = (definition as { properties?: { type?: { const?: unknown } } }).properties;
  return properties?.type?.const;
}

/** How many limits the comments gave, so that a change of their wording is noticed. */
export function countLimits(): number {
  const count = (node: unknown): number =>
    typeof node !== 'object' || node === null
      ? 0
      : Object.entries(node).reduce(
          (sum, [key, value]) => sum + (['maxLength', 'maxItems'].includes(key) ? 1 : 0) + count(value),
          0,
        );
  return count(readSchema());
}

/** What Slack would refuse about these blocks; empty when it takes them. */
export function refusals(blocks: unknown, surface: 'message' | 'home' | 'modal' = 'message'): string[] {
  if (!Array.isArray(blocks)) return ['blocks: no list'];
  const found = blocks.flatMap((block, place) => {
    const validate = validatorFor(String(block?.type));
    if (validate === null) return [`blocks/${place}: unknown type "${block?.type}"`];
    if (validate(block)) return [];
    return (validate.errors ?? []).map(({ instancePath, message, params }) => {
      return `blocks/${place} (${block.type})${instancePath}: ${message} ${JSON.stringify(params)}`;
    });
  });
  const ids = blocks.flatMap((block) => (block.block_id === undefined ? [] : [block.block_id]));
  const actions = blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
  const actionIds = actions.map(({ action_id }: { action_id: string }) => action_id);
  const size = JSON.stringify(blocks).length;
  return [
    ...found,
    ...blocks.flatMap(emptyTexts),
    ...(blocks.length > mostBlocks[surface] ? [`${blocks.length} blocks`] : []),
    ...(surface === 'message' && size > mostCharacters ? [`msg_blocks_too_long: ${size} characters`] : []),
    ...(new Set(ids).size < ids.length ? ['block_id is not unique'] : []),
    ...(new Set(actionIds).size < actionIds.length ? ['action_id is not unique'] : []),
    ...actionIds.filter((id: string) => id.length > 255).map((id: string) => `action_id of ${id.length} characters`),
  ];
}

/** Slack refuses empty words in rich text, which its types do not tell, and lists without elements. */
function emptyTexts(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(emptyTexts);
  if (typeof node !== 'object' || node === null) return [];
  const { type, text, elements } = node as Node;
  const own = [
    ...(type === 'text' && text === '' ? ['rich text: an empty text element'] : []),
    ...(Array.isArray(elements) && elements.length === 0 ? [`${type}: no elements`] : []),
  ];
  return [...own, ...Object.values(node).flatMap(emptyTexts)];
}
