import type { XmlElement } from './xml-tree.ts';

/** The first child with the first of these names that any child has. */
export function child(parent: XmlElement | null, ...names: readonly string[]): XmlElement | null {
  for (const name of names) {
    const found = parent?.children.find((element) => element.name === name);
    if (found !== undefined) return found;
  }
  return null;
}

/** The first child with the first of these names that has something in it: templates leave elements empty. */
export function filledChild(parent: XmlElement | null, ...names: readonly string[]): XmlElement | null {
  for (const name of names) {
    const found = childrenNamed(parent, name).find(({ text, html }) => html !== null || text.trim() !== '');
    if (found !== undefined) return found;
  }
  return null;
}

export function childrenNamed(parent: XmlElement | null, name: string): XmlElement[] {
  return parent?.children.filter((element) => element.name === name) ?? [];
}

/** The text of the first such child that has any. */
export function textOf(parent: XmlElement | null, ...names: readonly string[]): string | null {
  for (const name of names) {
    for (const element of childrenNamed(parent, name)) {
      const text = element.text.trim();
      if (text !== '') return text;
    }
  }
  return null;
}
