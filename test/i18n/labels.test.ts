// Names of languages in the reader's own; what is stored of before may be no tag.
import { formatterFor } from '../../src/i18n/formatter.js';
import { ENGLISH, languageLabel } from '../../src/i18n/labels.js';

it.each([
  ['fr-FR', 'French (France)'],
  ['pt_BR', 'Portuguese (Brazil)'],
  ['qq', null],
  ['no tag!', null],
  ['', null],
])('the language %j is %j', (tag, name) => {
  expect(languageLabel(ENGLISH, tag)).toBe(name);
});

it('is named in the language of who reads', () => {
  expect(languageLabel(formatterFor({ locale: 'de', timeZone: 'UTC' }), 'fr')).toBe('Französisch');
});
