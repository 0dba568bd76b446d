/** What an event would do: planned by the rules as they stand, in the texts that each reader would get; nothing is stored or sent. */

import type { DataSource } from 'typeorm';
import { customerMailOf, customerReader } from '../../channels/rendering/customer-mail.js';
import { mailOf } from '../../channels/rendering/mail.js';
import { type EventTexts, type Override, renderTexts, renderTextsBy } from '../../channels/rendering/texts.js';
import {
  CUSTOMER_TYPES,
  customerOf,
  NO_ADDRESS,
  type PlanDestination,
  plannableEventOf,
  plannablesOf,
  TOLD_BEFORE,
} from '../../core/planning/plan-destinations.js';
import type { NormalisedEvent } from '../../domain/facts.js';
import { type CustomerPlanEntry, planCustomer } from '../../domain/planning/customer-plan.js';
import { type Decision, type PlanEntry, planEvent } from '../../domain/planning/plan.js';
import type { Reason } from '../../domain/reasons.js';
import { type Formatter, formatterFor } from '../../i18n/formatter.js';
import { ENGLISH } from '../../i18n/labels.js';
import { SOURCE_KINDS } from '../../sources/index.js';
import { badInput } from '../graphql/errors.js';
import type { ReadEvent } from './payload.js';
import { type BusinessRules, rulesOf } from './rules.js';

/** One entry of the plan, with what its reader would read; null where they would read nothing. */
export interface SimulatedDelivery {
  destinationId: string | null;
  channel: string;
  to: string;
  decision: Decision;
  reason: Reason;
  subject: string | null;
  preview: string | null;
}

export interface Simulated extends ReadEvent {
  /** That the event would get: what came before it has a smaller one. */
  id: string;
  /** Where the event could be seen. */
  link: string;
  at: Date;
}

/** Those entries that a run would record, oldest destination first, the customer last. Two statements. @throws BAD_USER_INPUT. */
export async function simulate(
  dataSource: DataSource,
  businessId: string,
  simulated: Simulated,
): Promise<SimulatedDelivery[]> {
  const { event, at } = simulated;
  checkTexts(event);
  const rules = await rulesOf(dataSource, businessId, [event.type]);
  const past = await pastOf(dataSource, businessId, simulated);
  const textsFor = textsByReader(event, past.overrides);
  const plannableEvent = plannableEventOf({ ...event, supersededBy: past.supersededBy });
  const asked = plannablesOf(event, rules.destinations, rules.defaults);
  const entries = planEvent(
    plannableEvent,
    asked.map(({ plannable }) => plannable),
    at,
  );
  const team = entries.flatMap((entry, i) =>
    entry.recorded
      ? [deliveryOf(entry, asked[i]?.destination as PlanDestination, { ...simulated, rules, textsFor })]
      : [],
  );
  const entry = planCustomer(plannableEvent, { address: past.customerAddress, enabled: !past.customerOff });
  return entry ? [...team, toCustomer(entry, past, simulated, rules)] : team;
}

function toCustomer(
  { decision, reason }: CustomerPlanEntry,
  { customerAddress }: Past,
  { event, sourceKind, body }: Simulated,
  { businessName, locale, timeZone }: BusinessRules,
): SimulatedDelivery {
  const details = SOURCE_KINDS[sourceKind].customerDetails(body);
  const formatter = formatterFor(customerReader(details, { locale, timeZone }));
  const context = { businessName, details, formatter };
  const mail =
    decision === 'SEND' ? customerMailOf({ ...event, occurredAt: new Date(event.occurredAt) }, context) : null;
  const read = { subject: mail?.subject ?? null, preview: mail?.text ?? null };
  return { destinationId: null, channel: 'EMAIL', to: customerAddress ?? NO_ADDRESS, decision, reason, ...read };
}

/** As in a run: what does not render reaches nobody. */
function checkTexts(event: NormalisedEvent): void {
  try {
    renderTexts(event, ENGLISH);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw badInput(`This event could not be planned: ${why}. Mend the payload.`, 'payload');
  }
}

type TextsFor = (channel: string, formatter: Formatter) => EventTexts;

/** In the words of the business, or in ours; made once for all readers alike. */
function textsByReader(event: NormalisedEvent, overrides: Past['overrides']): TextsFor {
  const known = new Map<string, EventTexts>();
  return (channel, formatter) => {
    const { locale, timeZone } = formatter.reader;
    const key = `${channel} ${locale} ${timeZone}`;
    const override = overrides?.[channel]?.[formatter.locale];
    // A template that cannot be filled costs nothing: ours stand, as they will in the run.
    const texts = known.get(key) ?? renderTextsBy(override, event, formatter, () => undefined);
    known.set(key, texts);
    return texts;
  };
}

const PAST = `
  SELECT (${TOLD_BEFORE}) AS "supersededBy", ${customerOf('$9')},
    (SELECT jsonb_object_agg(o.channel, o.by_locale) FROM (
      SELECT t.channel, jsonb_object_agg(t.locale, jsonb_build_object('subject', t.subject, 'body', t.body)) AS by_locale
      FROM templates t WHERE t.business_id = m.business_id AND t.event_type = m.type GROUP BY 1
    ) o) AS overrides
  FROM (SELECT $1::tocsin_id AS business_id, $2::tocsin_id AS id, $3::text AS collapse_key, $4::integer AS collapse_seconds,
    $5::timestamptz AS occurred_at, $6::boolean AS test, $7::text AS type, $8::jsonb AS facts,
    $10::text AS entity_id, false AS found_by_reconcile) m`;

interface Past {
  supersededBy: string | null;
  customerAddress: string | null;
  customerOff: boolean;
  /** The business's own words for this event type, by channel and locale; null where it has none. */
  overrides: Record<string, Record<string, Override>> | null;
}

async function pastOf(dataSource: DataSource, businessId: string, { id, event }: Simulated): Promise<Past> {
  const { collapse, occurredAt, test, type, facts, entityId } = event;
  const told = [collapse?.key ?? null, collapse?.seconds ?? null, occurredAt, test];
  const values = [businessId, id, ...told, type, JSON.stringify(facts), CUSTOMER_TYPES, entityId];
  const [row]: [Past] = await dataSource.query(PAST, values);
  return row;
}

interface Simulation extends Simulated {
  rules: BusinessRules;
  textsFor: TextsFor;
}

function deliveryOf(
  { decision, reason }: PlanEntry,
  destination: PlanDestination,
  simulation: Simulation,
): SimulatedDelivery {
  const { id: destinationId, channel, shownAs: to } = destination;
  const read = decision === 'SKIP' ? { subject: null, preview: null } : readingOf(destination, simulation);
  return { destinationId, channel, to, decision, reason, ...read };
}

function readingOf(destination: PlanDestination, { rules, textsFor, link }: Simulation) {
  const formatter = formatterFor(destination);
  const texts = textsFor(destination.channel, formatter);
  if (destination.channel !== 'EMAIL') {
    const { title, body, action } = texts;
    return { subject: title, preview: action ? `${body} ${action}` : body };
  }
  const { businessName } = rules;
  const mail = mailOf(texts, { formatter, businessName, destination: destination.shownAs, link });
  return { subject: mail.subject, preview: mail.text };
}
