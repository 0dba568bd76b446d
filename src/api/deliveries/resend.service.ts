/** Resending what did not arrive: what the API checks and answers; the rules are in src/core/delivery/resend.ts. */
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { Delivery } from '../../core/delivery/delivery.entity.js';
import { resendAll, resendDelivery, resendMissed } from '../../core/delivery/resend.js';
import type { ResendCount } from '../../core/delivery/resend.statements.js';
import type { RelayNudge } from '../../core/ingest/relay-nudge.js';
import { RESENDABLE, whyNotResent } from '../../domain/planning/resend.js';
import { makeReason } from '../../domain/reasons.js';
import type { Bus } from '../../platform/live/bus.js';
import { badInput, conflict, notFound } from '../graphql/errors.js';
import { BUS, RELAY_NUDGE } from '../platform.tokens.js';
import type { DeliveryFilter } from './delivery.filter.js';

type Asker = Pick<Viewer, 'businessId' | 'actor'>;

@Injectable()
export class ResendService {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(RELAY_NUDGE) private readonly relayNudge: RelayNudge,
    @Inject(BUS) private readonly bus: Bus,
  ) {}

  /** @throws NOT_FOUND; CONFLICT where it has no failed end, or its destination or its event's body is gone. */
  async retry(viewer: Asker, id: string): Promise<Delivery> {
    const result = await resendDelivery(this.dataSource, viewer, id, new Date());
    if (result.refusal === 'NOT_FOUND') throw notFound('DELIVERY', id);
    if (result.refusal === 'STATUS') throw conflict(whyNotResent(result.status) ?? makeReason('NOT_RESENT'));
    if (result.refusal === 'BODY_GONE') throw conflict(makeReason('BODY_GONE'));
    if (result.refusal !== null) throw conflict(makeReason('DESTINATION_UNUSABLE'));
    this.announce(viewer, result.events);
    return this.dataSource.getRepository(Delivery).findOneByOrFail({ id, businessId: viewer.businessId });
  }

  /** All failed ones that the filter names, at most 10,000; `dryRun` counts and changes nothing. @throws BAD_USER_INPUT, NOT_FOUND */
  async retryAll(viewer: Asker, { status, ...filter }: DeliveryFilter, dryRun: boolean): Promise<ResendCount> {
    if (status && !(RESENDABLE as readonly string[]).includes(status))
      throw badInput(makeReason('STATUS_NOT_RETRIED', { known: RESENDABLE.join(', ') }), 'status');
    await this.checkFilter(viewer.businessId, filter);
    const selection = { statuses: status ? [status] : RESENDABLE, filter, dryRun };
    const { counted, events } = await resendAll(this.dataSource, viewer, selection, new Date());
    this.announce(viewer, events);
    return counted;
  }

  /**
   * What a destination missed while it failed and was off, once; at most 10,000, the oldest first; `dryRun` counts and
   * changes nothing. Returns how many.
   * @throws NOT_FOUND; CONFLICT while it is off.
   */
  async replayMissed(viewer: Asker, destinationId: string, dryRun: boolean): Promise<number> {
    const result = await resendMissed(this.dataSource, viewer, { destinationId, dryRun }, new Date());
    if (result.refusal === 'NOT_FOUND') throw notFound('DESTINATION', destinationId);
    if (result.refusal !== null) throw conflict(makeReason('DESTINATION_SWITCHED_OFF'));
    this.announce(viewer, result.events);
    return result.count;
  }

  /** Nudges the relays, and publishes to who watches. After the commit: both look at once. */
  private announce({ businessId }: Asker, events: readonly { id: string }[]): void {
    if (events.length === 0) return;
    this.relayNudge.nudge([]);
    this.bus.publish(events.map(({ id }) => ({ businessId, recipientId: null, id })));
  }

  /** A slip of the pen must not look like "nothing to do". */
  private async checkFilter(businessId: string, filter: Omit<DeliveryFilter, 'status'>): Promise<void> {
    for (const [what, table, id] of [
      ['DESTINATION', 'destinations', filter.destinationId],
      ['EVENT', 'events', filter.eventId],
    ] as const) {
      if (id == null) continue;
      const [known] = await this.dataSource.query(`SELECT id FROM ${table} WHERE id = $1 AND business_id = $2`, [
        id,
        businessId,
      ]);
      if (!known) throw notFound(what, id);
    }
  }
}
