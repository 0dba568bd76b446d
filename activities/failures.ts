/** What an activity reports to Temporal: heartbeats, and errors without data. */
import { ApplicationFailure, heartbeat, log } from '@temporalio/activity';
import { TemporalFailure } from '@temporalio/common';
import { faultText } from '../src/platform/fault-text.js';

/** Far below the heartbeat timeout of activity-proxies.ts; most sends end before the first one. */
const HEARTBEAT_MS = 5_000;

/** Temporal notices a process that dies during a call after some seconds, not after the timeout of the call. */
export async function withHeartbeat<T>(work: () => Promise<T>): Promise<T> {
  const beating = setInterval(() => heartbeat(), HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beating);
  }
}

/**
 * Temporal keeps errors in plain text, and the message of a database or library may quote data. So Temporal gets the kind
 * of error only; what faultText leaves of the message goes to the log.
 */
export async function withoutData<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TemporalFailure) throw error;
    const { name, code } = error as { name?: string; code?: unknown };
    log.error('an activity failed', { code: 'ACTIVITY_FAILED', error: faultText(error) });
    throw ApplicationFailure.create({ message: [name ?? 'Error', code].filter(Boolean).join(' '), type: 'Unexpected' });
  }
}
