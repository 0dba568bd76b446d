/** Runs the user's transformation for one delivery and says what it made; contracts' rulings are applied by channels. */
import type { Sandbox } from '../src/sandbox/sandbox.js';
import type { OutgoingDelivery } from './channels/channel.js';

export type Transformed =
  | { kind: 'none' }
  | { kind: 'untouched' }
  | { kind: 'cancelled' }
  | { kind: 'failed'; failure: { message: string; line: number | null } }
  | { kind: 'request'; request: TransformedRequest };

export interface TransformedRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  payload: unknown;
  /** It goes to a host that the endpoint's owner entered: the endpoint's own headers are among these, and its secret may go along. */
  trusted: boolean;
}

/** `origins`: hosts besides the entered one that belong to it, for example `https://api.loops.so`. */
export async function transform(
  delivery: OutgoingDelivery,
  sandbox: Sandbox,
  origins: readonly string[] = [],
): Promise<Transformed> {
  const { transformation } = delivery.destination;
  if (transformation === null) return { kind: 'none' };
  const { body } = delivery.event;
  if (!body) return failed('The body of this event is no longer kept, so it cannot be transformed again.');
  const payload = JSON.parse(body.toString('utf8').replace(/^\uFEFF/, '')) as { type?: unknown };
  // Handlers know the provider's own name of an event, which our type need not be.
  const eventType = typeof payload.type === 'string' ? payload.type : delivery.event.type;
  const result = await sandbox.run({
    code: transformation,
    webhook: { method: 'POST', url: delivery.to, payload, eventType, headers: {} },
    seed: delivery.id,
  });
  if (!result.ok) return failed(result.error ?? 'The transformation failed without saying why.', result.line);
  if (result.cancelled) return { kind: 'cancelled' };
  if (result.unchanged) return { kind: 'untouched' };
  const url = result.url ?? delivery.to;
  const trusted = URL.canParse(url) && [new URL(delivery.to).origin, ...origins].includes(new URL(url).origin);
  // The endpoint's own headers hold its secrets.
  const headers = { ...(trusted ? delivery.headers : {}), ...result.headers };
  return {
    kind: 'request',
    request: { method: result.method ?? 'POST', url, headers, payload: result.payload, trusted },
  };
}

const failed = (message: string, line: number | null = null): Transformed => ({
  kind: 'failed',
  failure: { message, line },
});
