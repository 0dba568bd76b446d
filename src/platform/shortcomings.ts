/** What is not set up although a process starts without it: said at the start and by `/readyz`, since silence is not success. */
import { hasMailCarrier, type MailSettings } from './outbound/mail-settings.js';
import { isUrlOfThisMachine } from './setting-schemas.js';

export interface Shortcoming {
  /** What to set. */
  setting: string;
  /** What does not work until then. */
  effect: string;
}

interface Looked extends Pick<MailSettings, 'sendgrid' | 'mailProviders'> {
  publicUrl: string;
  mailFrom: string;
  smtpUrl: object | null;
  hasAdminKey: boolean;
  /** Null: no login of the operator’s own. */
  jwt: object | null;
}

export function shortcomingsOf(config: Looked): Shortcoming[] {
  const found: [missing: boolean, setting: string, effect: string][] = [
    [
      !config.hasAdminKey && !config.jwt,
      'TOCSIN_ADMIN_KEY',
      'Without an operator’s key nobody gets into a new installation; keys that were made before still work.',
    ],
    [!hasMailCarrier(config), 'SMTP_URL or SENDGRID_API_KEY', 'There is no carrier of e-mail: every e-mail fails.'],
    [
      hasMailCarrier(config) && /@localhost>?$/.test(config.mailFrom),
      'MAIL_FROM',
      'Mails come from an address at localhost: nobody can answer them, and many mail servers refuse them.',
    ],
    [
      hasMailCarrier(config) && /[^\0-\x7f][^\s<]*@/.test(config.mailFrom),
      'MAIL_FROM',
      'Its address has letters beyond ASCII before the @: many mail servers refuse such mails.',
    ],
    [
      isUrlOfThisMachine(config.publicUrl),
      'PUBLIC_URL',
      'It names this machine: links in messages and the addresses of webhooks lead nowhere for others.',
    ],
  ];
  return found.flatMap(([missing, setting, effect]) => (missing ? [{ setting, effect }] : []));
}
