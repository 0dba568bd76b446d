/** The way back of a change, where the API has one: the same mutation with what was there before. */
import type { CombinedError } from '@urql/core';
import { client } from '../../data/client.js';
import {
  type AuditQuery,
  UndoBusinessDefaultDocument,
  UndoCustomerEmailDocument,
  UndoEnabledDocument,
  UndoNameDocument,
  UndoPreferenceDocument,
  UndoRetentionDocument,
} from './audit.generated.js';

export type Entry = AuditQuery['auditLog']['edges'][number]['node'];

/** Gives the fault, where there is one. */
export type Undo = () => Promise<CombinedError | undefined>;

type Values = Readonly<Record<string, unknown>>;

const valuesOf = (values: unknown): Values => (typeof values === 'object' && values !== null ? (values as Values) : {});

const WAYS: Record<string, (entry: Entry, was: Values) => Undo | null> = {
  setPreference: ({ subject, after }, was) => {
    const [eventType, enabled] = onlySwitch(was, after);
    if (eventType === undefined || typeof enabled !== 'boolean') return null;
    const input = { destinationId: subject, eventType, enabled };
    return async () => (await client.mutation(UndoPreferenceDocument, { input }).toPromise()).error;
  },
  setBusinessDefault: ({ after }, was) => {
    const [eventType, before] = onlySwitch(was, after);
    if (eventType === undefined) return null;
    const input = { eventType, enabled: typeof before === 'boolean' ? before : null };
    return async () => (await client.mutation(UndoBusinessDefaultDocument, { input }).toPromise()).error;
  },
  setCustomerEmail: ({ after }, was) => {
    const [eventType, enabled] = onlySwitch(was, after);
    if (eventType === undefined || typeof enabled !== 'boolean') return null;
    const input = { eventType, enabled };
    return async () => (await client.mutation(UndoCustomerEmailDocument, { input }).toPromise()).error;
  },
  setDestinationEnabled: ({ subject: id }, { enabled }) => {
    if (typeof enabled !== 'boolean') return null;
    const input = { id, enabled };
    return async () => (await client.mutation(UndoEnabledDocument, { input }).toPromise()).error;
  },
  renameSource: ({ subject: id }, { name }) => {
    if (typeof name !== 'string') return null;
    const input = { id, name };
    return async () => (await client.mutation(UndoNameDocument, { input }).toPromise()).error;
  },
  setRetention: (_, { payloadDays }) => {
    if (typeof payloadDays !== 'number' && payloadDays !== null) return null;
    const input = { payloadDays };
    return async () => (await client.mutation(UndoRetentionDocument, { input }).toPromise()).error;
  },
};

/** The one event type of a switch, and what it was. */
function onlySwitch(was: Values, after: unknown): readonly [string?, unknown?] {
  const [type, ...others] = Object.keys(valuesOf(after));
  return type === undefined || others.length > 0 ? [] : [type, was[type]];
}

/** Null where there is none. */
export const undoOf = (entry: Entry): Undo | null => WAYS[entry.action]?.(entry, valuesOf(entry.before)) ?? null;

/** What an entry changed: the latest of each is the one that can be undone without undoing another one. */
const whatOf = ({ action, subject, after, before }: Entry): string =>
  [action, subject, ...Object.keys({ ...valuesOf(before), ...valuesOf(after) }).sort()].join(' ');

/** The ids of those that nothing of the same kind came after. @param entries newest first, and none left out between */
export function latestOf(entries: readonly Entry[]): Set<string> {
  const seen = new Map<string, string>();
  for (const entry of entries) if (!seen.has(whatOf(entry))) seen.set(whatOf(entry), entry.id);
  return new Set(seen.values());
}
