import { findEventType } from '../catalogue/index.js';
import type { Category } from '../vocabulary.js';

const THREAD_CATEGORIES: ReadonlySet<Category> = new Set(['DISPUTES', 'PAYOUTS', 'SUBSCRIPTIONS']);

/**
 * Disputes, payouts and subscriptions change: one in-app item per case of this category. Null for all others: payments and refunds
 * are facts of their own.
 */
export function threadOf(type: string): Category | null {
  const category = findEventType(type)?.category;
  return category && THREAD_CATEGORIES.has(category) ? category : null;
}
