/** Of an endpoint: what its channel takes, and how what is sealed may be shown. */
import type { Channel } from '../../channels/channel.js';
import type { ConnectedChat } from '../../core/planning/connected-chat.type.js';
import { makeReason } from '../../domain/reasons.js';
import { badInput } from '../graphql/errors.js';
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
      !/^[A-Za-z0-9-]{1,100}$/.test(String(name)) || typeof value !== 'string' || /[\r\n\0]/.test(value),
  );
  if (wrong) throw badInput(makeReason('HEADERS_SHAPE', { example: '{"x-team": "billing"}' }), 'headers');
  return Object.fromEntries(entries) as Record<string, string>;
}

/** Scheme, host and the end of it: enough to recognise a hook, not enough to use it. */
export function maskUrl(url: string): string {
  const { origin, pathname, search } = new URL(url);
  const rest = pathname + search;
  return rest.length <= 1 ? `${origin}/` : `${origin}/…${rest.length > 12 ? rest.slice(-4) : ''}`;
}
