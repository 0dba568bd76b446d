/** What workflows and their callers share: names, inputs, results and search attributes. */
import { defineSearchAttributeKey } from '@temporalio/common';
import type { DisputeInput, HoldInput, NotifyInput } from '../src/domain/run-inputs.js';

export interface NotifyResult {
  planned: number;
  sent: number;
  notSent: number;
}

/** The runs that are started by name, by their workflow type. */
export interface Runs {
  notify(input: NotifyInput): Promise<NotifyResult>;
  hold(input: HoldInput): Promise<NotifyResult>;
  dispute(input: DisputeInput): Promise<unknown>;
}

/** The workflow types that Temporal's Schedules start (maintenance.workflow.ts). */
export type MaintenanceRun =
  | 'coverageCheck'
  | 'providerCheck'
  | 'silenceCheck'
  | 'reconcile'
  | 'moneyAtRisk'
  | 'retention'
  | 'unreadableEvents'
  | 'welcomes'
  | 'preferencesReview';

/**
 * `running`: a run with this id is open, which may be about to begin or to end. `away`: Temporal did not answer, and nothing has
 * changed. `refused`: it answered that it will never start this run.
 */
export type StartOutcome =
  | { kind: 'eager' }
  | { kind: 'started' }
  | { kind: 'running' }
  | { kind: 'away'; reason: string }
  | { kind: 'refused'; reason: string };

/** The header of runs and activities that carries the context of a trace, a `traceparent`. */
export const TRACE_HEADER = 'traceparent';

export const SEARCH_ATTRIBUTES = {
  business: defineSearchAttributeKey('TocsinBusiness', 'KEYWORD'),
  eventType: defineSearchAttributeKey('TocsinEventType', 'KEYWORD'),
  entityId: defineSearchAttributeKey('TocsinEntityId', 'KEYWORD'),
  severity: defineSearchAttributeKey('TocsinSeverity', 'KEYWORD'),
  /** Every event of the run; equality finds any of them: `TocsinEventIds = 'evt_…'`. */
  eventIds: defineSearchAttributeKey('TocsinEventIds', 'KEYWORD_LIST'),
  disputeState: defineSearchAttributeKey('TocsinDisputeState', 'KEYWORD'),
  /** Until when the business can respond. */
  deadline: defineSearchAttributeKey('TocsinDeadline', 'DATETIME'),
};
