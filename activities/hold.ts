/** Starts the runs that own what is held. */
import type { HoldInput } from '../src/domain/run-inputs.js';
import { type RunControl, started } from './run-control.js';

/** Far longer than a start takes: nearer to its end, a run may have looked already, and is told to look again. */
const NEAR_MS = 60_000;
/** A thousand people may have a digest each. */
const AT_ONCE = 20;

/** Makes sure that each hold has its run. As often as wanted. */
export async function startHolds(runs: RunControl, holds: readonly HoldInput[], now: number): Promise<void> {
  for (let at = 0; at < holds.length; at += AT_ONCE) {
    const some = holds.slice(at, at + AT_ONCE);
    await Promise.all(some.map((hold) => started(runs.startHold(hold, { lookAgain: hold.dueAt - now <= NEAR_MS }))));
  }
}
