/** Deliveries to endpoints, for tests of their channels. */
import type { Channel, ChannelReceipt, OutgoingDelivery } from '../../src/channels/channel.js';
import { systemTime } from '../../src/platform/clock.js';
import { OutboundGuard } from '../../src/platform/outbound/guard.js';
import { OutboundClient } from '../../src/platform/outbound/http.js';
import { Sandbox } from '../../src/platform/sandbox/sandbox.js';
import { outgoing } from './deliveries.js';
import type { HttpStandIn } from './stand-ins.js';

const BODY = { type: 'payment.failed', timestamp: '2026-11-04T06:10:19Z', data: { total_amount: 2890 } };

/** A delivery with the user's code, and the body that the code gets. */
export function transformed(
  to: string,
  code: string,
  changes: Partial<OutgoingDelivery> = {},
  body: unknown = BODY,
): OutgoingDelivery {
  const delivery = outgoing(to, changes);
  return {
    ...delivery,
    destination: { ...delivery.destination, transformation: code },
    event: { ...delivery.event, body: Buffer.from(JSON.stringify(body)) },
  };
}

export interface Tries {
  send(delivery: OutgoingDelivery, signal?: AbortSignal): Promise<ChannelReceipt>;
  /** What it failed with; what it sent, where it did not fail. */
  failing(delivery: OutgoingDelivery, signal?: AbortSignal): Promise<unknown>;
  close(): Promise<void>;
}

/** Sends by one channel, as `deliver.ts` does; loopback is let through the guard. */
export function triesOf(channel: Channel): Tries {
  const sandbox = new Sandbox({ threads: 1 });
  const http = new OutboundClient(new OutboundGuard(['127.0.0.1']));
  const send = (delivery: OutgoingDelivery, signal = new AbortController().signal) =>
    (channel.send as NonNullable<Channel['send']>)(delivery, { http, sandbox, mail: null, signal, now: systemTime });
  return {
    send,
    failing: (delivery, signal) =>
      send(delivery, signal).then(
        (receipt) => ({ sent: receipt }),
        (error: unknown) => error,
      ),
    close: () => sandbox.close(),
  };
}

export const bodiesOf = (standIn: HttpStandIn) =>
  standIn.requests.map((request) => JSON.parse(request.body) as Record<string, unknown>);
