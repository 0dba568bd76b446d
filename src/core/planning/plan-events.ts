/** Plans 1 to 50 events of one business in one transaction, once: a second call returns what the first one recorded. */

import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { Channel } from '../../channels/channel.js';
import { CHANNELS, channelOf } from '../../channels/index.js';
import { renderTexts, wholeBody } from '../../channels/rendering/texts.js';
import type { Facts } from '../../domain/facts.js';
import { STORM_WINDOW_MS } from '../../domain/health/health.js';
import { firstIdAt } from '../../domain/ids.js';
import type { LiveUpdate, PublishLiveUpdates } from '../../domain/live-update.js';
import { type Chunk, chunksOf } from '../../domain/planning/chunks.js';
import { planCustomer } from '../../domain/planning/customer-plan.js';
import { type PlanEntry, planEvent } from '../../domain/planning/plan.js';
import { hasThread } from '../../domain/planning/threads.js';
import type { HoldInput, NotifyInput } from '../../domain/run-inputs.js';
import { formatterFor } from '../../i18n/formatter.js';
import { ENGLISH } from '../../i18n/labels.js';
import { runStatement } from '../../platform/database/statement.js';
import { newId } from '../../platform/new-id.js';
import { concernsDispute } from '../disputes/ladder.js';
import { type Overrides, renderEventTexts } from './event-texts.js';
import { FAIL_EVENT, FIND_RECORDED_PLAN, RECORD_PLAN, TAKE_EVENTS } from './plan.statements.js';
import {
  CUSTOMER_TYPES,
  NO_ADDRESS,
  type PlanDestination,
  plannableEventOf,
  plannablesOf,
} from './plan-destinations.js';

/** Cursors only: addresses and texts stay in PostgreSQL. */
export interface PlanResult {
  /** How many of the events were planned by this run. */
  planned: number;
  chunks: Chunk[];
  /** The owners of what is held; absent where nothing is, so that an ordinary run carries nothing more. */
  holds?: HoldInput[];
  /** Events that say something about a dispute; absent where none does. */
  disputes?: string[];
}

interface PlannableRow {
  id: string;
  type: string;
  facts: Facts;
  test: boolean;
  entityId: string | null;
  planned: boolean;
  supersededBy: string | null;
  /** Null also where customers are told nothing of this type. */
  customerAddress: string | null;
  customerOff: boolean;
}

interface PlanContext {
  businessId: string;
  events: PlannableRow[];
  destinations: PlanDestination[];
  /** What the business chose for the event types of these events. */
  defaults: Record<string, boolean>;
  /** What it wrote for in-app items, by event type; null where it wrote nothing. */
  overrides: Record<string, Overrides> | null;
  /** By chat: its messages in the last minute. What this run adds is counted on. */
  recent: Record<string, number>;
}

/** A destination; without an id it is the customer of the event, who has none. */
type Target = Pick<PlanDestination, 'channel' | 'shownAs' | 'recipientId' | 'locale' | 'timeZone'> & {
  id: string | null;
};

interface PlannedDelivery {
  id: string;
  event: PlannableRow;
  destination: Target;
  entry: Pick<PlanEntry, 'status' | 'reason' | 'held'>;
}

interface RecordedEvent {
  id: string;
  shown: { id: string; recipientId: string }[];
}

function liveUpdatesOf(businessId: string, rows: RecordedEvent[], poison: ReadonlyMap<string, string>): LiveUpdate[] {
  const items = rows.flatMap(({ shown }) => shown.map((item) => ({ businessId, ...item })));
  const events = [...rows.map(({ id }) => id), ...poison.keys()];
  return [...events.map((id) => ({ businessId, recipientId: null, id })), ...items];
}

export interface PlanDeps {
  dataSource: DataSource;
  publish: PublishLiveUpdates;
  log: Logger;
}

