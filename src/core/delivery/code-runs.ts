/** What is counted of the runs of users' code, and the notices for where that switches one off. */
import { type Runs, runsOf } from '../../domain/health/code-health.js';
import type { Notice } from '../../domain/notice.js';
import type { ClaimedDelivery } from './claimed-delivery.js';
import type { SendResult } from './send-result.js';
import type { CodeRunRow } from './settle.statements.js';

/** The code of one endpoint, all of whose runs are in one chunk. */
interface CodeRuns extends Runs {
  last: ClaimedDelivery;
  /** Of the last run that failed; null where all went well. */
  notice: Notice | null;
}

export function codeRunsOf(results: readonly SendResult[]): { rows: CodeRunRow[]; notices: Notice[] } {
  const ran = byEndpoint(results).map(countRuns).filter(matters);
  return {
    rows: ran.map(({ last, cleared, failed }) => ({
      destinationId: last.destinationId,
      cleared,
      failed,
      code: last.transformation,
    })),
    notices: ran.flatMap(({ notice }) => notice ?? []),
  };
}

function byEndpoint(results: readonly SendResult[]): SendResult[][] {
  const found = new Map<string, SendResult[]>();
  for (const result of results) {
    const { destinationId, transformation, transformationOff: codeOff } = result.claimed;
    if (!destinationId || transformation === null || codeOff || !isJudged(result)) continue;
    found.set(destinationId, [...(found.get(destinationId) ?? []), result]);
  }
  return [...found.values()];
}

/** A carrier's refusal says nothing of the code, and a try that goes on will run it again. */
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
const matters = ({ last, failed }: CodeRuns) => failed > 0 || (last.transformationFailures ?? 0) > 0;

function noticeOf({ claimed, outcome, at }: SendResult): Notice {
  return {
    businessId: claimed.businessId,
    type: 'tocsin.transformation_disabled',
    transition: `code-off:${claimed.destinationId}:${at.toISOString()}`,
    at,
    about: [claimed.label ?? ''],
    subjectId: claimed.destinationId,
    reason: outcome?.transformationFailure?.reason ?? null,
    causedBy: claimed.type,
  };
}
