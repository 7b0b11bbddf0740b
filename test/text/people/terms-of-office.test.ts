import { describe, expect, test } from 'vitest';
import { readArticle } from '../../../src/text/read-article.ts';

const reading = (text: string) => readArticle({ text, title: null, published: null });

describe('descriptions keep the term of an office', () => {
  test.each([
    {
      it: 'that is over by a clause',
      text: 'Nora Daly, who was secretary of state until 2013, said the deal was sound.',
      name: 'Nora Daly',
      descriptions: ['secretary of state until 2013'],
    },
    {
      it: 'that goes on',
      text: 'Nora Daly, who has been the mayor of Leith since 2021, said it was not.',
      name: 'Nora Daly',
      descriptions: ['the mayor of Leith since 2021'],
    },
    {
      it: 'with both its ends',
      text: 'Ian Moss, mayor of Skye from 2009 to 2015, said he knew.',
      name: 'Ian Moss',
      descriptions: ['mayor of Skye from 2009 to 2015'],
    },
    {
      it: 'by "then"',
      text: 'At the time then-Secretary of State Ada Holt said no.',
      name: 'Ada Holt',
      descriptions: ['then-Secretary of State'],
    },
    {
      it: 'by "then" at the start of a sentence',
      text: 'Then-Mayor Ada Holt disagreed with it. Holt said no.',
      name: 'Ada Holt',
      descriptions: ['Then-Mayor'],
    },
    {
      it: 'by "ex"',
      text: '“No,” said ex-prime minister Al Moss.',
      name: 'Al Moss',
      descriptions: ['ex-prime minister'],
    },
    {
      it: 'by appointment, without its day',
      text: 'Ian Moss was appointed trade minister of Skye on Monday. Moss said no.',
      name: 'Ian Moss',
      descriptions: ['trade minister of Skye'],
    },
    {
      it: 'by leaving',
      text: 'Ian Moss stepped down as trade minister on Monday. Moss said no.',
      name: 'Ian Moss',
      descriptions: ['stepped down as trade minister'],
    },
    {
      it: 'for whom somebody came',
      text: 'Former mayor Al Moss met his successor, Nora Daly. The mayor said it was late.',
      name: 'Nora Daly',
      descriptions: ['his successor'],
    },
    {
      it: 'of an office for two things',
      text: 'Health and Human Services Secretary Nora Daly said it was safe.',
      name: 'Nora Daly',
      descriptions: ['Health and Human Services Secretary'],
    },
    {
      it: 'but no clause behind it',
      text: 'Ian Moss, the mayor of Skye since the ferry sank, said he knew.',
      name: 'Ian Moss',
      descriptions: ['the mayor of Skye'],
    },
  ])('$it', ({ text, name, descriptions }) => {
    const person = reading(text).people.find((one) => one.name === name);
    expect(person?.descriptions.map((one) => one.text)).toEqual(descriptions);
  });
});

describe('who holds an office', () => {
  test('is not who held it until another year', () => {
    const text =
      'Nora Daly, secretary of state until 2013, met the envoy. The secretary of state said the deal was sound. Ada Holt, the secretary of state, left.';
    expect(reading(text).statements.map(({ speaker }) => speaker?.name)).toEqual(['Ada Holt']);
  });

  test('may be called by an office that is over, where it is called so', () => {
    const text = '“No,” said ex-prime minister Al Moss. The former prime minister said it was over.';
    expect(reading(text).statements.map(({ speaker }) => speaker?.name)).toEqual(['Al Moss', 'Al Moss']);
  });
});
