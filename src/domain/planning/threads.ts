import { findEventType } from '../catalogue/index.js';

const OF_CASES: ReadonlySet<string> = new Set(['DISPUTES', 'PAYOUTS', 'SUBSCRIPTIONS']);

/** Disputes, payouts and subscriptions change: one in-app item per case. Payments and refunds are facts of their own. */
export function isOfCase(type: string): boolean {
  return OF_CASES.has(findEventType(type)?.category ?? '');
}
