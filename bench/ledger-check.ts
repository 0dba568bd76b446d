/**
 * Says whether anything was lost or doubled, from the ledger and the logs of the stand-ins alone: it knows neither the program nor who
 * disturbed it. `node dist/bench/ledger-check.js --database URL --logs FOLDER`; ends with 1 where a line fails.
 *
 * In the folder: `accepted.jsonl`, what was answered with 202 (Accepted); `received.jsonl`, what carriers and endpoints took
 * (Received); and `moments.json` (Moments).
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';

/** Moments are ISO 8601. */
export interface Accepted {
  at: string;
  /** The event's id, as the 202 named it. */
  eventId: string;
  /** What a producer speaks of: `payment.failed pay_1`. */
  fact: string;
  /** Whether the provider's API lists it. */
  listed: boolean;
}

export interface Received {
  at: string;
  channel: string;
  /** The id that it came under, in which that of the delivery stands. */
  key: string;
  to: string;
  /** The event that it names, and the fact in its body; null where it names none. */
  eventId: string | null;
  fact: string | null;
}

export interface Moments {
  /** To which the ledger was restored; null: it was not. What was accepted before it may not be lost. */
  restoredTo: string | null;
  /** When the program was disturbed, and when it worked again: between them (from `restoredTo` on) nothing could be on time. */
  broken: string;
  back: string;
}

interface Line {
  what: string;
  count: number;
  verdict: 'pass' | 'FAIL' | '';
}

interface LedgerDelivery {
  id: string;
  eventId: string;
  channel: string;
  status: string;
  unclear: boolean;
  createdAt: Date;
  dueAt: Date | null;
  settledAt: Date | null;
}

interface LedgerEvent {
  id: string;
  type: string;
  entityId: string | null;
  status: string;
  receivedAt: Date;
}

interface LedgerReminder {
  disputeId: string;
  dueAt: Date;
  sentAt: Date | null;
  skipped: string | null;
}

interface Ledger {
  events: Map<string, LedgerEvent>;
  deliveries: Map<string, LedgerDelivery>;
  reminders: LedgerReminder[];
  /** By what producers call them. */
  disputes: Map<string, string>;
  /** When each ladder moves next. */
  ladders: { id: string; nextAt: Date }[];
  now: Date;
}

/** Receivers collapse a second message of these by its id. */
const KEYED = ['WEBHOOK', 'LOOPS', 'IN_APP'];
const SHOWN_ELSEWHERE = ['IN_APP'];
const ON_TIME_MS = 60_000;
/** What is younger is on its way. */
const UNDER_WAY_MS = 15_000;
const DENYING = ['SKIPPED', 'CANCELLED', 'FAILED', 'SUPPRESSED', 'SUPERSEDED'];
const ENDED = ['SENT', 'DELIVERED', 'UNKNOWN', ...DENYING];

async function readLedger(url: string): Promise<Ledger> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("SET tocsin.scope = 'system'");
    const read = async <Row extends object>(sql: string) => (await client.query<Row>(sql)).rows;
    const events = await read<LedgerEvent>(
      'SELECT id, type, entity_id AS "entityId", status, received_at AS "receivedAt" FROM events',
    );
    const deliveries = await read<LedgerDelivery>(`
      SELECT id, event_id AS "eventId", channel, status, unclear, created_at AS "createdAt", due_at AS "dueAt",
        settled_at AS "settledAt" FROM deliveries`);
    const reminders = await read<LedgerReminder>(`
      SELECT dispute_id AS "disputeId", due_at AS "dueAt", sent_at AS "sentAt", skipped FROM reminders`);
    const ladders = await read<{ id: string; nextAt: Date }>(
      'SELECT id, next_at AS "nextAt" FROM disputes WHERE next_at IS NOT NULL',
    );
    const states = await read<{ id: string; state: string }>('SELECT external_id AS id, state FROM disputes');
    const disputes = new Map(states.map(({ id, state }) => [id, state]));
    const [{ now }] = (await read<{ now: Date }>('SELECT now() AS now')) as [{ now: Date }];
    return { events: byId(events), deliveries: byId(deliveries), reminders, disputes, ladders, now };
  } finally {
    await client.end();
  }
}

function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return [...groups.values()];
}

const byId = <Row extends { id: string }>(rows: Row[]) => new Map(rows.map((row) => [row.id, row]));

async function readLines<Row>(file: string): Promise<Row[]> {
  const text = await readFile(file, 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);
}

const deliveryOf = ({ key }: Received) => /dlv_[0-9a-z]{26}/.exec(key)?.[0] ?? key;
const failsIf = (what: string, count: number): Line => ({ what, count, verdict: count > 0 ? 'FAIL' : 'pass' });
const says = (what: string, count: number): Line => ({ what, count, verdict: '' });

