/** Boxes that stand within the text of an article and are none of it, by the words of their class or id. */
const box =
  /newsletter|sign-?up|subscri(?:be|ption)|social-|share-?(?:bar|tools|buttons|links)|sharing|(?:^|[\s_-])share(?:$|[\s_-])|(?:^|[\s_-])related|read-?more|recommend|promo(?:$|[\s_-])|most-(?:read|popular)|breadcrumb|cookie|consent|caption|(?:image|photo|media)-credit|author-?(?:bio|box|card)|(?:^|[\s_-])comments?(?:$|[\s_-])|paywall|advert|(?:^|[\s_-])ad-?(?:slot|unit|container|wrapper)|article-tags|tags-?list|(?:^|[\s_-])sr-only|visually-?hidden|screen-reader/i;

/** @param names class and id of an element */
export function isBox(names: string): boolean {
  return box.test(names);
}
