/** Documents as news sites send them, made of a few words so that every run has the same. */

const names = ['Ida Moss', 'Ben Lund', 'Ada Roe', 'Cy Falk', 'Nora Quist'];
const things = [
  'ferry line',
  'harbour board',
  'school on the hill',
  'fish market',
  'old customs house',
  'town council',
];
const verbs = ['will close for the winter', 'asked for more time', 'has run out of money', 'opened again on Tuesday'];

function pick<T>(list: readonly T[], number: number): T {
  const found = list[number % list.length];
  if (found === undefined) throw new Error('expected a list with something in it');
  return found;
}

function sentence(number: number): string {
  const who = pick(names, number);
  const what = `The ${pick(things, number)} ${pick(verbs, number >> 1)}, ${who} told reporters &amp; neighbours in round ${number}.`;
  return `${what} &#8220;Nobody wanted this,&#8221; said <a href="/people/${number % 50}">${who}</a>. “But the ${pick(things, number + 1)} is older than most of us.”`;
}

function paragraphs(from: number, count: number): string {
  return Array.from({ length: count }, (_, index) => `<p>${sentence(from + index)}</p>`).join('\n');
}

const escaped = (html: string) => html.replace(/&/g, '&amp;').replace(/</g, '&lt;');

function title(number: number): string {
  return `${pick(names, number)} on the ${pick(things, number)} &amp; what &lt;em&gt;comes&lt;/em&gt; next (${number})`;
}

function rss(seed: number, items: number, content: number): string {
  const list = Array.from({ length: items }, (_, index) => {
    const number = seed * 1_000 + index;
    return `<item><title>${title(number)}</title><link>https://gazette.example/news/${number}?utm_source=rss&amp;n=${index}</link>
<guid isPermaLink="false">gazette-${number}</guid><pubDate>Mon, 0${1 + (index % 9)} Jan 2025 08:${10 + (index % 50)}:00 +0100</pubDate>
<dc:creator><![CDATA[${pick(names, number)}]]></dc:creator><category>News</category><category>Islands</category>
<media:content url="https://gazette.example/${number}.jpg" medium="image" width="800"/>
<description><![CDATA[${paragraphs(number, 1)}]]></description>
${content === 0 ? '' : `<content:encoded><![CDATA[${paragraphs(number, content)}]]></content:encoded>`}</item>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>The Gazette</title><link>https://gazette.example/</link><atom:link rel="self" href="https://gazette.example/rss"/>
<description>News</description><language>en-GB</language><ttl>30</ttl>${list.join('\n')}</channel></rss>`;
}

function atom(seed: number, items: number, content: number): string {
  const list = Array.from({ length: items }, (_, index) => {
    const number = seed * 1_000 + index;
    return `<entry><title type="html">${escaped(title(number))}</title><link rel="alternate" href="/news/${number}"/><id>tag:gazette.example,2025:${number}</id>
<published>2025-01-06T08:${10 + (index % 50)}:00+01:00</published><updated>2025-01-06T09:00:00Z</updated><author><name>${pick(names, number)}</name></author>
<summary type="html">${escaped(paragraphs(number, 1))}</summary><content type="html">${escaped(paragraphs(number, content))}</content></entry>`;
  });
  return `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://gazette.example/"><title>The Gazette</title>
<link href="/"/><id>tag:gazette.example,2025:feed</id><updated>2025-01-06T09:00:00Z</updated>${list.join('\n')}</feed>`;
}

/** Summaries, whole articles, and Atom, by turns: what a list of news sites comes to. */
export function makeFeed(seed: number): string {
  const kind = seed % 4;
  if (kind === 0) return rss(seed, 30, 0);
  if (kind === 1) return rss(seed, 20, 12);
  return kind === 2 ? atom(seed, 20, 8) : rss(seed, 50, 0);
}

/** A page of 150 to 200 KB: menus, scripts, teasers, boxes, and an article of 18 paragraphs among them. */
export function makePage(seed: number): string {
  const menu = Array.from(
    { length: 120 },
    (_, n) => `<li class="nav-item"><a href="/s/${n}"><span>Section ${n}</span></a></li>`,
  );
  const card = (n: number) =>
    `<div class="card"><a href="/n/${n}"><img src="/i/${n}.jpg" alt="A picture"><h3>${title(n)}</h3></a><p class="teaser">A teaser of story ${n}.</p></div>`;
  const cards = Array.from({ length: 60 }, (_, n) => card(seed * 100 + n));
  const boxes = [
    '<figure><picture><source srcset="a.webp"><img src="a.jpg"></picture><figcaption>A boat in the harbour. Photo: Agency</figcaption></figure>',
    '<div class="newsletter-signup"><h4>Our letter</h4><p>All the news at seven. By signing up you agree to our terms.</p><form><input><button>Go</button></form></div>',
    '<p><strong><a href="/x">Read more: fish dearer than ever</a></strong></p>',
    '<aside class="related"><h2>Related</h2><ul><li><a href="1">One</a></li><li><a href="2">Two</a></li></ul></aside>',
    '<div class="ad-slot"><span>Advertisement</span></div>',
  ];
  const text = Array.from(
    { length: 18 },
    (_, n) => `<p class="css-1x2y">${sentence(seed * 100 + n)}</p>${n % 3 === 2 ? (boxes[(n / 3) | 0] ?? '') : ''}`,
  );
  const data = {
    '@type': 'NewsArticle',
    headline: `Story ${seed}`,
    datePublished: '2025-01-07T18:00:00Z',
    author: { name: 'Ada Roe' },
  };
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Story ${seed} | The Gazette</title>
<meta property="og:site_name" content="The Gazette"><link rel="canonical" href="https://gazette.example/news/${seed}">
<script>${'var a=1;'.repeat(6_000)}</script><style>${'.a{b:c}'.repeat(4_000)}</style><script type="application/ld+json">${JSON.stringify(data)}</script></head>
<body><header><nav><ul>${menu.join('')}</ul></nav></header><main><article><h1>Story ${seed}</h1><div class="byline">By Ada Roe</div>
<ul class="share-tools"><li><a href="#">Share</a></li></ul><div class="article-body">${text.join('\n')}</div></article>
<section class="more">${cards.join('')}</section></main><footer>${menu.join('')}</footer><script>${'x();'.repeat(15_000)}</script></body></html>`;
}
