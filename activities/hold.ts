/** Starts the runs of holds. */
import type { HoldInput } from '../src/domain/run-inputs.js';
import { type RunControl, started } from './run-control.js';

/** Far longer than a start takes. Nearer to the end of a hold its run may have released already, and must release once more. */
const NEAR_MS = 60_000;
/** Starts in parallel: a thousand recipients may have a digest each. */
const AT_ONCE = 20;

/** Makes sure that each hold has its run. Idempotent. */
export async function startHolds(runs: RunControl, holds: readonly HoldInput[], now: number): Promise<void> {
  for (let at = 0; at < holds.length; at += AT_ONCE) {
    const some = holds.slice(at, at + AT_ONCE);
    await Promise.all(some.map((hold) => started(runs.startHold(hold, { lookAgain: hold.dueAt - now <= NEAR_MS }))));
  }
}
