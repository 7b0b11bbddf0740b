import { Refusal } from '../arrival.ts';

/** Entities that a document declares for itself, by name. */
export type Entities = ReadonlyMap<string, string>;

const maxEntities = 500;
const maxValue = 2_000;
// A declaration that is longer is no declaration of a feed; the search for its end must not read megabytes.
const maxDeclaration = 100_000;

/**
 * Takes the document type declaration out, and reads what entities it declares. They are replaced once and never within
 * each other, so that nothing grows (billion laughs); external ones are not fetched.
 *
 * @throws {Refusal} when it is longer than any honest one
 */
export function takeDocumentType(xml: string): { readonly xml: string; readonly entities: Entities } {
  const start = xml.slice(0, 20_000).search(/<!DOCTYPE\s/i);
  if (start === -1) return { xml, entities: new Map() };
  const end = endOfDeclaration(xml, start);
  const declaration = xml.slice(start, end);
  return { xml: xml.slice(0, start) + xml.slice(end), entities: readEntities(declaration) };
}

function endOfDeclaration(xml: string, start: number): number {
  let depth = 0;
  let quote = '';
  for (let at = start; at < xml.length && at < start + maxDeclaration; at++) {
    const character = xml.charAt(at);
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (depth > 0 && xml.startsWith('<!--', at)) {
      const closed = xml.indexOf('-->', at);
      at = closed === -1 ? xml.length : closed + 2;
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '[') depth += 1;
    else if (character === ']') depth -= 1;
    else if (character === '>' && depth <= 0) return at + 1;
  }
  if (xml.length - start > maxDeclaration) {
    throw new Refusal('expected a feed, found a document type declaration without an end');
  }
  return xml.length;
}

function readEntities(declaration: string): Entities {
  const entities = new Map<string, string>();
  for (const [, name = '', double, single] of declaration.matchAll(
    /<!ENTITY\s+([\w.:-]+)\s+(?:"([^"]*)"|'([^']*)')\s*>/g,
  )) {
    const value = double ?? single ?? '';
    if (entities.size >= maxEntities) break;
    // Of two declarations the first counts.
    if (value.length <= maxValue && !entities.has(name)) entities.set(name, value);
  }
  return entities;
}
