/** Mails about an address itself: whether it is to be used, and that it is. */
import type { BrandChoices } from '../../domain/brand.js';
import type { Formatter } from '../../i18n/formatter.js';
import { heading } from '../../i18n/labels.js';
import { type Action, renderHtml } from './layout.js';
import type { Mail } from './mail.js';
import { composedLine, isolated, oneLine } from './one-line.js';

interface AddressMail {
  address: string;
  businessName: string;
  brand: BrandChoices;
}

/** The one mail that an address gets before its reader has said yes. `url`: of the page that confirms it. */
export function confirmationMail(about: AddressMail & { person: string; url: string }, formatter: Formatter): Mail {
  const said = { ...mailNames(about), person: isolated(oneLine(about.person)) };
  return addressMail(about, formatter, {
    subject: composedLine(formatter.text('confirmation.subject', said)),
    body: formatter.text('confirmation.body', said),
    footer: formatter.text('confirmation.footer', said),
    button: { label: formatter.text('confirmation.button'), url: about.url },
  });
}

/**
 * The first mail to an address that counts already. `person`: null for one that is nobody's. `notMineUrl`: of the page that
 * ends all mail to it; `preferencesUrl`: of the one that shows what comes.
 */
export function welcomeMail(
  about: AddressMail & { person: string | null; notMineUrl: string; preferencesUrl: string },
  formatter: Formatter,
): Mail {
  const said = { ...mailNames(about), person: about.person === null ? 'none' : isolated(oneLine(about.person)) };
  return addressMail(about, formatter, {
    subject: composedLine(formatter.text('welcome.subject', said)),
    body: formatter.text('welcome.body', said),
    footer: formatter.text('welcome.footer', said),
    button: { label: formatter.text('message.ownNotifications'), url: about.preferencesUrl },
    link: { label: formatter.text('refusal.button'), url: about.notMineUrl },
  });
}

const mailNames = ({ address, businessName }: AddressMail) => ({
  address: isolated(oneLine(address)),
  business: isolated(oneLine(businessName)),
});

interface Said {
  subject: string;
  body: string;
  footer: string;
  button: Action;
  link?: Action;
}

function addressMail(
  { brand, businessName }: AddressMail,
  formatter: Formatter,
  { subject, body, footer, button, link }: Said,
): Mail {
  const links = link ? [link] : [];
  const { locale } = formatter;
  const html = renderHtml({ locale, subject, businessName, brand, paragraphs: [body], button, links, footer });
  const actions = [button, ...links].map(({ label, url }) => `${heading(formatter, label)}\n${url}`);
  return { subject, html, text: `${[subject, body, ...actions, `--\n${footer}`].join('\n\n')}\n` };
}
