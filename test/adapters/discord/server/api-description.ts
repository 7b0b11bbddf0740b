import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

const file = join(resolve(import.meta.dirname, '../../../..'), '../shared/specs/discord-openapi.json');

/** False where the description is not at hand: then only the rules that it does not carry are checked. */
export const hasDescription = existsSync(file);

type Check = (body: unknown) => readonly string[];

interface Operation {
  readonly pattern: RegExp;
  readonly method: string;
  readonly template: string;
  readonly hasBody: boolean;
}

let loaded: { readonly ajv: Ajv2020; readonly operations: readonly Operation[] } | null = null;
const compiled = new Map<string, ValidateFunction>();

/** What Discord's own API description has against a request; `null` as `body` stands for none. */
export function againstDescription(method: string, path: string, body: unknown): readonly string[] {
  if (!hasDescription) return [];
  loaded ??= load();
  const operation = loaded.operations.find(
    (candidate) => candidate.method === method.toLowerCase() && candidate.pattern.test(path),
  );
  if (operation === undefined) return [`${method} ${path} is not in the description`];
  if (body === null) return operation.hasBody ? [`${method} ${operation.template} needs a body`] : [];
  if (!operation.hasBody) return [`${method} ${operation.template} takes no body`];
  return checkBody(loaded.ajv, operation)(body);
}

function checkBody(ajv: Ajv2020, { method, template }: Operation): Check {
  const place = `discord#/paths/${pointer(template)}/${method}/requestBody/content/application~1json/schema`;
  const validate = compiled.get(place) ?? ajv.compile({ $ref: place });
  compiled.set(place, validate);
  return (body) => {
    if (validate(body)) return [];
    return (validate.errors ?? [])
      .slice(0, 5)
      .map(({ instancePath, message }) => `${method} ${template}${instancePath}: ${message}`);
  };
}

function pointer(template: string): string {
  return encodeURIComponent(template.replace(/~/g, '~0').replace(/\//g, '~1'));
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly requestBody?: unknown }>>>>;
}

function load(): { ajv: Ajv2020; operations: readonly Operation[] } {
  const description = JSON.parse(readFileSync(file, 'utf8')) as Description;
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: false });
  ajv.addSchema({ ...(asDiscordReads(description) as object), $id: 'discord' });
  const operations = Object.entries(description.paths).flatMap(([template, methods]) =>
    Object.entries(methods)
      .filter(([method]) => method !== 'parameters')
      .map(([method, operation]) => ({
        method,
        template,
        hasBody: operation.requestBody !== undefined,
        pattern: new RegExp(`^${template.replace(/[.@]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+')}$`),
      })),
  );
  // `/messages/@original` before `/messages/{message_id}`.
  operations.sort((a, b) => Number(a.template.includes('{message_id}')) - Number(b.template.includes('{message_id}')));
  return { ajv, operations };
}

/**
 * Discord takes numbers as strings wherever they may exceed what JavaScript counts exactly. It passes over properties
 * that it does not know; ours would be mistakes.
 */
function asDiscordReads(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(asDiscordReads);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) copy[key] = asDiscordReads(value);
  const types = [copy.type].flat();
  if (types.includes('object') && 'properties' in copy) return { additionalProperties: false, ...copy };
  if (!types.includes('integer') || 'enum' in copy || 'allOf' in copy || 'oneOf' in copy) return copy;
  return { anyOf: [copy, { type: 'string', pattern: '^-?\\d+$' }] };
}
