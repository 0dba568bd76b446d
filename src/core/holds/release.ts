/**
 * What is held until a moment. A delivery is DEFERRED with `due_at` from its plan on; one run per destination and moment
 * owns it, started here under an id that says both. At that moment the run releases: what a newer fact made moot is
 * SUPERSEDED, what its reader switched off meanwhile SKIPPED, the rest is PENDING and goes out by `deliver`.
 */
import type { DataSource } from 'typeorm';
import { firstIdAt } from '../../domain/ids.js';
import { outcomeWord } from '../../domain/metric-words.js';
import { type Chunk, chunksOf } from '../../domain/planning/chunks.js';
import { endsOf, type KnownFact, linkedNames, mootBy } from '../../domain/planning/freshness.js';
import { HOLDS, type Hold } from '../../domain/planning/plan.js';
import { makeReason } from '../../domain/reasons.js';
import type { HoldInput } from '../../domain/run-inputs.js';
import { runStatement } from '../../platform/database/statement.js';
import type { Metrics } from '../../platform/telemetry/metrics.js';
import { type EndedDelivery, NOTHING_SENT, type OutcomeRow, SETTLE_DELIVERIES } from '../delivery/settle.statements.js';
import { chunkableOf } from '../planning/chunkable.js';
import { FIND_NEWER_EVENTS, type NewerEventRow, RELEASE_HELD, type ReleasedRow } from './hold.statements.js';

/** What goes out as one message, and what goes out one by one. */
const TOGETHER: readonly Hold[] = ['DIGEST', 'STORM'];
const SINGLY = HOLDS.filter((by) => !TOGETHER.includes(by));

/** One piece of what was released: a chunk of single deliveries, or a whole digest. */
export interface ReleasedChunk {
  chunk: Chunk;
  by: Hold;
}

/** How long before a fact the one that makes it moot may have arrived: providers promise no order. */
const EARLIER_MS = 24 * 3_600_000;

interface ReleaseDeps {
  dataSource: DataSource;
  metrics: Metrics;
}

/** What people asked for goes out, whatever happened since. */
const ASKED_FOR: readonly Hold[] = ['RETRY', 'REPLAY'];

/** Lets go of what is held until now, and says in which pieces it is to be delivered. As often as wanted. */
export async function releaseHeld({ dataSource, metrics }: ReleaseDeps, hold: HoldInput): Promise<ReleasedChunk[]> {
  const rows = await runStatement(dataSource, RELEASE_HELD, {
    heldFor: hold.destinationId,
    dueAt: new Date(hold.dueAt),
  });
  const off = rows.filter(({ heldBy, switchedOff }) => switchedOff && !ASKED_FOR.includes(heldBy)).map(({ id }) => id);
  // A person asked for the replay, so newer events do not supersede it.
  const moot = await findMoot(
    dataSource,
    rows.filter(({ id, heldBy }) => heldBy !== 'REPLAY' && !off.includes(id)),
  );
  const ends = [...off.map(skippedAsOff), ...[...moot].map(superseded)];
  if (ends.length > 0) {
    const ended = await runStatement(dataSource, SETTLE_DELIVERIES, { ...NOTHING_SENT, outcomes: ends });
    countReleasedEnds(metrics, rows, ended);
  }
  const gone = new Set(ends.map(({ id }) => id));
  const left = rows.filter(({ id }) => !gone.has(id)).sort((a, b) => (a.id < b.id ? -1 : 1));
  const pieces = SINGLY.flatMap((by) => {
    const single = left.filter((row) => row.heldBy === by).map((row) => chunkableIn(hold, row));
    return chunksOf(single).map((chunk): ReleasedChunk => ({ chunk, by }));
  });
  return [...pieces, ...TOGETHER.flatMap((by) => gatheredOf(hold, left, by))];
}

const chunkableIn = ({ destinationId }: HoldInput, row: ReleasedRow) =>
  chunkableOf(row.businessId, { ...row, destinationId });

function gatheredOf(hold: HoldInput, left: readonly ReleasedRow[], by: Hold): ReleasedChunk[] {
  const gathered = left.filter((row) => row.heldBy === by);
  const [first, last] = [gathered[0], gathered.at(-1)];
  if (!first || !last) return [];
  const { id, ...keys } = chunkableIn(hold, first);
  return [{ chunk: { ...keys, first: id, last: last.id, count: gathered.length }, by }];
}

/** By delivery: the event that makes it moot. */
async function findMoot(dataSource: DataSource, rows: ReleasedRow[]): Promise<Map<string, string>> {
  const facts = rows
    .filter((row) => endsOf(row.type).length > 0)
    .map((row) => ({ row, fact: newerFact(row, row.eventId) }));
  const [oldest] = facts.map(({ row }) => row).sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime());
  if (!oldest) return new Map();
  const newer = await runStatement(dataSource, FIND_NEWER_EVENTS, {
    businessId: oldest.businessId,
    firstId: firstIdAt('event', oldest.occurredAt.getTime() - EARLIER_MS),
    types: [...new Set(facts.flatMap(({ row }) => endsOf(row.type)))],
    names: [...new Set(facts.flatMap(({ fact }) => linkedNames(fact)))],
  });
  const known = newer.map((row) => newerFact(row, row.id));
  return new Map(
    facts.flatMap(({ row, fact }): [string, string][] => {
      const by = mootBy(fact, known);
      return by ? [[row.id, by]] : [];
    }),
  );
}

const newerFact = (row: Omit<NewerEventRow, 'id'>, id: string): KnownFact => ({
  id,
  type: row.type,
  occurredAt: row.occurredAt.toISOString(),
  entityId: row.entityId,
  facts: row.facts,
  test: row.test,
  idSpace: row.idSpace,
});

const NOT_SENT = { unclear: false, tried: true };

const superseded = ([id, by]: [string, string]): OutcomeRow => ({
  ...{ id, status: 'SUPERSEDED', reason: makeReason('SUPERSEDED', { by }) },
  ...NOT_SENT,
});

const skippedAsOff = (id: string): OutcomeRow => ({
  ...{ id, status: 'SKIPPED', reason: makeReason('OFF', { source: 'EXPLICIT' }) },
  ...NOT_SENT,
});

function countReleasedEnds(metrics: Metrics, rows: readonly ReleasedRow[], ended: readonly EndedDelivery[]): void {
  const channels = new Map(rows.map(({ id, channel }) => [id, channel.toLowerCase()]));
  for (const { id, status } of ended) {
    const [channel, outcome] = [channels.get(id), outcomeWord(status)];
    if (channel && outcome) metrics.count('deliveries', { channel, outcome });
  }
}
