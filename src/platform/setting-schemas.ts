/** What settings may be: each refusal says what to write, and follows the setting's name (config.ts). */
import { isIP } from 'node:net';
import { z } from 'zod';
import { OutboundGuard } from './outbound/guard.js';
import { SecretBox } from './secrets/secret-box.js';

export const wholeNumber = (least: number, most: number) => {
  const error = `write a whole number from ${least} to ${most}.`;
  return z.coerce.number(error).int(error).min(least, error).max(most, error);
};

export const oneOf = <Word extends string>(words: readonly [Word, ...Word[]]) =>
  z.enum(words, `write ${words.slice(0, -1).join(', ')} or ${words.at(-1)}.`);

export const onOrOff = () => z.stringbool('write on or off.').prefault('on');

const commaSeparated = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

/** What a URL lacks that begins as one. */
const whole = (scheme: RegExp, sentence: string) => (issue: { input?: unknown }) =>
  scheme.test(`${issue.input}`)
    ? 'write a whole URL: a host without blanks behind the //, and a port from 1 to 65535 where there is one.'
    : sentence;

export const http = () =>
  z.url({
    protocol: /^https?$/,
    error: whole(/^https?:\/\//i, 'write a URL that begins with https:// or http://.'),
  });

/** Of a collector of traces: its client adds the path. */
export const collector = () =>
  http().refine((url) => !/\/v1\/traces\/?$/.test(url), 'leave /v1/traces at its end out: it is added.');

/** Up to so many signs, none of them a blank, as other programs take the names of things. */
export const nameElsewhere = (most: number) =>
  z.string().regex(new RegExp(`^\\S{1,${most}}$`), `write up to ${most} signs without a blank.`);

/** A key as its maker shows it: it stands in a header. */
export const keyText = () =>
  z.string().regex(/^[\x21-\x7e]+$/, 'write the key alone: no blank, line break or letter beyond ASCII is in it.');

/** Where browsers find all of our pages: their paths are ours. */
export const publicOrigin = () =>
  http()
    .refine(
      (url) => /^[a-z]+:\/\/[^/?#@]+\/?$/i.test(url),
      'write scheme, host and port alone, such as https://tocsin.example.com: with no path, and nothing else, behind.',
    )
    .transform((url) => new URL(url).origin);

/** Origins as browsers write them. @throws an Error for anything else: `*` would open the API to every page. */
export function originsOf(text: string): string[] {
  return commaSeparated(text).map((part) => {
    const origin = URL.canParse(part) ? new URL(part).origin : null;
    if (origin && /^https?:[^*]+$/.test(origin) && part.toLowerCase().replace(/\/$/, '') === origin) return origin;
    throw new Error(`"${part}" is no origin; write scheme, host and port alone, such as https://admin.example.com.`);
  });
}

/** `name=value`, separated by commas, percent-encoded: as OpenTelemetry writes headers. @throws an Error for anything else. */
export function parseHeaders(text: string): Record<string, string> {
  const headers = commaSeparated(text).map((part) => {
    const [, name, value] = /^([\w.-]+)\s*=\s*(.*)$/.exec(part) ?? [];
    if (name === undefined || value === undefined || /%(?![\da-f]{2})/i.test(value))
      throw new Error('write name=value, separated by commas; in a value, % is %25 and a comma %2C.');
    return [name, decodeURIComponent(value)];
  });
  return Object.fromEntries(headers);
}

/** Whether a URL leads to where it is read, and to no other machine. */
export const isUrlOfThisMachine = (url: string) =>
  URL.canParse(url) && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname);

/** https, or this very machine: nobody in between can read or change what is sent. */
export const isPrivate = (url: string) => url.startsWith('https:') || isUrlOfThisMachine(url);

/** The API of a payment provider or chat, without a slash at its end. */
export const providerUrlSetting = (fallback: string) =>
  http()
    .refine(isPrivate, 'write an https:// URL (http:// only on this machine): API keys are sent there.')
    .transform((url) => url.replace(/\/$/, ''))
    .prefault(fallback);

/** What `reader` makes of a text. The message of an error that it throws is shown after the setting's name. */
export const parsed =
  <Value>(reader: (text: string) => Value) =>
  (text: string, context: z.RefinementCtx): Value => {
    try {
      return reader(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
      return z.NEVER;
    }
  };

/** As Temporal's clients take it; a scheme before it, or a path behind, is the commonest slip. */
export const hostAndPort = () =>
  z
    .string()
    .regex(
      /^(\[[0-9a-fA-F:.]+\]|[^\s/:[\]<>]+):\d{1,5}$/,
      'write host and port, such as temporal.internal:7233 or [fd00::7]:7233, with no http:// before.',
    )
    .refine((text) => {
      const port = Number(text.replace(/^.*:/, ''));
      return port >= 1 && port <= 65_535;
    }, 'write host and port; a port is a number from 1 to 65535.');

/** Where a server listens on its machine. */
export const ownAddress = () =>
  z
    .string()
    .refine(
      (text) => isIP(text) !== 0 || /^[a-z\d.-]+$/i.test(text),
      'write an address of this machine alone, such as 0.0.0.0, 127.0.0.1 or ::, with no http:// and no port.',
    );

/** Whether its parts can be read back, and none of the password's signs has ended it: an @ further behind is that of the host. */
function isReadable(url: string): boolean {
  try {
    const { username, password, pathname, hash } = new URL(url);
    for (const part of [username, password, pathname]) decodeURIComponent(part);
    return !`${pathname}${hash}`.includes('@');
  } catch {
    return false;
  }
}

const ESCAPES = 'in a password, @ is %40, # is %23, / is %2F, % is %25.';

/** Forms that libpq takes, and `pg` does not. */
const AS_LIBPQ: readonly (readonly [form: RegExp, sentence: string])[] = [
  [
    /^postgres(ql)?:\/\/([^/?#]*@)?[^/?#@]*,/i,
    'write one host; a proxy or a name that leads to the primary stands for several.',
  ],
  [
    /^postgres(ql)?:\/\/[^/?#]*@(\/|$)/i,
    'write the host, too; of a socket of this machine its folder: postgres://user:password@%2Fvar%2Frun%2Fpostgresql/database.',
  ],
];
/** Those of libpq, and what `pg` adds. */
const SSL_MODES = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];

export function postgres() {
  const error = `write postgres://user:password@host:5432/database; ${ESCAPES}`;
  return z
    .url({
      protocol: /^postgres(ql)?$/,
      error: ({ input }) => AS_LIBPQ.find(([form]) => form.test(`${input}`))?.[1] ?? error,
    })
    .refine(isReadable, error)
    .refine(
      (url) => !URL.canParse(url) || [...SSL_MODES, null].includes(new URL(url).searchParams.get('sslmode')),
      `write sslmode=${SSL_MODES.slice(0, -1).join(', ')} or ${SSL_MODES.at(-1)}.`,
    );
}

export function smtp() {
  const error = `write smtp://user:password@host:587, or smtps://…:465; ${ESCAPES}`;
  return z
    .url({ protocol: /^smtps?$/, error })
    .refine((url) => isReadable(url) && new URL(url).hostname !== '', error)
    .refine(
      (url) => !isReadable(url) || (new URL(url).username === '') === (new URL(url).password === ''),
      'it has a user without a password, or a password without a user; write smtp://user:password@host:587, or neither.',
    )
    .refine(
      (url) => !isReadable(url) || new URL(url).protocol !== 'smtp:' || new URL(url).port !== '465',
      'port 465 speaks TLS from its first byte; write smtps://user:password@host:465, or smtp:// and port 587.',
    )
    .refine(
      (url) => !isReadable(url) || new URL(url).protocol !== 'smtps:' || !/^(25|587)$/.test(new URL(url).port),
      'ports 587 and 25 begin without TLS, and change to it; write smtp://user:password@host:587, or smtps:// and port 465.',
    );
}

/** @throws an Error for what cannot be used, as OutboundGuard says. */
export function allowedHosts(text: string): string[] {
  const entries = commaSeparated(text);
  new OutboundGuard(entries);
  return entries;
}

/** @throws an Error for a ring that cannot be used, as SecretBox says. */
export function keyRing(text: string): string {
  new SecretBox(text);
  return text;
}
