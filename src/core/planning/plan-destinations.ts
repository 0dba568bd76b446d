/**
 * Who can be reached and by which rules, read in one way: runs plan with it, and so do simulation, replay and
 * explanation, which could otherwise say something else than what happens.
 */
import { channelOf } from '../../channels/index.js';
import { CATALOGUE, findEventType } from '../../domain/catalogue/index.js';
import { isOfLevel } from '../../domain/disputes/escalation.js';
import type { Facts } from '../../domain/facts.js';
import { isNotice } from '../../domain/notice.js';
import type { Digest } from '../../domain/planning/digest.js';
import type { PlannableDestination } from '../../domain/planning/plan.js';
import type { QuietHours } from '../../domain/planning/quiet-hours.js';
import type { Reason } from '../../domain/reasons.js';
import type { Role } from '../../domain/vocabulary.js';
import { ARE_BY_TWO_SOURCES, EVENTS_ABOUT_THE_SAME, ID_SPACE } from '../ingest/id-space.js';
import type { DisputeListener, DisputeListeners } from './dispute-listeners.js';

/** One row of `reachable`. */
export interface PlanDestination {
  id: string;
  channel: string;
  enabled: boolean;
  suppressed: boolean;
  disabledReason: Reason | null;
  takesAll: boolean | null;
  takesUnknown: boolean | null;
  shownAs: string;
  recipientId: string | null;
  roles: Role[];
  locale: string;
  timeZone: string;
  /** Explicit choices, by event type. */
  choices: Record<string, boolean>;
  quietHours: QuietHours | null;
  digest: Digest | null;
}

/** Removed ones are in nobody's reach; `d` is the destination, `r` the person behind it. */
const IN_REACH = 'd.removed_at IS NULL AND r.removed_at IS NULL';

/**
 * SQL for all destinations of the row in `business`, oldest first, as `PlanDestination`.
 * @param types SQL for the event types whose choices are wanted. @param which a condition on `d` and `r`.
 */
export const planDestinationsSql = (types: string, which = IN_REACH) => `
      SELECT d.id, d.channel, d.enabled, d.suppressed, d.disabled_reason AS "disabledReason", d.takes_all AS "takesAll", d.takes_unknown AS "takesUnknown",
        coalesce(d.address, d.url_hint, CASE WHEN d.kind = 'PUSH' THEN d.label END, r.name) AS "shownAs", r.id AS "recipientId", coalesce(r.roles, '{}') AS roles,
        coalesce(r.locale, b.locale) AS locale, coalesce(r.time_zone, b.time_zone) AS "timeZone",
        CASE WHEN r.quiet_start IS NOT NULL THEN json_build_object('start', r.quiet_start, 'end', r.quiet_end) END AS "quietHours",
        CASE WHEN d.digest_every IS NOT NULL THEN json_build_object('every', d.digest_every, 'at', d.digest_at) END AS digest,
        coalesce((
          SELECT jsonb_object_agg(p.event_type, p.enabled) FROM preferences p
          WHERE p.destination_id = d.id AND p.event_type IN (${types})
        ), '{}') AS choices
      FROM business b JOIN destinations d ON d.business_id = b.id LEFT JOIN recipients r ON r.id = d.recipient_id
      WHERE ${which}
      ORDER BY d.id`;

/** SQL for what the business `b` chose for these event types, as one JSON object. */
export const businessDefaults = (types: string) => `
      (SELECT coalesce(jsonb_object_agg(f.event_type, f.enabled), '{}') FROM business_defaults f
        WHERE f.business_id = b.id AND f.event_type IN (${types}))`;

/** Only one that was told: neither set aside nor itself superseded. */
const WAS_TOLD = `e.id < m.id AND e.test = m.test AND e.status <> 'FAILED'
          AND NOT EXISTS (SELECT FROM deliveries d WHERE d.event_id = e.id AND d.status = 'SUPERSEDED')`;

/** By how much a webhook may be dated after the reconciliation that saw the same; a later one tells of something new. */
const CLOCKS_DIFFER = `interval '5 minutes'`;

/**
 * SQL for the earlier event that told the fact of event `m` already, where one of both was found by a reconciliation: a webhook
 * that comes after all, or came in the very moment. What happened after it is another fact.
 */
const RECONCILED_BEFORE = `
        SELECT e.id FROM ${EVENTS_ABOUT_THE_SAME('e', 'm')}
        WHERE (m.type LIKE 'dispute.%' OR m.type LIKE 'payout.%') AND e.type = m.type
          AND e.facts->>'stage' IS NOT DISTINCT FROM m.facts->>'stage'
          AND (m.found_by_reconcile OR e.found_by_reconcile AND m.occurred_at < e.received_at + ${CLOCKS_DIFFER})
          AND ${WAS_TOLD}
        LIMIT 1`;

