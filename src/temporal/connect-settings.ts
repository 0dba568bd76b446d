/**
 * How a connection to Temporal is made: by Temporal's own variables (TEMPORAL_TLS…, TEMPORAL_API_KEY) and its file of profiles. Its
 * library takes `on` for off, half a pair of files for none and a misspelt name for another program's; here each is named.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { nearestNames } from '../domain/nearest-names.js';
import { environmentOfTemporal } from '../platform/config.js';
import { SettingsError } from '../platform/exit-codes.js';
import { isOfKubernetes, unreadableFile } from '../platform/setting-texts.js';

/** What connections of both kinds take, the client's and the worker's. */
type ConnectSettings = Pick<
  ReturnType<typeof loadClientConnectConfig>['connectionOptions'],
  'apiKey' | 'metadata' | 'tls'
>;

const SWITCHES = ['TEMPORAL_TLS', 'TEMPORAL_TLS_DISABLE_HOST_VERIFICATION'];
/** Each is given as a file (`_PATH`) or as its text (`_DATA`). */
const [CERT, KEY, CA] = ['TEMPORAL_TLS_CLIENT_CERT', 'TEMPORAL_TLS_CLIENT_KEY', 'TEMPORAL_TLS_SERVER_CA_CERT'] as const;
const PEMS = [CERT, KEY, CA];
const KNOWN = [
  ...SWITCHES,
  ...PEMS.flatMap((name) => [`${name}_PATH`, `${name}_DATA`]),
  'TEMPORAL_TLS_SERVER_NAME',
  'TEMPORAL_API_KEY',
];

/** @throws a SettingsError that names every fault */
export function temporalConnectSettings(env: NodeJS.ProcessEnv = environmentOfTemporal()): ConnectSettings {
  const given = Object.entries(env).map(([name, value]) => [name, meantBy(name, value?.trim() ?? '')] as const);
  const variables = Object.fromEntries(given.filter(([, value]) => value));
  const faults = [
    ...Object.keys(variables).flatMap((name) => variableFaults(name, variables)),
    ...pemFaults(variables),
  ];
  if (faults.length > 0) throw settingsFault(faults);
  try {
    const { apiKey, metadata, tls } = loadClientConnectConfig({ overrideEnvVars: variables }).connectionOptions;
    return { apiKey, metadata, tls };
  } catch (error) {
    throw settingsFault([profileFault(error, variables)]);
  }
}

const settingsFault = (faults: readonly string[]) =>
  new SettingsError(`Settings of Temporal’s own to mend:\n${faults.map((fault) => `✖ ${fault}`).join('\n')}`);

/** Its library knows `true` and `1`, and takes all else for false. */
function meantBy(name: string, text: string): string {
  if (!SWITCHES.includes(name)) return text;
  if (/^(true|on|yes|1)$/i.test(text)) return 'true';
  return /^(false|off|no|0)$/i.test(text) ? 'false' : text;
}

function variableFaults(name: string, variables: NodeJS.ProcessEnv): string[] {
  const value = variables[name] ?? '';
  if (SWITCHES.includes(name) && !/^(true|false)$/.test(value))
    return [`${name}: "${value.slice(0, 80)}" cannot be used; write true or false.`];
  if (name === 'TEMPORAL_TLS_DISABLE_HOST_VERIFICATION' && value === 'true')
    return [
      `${name}: it is not possible; name the server's CA by ${CA}_PATH, and its name by TEMPORAL_TLS_SERVER_NAME.`,
    ];
  if (name === 'TEMPORAL_API_KEY' && !/^[\x21-\x7e]+$/.test(value))
    return [`${name}: a key has no blank, line break or letter beyond ASCII in it; write it as Temporal shows it.`];
  if (name === 'TEMPORAL_API_KEY_FILE')
    return [
      `${name}: there is no such setting; set TEMPORAL_API_KEY, or name a file of profiles by TEMPORAL_CONFIG_FILE.`,
    ];
  if (!name.startsWith('TEMPORAL_TLS_') || KNOWN.includes(name) || isOfKubernetes(name, value)) return [];
  const [near] = nearestNames(name, KNOWN);
  return [
    `${name}: there is no such setting${near ? `; did you mean ${near}?` : ` of Temporal’s; they are ${KNOWN.join(', ')}.`}`,
  ];
}

function pemFaults(variables: NodeJS.ProcessEnv): string[] {
  const read = PEMS.map((name) => pemOf(name, variables));
  const faults = read.flatMap(({ fault }) => fault ?? []);
  const [cert, key] = read;
  if (faults.length > 0 || (!cert?.text && !key?.text)) return faults;
  if (!cert?.text || !key?.text)
    return [
      `${cert?.text ? KEY : CERT}_PATH: it is not set; a certificate and its key are used together, or not at all.`,
    ];
  return new X509Certificate(cert.text).checkPrivateKey(createPrivateKey(key.text))
    ? []
    : [`${KEY}_PATH: it is not the key of the certificate in ${CERT}_PATH; name both of one pair.`];
}

function pemOf(name: (typeof PEMS)[number], variables: NodeJS.ProcessEnv): { text?: string; fault?: string } {
  const [path, data] = [variables[`${name}_PATH`], variables[`${name}_DATA`]];
  if (path !== undefined && data !== undefined)
    return { fault: `${name}_DATA: ${name}_PATH is set as well; keep one of the two.` };
  const setting = path === undefined ? `${name}_DATA` : `${name}_PATH`;
  try {
    const text = path === undefined ? data : readFileSync(path, 'utf8');
    if (text === undefined) return {};
    if (isPem(name, text)) return { text };
  } catch (error) {
    return { fault: `${setting}: ${unreadableFile(`${path}`, error)}.` };
  }
  const what =
    name === KEY
      ? 'private key in PEM without a passphrase (BEGIN PRIVATE KEY)'
      : 'certificate in PEM (BEGIN CERTIFICATE)';
  return { fault: `${setting}: there is no ${what}${path === undefined ? '' : ` in ${path}`}.` };
}

function isPem(name: string, text: string): boolean {
  try {
    if (name === KEY) createPrivateKey(text);
    else new X509Certificate(text);
    return true;
  } catch {
    return false;
  }
}

/** What is wrong with its file of profiles, which may hold a key: none of its lines is quoted. */
function profileFault(
  error: unknown,
  { TEMPORAL_PROFILE: profile, TEMPORAL_CONFIG_FILE: file }: NodeJS.ProcessEnv,
): string {
  const { code, path } = error as NodeJS.ErrnoException;
  const place = file ?? 'temporal.toml';
  if (code !== undefined && path !== undefined)
    return `Temporal’s file of profiles names a file: ${unreadableFile(path, error)}.`;
  if (profile !== undefined && /not found in config data/.test(`${error}`))
    return `TEMPORAL_PROFILE: there is no profile "${profile}" in ${place}; name one of it, or leave TEMPORAL_PROFILE out.`;
  return `TEMPORAL_CONFIG_FILE: ${place} is no TOML as Temporal’s programs write it; mend it, or leave it out.`;
}
