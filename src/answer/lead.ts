import type { StyledSpan } from '../model/answer.ts';

/** A line that grows part by part and remembers which parts stand out. */
export class Lead {
  #text = '';
  readonly #style: StyledSpan[] = [];

  plain(words: string): this {
    this.#text += words;
    return this;
  }

  /** A person or group. */
  name(words: string): this {
    return this.#styled(words, 'strong');
  }

  topic(words: string): this {
    return this.#styled(words, 'emphasis');
  }

  done(): { lead: string; leadStyle: readonly StyledSpan[] } {
    return { lead: this.#text, leadStyle: this.#style };
  }

  #styled(words: string, style: StyledSpan['style']): this {
    const start = this.#text.length;
    this.#text += words;
    if (words !== '') this.#style.push({ start, end: this.#text.length, style });
    return this;
  }
}
