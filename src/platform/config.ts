/** Reads the settings (settings.ts) from the environment, once, when a process starts. */
import type { z } from 'zod';
import { SettingsError } from './exit-codes.js';
import { type MailSettings, mailFault, mailSettings } from './outbound/mail-settings.js';
import { type PushSettings, pushSettings, vapidFault } from './outbound/push-settings.js';
import type { Secret } from './secrets/secret.js';
import { readSettingTexts, type SettingTexts } from './setting-texts.js';
import { SETTING_NAMES, type SettingName, settingDoc, settings } from './settings.js';
import { type Shortcoming, shortcomingsOf } from './shortcomings.js';

export type Environment = z.infer<typeof settings>;

/** Who reads the settings; each needs some of them. LOCAL: `npm start` and what speaks to it, which has its own. */
const NEEDS = {
  LOCAL: [] as SettingName[],
  DATABASE: ['DATABASE_URL'] as SettingName[],
  PRODUCTION: SETTING_NAMES.filter((name) => settingDoc(name).required),
};
export type SettingsUse = keyof typeof NEEDS;

/** Reads and checks all settings. @throws a SettingsError with a sentence for every fault. */
export function readEnvironment(env: NodeJS.ProcessEnv, use: SettingsUse = 'LOCAL'): Environment {
  const { texts, faults } = readSettingTexts(env);
  const values: Record<string, unknown> = {};
  for (const name of SETTING_NAMES) {
    const { data, error } = settings.shape[name].safeParse(texts[name]);
    if (error) faults.push(settingFault(name, texts[name] as string, error.issues[0]?.message ?? ''));
    else values[name] = data;
  }
  const read = Object.freeze(values) as Environment;
  faults.push(...missingFrom(read, NEEDS[use], faults), ...halves(texts), ...togetherWith(read, use));
  if (faults.length === 0) return read;
  throw new SettingsError(
    `Settings to mend (docs/settings.md says what each is):\n${faults.map((fault) => `✖ ${fault}`).join('\n')}`,
  );
}

function settingFault(name: SettingName, text: string, message: string): string {
  if (message.startsWith(name)) return message;
  if (/^(is|has) /.test(message)) return `${name} ${message}`;
  const what = settingDoc(name).secret ? 'what it is set to' : `"${text.slice(0, 80)}"`;
  return `${name}: ${message.startsWith('write') ? `${what} cannot be used; ` : ''}${message}`;
}

/** @param faults what cannot be used is not missing, and has one already */
function missingFrom(env: Environment, needs: readonly SettingName[], faults: readonly string[]): string[] {
  const missing = needs.filter((name) => env[name] === undefined && !faults.some((fault) => fault.startsWith(name)));
  return missing.map((name) => {
    const { example, made } = settingDoc(name);
    return `${name}: it is not set; ${made ?? `for example: ${name}=${example}`}`;
  });
}

/** What makes sense only together: a token for any audience would be accepted. */
const TOGETHER: readonly (readonly SettingName[])[] = [
  ['AUTH_JWKS_URL', 'AUTH_ISSUER', 'AUTH_AUDIENCE'],
  ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET'],
];

function halves(texts: SettingTexts): string[] {
  return TOGETHER.filter((names) => {
    const set = names.filter((name) => texts[name] !== undefined).length;
    return set > 0 && set < names.length;
  }).map((names) => `${names.slice(0, -1).join(', ')} and ${names.at(-1)}: set all of them together, or none.`);
}

function togetherWith(env: Environment, use: SettingsUse): string[] {
  const mail = use === 'PRODUCTION' ? mailFault(env, env.SMTP_URL !== undefined) : null;
  return [mail, vapidFault(env.VAPID_PUBLIC_KEY, env.VAPID_PRIVATE_KEY)].filter((fault) => fault !== null);
}

/** Why an API cannot listen at both of its ports; null: it can. */
export const portsFault = ({ PORT, OPERATIONS_PORT }: Environment): string | null =>
  PORT !== 0 && PORT === OPERATIONS_PORT
    ? `OPERATIONS_PORT and PORT are both ${PORT}: an API listens at each; give them two ports, or leave OPERATIONS_PORT out.`
    : null;

/** What a program that we run needs to find others and its own files: nothing of ours. */
export const environmentOfPrograms = (): NodeJS.ProcessEnv => ({ PATH: process.env.PATH, HOME: process.env.HOME });

/** What the shell of `npm start` says of another PostgreSQL (PGSSLMODE, PGOPTIONS): our driver would heed it, and the one that is started there has nothing of it. */
export function leaveOutOtherPostgres({ DATABASE_URL }: Pick<Environment, 'DATABASE_URL'>): void {
  if (DATABASE_URL) return;
  for (const name of Object.keys(process.env)) if (/^PG[A-Z]+$/.test(name)) delete process.env[name];
}

/**
 * Temporal's own variables, and by what its library finds its file of profiles. They are of the Temporal that TEMPORAL_ADDRESS names, and
 * not of one that `npm start` has of its own.
 */
export const environmentOfTemporal = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env.TEMPORAL_ADDRESS?.trim() ? process.env : {}).filter(([name]) =>
      /^(TEMPORAL_\w+|HOME|XDG_CONFIG_HOME|APPDATA)$/.test(name),
    ),
  );

/** An app of ours at a chat (OAuth 2). */
export interface ChatApp {
  clientId: string;
  clientSecret: Secret;
  /** Without a slash at its end. */
  baseUrl: string;
}

/** Settings of a running process: what the environment says, with the addresses of what was started. */
export interface Config extends MailSettings {
  publicUrl: string;
  databaseUrl: Secret;
  temporal: { address: string; namespace: string; uiUrl: string | null; taskQueue: string; buildId: string | null };
  encryptionKeys: Secret;
  smtpUrl: Secret | null;
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

function jwtSettings({
  AUTH_JWKS_URL: jwksUrl,
  AUTH_ISSUER: issuer,
  AUTH_AUDIENCE: audience,
}: Environment): Config['jwt'] {
  return jwksUrl && issuer && audience ? { jwksUrl, issuer, audience } : null;
}

function slackApp({
  SLACK_CLIENT_ID: clientId,
  SLACK_CLIENT_SECRET: clientSecret,
  SLACK_BASE_URL: baseUrl,
}: Environment) {
  return clientId && clientSecret ? { clientId, clientSecret, baseUrl } : null;
}

/** The configuration of API and worker in production, which start no servers. @param env as it was read for PRODUCTION */
export function productionConfig(env: Environment): Config {
  const publicUrl = env.PUBLIC_URL as string;
  const config = configOf(env, {
    publicUrl,
    databaseUrl: env.DATABASE_URL as Secret,
    temporal: { address: env.TEMPORAL_ADDRESS as string, uiUrl: env.TEMPORAL_UI_URL ?? null },
    encryptionKeys: env.TOCSIN_ENCRYPTION_KEYS as Secret,
    smtpUrl: env.SMTP_URL ?? null,
    push: pushSettings(env, publicUrl),
    outboundAllow: env.OUTBOUND_ALLOW,
  });
  const shortcomings = shortcomingsOf({ ...config, hasAdminKey: env.TOCSIN_ADMIN_KEY !== undefined });
  return { ...config, shortcomings };
}

/** To be called before packages are loaded: where it is not said, some check their callers, and an answer of 4,000 values takes longer. */
export function declareProduction(): void {
  process.env.NODE_ENV ??= 'production';
}
