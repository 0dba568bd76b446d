/**
 * What people do about a dispute. To acknowledge says "mine" and quiets the ladder until its next reminder, which asks
 * again; to respond says that the answer is filed with the provider, and ends it. The first one counts: whoever comes
 * after is told who it was. Either is told to the team as an event, which also wakes the dispute's run.
 */
import type { DataSource, EntityManager } from 'typeorm';
import type { DisputeState } from '../../domain/disputes/escalation.js';
import { recordChange } from '../access/audit.js';
import type { Viewer } from '../access/viewer.js';
import { disputeNotice, inAppLevels, NOTICED_DISPUTE, type NoticedDispute } from '../notices/dispute-notice.js';
import { raiseNotices } from '../notices/notice.js';
import { AWAITS_RESPONSE } from './dispute-states.js';

export type ResponseKind = 'ACKNOWLEDGE' | 'RESPOND';

export interface DisputeResponse {
  /** False: somebody was first, or there is nothing left to do; `state`, `by` and `at` say which. */
  done: boolean;
  state: DisputeState;
  /** Who acknowledged last, or said that the answer is filed; null where nobody of the team did. */
  by: string | null;
  at: Date | null;
}

/** Who answers: `actor` for the audit trail, `name` for the team to read. */
export interface Responder extends Pick<Viewer, 'businessId' | 'actor'> {
  name: string;
}

/**
 * When: $4 by the clock of whoever was asked, which may be behind. What people do comes after what they were told, else the ladder
 * would take it for an answer to an earlier question.
 */
const ACTED_AT = `greatest($4::timestamptz, d.opened_at, (SELECT max(r.due_at) FROM reminders r WHERE r.dispute_id = d.id))`;

/** $1 the dispute, $2 its business, $3 who. An answer may be late: an estimated deadline need not be the provider's. */
const UPDATE_DISPUTE: Record<ResponseKind, string> = {
  ACKNOWLEDGE: `
    UPDATE disputes d SET state = 'ACKNOWLEDGED', acknowledged_by = $3, acknowledged_at = ${ACTED_AT},
      first_acknowledged_at = coalesce(first_acknowledged_at, $4)
    WHERE id = $1 AND business_id = $2 AND state = 'NEEDS_RESPONSE' RETURNING *`,
  RESPOND: `
    UPDATE disputes d SET state = 'RESPONDED', responded_by = $3, responded_at = ${ACTED_AT}, next_at = NULL
    WHERE id = $1 AND business_id = $2 AND ${AWAITS_RESPONSE} RETURNING *`,
};

const FIND_RESPONSE = `
  SELECT state, coalesce(responded_by, acknowledged_by) AS by,
    CASE WHEN responded_by IS NULL THEN acknowledged_at ELSE responded_at END AS at
  FROM disputes WHERE id = $1 AND business_id = $2`;

/** What each kind of response is called, and the state that it leads to. */
export const RESPONSES = {
  ACKNOWLEDGE: { action: 'acknowledgeDispute', type: 'dispute.acknowledged', state: 'ACKNOWLEDGED' },
  RESPOND: { action: 'markDisputeResponded', type: 'dispute.responded', state: 'RESPONDED' },
} as const;

/** In one transaction of its own, or inside that of a manager. Null where this business has no such dispute. */
export function respondToDispute(
  dataSource: Pick<DataSource, 'transaction'>,
  who: Responder,
  disputeId: string,
  how: ResponseKind,
  at: Date,
): Promise<DisputeResponse | null> {
  return dataSource.transaction(async (manager) => {
    const acted = `WITH d AS (${UPDATE_DISPUTE[how]}) SELECT ${NOTICED_DISPUTE} FROM d`;
    const [dispute]: NoticedDispute[] = await manager.query(acted, [disputeId, who.businessId, who.name, at]);
    if (dispute) await raiseResponseNotice(manager, who, dispute, how, at);
    const [response]: Omit<DisputeResponse, 'done'>[] = await manager.query(FIND_RESPONSE, [disputeId, who.businessId]);
    return response ? { done: dispute !== undefined, ...response } : null;
  });
}

async function raiseResponseNotice(
  manager: EntityManager,
  who: Responder,
  dispute: NoticedDispute,
  how: ResponseKind,
  at: Date,
) {
  const { action, type, state } = RESPONSES[how];
  const said = { by: who.name, told: inAppLevels(dispute.policy) };
  const [eventId] = await raiseNotices(manager, [
    disputeNotice(dispute, type, `${state.toLowerCase()}:${at.toISOString()}`, at, said),
  ]);
  if (how === 'RESPOND') await manager.query('UPDATE disputes SET ended_by = $2 WHERE id = $1', [dispute.id, eventId]);
  await recordChange(manager, who, { action, subject: dispute.id, after: { state, by: who.name } });
}
