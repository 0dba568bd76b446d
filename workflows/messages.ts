/** What the outside and workflows say to each other: names, inputs and search attributes. */
import { defineSearchAttributeKey } from '@temporalio/common';

export interface NotifyInput {
  /** 1 to 50 events of one business. Ids only: Temporal stores its inputs in plain text. */
  eventIds: string[];
}

/** What is held for one destination until one moment, and who delivers it then. */
export interface HoldInput {
  destinationId: string;
  /** Milliseconds since 1970. */
  dueAt: number;
}

/** The run of a dispute at one stage, whose id it bears. */
export interface DisputeInput {
  disputeId: string;
}

export interface ClimbInput extends DisputeInput {
  /** Milliseconds since 1970. */
  now: number;
}

/** `actor`: who answers, as people name them; whoever may start and signal runs is trusted with it. */
export interface AnswerInput {
  actor: string;
}

export interface NotifyResult {
  planned: number;
  sent: number;
  notSent: number;
}

export const SEARCH_ATTRIBUTES = {
  business: defineSearchAttributeKey('TocsinBusiness', 'KEYWORD'),
  eventType: defineSearchAttributeKey('TocsinEventType', 'KEYWORD'),
  entityId: defineSearchAttributeKey('TocsinEntityId', 'KEYWORD'),
  severity: defineSearchAttributeKey('TocsinSeverity', 'KEYWORD'),
  /** Every event of the run; equality finds any of them: `TocsinEventIds = 'evt_…'`. */
  eventIds: defineSearchAttributeKey('TocsinEventIds', 'KEYWORD_LIST'),
  disputeState: defineSearchAttributeKey('TocsinDisputeState', 'KEYWORD'),
  /** When an answer is due. */
  deadline: defineSearchAttributeKey('TocsinDeadline', 'DATETIME'),
};
