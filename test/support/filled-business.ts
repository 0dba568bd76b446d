/** A business with some of everything that the API lists: what is asked of it in any way has rows behind it. */
import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { ApiKey } from '../../src/core/access/api-key.entity.js';
import { AuditEntry } from '../../src/core/access/audit-entry.entity.js';
import { Attempt, Delivery } from '../../src/core/delivery/delivery.entity.js';
import { TransformationFailure } from '../../src/core/delivery/transformation-failure.entity.js';
import { TransformationVersion } from '../../src/core/delivery/transformation-version.entity.js';
import { Reminder } from '../../src/core/disputes/reminder.entity.js';
import { RejectedRequest } from '../../src/core/ingest/source.entity.js';
import { ActivationInstructionsRow } from '../../src/core/planning/activation-instructions.entity.js';
import { EmailDestination, EndpointDestination } from '../../src/core/planning/destination.entity.js';
import { Notification } from '../../src/core/planning/notification.entity.js';
import { PreferenceChoice } from '../../src/core/planning/preference.entity.js';
import { Recipient } from '../../src/core/planning/recipient.entity.js';
import { CATALOGUE } from '../../src/domain/catalogue/index.js';
import { makeReason } from '../../src/domain/reasons.js';
import { newId } from '../../src/platform/new-id.js';
import { addBusiness, addDevice, addPerson, addSlack, addSource } from './database.js';
import { addEvent } from './deliveries.js';
import { addDispute, tellOf } from './disputes.js';

export interface FilledBusiness {
  businessId: string;
  /** One of each. */
  eventId: string;
  endpointId: string;
  endpointIds: string[];
}

const CODE = 'function handler(webhook) { webhook.payload = { text: webhook.eventType }; return webhook; }';
const CRITICAL = Object.values(CATALOGUE).flatMap(({ key, severity }) => (severity === 'CRITICAL' ? [key] : []));
const CURRENCIES = ['USD', 'EUR', 'GBP', 'CHF', 'JPY', 'INR'];
const WHY = makeReason('HANDLER_TOO_SLOW', { ms: 50 });

/** `count` of everything, and as many again of what is listed below one thing. */
export async function addFilledBusiness(dataSource: DataSource, count: number): Promise<FilledBusiness> {
  const businessId = await addBusiness(dataSource, { name: `With ${count} of everything` });
  let ids = { eventId: '', endpointId: '' };
  const endpointIds: string[] = [];
  for (let number = 0; number < count; number++) {
    ids = await addOneOfEach(dataSource, businessId, { number, count });
    endpointIds.push(ids.endpointId);
  }
  return { businessId, ...ids, endpointIds };
}

async function addOneOfEach(
  dataSource: DataSource,
  businessId: string,
  { number, count }: { number: number; count: number },
): Promise<{ eventId: string; endpointId: string }> {
  const person = await addPerson(dataSource, businessId, { name: `Ada ${number}`, email: `ada${number}@team.example` });
  await dataSource
    .getRepository(Recipient)
    .update({ id: person.recipientId }, { quietStart: '22:00', quietEnd: '07:00' });
  await dataSource
    .getRepository(EmailDestination)
    .update({ id: person.emailId }, { digestEvery: 'DAILY', digestAt: '09:00' });
  const pushId = await addDevice(dataSource, businessId, person.recipientId, {
    platform: 'ANDROID',
    lastSeenAt: new Date(),
  });
  const endpointId = await addEndpoint(dataSource, businessId, count);
  const { eventId, sourceId } = await addEventOfSource(dataSource, businessId, number, count);
  for (const [destinationId, channel] of [
    [person.inAppId, 'IN_APP'],
    [person.emailId, 'EMAIL'],
    [pushId, 'PUSH'],
    [endpointId, 'SLACK'],
  ] as const) {
    const deliveryId = await addDelivery(dataSource, { businessId, eventId, destinationId, channel, count });
    if (channel === 'IN_APP')
      await addNotification(dataSource, { businessId, eventId, deliveryId, recipientId: person.recipientId });
  }
  const failures = times(count, () => ({ id: newId('transformationFailure'), businessId, destinationId: endpointId }));
  await dataSource
    .getRepository(TransformationFailure)
    .insert(failures.map((failure) => ({ ...failure, eventId, at: new Date(), reason: WHY as object, line: 1 })));
  const currency = CURRENCIES[number % CURRENCIES.length];
  await addDisputeWithLadder(dataSource, endpointId, { businessId, sourceId, currency });
  await addRecords(dataSource, businessId, person.recipientId, [person.emailId, person.inAppId, pushId]);
  return { eventId, endpointId };
}

const CHAT = { room: '#payments', team: 'Acme', manageUrl: 'https://acme.slack.example/services/B1' };

const times = <T>(count: number, make: (number: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));

async function addEndpoint(dataSource: DataSource, businessId: string, count: number): Promise<string> {
  const id = await addSlack(dataSource, businessId, `https://hooks.slack.example/${businessId}`, CODE);
  await dataSource
    .getRepository(EndpointDestination)
    .update(
      { id },
      { enabled: false, disabledReason: WHY as object, transformationOffSince: new Date(), connection: CHAT },
    );
  const versions = times(count, (at) => ({ destinationId: id, number: at + 1, businessId, code: CODE }));
  await dataSource
    .getRepository(TransformationVersion)
    .insert(versions.map((version) => ({ ...version, createdAt: new Date(), createdBy: 'a test' })));
  await dataSource.query(
    `INSERT INTO destination_health (destination_id, business_id, failures, since, last_at, probe_at, notice_raised, reason)
     VALUES ($1, $2, 5, now(), now(), now(), false, $3)`,
    [id, businessId, WHY],
  );
  return id;
}

