import { decodeHTMLAttribute } from 'entities';
import { Tokenizer } from 'htmlparser2';

/** An opening tag of a page, in the order of the page. */
export interface Tag {
  /** In small letters. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Where it ends in the page. */
  readonly end: number;
}

const maxTags = 50_000;

/**
 * The opening tags of a page with one of these names. No tree is built and no stack kept, so that it takes the same time
 * for every page of a size, however deep it is nested.
 */
export function scanTags(html: string, wanted: ReadonlySet<string>): readonly Tag[] {
  const tags: Tag[] = [];
  let name = '';
  let attributes = new Map<string, string>();
  let attribute = '';
  let value = '';
  const isWanted = (): boolean => wanted.has(name) && tags.length < maxTags;
  const endTag = (end: number): void => {
    if (isWanted()) tags.push({ name, attributes, end: end + 1 });
  };
  const tokenizer = new Tokenizer(
    { decodeEntities: false },
    {
      onopentagname(start, end) {
        name = html.slice(start, end).toLowerCase();
        attributes = new Map();
      },
      onattribname(start, end) {
        attribute = html.slice(start, end).toLowerCase();
        value = '';
      },
      onattribdata(start, end) {
        value += html.slice(start, end);
      },
      onattribend() {
        if (isWanted() && !attributes.has(attribute)) attributes.set(attribute, decodeHTMLAttribute(value));
      },
      onopentagend: endTag,
      onselfclosingtag: endTag,
      onattribentity() {},
      oncdata() {},
      onclosetag() {},
      oncomment() {},
      ondeclaration() {},
      onend() {},
      onprocessinginstruction() {},
      ontext() {},
      ontextentity() {},
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  return tags;
}

/** What stands between a tag and the first that closes one of its name. */
export function contentOf({ name, end }: Tag, html: string): string {
  const rest = new RegExp(`</${name}\\b`, 'gi');
  rest.lastIndex = end;
  return html.slice(end, rest.exec(html)?.index ?? html.length);
}
