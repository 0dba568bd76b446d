/** Records what became of a chunk: deliveries, attempts, and what that does to destinations. */
import type { DataSource } from 'typeorm';
import type { Channel } from '../../channels/channel.js';
import { makeReason } from '../../domain/reasons.js';
import { boxOf } from '../../platform/database/keyed-data-source.js';
import { runStatement } from '../../platform/database/statement.js';
import { newId } from '../../platform/new-id.js';
import { checkCoverage } from '../notices/coverage.js';
import { noticeRows } from '../notices/notice.js';
import type { HealthChange } from './circuit-breaker.js';
import { codeRunsOf } from './code-runs.js';
import { effectsOf } from './effects.js';
import type { SendResult } from './send-result.js';
import {
  type AttemptRow,
  type EndedDelivery,
  type OutcomeRow,
  SETTLE_DELIVERIES,
  type SettleParams,
  type TransformationFailureRow,
} from './settle.statements.js';

/** An outcome that is not recorded would be sent again: worth some patience with PostgreSQL. @returns what ended by it */
export async function settle(
  dataSource: DataSource,
  channel: Channel,
  results: SendResult[],
  changes: HealthChange[],
  now: Date,
): Promise<EndedDelivery[]> {
  const codeRuns = codeRunsOf(results);
  const effects = effectsOf(channel, results, changes, now);
  const params: SettleParams = {
    outcomes: results.map(outcomeRow),
    attempts: results.flatMap(attemptRows),
    transformationFailures: results.flatMap(transformationFailureRows),
    codeRuns: codeRuns.rows,
    ends: effects.ends,
    health: effects.health,
    pauses: effects.pauses,
    took: effects.took,
    notices: noticeRows(boxOf(dataSource), [...codeRuns.notices, ...effects.notices]),
  };
  const ended = await record(dataSource, params);
  const [first] = results;
  // Rare, so statements of its own are acceptable: does every critical event type still reach enough recipients?
  if (effects.ends.length > 0 && first)
    await dataSource.transaction((manager) => checkCoverage(manager, first.claimed.businessId, now));
  return ended;
}

async function record(dataSource: DataSource, params: SettleParams): Promise<EndedDelivery[]> {
  for (let tries = 1; ; tries++) {
    try {
      return await runStatement(dataSource, SETTLE_DELIVERIES, params);
    } catch (error) {
      if (tries === 4) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250 * 4 ** (tries - 1)));
    }
  }
}

function outcomeRow({ claimed, outcome, waits }: SendResult): OutcomeRow {
  return {
    id: claimed.id,
    status: outcome?.status ?? 'PENDING',
    reason: outcome ? outcome.reason : (waits?.reason ?? null),
    unclear: outcome?.unclear ?? false,
    tried: outcome !== null,
  };
}

function transformationFailureRows({ claimed, outcome }: SendResult): TransformationFailureRow[] {
  if (!outcome?.transformationFailure) return [];
  const { reason, line } = outcome.transformationFailure;
  const { businessId, destinationId, eventId } = claimed;
  return [{ id: newId('transformationFailure'), businessId, destinationId, eventId, reason, line }];
}

/** An interrupted try, carriers that were asked before in this one, and how it ended. */
function attemptRows({ claimed, outcome, at, durationMs }: SendResult): AttemptRow[] {
  const attempt = (
    number: number,
    rest: Pick<AttemptRow, 'at' | 'outcome' | 'statusCode' | 'detail' | 'durationMs'>,
  ) => ({
    id: newId('attempt'),
    businessId: claimed.businessId,
    deliveryId: claimed.id,
    number,
    ...rest,
  });
  const detail = makeReason('INTERRUPTED');
  const interrupted = claimed.interruptedAt
    ? [
        attempt(claimed.tries - 1, {
          at: claimed.interruptedAt,
          outcome: 'interrupted',
          statusCode: null,
          detail,
          durationMs: 0,
        }),
      ]
    : [];
  if (!outcome) return interrupted;
  let begunAt = at.getTime();
  const earlier = outcome.earlier.map(({ reason, statusCode, durationMs }) => {
    const row = attempt(claimed.tries, {
      at: new Date(begunAt),
      outcome: 'retry',
      statusCode,
      detail: reason,
      durationMs,
    });
    begunAt += durationMs;
    return row;
  });
  const rest = { at: new Date(begunAt), durationMs: durationMs - (begunAt - at.getTime()) };
  return [...interrupted, ...earlier, attempt(claimed.tries, { ...outcome.attempt, ...rest })];
}
