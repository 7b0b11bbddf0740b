import type { OpenPiece } from './trim-page.ts';

/** What stands in an element that is open. */
interface Block extends OpenPiece {
  links: number;
  linkedText: number;
  text: number;
  /** Characters of the longest piece of text outside of links. */
  longest: number;
}

const names = new Set(['div', 'section', 'ul', 'ol']);

// Ten links, most of the words in them, and no sentence beside them: teasers of other stories, or a menu.
const fewestLinks = 10;
const longestCaption = 80;

/** Watches the elements of a page as they open and close for those that are little else than links. */
export class LinkBlocks {
  readonly #open: Block[] = [];
  #linkDepth = 0;

  open(name: string, piece: OpenPiece): void {
    if (name === 'a') {
      this.#linkDepth += 1;
      const top = this.#open.at(-1);
      if (top !== undefined) top.links += 1;
    }
    if (names.has(name)) this.#open.push({ ...piece, links: 0, linkedText: 0, text: 0, longest: 0 });
  }

  text(characters: number): void {
    const top = this.#open.at(-1);
    if (top === undefined) return;
    top.text += characters;
    if (this.#linkDepth > 0) top.linkedText += characters;
    else top.longest = Math.max(top.longest, characters);
  }

  /** @returns the element that closes, when it is little else than links */
  close(name: string, depth: number): OpenPiece | null {
    if (name === 'a') this.#linkDepth = Math.max(0, this.#linkDepth - 1);
    const top = this.#open.at(-1);
    if (top === undefined || top.depth !== depth) return null;
    this.#open.pop();
    const isLinks = top.links >= fewestLinks && top.longest < longestCaption && top.linkedText > top.text / 2;
    const parent = this.#open.at(-1);
    // What goes counts no longer for what it stands in.
    if (parent !== undefined && !isLinks) {
      parent.links += top.links;
      parent.linkedText += top.linkedText;
      parent.text += top.text;
      parent.longest = Math.max(parent.longest, top.longest);
    }
    return isLinks ? top : null;
  }
}
