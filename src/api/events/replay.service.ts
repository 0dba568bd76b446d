/** Replaying an event: what the API answers; the rules are in src/core/delivery/replay.ts. */
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { type ReplayRefusal, replayEvent } from '../../core/delivery/replay.js';
import { previewReplay } from '../../core/delivery/replay-preview.js';
import type { RelayNudge } from '../../core/ingest/relay-nudge.js';
import type { ReplayMode } from '../../domain/planning/resend.js';
import { makeReason, type Reason } from '../../domain/reasons.js';
import type { Bus } from '../../platform/live/bus.js';
import { conflict, notFound } from '../graphql/errors.js';
import { BUS, LOG, RELAY_NUDGE } from '../platform.tokens.js';

const REFUSALS: Record<Exclude<ReplayRefusal, 'NOT_FOUND'>, Reason> = {
  BODY_GONE: makeReason('BODY_GONE'),
  NOT_PLANNED: makeReason('NOT_PLANNED_YET'),
  NOTHING_TO_RESEND: makeReason('NOTHING_TO_RESEND'),
};

const replayRefusal = (refusal: ReplayRefusal, eventId: string) =>
  refusal === 'NOT_FOUND' ? notFound('EVENT', eventId) : conflict(REFUSALS[refusal]);

@Injectable()
export class ReplayService {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(LOG) private readonly log: Logger,
    @Inject(RELAY_NUDGE) private readonly relayNudge: RelayNudge,
    @Inject(BUS) private readonly bus: Bus,
  ) {}

  /** What `replay` would do. @throws as it does. */
  async preview({ businessId }: Pick<Viewer, 'businessId'>, eventId: string, mode: ReplayMode) {
    const preview = await previewReplay(this.dataSource, { businessId, eventId }, mode, new Date());
    if (preview.refusal !== null) throw replayRefusal(preview.refusal, eventId);
    return preview;
  }

  /** @throws NOT_FOUND; CONFLICT where it has no plan yet, nothing went out, or its body is gone. */
  async replay(viewer: Pick<Viewer, 'businessId' | 'actor'>, eventId: string, mode: ReplayMode): Promise<void> {
    const { dataSource, log } = this;
    const result = await replayEvent({ dataSource, log }, viewer, eventId, mode, new Date());
    if (result.refusal !== null) throw replayRefusal(result.refusal, eventId);
    const { businessId } = viewer;
    this.relayNudge.nudge([]);
    const items = result.shown.map((item) => ({ businessId, ...item }));
    this.bus.publish([{ businessId, recipientId: null, id: eventId }, ...items]);
  }
}
