/**
 * Plans 1 to 50 events of one business, once: one statement takes the events and reads all rules, another one records the
 * plan. A second call returns what the first one recorded.
 */
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { Channel } from '../../channels/channel.js';
import { CHANNELS } from '../../channels/index.js';
import { renderTexts } from '../../channels/rendering/texts.js';
import { STORM_WINDOW_MS } from '../../domain/health/health.js';
import { firstIdAt } from '../../domain/ids.js';
import type { LiveUpdate, PublishLiveUpdates } from '../../domain/live-update.js';
import { type Chunk, chunksOf, isSentAtOnce } from '../../domain/planning/chunks.js';
import { planCustomer } from '../../domain/planning/customer-plan.js';
import { makeReason, type Reason } from '../../domain/reasons.js';
import type { HoldInput, NotifyInput } from '../../domain/run-inputs.js';
import { ENGLISH } from '../../i18n/labels.js';
import { runStatement } from '../../platform/database/statement.js';
import { newId } from '../../platform/new-id.js';
import type { Metrics } from '../../platform/telemetry/metrics.js';
import { decideDisputeEvents, isUndecided } from '../disputes/dispute-messages.js';
import { concernsDispute, recordDisputes } from '../disputes/ladder.js';
import type { StartableDispute } from '../disputes/startable-dispute.js';
import { chunkableOf, chunkEndpoint } from './chunkable.js';
import { listenersWith } from './dispute-listeners.js';
import {
  FAIL_EVENT,
  FIND_RECORDED_PLAN,
  type PlanContext,
  type PlannableRow,
  RECORD_PLAN,
  type RecordedEvent,
  type RecordPlanParams,
  TAKE_EVENTS,
  type TakeEventsParams,
} from './plan.statements.js';
import { CUSTOMER_TYPES, NO_ADDRESS, plannableEventOf } from './plan-destinations.js';
import { countPlanned } from './plan-metrics.js';
import {
  type DeliveryTarget,
  deliveryRow,
  isShownAtOnce,
  notificationRows,
  type PlannedDelivery,
} from './planned-rows.js';
import { planForTeam } from './team-plan.js';

/** Cursors only: addresses and texts stay in PostgreSQL. */
export interface PlanResult {
  /** How many of the events were planned by this run. */
  planned: number;
  chunks: Chunk[];
  /** Whether the run tries the chunks at once; absent where it does not, and where the plan is an earlier one: some of it may be under way. */
  atOnce?: true;
  /** The owners of what is held; absent where nothing is, so that an ordinary run carries nothing more. */
  holds?: HoldInput[];
  /** Disputes that the events say something about; absent where they are about none. */
  disputes?: StartableDispute[];
}

function updatesOfPlan(businessId: string, rows: RecordedEvent[], poison: ReadonlyMap<string, Reason>): LiveUpdate[] {
  const items = rows.flatMap(({ shown }) => shown.map((item) => ({ businessId, ...item })));
  const events = [...rows.map(({ id }) => id), ...poison.keys()];
  return [...events.map((id) => ({ businessId, recipientId: null, id })), ...items];
}

export interface PlanDeps {
  dataSource: DataSource;
  publish: PublishLiveUpdates;
  log: Logger;
  metrics: Metrics;
}

