/**
 * Sends one chunk of a recorded plan. Each delivery is PENDING until an outcome is recorded; a try ends it (SENT,
 * SKIPPED, CANCELLED, FAILED) or leaves it PENDING for the next one. A process that dies in mid-call leaves `sending_at`
 * set: the next try says "interrupted", sends again under the same id, and the ledger remembers that a second message
 * is possible. The only place that turns our failures into Temporal's.
 */
import { ApplicationFailure, activityInfo, cancellationSignal } from '@temporalio/activity';
import type { DataSource } from 'typeorm';
import type { SecretBox } from '../src/access/secret-box.js';
import type { Mail } from '../src/content/mail.js';
import type { Change, Tell } from '../src/domain/change.js';
import type { Chunk } from '../src/domain/chunks.js';
import type { Hold } from '../src/domain/plan.js';
import { run } from '../src/named-statement.js';
import { newId } from '../src/new-id.js';
import type { HoldInput, NotifyInput } from '../workflows/messages.js';
import type { Channel, ChannelContext } from './channels/channel.js';
import { channelOf } from './channels/index.js';
import { CLAIM, GIVE_UP, SETTLE } from './deliver.statements.js';
import { type Outcome, outcomeOfError, outcomeOfReceipt, waitAfter } from './outcome.js';
import { type Claimed, digestOf, outgoing } from './outgoing.js';
import { Reach } from './reach.js';

export interface DeliverInput extends NotifyInput {
  chunk: Chunk;
  /** Where what was held is delivered: it belongs to nobody else. */
  held?: HoldInput & { by: Hold };
}

export interface DeliverParts {
  dataSource: DataSource;
  box: SecretBox;
  context: Omit<ChannelContext, 'signal'>;
  publicUrl: string;
  tell: Tell;
}

interface Sent {
  claimed: Claimed;
  /** Null: its turn did not come in this try. */
  outcome: Outcome | null;
  at: Date;
  durationMs: number;
}

/** Below the activity's 90 s with one whole send to spare: what is left goes in the next try. */
const WORK_MS = 60_000;
const NOTHING_TO_TELL = 'the body of the event, which this customer e-mail is made of, does not say what it needs';
/** How soon the next try takes up what this one had no time for. */
const SHORT_WAIT_MS = 100;

/** @returns how many were sent by this call. @throws ApplicationFailure while deliveries of the chunk are pending. */
export async function deliver(parts: DeliverParts, input: DeliverInput): Promise<{ sent: number }> {
  const channel = channelOf(input.chunk.channel);
  const claimed = await run<Claimed>(parts.dataSource, CLAIM, [...whichOnes(input), channel.sendsBody ?? false]);
  if (claimed.length === 0) return { sent: 0 };
  const gathered = input.held?.by === 'DIGEST';
  const results = gathered ? await sendTogether(parts, channel, claimed) : await sendAll(parts, channel, claimed);
  await settle(parts.dataSource, results);
  parts.tell(changesOf(results.map(({ claimed }) => ({ id: claimed.eventId, businessId: claimed.businessId }))));
  const pending = results.filter((result) => !result.outcome || result.outcome.status === 'PENDING');
  if (pending.length > 0) throw retryFailure(pending);
  return { sent: results.filter((result) => result.outcome?.status === 'SENT').length };
}

/** Ends what no further try will send. */
export async function giveUp(parts: DeliverParts, input: DeliverInput & { reason: string }): Promise<void> {
  const ended = await run<EventKey>(parts.dataSource, GIVE_UP, [...whichOnes(input), input.reason]);
  parts.tell(changesOf(ended));
}

interface EventKey {
  id: string;
  businessId: string;
}

/** Each event once, however many of its deliveries are over. */
function changesOf(events: EventKey[]): Change[] {
  const unique = new Map(events.map((event) => [event.id, event]));
  return [...unique.values()].map((event) => ({ ...event, recipientId: null }));
}

function whichOnes({ eventIds, chunk, held }: DeliverInput): unknown[] {
  const dueAt = held ? new Date(held.dueAt) : null;
  return [chunk.first, chunk.last, eventIds, chunk.channel, held?.destinationId ?? null, dueAt, held?.by ?? null];
}

/** A digest: one message for all, which share its outcome. Under the id of the first, so that it is the same again. */
async function sendTogether(parts: DeliverParts, channel: Channel, claimed: Claimed[]): Promise<Sent[]> {
  const at = new Date();
  const first = claimed[0] as Claimed;
  const mail = digestOf(claimed, parts.publicUrl, at);
  const outcome = await sendOne(parts, channel, first, cancellationSignal(), mail);
  return claimed.map((row) => ({ claimed: row, outcome, at, durationMs: Date.now() - at.getTime() }));
}

