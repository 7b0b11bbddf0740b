import { decodeHTMLStrict } from 'entities';
import { Tokenizer } from 'htmlparser2';
import { Refusal } from '../arrival.ts';
import { resolveAddress } from './addresses.ts';
import { type Entities, takeDocumentType } from './document-type.ts';
import { knownName, noScope, type Scope, scopeWithin } from './xml-names.ts';

/** An element of a feed document. Elements that hold text for people have no children: their markup is in `html`. */
export interface XmlElement {
  /** `item`, `dc:date`: see `knownName`. */
  readonly name: string;
  /** By their names as written, in small letters. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Character data with its entities replaced, CDATA included. */
  readonly text: string;
  /** What stands between its tags as it stands there, when there are elements in it; else `null`. */
  readonly html: string | null;
  /** The xml:base in force, as far as the document gives one. */
  readonly base: string | null;
  readonly language: string | null;
}

interface OpenElement {
  readonly name: string;
  readonly written: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
  html: string | null;
  readonly base: string | null;
  readonly language: string | null;
  readonly innerStart: number;
  readonly isOpaque: boolean;
  /** Elements of the same name open within an opaque one. */
  nested: number;
  hasMarkup: boolean;
}

const maxElements = 600_000;
const maxDepth = 100;
const maxReplaced = 5_000_000;

/** What holds text for people, with or without markup. */
const opaque = new Set(
  `title description summary content fullitem tagline subtitle info copyright rights content:encoded xhtml:body dc:title
   dc:description itunes:summary itunes:subtitle media:title media:description news:title`.split(/\s+/),
);

/** What stands for itself in a feed and nowhere in HTML, so that an element still open before it was never closed. */
const boundary = new Set(
  `item entry pubdate guid enclosure skiphours skipdays lastbuilddate managingeditor webmaster published updated issued
   modified dc:date dc:creator content:encoded`.split(/\s+/),
);

/** What never has elements in it: one that begins there shows that this was never closed. */
const childless = new Set('link guid pubdate enclosure category comments updated published id ttl language'.split(' '));

/** What can stand in no title, but in a text for people. */
const boundaryOfTitle = new Set(
  'link description author category comments source summary content id channel'.split(' '),
);

const titles = new Set(['title', 'dc:title', 'media:title', 'news:title']);

/**
 * Parses a feed document as far as it can be understood: tags that do not match, ampersands that are none, unquoted
 * attributes and a missing end are all passed over as readers of feeds do.
 *
 * A parser of trees would refuse half of what is broken out there; htmlparser2's tokenizer in its XML mode refuses
 * nothing, and the rest of the way is a stack.
 *
 * @param address from which a relative xml:base counts; `null` when it is not known
 * @returns the top-level elements
 * @throws {Refusal} when it is nested too deeply or has more elements than any feed
 */
export function parseXml(document: string, address: string | null): readonly XmlElement[] {
  const { xml, entities } = takeDocumentType(withoutControls(document));
  const builder = new TreeBuilder(xml, entities, address);
  const tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: false }, builder);
  tokenizer.write(xml);
  tokenizer.end();
  return builder.finish();
}

// XML forbids them, feeds have them, and nobody can read them.
function withoutControls(document: string): string {
  return document.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '');
}

/** Receives what the tokenizer finds, as places in the source. */
class TreeBuilder {
  readonly #source: string;
  readonly #entities: Entities;
  readonly #address: string | null;
  readonly #stack: OpenElement[];
  /** Beside the stack, since elements are kept and scopes need not be. */
  readonly #scopes: Scope[] = [noScope];
  /** How many elements of each written name are open, so that a stray closing tag costs nothing. */
  readonly #open = new Map<string, number>();
  #elements = 0;
  #replaced = 0;
  #tagStart = 0;
  #tagName = '';
  #attributes: Record<string, string> = {};
  #attributeName = '';
  #attributeValue = '';

  constructor(source: string, entities: Entities, address: string | null) {
    this.#source = source;
    this.#entities = entities;
    this.#address = address;
    this.#stack = [openElement('', '', {}, null, null, 0)];
  }

  ontext(start: number, end: number): void {
    const top = this.#top;
    if (!top.hasMarkup) top.text += this.#decode(this.#source.slice(start, end));
  }

  oncdata(start: number, end: number, endOffset: number): void {
    const top = this.#top;
    if (!top.hasMarkup) top.text += this.#source.slice(start, end - endOffset);
  }

  onopentagname(start: number, end: number): void {
    this.#tagStart = start - 1;
    this.#tagName = this.#source.slice(start, end);
    this.#attributes = {};
  }

  onattribname(start: number, end: number): void {
    this.#attributeName = this.#source.slice(start, end).toLowerCase();
    this.#attributeValue = '';
  }

  onattribdata(start: number, end: number): void {
    this.#attributeValue += this.#source.slice(start, end);
  }