/** @param now when the events are planned */
export async function planEvents(
  deps: PlanDeps,
  input: NotifyInput,
  workflowId: string,
  now: Date,
): Promise<PlanResult> {
  const { dataSource, publish, log, metrics } = deps;
  const began = performance.now();
  const taken = await takeEvents(deps, input, workflowId, now);
  if (!taken || taken.events.length === 0) return { planned: 0, chunks: [] };
  const fresh = taken.events.filter((event) => !event.planned);
  const { deliveries, poison } = planAll(fresh, taken, now);
  for (const [eventId, reason] of poison) await runStatement(dataSource, FAIL_EVENT, { eventId, reason });
  const events = fresh.filter((event) => !poison.has(event.id));
  // Before the plan: an event that has one may be done, and then nobody would look for a run of its dispute that was lost.
  const about = await disputesOf(dataSource, taken);
  const rows =
    events.length > 0 ? await runStatement(dataSource, RECORD_PLAN, recordParams(taken, events, deliveries, log)) : [];
  const tookMs = performance.now() - began;
  metrics.observeMs('planDuration', {}, tookMs);
  const recordedIds = new Set(rows.map(({ id }) => id));
  countPlanned(metrics, recordedIds, { events, deliveries }, new Date(now.getTime() + tookMs));
  publish(updatesOfPlan(taken.businessId, rows, poison));
  const planned = taken.events.length - poison.size;
  // Some have a plan already: of an earlier run that was lost, or of another call of this activity in between. It counts.
  const ids = taken.events.map((event) => event.id);
  if (rows.length < planned) return { ...(await recorded(dataSource, taken.businessId, ids, planned)), ...about };
  const chunks = chunksOf(
    deliveries
      .filter((d) => d.entry.status === 'PENDING' && !isShownAtOnce(d))
      .map(({ id, destination: { id: destinationId, channel } }) =>
        chunkableOf(taken.businessId, { id, channel, destinationId }),
      ),
  );
  return {
    planned,
    ...about,
    chunks,
    // The run of a dispute must not wait for what hangs.
    ...(isSentAtOnce(chunks) && !about.disputes ? { atOnce: true } : {}),
    ...holdsOf(
      deliveries.flatMap(({ destination, entry: { held } }) =>
        held?.dueAt && destination.id ? [{ destinationId: destination.id, dueAt: held.dueAt }] : [],
      ),
    ),
  };
}

/** Of a dispute's event it is decided first what people hear of it; then everything is read anew. */
async function takeEvents(
  deps: PlanDeps,
  input: NotifyInput,
  workflowId: string,
  now: Date,
): Promise<PlanContext | undefined> {
  const { dataSource } = deps;
  const params = takeParams(input, workflowId, now);
  const [taken] = await runStatement(dataSource, TAKE_EVENTS, params);
  const undecided = taken?.events.filter((event) => !event.planned && isUndecided(event)) ?? [];
  if (undecided.length === 0) return taken;
  await decideDisputeEvents(
    deps,
    undecided.map(({ id }) => id),
    now,
  );
  const [decided] = await runStatement(dataSource, TAKE_EVENTS, params);
  // Tried again until that run has recorded its plan, which takes it milliseconds.
  if (decided?.events.some(({ planned, openingPending }) => openingPending && !planned))
    throw new Error('another run is about to tell of the opening of a dispute that these events follow up on');
  return decided;
}

/** Channels whose messages are gathered where there are too many. */
const CHATS = Object.values(CHANNELS).flatMap((entry: Channel) => (entry.gathers ? [entry.channel] : []));

function takeParams({ eventIds }: NotifyInput, workflowId: string, now: Date): TakeEventsParams {
  const recentFrom = firstIdAt('delivery', now.getTime() - STORM_WINDOW_MS);
  return { eventIds, workflowId, customerTypes: CUSTOMER_TYPES, chats: CHATS, recentFrom };
}

async function disputesOf(dataSource: DataSource, { events }: PlanContext): Promise<{ disputes?: StartableDispute[] }> {
  const eventIds = events.filter(concernsDispute).map(({ id }) => id);
  return eventIds.length > 0 ? { disputes: await recordDisputes(dataSource, eventIds) } : {};
}

/** One per destination and moment. */
function holdsOf(held: { destinationId: string; dueAt: Date }[]): { holds?: HoldInput[] } {
  const owners = new Map(
    held.map(({ destinationId, dueAt }) => [
      `${destinationId} ${dueAt.getTime()}`,
      { destinationId, dueAt: dueAt.getTime() },
    ]),
  );
  return owners.size > 0 ? { holds: [...owners.values()] } : {};
}

