import { describe, expect, test } from 'vitest';
import { findZone, suggestZones } from '../../src/query/zone-names.ts';

describe('findZone()', () => {
  test.each([
    { it: 'a name of the database', typed: 'Europe/Paris', zone: 'Europe/Paris' },
    { it: 'a name in small letters, with a blank', typed: 'america/new york', zone: 'America/New_York' },
    { it: 'a city', typed: 'kathmandu', zone: 'Asia/Kathmandu' },
    { it: 'an older name', typed: 'Asia/Calcutta', zone: 'Asia/Calcutta' },
    { it: 'letters that people use', typed: 'CET', zone: 'Europe/Paris' },
    { it: 'nothing for nonsense', typed: 'Atlantis', zone: null },
    { it: 'nothing for nothing', typed: ' ', zone: null },
    { it: 'nothing for an address', typed: 'https://example.com/a', zone: null },
  ])('reads $it', ({ typed, zone }) => {
    expect(findZone(typed)).toBe(zone);
  });
});

test('suggestZones() offers what resembles the words, the one that is meant first', () => {
  expect(suggestZones('pariss', 5)).toContain('Europe/Paris');
  expect(suggestZones('cet', 5)[0]).toBe('Europe/Paris');
  expect(suggestZones('', 5)).toHaveLength(5);
});
