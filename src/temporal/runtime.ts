/** Temporal's core, of which a process has one: where its log lines go, and its metrics. */
import { createServer } from 'node:net';
import { IllegalStateError } from '@temporalio/common';
import { DefaultLogger, Runtime, type RuntimeOptions } from '@temporalio/worker';
import type { Logger } from 'pino';
import { faultText } from '../platform/fault-text.js';

/** Those of the newest worker of this process. */
let temporalLog: Logger | null = null;
/** Where the metrics of that core are, once a worker asked for them. */
let metricsPort: number | null = null;

const LEVELS = { TRACE: 'debug', DEBUG: 'debug', INFO: 'debug', WARN: 'warn', ERROR: 'error' } as const;

/**
 * Bounds in seconds, by names without the prefix and the unit that they are shown with. Temporal's own begin where ours have
 * long ended: a task begins within milliseconds. Each bound is a series for every operation, type of run and kind of activity,
 * so what dashboard and alarms ask no quantile of has two: of it one asks the mean, and the share that takes long.
 */
const FINE = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const COARSE = [0.1, 1];
const BOUNDS: Readonly<Record<string, number[]>> = {
  workflow_task_schedule_to_start_latency: FINE,
  activity_schedule_to_start_latency: FINE,
  workflow_task_replay_latency: FINE,
  workflow_task_execution_latency: COARSE,
  activity_execution_latency: COARSE,
  activity_succeed_endtoend_latency: COARSE,
  local_activity_execution_latency: COARSE,
  local_activity_succeed_endtoend_latency: COARSE,
  request_latency: COARSE,
  long_request_latency: COARSE,
  workflow_endtoend_latency: COARSE,
};
/** Of each activity that failed or waits. */
const SAID_BY_US = 'Activity failed';
const TRIES = 3;
const ANSWER_MS = 2_000;

/**
 * Sends Temporal's log lines to ours, and leaves the signals of the process to us. Temporal has one runtime per process, which
 * ends with the last worker: the next one needs it installed anew. @param measured whether it keeps metrics
 */
export async function installRuntime(log: Logger, measured: boolean): Promise<void> {
  temporalLog = log;
  for (let tries = 1; ; tries++) {
    const port = measured ? await unusedPort() : null;
    try {
      Runtime.install(runtimeOptions(port));
      metricsPort = port;
      return;
    } catch (error) {
      // Another worker of this process has installed it.
      if (error instanceof IllegalStateError) return;
      // Somebody took the port in between.
      if (port === null || tries === TRIES) throw error;
    }
  }
}

function runtimeOptions(port: number | null): RuntimeOptions {
  const logger = new DefaultLogger('INFO', ({ level, message, meta }) => {
    const { error, code, ...fields } = meta ?? {};
    const words = error ? { error: faultText(error) } : {};
    // Ours come with a code, and at their own level. The library says again what our activities have said, and of each wait, too.
    const isOurs = code !== undefined;
    const at = isOurs && level === 'INFO' ? 'info' : !isOurs && message === SAID_BY_US ? 'debug' : LEVELS[level];
    temporalLog?.[at]({ ...fields, ...words, code: code ?? 'TEMPORAL_SDK', taskToken: undefined }, message);
  });
  const logging = { forward: {}, filter: { core: 'WARN', other: 'ERROR' } } as const;
  return { shutdownSignals: [], logger, telemetryOptions: { logging, ...(port === null ? {} : exporterAt(port)) } };
}

/** It has no reading of its metrics but this: an exporter on a port of this machine alone. */
const exporterAt = (port: number) => ({
  metrics: {
    attachServiceName: false,
    prometheus: {
      bindAddress: `127.0.0.1:${port}`,
      countersTotalSuffix: true,
      unitSuffix: true,
      useSecondsForDurations: true,
      histogramBucketOverrides: BOUNDS,
    },
  },
});

/** The metrics of Temporal's core, as Prometheus reads them. @throws where it has none, or does not answer. */
export async function temporalMetrics(): Promise<string> {
  if (metricsPort === null) throw new Error('Temporal keeps no metrics in this process');
  const response = await fetch(`http://127.0.0.1:${metricsPort}/metrics`, { signal: AbortSignal.timeout(ANSWER_MS) });
  if (!response.ok) throw new Error(`Temporal's exporter answered ${response.status}`);
  return response.text();
}

function unusedPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
