/**
 * Sends one chunk of a recorded plan. Each delivery is PENDING until an outcome is recorded; a try ends it (SENT,
 * SKIPPED, CANCELLED, FAILED) or leaves it PENDING for the next one. A process that dies during a call leaves `sending_at`
 * set: the next try records "interrupted" and sends again under the same id; the ledger keeps that a second message is
 * possible.
 */
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { Channel, ChannelContext, OutgoingDelivery } from '../../channels/channel.js';
import { channelOf } from '../../channels/index.js';
import { PermanentFailure } from '../../domain/failures.js';
import type { LiveUpdate, PublishLiveUpdates } from '../../domain/live-update.js';
import type { Chunk } from '../../domain/planning/chunks.js';
import type { Hold } from '../../domain/planning/plan.js';
import { makeReason, type Reason } from '../../domain/reasons.js';
import type { HoldInput, NotifyInput } from '../../domain/run-inputs.js';
import { runStatement } from '../../platform/database/statement.js';
import type { SecretBox } from '../../platform/secrets/secret-box.js';
import type { Metrics } from '../../platform/telemetry/metrics.js';
import { inChildSpan } from '../../platform/telemetry/tracing.js';
import { batchesOf, batchSend, inLanes } from './batch-send.js';
import type { Bulkheads } from './bulkheads.js';
import type { CarrierBreakers } from './carrier-breakers.js';
import { CircuitBreaker } from './circuit-breaker.js';
import type { ClaimedDelivery } from './claimed-delivery.js';
import type { CustomerAddresses } from './customer-address.js';
import { customerMailFor } from './customer-mail.js';
import { type ChunkParams, CLAIM_DELIVERIES, GIVE_UP_DELIVERIES } from './deliver.statements.js';
import { countCalls, countEnds, countGivenUp } from './delivery-metrics.js';
import { DestinationRecheck, type RecheckDeps } from './destination-recheck.js';
import type { RemovalMark } from './destination-removals.js';
import { type Outcome, outcomeOfError, outcomeOfReceipt, scheduledMs, waitAfter } from './outcome.js';
import { carriersOf, type Gathered, outgoingDelivery, outgoingDigest, SharedTexts, stormOf } from './outgoing.js';
import type { ProductNames } from './product-names.js';
import { NOT_SENT_YET, type SendResult } from './send-result.js';
import { settle } from './settle.js';

export interface DeliverInput extends NotifyInput {
  chunk: Chunk;
  /** Set by the run of a hold: only what this hold held is delivered. */
  held?: HoldInput & { by: Hold };
}

export interface DeliverDeps extends RecheckDeps {
  dataSource: DataSource;
  box: SecretBox;
  bulkheads: Bulkheads;
  carriers: CarrierBreakers;
  context: Omit<ChannelContext, 'signal' | 'stopping' | 'now'>;
  publicUrl: string;
  publish: PublishLiveUpdates;
  productNames: Pick<ProductNames, 'named'>;
  customerAddresses: Pick<CustomerAddresses, 'of'>;
  /** Aborted where the process is asked to stop: what is under way ends, and the rest is left to another process. */
  stopping: AbortSignal;
  log: Logger;
  metrics: Metrics;
  /** From 0 to 1. */
  random: () => number;
}

/**
 * Below the activity's 5 min with one whole send to spare: what is left goes in the next try. Each try costs an action and two
 * statements, so that a whole chunk has room for it on a slow machine and with a slow carrier.
 */
const WORK_MS = 4 * 60_000;
/** The wait before the next try, if this one had no time for all. */
const SHORT_WAIT_MS = 100;

export interface DeliverResult {
  /** How many were sent by this call. */
  sent: number;
  /** Null where no delivery of the chunk is pending any more. */
  retry: DeliverRetry | null;
}

/** Why and when the chunk is tried again. */
export interface DeliverRetry {
  pending: number;
  /** What the carriers answered: status codes, or `no answer`; `no place free` where none was asked. */
  answers: (number | string)[];
  /** Milliseconds. */
  afterMs: number;
}

/**
 * Sends what is pending of a chunk; where its channel has no place free, it is sent away at once.
 * @param signal aborted where what is under way is to be broken off
 */
export async function deliver(parts: DeliverDeps, input: DeliverInput, signal: AbortSignal): Promise<DeliverResult> {
  const leave = parts.bulkheads.enter(input.chunk);
  if (!leave) {
    const afterMs = parts.bulkheads.sendAway(input.chunk, parts.random());
    return { sent: 0, retry: { pending: input.chunk.count, answers: ['no place free'], afterMs } };
  }
  try {
    return await sendChunk(parts, input, signal);
  } finally {
    leave();
  }
}

/** For one try of a chunk. */
interface ChunkDeps extends DeliverDeps {
  texts: SharedTexts;
}

