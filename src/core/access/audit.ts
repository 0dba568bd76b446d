/** Writes the audit trail, in the transaction of the change. */
import type { EntityManager } from 'typeorm';
import { storable } from '../../platform/database/storable.js';
import { newId } from '../../platform/new-id.js';
import { AuditEntry } from './audit-entry.entity.js';
import type { Viewer } from './viewer.js';

export interface Change {
  /** The mutation, for example `revokeApiKey`. */
  action: string;
  /** The id of what was changed. */
  subject: string;
  /** What it was, in the API's words; absent: it was not there. */
  before?: Record<string, unknown> | null;
  /** What it is now; absent: it is gone. */
  after?: Record<string, unknown> | null;
}

/**
 * Records a change. Pass the manager of the transaction that makes it: either both are committed or neither is. Of `before`
 * and `after` only what differs is kept, and nothing at all where nothing does; what may be a secret is masked.
 */
export async function recordChange(
  manager: EntityManager,
  viewer: Pick<Viewer, 'businessId' | 'actor'>,
  { action, subject, before = null, after = null }: Change,
): Promise<void> {
  const [was, is] = before && after ? differences(before, after) : [before, after];
  if (was && is && Object.keys(is).length === 0) return;
  await manager.insert(AuditEntry, {
    id: newId('auditEntry'),
    businessId: viewer.businessId,
    at: () => 'now()',
    actor: viewer.actor,
    action,
    subject,
    before: was && maskedValues(was),
    after: is && maskedValues(is),
  });
}

type Values = Record<string, unknown>;

function differences(before: Values, after: Values): [Values, Values] {
  const keys = Object.keys(after).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  const pick = (values: Values) => Object.fromEntries(keys.map((key) => [key, values[key] ?? null]));
  return [pick(before), pick(after)];
}

/** Names under which secrets stand anywhere in Tocsin: a hook's URL and any header are credentials as well. */
const SECRET = /secret|token|hash|password|sealed|authorization|cookie|^headers?$|^url$/i;
/** Of a long text (a transformation) only the beginning is kept: its versions are stored elsewhere. */
const LONGEST = 2_000;

function maskedValues(values: object): object {
  return Object.fromEntries(Object.entries(values).map(([name, item]) => [name, maskedItem(item, name)]));
}

function maskedItem(value: unknown, key = ''): unknown {
  if (value == null) return null;
  if (SECRET.test(key)) return '…';
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => maskedItem(item));
  if (typeof value === 'object') return maskedValues(value);
  return typeof value === 'string' ? auditedText(value) : value;
}

/** Cut, or as it was sent, a text may end in half an emoji. */
const auditedText = (text: string) => storable(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
