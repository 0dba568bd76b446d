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
};