async function recorded(
  dataSource: DataSource,
  businessId: string,
  eventIds: string[],
  planned: number,
): Promise<PlanResult> {
  const rows = await runStatement(dataSource, FIND_RECORDED_PLAN, { eventIds });
  const chunks = chunksOf(rows.filter((row) => !row.dueAt).map((row) => chunkableOf(businessId, row)));
  const held = rows.flatMap(({ destinationId, dueAt }) => (dueAt ? [{ destinationId, dueAt }] : []));
  return { planned, chunks, ...holdsOf(held) };
}

type DecidedDelivery = Omit<PlannedDelivery<PlannableRow>, 'id'>;

/** An event that cannot be planned (a text that does not render) is set aside; the others go on. */
function planAll(
  events: PlannableRow[],
  taken: PlanContext,
  now: Date,
): { deliveries: PlannedDelivery<PlannableRow>[]; poison: Map<string, Reason> } {
  const poison = new Map<string, Reason>();
  const decided: DecidedDelivery[] = [];
  for (const event of events) {
    try {
      const disputeListeners = listenersWith(event, decided);
      decided.push(...decideDeliveries({ ...event, disputeListeners }, taken, now));
    } catch (error) {
      poison.set(
        event.id,
        makeReason('UNPLANNABLE', { error: error instanceof Error ? error.message : String(error) }),
      );
    }
  }
  // Deliveries of one chunk stand side by side, and ids are given in that order: a chunk is a range of ids.
  const keyOf = (d: DecidedDelivery) =>
    `${d.destination.channel} ${chunkEndpoint(d.destination.channel, d.destination.id) ?? ''}`;
  const sorted = decided.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
  return { deliveries: sorted.map((delivery) => ({ ...delivery, id: newId('delivery') })), poison };
}

/** What it sends is counted on in `context.recent`. */
function decideDeliveries(event: PlannableRow, context: PlanContext, now: Date): DecidedDelivery[] {
  // Said once here, so that an event whose texts do not render is found before anything is recorded.
  renderTexts(event, ENGLISH);
  const { recent } = context;
  const team = planForTeam(event, context, now).filter(({ entry }) => entry.recorded);
  for (const { destination, entry } of team)
    if (entry.status === 'PENDING') recent[destination.id] = (recent[destination.id] ?? 0) + 1;
  const deliveries = team.map((planned): DecidedDelivery => ({ event, ...planned }));
  const { customerAddress: address, customerAskable: askable, customerOff, customerToldBy: toldBy } = event;
  const customer = { address, askable, enabled: !customerOff, toldBy };
  const entry = planCustomer(plannableEventOf(event), customer);
  return entry
    ? [...deliveries, { event, destination: customerTarget(event), entry: { ...entry, held: null } }]
    : deliveries;
}

/** Locale and zone of their mail are known when it is sent. */
const customerTarget = ({ customerAddress }: PlannableRow): DeliveryTarget => ({
  id: null,
  channel: 'EMAIL',
  shownAs: customerAddress ?? NO_ADDRESS,
  recipientId: null,
  locale: 'en',
  timeZone: 'UTC',
});

function recordParams(
  { businessId, overrides }: PlanContext,
  events: PlannableRow[],
  deliveries: PlannedDelivery[],
  log: Logger,
): RecordPlanParams {
  const open = new Map(events.map((event) => [event.id, 0]));
  for (const delivery of deliveries) {
    const { event, entry } = delivery;
    if ((entry.status === 'PENDING' && !isShownAtOnce(delivery)) || entry.held)
      open.set(event.id, (open.get(event.id) ?? 0) + 1);
  }
  return {
    businessId,
    events: [...open].map(([id, count]) => ({ id, open: count })),
    deliveries: deliveries.map(deliveryRow),
    notifications: deliveries.flatMap((one) => notificationRows(one, overrides?.[one.event.type] ?? null, log)),
  };
}
