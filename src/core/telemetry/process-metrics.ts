/** The metrics of a process: what it counts with, and what is read of it when somebody asks. */
import type { DataSource } from 'typeorm';
import { CHANNELS } from '../../channels/index.js';
import { systemTime } from '../../platform/clock.js';
import { poolOf } from '../../platform/database/statement.js';
import type { OperationsAnswer } from '../../platform/operations-server.js';
import type { ProcessKind } from '../../platform/telemetry/metric-entry.js';
import type { LabelsOf } from '../../platform/telemetry/metric-list.js';
import { Metrics } from '../../platform/telemetry/metrics.js';
import { ownVersion } from '../../platform/version.js';
import { SOURCE_KINDS } from '../../sources/index.js';
import { listMigrations } from '../data-source.js';
import { DatabaseGauges } from './database-gauges.js';

type PoolName = LabelsOf<'databaseConnections'>['pool'];

const lower = (words: object) => Object.keys(words).map((word) => word.toLowerCase());

/**
 * Metrics whose counters begin at 0 for every channel and kind of source that this version has.
 * @param processKind whose metrics; without it those of both
 */
export function createMetrics(processKind?: ProcessKind): Metrics {
  return new Metrics({ channel: lower(CHANNELS), source_kind: [...lower(SOURCE_KINDS), 'none'] }, processKind);
}

/** The page that Prometheus reads. */
export const metricsPage = (metrics: Metrics) => ({
  '/metrics': async (): Promise<OperationsAnswer> => ({
    status: 200,
    type: metrics.contentType,
    body: await metrics.text(),
  }),
});

interface WatchedDatabase {
  /** For all businesses. */
  dataSource: DataSource;
  databaseUrl: string;
  /** That was built. */
  commit: string;
}

/** Beside what {@link watchDatabase} reads, what Node says of itself: for processes, since it watches the event loop from now on. */
export function watchProcess(metrics: Metrics, database: WatchedDatabase): Promise<DatabaseGauges> {
  metrics.watchNode();
  return watchDatabase(metrics, database);
}

/** What is read of PostgreSQL, and which program this is. Close it at the end. */
export async function watchDatabase(
  metrics: Metrics,
  { dataSource, databaseUrl, commit }: WatchedDatabase,
): Promise<DatabaseGauges> {
  await showBuild(metrics, dataSource, commit);
  watchPool(metrics, 'system', dataSource);
  return new DatabaseGauges(databaseUrl, metrics, systemTime);
}

async function showBuild(metrics: Metrics, dataSource: DataSource, commit: string): Promise<void> {
  const version = await ownVersion();
  const newest = (await listMigrations(dataSource)).filter(({ ran }) => ran).at(-1);
  // Without the moment at its end, in which no two differ but by their names.
  const schema = newest?.name.replace(/\d+$/, '') ?? 'none';
  metrics.set('buildInfo', { version, commit, schema, node: process.version }, 1);
}

/** Who uses the connections of a pool, and how often one is taken: for one statement, or for one transaction. */
export function watchPool(metrics: Metrics, pool: PoolName, dataSource: DataSource): void {
  const connections = poolOf(dataSource);
  connections.on('acquire', () => metrics.count('databaseUses', { pool }));
  metrics.onRead(() => {
    const { totalCount, idleCount, waitingCount } = connections;
    metrics.set('databaseConnections', { pool, state: 'used' }, totalCount - idleCount);
    metrics.set('databaseConnections', { pool, state: 'idle' }, idleCount);
    metrics.set('databaseConnections', { pool, state: 'waiting' }, waitingCount);
  });
}
