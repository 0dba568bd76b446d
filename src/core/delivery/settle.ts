/** Records what became of a chunk: deliveries, attempts, and what that does to destinations. */
import type { DataSource } from 'typeorm';
import type { Channel } from '../../channels/channel.js';
import { runStatement } from '../../platform/database/statement.js';
import { newId } from '../../platform/new-id.js';
import { checkCoverage } from '../notices/coverage.js';
import type { HealthChange } from './circuit-breaker.js';
import type { ClaimedDelivery } from './claimed-delivery.js';
import { codeRunValues } from './code-runs.js';
import { SETTLE_DELIVERIES } from './deliver.statements.js';
import { effectsOf } from './effects.js';
import type { Outcome } from './outcome.js';

export interface SendResult {
  claimed: ClaimedDelivery;
  /** Null: its turn did not come in this try. */
  outcome: Outcome | null;
  at: Date;
  durationMs: number;
  /** How long its endpoint is left alone, ms, and why; null: the usual schedule holds. */
  waits: { ms: number; reason: string | null } | null;
}

/** An outcome that is not recorded would be sent again: worth some patience with PostgreSQL. */
export async function settle(
  dataSource: DataSource,
  channel: Channel,
  results: SendResult[],
  changes: HealthChange[],
): Promise<void> {
  const effects = effectsOf(channel, results, changes);
  const tried = results.map(({ outcome }) => outcome !== null);
  const values = [...settledValues(results), ...codeRunValues(results, effects.notices), ...effects.values, tried];
  for (let tries = 1; ; tries++) {
    try {
      await runStatement(dataSource, SETTLE_DELIVERIES, values);
      break;
    } catch (error) {
      if (tries === 4) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250 * 4 ** (tries - 1)));
    }
  }
  const [first] = results;
  // Rare, so that it may cost statements of its own: does every critical alert still reach enough people?
  if (effects.lost && first)
    await dataSource.transaction((manager) => checkCoverage(manager, first.claimed.businessId, new Date()));
}

/** The values of $1 to $19. */
function settledValues(results: SendResult[]): unknown[] {
  const attempts = results.flatMap(attemptsOf);
  const failures = results.flatMap(({ claimed, outcome }) =>
    outcome?.transformationFailure ? [{ claimed, ...outcome.transformationFailure }] : [],
  );
  return [
    results.map((r) => r.claimed.id),
    results.map((r) => r.outcome?.status ?? 'PENDING'),
    results.map((r) => (r.outcome ? r.outcome.reason : (r.waits?.reason ?? null))),
    results.map((r) => r.outcome?.unclear ?? false),
    attempts.map(() => newId('attempt')),
    attempts.map((a) => a.businessId),
    attempts.map((a) => a.deliveryId),
    attempts.map((a) => a.number),
    attempts.map((a) => a.at),
    attempts.map((a) => a.outcome),
    attempts.map((a) => a.statusCode),
    attempts.map((a) => a.detail),
    attempts.map((a) => a.durationMs),
    failures.map(() => newId('transformationFailure')),
    failures.map((f) => f.claimed.businessId),
    failures.map((f) => f.claimed.destinationId),
    failures.map((f) => f.claimed.eventId),
    failures.map((f) => f.message),
    failures.map((f) => f.line),
  ];
}

function attemptsOf({ claimed, outcome, at, durationMs }: SendResult) {
  const base = { businessId: claimed.businessId, deliveryId: claimed.id };
  const interrupted = claimed.interruptedAt
    ? [
        {
          ...base,
          number: claimed.tries - 1,
          at: claimed.interruptedAt,
          outcome: 'interrupted',
          statusCode: null,
          detail: 'the process ended in mid-call; it may have arrived',
          durationMs: 0,
        },
      ]
    : [];
  if (!outcome) return interrupted;
  let begunAt = at.getTime();
  const earlier = outcome.earlier.map(({ message: detail, statusCode, durationMs }) => {
    const row = {
      ...base,
      number: claimed.tries,
      at: new Date(begunAt),
      outcome: 'retry',
      statusCode,
      detail,
      durationMs,
    };
    begunAt += durationMs;
    return row;
  });
  const rest = { at: new Date(begunAt), durationMs: durationMs - (begunAt - at.getTime()) };
  return [...interrupted, ...earlier, { ...base, number: claimed.tries, ...outcome.attempt, ...rest }];
}
