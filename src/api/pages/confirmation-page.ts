/** The page behind the link that is sent to an address which a MEMBER adds. */
import { escapeHtml } from '../../channels/rendering/html.js';
import type { Formatter } from '../../i18n/formatter.js';
import type { Confirmation, ConfirmationService } from '../destinations/confirmation.service.js';
import type { MailLink } from './mail-link.route.js';
import { headedPage } from './page.js';

export const confirmationLink = (confirmations: ConfirmationService): MailLink<Confirmation> => ({
  use: 'confirm',
  title: 'confirmation.button',
  deadLink: 'confirmation.deadLink',
  takes: '*',
  // A form with nothing in it.
  mostBytes: 4 * 1024,
  find: (link) => confirmations.find(link),
  show: confirmationPage,
  act: async (link, confirmation) => {
    await confirmations.confirm(link);
    return (formatter) => confirmationPage({ ...confirmation, confirmed: true }, formatter);
  },
});

export function confirmationPage(
  { address, businessName: business, person, confirmed }: Confirmation,
  formatter: Formatter,
) {
  const title = formatter.text('confirmation.button');
  const heading = formatter.text(confirmed ? 'confirmation.done' : 'confirmation.ask', { address, business, person });
  const rest = confirmed ? '' : `<form method="post"><button>${escapeHtml(title)}</button></form>`;
  return headedPage(formatter, { title, business, heading, rest });
}
