/** Replaying an event: what the API answers; the rules are in src/core/delivery/replay.ts. */
import { makeReason } from '../../domain/reasons.js';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { type ReplayRefusal, replayEvent } from '../../core/delivery/replay.js';
import type { RelayNudge } from '../../core/ingest/relay-nudge.js';
import type { ReplayMode } from '../../domain/planning/resend.js';
import type { Bus } from '../../platform/live/bus.js';
import { conflict, notFound } from '../graphql/errors.js';
import { BUS, LOG, RELAY_NUDGE } from '../platform.tokens.js';

const CONFLICTS: Record<Exclude<ReplayRefusal, 'NOT_FOUND'>, string> = {
  NOT_PLANNED: 'It has not been planned yet; wait until it was, then replay it.',
  NOTHING_TO_RESEND: 'Nothing that can be sent again went out for it; replay it with REEVALUATE to plan it anew.',
};

@Injectable()
export class ReplayService {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(LOG) private readonly log: Logger,
    @Inject(RELAY_NUDGE) private readonly relayNudge: RelayNudge,
    @Inject(BUS) private readonly bus: Bus,
  ) {}

  /** @throws NOT_FOUND; CONFLICT where it has no plan yet, or nothing went out. */
  async replay(viewer: Pick<Viewer, 'businessId' | 'actor'>, eventId: string, mode: ReplayMode): Promise<void> {
    const { dataSource, log } = this;
    const result = await replayEvent({ dataSource, log }, viewer, eventId, mode, new Date());
    if (result.refusal === 'NOT_FOUND') throw notFound('EVENT', eventId);
    if (result.refusal !== null) throw conflict(makeReason(CONFLICTS[result.refusal]));
    const { businessId } = viewer;
    this.relayNudge.nudge([]);
    const items = result.shown.map((item) => ({ businessId, ...item }));
    this.bus.publish([{ businessId, recipientId: null, id: eventId }, ...items]);
  }
}
