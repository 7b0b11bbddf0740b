import type { IncomingArticle } from '../model/article.ts';
import type { Person, Reading, Speaker } from '../model/reading.ts';

/**
 * SQLite keeps UTF-8, which has no half of a surrogate pair: each becomes U+FFFD here, one unit for one, so that every
 * span still counts right and what is read back is what was hashed.
 */
export function wellFormedArticle(article: IncomingArticle): IncomingArticle {
  const id = wellFormed(article.id);
  return {
    id: id === '' ? null : id,
    title: wellFormed(article.title),
    text: article.text.toWellFormed(),
    outlet: wellFormed(article.outlet),
    url: wellFormed(article.url),
    published: wellFormed(article.published),
    author: wellFormed(article.author),
  };
}

export function wellFormedReading(reading: Reading): Reading {
  return {
    rules: reading.rules.toWellFormed(),
    sentences: reading.sentences,
    statements: reading.statements.map((statement) => ({
      ...statement,
      speaker: statement.speaker === null ? null : wellFormedSpeaker(statement.speaker),
    })),
    people: reading.people.map(wellFormedPerson),
    credit: wellFormed(reading.credit),
  };
}

function wellFormed(value: string | null): string | null {
  return value === null ? null : value.toWellFormed();
}

function wellFormedSpeaker({ mention, name, description, via, rule }: Speaker): Speaker {
  return {
    mention,
    name: wellFormed(name),
    description: wellFormed(description),
    via: wellFormed(via),
    rule: rule.toWellFormed(),
  };
}

function wellFormedPerson(person: Person): Person {
  return {
    name: person.name.toWellFormed(),
    named: person.named,
    kind: person.kind,
    gender: person.gender,
    aliases: person.aliases.map((alias) => alias.toWellFormed()),
    descriptions: person.descriptions.map(({ text, start, end }) => ({ text: text.toWellFormed(), start, end })),
  };
}