async function sendChunk(deps: DeliverDeps, input: DeliverInput, signal: AbortSignal): Promise<DeliverResult> {
  const parts: ChunkDeps = { ...deps, texts: new SharedTexts() };
  const channel = channelOf(input.chunk.channel);
  const mark = parts.removals.mark();
  const claim = { ...chunkParams(input), sendsBody: channel.sendsBody ?? false };
  const claimed = await runStatement(parts.dataSource, CLAIM_DELIVERIES, claim);
  if (claimed.length === 0) return { sent: 0, retry: null };
  const breaker = new CircuitBreaker({ ...parts, channel }, claimed, carriersOf(parts, channel));
  const gathered = input.held?.by === 'DIGEST' || input.held?.by === 'STORM';
  const results = gathered
    ? await sendGathered(parts, channel, claimed, breaker, signal)
    : await sendAll(parts, channel, { claimed, mark }, breaker, signal);
  const ended = await settle(parts.dataSource, channel, results, breaker.changes(), parts.now());
  countEnds(parts, channel, claimed, ended);
  parts.publish(
    updatesOfEvents(results.map(({ claimed }) => ({ id: claimed.eventId, businessId: claimed.businessId }))),
  );
  const pending = results.filter((result) => !result.outcome || result.outcome.status === 'PENDING');
  const sent = results.filter((result) => result.outcome?.status === 'SENT').length;
  return { sent, retry: pending.length > 0 ? retryOf(pending) : null };
}

/** Ends what no further try will send. */
export async function giveUp(parts: DeliverDeps, input: DeliverInput & { reason: Reason }): Promise<void> {
  const params = { ...chunkParams(input), reason: input.reason };
  const ended = await runStatement(parts.dataSource, GIVE_UP_DELIVERIES, params);
  countGivenUp(parts.metrics, input.chunk.channel, ended);
  parts.publish(updatesOfEvents(ended));
}

interface EventKey {
  id: string;
  businessId: string;
}

/** Each event once, however many of its deliveries are over. */
function updatesOfEvents(events: EventKey[]): LiveUpdate[] {
  const unique = new Map(events.map(({ id, businessId }) => [id, { id, businessId, recipientId: null }]));
  return [...unique.values()];
}

function chunkParams({ eventIds, chunk: { first, last, channel }, held }: DeliverInput): ChunkParams {
  const hold = held
    ? { heldFor: held.destinationId, dueAt: new Date(held.dueAt), heldBy: held.by }
    : { heldFor: null, dueAt: null, heldBy: null };
  return { first, last, channel, eventIds, ...hold };
}

/** A digest: one message for all, which share its outcome. Under the id of the first, so that it is the same again. */
async function sendGathered(
  parts: ChunkDeps,
  channel: Channel,
  claimed: ClaimedDelivery[],
  breaker: CircuitBreaker,
  signal: AbortSignal,
): Promise<SendResult[]> {
  const at = parts.now();
  // A transformation is written for one event: for many together our own rendering is sent.
  const rows = claimed.map((row) => ({ ...row, transformation: null }));
  const first = rows[0] as ClaimedDelivery;
  const gathered = channel.gathers
    ? stormOf(parts, rows)
    : { mail: outgoingDigest(parts, rows, at), types: rows.map(({ type }) => type) };
  const result = await sendThrough(parts, breaker, { row: first, at, signal }, () =>
    sendOne(parts, channel, first, signal, gathered),
  );
  return rows.map((row) => ({ ...result, claimed: row }));
}

async function sendAll(
  parts: ChunkDeps,
  channel: Channel,
  { claimed, mark }: { claimed: ClaimedDelivery[]; mark: RemovalMark },
  breaker: CircuitBreaker,
  signal: AbortSignal,
): Promise<SendResult[]> {
  const until = parts.now().getTime() + WORK_MS;
  const recheck = new DestinationRecheck(parts, claimed, mark);
  const results: SendResult[] = [];
  const late = () => signal.aborted || parts.stopping.aborted || parts.now().getTime() > until;
  const { groups, alone } = batchesOf(channel, parts.context, claimed);
  await inLanes(channel.parallel, groups, async (rows) => {
    const at = parts.now();
    if (!late()) await recheck.refresh();
    const gone = late() || rows.some((row) => recheck.isGone(row.id));
    const first = rows[0] as ClaimedDelivery;
    const send = () => batchSend(parts, channel, rows, channelContext(parts, signal));
    const result = gone ? null : await sendThrough(parts, breaker, { row: first, at, signal }, send);
    if (result?.outcome || result?.waits) results.push(...rows.map((row) => ({ ...result, claimed: row })));
    else alone.push(...rows);
  });
  await inLanes(channel.parallel, alone, async (row) => {
    const at = parts.now();
    if (late()) return void results.push({ ...NOT_SENT_YET, claimed: row, at });
    await recheck.refresh();
    const send = () => sendOne(parts, channel, recheck.isGone(row.id) ? { ...row, reachable: false } : row, signal);
    results.push(await sendThrough(parts, breaker, { row, at, signal }, send));
  });
  return results;
}

