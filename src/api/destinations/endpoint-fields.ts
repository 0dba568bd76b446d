/** Of an endpoint: what its channel takes, and how what is sealed may be shown. */
import type { Channel } from '../../channels/channel.js';
import type { ConnectedChat } from '../../core/planning/connected-chat.type.js';
import { makeReason } from '../../domain/reasons.js';
import { isFramingHeader } from '../../platform/outbound/framing-headers.js';
import { badInput } from '../graphql/errors.js';
import { pasted } from '../graphql/pasted.js';
import type { AddEndpointInput } from './destination.inputs.js';

export const takesField = ({ fields }: Channel, key: string) => fields.some((field) => field.key === key);

const LONGEST_LABEL = 200;

/** Of a chat that was connected by its button. */
export const labelOf = ({ room, team }: ConnectedChat): string =>
  [room, team].filter(Boolean).join(' · ').slice(0, LONGEST_LABEL);

/** What the audit trail says of an endpoint. */
export function endpointValues(
  { channel, label, transformation, eventTypes, unknownTypes }: AddEndpointInput,
  url: string,
) {
  return { channel, label: label.trim(), urlHint: maskUrl(url), transformation, eventTypes, unknownTypes };
}

export function checkEndpointHeaders(headers: unknown): Record<string, string> | null {
  if (headers == null) return null;
  const entries = typeof headers === 'object' && !Array.isArray(headers) ? Object.entries(headers) : [['', null]];
  const wrong = entries.find(
    ([name, value]) =>
      !/^[A-Za-z0-9._-]{1,100}$/.test(String(name)) || typeof value !== 'string' || /[\r\n\0]/.test(value.trim()),
  );
  if (wrong) throw badInput(makeReason('HEADERS_SHAPE', { example: '{"x-team": "billing"}' }), 'headers');
  const given = (entries as [string, string][]).map(([name, value]) => [name, pasted(value)] as const);
  // What no message could be sent with: those that frame it, and letters that HTTP has no bytes for.
  const framing = given.find(([name]) => isFramingHeader(name));
  if (framing) throw badInput(makeReason('HEADER_IS_OURS', { header: framing[0] }), 'headers');
  const unsendable = given.find(([, value]) => !/^[\t\x20-\x7e\x80-\xff]*$/.test(value));
  if (unsendable) throw badInput(makeReason('HEADER_INVALID', { header: JSON.stringify(unsendable[0]) }), 'headers');
  return Object.fromEntries(given);
}

/** Scheme, host and the end of it: enough to recognise a hook, not enough to use it. */
export function maskUrl(url: string): string {
  const { origin, pathname, search } = new URL(url);
  const rest = pathname + search;
  return rest.length <= 1 ? `${origin}/` : `${origin}/…${rest.length > 12 ? rest.slice(-4) : ''}`;
}
