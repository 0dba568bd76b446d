/** All settings, read once from the environment. Nothing else touches `process.env`. */
import { z } from 'zod';

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
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().default('Tocsin <tocsin@localhost>'),
  OUTBOUND_ALLOW: hosts(''),
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
export interface Config {
  publicUrl: string;
  databaseUrl: string;
  temporal: { address: string; namespace: string; uiUrl: string | null; taskQueue: string };
  encryptionKeys: string;
  smtpUrl: string | null;
  mailFrom: string;
  outboundAllow: string[];
  /** Connections to PostgreSQL in this process. */
  poolSize: number;
}

/** The configuration of `main` and `worker`, where nothing is embedded. Throws a SettingsError that names what is missing. */
export function productionConfig(env: Environment): Config {
  const missing = (['DATABASE_URL', 'TEMPORAL_ADDRESS', 'TOCSIN_ENCRYPTION_KEYS', 'PUBLIC_URL'] as const).filter(
    (name) => !env[name],
  );
  if (missing.length > 0) {
    throw new SettingsError(`Set ${missing.join(', ')}: only "npm start" brings its own servers (README, "For real").`);
  }
  return {
    publicUrl: (env.PUBLIC_URL as string).replace(/\/$/, ''),
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
    outboundAllow: env.OUTBOUND_ALLOW,
    poolSize: 10,
  };
}
