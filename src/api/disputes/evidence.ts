/** The evidence pack of a dispute: what was said to whom, and what they did. */
import { factValues } from '../../channels/rendering/fact-values.js';
import { renderTitle } from '../../channels/rendering/texts.js';
import type { Dispute } from '../../core/disputes/dispute.entity.js';
import { type Facts, NO_FACTS } from '../../domain/facts.js';
import type { Reason } from '../../domain/reasons.js';
import type { Formatter } from '../../i18n/formatter.js';
import { actorName, ENGLISH, eventTypeName } from '../../i18n/labels.js';
import { reasonText } from '../../i18n/reason-text.js';

/** A row of `EVIDENCE`; JSON has moments as ISO 8601 with PostgreSQL's offset. */
export interface Evidence {
  id: string;
  businessName: string;
  reminders: {
    dueAt: string;
    level: number;
    askedLevel: number;
    sentAt: string | null;
    skipped: string | null;
    eventId: string | null;
  }[];
  links: { at: string; act: string; deliveryId: string }[];
  events: EvidenceEvent[];
}

interface EvidenceEvent {
  id: string;
  externalId: string;
  type: string;
  facts: Facts;
  test: boolean;
  occurredAt: string;
  receivedAt: string;
  deliveries: EvidenceDelivery[];
}

interface EvidenceDelivery {
  id: string;
  channel: string;
  /** Masked where it is a secret. */
  to: string;
  /** Whose it is; null for an endpoint. */
  person: string | null;
  status: string;
  reason: Reason;
  createdAt: string;
  settledAt: string | null;
  readAt: string | null;
  attempts: {
    number: number;
    at: string;
    outcome: string;
    statusCode: number | null;
    /** The provider's own id or words, or why it was not sent. */
    receipt: Reason | null;
    durationMs: number;
  }[];
}

export type EvidencePack = ReturnType<typeof packOf>;

/**
 * All of it, as data that can be filed; moments are ISO 8601 in UTC, money is in minor units.
 * @param formatter for titles, reasons, and the provider's codes in words, which stand beside them
 */
export function packOf(dispute: Dispute, evidence: Evidence, generatedAt: Date, formatter = ENGLISH) {
  const { id, externalId, stage, state, test, amount, currency, reason, paymentId, contradictory } = dispute;
  const nameOf = (actor: string | null | undefined) => (actor ? actorName(formatter, actor, 'name') : null);
  const moments = { openedAt: dispute.openedAt, respondBy: dispute.respondBy, passedAt: dispute.passedAt };
  return utc({
    generatedAt,
    business: evidence.businessName,
    dispute: {
      ...{ id, externalId, stage, state, test, contradictory },
      ...{ amount, currency, reason, paymentId },
      ...disputeTexts(dispute, evidence, formatter),
      ...moments,
      respondByEstimated: dispute.respondBy && dispute.respondByEstimated,
      firstAcknowledgedAt: dispute.firstAcknowledgedAt,
      acknowledgedAt: dispute.acknowledgedAt,
      acknowledgedBy: nameOf(dispute.acknowledgedBy),
      answeredAt:
        dispute.respondedAt ?? evidence.events.find(({ type }) => type === 'dispute.challenged')?.occurredAt ?? null,
      respondedAt: dispute.respondedAt,
      respondedBy: nameOf(dispute.respondedBy),
      endedBy: dispute.endedBy,
    },
    reminders: evidence.reminders,
    events: evidence.events.map(({ facts, test, ...event }) => ({
      ...event,
      deliveries: event.deliveries.map((delivery) => readableDelivery(delivery, formatter)),
      title: renderTitle({ type: event.type, facts, test }, formatter),
      typeName: eventTypeName(formatter, event.type) ?? event.type,
      by: nameOf(facts.by),
    })),
    linksUsed: evidence.links,
  });
}

/** What the provider's codes mean. */
function disputeTexts({ reason, stage }: Dispute, { events }: Evidence, formatter: Formatter) {
  // Only beside the event do we know which of our words the provider's code stands for.
  const said = events.find(({ facts }) => reason && facts.reason === reason)?.facts;
  const values = factValues({ ...NO_FACTS, ...said, reason, stage }, formatter);
  return { reasonText: values.reason, stageText: values.stage };
}

function readableDelivery({ reason, attempts, ...delivery }: EvidenceDelivery, formatter: Formatter) {
  const text = (one: Reason) => reasonText(formatter, one);
  return {
    ...delivery,
    reason: text(reason),
    attempts: attempts.map(({ receipt, ...attempt }) => ({ ...attempt, receipt: receipt && text(receipt) })),
  };
}

const MOMENT = /^(at|.+(At|By))$/;
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** As JSON has it: moments are texts. */
type Written<T> = T extends Date ? string : T extends object ? { [Key in keyof T]: Written<T[Key]> } : T;

/** The same with every moment written in one way. */
function utc<T>(pack: T): Written<T> {
  return JSON.parse(JSON.stringify(pack), (key, value) =>
    typeof value === 'string' && MOMENT.test(key) && ISO.test(value) ? new Date(value).toISOString() : value,
  );
}
