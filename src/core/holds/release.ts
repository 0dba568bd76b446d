/**
 * What is held until a moment. A delivery is DEFERRED with `due_at` from its plan on; one run per destination and moment
 * owns it, started here under an id that says both. At that moment the run releases: what a newer fact made moot is
 * SUPERSEDED, the rest is PENDING and goes out by `deliver`.
 */
import type { DataSource } from 'typeorm';
import { firstIdAt } from '../../domain/ids.js';
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

/** Lets go of what is held until now, and says in which pieces it is to be delivered. As often as wanted. */
export async function releaseHeld({ dataSource, metrics }: ReleaseDeps, hold: HoldInput): Promise<ReleasedChunk[]> {
  const rows = await runStatement(dataSource, RELEASE_HELD, {
    heldFor: hold.destinationId,
    dueAt: new Date(hold.dueAt),
  });
  // A person asked for the replay, so newer events do not supersede it.
  const moot = await findMoot(
    dataSource,
    rows.filter((row) => row.heldBy !== 'REPLAY'),
  );
  if (moot.size > 0) {
    const ended = new Set((await supersede(dataSource, moot)).map(({ id }) => id));
    for (const { id, channel } of rows)
      if (ended.has(id)) metrics.count('deliveries', { channel: channel.toLowerCase(), outcome: 'superseded' });
  }
  const left = rows.filter((row) => !moot.has(row.id)).sort((a, b) => (a.id < b.id ? -1 : 1));
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

async function supersede(dataSource: DataSource, moot: Map<string, string>): Promise<EndedDelivery[]> {
  const outcomes = [...moot].map(
    ([id, by]): OutcomeRow => ({
      id,
      status: 'SUPERSEDED',
      reason: makeReason('SUPERSEDED', { by }),
      unclear: false,
      tried: true,
    }),
  );
  return runStatement(dataSource, SETTLE_DELIVERIES, { ...NOTHING_SENT, outcomes });
}
