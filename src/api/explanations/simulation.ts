/** What an event would do: planned by the rules as they stand, in the texts that each reader would get; nothing is stored or sent. */
import type { DataSource } from 'typeorm';
import { mailOf } from '../../channels/rendering/mail.js';
import { type EventTexts, renderTexts, renderTextsBy } from '../../channels/rendering/texts.js';
import { customerMailBy } from '../../core/delivery/customer-mail.js';
import { decideSimulated } from '../../core/disputes/dispute-messages.js';
import {
  CUSTOMER_TYPES,
  NO_ADDRESS,
  type PlanDestination,
  plannableEventOf,
} from '../../core/planning/plan-destinations.js';
import { planForTeam } from '../../core/planning/team-plan.js';
import type { NormalisedEvent } from '../../domain/facts.js';
import { type CustomerPlanEntry, planCustomer } from '../../domain/planning/customer-plan.js';
import type { Decision, PlanEntry } from '../../domain/planning/plan.js';
import { makeReason, type Reason } from '../../domain/reasons.js';
import { type Formatter, formatterFor } from '../../i18n/formatter.js';
import { ENGLISH } from '../../i18n/labels.js';
import { runStatement } from '../../platform/database/statement.js';
import { SOURCE_KINDS } from '../../sources/index.js';
import { badInput } from '../graphql/errors.js';
import type { ReadEvent } from './payload.js';
import { type BusinessRules, rulesOf } from './rules.js';
import { FIND_PAST, type Past } from './simulation.statements.js';

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

/** Those entries that a run would record, oldest destination first, the customer last. Two statements, three of a dispute. @throws BAD_USER_INPUT. */
export async function simulate(
  dataSource: DataSource,
  businessId: string,
  asked: Simulated,
): Promise<SimulatedDelivery[]> {
  const { at } = asked;
  const event = await decideSimulated(dataSource, businessId, asked.event, asked);
  const simulated = { ...asked, event };
  checkTexts(event);
  const rules = await rulesOf(dataSource, businessId, [event.type]);
  const past = await pastOf(dataSource, businessId, simulated);
  const textsFor = textsByReader(event, past.overrides);
  const ruled = { ...event, supersededBy: past.supersededBy, disputeListeners: past.disputeListeners };
  const team = planForTeam(ruled, rules, at).flatMap(({ destination, entry }) =>
    entry.recorded ? [simulatedDelivery(entry, destination, { ...simulated, rules, textsFor })] : [],
  );
  const entry = planCustomer(plannableEventOf(ruled), {
    address: past.customerAddress,
    askable: past.customerAskable,
    enabled: !past.customerOff,
    toldBy: past.customerToldBy,
  });
  return entry ? [...team, simulatedCustomerMail(entry, past, simulated, rules)] : team;
}

function simulatedCustomerMail(
  { decision, reason }: CustomerPlanEntry,
  past: Past,
  { event, sourceKind, body }: Simulated,
  { businessName, locale, timeZone }: BusinessRules,
): SimulatedDelivery {
  const { customerAddress, customerOverrides: overrides, instructions, brand } = past;
  const details = SOURCE_KINDS[sourceKind].customerDetails(body);
  const words = { businessName, brand, locale, timeZone, overrides, instructions };
  const dated = { ...event, occurredAt: new Date(event.occurredAt) };
  const mail = decision === 'SEND' ? customerMailBy(dated, details, words, () => undefined) : null;
  const read = { subject: mail?.subject ?? null, preview: mail?.text ?? null };
  return { destinationId: null, channel: 'EMAIL', to: customerAddress ?? NO_ADDRESS, decision, reason, ...read };
}

/** As in a run: what does not render reaches nobody. */
function checkTexts(event: NormalisedEvent): void {
  try {
    renderTexts(event, ENGLISH);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw badInput(makeReason('EVENT_UNPLANNABLE', { error: why }), 'payload');
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

/** What was before it: what it would be decided by beside the rules. */
async function pastOf(dataSource: DataSource, businessId: string, { id, event, sourceKind }: Simulated): Promise<Past> {
  const { collapse, occurredAt, test, type, facts, entityId } = event;
  const collapsing = { collapseKey: collapse?.key ?? null, collapseSeconds: collapse?.seconds ?? null };
  const row = { businessId, id, ...collapsing, occurredAt, test, type, facts, entityId, sourceKind };
  const [past] = await runStatement(dataSource, FIND_PAST, { ...row, customerTypes: CUSTOMER_TYPES });
  if (!past) throw new Error(`There is no business ${businessId}.`);
  return past;
}

interface Simulation extends Simulated {
  rules: BusinessRules;
  textsFor: TextsFor;
}

function simulatedDelivery(
  { decision, reason }: PlanEntry,
  destination: PlanDestination,
  simulation: Simulation,
): SimulatedDelivery {
  const { id: destinationId, channel, shownAs: to } = destination;
  const read = decision === 'SKIP' ? { subject: null, preview: null } : previewTexts(destination, simulation);
  return { destinationId, channel, to, decision, reason, ...read };
}

function previewTexts(destination: PlanDestination, { rules, textsFor, link }: Simulation) {
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
