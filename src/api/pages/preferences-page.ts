/** The pages behind the link in the footer of a mail: what comes to its address. */
import { escapeHtml } from '../../channels/rendering/html.js';
import { CATEGORIES, type Category } from '../../domain/vocabulary.js';
import type { Formatter } from '../../i18n/formatter.js';
import { eventTypeName } from '../../i18n/labels.js';
import type { OwnPreferences } from '../preferences/own-preferences.service.js';
import type { Preference } from '../preferences/preference.type.js';
import type { LinkPage } from './page.js';

export function preferencesPage(own: OwnPreferences, formatter: Formatter, saved: boolean): LinkPage {
  const groups = CATEGORIES.map((category) => groupOf(category, own.preferences, formatter)).join('');
  const save = escapeHtml(formatter.text('preferencesPage.save'));
  const note = saved ? `<p class="note" role="status">${escapeHtml(formatter.text('preferencesPage.saved'))}</p>` : '';
  const critical = escapeHtml(formatter.text('unsubscribe.criticalStay'));
  const body = `<p class="business">${escapeHtml(own.businessName)}</p>
<h1>${escapeHtml(formatter.text('preferencesPage.heading', { address: own.address }))}</h1>${note}
<form class="choices" method="post">${groups}<button>${save}</button></form><p class="dim">${critical}</p>`;
  return { locale: formatter.locale, title: formatter.text('message.ownNotifications'), body };
}

export function deadPreferencesPage(formatter: Formatter): LinkPage {
  const title = formatter.text('message.ownNotifications');
  const body = `<p class="business">Tocsin</p><h1>${escapeHtml(title)}</h1><p>${escapeHtml(formatter.text('unsubscribe.deadLink'))}</p>`;
  return { locale: formatter.locale, title, body };
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
