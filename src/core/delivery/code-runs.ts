/** What SETTLE counts of the runs of users' code, and what it tells where it switches one off. */

import { type Runs, runsOf } from '../../domain/health/code-health.js';
import type { Notice } from '../../domain/notice.js';
import { noticesAsJson } from '../notices/notice.js';
import type { ClaimedDelivery } from './claimed-delivery.js';
import type { Outcome } from './outcome.js';

interface SendResult {
  claimed: ClaimedDelivery;
  outcome: Outcome | null;
  at: Date;
}

/** The code of one endpoint, all of whose runs are in one chunk. */
interface CodeRuns extends Runs {
  last: ClaimedDelivery;
  /** Of the last run that failed; null where all went well. */
  notice: Notice | null;
}

/** The values of $20 to $24 of SETTLE; `others`: what else is to be told. */
export function codeRunValues(results: readonly SendResult[], others: readonly Notice[]): unknown[] {
  const ran = byEndpoint(results).map(countRuns).filter(matters);
  return [
    ran.map(({ last }) => last.destinationId),
    ran.map(({ cleared }) => cleared),
    ran.map(({ failed }) => failed),
    ran.map(({ last }) => last.transformation),
    noticesAsJson([...ran.flatMap(({ notice }) => notice ?? []), ...others]),
  ];
}

function byEndpoint(results: readonly SendResult[]): SendResult[][] {
  const found = new Map<string, SendResult[]>();
  for (const result of results) {
    const { destinationId, transformation, codeOff } = result.claimed;
    if (!destinationId || transformation === null || codeOff || !isJudged(result)) continue;
    found.set(destinationId, [...(found.get(destinationId) ?? []), result]);
  }
  return [...found.values()];
}

/** A provider's refusal says nothing of the code, and a try that goes on will run it again. */
function isJudged({ outcome }: SendResult): boolean {
  if (outcome?.transformationFailure) return outcome.transformationFailure.poison;
  return outcome !== null && ['SENT', 'SKIPPED', 'CANCELLED'].includes(outcome.status);
}

function countRuns(runs: readonly SendResult[]): CodeRuns {
  const last = (runs.at(-1) as SendResult).claimed;
  const failed = runs.findLast(({ outcome }) => outcome?.transformationFailure);
  return {
    last,
    ...runsOf(runs.map(({ outcome }) => Boolean(outcome?.transformationFailure))),
    notice: failed ? noticeOf(failed) : null,
  };
}

/** Code that always goes well costs no write. */
const matters = ({ last, failed }: CodeRuns) => failed > 0 || (last.codeFailures ?? 0) > 0;

function noticeOf({ claimed, outcome, at }: SendResult): Notice {
  return {
    businessId: claimed.businessId,
    type: 'tocsin.transformation_disabled',
    transition: `code-off:${claimed.destinationId}:${at.toISOString()}`,
    at,
    about: [claimed.label ?? ''],
    subjectId: claimed.destinationId,
    reason: outcome?.transformationFailure?.message.slice(0, 200) ?? null,
    causedBy: claimed.type,
  };
}