/** SQL: events `a` and `b` of one key are within `factor` times the time in which they can be one. */
const closeInTime = (a: string, b: string, factor: number) =>
  `abs(extract(epoch FROM ${a}.occurred_at - ${b}.occurred_at)) < ${factor} * m.collapse_seconds`;

/** SQL: event `e` is about a payment itself, and not about the invoice that asked for it. */
const isPayment = (e: string) => `coalesce(${e}.facts->>'paymentId' = ${e}.entity_id, false)`;

/** SQL: both events name such a thing, and not the same one. */
const differ = (name: string) => `coalesce(e.facts->>'${name}' <> m.facts->>'${name}', false)`;

/** SQL: `e` and `m` can tell one change: the provider has several events for it, and this is another one of them. */
const MAY_BE_ONE_CHANGE = `(m.facts->>'changeEvent' IS NULL OR e.facts->>'changeEvent' IS DISTINCT FROM m.facts->>'changeEvent')`;

const OF_KEY = (e: string) =>
  `m.collapse_key IS NOT NULL AND ${e}.business_id = m.business_id AND ${e}.collapse_key = m.collapse_key`;

/** SQL: event `e` is the other half of `m`, a payment and its invoice, as far as their ids say. */
const IS_OTHER_HALF = `${isPayment('e')} <> ${isPayment('m')} AND ${closeInTime('e', 'm', 1)}
          AND NOT (${['paymentId', 'invoiceId', 'subscriptionId'].map(differ).join(' OR ')})`;

/**
 * SQL for how many halves that could be the one of `m` are taken: as many as events of its own side before it were no news.
 * Those that are not planned yet count, too: two messages for one failure are better than one for two.
 */
const TAKEN_HALVES = `
        SELECT count(*) FROM events s
        WHERE ${OF_KEY('s')} AND s.id < m.id AND s.test = m.test AND s.entity_id IS DISTINCT FROM m.entity_id
          AND ${isPayment('s')} = ${isPayment('m')} AND ${closeInTime('s', 'm', 2)}
          AND (s.planned_at IS NULL OR EXISTS (SELECT FROM deliveries d WHERE d.event_id = s.id AND d.status = 'SUPERSEDED'))`;

/** SQL: an id is one customer within its provider; one address may buy in two shops, of which each is a source. */
const IS_ONE_CUSTOMER = `(m.facts->>'customerId' IS NOT NULL OR e.source_id = m.source_id)`;

/** SQL for the id of the earlier event that told the fact of event `m` already; null where none did. */
export const TOLD_BEFORE = `
        SELECT coalesce(
          (SELECT e.id FROM events e WHERE ${OF_KEY('e')} AND ${WAS_TOLD}
            AND (m.collapse_seconds IS NULL OR e.entity_id = m.entity_id AND ${closeInTime('e', 'm', 1)} AND ${MAY_BE_ONE_CHANGE})
            ORDER BY e.id LIMIT 1),
          (SELECT e.id FROM events e WHERE ${OF_KEY('e')} AND ${WAS_TOLD} AND ${IS_OTHER_HALF}
            AND (e.facts->>'paymentId' = m.facts->>'paymentId' OR e.facts->>'invoiceId' = m.facts->>'invoiceId')
            ORDER BY e.id LIMIT 1),
          (SELECT e.id FROM events e WHERE ${OF_KEY('e')} AND ${WAS_TOLD} AND ${IS_OTHER_HALF} AND ${IS_ONE_CUSTOMER}
            ORDER BY e.id LIMIT 1 OFFSET (${TAKEN_HALVES})),
          (${RECONCILED_BEFORE}))`;

/** Event types that the merchant's customers are told of, too. */
export const CUSTOMER_TYPES: readonly string[] = Object.values(CATALOGUE).flatMap(({ key, audiences }) =>
  (audiences as readonly string[]).includes('CUSTOMER') ? [key] : [],
);

/** Stands for the address of a customer whom no event names. */
export const NO_ADDRESS = 'no address known';

/** SQL for the address that a customer's delivery goes to; null where none is known yet. */
export const KNOWN_ADDRESS = (delivery: string) => `nullif(${delivery}.sent_to, '${NO_ADDRESS}')`;

/** SQL: the address of event `k` was asked for its own e-mail. It may be another by now. */
const WAS_ASKED = `EXISTS (SELECT FROM deliveries a
            WHERE a.event_id = k.id AND a.audience = 'CUSTOMER' AND a.because->>'code' = 'CUSTOMER_ADDRESS_ASKED')`;

