/** Deliveries for tests: one ready to be sent, and the activities as a worker runs them. */
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import type { DataSource } from 'typeorm';
import { deliverOrRetry } from '../../activities/deliver.js';
import type { ActivityDeps } from '../../activities/index.js';
import type { OutgoingDelivery } from '../../src/channels/channel.js';
import { renderTexts } from '../../src/channels/rendering/texts.js';
import { Bulkheads } from '../../src/core/delivery/bulkheads.js';
import { CarrierBreakers } from '../../src/core/delivery/carrier-breakers.js';
import { CustomerAddresses } from '../../src/core/delivery/customer-address.js';
import type { DeliverInput } from '../../src/core/delivery/deliver.js';
import { DestinationRemovals } from '../../src/core/delivery/destination-removals.js';
import { ProductNames } from '../../src/core/delivery/product-names.js';
import { Inbox } from '../../src/core/ingest/inbox.js';
import { type PlanDeps, type PlanResult, planEvents } from '../../src/core/planning/plan-events.js';
import { NO_FACTS, type NormalisedEvent } from '../../src/domain/facts.js';
import { ENGLISH } from '../../src/i18n/labels.js';
import { createLog } from '../../src/platform/log.js';
import { newId } from '../../src/platform/new-id.js';
import { OutboundGuard } from '../../src/platform/outbound/guard.js';
import { OutboundClient } from '../../src/platform/outbound/http.js';
import { closeMail, smtpCarrier } from '../../src/platform/outbound/mail-access.js';
import { Sandbox } from '../../src/platform/sandbox/sandbox.js';
import { Metrics } from '../../src/platform/telemetry/metrics.js';
import type { ProviderUrls } from '../../src/sources/index.js';
import { BOX } from './database.js';
import { readable } from './reasons.js';

export const FAILED_PAYMENT: NormalisedEvent = {
  type: 'payment.failed',
  occurredAt: '2026-11-04T06:10:19.000Z',
  entityId: 'pay_1',
  test: false,
  facts: {
    ...NO_FACTS,
    amount: '2890',
    currency: 'USD',
    customerName: 'Grace',
    reason: 'insufficient funds',
    paymentId: 'pay_1',
  },
  collapse: null,
};

const BODY = Buffer.from('{ "type": "payment.failed", "data": { "total_amount": 2890 } }\n');
const SECRET = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;

/** A failed payment, about to be sent. */
export function outgoing(to: string, changes: Partial<OutgoingDelivery> = {}): OutgoingDelivery {
  const facts = { ...FAILED_PAYMENT.facts, customerEmail: 'grace@navy.example' };
  const event = { id: newId('event'), type: FAILED_PAYMENT.type, facts, test: false, body: BODY };
  return {
    id: newId('delivery'),
    to,
    headers: {},
    secrets: [SECRET],
    destination: { id: newId('destination'), label: '#payments', transformation: null },
    event,
    businessName: 'Test & Sons',
    formatter: ENGLISH,
    link: `http://tocsin.test/events/${event.id}`,
    texts: renderTexts(event, ENGLISH),
    ...changes,
  };
}

/** The activities' needs but for a starter of runs: only tests with a Temporal have one. */
export interface Sender extends Omit<ActivityDeps, 'runs'> {
  close(): Promise<void>;
}

/** What the activities need; loopback is let through the guard. */
export function openSender(
  dataSource: DataSource,
  smtpUrl: string | null = null,
  providers: ProviderUrls = { STRIPE: 'http://127.0.0.1:1', DODO: 'http://127.0.0.1:1' },
): Sender {
  const sandbox = new Sandbox({ threads: 1 });
  const [box, log, now] = [BOX, createLog('silent'), () => new Date()];
  const mail = smtpUrl ? { carriers: [smtpCarrier(smtpUrl)], from: 'Tocsin <tocsin@test.example>' } : null;
  return {
    dataSource,
    box,
    bulkheads: new Bulkheads(now),
    carriers: new CarrierBreakers(),
    context: { http: new OutboundClient(new OutboundGuard(['127.0.0.1'])), mail, sandbox },
    publicUrl: 'http://tocsin.test',
    providers,
    productNames: new ProductNames({ box, urls: providers, now, log }),
    stopping: new AbortController().signal,
    customerAddresses: new CustomerAddresses({ dataSource, box, urls: providers, now, log }),
    payloadDays: 90,
    publish: () => undefined,
    sent: () => undefined,
    log,
    metrics: new Metrics(),
    removals: new DestinationRemovals(),
    now,
    random: Math.random,
    close: async () => {
      closeMail(mail);
      await sandbox.close();
    },
  };
}

