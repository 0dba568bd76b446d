/** What asks much waits behind what else its business asks that is much, and lets short requests go first. */
import { Injectable } from '@nestjs/common';
import { makeReason } from '../../domain/reasons.js';
import { askMuch, goneOfRequest, takeTurns } from '../../platform/database/tenancy.js';
import { FairShare } from '../../platform/fair-share.js';

/** Points (src/api/graphql/query-cost.ts) from which on an operation is large. Pages of lists without lists in them are not. */
const LARGE = 300;
/** At once in this process, and of one business: each takes a processor, and may hold its rows, its objects and its answer in memory. */
const [PLACES, PER_BUSINESS] = [4, 1];
/** How many of one business wait, and how long, milliseconds: of those that take a second each, a browser's connections' worth. */
const [WAITING_PER_BUSINESS, WAIT_MS] = [50, 6_000];

@Injectable()
export class LargeOperations {
  private readonly shares = new FairShare({
    places: PLACES,
    perKey: PER_BUSINESS,
    waitingPerKey: WAITING_PER_BUSINESS,
    waitMs: WAIT_MS,
    busy: makeReason('DATABASE_BUSY'),
  });

  /**
   * Waits until the operation may begin; call what it resolves to when it has ended. One that only reads has one statement at a time.
   * @throws NoPlaceFree
   */
  async enter(businessId: string, { cost, reads }: { cost: number; reads: boolean }): Promise<() => void> {
    if (cost < LARGE) return () => undefined;
    askMuch();
    if (reads) takeTurns();
    return this.shares.take(businessId, goneOfRequest());
  }
}
