/** What the environment says of our settings, as text: values of mounted files too, and which names are misspelt. */
import { readFileSync } from 'node:fs';
import { nearestNames, slipsBetween } from '../domain/nearest-names.js';
import { SETTING_NAMES, type SettingName, settingDoc } from './settings.js';

export type SettingTexts = Partial<Record<SettingName, string>>;

interface Read {
  texts: SettingTexts;
  /** A sentence for each that begins with the setting's name. */
  faults: string[];
}

/** Of each secret, so that it can be mounted as a file: DATABASE_URL_FILE names the file that DATABASE_URL stands in. */
export const inFile = (name: string): string => `${name}_FILE`;
/** Every name that we read. */
export const ENVIRONMENT_NAMES: readonly string[] = [
  ...SETTING_NAMES,
  ...SETTING_NAMES.filter((name) => settingDoc(name).secret).map(inFile),
];

/** What Kubernetes tells every container of a service that is called tocsin, or tocsin-api. */
const OF_KUBERNETES = /^TOCSIN_(\w+_)?(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT_\d+_(TCP|UDP)(_\w+)?)$/;
const isOfKubernetes = (name: string, value: string | undefined) =>
  OF_KUBERNETES.test(name) || (/^TOCSIN_(\w+_)?PORT$/.test(name) && /^(tcp|udp):\/\//.test(value ?? ''));

/** What is set to nothing (`SMTP_URL=`) is not set. */
export function readSettingTexts(env: NodeJS.ProcessEnv): Read {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value));
  const faults = Object.keys(given).flatMap((name) => unknownName(name, given));
  const texts: SettingTexts = {};
  for (const name of SETTING_NAMES) {
    const read = settingText(name, given);
    if (typeof read === 'string') texts[name] = read;
    else if (read) faults.push(read.fault);
  }
  return { texts, faults };
}

function settingText(name: SettingName, env: NodeJS.ProcessEnv): string | { fault: string } | undefined {
  const file = settingDoc(name).secret ? env[inFile(name)] : undefined;
  if (file === undefined) return env[name];
  if (env[name] !== undefined) return { fault: `${name}: ${inFile(name)} is set as well; keep one of the two.` };
  try {
    const text = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
    return text || { fault: `${inFile(name)}: the file ${file} is empty; write the value of ${name} into it.` };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { fault: `${inFile(name)}: the file ${file} cannot be read (${code}); mount it, or set ${name} itself.` };
  }
}

/**
 * A name of ours that is none: one that begins with TOCSIN_, and one that is a slip of the pen away from a setting that nobody
 * set. Other names are other programs'.
 */
function unknownName(name: string, env: NodeJS.ProcessEnv): string[] {
  if (ENVIRONMENT_NAMES.includes(name) || isOfKubernetes(name, env[name])) return [];
  if (name.startsWith('TOCSIN_')) {
    const near = nearestNames(name, ENVIRONMENT_NAMES);
    const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : 'docs/settings.md lists them.';
    return [`${name}: there is no such setting; ${hint}`];
  }
  const meant = ENVIRONMENT_NAMES.find((one) => isSlip(name, one) && env[one] === undefined);
  return meant
    ? [`${name}: there is no such setting; did you mean ${meant}? If it is another program’s, set ${meant} as well.`]
    : [];
}

/** One slip, or two behind the same first word. Short names are near to many: HOST and POST. */
function isSlip(name: string, meant: string): boolean {
  if (name.length < 8 || Math.abs(name.length - meant.length) > 2) return false;
  const slips = slipsBetween(name, meant);
  return slips === 1 || (slips === 2 && firstWord(name) === firstWord(meant));
}

const firstWord = (name: string) => name.split('_')[0];
