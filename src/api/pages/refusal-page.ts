/** The page behind the link of a welcome, for whoever reads mail at an address that is not that of the person meant. */
import { escapeHtml } from '../../channels/rendering/html.js';
import type { Formatter } from '../../i18n/formatter.js';
import type { Refusal, WelcomeService } from '../destinations/welcome.service.js';
import type { MailLink } from './mail-link.route.js';
import { headedPage } from './page.js';

export const refusalLink = (welcomes: WelcomeService): MailLink<Refusal> => ({
  use: 'refuse',
  title: 'refusal.button',
  deadLink: 'unsubscribe.deadLink',
  takes: '*',
  // A form with nothing in it.
  mostBytes: 4 * 1024,
  find: (link) => welcomes.find(link),
  show: refusalPage,
  act: async (link, refusal) => {
    await welcomes.refuse(link);
    return (formatter) => refusalPage({ ...refusal, refused: true }, formatter);
  },
});

function refusalPage({ address, businessName: business, refused }: Refusal, formatter: Formatter) {
  const title = formatter.text('refusal.button');
  const heading = formatter.text(refused ? 'refusal.done' : 'refusal.ask', { address, business });
  const rest = refused ? '' : `<form method="post"><button>${escapeHtml(title)}</button></form>`;
  return headedPage(formatter, { title, business, heading, rest });
}
