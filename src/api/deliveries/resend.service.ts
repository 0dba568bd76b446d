/**
 * Sends again what somebody asks for. A delivery keeps its id and its one row: it is held until now (DEFERRED, see `Hold`),
 * what it was goes to `repeats`, and the relay starts the run that owns it from then on. So no two runs ever have the same
 * delivery, also while another run of its event is still at work.
 */
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CHANNELS } from '../../channels/index.js';
import { recordChange } from '../../core/access/audit.js';
import type { Viewer } from '../../core/access/viewer.js';
import { Delivery } from '../../core/delivery/delivery.entity.js';
import {
  COUNT_RETRYABLE,
  MISSED_NOTHING,
  MISSED_SINCE,
  MOST_AT_ONCE,
  RESEND_DELIVERIES,
  RESEND_MISSED,
} from '../../core/delivery/resend.statements.js';
import type { RelayNudge } from '../../core/ingest/relay-nudge.js';
import { REPLAYABLE, RETRYABLE, whyNotRetried } from '../../domain/planning/resend.js';
import type { Bus } from '../../platform/live/bus.js';
import { badInput, conflict, notFound } from '../graphql/errors.js';
import { BUS, RELAY_NUDGE } from '../platform.tokens.js';
import type { DeliveryFilter } from './delivery.filter.js';

type Asker = Pick<Viewer, 'businessId' | 'actor'>;

/** Which deliveries; the first that is given narrows most. */
interface Wanted {
  id?: string | null;
  eventId?: string | null;
  destinationId?: string | null;
  channel?: string | null;
  audience?: 'TEAM' | 'CUSTOMER' | null;
}

export interface RetryCount {
  /** How many go out again, or would. */
  count: number;
  /** How many cannot: their destination was removed, switched off or suppressed. */
  skipped: number;
  /** When the oldest of `count` was planned. */
  oldest: Date | null;
}

/** What a destination that was off may have missed. */
const ENDED_IN_VAIN = ['FAILED', 'SKIPPED', 'CANCELLED'];

interface OpenedAgain {
  id: string;
  count: number;
}

const countOf = (events: readonly OpenedAgain[]) => events.reduce((sum, event) => sum + event.count, 0);

/** In-app items are rows of the plan: there is nothing to send. */
const REPEATABLE = Object.values(CHANNELS)
  .filter((channel) => channel.send !== null)
  .map((channel) => channel.channel);

