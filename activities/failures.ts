/** What an activity shows of its failures, and of its life. */
import { ApplicationFailure, heartbeat, log } from '@temporalio/activity';
import { TemporalFailure } from '@temporalio/common';

/** Below the heartbeat timeout of activity-proxies.ts by a wide margin; most sends are over before the first one. */
const HEARTBEAT_MS = 5_000;

/** A process that dies in mid-call is missed after some seconds, not after the call's whole time. */
export async function withHeartbeat<T>(work: () => Promise<T>): Promise<T> {
  const beating = setInterval(() => heartbeat(), HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beating);
  }
}

/**
 * What goes wrong stands in Temporal for ever, in plain text, and a message of a database or library may quote data. So
 * it says only what kind of error it was; the message goes to the log.
 */
export async function withoutData<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TemporalFailure) throw error;
    const { name, code } = error as { name?: string; code?: unknown };
    log.error('an activity failed', { code: 'ACTIVITY_FAILED', error: String(error) });
    throw ApplicationFailure.create({ message: [name ?? 'Error', code].filter(Boolean).join(' '), type: 'Unexpected' });
  }
}
