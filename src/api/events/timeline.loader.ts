/** Reads the ledgers of events: four statements, however many events are asked about. */
import type { DataSource } from 'typeorm';
import type { Ledger, LedgerAttempt, LedgerDelivery, LedgerResend } from '../../domain/timeline.js';
import { knownDeliveries, ledgerOfMember } from '../deliveries/known-delivery.loader.js';

/** Of one event; what is more is listed by `Event.deliveries`. */
const MOST_DELIVERIES = 200;
/** Of one delivery, and of one event: the newest. */
const MOST_ATTEMPTS = 20;
const MOST_RESENDS = 200;

type Of<Row> = Row & { eventId: string };

const EVENTS = `
  SELECT id AS "eventId", received_at AS "receivedAt", planned_at AS "plannedAt", status, status_reason AS "statusReason",
    found_by_reconcile AS "foundByReconcile"
  FROM events WHERE id = ANY($1) AND business_id = $2`;

const DELIVERIES = `
  SELECT d.* FROM unnest($1::text[]) AS e(id) CROSS JOIN LATERAL (
    SELECT event_id AS "eventId", id, channel, sent_to AS "to", status, coalesce(reason, because) AS reason,
      created_at AS "createdAt", settled_at AS "settledAt", due_at AS "dueAt", held_by AS "heldBy"
    FROM deliveries WHERE event_id = e.id AND business_id = $2 ORDER BY id LIMIT ${MOST_DELIVERIES + 1}) d`;

const ATTEMPTS = `
  SELECT a.* FROM unnest($1::text[]) AS d(id) CROSS JOIN LATERAL (
    SELECT delivery_id AS "deliveryId", number, at, outcome, detail FROM attempts
    WHERE delivery_id = d.id AND business_id = $2 ORDER BY number DESC LIMIT ${MOST_ATTEMPTS}) a`;

const RESENDS = `
  SELECT r.* FROM unnest($1::text[]) AS e(id) CROSS JOIN LATERAL (
    SELECT event_id AS "eventId", delivery_id AS "deliveryId", at, actor, how, status, reason FROM resends
    WHERE event_id = e.id AND business_id = $2 ORDER BY id DESC LIMIT ${MOST_RESENDS}) r`;

/** In the order of the ids; null for what is not there or belongs to another business. For a person, as they may read it. */
export async function ledgersOfEvents(
  dataSource: DataSource,
  businessId: string,
  ids: readonly string[],
  recipientId: string | null,
): Promise<(Ledger | null)[]> {
  const ledgers = await wholeLedgers(dataSource, businessId, ids);
  if (recipientId === null) return ledgers;
  const deliveries = ledgers.flatMap((ledger) => ledger?.deliveries.map(({ id }) => id) ?? []);
  const known = await knownDeliveries(dataSource, businessId, deliveries, recipientId);
  const byId = new Map(known.flatMap((one, at) => (one ? [[deliveries[at] ?? '', one] as const] : [])));
  return ledgers.map((ledger) => ledger && ledgerOfMember(ledger, byId));
}

async function wholeLedgers(
  dataSource: DataSource,
  businessId: string,
  ids: readonly string[],
): Promise<(Ledger | null)[]> {
  const ask = <Row>(statement: string, which: readonly string[]): Promise<Row[]> =>
    dataSource.query(statement, [which, businessId]);
  const events = await ask<Of<Ledger['event']>>(EVENTS, ids);
  const deliveries = await ask<Of<LedgerDelivery>>(DELIVERIES, ids);
  const attempts = await ask<LedgerAttempt>(
    ATTEMPTS,
    deliveries.map((delivery) => delivery.id),
  );
  const resends = await ask<Of<LedgerResend>>(RESENDS, ids);
  const byDelivery = groups(attempts, (attempt) => attempt.deliveryId);
  const ofEvent = groups(deliveries, (delivery) => delivery.eventId);
  const asked = groups(resends, (resend) => resend.eventId);
  const ledgers = events.map(({ eventId, ...event }): [string, Ledger] => {
    const all = ofEvent.get(eventId) ?? [];
    const shown = all.slice(0, MOST_DELIVERIES);
    const tries = shown.flatMap((delivery) => byDelivery.get(delivery.id) ?? []);
    const cut = all.length > shown.length;
    return [eventId, { event, deliveries: shown, attempts: tries, resends: asked.get(eventId) ?? [], cut }];
  });
  const byId = new Map(ledgers);
  return ids.map((id) => byId.get(id) ?? null);
}

function groups<Row>(rows: Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const group = found.get(keyOf(row));
    if (group) group.push(row);
    else found.set(keyOf(row), [row]);
  }
  return found;
}