/** Sends unless the circuit breaker holds it. `send` gives null where it could send nothing. */
async function sendThrough(
  { now, metrics }: DeliverDeps,
  breaker: CircuitBreaker,
  { row, at, signal }: { row: ClaimedDelivery; at: Date; signal: AbortSignal },
  send: () => Promise<Outcome | null>,
): Promise<SendResult> {
  const held = row.reachable && !row.disputeEndedBy ? await breaker.hold(row) : null;
  if (held) return { ...NOT_SENT_YET, claimed: row, at, waits: held };
  const attributes = { 'tocsin.delivery_id': row.id, 'tocsin.event_id': row.eventId };
  const outcome = await inChildSpan('delivery', { kind: 'INTERNAL', attributes }, async (span) => {
    const became = await send();
    span?.set({ 'tocsin.status': became?.status ?? 'NOT_SENT' });
    return became;
  });
  const durationMs = now().getTime() - at.getTime();
  if (!outcome || outcome.isOurWait) return { ...NOT_SENT_YET, claimed: row, at, waits: outcome && ourWaitOf(outcome) };
  const carrierName = outcome.carrierName ?? breaker.channel.carrierName?.(breaker.carrierOf(row)) ?? null;
  countCalls(metrics, breaker.channel, { outcome, durationMs, carrierName });
  // What is broken off because we stop says nothing of the receiver.
  if (!signal.aborted || outcome.status !== 'PENDING') breaker.note(row, outcome);
  const ms = outcome.status === 'PENDING' ? breaker.retryMs(row) : null;
  const waits = ms === null ? null : { ms, reason: null };
  return { claimed: row, outcome, at, durationMs, carrierName, waits };
}

const channelContext = ({ context, now, stopping }: DeliverDeps, signal: AbortSignal): ChannelContext => ({
  ...context,
  now,
  signal,
  stopping,
});

const ourWaitOf = ({ retryAfterMs, reason }: Outcome) => (retryAfterMs === null ? null : { ms: retryAfterMs, reason });

const NOT_SENT = { status: 'CANCELLED', statusCode: null } as const;

async function sendOne(
  parts: ChunkDeps,
  channel: Channel,
  row: ClaimedDelivery,
  signal: AbortSignal,
  gathered?: Gathered,
): Promise<Outcome> {
  if (!row.reachable) {
    const code = row.audience === 'CUSTOMER' ? 'CUSTOMER_OFF_MEANWHILE' : 'DESTINATION_GONE';
    return outcomeOfReceipt({ ...NOT_SENT, detail: makeReason(code) });
  }
  if (row.disputeEndedBy) {
    const superseded = { ...NOT_SENT, detail: makeReason('SUPERSEDED', { by: row.disputeEndedBy }) };
    return { ...outcomeOfReceipt(superseded), status: 'SUPERSEDED' };
  }
  try {
    if (row.erased) throw new PermanentFailure(makeReason('BODY_GONE'));
    if (!channel.send) throw new Error(`${channel.channel} is delivered by the plan`);
    const ready =
      row.audience === 'CUSTOMER' ? await outgoingToCustomer(parts, row) : outgoingDelivery(parts, row, gathered);
    if ('skipped' in ready) return outcomeOfReceipt({ status: 'SKIPPED', statusCode: null, detail: ready.skipped });
    return outcomeOfReceipt(await channel.send(ready, channelContext(parts, signal)));
  } catch (error) {
    return outcomeOfError(error);
  }
}

/** Ready to be sent, or why there is nothing to send. */
async function outgoingToCustomer(
  parts: ChunkDeps,
  row: ClaimedDelivery,
): Promise<OutgoingDelivery | { skipped: Reason }> {
  const found = await parts.customerAddresses.of(row);
  if ('skipped' in found) return found;
  const mail = await customerMailFor(parts, row);
  return mail ? outgoingDelivery(parts, { ...row, ...found }, { mail }) : { skipped: makeReason('NOTHING_TO_SAY') };
}

function retryOf(pending: SendResult[]): DeliverRetry {
  const answers = [...new Set(pending.map((result) => result.outcome?.attempt.statusCode ?? 'no answer'))];
  return { pending: pending.length, answers, afterMs: waitOf(pending) };
}

/** How long until the next try, ms. */
function waitOf(pending: SendResult[]): number {
  const tried = pending.flatMap((result) => result.outcome ?? []);
  const held = pending.flatMap(({ waits }) => waits?.ms ?? []);
  const tries = Math.max(1, ...pending.flatMap(({ claimed, outcome }) => (isTry(outcome) ? claimed.tries : [])));
  // The time of the circuit breaker counts: the next try comes neither before nor long after it.
  if (held.length > 0) return Math.max(Math.min(...held), waitAfter(tried, tries) ?? 0);
  // If one failed, those that were not tried wait with it, to spare the carrier.
  return tried.length > 0 ? (waitAfter(tried, tries) ?? scheduledMs(tries)) : SHORT_WAIT_MS;
}

const isTry = (outcome: Outcome | null) => outcome !== null && !outcome.isOurWait;
