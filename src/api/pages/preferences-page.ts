/** The page behind the link in the footer of a mail: what comes to its address. POST takes the `type`s that are wanted. */
import { escapeHtml } from '../../channels/rendering/html.js';
import { CATEGORIES, type Category } from '../../domain/vocabulary.js';
import type { Formatter } from '../../i18n/formatter.js';
import { eventTypeName } from '../../i18n/labels.js';
import type { OwnPreferences, OwnPreferencesService } from '../preferences/own-preferences.service.js';
import type { Preference } from '../preferences/preference.type.js';
import type { MailLink } from './mail-link.route.js';
import { headedPage } from './page.js';

export const preferencesLink = (own: OwnPreferencesService): MailLink<OwnPreferences> => ({
  use: 'preferences',
  title: 'message.ownNotifications',
  deadLink: 'unsubscribe.deadLink',
  takes: 'application/x-www-form-urlencoded',
  // All event types of the catalogue are some kilobytes.
  mostBytes: 16 * 1024,
  find: (link) => own.find(link),
  show: (found, formatter) => preferencesPage(found, formatter, ''),
  act: async (link, found, form) => {
    await own.choose(link, found, new Set(form.getAll('type')));
    const saved = (await own.find(link)) ?? found;
    return (formatter) => {
      const note = escapeHtml(formatter.text('preferencesPage.saved'));
      return preferencesPage(saved, formatter, `<p class="note" role="status">${note}</p>`);
    };
  },
});

export function preferencesPage(
  { address, businessName: business, preferences }: OwnPreferences,
  formatter: Formatter,
  note: string,
) {
  const groups = CATEGORIES.map((category) => groupOf(category, preferences, formatter)).join('');
  const save = escapeHtml(formatter.text('preferencesPage.save'));
  const critical = escapeHtml(formatter.text('unsubscribe.criticalStay'));
  const form = `<form class="choices" method="post">${groups}<button>${save}</button></form>`;
  const rest = `${note}\n<p class="dim">${critical}</p>${form}`;
  const heading = formatter.text('preferencesPage.heading', { address });
  return headedPage(formatter, { title: formatter.text('message.ownNotifications'), business, heading, rest });
}

function groupOf(category: Category, preferences: readonly Preference[], formatter: Formatter): string {
  const boxes = preferences
    .filter(({ eventType }) => eventType.category === category)
    .map(({ eventType: { key, severity }, enabled }) => {
      const marks = `${enabled ? ' checked' : ''}${severity === 'CRITICAL' ? ' disabled' : ''}`;
      const name = escapeHtml(eventTypeName(formatter, key) ?? key);
      return `<label><input type="checkbox" name="type" value="${escapeHtml(key)}"${marks}> ${name}</label>`;
    });
  const legend = escapeHtml(formatter.text(`category.${category}`));
  return boxes.length > 0 ? `<fieldset><legend>${legend}</legend>${boxes.join('')}</fieldset>` : '';
}