  onattribend(): void {
    const name = this.#attributeName;
    // Not __proto__, which would be no attribute of its own.
    if (!Object.hasOwn(this.#attributes, name) && name !== '__proto__') {
      this.#attributes[name] = this.#decode(this.#attributeValue);
    }
  }

  onopentagend(end: number): void {
    this.#openTag(end + 1);
  }

  onselfclosingtag(end: number): void {
    const written = this.#tagName;
    if (this.#openTag(end + 1)) this.#close(written, end + 1);
  }

  onclosetag(start: number, end: number): void {
    const written = this.#source.slice(start, end);
    const top = this.#top;
    if (top.isOpaque && top.nested > 0 && written === top.written) top.nested -= 1;
    else if ((this.#open.get(written) ?? 0) > 0) this.#close(written, this.#source.lastIndexOf('<', start));
  }

  onattribentity(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onend(): void {}
  onprocessinginstruction(): void {}
  ontextentity(): void {}

  finish(): readonly XmlElement[] {
    while (this.#stack.length > 1) this.#pop(this.#source.length);
    return this.#top.children;
  }

  get #top(): OpenElement {
    const top = this.#stack.at(-1);
    if (top === undefined) throw new Error('the bottom of the stack is never popped');
    return top;
  }

  /** @returns whether an element of its own was opened */
  #openTag(innerStart: number): boolean {
    this.#elements += 1;
    if (this.#elements > maxElements) throw new Refusal(`expected a feed, found more than ${maxElements} elements`);
    const scope = scopeWithin(this.#scopes.at(-1) ?? noScope, this.#tagName, this.#attributes);
    const name = knownName(this.#tagName, scope);
    while (endsUnclosed(this.#top, name)) this.#pop(this.#tagStart);
    if (isItem(name)) this.#closeOpenItem();
    const parent = this.#top;
    if (parent.isOpaque) {
      parent.hasMarkup = true;
      if (this.#tagName === parent.written) parent.nested += 1;
      return false;
    }
    if (this.#stack.length > maxDepth)
      throw new Refusal(`expected a feed, found elements nested more than ${maxDepth} deep`);
    const { 'xml:base': ownBase, 'xml:lang': language } = this.#attributes;
    const base = ownBase === undefined ? parent.base : resolveBase(ownBase, parent.base, this.#address);
    const inherited = language ?? parent.language;
    this.#stack.push(openElement(name, this.#tagName, this.#attributes, base, inherited, innerStart));
    this.#scopes.push(scope);
    this.#open.set(this.#tagName, (this.#open.get(this.#tagName) ?? 0) + 1);
    return true;
  }

  /** Items do not stand in each other: one that is still open was never closed. */
  #closeOpenItem(): void {
    const open = this.#stack.findLast(({ name }) => isItem(name));
    while (open !== undefined && this.#stack.includes(open)) this.#pop(this.#tagStart);
  }

  /** Closes the innermost element of the name, and what was left open in it. */
  #close(written: string, at: number): void {
    while (this.#top.written !== written) this.#pop(at);
    this.#pop(at);
  }

  #pop(at: number): void {
    const element = this.#stack.pop();
    if (element === undefined) return;
    this.#scopes.pop();
    this.#open.set(element.written, (this.#open.get(element.written) ?? 1) - 1);
    if (element.hasMarkup) element.html = this.#inner(element.innerStart, at);
    this.#top.children.push(element);
  }

  #inner(start: number, end: number): string {
    const raw = this.#source.slice(start, Math.max(start, end));
    // HTML knows no CDATA; what stands in it is text there, too.
    const text = raw.replace(/<!\[CDATA\[([\s\S]*?)(?:\]\]>|$)/g, (_whole, data: string) =>
      data.replace(/&/g, '&amp;').replace(/</g, '&lt;'),
    );
    return this.#ownEntities(text);
  }

  #decode(text: string): string {
    return text.includes('&') ? decodeHTMLStrict(this.#ownEntities(text)) : text;
  }

  #ownEntities(text: string): string {
    if (this.#entities.size === 0) return text;
    return text.replace(/&([\w.:-]+);/g, (reference, name: string) => {
      const value = this.#entities.get(name);
      if (value === undefined) return reference;
      this.#replaced += value.length;
      if (this.#replaced > maxReplaced) throw new Refusal('expected a feed, found entities that fill megabytes');
      return value;
    });
  }
}

function isItem(name: string): boolean {
  return name === 'item' || name === 'entry';
}

function endsUnclosed(open: OpenElement, next: string): boolean {
  if (childless.has(open.name)) return true;
  return open.isOpaque && (boundary.has(next) || (titles.has(open.name) && boundaryOfTitle.has(next)));
}

function openElement(
  name: string,
  written: string,
  attributes: Readonly<Record<string, string>>,
  base: string | null,
  language: string | null,
  innerStart: number,
): OpenElement {
  return {
    name,
    written,
    attributes,
    children: [],
    text: '',
    html: null,
    base,
    language,
    innerStart,
    isOpaque: opaque.has(name),
    nested: 0,
    hasMarkup: false,
  };
}

/** A base that leads nowhere is none. */
function resolveBase(given: string, outer: string | null, address: string | null): string | null {
  return resolveAddress(given, outer ?? address) ?? outer;
}