/** Whether the ledger must know it: of what came after the moment to which it was restored only what came when it worked again. */
const isKept = ({ at }: Accepted, { restoredTo, back }: Moments) =>
  restoredTo === null || at <= restoredTo || at >= back;

function checkLosses(ledger: Ledger, accepted: Accepted[], received: Received[], moments: Moments): Line[] {
  const kept = accepted.filter((one) => isKept(one, moments));
  const later = accepted.filter((one) => !isKept(one, moments));
  const isKnown = ({ fact }: Accepted) =>
    [...ledger.events.values()].some(({ type, entityId }) => `${type} ${entityId}` === fact);
  const isOpen = ({ status, createdAt, dueAt }: LedgerDelivery) =>
    !ENDED.includes(status) && ledger.now.getTime() - (dueAt ?? createdAt).getTime() > UNDER_WAY_MS;
  const took = new Set(received.map(deliveryOf));
  const all = [...ledger.deliveries.values()];
  const unseen = all.filter(
    ({ id, status, channel, dueAt }) =>
      status === 'SENT' && dueAt === null && !SHOWN_ELSEWHERE.includes(channel) && !took.has(id),
  );
  const lines = [
    says('accepted, and to be kept', kept.length),
    failsIf('lost', kept.filter(({ eventId }) => !ledger.events.has(eventId)).length),
    says('deliveries in the ledger', all.length),
    failsIf('without an end, though it is due', all.filter(isOpen).length),
    failsIf('told as sent, and nobody got it', unseen.length),
  ];
  if (moments.restoredTo === null) return lines;
  return [
    ...lines,
    says('accepted between the moment and the disaster', later.length),
    failsIf('listed by the provider, and not found', later.filter((one) => one.listed && !isKnown(one)).length),
    says('listed by nobody: to be sent again', later.filter((one) => !one.listed && !isKnown(one)).length),
  ];
}

/** What has no end though it should, and ends that are not what producers and carriers know. */
function checkEnds(ledger: Ledger, accepted: Accepted[], received: Received[], moments: Moments): Line[] {
  const { deliveries, events, disputes, now } = ledger;
  const isOld = (at: Date | number) => now.getTime() - Number(at) > UNDER_WAY_MS;
  const isWaiting = ({ status, dueAt }: LedgerDelivery) => !ENDED.includes(status) && dueAt !== null && dueAt > now;
  const waiting = new Set([...deliveries.values()].filter(isWaiting).map(({ eventId }) => eventId));
  const endless = [...events.values()].filter(
    ({ id, status, receivedAt }) =>
      status !== 'PROCESSED' && status !== 'FAILED' && isOld(receivedAt) && !waiting.has(id),
  );
  const arrived = received.flatMap((one) => deliveries.get(deliveryOf(one)) ?? []);
  const denied = arrived.filter(({ status, unclear }) => DENYING.includes(status) && !unclear);
  const lines = [
    says('events that failed', [...events.values()].filter(({ status }) => status === 'FAILED').length),
    failsIf('events without an end', endless.length),
    failsIf('came, and the ledger says that it was not sent', denied.length),
  ];
  if (moments.restoredTo !== null) return lines;
  const ids = groupBy(accepted, ({ fact }) => fact).map((group) => new Set(group.map(({ eventId }) => eventId)));
  const webhooks = [...deliveries.values()].filter(({ channel }) => channel === 'WEBHOOK');
  const took = new Set(arrived.map(({ id }) => id));
  const heard = new Set(
    webhooks.flatMap((one) => (took.has(one.id) || one.status === 'SUPERSEDED' ? one.eventId : [])),
  );
  const unheard =
    webhooks.length > 0 ? accepted.filter(({ eventId, at }) => !heard.has(eventId) && isOld(Date.parse(at))) : [];
  const outcomes = accepted.flatMap(({ fact }) => {
    const [, word, id] = /^dispute\.(won|lost) (.*)/.exec(fact) ?? [];
    return word && id ? [{ id, state: word.toUpperCase() }] : [];
  });
  const others = outcomes.filter(({ id, state }) => disputes.get(id) !== state);
  return [
    ...lines,
    failsIf('one webhook that became two events', ids.filter(({ size }) => size > 1).length),
    failsIf('accepted, and the endpoint that takes all never heard of it', unheard.length),
    says('disputes won or lost', outcomes.length),
    failsIf('that the ledger has in another state', others.length),
  ];
}

