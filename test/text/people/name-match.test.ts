import { expect, test } from 'vitest';
import { nameKey, nameWords, sameForename, sameName } from '../../../src/text/people/name-match.ts';

test.each([
  ['Rubio', 'Marco Rubio'],
  ['Marco', 'Marco Rubio'],
  ['marco rubio', 'Marco Rubio'],
  ['Secretary of State Marco Rubio', 'Marco Rubio'],
  ['Mr. Clinton', 'Bill Clinton'],
  ['Bill Clinton', 'William Jefferson Clinton'],
  ['Joe Biden', 'Joseph R. Biden Jr.'],
  ['J. Biden', 'Joe Biden'],
  ['JD Vance', 'J.D. Vance'],
  ['Zelensky', 'Volodymyr Zelenskyy'],
  ['Volodymyr Zelenskiy', 'Volodymyr Zelenskyi'],
  ['Sergey Lavroff', 'Sergei Lavrov'],
  ['Jean-Noel Barrot', 'Jean-Noël Barrot'],
  ['Jean Noel Barrot', 'Jean-Noël Barrot'],
  ['Muhammad Yunus', 'Mohammed Yunus'],
  ['Assad', 'Bashar al-Assad'],
  ['al-Assad', 'Bashar al-Assad'],
  ['von der Leyen', 'Ursula von der Leyen'],
  ['Leyen', 'Ursula von der Leyen'],
  ["O'Brien", 'Conan O’Brien'],
  ['Lopez Obrador', 'Andrés Manuel López Obrador'],
  ['Kim', 'Kim Jong Un'],
  ['Kim Jong-un', 'Kim Jong Un'],
  ['President Trump', 'Donald J. Trump'],
  ['Sir Keir Starmer', 'Keir Starmer'],
  ['IAEA', 'International Atomic Energy Agency'],
  ['the I.A.E.A.', 'International Atomic Energy Agency'],
  ['RSA', 'Rail Staff Association'],
  ['State Department', 'US State Department'],
  ['Department of State', 'State Department'],
  ['the U.S.', 'United States'],
  ['the Kremlin', 'Kremlin'],
  ['Pentagon', 'Department of Defense'],
  ['Unicef', "United Nations Children's Fund"],
  ["Putin's", 'Vladimir Putin'],
])('sameName() takes "%s" and "%s" for one', (a, b) => {
  expect(sameName(a, b)).toBe(true);
  expect(sameName(b, a)).toBe(true);
});

test.each([
  ['Bill Clinton', 'Hillary Clinton'],
  ['Rubio', 'Rubio campaign'],
  ['Trump', 'Trump Organization'],
  ['John Smith', 'Jane Smith'],
  ['Marco Rubio', 'Marco Polo'],
  ['Paris', 'Kremlin'],
  ['Justice Department', 'State Department'],
  ['Bank of England', 'Bank of America'],
  ['Israeli military', 'Russian military'],
  ['Al Gore', 'Al Jazeera'],
  ['IMF', 'International Atomic Energy Agency'],
  ['President', 'Marco Rubio'],
  ['', 'Marco Rubio'],
  ['Van', 'Herman Van Rompuy'],
  ['Department', 'State Department'],
  ['Rubio', 'Rubia'],
])('sameName() keeps "%s" and "%s" apart', (a, b) => {
  expect(sameName(a, b)).toBe(false);
  expect(sameName(b, a)).toBe(false);
});

test.each([
  ['Mr. Volodymyr Zelenskyy', 'volodymyr zelensky'],
  ['Dr. Ruth Adeyemi Jr.', 'ruth adeyemi'],
  ['the Kremlin', 'kremlin'],
  ["Putin's", 'putin'],
  ['Queen', 'queen'],
])('nameKey() of "%s" is "%s"', (name, key) => {
  expect(nameKey(name)).toBe(key);
});

test('nameWords() parts a name into words that can be compared', () => {
  expect(nameWords('Senator Mary-Ann O’Brien')).toEqual(['mary-ann', "o'brien"]);
});

test.each([
  ['bill', 'william', true],
  ['bill', 'billy', true],
  ['j', 'john', true],
  ['jean', 'jean-luc', true],
  ['john', 'jane', false],
  ['bill', 'bob', false],
])('sameForename() of "%s" and "%s" is %s', (a, b, same) => {
  expect(sameForename(a, b)).toBe(same);
});
