/** Taking and answering disputes, by the API or by a link in a message: the same act, told to everybody who watches. */
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { Dispute } from '../../core/disputes/dispute.entity.js';
import {
  type DisputeResponse,
  type Responder,
  type ResponseKind,
  respondToDispute,
} from '../../core/disputes/respond.js';
import type { RelayNudge } from '../../core/ingest/relay-nudge.js';
import { Recipient } from '../../core/planning/recipient.entity.js';
import { nameOfActor } from '../../domain/actors.js';
import { makeReason, type Reason, zonedMoment } from '../../domain/reasons.js';
import type { Bus } from '../../platform/live/bus.js';
import { conflict, notFound } from '../graphql/errors.js';
import { BUS, RELAY_NUDGE } from '../platform.tokens.js';

/** $1 the delivery that carried the link, $2 the act, $3 the business, $4 the dispute. */
const USE = `
  INSERT INTO used_links (delivery_id, act, business_id, dispute_id) VALUES ($1, $2, $3, $4)
  ON CONFLICT DO NOTHING RETURNING delivery_id`;

/** Rolls back an act that this link had been used for before. */
class UsedBefore extends Error {}

@Injectable()
export class DisputeService {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(RELAY_NUDGE) private readonly relayNudge: RelayNudge,
    @Inject(BUS) private readonly bus: Bus,
  ) {}

  /** @throws NOT_FOUND; CONFLICT where somebody was first or nothing is left to do, which it says. */
  async respond(viewer: Viewer, id: string, how: ResponseKind): Promise<Dispute> {
    const { businessId, actor, recipientId } = viewer;
    const person =
      recipientId && (await this.dataSource.getRepository(Recipient).findOneBy({ id: recipientId, businessId }));
    const who = { businessId, actor, name: person ? person.name : nameOfActor(actor) };
    const response = await respondToDispute(this.dataSource, who, id, how, new Date());
    if (!response) throw notFound('DISPUTE', id);
    if (!response.done) throw conflict(inVain(response));
    this.announce(businessId, id);
    return this.dataSource.getRepository(Dispute).findOneByOrFail({ id, businessId });
  }

  /** 'USED': this link did that before, and a newer message has a newer one. Null: there is no such dispute. */
  async respondByLink(
    who: Responder,
    deliveryId: string,
    id: string,
    how: ResponseKind,
  ): Promise<DisputeResponse | 'USED' | null> {
    try {
      const response = await this.dataSource.transaction(async (manager) => {
        const response = await respondToDispute(manager, who, id, how, new Date());
        if (!response?.done) return response;
        const used: unknown[] = await manager.query(USE, [deliveryId, how, who.businessId, id]);
        if (used.length === 0) throw new UsedBefore();
        return response;
      });
      if (response?.done) this.announce(who.businessId, id);
      return response;
    } catch (error) {
      if (error instanceof UsedBefore) return 'USED';
      throw error;
    }
  }

  private announce(businessId: string, id: string): void {
    // The act is an event as well, and waits in the inbox.
    this.relayNudge.nudge([]);
    this.bus.publish([{ businessId, recipientId: null, id }]);
  }
}

function inVain({ state, by, at }: DisputeResponse): Reason {
  if (state === 'ACKNOWLEDGED' && by && at) return makeReason('DISPUTE_TAKEN', { who: by, at: zonedMoment(at, 'UTC') });
  return makeReason('DISPUTE_OVER', { state });
}
