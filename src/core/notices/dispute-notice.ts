/** What Tocsin tells of a dispute: reminders, a passed deadline, and who took it on or answered. */
import type { EscalationPolicy } from '../../domain/disputes/escalation.js';
import type { DISPUTE_NOTICES, DisputeNotice, Notice } from '../../domain/notice.js';
import { ROLES } from '../../domain/vocabulary.js';
import { IS_OF_DISPUTE } from '../ingest/id-space.js';

/** A row of `disputes`, and the customer by the facts. */
export interface NoticedDispute {
  id: string;
  businessId: string;
  sourceId: string;
  externalId: string;
  stage: string;
  test: boolean;
  amount: string | null;
  currency: string | null;
  reason: string | null;
  paymentId: string | null;
  respondBy: Date | null;
  respondByEstimated: boolean;
  policy: EscalationPolicy;
  customerName: string | null;
  account: string | null;
}

/** SQL for what the newest event that says it says of the dispute `d`. @param what of its facts `c.facts` */
const newestFact = (what: string) => `(SELECT ${what} FROM events c
        WHERE ${IS_OF_DISPUTE('c', 'd')} AND ${what} IS NOT NULL
        ORDER BY c.id DESC LIMIT 1)`;

/** SQL for a `NoticedDispute` of the row `d`. */
export const NOTICED_DISPUTE = `d.id, d.business_id AS "businessId", d.source_id AS "sourceId", d.external_id AS "externalId", d.stage, d.test,
      d.amount, d.currency, d.reason, d.payment_id AS "paymentId", d.respond_by AS "respondBy", d.respond_by_estimated AS "respondByEstimated", d.policy,
      ${newestFact("coalesce(c.facts->>'customerName', c.facts->>'customerEmail')")} AS "customerName", ${newestFact("c.facts->>'account'")} AS account`;

/** What differs between the notices of one dispute. */
export type DisputeNoticeFacts = Partial<Pick<DisputeNotice, 'timeLeft' | 'level' | 'unreachable' | 'by' | 'draft'>> &
  Pick<DisputeNotice, 'told'>;

/** `transition`: names it among the notices of this dispute; the same one told twice is one event. */
export function disputeNotice(
  dispute: NoticedDispute,
  type: (typeof DISPUTE_NOTICES)[number],
  transition: string,
  at: Date,
  said: DisputeNoticeFacts,
): Notice {
  const { id, businessId, sourceId, externalId, respondBy, policy, ...facts } = dispute;
  const nothing = { timeLeft: null, level: null, unreachable: null, by: null, draft: false };
  return {
    businessId,
    type,
    transition: `tocsin:${id}:${transition}`,
    at,
    about: [],
    subjectId: externalId,
    dispute: {
      ...facts,
      ...nothing,
      ...said,
      sourceId,
      disputeId: externalId,
      respondBy: respondBy?.toISOString() ?? null,
    },
  };
}

/** Everybody whom the ladder could ask, where they look for themselves: news that ring at nobody. */
export function inAppLevels({ levels }: EscalationPolicy): DisputeNotice['told'] {
  const roles = ROLES.filter((role) => levels.some((level) => level.roles.includes(role)));
  return [{ roles, channels: ['IN_APP'] }];
}
