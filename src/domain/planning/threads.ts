import { findEventType } from '../catalogue/index.js';

const THREAD_CATEGORIES: ReadonlySet<string> = new Set(['DISPUTES', 'PAYOUTS', 'SUBSCRIPTIONS']);

/** Disputes, payouts and subscriptions change: one in-app item per case. Payments and refunds are facts of their own. */
export function hasThread(type: string): boolean {
  return THREAD_CATEGORIES.has(findEventType(type)?.category ?? '');
}
