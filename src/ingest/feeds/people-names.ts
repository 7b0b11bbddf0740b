import { plainTitle } from './plain-title.ts';
import type { XmlElement } from './xml-tree.ts';

/** RSS gives a mail address with the name behind it in brackets, or before it. */
const bracketed = /^\s*\S+@\S+\s*\((.+)\)\s*$/;
const angled = /^\s*"?([^"<>]+?)"?\s*<\S+@\S+>\s*$/;

// The forms below take time by the square of a length, and nobody is called that long.
const maxLength = 500;

/** The name in what stands for an author; the whole of it where there is no name. */
export function authorName(given: string | null): string | null {
  const text = plainAuthor(given?.slice(0, maxLength) ?? null);
  if (text === null) return null;
  const name = bracketed.exec(text)?.[1] ?? angled.exec(text)?.[1] ?? text;
  return name.replace(/^by\s+(?=\p{Lu})/iu, '').trim() || null;
}

/** A `<` before a mail address is no tag. */
function plainAuthor(given: string | null): string | null {
  return given !== null && angled.test(given) ? given.replace(/\s+/g, ' ').trim() : plainTitle(given);
}

/** Atom's person: its name, else what else says who it is; RSS's author is mere text. */
export function personName(element: XmlElement): string | null {
  const part = (name: string): string | null => element.children.find((child) => child.name === name)?.text ?? null;
  return authorName(part('name')?.trim() || part('email')?.trim() || element.text);
}

/** Several people on one line, each once. */
export function joinNames(names: readonly (string | null)[]): string | null {
  return [...new Set(names.filter((name) => name !== null))].join(', ') || null;
}
