/**
 * What queries show, as long as something on screen asks them. It stays until something better is there: where an answer fails, that is
 * the one before, for what stands on a page, and what somebody types in it, would go with it; and of the cache's own answers one that is
 * whole, for of a part of what is asked the rest would read as "there is none" until the API has answered.
 */
import type { Exchange, Operation, OperationResult } from '@urql/core';
import { map, onPush, pipe } from 'wonka';

const shown = new Map<number, { operation: Operation; data: unknown }>();

export const shownQueries = (): Operation[] => [...shown.values()].map(({ operation }) => operation);

/** A list that grows shows its earlier pages while the next one comes. */
const isFurtherPage = ({ variables }: Operation) => !!variables?.after;

const isPart = ({ context }: Operation) => context.meta?.cacheOutcome === 'partial';

function note(operation: Operation): void {
  const { kind, key } = operation;
  if (kind === 'query') shown.set(key, { operation, data: shown.get(key)?.data });
  // What asks anew tears down and begins in one breath.
  if (kind === 'teardown') {
    const last = shown.get(key);
    setTimeout(() => shown.get(key) === last && shown.delete(key));
  }
}

function best(result: OperationResult): OperationResult {
  const { operation, data, error } = result;
  const before = shown.get(operation.key);
  if (!before) return result;
  if (isPart(operation) && !isFurtherPage(operation)) return { ...result, data: before.data, stale: true };
  if (error && !data) return { ...result, data: before.data };
  before.data = data;
  return result;
}

/** Before the cache, of whose answers it is as well. */
export const keepShown: Exchange =
  ({ forward }) =>
  (operations) =>
    pipe(operations, onPush(note), forward, map(best));
