/** Replays an event: to the same targets, or by the rules of today. */
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { channelOf } from '../../channels/index.js';
import { renderTextsBy, wholeBody } from '../../channels/rendering/texts.js';
import { recordChange } from '../../core/access/audit.js';
import type { Viewer } from '../../core/access/viewer.js';
import {
  FIND_DELIVERIES_OF_EVENT,
  INSERT_RESEND,
  LOCK_DELIVERIES,
  RECORD_REPLAY,
  RESTART_EVENT,
  SHOW_NOTIFICATIONS,
} from '../../core/delivery/resend.statements.js';
import type { RelayNudge } from '../../core/ingest/relay-nudge.js';
import type { Overrides } from '../../core/planning/event-texts.js';
import { type PlanDestination, plannablesOf } from '../../core/planning/plan-destinations.js';
import { findEventType } from '../../domain/catalogue/index.js';
import type { Facts } from '../../domain/facts.js';
import type { LiveUpdate } from '../../domain/live-update.js';
import { type PlanEntry, planEvent } from '../../domain/planning/plan.js';
import { changesOfPlan, type ReplayMode } from '../../domain/planning/resend.js';
import { hasThread } from '../../domain/planning/threads.js';
import { formatterFor } from '../../i18n/formatter.js';
import type { Bus } from '../../platform/live/bus.js';
import { newId } from '../../platform/new-id.js';
import { ResendService } from '../deliveries/resend.service.js';
import { conflict, notFound } from '../graphql/errors.js';
import { BUS, RELAY_NUDGE } from '../platform.tokens.js';

type Asker = Pick<Viewer, 'businessId' | 'actor'>;

/** An event as LOOK_AGAIN reads it. */
interface Seen {
  id: string;
  type: string;
  facts: Facts;
  test: boolean;
  status: string;
  planned: boolean;
  supersededBy: string | null;
  destinations: PlanDestination[];
  /** States of its deliveries, by destination. */
  before: Record<string, string>;
  defaults: Record<string, boolean>;
  /** The business's own words for in-app items, by locale. */
  overrides: Overrides | null;
}

interface Changed {
  id: string;
  destination: PlanDestination;
  entry: PlanEntry;
  inApp: boolean;
}

@Injectable()
export class ReplayService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly resendService: ResendService,
    @Inject(RELAY_NUDGE) private readonly relayNudge: RelayNudge,
    @Inject(BUS) private readonly bus: Bus,
  ) {}

  /**
   * SAME_TARGETS sends every delivery that was tried once more. REEVALUATE plans anew: whom today's rules name and who was not
   * told yet is told; nobody is told twice. Neither repeats in-app items or the customer's own e-mail.
   * @throws NOT_FOUND; CONFLICT where it has no plan yet, or nothing went out.
   */
  async replay(viewer: Asker, eventId: string, mode: ReplayMode): Promise<void> {
    const now = new Date();
    const items = await this.dataSource.transaction(async (manager) => {
      await manager.query(LOCK_DELIVERIES, [viewer.businessId, eventId]);
      const [seen]: [Seen?] = await manager.query(FIND_DELIVERIES_OF_EVENT, [viewer.businessId, eventId]);
      if (!seen) throw notFound('event', eventId);
      if (!seen.planned && seen.status !== 'FAILED')
        throw conflict('It has not been planned yet; wait until it was, then replay it.');
      const { count, shown } =
        mode === 'SAME_TARGETS'
          ? await this.toSameTargets(manager, viewer, seen, now)
          : await replannedValues(manager, viewer, seen, now);
      await manager.query(INSERT_RESEND, [viewer.businessId, eventId, now, viewer.actor, mode]);
      await recordChange(manager, viewer, {
        action: 'replayEvent',
        subject: eventId,
        after: { mode, deliveries: count },
      });
      return shown;
    });
    this.relayNudge.nudge([]);
    const { businessId } = viewer;
    this.bus.publish([{ businessId, recipientId: null, id: eventId }, ...items]);
  }

  private async toSameTargets(manager: EntityManager, viewer: Asker, seen: Seen, now: Date): Promise<Done> {
    const count = await this.resendService.sameTargets(manager, viewer, seen.id, now);
    if (count === 0)
      throw conflict('Nothing that can be sent again went out for it; replay it with REEVALUATE to plan it anew.');
    return { count, shown: [] };
  }
}

interface Done {
  /** How many deliveries changed. */
  count: number;
  /** In-app items that came to be. */
  shown: LiveUpdate[];
}

async function replannedValues(manager: EntityManager, viewer: Asker, seen: Seen, now: Date): Promise<Done> {
  const { businessId, actor } = viewer;
  if (!seen.planned) {
    await manager.query(RESTART_EVENT, [businessId, seen.id]);
    return { count: 0, shown: [] };
  }
  const changed = changedBy(seen, now);
  const column = (read: (one: Changed) => unknown) => changed.map(read);
  const made: { id: string; destinationId: string }[] = await manager.query(RECORD_REPLAY, [
    businessId,
    seen.id,
    now,
    actor,
    column((one) => one.id),
    column((one) => one.destination.id),
    column((one) => one.destination.channel),
    column((one) => one.destination.shownAs),
    column(statusOf),
    column((one) => JSON.stringify(one.entry.reason)),
    column((one) => (statusOf(one) === 'DEFERRED' ? (one.entry.held?.dueAt ?? now) : null)),
  ]);
  const ids = new Map(made.map((row) => [row.destinationId, row.id]));
  const told = changed.filter((one) => one.inApp && one.entry.decision !== 'SKIP' && ids.has(one.destination.id));
  return { count: made.length, shown: await show(manager, viewer, seen, told, ids) };
}

/** What today's rules say that the ledger does not. */
function changedBy(seen: Seen, now: Date): Changed[] {
  const { destinations, defaults } = seen;
  const asked = plannablesOf(seen, destinations, defaults);
  const entries = planEvent(
    { ...seen, entry: findEventType(seen.type) },
    asked.map(({ plannable }) => plannable),
    now,
  );
  const changes = new Set(changesOfPlan(entries, new Map(Object.entries(seen.before))));
  return entries.flatMap((entry, i) => {
    const destination = asked[i]?.destination as PlanDestination;
    const inApp = channelOf(destination.channel).send === null;
    return changes.has(entry) ? [{ id: newId('delivery'), destination, entry, inApp }] : [];
  });
}

/** What is sent is held for the relay; an in-app item is there at once. */
function statusOf({ entry, inApp }: Changed): string {
  if (entry.decision === 'SKIP') return entry.status;
  return inApp ? 'DELIVERED' : 'DEFERRED';
}

async function show(
  manager: EntityManager,
  { businessId }: Asker,
  seen: Seen,
  told: Changed[],
  ids: ReadonlyMap<string, string>,
): Promise<LiveUpdate[]> {
  if (told.length === 0) return [];
  const texts = told.map(({ destination }) => {
    const formatter = formatterFor(destination);
    return renderTextsBy(seen.overrides?.[formatter.locale], seen, formatter, () => undefined);
  });
  const items: { id: string; recipientId: string }[] = await manager.query(SHOW_NOTIFICATIONS, [
    businessId,
    seen.id,
    told.map(() => newId('notification')),
    told.map(({ destination }) => destination.recipientId),
    told.map(({ destination }) => ids.get(destination.id)),
    texts.map((text) => text.title),
    texts.map(wholeBody),
    hasThread(seen.type),
    texts[0]?.severity,
  ]);
  return items.map((item) => ({ businessId, ...item }));
}
