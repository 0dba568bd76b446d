/** The way back of a change, where the API has one: the same mutation with what was there before. */
import type { AnyVariables, CombinedError, TypedDocumentNode } from '@urql/core';
import { client } from '../../data/client.js';
import {
  type AuditQuery,
  UndoBusinessDefaultDocument,
  UndoChoiceDocument,
  UndoCustomerEmailDocument,
  UndoEnabledDocument,
  UndoNameDocument,
  UndoPreferenceDocument,
  UndoRetentionDocument,
} from './audit.generated.js';
import { auditValues, type Values } from './latest.js';

export type Entry = AuditQuery['auditLog']['edges'][number]['node'];

/** Gives the fault, where there is one. */
export type Undo = () => Promise<CombinedError | undefined>;

const undoBy =
  <Variables extends AnyVariables>(document: TypedDocumentNode<unknown, Variables>, variables: Variables): Undo =>
  async () =>
    (await client.mutation(document, variables).toPromise()).error;

const WAYS: Record<string, (entry: Entry, was: Values) => Undo | null> = {
  setPreference: switchBack,
  resetPreference: switchBack,
  setBusinessDefault: ({ after }, was) => {
    const [eventType, before] = onlySwitch(was, after);
    if (eventType === undefined) return null;
    return undoBy(UndoBusinessDefaultDocument, {
      input: { eventType, enabled: typeof before === 'boolean' ? before : null },
    });
  },
  setCustomerEmail: ({ after }, was) => {
    const [eventType, enabled] = onlySwitch(was, after);
    if (eventType === undefined || typeof enabled !== 'boolean') return null;
    return undoBy(UndoCustomerEmailDocument, { input: { eventType, enabled } });
  },
  setDestinationEnabled: ({ subject: id }, { enabled }) =>
    typeof enabled === 'boolean' ? undoBy(UndoEnabledDocument, { input: { id, enabled } }) : null,
  renameSource: ({ subject: id }, { name }) =>
    typeof name === 'string' ? undoBy(UndoNameDocument, { input: { id, name } }) : null,
  setRetention: (_, { payloadDays }) =>
    typeof payloadDays === 'number' || payloadDays === null
      ? undoBy(UndoRetentionDocument, { input: { payloadDays } })
      : null,
};

/** Where nobody had chosen, to what a default decides. */
function switchBack({ subject: destinationId, after }: Entry, was: Values): Undo | null {
  const [eventType, enabled] = onlySwitch(was, after);
  if (eventType === undefined) return null;
  return typeof enabled === 'boolean'
    ? undoBy(UndoPreferenceDocument, { input: { destinationId, eventType, enabled } })
    : undoBy(UndoChoiceDocument, { input: { destinationId, eventType } });
}

/** The one event type of a switch, and what it was. */
function onlySwitch(was: Values, after: unknown): readonly [string?, unknown?] {
  const [type, ...others] = Object.keys(auditValues(after));
  return type === undefined || others.length > 0 ? [] : [type, was[type]];
}

/** Null where there is none. */
export const undoOf = (entry: Entry): Undo | null => WAYS[entry.action]?.(entry, auditValues(entry.before)) ?? null;