async function addEventOfSource(dataSource: DataSource, businessId: string, number: number, count: number) {
  const source = await addSource(dataSource, businessId, 'GENERIC');
  await dataSource.query(
    `UPDATE sources SET silent_since = now() - interval '1 hour', reconcile_problem = $2, provider_check = $3 WHERE id = $1`,
    [source.id, WHY, { at: new Date(), endpointEnabled: true, missingEventTypes: [], missingPermissions: [] }],
  );
  const refused = times(count, () => ({ id: newId('rejectedRequest'), businessId, sourceId: source.id }));
  await dataSource
    .getRepository(RejectedRequest)
    .insert(refused.map((request) => ({ ...request, at: new Date(), statusCode: 401, reason: WHY as object })));
  const eventId = await addEvent(dataSource, businessId, { entityId: `pay_${number}` });
  await dataSource.query(
    `UPDATE events SET source_id = $2, status = 'FAILED', status_reason = $3, planned_at = now(), workflow_id = id,
       erased_at = CASE WHEN $4 THEN now() END, erased_by = CASE WHEN $4 THEN 'REQUEST' END WHERE id = $1`,
    // The last one is what is asked for by its id.
    [eventId, source.id, WHY, number % 2 === 1 && number < count - 1],
  );
  return { eventId, sourceId: source.id };
}

async function addDelivery(
  dataSource: DataSource,
  { count, ...row }: { businessId: string; eventId: string; destinationId: string; channel: string; count: number },
): Promise<string> {
  const id = newId('delivery');
  const { businessId, eventId } = row;
  const said = {
    // An in-app item is there as soon as it is planned.
    status: row.channel === 'IN_APP' ? ('SENT' as const) : ('FAILED' as const),
    because: makeReason('ON', { source: 'ROLE' }) as object,
    reason: WHY as object,
  };
  await dataSource
    .getRepository(Delivery)
    .insert({ ...row, ...said, id, sentTo: 'somewhere', createdAt: new Date(), settledAt: new Date() });
  const attempts = times(count, (at) => ({ id: newId('attempt'), businessId, deliveryId: id, number: at + 1 }));
  await dataSource.getRepository(Attempt).insert(
    attempts.map((attempt) => ({
      ...attempt,
      at: new Date(),
      outcome: 'retry',
      detail: WHY as object,
      durationMs: 1,
    })),
  );
  await dataSource.query(
    `INSERT INTO resends (business_id, event_id, delivery_id, at, actor, how) VALUES ($1, $2, $3, now(), 'a test', 'RETRY')`,
    [businessId, eventId, id],
  );
  return id;
}

async function addNotification(
  dataSource: DataSource,
  ids: { businessId: string; eventId: string; deliveryId: string; recipientId: string },
): Promise<void> {
  const texts = { title: 'Payment failed', body: 'Grace', severity: 'WARNING' as const };
  const now = new Date();
  await dataSource
    .getRepository(Notification)
    .insert({ ...ids, ...texts, id: newId('notification'), createdAt: now, updatedAt: now });
}

async function addDisputeWithLadder(
  dataSource: DataSource,
  endpointId: string,
  { businessId, ...values }: { businessId: string; sourceId: string; currency?: string },
): Promise<void> {
  const dispute = await addDispute(dataSource, businessId, values);
  const { eventId } = await tellOf(dataSource, dispute, endpointId);
  const dueAt = new Date(Date.now() - 60_000);
  const reminder = { disputeId: dispute.id, businessId, dueAt, level: 0, askedLevel: 0, sentAt: dueAt, eventId };
  await dataSource.getRepository(Reminder).insert(reminder);
}

/** A member's key, how a product is activated, an entry of the audit log, and choices: nobody hears of what is critical. */
async function addRecords(
  dataSource: DataSource,
  businessId: string,
  recipientId: string,
  destinationIds: readonly string[],
): Promise<void> {
  const key = { id: newId('apiKey'), businessId, name: 'a member', access: 'MEMBER' as const, recipientId };
  await dataSource
    .getRepository(ApiKey)
    .insert({ ...key, prefix: 'toc_', hash: randomBytes(32), createdAt: new Date() });
  const entry = { id: newId('auditEntry'), businessId, at: new Date(), actor: 'a test', action: 'setPreference' };
  await dataSource
    .getRepository(AuditEntry)
    .insert({ ...entry, subject: recipientId, before: { enabled: true }, after: { enabled: false } });
  const instructions = { businessId, productId: recipientId, locale: 'en', markdown: '**Paste** the key.' };
  await dataSource
    .getRepository(ActivationInstructionsRow)
    .insert({ ...instructions, changedBy: 'a test', changedAt: new Date() });
  const choice = { businessId, enabled: false, changedBy: 'a test', changedAt: new Date() };
  const choices = destinationIds.flatMap((destinationId) =>
    CRITICAL.map((eventType) => ({ ...choice, destinationId, eventType })),
  );
  await dataSource.getRepository(PreferenceChoice).insert(choices);
}
