/** The pages behind the link of a mail that one click ends. */
import { escapeHtml } from '../../channels/rendering/html.js';
import type { Formatter } from '../../i18n/formatter.js';
import type { Unsubscription } from '../../platform/secrets/unsubscribe-link.js';
import type { AddressPage } from '../preferences/linked-address.js';
import type { LinkPage } from './page.js';

export function askingPage(link: Unsubscription, subscription: AddressPage, formatter: Formatter): LinkPage {
  const button = escapeHtml(formatter.text('unsubscribe.title'));
  const form = `<form method="post"><button name="List-Unsubscribe" value="One-Click">${button}</button></form>`;
  const question = formatter.text('unsubscribe.ask', mailsOf(link, subscription, formatter));
  return page(formatter, subscription.businessName, question, `${form}${criticalStay(formatter)}`);
}

export function donePage(link: Unsubscription, subscription: AddressPage, formatter: Formatter): LinkPage {
  const done = formatter.text('unsubscribe.done', mailsOf(link, subscription, formatter));
  return page(formatter, subscription.businessName, done, criticalStay(formatter));
}

export function deadLinkPage(formatter: Formatter): LinkPage {
  const sentence = escapeHtml(formatter.text('unsubscribe.deadLink'));
  return page(formatter, 'Tocsin', formatter.text('unsubscribe.title'), `<p>${sentence}</p>`);
}

const criticalStay = (formatter: Formatter) =>
  `<p class="dim">${escapeHtml(formatter.text('unsubscribe.criticalStay'))}</p>`;

function page(formatter: Formatter, business: string, heading: string, rest: string): LinkPage {
  const body = `<p class="business">${escapeHtml(business)}</p><h1>${escapeHtml(heading)}</h1>${rest}`;
  return { locale: formatter.locale, title: formatter.text('unsubscribe.title'), body };
}

/** What they are about, and where they go. */
function mailsOf({ categories }: Unsubscription, { address }: AddressPage, formatter: Formatter) {
  return { address, kinds: formatter.list(categories.map((category) => formatter.text(`category.${category}`))) };
}
