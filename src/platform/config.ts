/** Reads the settings (settings.ts) from the environment, once, when a process starts. */
import { z } from 'zod';
import { type MailSettings, mailSettings } from './outbound/mail-settings.js';
import { type PushSettings, pushSettings } from './outbound/push-settings.js';
import { SETTING_NAMES, settingDoc, settings } from './settings.js';

export type Environment = z.infer<typeof settings>;

/** Settings that cannot be used; the message lists every fault. */
export class SettingsError extends Error {}

/** Reads and checks all settings. An unknown `TOCSIN_…` name is a fault too: it is most likely misspelt. */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const known: string[] = SETTING_NAMES.filter((name) => name.startsWith('TOCSIN_'));
  const unknown = Object.keys(env).filter((name) => name.startsWith('TOCSIN_') && !known.includes(name));
  const parsed = settings.safeParse(env);
  const faults = [
    ...unknown.map((name) => `✖ ${name}: no such setting; there are ${known.join(', ')}`),
    ...(parsed.success ? [] : [z.prettifyError(parsed.error)]),
  ];
  if (faults.length > 0 || !parsed.success)
    throw new SettingsError(`Settings that cannot be used:\n${faults.join('\n')}`);
  return Object.freeze(parsed.data);
}

/** Settings of a running process: what the environment says, with the addresses of what was started. */
export interface Config extends MailSettings {
  publicUrl: string;
  databaseUrl: string;
  temporal: { address: string; namespace: string; uiUrl: string | null; taskQueue: string };
  encryptionKeys: string;
  smtpUrl: string | null;
  mailFrom: string;
  push: PushSettings;
  /** The APIs of payment providers, for sources that have a key. */
  providers: ReturnType<typeof providerUrls>;
  outboundAllow: string[];
  /** Connections to PostgreSQL in this process. */
  poolSize: number;
  /** Whose JWTs are accepted; null: none. */
  jwt: { jwksUrl: string; issuer: string; audience: string } | null;
  /** The number of our own proxies before the API: as many addresses of X-Forwarded-For are believed. */
  trustProxy: number;
  /** GraphQL requests of one key in this process. */
  requestsPerMinute: number;
}

/** Sign-in and limits. @throws a SettingsError where only some of `AUTH_…` are set: a token for any audience would be accepted. */
export function accessConfig(env: Environment): Pick<Config, 'jwt' | 'trustProxy' | 'requestsPerMinute'> {
  const { AUTH_JWKS_URL: jwksUrl, AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience } = env;
  const all = { trustProxy: env.TRUST_PROXY, requestsPerMinute: env.RATE_LIMIT_PER_MINUTE };
  if (jwksUrl && issuer && audience) return { ...all, jwt: { jwksUrl, issuer, audience } };
  if (jwksUrl || issuer || audience)
    throw new SettingsError('Set AUTH_JWKS_URL, AUTH_ISSUER and AUTH_AUDIENCE together, or none of them.');
  return { ...all, jwt: null };
}

export const providerUrls = ({ STRIPE_BASE_URL: STRIPE, DODO_BASE_URL: DODO }: Environment) => ({
  STRIPE,
  DODO,
});

/** The configuration of `main` and `worker`, where nothing is embedded. Throws a SettingsError that names what is missing. */
export function productionConfig(env: Environment): Config {
  const missing = SETTING_NAMES.filter((name) => settingDoc(name).required && !env[name]);
  if (missing.length > 0) {
    throw new SettingsError(`Set ${missing.join(', ')}: only "npm start" brings its own servers (docs/settings.md).`);
  }
  const publicUrl = (env.PUBLIC_URL as string).replace(/\/$/, '');
  return {
    publicUrl,
    databaseUrl: env.DATABASE_URL as string,
    temporal: {
      address: env.TEMPORAL_ADDRESS as string,
      namespace: env.TEMPORAL_NAMESPACE,
      uiUrl: env.TEMPORAL_UI_URL ?? null,
      taskQueue: env.TOCSIN_TASK_QUEUE,
    },
    encryptionKeys: env.TOCSIN_ENCRYPTION_KEYS as string,
    smtpUrl: env.SMTP_URL ?? null,
    mailFrom: env.MAIL_FROM,
    ...mailSettings(env, env.SMTP_URL ?? null),
    push: pushSettings(env, publicUrl),
    providers: providerUrls(env),
    outboundAllow: env.OUTBOUND_ALLOW,
    poolSize: 10,
    ...accessConfig(env),
  };
}
