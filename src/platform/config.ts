/** Reads the settings (settings.ts) from the environment, once, when a process starts. */
import { z } from 'zod';
import { EXIT, FatalError } from './exit-codes.js';
import { type MailSettings, mailSettings } from './outbound/mail-settings.js';
import { type PushSettings, pushSettings } from './outbound/push-settings.js';
import { SETTING_NAMES, settingDoc, settings } from './settings.js';
import { type Shortcoming, shortcomingsOf } from './shortcomings.js';

export type Environment = z.infer<typeof settings>;

/** Settings that cannot be used; the message lists every fault. */
export class SettingsError extends FatalError {
  constructor(message: string) {
    super(message, EXIT.settings);
  }
}

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

/** An app of ours at a chat (OAuth 2). */
export interface ChatApp {
  clientId: string;
  clientSecret: string;
  /** Without a slash at its end. */
  baseUrl: string;
}

/** Settings of a running process: what the environment says, with the addresses of what was started. */
export interface Config extends MailSettings {
  publicUrl: string;
  databaseUrl: string;
  temporal: { address: string; namespace: string; uiUrl: string | null; taskQueue: string; buildId: string | null };
  encryptionKeys: string;
  smtpUrl: string | null;
  mailFrom: string;
  push: PushSettings;
  /** The APIs of payment providers, for sources that have a key. */
  providers: { STRIPE: string; DODO: string };
  /** Our apps at chats, by channel, that people connect their workspaces with; null: none is set up. */
  chatApps: Readonly<Record<string, ChatApp | null>>;
  outboundAllow: string[];
  /** Connections to PostgreSQL in this process. */
  poolSize: number;
  /** Whose JWTs are accepted; null: none. */
  jwt: { jwksUrl: string; issuer: string; audience: string } | null;
  /** What is not set up although somebody may miss it; nothing under `npm start`, which has its own. */
  shortcomings: readonly Shortcoming[];
  /** The number of our own proxies before the API: as many addresses of X-Forwarded-For are believed. */
  trustProxy: number;
  /** From which other origins browsers may ask, by key or token. */
  corsOrigins: string[];
  /** How old what is stored may be before its run is looked for. */
  lostAfter: { urgentSeconds: number; otherSeconds: number };
  /** For how many days bodies are kept, where a business did not choose. */
  payloadDays: number;
  /** GraphQL requests of one key in this process. */
  requestsPerMinute: number;
}

/** What `npm start` has servers and keys of its own for, and production takes from the environment. */
interface Surroundings extends Pick<Config, 'databaseUrl' | 'encryptionKeys' | 'smtpUrl' | 'push' | 'outboundAllow'> {
  /** Without a slash at its end. */
  publicUrl: string;
  temporal: { address: string; uiUrl: string | null };
}

/** The configuration of any process. @throws an Error that says which settings do not go together. */
export function configOf(env: Environment, surroundings: Surroundings): Config {
  const { address, uiUrl } = surroundings.temporal;
  return {
    ...surroundings,
    ...mailSettings(env, surroundings.smtpUrl),
    temporal: {
      address,
      uiUrl,
      namespace: env.TEMPORAL_NAMESPACE,
      taskQueue: env.TOCSIN_TASK_QUEUE,
      buildId: env.TOCSIN_WORKER_BUILD_ID ?? null,
    },
    mailFrom: env.MAIL_FROM,
    providers: { STRIPE: env.STRIPE_BASE_URL, DODO: env.DODO_BASE_URL },
    chatApps: { SLACK: slackApp(env) },
    poolSize: 10,
    jwt: jwtSettings(env),
    shortcomings: [],
    trustProxy: env.TRUST_PROXY,
    corsOrigins: env.CORS_ORIGINS,
    lostAfter: { urgentSeconds: env.LOST_URGENT_SECONDS, otherSeconds: env.LOST_OTHER_SECONDS },
    payloadDays: env.PAYLOAD_RETENTION_DAYS,
    requestsPerMinute: env.RATE_LIMIT_PER_MINUTE,
  };
}

/** @throws a SettingsError where only some of `AUTH_…` are set: a token for any audience would be accepted. */
function jwtSettings(env: Environment): Config['jwt'] {
  const { AUTH_JWKS_URL: jwksUrl, AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience } = env;
  if (jwksUrl && issuer && audience) return { jwksUrl, issuer, audience };
  if (jwksUrl || issuer || audience)
    throw new SettingsError('Set AUTH_JWKS_URL, AUTH_ISSUER and AUTH_AUDIENCE together, or none of them.');
  return null;
}

/** @throws a SettingsError where only one half is set. */
function slackApp(env: Environment): ChatApp | null {
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, SLACK_BASE_URL: baseUrl } = env;
  if (clientId && clientSecret) return { clientId, clientSecret, baseUrl };
  if (clientId || clientSecret)
    throw new SettingsError('Set SLACK_CLIENT_ID and SLACK_CLIENT_SECRET together, or none of them.');
  return null;
}

/** The configuration of API and worker in production, which start no servers. @throws a SettingsError that names what is missing. */
export function productionConfig(env: Environment): Config {
  const missing = SETTING_NAMES.filter((name) => settingDoc(name).required && !env[name]);
  if (missing.length > 0) {
    throw new SettingsError(`Set ${missing.join(', ')}: only "npm start" brings its own servers (docs/settings.md).`);
  }
  const publicUrl = (env.PUBLIC_URL as string).replace(/\/$/, '');
  const config = configOf(env, {
    publicUrl,
    databaseUrl: env.DATABASE_URL as string,
    temporal: { address: env.TEMPORAL_ADDRESS as string, uiUrl: env.TEMPORAL_UI_URL ?? null },
    encryptionKeys: env.TOCSIN_ENCRYPTION_KEYS as string,
    smtpUrl: env.SMTP_URL ?? null,
    push: pushSettings(env, publicUrl),
    outboundAllow: env.OUTBOUND_ALLOW,
  });
  const shortcomings = shortcomingsOf({ ...config, hasAdminKey: env.TOCSIN_ADMIN_KEY !== undefined });
  return { ...config, shortcomings };
}