export async function planEvents(
  { dataSource, publish, log }: PlanDeps,
  input: NotifyInput,
  workflowId: string,
  now = new Date(),
): Promise<PlanResult> {
  const [taken] = await runStatement<PlanContext>(dataSource, TAKE_EVENTS, takeValues(input, workflowId, now));
  if (!taken || taken.events.length === 0) return { planned: 0, chunks: [] };
  const fresh = taken.events.filter((event) => !event.planned);
  const { deliveries, poison } = planAll(fresh, taken, now);
  for (const [id, reason] of poison) await runStatement(dataSource, FAIL_EVENT, [id, reason]);
  const events = fresh.filter((event) => !poison.has(event.id));
  const rows =
    events.length > 0
      ? await runStatement<RecordedEvent>(dataSource, RECORD_PLAN, recordValues(taken, events, deliveries, log))
      : [];
  publish(liveUpdatesOf(taken.businessId, rows, poison));
  const planned = taken.events.length - poison.size;
  // Some have a plan already: of an earlier run that was lost, or of another call of this activity in between. It counts.
  const ids = taken.events.map((event) => event.id);
  if (rows.length < planned) return { ...(await recorded(dataSource, ids, planned)), ...disputesOf(taken) };
  return {
    planned,
    ...disputesOf(taken),
    chunks: chunksOf(deliveries.filter((d) => d.entry.status === 'PENDING' && !isInApp(d)).map(chunkable)),
    ...holdsOf(
      deliveries.flatMap(({ destination, entry: { held } }) =>
        held && destination.id ? [{ destinationId: destination.id, dueAt: held.dueAt }] : [],
      ),
    ),
  };
}

/** Channels whose messages are gathered where there are too many. */
const CHATS = Object.values(CHANNELS).flatMap((entry: Channel) => (entry.gathers ? [entry.channel] : []));

function takeValues({ eventIds }: NotifyInput, workflowId: string, now: Date): unknown[] {
  return [eventIds, workflowId, CUSTOMER_TYPES, firstIdAt('delivery', now.getTime() - STORM_WINDOW_MS), CHATS];
}

