/** Runs the user's transformation for one delivery. What a failed or cancelled run means is up to the channel (docs/decisions/0008). */
import type { TransformationFailure } from '../domain/failures.js';
import { makeReason, type Reason } from '../domain/reasons.js';
import { parseExactly } from '../platform/json/exact-json.js';
import type { Sandbox } from '../platform/sandbox/sandbox.js';
import type { OutgoingDelivery } from './channel.js';

export type Transformed =
  | { kind: 'none' }
  | { kind: 'untouched' }
  | { kind: 'cancelled' }
  | { kind: 'failed'; failure: TransformationFailure }
  /** It failed so often that it no longer runs: what people read goes out without it, what programs read does not. */
  | { kind: 'off'; failure: TransformationFailure }
  | { kind: 'request'; request: TransformedRequest };

interface TransformedRequest {
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
  const { transformation, transformationOff } = delivery.destination;
  if (transformation === null) return { kind: 'none' };
  if (transformationOff)
    return { kind: 'off', failure: { reason: makeReason('TRANSFORMATION_OFF'), line: null, poison: false } };
  const { body } = delivery.event;
  if (!body) return failedTransformation(makeReason('TRANSFORMATION_BODY_GONE'));
  const payload = parseExactly(body.toString('utf8').replace(/^\uFEFF/, '')) as { type?: unknown };
  // Handlers expect the provider's name of the event, which may differ from our event type.
  const eventType = typeof payload.type === 'string' ? payload.type : delivery.event.type;
  const result = await sandbox.run({
    code: transformation,
    webhook: { method: 'POST', url: delivery.to, payload, eventType, headers: {} },
    seed: delivery.id,
  });
  if (result.error !== null) return failedTransformation(result.error, result.line, result.fault === 'code');
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

const failedTransformation = (reason: Reason, line: number | null = null, poison = false): Transformed => ({
  kind: 'failed',
  failure: { reason, line, poison },
});
