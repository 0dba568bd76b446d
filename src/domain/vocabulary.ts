/** The closed lists of words that the rest of the program shares (channels come from their own registry). */

export const CATEGORIES = [
  'PAYMENTS',
  'PAYOUTS',
  'REFUNDS',
  'SUBSCRIPTIONS',
  'DISPUTES',
  'LICENSE_KEYS',
  'CREDITS',
  'SYSTEM',
] as const;
export type Category = (typeof CATEGORIES)[number];

export const SEVERITIES = ['INFO', 'WARNING', 'CRITICAL'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const AUDIENCES = ['TEAM', 'CUSTOMER'] as const;
export type Audience = (typeof AUDIENCES)[number];

export const ROLES = ['OWNER', 'FINANCE', 'SUPPORT', 'SALES', 'ENGINEERING'] as const;
export type Role = (typeof ROLES)[number];

/** How a field of a form is drawn. */
export const FIELD_TYPES = ['TEXT', 'SECRET', 'URL', 'SELECT', 'BOOLEAN', 'KEY_VALUES', 'EVENT_TYPES', 'CODE'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** The layers that can decide a preference, the strongest first. */
export const PREFERENCE_SOURCES = ['EXPLICIT', 'ROLE', 'BUSINESS', 'CATALOGUE'] as const;
export type PreferenceSource = (typeof PREFERENCE_SOURCES)[number];

/**
 * What tells somebody of a dispute whatever the layers below an explicit choice say. OPENING: they were told that it is
 * open. ON_CALL: its ladder asks them.
 */
export type DisputeRule = 'OPENING' | 'ON_CALL';

/** Why the body of an event is gone: its time was over, or somebody had a customer's data erased. */
export const ERASURE_CODES = ['RETENTION', 'REQUEST'] as const;
export type ErasureCode = (typeof ERASURE_CODES)[number];