function disputesOf({ events }: PlanContext): { disputes?: string[] } {
  const disputes = events.filter(concernsDispute).map(({ id }) => id);
  return disputes.length > 0 ? { disputes } : {};
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

interface RecordedDelivery {
  id: string;
  channel: string;
  destinationId: string | null;
  /** Null unless it is held. */
  dueAt: Date | null;
}

async function recorded(dataSource: DataSource, eventIds: string[], planned: number): Promise<PlanResult> {
  const rows = await runStatement<RecordedDelivery>(dataSource, FIND_RECORDED_PLAN, [eventIds]);
  const chunks = chunksOf(
    rows.filter((row) => !row.dueAt).map((row) => ({ id: row.id, ...chunkKeys(row.channel, row.destinationId) })),
  );
  const held = rows.flatMap(({ destinationId, dueAt }) => (destinationId && dueAt ? [{ destinationId, dueAt }] : []));
  return { planned, chunks, ...holdsOf(held) };
}

/** An event that cannot be planned (a text that does not render) is set aside; the others go on. */
function planAll(
  events: PlannableRow[],
  taken: PlanContext,
  now: Date,
): { deliveries: PlannedDelivery[]; poison: Map<string, string> } {
  const poison = new Map<string, string>();
  const decided: Omit<PlannedDelivery, 'id'>[] = [];
  for (const event of events) {
    try {
      decided.push(...planOne(event, taken, now));
    } catch (error) {
      poison.set(
        event.id,
        `It could not be planned: ${error instanceof Error ? error.message : String(error)}`.slice(0, 500),
      );
    }
  }
  // Deliveries of one chunk stand side by side, and ids are given in that order: a chunk is a range of ids.
  const keyOf = (d: Omit<PlannedDelivery, 'id'>) =>
    `${d.destination.channel} ${ownChunkKey(d.destination.channel, d.destination.id) ?? ''}`;
  const sorted = decided.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
  return { deliveries: sorted.map((delivery) => ({ ...delivery, id: newId('delivery') })), poison };
}

function planOne(
  event: PlannableRow,
  { destinations, defaults, recent }: PlanContext,
  now: Date,
): Omit<PlannedDelivery, 'id'>[] {
  // Said once here, so that an event whose texts do not render is found before anything is recorded.
  renderTexts(event, ENGLISH);
  const asked = plannablesOf(event, destinations, defaults).map(({ destination, plannable }) => ({
    destination,
    plannable: channelOf(destination.channel).gathers
      ? { ...plannable, recent: recent[destination.id] ?? 0 }
      : plannable,
  }));
  const plannableEvent = plannableEventOf(event);
  const entries = planEvent(
    plannableEvent,
    asked.map(({ plannable }) => plannable),
    now,
  );
  const team = entries.flatMap((entry, i) =>
    entry.recorded ? [{ event, destination: asked[i]?.destination as PlanDestination, entry }] : [],
  );
  for (const { destination, entry } of team)
    if (entry.status === 'PENDING') recent[destination.id] = (recent[destination.id] ?? 0) + 1;
  const entry = planCustomer(plannableEvent, { address: event.customerAddress, enabled: !event.customerOff });
  if (!entry) return team;
  return [...team, { event, destination: customerOf(event), entry: { ...entry, held: null } }];
}

/** Locale and zone of their mail are known when it is sent. */
const customerOf = ({ customerAddress }: PlannableRow): Target => ({
  id: null,
  channel: 'EMAIL',
  shownAs: customerAddress ?? NO_ADDRESS,
  recipientId: null,
  locale: 'en',
  timeZone: 'UTC',
});

const isInApp = (delivery: PlannedDelivery) => channelOf(delivery.destination.channel).send === null;

const ownChunkKey = (channel: string, destinationId: string | null) =>
  channelOf(channel).personal ? null : destinationId;

function chunkKeys(channel: string, destinationId: string | null) {
  return { channel, retry: channelOf(channel).retry, ownChunkKey: ownChunkKey(channel, destinationId) };
}

const chunkable = (d: PlannedDelivery) => ({ id: d.id, ...chunkKeys(d.destination.channel, d.destination.id) });

function recordValues(
  { businessId, overrides }: PlanContext,
  events: PlannableRow[],
  deliveries: PlannedDelivery[],
  log: Logger,
): unknown[] {
  const open = new Map(events.map((event) => [event.id, 0]));
  for (const d of deliveries)
    if ((d.entry.status === 'PENDING' && !isInApp(d)) || d.entry.held)
      open.set(d.event.id, (open.get(d.event.id) ?? 0) + 1);
  const column = (read: (delivery: PlannedDelivery) => unknown) => deliveries.map(read);
  const told = deliveries.filter((d) => d.entry.status === 'PENDING' && isInApp(d) && d.destination.recipientId);
  const texts = told.map((d) =>
    renderEventTexts(d.event, formatterFor(d.destination), overrides?.[d.event.type] ?? null, log),
  );
  return [
    [...open.keys()],
    [...open.values()],
    businessId,
    column((d) => d.id),
    column((d) => d.event.id),
    column((d) => d.destination.id),
    column((d) => d.destination.channel),
    column((d) => d.destination.shownAs),
    column((d) => (d.entry.status === 'PENDING' && isInApp(d) ? 'DELIVERED' : d.entry.status)),
    column((d) => d.entry.reason),
    told.map(() => newId('notification')),
    told.map((d) => d.destination.recipientId),
    told.map((d) => d.event.id),
    told.map((d) => d.id),
    texts.map((text) => text.title),
    texts.map(wholeBody),
    texts.map((text) => text.severity),
    column((d) => d.entry.held?.dueAt ?? null),
    column((d) => d.entry.held?.by ?? null),
    told.map((d) => hasThread(d.event.type)),
  ];
}
