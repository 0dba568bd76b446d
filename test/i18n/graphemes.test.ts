/** Text that is cut where people see the end of a character, however long it is. */
import { beginningOf, charactersOf } from '../../src/i18n/graphemes.js';

const FAMILY = '👩‍👩‍👧';

it.each([
  ['letters', 'x', 10, 'xxxxxxxxx…'],
  ['families', FAMILY, 20, `${FAMILY}${FAMILY}…`],
  ['accents', 'e\u0301', 6, 'e\u0301e\u0301…'],
])('%s stay whole', (_, letter, most, cut) => {
  expect(beginningOf(letter.repeat(500_000), most)).toBe(cut);
  expect(beginningOf(letter.repeat(3), 200)).toBe(letter.repeat(3));
});

it('counts characters where it is asked to', () => {
  expect(beginningOf(FAMILY.repeat(100_000), 4, charactersOf)).toBe(`${FAMILY.repeat(3)}…`);
});

it('reads no more of a text than it could keep: each step of the engine takes as long as all of what it was given', () => {
  const segment = Intl.Segmenter.prototype.segment;
  const given: number[] = [];
  Intl.Segmenter.prototype.segment = function (text) {
    given.push(text.length);
    return segment.call(this, text);
  };
  try {
    beginningOf('x'.repeat(900_000), 1_000);
    beginningOf(`a${'\u0301'.repeat(900_000)}`, 100, charactersOf);
  } finally {
    Intl.Segmenter.prototype.segment = segment;
  }
  expect(given.length).toBeGreaterThan(1);
  expect(Math.max(...given)).toBeLessThan(10_000);
});
