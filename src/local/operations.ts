/** The port for operators under `npm start`, where OPERATIONS_PORT asks for one: API and worker are one process, with one page of metrics. */
import type { DataSource } from 'typeorm';
import { createMetrics, metricsPage, watchProcess } from '../core/telemetry/process-metrics.js';
import type { Config, Environment } from '../platform/config.js';
import { openOperationsOf } from '../platform/operations-server.js';
import type { Readiness } from '../platform/readiness.js';
import type { Metrics } from '../platform/telemetry/metrics.js';
import { temporalMetrics } from '../temporal/runtime.js';

interface LocalOperations {
  metrics: Metrics;
  /** Whether somebody can read them. */
  measured: boolean;
  stop(): Promise<void>;
}

export async function startLocalOperations(
  { OPERATIONS_PORT, HOST = '127.0.0.1', TOCSIN_COMMIT: commit }: Environment,
  { databaseUrl }: Config,
  dataSource: DataSource,
  readiness: Readiness,
): Promise<LocalOperations> {
  const metrics = createMetrics();
  const server = await openOperationsOf({ OPERATIONS_PORT, HOST }, readiness, metricsPage(metrics));
  if (!server) return { metrics, measured: false, stop: async () => undefined };
  metrics.append(temporalMetrics);
  const gauges = await watchProcess(metrics, { dataSource, databaseUrl: databaseUrl.reveal(), commit });
  const stop = async () => {
    await server.close();
    await gauges.close();
  };
  return { metrics, measured: true, stop };
}
