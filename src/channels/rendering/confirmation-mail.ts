/** The one mail that an address gets before its reader has said yes. */
import type { BrandChoices } from '../../domain/brand.js';
import type { Formatter } from '../../i18n/formatter.js';
import { renderHtml } from './layout.js';
import type { Mail } from './mail.js';
import { composedLine, isolated, oneLine } from './one-line.js';

export interface ConfirmationMail {
  address: string;
  businessName: string;
  person: string;
  brand: BrandChoices;
  url: string;
}

export function confirmationMail({ brand, url, ...names }: ConfirmationMail, formatter: Formatter): Mail {
  const said = {
    address: isolated(oneLine(names.address)),
    business: isolated(oneLine(names.businessName)),
    person: isolated(oneLine(names.person)),
  };
  const subject = composedLine(formatter.text('confirmation.subject', said));
  const body = formatter.text('confirmation.body', said);
  const footer = formatter.text('confirmation.footer', said);
  const button = { label: formatter.text('confirmation.button'), url };
  const { businessName } = names;
  const html = renderHtml({
    locale: formatter.locale,
    subject,
    businessName,
    brand,
    paragraphs: [body],
    button,
    footer,
  });
  return { subject, html, text: `${[subject, body, `${button.label}:\n${url}`, `--\n${footer}`].join('\n\n')}\n` };
}
