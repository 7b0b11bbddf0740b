import type { UnrulyServer } from '../fixtures/unruly-server.ts';

/** A story of a made-up paper: a teaser in its feed, the whole on its page. */
export interface Story {
  readonly number: number;
  /** In the feed as a whole, so that no page is needed. */
  readonly whole?: true;
  readonly published: Date;
  readonly title?: string;
  readonly words?: string;
}

function wordsOf({ number, words }: Story): string {
  return words ?? `The wheel number ${number} turns well, and it will turn for a hundred years`;
}

function paragraphsOf(story: Story): string[] {
  const { number } = story;
  return [
    `The mill number ${number} at the river was opened again on Friday by the mayor, Ilse Marten, after works of a year.`,
    `“${wordsOf(story)},” Marten told reporters at the river on the day of its opening.`,
    `Visitors may see mill ${number} from Monday on, and there is a small shop with bread and flour beside the gate.`,
    `Mill ${number} stood still for forty years after a flood had carried off its dam, and a bakery kept its flour in it.`,
    `The works on mill ${number} were paid by the town and by the farmers of the valley, who want to have corn ground there.`,
  ];
}

/** Serves a feed with these stories at a path, and the page of each. */
export function publish(server: UnrulyServer, path: string, stories: readonly Story[], etag: string): void {
  server.serve(path, (request) => {
    if (request.headers['if-none-match'] === etag) return { status: 304 };
    return { headers: { 'content-type': 'application/rss+xml', etag }, body: feedOf(server.origin, stories) };
  });
  for (const story of stories) {
    server.serve(`/mill/${story.number}`, {
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: pageOf(story),
    });
  }
}

export function pageOf(story: Story): string {
  const title = story.title ?? `Mill ${story.number}`;
  const paragraphs = paragraphsOf(story).map((paragraph) => `<p>${paragraph}</p>`);
  return `<!doctype html><title>${title}</title><article><h1>${title}</h1>${paragraphs.join('')}</article>`;
}

export function feedOf(origin: string, stories: readonly Story[], older?: string): string {
  const items = stories.map((story) => {
    const { number, whole, published, title } = story;
    const content = paragraphsOf(story)
      .map((paragraph) => `<p>${paragraph}</p>`)
      .join('');
    return `<item><title>${title ?? `Mill ${number}`}</title><link>${origin}/mill/${number}</link><guid>mill-${number}</guid>
      <pubDate>${published.toUTCString()}</pubDate><description>A teaser of mill ${number}.</description>
      ${whole ? `<content:encoded><![CDATA[${content}]]></content:encoded>` : ''}</item>`;
  });
  const link = older === undefined ? '' : `<atom:link rel="next" href="${older}"/>`;
  return `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
    xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Mill News</title><link>${origin}/</link>${link}
    <description>Mills</description>${items.join('')}</channel></rss>`;
}
