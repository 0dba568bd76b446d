/** A dispute with everything that can stand in an evidence pack. */
import type { Evidence } from '../../src/api/disputes/evidence.js';
import { DEFAULT_POLICY } from '../../src/core/disputes/default-policy.js';
import type { Dispute } from '../../src/core/disputes/dispute.entity.js';
import { NO_FACTS } from '../../src/domain/facts.js';
import { textReason } from './reasons.js';

const ID = 'dsp_01h455vb4pex5vsknk084sn02q';

export const EXAMPLE: Dispute = {
  ...{ id: ID, businessId: 'bus_1', sourceId: 'src_1', externalId: 'dp_7', stage: 'dispute', test: false },
  ...{ state: 'RESPONDED', amount: '9900', currency: 'USD', reason: 'product_not_received', paymentId: 'pay_4x7S9' },
  ...{ openedAt: new Date('2026-11-17T16:00:00Z'), respondBy: new Date('2026-11-21T16:00:00Z') },
  ...{ respondByEstimated: true, respondByKnownAt: new Date('2026-11-17T16:00:00Z'), policy: DEFAULT_POLICY },
  ...{ escalationLevel: 1, acknowledgedBy: 'Ada', acknowledgedAt: new Date('2026-11-18T09:30:00Z') },
  ...{ firstAcknowledgedAt: new Date('2026-11-18T09:30:00Z'), respondedBy: 'Ada' },
  ...{ respondedAt: new Date('2026-11-19T11:00:00Z'), passedAt: null, endedBy: 'evt_3', contradictory: false },
  ...{ nextAt: null, urgency: '1', idSpace: 'DODO', unanswerable: false },
};

/** `said`: stands wherever a stranger's text can. */
export function exampleEvidence(said = 'John Doe'): Evidence {
  const at = '2026-11-17T16:00:05.123+00:00';
  const facts = { ...NO_FACTS, amount: '9900', currency: 'USD', customerName: said, stage: 'dispute' };
  const event = { externalId: said, facts, test: false, occurredAt: '2026-11-17T18:00:00+02:00', receivedAt: at };
  const sent = {
    id: 'dlv_1',
    channel: 'EMAIL',
    to: 'ada@team.example',
    person: 'Ada',
    status: 'SENT',
    reason: textReason(said),
  };
  const tries = [
    { number: 1, at, outcome: 'sent', statusCode: 250, receipt: textReason('2.0.0 OK queued as 4711'), durationMs: 12 },
    { number: 2, at, outcome: 'sent', statusCode: null, receipt: textReason(said), durationMs: 12 },
  ];
  const chat = { ...sent, id: 'dlv_2', channel: 'SLACK', to: said, person: null, status: 'FAILED' };
  return {
    id: ID,
    businessName: said === 'John Doe' ? 'Nordlicht GmbH' : said,
    reminders: [
      { dueAt: at, level: 0, askedLevel: 0, sentAt: null, skipped: 'OVERTAKEN', eventId: null },
      { dueAt: at, level: 1, askedLevel: 1, sentAt: at, skipped: null, eventId: 'evt_2' },
    ],
    links: [{ at, act: 'ACKNOWLEDGE', deliveryId: 'dlv_1' }],
    events: [
      {
        ...event,
        ...{ id: 'evt_1', type: 'dispute.opened' },
        deliveries: [
          { ...sent, createdAt: at, settledAt: at, readAt: at, attempts: tries },
          { ...chat, createdAt: at, settledAt: null, readAt: null, attempts: [] },
        ],
      },
      { ...event, id: 'evt_2', type: said, facts: { ...facts, by: said }, deliveries: [] },
    ],
  };
}