/** What came under several ids, or several times under one. */
function checkDoubles(ledger: Ledger, accepted: Accepted[], received: Received[], moments: Moments): Line[] {
  const facts = new Map(accepted.map(({ eventId, fact }) => [eventId, fact]));
  const kept = new Set(accepted.filter((one) => isKept(one, moments)).map(({ fact }) => fact));
  const said = received.map((one) => ({ ...one, fact: one.fact ?? facts.get(one.eventId ?? '') ?? one.eventId ?? '' }));
  const groups = groupBy(said, ({ channel, to, fact }) => `${channel} ${to} ${fact}`);
  const keyed = groups.filter(([one]) => KEYED.includes(one?.channel ?? '') && kept.has(one?.fact ?? ''));
  const twoIds = keyed.filter((group) => new Set(group.map(({ key }) => key)).size > 1);
  const byKey = groupBy(received, ({ key }) => key);
  const isKeyed = ([one]: Received[]) => KEYED.includes(one?.channel ?? '');
  const others = byKey.filter((group) => !isKeyed(group));
  const repeated = others.filter((group) => group.length > 1);
  const unsaid = repeated.filter(([one]) => one && ledger.deliveries.get(deliveryOf(one))?.unclear === false);
  const collapsed = byKey.filter((group) => isKeyed(group) && group.length > 1);
  const forgotten = received.filter((one) => !ledger.deliveries.has(deliveryOf(one)));
  return [
    failsIf('doubled on keyed channels: one fact under two ids', twoIds.length),
    says('came again under one id on keyed channels', collapsed.length),
    says('came again elsewhere', repeated.length),
    failsIf('came again elsewhere, and the ledger does not say so', unsaid.length),
    moments.restoredTo === null
      ? failsIf('came, and the ledger knows nothing of it', forgotten.length)
      : says('sent after the moment, and forgotten with it', forgotten.length),
  ];
}

/** A reminder that was due while nothing could work is told when it works again, or by the one after it. */
function checkTimes(ledger: Ledger, { restoredTo, broken, back }: Moments): Line[] {
  const [from, to] = [Date.parse(restoredTo ?? broken), Date.parse(back)];
  const latest = (due: Date) => (due.getTime() > from && due.getTime() < to ? to : due.getTime()) + ON_TIME_MS;
  const dealt = ledger.reminders.filter(({ dueAt }) => dueAt.getTime() > to);
  const overdue = ledger.reminders.filter(({ dueAt }) => dueAt.getTime() > from && dueAt.getTime() <= to);
  const isLate = ({ dueAt, sentAt }: LedgerReminder) => sentAt !== null && sentAt.getTime() > latest(dueAt);
  const lateness = dealt.flatMap(({ dueAt, sentAt }) => (sentAt ? [sentAt.getTime() - dueAt.getTime()] : []));
  const held = [...ledger.deliveries.values()].filter(({ dueAt }) => dueAt && dueAt < ledger.now);
  const lateHolds = held.filter(({ dueAt, settledAt }) => dueAt && settledAt && settledAt.getTime() > latest(dueAt));
  return [
    says('ladders that go on', ledger.ladders.length),
    failsIf(
      'that should have moved',
      ledger.ladders.filter(({ nextAt }) => ledger.now.getTime() > latest(nextAt)).length,
    ),
    says('reminders due while it was away, told at once or by the next', overdue.length),
    says('reminders due since, told', lateness.length),
    says('the latest of them, ms after its time', Math.max(0, ...lateness)),
    failsIf('reminders more than 60 s late', ledger.reminders.filter(isLate).length),
    says('held until a moment that has come', held.length),
    failsIf('let go more than 60 s late', lateHolds.length),
  ];
}

async function main(): Promise<boolean> {
  const { values } = parseArgs({ options: { database: { type: 'string' }, logs: { type: 'string' } } });
  const { database, logs } = values;
  if (!database || !logs) throw new Error('It is written --database URL --logs FOLDER.');
  const ledger = await readLedger(database);
  const accepted = await readLines<Accepted>(join(logs, 'accepted.jsonl'));
  const received = await readLines<Received>(join(logs, 'received.jsonl'));
  const moments: Moments = JSON.parse(await readFile(join(logs, 'moments.json'), 'utf8'));
  const lines = [
    ...checkLosses(ledger, accepted, received, moments),
    ...checkEnds(ledger, accepted, received, moments),
    ...checkDoubles(ledger, accepted, received, moments),
    ...checkTimes(ledger, moments),
  ];
  for (const { what, count, verdict } of lines)
    console.log(`| ${what.padEnd(66)} | ${String(count).padStart(6)} | ${verdict.padEnd(4)} |`);
  return lines.every(({ verdict }) => verdict !== 'FAIL');
}

process.exitCode = (await main()) ? 0 : 1;
