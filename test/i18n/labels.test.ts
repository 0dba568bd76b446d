// What is stored for the program, as people read it: tags of languages, and whoever did something.
import { MAIL_READER, OPERATOR } from '../../src/domain/actors.js';
import { formatterFor } from '../../src/i18n/formatter.js';
import { actorName, ENGLISH, languageLabel } from '../../src/i18n/labels.js';

const GERMAN = formatterFor({ locale: 'de', timeZone: 'UTC' });

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
  expect(languageLabel(GERMAN, 'fr')).toBe('Französisch');
});

it.each(Object.values(OPERATOR))('%j is the operator', (actor) => {
  const places = ['who', 'by', 'name'] as const;
  expect(places.map((place) => actorName(GERMAN, actor, place))).toEqual([
    'Der Betreiber',
    'dem Betreiber',
    'Betreiber',
  ]);
});

it.each(Object.values(MAIL_READER))('%j is whoever read the mail', (actor) => {
  expect(actorName(GERMAN, actor, 'name')).toBe('Empfänger einer E-Mail');
});

it.each([
  ['key toc_a1b2 (Back office)', 'Back office'],
  ['key toc_a1b2 (Sign-in link)', 'Anmeldelink'],
  ['link toc_a1b2… (Ada Byron)', 'Ada Byron (Anmeldelink)'],
  // Nobody named it; a key that somebody called so keeps its name.
  ['key toc_a1b2… ()', 'Erster Schlüssel'],
  ['key toc_a1b2… (first key)', 'first key'],
  ['jwt ada@team.example', 'ada@team.example'],
  ['key toc_a1b2 (operator)', 'operator'],
  [`key toc_a1b2 (${OPERATOR.firstStart})`, OPERATOR.firstStart],
  [`jwt ${OPERATOR.adminKey}`, OPERATOR.adminKey],
  [`key toc_a1b2 (${MAIL_READER.preferences})`, MAIL_READER.preferences],
  ['Ada by the link of dlv_01kb', 'Ada'],
])('%j is called %j', (actor, name) => {
  expect(actorName(GERMAN, actor, 'name')).toBe(name);
});
