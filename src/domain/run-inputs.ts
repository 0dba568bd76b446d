/** What runs are given. Ids and moments only: Temporal stores inputs in plain text. */

export interface NotifyInput {
  /** 1 to 50 events of one business. */
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

export interface LadderInput extends DisputeInput {
  /** Milliseconds since 1970. */
  now: number;
}

/** `actor`: who responds, as people name them; whoever may start and signal runs is trusted with it. */
export interface RespondInput {
  actor: string;
}

/** One piece of a scheduled walk over all businesses. */
export interface MaintenanceInput {
  /** The last business of the piece before; null at first. */
  after: string | null;
  /** What counts as now, milliseconds since 1970. */
  at: number;
}