/** An accepted event that no run has taken yet. */
export async function addEvent(
  dataSource: DataSource,
  businessId: string,
  event: Partial<NormalisedEvent> = {},
  body: object = { type: 'payment.failed' },
): Promise<string> {
  const inbox = new Inbox(dataSource, { hasRoom: () => false, nudge: () => undefined });
  const receipt = await inbox.add({
    businessId,
    sourceId: newId('source'),
    externalId: newId('event'),
    body: Buffer.from(JSON.stringify(body)),
    receivedAt: new Date(),
    event: { ...FAILED_PAYMENT, ...event },
  });
  return receipt.id;
}

/** The event was told to this destination; gives the id of the delivery. */
export async function tellTo(dataSource: DataSource, eventId: string, destinationId: string): Promise<string> {
  const id = newId('delivery');
  await dataSource.query(
    `INSERT INTO deliveries (id, business_id, event_id, destination_id, channel, sent_to, status, because, settled_at)
     SELECT $1, business_id, $2, id, channel, label, 'SENT', '{"code": "ON", "params": {"source": "ROLE"}}', now()
     FROM destinations WHERE id = $3`,
    [id, eventId, destinationId],
  );
  return id;
}

/** What planning needs where nobody watches. */
export const quietly = (dataSource: DataSource): PlanDeps => ({
  dataSource,
  publish: () => undefined,
  log: createLog('silent'),
  metrics: new Metrics(),
});

export function planned(dataSource: DataSource, eventIds: string[]): Promise<PlanResult> {
  return planEvents(quietly(dataSource), { eventIds }, `run-of-${eventIds[0]}`, new Date());
}

/** Where activities run as in a worker; its `cancel` is what they see when the worker stops. */
export function activityEnvironment(): MockActivityEnvironment {
  return new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });
}

/** One try of the activity. */
export function tryOnce(
  sender: Sender,
  input: DeliverInput,
  environment = activityEnvironment(),
): Promise<{ sent: number }> {
  return environment.run((given: DeliverInput) => deliverOrRetry(sender, given), input);
}

export interface DeliveryRow {
  id: string;
  channel: string;
  status: string;
  reason: string | null;
  attempts: { number: number; outcome: string; statusCode: number | null; detail: string | null; durationMs: number }[];
}

/** The ledger of one event, by channel and destination; reasons are in English. */
export async function ledgerOf(dataSource: DataSource, eventId: string): Promise<DeliveryRow[]> {
  const rows = await dataSource.query(
    `SELECT d.id, d.channel, d.status, d.reason, (
       SELECT coalesce(json_agg(json_build_object('number', a.number, 'outcome', a.outcome, 'statusCode', a.status_code,
         'detail', a.detail, 'durationMs', a.duration_ms) ORDER BY a.number), '[]')
       FROM attempts a WHERE a.delivery_id = d.id
     ) AS attempts
     FROM deliveries d WHERE d.event_id = $1 ORDER BY d.channel, d.id`,
    [eventId],
  );
  return readable(rows);
}

export async function eventRow(
  dataSource: DataSource,
  id: string,
): Promise<{ status: string; reason: string | null; open: number }> {
  const [row] = await dataSource.query(
    'SELECT status, status_reason AS reason, open_deliveries AS open FROM events WHERE id = $1',
    [id],
  );
  return readable(row);
}
