/** `tocsin init`: writes the settings of production into a file, with keys that were made now. */
import { writeFile } from 'node:fs/promises';
import { newToken } from '../api/auth/token.js';
import { nearestNames } from '../domain/nearest-names.js';
import { readEnvironment } from '../platform/config.js';
import { newVapidKeys } from '../platform/outbound/push-settings.js';
import { SecretBox } from '../platform/secrets/secret-box.js';
import { ENVIRONMENT_NAMES, inFile } from '../platform/setting-texts.js';
import { type CommandCall, readArgs, UsageError } from './command.js';

export const HELP = `tocsin init NAME=value …    writes .env with these settings and new keys: of encryption, of the operator, of push to browsers

  npx tocsin init DATABASE_URL=postgres://tocsin:password@db:5432/tocsin TEMPORAL_ADDRESS=temporal:7233 \\
    PUBLIC_URL=https://tocsin.example.com SMTP_URL=smtp://user:password@mail:587 MAIL_FROM='Tocsin <tocsin@example.com>'

A file that is there is never written over: its keys open what is stored.
Keep a copy of TOCSIN_ENCRYPTION_KEYS where the backups are not: without it they have no secrets and no bodies.`;

const FILE = '.env';
const EXAMPLE = 'tocsin init PUBLIC_URL=https://tocsin.example.com';

export async function run({ args }: CommandCall): Promise<undefined> {
  const { publicKey, privateKey } = newVapidKeys();
  const keys = {
    TOCSIN_ENCRYPTION_KEYS: SecretBox.newRing(),
    TOCSIN_ADMIN_KEY: newToken(),
    VAPID_PUBLIC_KEY: publicKey,
    VAPID_PRIVATE_KEY: privateKey,
  };
  const given = Object.fromEntries(readArgs(args, {}).positionals.map(pairOf));
  const made = Object.entries(keys).filter(([name]) => given[inFile(name)] === undefined);
  const all = { ...given, ...Object.fromEntries(made), ...given };
  // A file whose values no process takes would stay for ever: it is never written over.
  readEnvironment(all);
  const text = Object.entries(all).map(([name, value]) => `${name}=${shellQuoted(value)}\n`);
  await writeFile(FILE, text.join(''), { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
    throw new UsageError(
      `There is a ${FILE} here: its keys open what is stored, so it stays. Change settings in it by hand.`,
    );
  });
  console.log(`Wrote ${FILE}, which only you can read: ${Object.keys(all).join(', ')}.`);
}

function pairOf(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at <= 0) throw new UsageError(`"${text}" is no setting with its value: ${EXAMPLE}`);
  const name = text.slice(0, at);
  if (ENVIRONMENT_NAMES.includes(name)) return [name, text.slice(at + 1)];
  const [near] = nearestNames(name, ENVIRONMENT_NAMES);
  throw new UsageError(
    `There is no setting ${name}; ${near ? `did you mean ${near}?` : 'docs/settings.md lists them.'}`,
  );
}

/** As a shell and Node read it alike. */
function shellQuoted(value: string): string {
  if (!/['\n]/.test(value)) return `'${value}'`;
  throw new UsageError(
    "A value with ' or a line break cannot be written into a file of settings; mount it as a file (…_FILE).",
  );
}
