/** All settings, read once from the environment. Nothing else touches `process.env`. */
import { z } from 'zod';
import { MAIL_PROVIDERS, type MailSettings, mailSettings, receiptKeysOf } from './outbound/mail-settings.js';
import { type PushSettings, pushSettings, serviceAccountOf } from './outbound/push-settings.js';

const hosts = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((text) =>
      text
        .split(',')
        .map((host) => host.trim())
        .filter(Boolean),
    );

/** Where nobody can read along: https, or this very machine. */
const isPrivate = (url: string) => /^https:|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/.test(url);

/** A provider's API: keys of its accounts travel there. */
const providerUrl = (fallback: string) =>
  z
    .url({ protocol: /^https?$/ })
    .refine(isPrivate, 'is https (http only on this machine): API keys are sent there')
    .transform((url) => url.replace(/\/$/, ''))
    .default(fallback);

/** What `read` makes of a text. The message of what it throws is said after the setting's name. */
const read =
  <Value>(reader: (text: string) => Value) =>
  (text: string, context: z.RefinementCtx): Value => {
    try {
      return reader(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
      return z.NEVER;
    }
  };

/** Every setting there is, by its name in the environment. */
export const settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  TEMPORAL_ADDRESS: z.string().optional(),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_UI_URL: z.url().optional(),
  TOCSIN_DATA_DIR: z.string().default('.tocsin'),
  TOCSIN_ADMIN_KEY: z
    .string()
    .regex(/^toc_[A-Za-z0-9_-]{32,}$/, 'is "toc_" and at least 32 letters or digits')
    .optional(),
  TOCSIN_ENCRYPTION_KEYS: z.string().optional(),
  TOCSIN_DEMO: z.stringbool().default(true),
  TOCSIN_TASK_QUEUE: z.string().default('tocsin'),
  TOCSIN_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  SENDGRID_API_KEY: z.string().min(1).optional(),
  SENDGRID_BASE_URL: z.url({ protocol: /^https?$/ }).default('https://api.sendgrid.com'),
  SENDGRID_WEBHOOK_KEYS: z.string().transform(read(receiptKeysOf)).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_PROVIDERS: z
    .string()
    .transform((text) => text.split(',').map((name) => name.trim()))
    .pipe(z.array(z.enum(MAIL_PROVIDERS)))
    .optional(),
  MAIL_FROM: z.string().default('Tocsin <tocsin@localhost>'),
  FCM_SERVICE_ACCOUNT: z.string().transform(read(serviceAccountOf)).optional(),
  FCM_BASE_URL: z.url({ protocol: /^https?$/ }).default('https://fcm.googleapis.com'),
  VAPID_PUBLIC_KEY: z.string().optional(),
  VAPID_PRIVATE_KEY: z.string().optional(),
  VAPID_SUBJECT: z.url({ protocol: /^(https|mailto)$/ }).optional(),
  STRIPE_BASE_URL: providerUrl('https://api.stripe.com'),
  DODO_BASE_URL: providerUrl('https://live.dodopayments.com'),
  OUTBOUND_ALLOW: hosts(''),
  AUTH_JWKS_URL: z
    .url({ protocol: /^https?$/ })
    .refine(isPrivate, 'is https (http only on this machine): who changes these keys signs in as anybody')
    .optional(),
  AUTH_ISSUER: z.string().min(1).optional(),
  AUTH_AUDIENCE: z.string().min(1).optional(),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).max(1_000_000).default(1_200),
});

export type Environment = z.infer<typeof settings>;

/** Thrown where settings are unusable; its message lists every fault. */
export class SettingsError extends Error {}

/** Reads and checks all settings. Unknown `TOCSIN_…` names are faults too: they are slips of the pen. */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const known = new Set(Object.keys(settings.shape));
  const strays = Object.keys(env).filter((name) => name.startsWith('TOCSIN_') && !known.has(name));
  const parsed = settings.safeParse(env);
  const faults = [
    ...strays.map(
      (name) => `✖ ${name}: no such setting; there are ${[...known].filter((k) => k.startsWith('TOCSIN_')).join(', ')}`,
    ),
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
  /** Whose APIs are asked where a source has a key. */
  providers: ReturnType<typeof providerUrls>;
  outboundAllow: string[];
  /** Connections to PostgreSQL in this process. */
  poolSize: number;
  /** Whose JWTs are taken; null: nobody's. */
  jwt: { jwksUrl: string; issuer: string; audience: string } | null;
  /** How many proxies of ours stand before us: as many addresses of X-Forwarded-For are believed. */
  trustProxy: number;
  /** GraphQL requests of one key in this process. */
  requestsPerMinute: number;
}

/** Who may ask, and how much. Throws a SettingsError where only some of `AUTH_…` are set: a token of anybody would do. */
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
  const missing = (['DATABASE_URL', 'TEMPORAL_ADDRESS', 'TOCSIN_ENCRYPTION_KEYS', 'PUBLIC_URL'] as const).filter(
    (name) => !env[name],
  );
  if (missing.length > 0) {
    throw new SettingsError(`Set ${missing.join(', ')}: only "npm start" brings its own servers (README, "For real").`);
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
