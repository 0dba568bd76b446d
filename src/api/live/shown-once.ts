import type { ExecutionArgs, ExecutionResult } from 'graphql';
import { print } from 'graphql';
import type { Viewer } from '../../core/access/viewer.js';
import type { Formatter } from '../../i18n/formatter.js';
import { viewerKey } from './subscription.js';

/** What a subscription asks, and in which words it is answered. */
export const questionOf = ({ document, operationName, variableValues }: ExecutionArgs, { reader }: Formatter): string =>
  JSON.stringify([print(document), operationName, variableValues, reader]);

/**
 * What an item shows is found out once for all subscribers that ask the same, may see the same and read the same language, however many
 * sockets they are: they got one item from a `SharedReads`.
 */
export class ShownOnce {
  private readonly shown = new WeakMap<object, Map<string, Promise<ExecutionResult>>>();

  /** @param item what the feed gave; @param show executes the selection */
  show(
    item: object,
    question: string,
    viewer: Viewer,
    show: () => ExecutionResult | Promise<ExecutionResult>,
  ): Promise<ExecutionResult> {
    const ofItem = this.shown.get(item) ?? new Map<string, Promise<ExecutionResult>>();
    this.shown.set(item, ofItem);
    const key = `${question} ${JSON.stringify(viewerKey(viewer))}`;
    const before = ofItem.get(key);
    if (before) return before;
    const begun = (async () => show())();
    ofItem.set(key, begun);
    return begun;
  }
}
