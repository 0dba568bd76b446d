/** Somebody sits before a trial of code: all of it, whatever it waits for, has an end. */
import { makeReason } from '../../domain/reasons.js';
import { NoPlaceFree } from '../../platform/fair-share.js';

/** A run that is stopped by force takes half a second; on a busy machine, code of others that runs before takes time as well. */
const TRIAL_MS = 10_000;

export const untilTrialEnds = (): AbortSignal => AbortSignal.timeout(TRIAL_MS);

/** What `run` comes to; null where the time of the trial was over before. */
export async function inTrial<Result>(until: AbortSignal, run: () => Promise<Result>): Promise<Result | null> {
  try {
    return await run();
  } catch (error) {
    if (until.aborted) return null;
    throw error;
  }
}

/** Of a trial that came to nothing in its time. */
export const trialTookTooLong = (): NoPlaceFree => new NoPlaceFree(makeReason('SANDBOX_BUSY'));
