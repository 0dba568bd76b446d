/** What settings may be: each refusal says what to write, and follows the setting's name (config.ts). */
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

export const http = () => z.url({ protocol: /^https?$/, error: 'write a URL that begins with https:// or http://.' });

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
    if (name === undefined || value === undefined) throw new Error('write name=value, separated by commas.');
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
      /^(\[[0-9a-fA-F:.]+\]|[^\s/:[\]]+):\d{1,5}$/,
      'write host and port, such as temporal.internal:7233, with no http:// before.',
    );

export const smtp = () =>
  z.url({
    protocol: /^smtps?$/,
    error:
      'write smtp://user:password@host:587, or smtps://…:465; in a password, @ is %40, # is %23, / is %2F, % is %25.',
  });

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
