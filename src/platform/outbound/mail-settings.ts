/** The carriers of e-mail in their order, and the keys that sign delivery receipts. */
import { createPublicKey, type KeyObject } from 'node:crypto';

export const MAIL_PROVIDERS = ['sendgrid', 'smtp'] as const;
type MailProvider = (typeof MAIL_PROVIDERS)[number];

interface SendGridSettings {
  apiKey: string;
  /** Without a slash at its end. */
  baseUrl: string;
}

export interface MailSettings {
  /** The carriers in the order in which they are tried; empty: there is no e-mail. */
  mailProviders: readonly MailProvider[];
  sendgrid: SendGridSettings | null;
  /** The public keys of SendGrid's event webhooks, by the last part of their address. */
  receiptKeys: ReadonlyMap<string, KeyObject>;
}

export interface MailEnvironment {
  SENDGRID_API_KEY?: string | undefined;
  SENDGRID_BASE_URL: string;
  SENDGRID_WEBHOOK_KEYS?: ReadonlyMap<string, KeyObject> | undefined;
  MAIL_PROVIDERS?: readonly MailProvider[] | undefined;
}

/** Whether any carrier can take an e-mail. */
export function hasMailCarrier({
  mailProviders,
  sendgrid,
  smtpUrl,
}: Pick<MailSettings, 'mailProviders' | 'sendgrid'> & { smtpUrl: string | null }): boolean {
  const carriers = { smtp: smtpUrl, sendgrid };
  return mailProviders.some((name) => carriers[name]);
}

/** @throws an Error that says what to set, if MAIL_PROVIDERS names a carrier that is not configured. */
export function mailSettings(env: MailEnvironment, smtpUrl: string | null): MailSettings {
  const { SENDGRID_API_KEY: apiKey } = env;
  const there = { sendgrid: apiKey !== undefined, smtp: smtpUrl !== null };
  const order = env.MAIL_PROVIDERS ?? MAIL_PROVIDERS.filter((provider) => there[provider]);
  const missing = order.find((provider) => !there[provider]);
  if (missing) {
    const setting = { sendgrid: 'SENDGRID_API_KEY', smtp: 'SMTP_URL' }[missing];
    throw new Error(`MAIL_PROVIDERS names ${missing}: set ${setting}, or leave it out.`);
  }
  return {
    mailProviders: order,
    sendgrid: apiKey ? { apiKey, baseUrl: env.SENDGRID_BASE_URL.replace(/\/$/, '') } : null,
    receiptKeys: env.SENDGRID_WEBHOOK_KEYS ?? new Map(),
  };
}

/**
 * Reads `name:key,name:key`, keys as SendGrid shows them (base64 of an ECDSA P-256 public key).
 * @throws an Error that names the malformed entry.
 */
export function receiptKeysOf(text: string): ReadonlyMap<string, KeyObject> {
  return new Map(
    text.split(',').map((part): [string, KeyObject] => {
      const [, name, encoded] = /^\s*([A-Za-z0-9_-]{1,64}):([A-Za-z0-9+/=]+)\s*$/.exec(part) ?? [];
      const key = name && encoded ? publicKey(encoded) : null;
      if (!name || !key)
        throw new Error(
          'is name:key,…; a key is the "Verification Key" of SendGrid’s Signed Event Webhook, and its URL ends in the name',
        );
      return [name, key];
    }),
  );
}

function publicKey(encoded: string): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(encoded, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : null;
  } catch {
    return null;
  }
}