async function sendAll(parts: DeliverParts, channel: Channel, claimed: Claimed[]): Promise<Sent[]> {
  const signal = cancellationSignal();
  const until = Date.now() + WORK_MS;
  const reach = new Reach(
    parts.dataSource,
    claimed.map((row) => row.id),
  );
  const results: Sent[] = [];
  let next = 0;
  const lane = async () => {
    while (next < claimed.length) {
      const row = claimed[next++] as Claimed;
      const at = new Date();
      const late = signal.aborted || Date.now() > until;
      if (!late) await reach.lookAgain();
      const outcome = late
        ? null
        : await sendOne(parts, channel, reach.lost(row.id) ? { ...row, reachable: false } : row, signal);
      results.push({ claimed: row, outcome, at, durationMs: Date.now() - at.getTime() });
    }
  };
  await Promise.all(Array.from({ length: Math.min(channel.parallel, claimed.length) }, lane));
  return results;
}

async function sendOne(
  parts: DeliverParts,
  channel: Channel,
  row: Claimed,
  signal: AbortSignal,
  mail?: Mail,
): Promise<Outcome> {
  if (!row.reachable) {
    const what = row.audience === 'CUSTOMER' ? 'customer e-mails of this type were' : 'the destination was removed or';
    return outcomeOfReceipt({ status: 'CANCELLED', statusCode: null, detail: `${what} switched off meanwhile` });
  }
  try {
    if (!channel.send) throw new Error(`${channel.channel} is delivered by the plan`);
    const delivery = outgoing(parts, row, mail);
    if (!delivery) return outcomeOfReceipt({ status: 'SKIPPED', statusCode: null, detail: NOTHING_TO_TELL });
    return outcomeOfReceipt(await channel.send(delivery, { ...parts.context, signal }));
  } catch (error) {
    return outcomeOfError(error);
  }
}

/** An outcome that is not recorded would be sent again: worth some patience with PostgreSQL. */
async function settle(dataSource: DataSource, results: Sent[]): Promise<void> {
  const values = settleValues(results);
  for (let tries = 1; ; tries++) {
    try {
      await run(dataSource, SETTLE, values);
      return;
    } catch (error) {
      if (tries === 4) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250 * 4 ** (tries - 1)));
    }
  }
}

function settleValues(results: Sent[]): unknown[] {
  const attempts = results.flatMap(attemptsOf);
  const failures = results.flatMap(({ claimed, outcome }) =>
    outcome?.transformationFailure ? [{ claimed, ...outcome.transformationFailure }] : [],
  );
  return [
    results.map((r) => r.claimed.id),
    results.map((r) => r.outcome?.status ?? 'PENDING'),
    results.map((r) => r.outcome?.reason ?? null),
    results.map((r) => r.outcome?.unclear ?? false),
    attempts.map(() => newId('attempt')),
    attempts.map((a) => a.businessId),
    attempts.map((a) => a.deliveryId),
    attempts.map((a) => a.number),
    attempts.map((a) => a.at),
    attempts.map((a) => a.outcome),
    attempts.map((a) => a.statusCode),
    attempts.map((a) => a.detail),
    attempts.map((a) => a.durationMs),
    failures.map(() => newId('transformationFailure')),
    failures.map((f) => f.claimed.businessId),
    failures.map((f) => f.claimed.destinationId),
    failures.map((f) => f.claimed.eventId),
    failures.map((f) => f.message),
    failures.map((f) => f.line),
  ];
}

function attemptsOf({ claimed, outcome, at, durationMs }: Sent) {
  const base = { businessId: claimed.businessId, deliveryId: claimed.id };
  const interrupted = claimed.interruptedAt
    ? [
        {
          ...base,
          number: claimed.tries - 1,
          at: claimed.interruptedAt,
          outcome: 'interrupted',
          statusCode: null,
          detail: 'the process ended in mid-call; it may have arrived',
          durationMs: 0,
        },
      ]
    : [];
  return outcome
    ? [...interrupted, { ...base, number: claimed.tries, at, ...outcome.attempt, durationMs }]
    : interrupted;
}

/** Its message stands in Temporal for ever, so it holds numbers only; the provider's words are in the ledger. */
function retryFailure(pending: Sent[]): ApplicationFailure {
  const tried = pending.flatMap((result) => result.outcome ?? []);
  // Where even one was tried in vain, those whose turn did not come wait with it: a provider in trouble is not hurried.
  const wait =
    tried.length > 0
      ? waitAfter(
          tried.map((outcome) => outcome.retryAfterMs),
          activityInfo().attempt,
        )
      : SHORT_WAIT_MS;
  const codes = [...new Set(pending.map((result) => result.outcome?.attempt.statusCode ?? 'no answer'))];
  return ApplicationFailure.create({
    message: `${pending.length} not sent yet (${codes.join(', ')})`,
    type: 'RetryLater',
    ...(wait === null ? {} : { nextRetryDelay: wait }),
  });
}
