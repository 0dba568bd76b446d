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

/** What Kubernetes tells every container of a service, such as one that is called tocsin, or tocsin-api. */
const OF_KUBERNETES = /_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT_\d+_(TCP|UDP)(_\w+)?)$/;
export const isOfKubernetes = (name: string, value: string | undefined): boolean =>
  OF_KUBERNETES.test(name) || (/_PORT$/.test(name) && /^(tcp|udp):\/\//.test(value ?? ''));

/** What is set to nothing (`SMTP_URL=`) is not set. Blanks around a value are no part of it: Windows' ends of lines leave one. */
export function readSettingTexts(env: NodeJS.ProcessEnv): Read {
  const trimmed = Object.entries(env).map(([name, value]) => [name, value?.trim()] as const);
  const given = Object.fromEntries(trimmed.filter(([, value]) => value));
  const faults = Object.keys(given).flatMap((name) => unknownName(name, given));
  const texts: SettingTexts = {};
  for (const name of SETTING_NAMES) {
    const read = settingText(name, given);
    const slip = typeof read === 'string' ? slipIn(name, read) : null;
    if (slip) faults.push(`${name}: ${slip}`);
    else if (typeof read === 'string') texts[name] = read;
    else if (read) faults.push(read.fault);
  }
  return { texts, faults };
}

const IN_QUOTES = /^(["']).*\1$/s;
const QUOTED = 'its value stands in quotes; leave them out: a shell takes them away, an env file of Docker does not.';

/** A variable where a whole part of the value would stand, as shells, compose files and templates write it. */
const UNFILLED = /(?:^|[/:@,=])(\$\{\w+[^}]*\}|\$\([^)]+\)|\$[A-Z][A-Z0-9_]+|\{\{[^}]+\}\}|%[A-Z][A-Z_]+%)(?=$|[/:@,])/;

/** What no setting is, and would be taken for one, or refused for another reason. */
function slipIn(name: SettingName, text: string): string | null {
  if (IN_QUOTES.test(text)) return QUOTED;
  if (text.startsWith(`${name}=`)) return `its value begins with ${name}= once more; leave that out.`;
  const variable = UNFILLED.exec(text)?.[1];
  if (variable)
    return `${variable} in it was never filled in: an env file fills in no variables; write the value itself.`;
  const isPath = settingDoc(name).secret && /^\.{0,2}\/\S+$/.test(text);
  return isPath ? `it is the path of a file; set ${inFile(name)} to it.` : null;
}

function settingText(name: SettingName, env: NodeJS.ProcessEnv): string | { fault: string } | undefined {
  const file = settingDoc(name).secret ? env[inFile(name)] : undefined;
  if (file === undefined) return env[name];
  if (env[name] !== undefined) return { fault: `${name}: ${inFile(name)} is set as well; keep one of the two.` };
  if (IN_QUOTES.test(file)) return { fault: `${inFile(name)}: ${QUOTED}` };
  const read = textOfFile(file);
  const fault = typeof read === 'string' ? null : `${read.fault}, or set ${name} itself.`;
  if (fault) return { fault: `${inFile(name)}: ${fault}` };
  return read || { fault: `${inFile(name)}: the file ${file} is empty; write the value of ${name} into it.` };
}

/** Without the blanks around it, and the mark that Windows' editors begin a file with. */
function textOfFile(file: string): string | { fault: string } {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file)).trim();
    if (!text.includes('\0')) return text;
  } catch (error) {
    if (!(error instanceof TypeError)) return { fault: unreadableFile(file, error) };
  }
  return { fault: `the file ${file} is no text in UTF-8, as PowerShell's ">" writes none; save it as UTF-8` };
}

const UNREADABLE: Readonly<Record<string, string>> = {
  EACCES: 'give the user of this process the right to read it',
  EISDIR: 'it is a folder, as Docker makes one where the file to be mounted is not there; name the file',
  ENOENT: 'mount it',
};

/** Which file a setting names in vain, and what to do; no stop at its end. */
export function unreadableFile(file: string, error: unknown): string {
  const { code = '' } = error as NodeJS.ErrnoException;
  const home = file.startsWith('~') ? '~ is known to shells alone: write the whole path' : undefined;
  return `the file ${file} cannot be read (${code}); ${home ?? UNREADABLE[code] ?? 'name another one'}`;
}

/**
 * A name of ours that is none: one that begins with TOCSIN_, and one that is a slip of the pen away from a setting that nobody
 * set. Other names are other programs'.
 */
function unknownName(name: string, env: NodeJS.ProcessEnv): string[] {
  if (ENVIRONMENT_NAMES.includes(name) || isOfKubernetes(name, env[name])) return [];
  const open = SETTING_NAMES.find((one) => inFile(one) === name && env[one] === undefined);
  if (open) return [`${name}: only secrets are read from files; set ${open} itself.${othersMay(open)}`];
  if (name.startsWith('TOCSIN_')) {
    const bare = name.slice('TOCSIN_'.length);
    const near = ENVIRONMENT_NAMES.includes(bare) ? [bare] : nearestNames(name, ENVIRONMENT_NAMES);
    const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : 'docs/settings.md lists them.';
    return [`${name}: there is no such setting; ${hint}`];
  }
  const meant = ENVIRONMENT_NAMES.find((one) => isSlip(name, one) && env[one] === undefined);
  const shown = /\s/.test(name) ? `"${name}"` : name;
  return meant ? [`${shown}: there is no such setting; did you mean ${meant}?${othersMay(meant)}`] : [];
}

const othersMay = (meant: string) => ` If it is another program’s, set ${meant} as well.`;

/** The same in small letters or with a blank, one slip, or two behind the same first word. Short names are near to many: HOST and POST. */
function isSlip(name: string, meant: string): boolean {
  if (name.trim().toUpperCase() === meant) return true;
  if (name.length < 8 || Math.abs(name.length - meant.length) > 2) return false;
  const slips = slipsBetween(name, meant);
  return slips === 1 || (slips === 2 && firstWord(name) === firstWord(meant));
}

const firstWord = (name: string) => name.split('_')[0];
