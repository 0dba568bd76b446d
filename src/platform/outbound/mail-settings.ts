/** The carriers of e-mail in their order, and the keys that sign delivery receipts. */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { SettingsError } from '../exit-codes.js';
import type { Secret } from '../secrets/secret.js';

export const MAIL_PROVIDERS = ['sendgrid', 'smtp'] as const;
type MailProvider = (typeof MAIL_PROVIDERS)[number];

interface SendGridSettings {
  apiKey: Secret;
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
  SENDGRID_API_KEY?: Secret | undefined;
  SENDGRID_BASE_URL: string;
  SENDGRID_WEBHOOK_KEYS?: ReadonlyMap<string, KeyObject> | undefined;
  MAIL_PROVIDERS?: readonly MailProvider[] | undefined;
}

/** Whether any carrier can take an e-mail. */
export function hasMailCarrier({
  mailProviders,
  sendgrid,
  smtpUrl,
}: Pick<MailSettings, 'mailProviders' | 'sendgrid'> & { smtpUrl: object | null }): boolean {
  const carriers = { smtp: smtpUrl, sendgrid };
  return mailProviders.some((name) => carriers[name]);
}

const mailCarriers = ({ SENDGRID_API_KEY }: MailEnvironment, smtp: boolean): Record<MailProvider, boolean> => ({
  sendgrid: SENDGRID_API_KEY !== undefined,
  smtp,
});

/** What is wrong with MAIL_PROVIDERS; null: nothing. @param smtp whether there is an SMTP server */
export function mailFault(env: MailEnvironment, smtp: boolean): string | null {
  const there = mailCarriers(env, smtp);
  const missing = env.MAIL_PROVIDERS?.find((provider) => !there[provider]);
  const setting = { sendgrid: 'SENDGRID_API_KEY', smtp: 'SMTP_URL' };
  return missing ? `MAIL_PROVIDERS names ${missing}: set ${setting[missing]}, or leave ${missing} out.` : null;
}

/** @throws a SettingsError that says what to set, if MAIL_PROVIDERS names a carrier that is not configured. */
export function mailSettings(env: MailEnvironment, smtpUrl: Secret | null): MailSettings {
  const { SENDGRID_API_KEY: apiKey } = env;
  const fault = mailFault(env, smtpUrl !== null);
  if (fault) throw new SettingsError(fault);
  const order =
    env.MAIL_PROVIDERS ?? MAIL_PROVIDERS.filter((provider) => mailCarriers(env, smtpUrl !== null)[provider]);
  return {
    mailProviders: order,
    sendgrid: apiKey ? { apiKey, baseUrl: env.SENDGRID_BASE_URL.replace(/\/$/, '') } : null,
    receiptKeys: env.SENDGRID_WEBHOOK_KEYS ?? new Map(),
  };
}

/** Characters that begin something else in a From header, where the name is not quoted. */
const NAME = /^("[^"\\<>]*"|[^"<>@,;:()\\\p{Cc}]*)$/u;
const ADDRESS = /^[^\s@<>(),;:"\\\p{Cc}]{1,64}@[^\s@<>(),;:"\\\p{Cc}]+$/u;

/**
 * `Name <address>` or an address alone, as it was written. `localhost` and names of one word are taken: a server inside may.
 * @throws an Error that says how it is written
 */
export function readSender(text: string): string {
  const [, name = '', inside] = /^\s*([^<]*)<([^<>]*)>\s*$/.exec(text) ?? [];
  if (ADDRESS.test(inside ?? text.trim()) && NAME.test(name.trim())) return text.trim();
  throw new Error(
    'write an address such as tocsin@example.com, or a name and an address: Tocsin <tocsin@example.com>; a name with a comma, colon or bracket stands in "…".',
  );
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