/**
 * SQL for where the customer of event `m` is reached, whether their provider can be asked for that, whether the business
 * wants it, and the earlier event by which another source of the same account told the very same: what a team hears twice it can
 * mend, a customer gets two receipts for one payment. `types`: CUSTOMER_TYPES.
 */
export const customerAddressOf = (types: string) => `
        CASE WHEN m.type = ANY(${types}) THEN coalesce(m.facts->>'customerEmail', (
          SELECT k.facts->>'customerEmail' FROM events k
          WHERE k.business_id = m.business_id AND k.facts->>'customerId' = m.facts->>'customerId'
            AND k.facts->>'customerEmail' IS NOT NULL AND NOT ${WAS_ASKED} AND ${ID_SPACE('k')} = ${ID_SPACE('m')}
          ORDER BY k.occurred_at DESC, k.id DESC LIMIT 1
        )) END AS "customerAddress",
        m.type = ANY(${types}) AND m.facts->>'customerId' IS NOT NULL AND EXISTS (SELECT FROM sources o
          WHERE o.id = m.source_id AND o.sealed_api_key IS NOT NULL AND o.removed_at IS NULL) AS "customerAskable",
        CASE WHEN m.type = ANY(${types}) THEN (
          SELECT k.id FROM ${EVENTS_ABOUT_THE_SAME('k', 'm')}
          WHERE ${ARE_BY_TWO_SOURCES('k', 'm')} AND k.type = m.type AND k.id < m.id AND k.occurred_at = m.occurred_at
            AND k.status <> 'FAILED' AND k.facts->>'unreadable' IS NULL
          ORDER BY k.id LIMIT 1) END AS "customerToldBy",
        EXISTS (SELECT FROM customer_emails c
          WHERE c.business_id = m.business_id AND c.event_type = m.type AND NOT c.enabled) AS "customerOff"`;

/** The event as `plan()` takes it. */
export function plannableEventOf<
  E extends { type: string; test: boolean; entityId: string | null; facts?: Pick<Facts, 'unreadable'> },
>(event: E) {
  return {
    ...event,
    unreadable: Boolean(event.facts?.unreadable),
    entry: findEventType(event.type),
    // A notice is about a destination of ours.
    about: isNotice(event.type) ? event.entityId : null,
  };
}

/** The row as `plan()` takes it for an event of this type. `defaults`: what the business chose, by event type. */
export function plannableOf(
  destination: PlanDestination,
  type: string,
  defaults: Record<string, boolean>,
): PlannableDestination & Pick<PlanDestination, 'channel' | 'recipientId'> {
  const { id, channel, enabled, suppressed, disabledReason, takesAll, takesUnknown, roles } = destination;
  const { quietHours, digest, timeZone, recipientId } = destination;
  // Field by field: this is done for every destination and event type, and a spread takes twenty times as long.
  return {
    id,
    channel,
    recipientId,
    enabled,
    suppressed,
    disabledReason,
    takesAll,
    takesUnknown,
    roles,
    quietHours,
    digest,
    timeZone,
    choice: choiceOf(destination.choices, type),
    businessDefault: choiceOf(defaults, type),
    rings: channelOf(channel).rings,
    takesUnreadable: channel === 'WEBHOOK',
    phone: channel === 'PUSH',
  };
}

/**
 * The destinations that an event is for, each as `plan()` takes it. A message of the dispute ladder is for those on call at
 * its levels (`facts.told`), any other for all. Who was told that a dispute is open is told how it ended.
 */
export function plannablesOf(
  { type, facts, disputeListeners }: { type: string; facts: Facts; disputeListeners?: DisputeListeners | null },
  destinations: readonly PlanDestination[],
  defaults: Record<string, boolean>,
): { destination: PlanDestination; plannable: PlannableDestination }[] {
  const { told } = facts;
  const asked = told ? destinations.filter((one) => told.some((level) => isOfLevel(level, one))) : destinations;
  return asked.map((destination) => ({
    destination,
    plannable: {
      ...plannableOf(destination, type, defaults),
      ...(told ? { onCall: true } : {}),
      ...listening(destination, disputeListeners?.[destination.id]),
    },
  }));
}

/** A machine gets the types that it asked for. */
function listening({ channel }: PlanDestination, listener: DisputeListener | undefined): Partial<PlannableDestination> {
  if (!listener) return {};
  const { personal, gathers } = channelOf(channel);
  return { heardOpening: listener.opened !== null && (personal || gathers === true), toldBy: listener.ended };
}

/** A type comes from outside and may be called `constructor`. */
const choiceOf = (choices: Record<string, boolean>, type: string) =>
  Object.hasOwn(choices, type) ? (choices[type] as boolean) : null;
