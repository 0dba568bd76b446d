/**
 * Every column beside the bodies of events (ingest/event-body.ts) that holds what `SecretBox` sealed: what is rotated, and what
 * `doctor` looks at. test/commands/rotate-keys.test.ts holds it against the schema.
 */
import { contextOfApiKey, contextOfDestination, contextOfErasure, contextOfSource } from './contexts.js';

export interface SealedPlace {
  table: string;
  column: string;
  /** One sealed text, or a list of `KeptSecret`. */
  holds: 'TEXT' | 'SECRETS';
  /** What a value is bound to, by the id of its row. */
  contextOf(id: string): string;
  /** SQL: rows whose values are still put to use. */
  live: string;
}

const live = 'removed_at IS NULL';

export const SEALED_PLACES: readonly SealedPlace[] = [
  { table: 'destinations', column: 'sealed_url', holds: 'TEXT', contextOf: contextOfDestination, live },
  { table: 'destinations', column: 'sealed_headers', holds: 'TEXT', contextOf: contextOfDestination, live },
  { table: 'destinations', column: 'sealed_secrets', holds: 'SECRETS', contextOf: contextOfDestination, live },
  { table: 'destinations', column: 'sealed_token', holds: 'TEXT', contextOf: contextOfDestination, live },
  { table: 'sources', column: 'secrets', holds: 'SECRETS', contextOf: contextOfSource, live },
  { table: 'sources', column: 'sealed_api_key', holds: 'TEXT', contextOf: contextOfApiKey, live },
  { table: 'erasures', column: 'sealed_customer', holds: 'TEXT', contextOf: contextOfErasure, live: 'true' },
];

export const placeName = ({ table, column }: Pick<SealedPlace, 'table' | 'column'>): string => `${table}.${column}`;

/** The bodies of events, as they are called beside the others. */
export const BODIES = 'inbox.body';
