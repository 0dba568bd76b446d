/** The page behind the link of a mail that one click ends (RFC 8058): mailbox providers post on behalf of their users. */
import { escapeHtml } from '../../channels/rendering/html.js';
import type { Formatter } from '../../i18n/formatter.js';
import type { Subscription, UnsubscribeService } from '../preferences/unsubscribe.service.js';
import type { MailLink } from './mail-link.route.js';
import { headedPage } from './page.js';

export const unsubscribeLink = (unsubscribes: UnsubscribeService): MailLink<Subscription> => ({
  use: 'unsubscribe',
  title: 'unsubscribe.title',
  deadLink: 'unsubscribe.deadLink',
  // What it says ("List-Unsubscribe=One-Click") is the same in every one; as a form or in parts.
  takes: '*',
  mostBytes: 4 * 1024,
  find: (link) => unsubscribes.find(link),
  show: (subscription, formatter) => {
    const button = escapeHtml(formatter.text('unsubscribe.title'));
    const form = `<form method="post"><button name="List-Unsubscribe" value="One-Click">${button}</button></form>`;
    return unsubscribePage('unsubscribe.ask', subscription, formatter, form);
  },
  act: async (link, subscription) => {
    await unsubscribes.end(link, subscription);
    return (formatter) => unsubscribePage('unsubscribe.done', subscription, formatter, '');
  },
});

export function unsubscribePage(
  key: 'unsubscribe.ask' | 'unsubscribe.done',
  { address, businessName: business, categories }: Subscription,
  formatter: Formatter,
  form: string,
) {
  const kinds = formatter.list(categories.map((category) => formatter.text(`category.${category}`)));
  const heading = formatter.text(key, { address, kinds });
  const rest = `${form}<p class="dim">${escapeHtml(formatter.text('unsubscribe.criticalStay'))}</p>`;
  return headedPage(formatter, { title: formatter.text('unsubscribe.title'), business, heading, rest });
}
