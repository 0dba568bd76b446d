/** Runs the user's transformation for one delivery and says what it made; contracts' rulings are applied by channels. */
import type { Sandbox } from '../src/sandbox/sandbox.js';
import type { OutgoingDelivery } from './channels/channel.js';

export type Transformed =
  | { kind: 'none' }
  | { kind: 'untouched' }
  | { kind: 'cancelled' }
  | { kind: 'failed'; failure: { message: string; line: number | null } }
  | { kind: 'request'; request: { method: string; url: string; headers: Record<string, string>; payload: unknown } };

export async function transform(delivery: OutgoingDelivery, sandbox: Sandbox): Promise<Transformed> {
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
  return {
    kind: 'request',
    request: {
      method: result.method ?? 'POST',
      url: result.url ?? delivery.to,
      headers: headersFor(delivery, result.url ?? delivery.to, result.headers ?? {}),
      payload: result.payload,
    },
  };
}

/** The endpoint's own headers hold its secrets: they travel only to the host that its owner entered. */
function headersFor(delivery: OutgoingDelivery, url: string, own: Record<string, string>): Record<string, string> {
  const sameHost = URL.canParse(url) && new URL(url).host === new URL(delivery.to).host;
  return { ...(sameHost ? delivery.headers : {}), ...own };
}

const failed = (message: string, line: number | null = null): Transformed => ({
  kind: 'failed',
  failure: { message, line },
});