@Injectable()
export class ResendService {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(RELAY_NUDGE) private readonly relayNudge: RelayNudge,
    @Inject(BUS) private readonly bus: Bus,
  ) {}

  /** @throws NOT_FOUND; CONFLICT where it has no failed end, or its destination is gone. */
  async retry(viewer: Asker, id: string): Promise<Delivery> {
    const { businessId } = viewer;
    const one = { id, businessId };
    const eventIds = await this.dataSource.transaction(async (manager) => {
      const before = await manager.findOneBy(Delivery, one);
      if (!before) throw notFound('delivery', id);
      const refusal = whyNotRetried(before.status);
      if (refusal) throw conflict(refusal);
      const events = await again(manager, viewer, { id }, 'RETRY');
      if (events.length === 0)
        throw conflict('Its destination was removed, is switched off or suppressed; mend that, then retry.');
      const { status, reason } = before;
      const change = { before: { status, reason }, after: { status: 'DEFERRED', reason } };
      await recordChange(manager, viewer, { action: 'retryDelivery', subject: id, ...change });
      return events;
    });
    this.announce(viewer, eventIds);
    return this.dataSource.getRepository(Delivery).findOneByOrFail(one);
  }

  /** All failed ones that the filter names, at most MOST_AT_ONCE; `dryRun` counts and changes nothing. */
  async retryAll(viewer: Asker, filter: DeliveryFilter, dryRun: boolean): Promise<RetryCount> {
    const { businessId } = viewer;
    await this.checkFilter(businessId, filter);
    const states = filter.status ? [filter.status] : [...RETRYABLE];
    const { counted, eventIds } = await this.dataSource.transaction(async (manager) => {
      const [total]: [RetryCount] = await manager.query(COUNT_RETRYABLE, resendValues(businessId, filter, states));
      if (dryRun) return { counted: total, eventIds: [] };
      const events = await again(manager, viewer, filter, 'RETRY', states);
      const count = events.reduce((sum, event) => sum + event.count, 0);
      const after = { filter: { ...filter }, count };
      if (count > 0) await recordChange(manager, viewer, { action: 'bulkRetry', subject: businessId, after });
      return { counted: { ...total, count }, eventIds: events };
    });
    this.announce(viewer, eventIds);
    return counted;
  }

  /**
   * What a destination missed while it failed and was off, once; at most MOST_AT_ONCE, the oldest first.
   * @throws NOT_FOUND; CONFLICT while it is off.
   */
  async replayMissed(viewer: Asker, destinationId: string): Promise<number> {
    const { businessId } = viewer;
    const one = [businessId, destinationId];
    const events = await this.dataSource.transaction(async (manager) => {
      const [row]: { enabled: boolean; since: Date | null }[] = await manager.query(MISSED_SINCE, one);
      if (!row) throw notFound('destination', destinationId);
      if (!row.enabled) throw conflict('It is switched off: switch it on by setDestinationEnabled, then replay.');
      if (!row.since) return [];
      const values = [...resendValues(businessId, { destinationId }, ENDED_IN_VAIN), 'RETRY', new Date(), viewer.actor];
      const [found]: [OpenedAgain[], number] = await manager.query(RESEND_MISSED, [...values, 'MISSED', row.since]);
      const count = countOf(found);
      if (count < MOST_AT_ONCE) await manager.query(MISSED_NOTHING, one);
      const change = { before: { missedSince: row.since }, after: { missedSince: null, count } };
      await recordChange(manager, viewer, { action: 'replayMissed', subject: destinationId, ...change });
      return found;
    });
    this.announce(viewer, events);
    return countOf(events);
  }

  /** The same deliveries once more, successes included; the customer's own e-mail and in-app items are not repeated. */
  async sameTargets(manager: EntityManager, viewer: Asker, eventId: string, now: Date): Promise<number> {
    const events = await again(manager, viewer, { eventId, audience: 'TEAM' }, 'REPLAY', [...REPLAYABLE], now);
    return events.reduce((sum, event) => sum + event.count, 0);
  }

  /** Wakes the relays, and tells who watches. After the commit: both look at once. */
  announce({ businessId }: Asker, events: { id: string }[]): void {
    if (events.length === 0) return;
    this.relayNudge.nudge([]);
    this.bus.publish(events.map(({ id }) => ({ businessId, recipientId: null, id })));
  }

  /** A slip of the pen must not look like "nothing to do". */
  private async checkFilter(businessId: string, filter: DeliveryFilter): Promise<void> {
    if (filter.status && !(RETRYABLE as readonly string[]).includes(filter.status))
      throw badInput(`Only ${RETRYABLE.join(', ')} deliveries are retried; choose one of these or none.`, 'status');
    for (const [what, id] of [
      ['destination', filter.destinationId],
      ['event', filter.eventId],
    ] as const) {
      if (id == null) continue;
      const [known] = await this.dataSource.query(`SELECT id FROM ${what}s WHERE id = $1 AND business_id = $2`, [
        id,
        businessId,
      ]);
      if (!known) throw notFound(what, id);
    }
  }
}

function resendValues(businessId: string, wanted: Wanted, states: string[]): unknown[] {
  const { id = null, eventId = null, destinationId = null, channel = null, audience = null } = wanted;
  return [businessId, states, id, eventId, destinationId, channel, audience, REPEATABLE];
}

/** The events that are open again, and with how many. */
async function again(
  manager: EntityManager,
  { businessId, actor }: Asker,
  wanted: Wanted,
  by: 'RETRY' | 'REPLAY',
  states: string[] = [...RETRYABLE],
  now = new Date(),
): Promise<{ id: string; count: number }[]> {
  const how = by === 'RETRY' ? 'RETRY' : 'SAME_TARGETS';
  // TypeORM gives the rows of an UPDATE with their number behind them.
  const [rows]: [{ id: string; count: number }[], number] = await manager.query(RESEND_DELIVERIES, [
    ...resendValues(businessId, wanted, states),
    by,
    now,
    actor,
    how,
  ]);
  return rows;
}
