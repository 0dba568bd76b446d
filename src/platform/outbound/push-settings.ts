/** Settings of the two push carriers: a service account for FCM, VAPID keys (RFC 8292) for Web Push. */
import { createECDH, createPrivateKey } from 'node:crypto';
import type WebPush from 'web-push';
import { SettingsError } from '../exit-codes.js';
import { loadLate } from '../load-late.js';
import { Secret } from '../secrets/secret.js';

/** The part of Google's JSON key file that sending needs. */
export interface ServiceAccount {
  project_id: string;
  client_email: string;
  /** PEM. */
  private_key: Secret;
  /** The token endpoint. */
  token_uri: string;
}

/** A key pair in base64url, and the contact for push services. */
export interface VapidKeys {
  publicKey: string;
  privateKey: Secret;
  /** `https:` or `mailto:`. */
  subject: string;
}

export interface PushSettings {
  /** Null: phones cannot be reached. */
  fcm: { account: ServiceAccount; baseUrl: string } | null;
  /** Null: browsers cannot be reached. */
  vapid: VapidKeys | null;
}

export interface PushEnvironment {
  FCM_SERVICE_ACCOUNT?: Secret<ServiceAccount> | undefined;
  FCM_BASE_URL: string;
  VAPID_PUBLIC_KEY?: string | undefined;
  VAPID_PRIVATE_KEY?: Secret | undefined;
  VAPID_SUBJECT?: string | undefined;
  MAIL_FROM: string;
}

/** @throws a SettingsError that says what to do, if the VAPID keys are no pair. */
export function pushSettings(env: PushEnvironment, publicUrl: string): PushSettings {
  const account = env.FCM_SERVICE_ACCOUNT?.reveal();
  const { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey } = env;
  const fault = vapidFault(publicKey, privateKey);
  if (fault) throw new SettingsError(fault);
  return {
    fcm: account ? { account, baseUrl: env.FCM_BASE_URL.replace(/\/$/, '') } : null,
    vapid:
      publicKey && privateKey
        ? { publicKey, privateKey, subject: env.VAPID_SUBJECT ?? vapidSubject(publicUrl, env.MAIL_FROM) }
        : null,
  };
}

/** What is wrong with a pair of which both or none must be set; null: nothing. */
export function vapidFault(publicKey: string | undefined, privateKey: Secret | undefined): string | null {
  if (!publicKey && !privateKey) return null;
  if (publicKey && privateKey && isPair(publicKey, privateKey.reveal())) return null;
  return 'VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY are no pair; set both from one run of "npx web-push generate-vapid-keys".';
}

/** A new key pair. Browsers that subscribed under another one must subscribe again. */
export function newVapidKeys(): { publicKey: string; privateKey: string } {
  const webPush: typeof WebPush = loadLate('web-push');
  return webPush.generateVAPIDKeys();
}

/** The text of Google's key file. @throws an Error that says what it lacks, without quoting it. */
export function serviceAccountOf(text: string): ServiceAccount {
  const help = 'it is the JSON text of a key file, from Firebase: Project settings, Service accounts';
  const read = parsedObject(text);
  if (!read) throw new Error(`is no JSON object; ${help}`);
  const textOf = (key: keyof ServiceAccount, fallback?: string): string => {
    const value = read[key] ?? fallback;
    if (typeof value !== 'string' || !value) throw new Error(`has no "${key}"; ${help}`);
    return value;
  };
  const account: ServiceAccount = {
    project_id: textOf('project_id'),
    client_email: textOf('client_email'),
    private_key: new Secret(textOf('private_key')),
    token_uri: textOf('token_uri', 'https://oauth2.googleapis.com/token'),
  };
  if (!URL.canParse(account.token_uri)) throw new Error(`has a "token_uri" that is no URL; ${help}`);
  try {
    createPrivateKey(account.private_key.reveal());
  } catch {
    throw new Error(`has a "private_key" that cannot be read (are its line breaks written as \\n?); ${help}`);
  }
  return account;
}

function parsedObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}

function isPair(publicKey: string, privateKey: string): boolean {
  const curve = createECDH('prime256v1');
  try {
    curve.setPrivateKey(privateKey, 'base64url');
    return curve.getPublicKey('base64url') === publicKey;
  } catch {
    return false;
  }
}

/** RFC 8292 2.1: a contact. Push services take no http: address. */
function vapidSubject(publicUrl: string, mailFrom: string): string {
  return publicUrl.startsWith('https:') ? publicUrl : `mailto:${/<([^<>]+)>/.exec(mailFrom)?.[1] ?? mailFrom.trim()}`;
}
